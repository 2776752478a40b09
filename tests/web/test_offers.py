"""推荐 in the drawer and in the panel, the comparison while selecting, and correcting a link."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Claim, EvidenceLink
from annotations.services.annotate import delete_claim
from annotations.vocabulary import Role, Status, Verdict
from tests.factories import DeskFactory, a_claim, a_link, a_source, a_suggestion, an_article

COPY = "2023年，全市新开工过亿元项目169个，到位资金117.8亿元。"
BULLETIN = "全年新开工过亿元项目196个，到位资金117.77亿元。"


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


def claim_of(person: Any, quote: str = "到位资金117.8亿元", kind: str = "money") -> Claim:
    return a_claim(person.actor, an_article(person.actor, text=COPY), quote=quote, types=[kind])


def test_an_offer_shows_both_figures_and_is_linked_as_it_stands(editor: Any):
    claim = claim_of(editor)
    source = a_source(editor.actor, title="2023年统计公报", text=BULLETIN)

    answer = editor.part(f"/claims/{claim.pk}/evidence/")
    (offer,) = answer.context["offers"]
    path = f"/claims/{claim.pk}/evidence/{source.pk}/"
    row = {"start": offer.row.start, "end": offer.row.end, "quote": offer.row.quote}
    linked = editor.part(path, {**row, "stance": offer.stance, "tier": offer.row.tier, "page": ""})

    assert "117.8亿元 ↔ 117.77亿元" in answer.content.decode()
    assert "还需 1 个一手来源" in answer.content.decode()
    assert '<option value="primary" selected>一手</option>' in answer.content.decode()
    assert (offer.key, offer.stance, offer.sign) == ("1", "supports", "≈")
    assert "drawer:close" in linked["HX-Trigger"]
    assert (EvidenceLink.objects.get().comparison, EvidenceLink.objects.get().tier) == ("rounded", "primary")


def test_an_empty_list_says_whether_what_there_is_was_cited_already(editor: Any):
    claim = claim_of(editor)
    source = a_source(editor.actor, title="2023年统计公报", text=BULLETIN)
    other = a_claim(editor.actor, claim.article, quote="2023年", types=["date"])
    a_link(editor.actor, claim, source, quote=BULLETIN)

    cited, never = (
        editor.part(f"/claims/{one.pk}/evidence/suggested/").content.decode() for one in (claim, other)
    )

    assert ("除了已引用的" in cited, "autofocus" in cited) == (True, True)
    assert "除了已引用的" not in never


def test_a_figure_that_differs_is_offered_as_contradiction(editor: Any):
    claim = claim_of(editor, "过亿元项目169个", "quantity")
    a_source(editor.actor, title="2023年统计公报", text=BULLETIN)

    answer = editor.part(f"/claims/{claim.pk}/evidence/")

    (offer,) = answer.context["offers"]
    assert "169个 ↔ 196个" in answer.content.decode()
    assert (offer.stance, offer.sign) == ("refutes", "✗")


def test_one_agreeing_offer_is_linked_and_decided_by_one_key(editor: Any):
    claim = claim_of(editor)
    source = a_source(editor.actor, title="2023年统计公报", text=BULLETIN)
    panel = editor.part(f"/claims/{claim.pk}/").content.decode()
    best = editor.part(f"/claims/{claim.pk}/offer/")
    row = best.context["offer"].row
    shown = {"seen": claim.version, "source": source.pk, "start": row.start, "end": row.end}

    stale = editor.part(f"/claims/{claim.pk}/offer/", {**shown, "end": row.end - 1})
    done = editor.part(f"/claims/{claim.pk}/offer/", shown)

    claim.refresh_from_db()
    assert f'hx-get="/claims/{claim.pk}/offer/"' in panel
    assert ('data-key="Enter"' in best.content.decode(), best.context["sole"]) == (True, True)
    assert (stale.status_code, done.status_code) == (409, 200)
    assert (claim.verdict, claim.status) == (Verdict.VERIFIED, Status.IN_PROGRESS)
    assert claim.evidence.get().quote == row.quote


def test_an_offer_for_what_went_meanwhile_is_no_error_but_a_decision_is(editor: Any):
    claim = claim_of(editor)
    path = f"/claims/{claim.pk}/offer/"
    delete_claim(actor=editor.actor, claim=claim, seen=claim.version)

    asked = editor.part(path)
    decided = editor.part(path, {"seen": 1})

    assert (asked.status_code, asked.content) == (204, b"")
    assert decided.status_code == 404


def test_a_suggestion_is_accepted_linked_and_decided_by_the_same_key(editor: Any):
    article = an_article(editor.actor, text=COPY)
    suggestion = a_suggestion(article, quote="到位资金117.8亿元", value="11780000000")
    source = a_source(editor.actor, title="2023年统计公报", text=BULLETIN)
    row = editor.part(f"/suggestions/{suggestion.pk}/offer/").context["offer"].row

    editor.part(
        f"/suggestions/{suggestion.pk}/offer/",
        {"seen": suggestion.version, "source": source.pk, "start": row.start, "end": row.end},
    )

    claim = Claim.objects.get()
    assert (claim.suggestion, claim.verdict, claim.evidence.count()) == (suggestion, Verdict.VERIFIED, 1)


def test_two_that_agree_or_one_that_differs_are_left_to_the_editor(editor: Any):
    claim = claim_of(editor)
    a_source(editor.actor, title="2023年统计公报", text=BULLETIN)
    a_source(editor.actor, title="报告", text="2023年，全市招商引资到位资金117.77亿元，增长一成。")

    best = editor.part(f"/claims/{claim.pk}/offer/")

    assert (best.context["sole"], best.context["more"]) == (False, 1)
    assert "data-key" not in best.content.decode()


def test_the_words_selected_are_compared_before_they_are_linked(editor: Any):
    claim = claim_of(editor)
    source = a_source(editor.actor, title="2023年统计公报", text=BULLETIN)
    path = f"/claims/{claim.pk}/evidence/{source.pk}/compare/"
    start = BULLETIN.index("到位")

    right = editor.part(f"{path}?start={start}&end={len(BULLETIN) - 1}&stance=supports&tier=primary")
    second = editor.part(f"{path}?start={start}&end={len(BULLETIN) - 1}&stance=supports&tier=secondary")
    other = editor.part(f"{path}?start=0&end=5&stance=supports&tier=primary")

    assert "117.8亿元 ↔ 117.77亿元" in right.content.decode()
    assert "证据要求已满足" in right.content.decode()
    assert "还需 1 个一手来源，或 1 个来源不同的二手来源" in second.content.decode()
    assert other.context["outcome"] == "none"
    assert not EvidenceLink.objects.exists()


def test_an_offer_opens_in_its_snapshot_with_its_words_chosen(editor: Any):
    claim = claim_of(editor)
    source = a_source(editor.actor, text=BULLETIN)

    answer = editor.part(f"/claims/{claim.pk}/evidence/{source.pk}/?start=2&end=5")

    assert answer.context["chosen"] == {"start": 2, "end": 5, "quote": BULLETIN[2:5]}


def test_a_link_is_corrected_in_the_panel(editor: Any):
    link = a_link(editor.actor, claim_of(editor, "过亿元项目169个", "quantity"))
    shown = {"stance": "context", "tier": "secondary", "page": "3", "timecode": "", "note": "表一"}

    same = editor.part(
        f"/evidence/{link.pk}/edit/",
        {"seen": 1, "stance": "supports", "tier": "primary", "page": "", "timecode": "", "note": ""},
    )
    editor.part(f"/evidence/{link.pk}/edit/", {"seen": link.version, **shown})
    stale = editor.part(f"/evidence/{link.pk}/edit/", {"seen": link.version, **shown, "page": "4"})

    link.refresh_from_db()
    assert "没有改动" in same.content.decode()
    assert (link.stance, link.tier, link.page, link.note) == ("context", "secondary", "3", "表一")
    assert stale.status_code == 412


def test_a_reporter_lays_evidence_beside_their_own_copy_and_gives_no_verdict(browse: Any):
    editor, reporter = browse(), browse(Role.REPORTER)
    own, other = an_article(reporter.actor, text=COPY), an_article(editor.actor, text=f"{COPY}完。")
    source = a_source(editor.actor, text=BULLETIN)
    mine, theirs = (
        a_claim(editor.actor, article, quote="到位资金117.8亿元", types=["money"]) for article in (own, other)
    )
    quote = {"start": 0, "end": 2, "quote": BULLETIN[:2], "stance": "supports", "tier": "primary"}

    panel = reporter.part(f"/claims/{mine.pk}/").content.decode()
    linked = reporter.part(f"/claims/{mine.pk}/evidence/{source.pk}/", quote)
    refused = reporter.part(f"/claims/{theirs.pk}/evidence/{source.pk}/", quote)
    judged = reporter.part(
        f"/claims/{mine.pk}/offer/", {"seen": 2, "source": source.pk, "start": 0, "end": 2}
    )

    mine.refresh_from_db()
    assert f"/claims/{mine.pk}/evidence/" in panel
    assert f"/claims/{theirs.pk}/evidence/" not in reporter.part(f"/claims/{theirs.pk}/").content.decode()
    assert (linked.status_code, refused.status_code, judged.status_code) == (200, 403, 403)
    assert (mine.status, mine.assignee, mine.verdict) == (Status.OPEN, None, "")
    assert mine.hands.filter(person=reporter.actor.user, part="worked").exists()


def test_a_reporter_takes_back_only_what_they_linked(browse: Any):
    editor, reporter = browse(), browse(Role.REPORTER)
    claim = a_claim(editor.actor, an_article(reporter.actor, text=COPY), quote="到位资金117.8亿元")
    source = a_source(editor.actor, text=BULLETIN)
    theirs = a_link(editor.actor, claim, source)
    claim.refresh_from_db()
    mine = a_link(reporter.actor, claim, source, quote="196个")

    kept = reporter.part(f"/evidence/{theirs.pk}/unlink/", {"seen": theirs.version})
    gone = reporter.part(f"/evidence/{mine.pk}/unlink/", {"seen": mine.version})

    assert (kept.status_code, gone.status_code) == (403, 200)
    assert list(EvidenceLink.objects.all()) == [theirs]


def test_nothing_of_a_hidden_or_foreign_source_is_shown(browse: Any):
    keeper, colleague = browse(), browse()
    outsider = browse(Role.CHIEF, at=DeskFactory.create())
    claim = claim_of(keeper)
    secret = a_source(keeper.actor, title="线人甲", text=BULLETIN, confidentiality="protected")

    paths = [f"/claims/{claim.pk}/evidence/", f"/claims/{claim.pk}/offer/"]
    snapshot = f"/claims/{claim.pk}/evidence/{secret.pk}/"
    compared = f"{snapshot}compare/?start=0&end=4"

    assert ["线人甲" in keeper.part(path).content.decode() for path in paths] == [True, True]
    assert ["线人甲" in colleague.part(path).content.decode() for path in paths] == [False, False]
    assert [colleague.part(path).status_code for path in (snapshot, compared)] == [404, 404]
    assert [outsider.part(path).status_code for path in [*paths, compared]] == [404, 204, 404]
