"""Acts on the workbench: one row, the touched paragraphs, the panel."""

from __future__ import annotations

import re
from typing import Any

import pytest

from annotations.models import Claim, EvidenceLink, Suggestion
from annotations.services.annotate import edit_claim
from annotations.vocabulary import Status, SuggestionState, Verdict
from tests.factories import TEXT, a_claim, a_link, a_source, a_suggestion, an_article

LONG = "首段：到位资金117.77亿元。\n中段：项目169个。\n末段：港口是全省唯一。"


def shown(answer: Any) -> str:
    """The id of the row whose panel the answer shows."""
    found = re.search(r'data-panel="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def swapped(answer: Any) -> tuple[list[str], list[int]]:
    """Rows and paragraphs that the answer replaces."""
    html = answer.content.decode()
    rows = re.findall(r'<li id="item-([^"]+)"', html)
    return rows, [int(start) for start in re.findall(r'<p id="p-(\d+)"', html)]


def tag(editor: Any, article: Any, words: str, digit: str, **more: Any) -> Any:
    """Select ``words`` and press ``digit``; ``more`` bends what the browser would send."""
    start = article.text.index(words)
    data = {"start": start, "end": start + len(words), "quote": words, "article_version": 1, "key": digit}
    return editor.part(f"/articles/{article.pk}/claims/", {**data, **more})


@pytest.mark.parametrize(
    ("quote", "key", "types"),
    [
        ("117.77亿元", "1", ["money"]),
        ("169个", "1", ["quantity"]),
        ("2023年", "2", ["date"]),
        ("港口是全省唯一", "6", ["superlative"]),
        ("𠮷野家😀记者", "4", ["person"]),
    ],
)
def test_a_selection_and_a_digit_make_a_claim(browse: Any, quote: str, key: str, types: list[str]):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)

    answer = tag(editor, article, quote, key)

    claim = Claim.objects.get()
    assert (claim.quote, claim.types, article.text[claim.start : claim.end]) == (quote, types, quote)
    assert shown(answer) == str(claim.pk)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"quote": "别的"}, "引文与正文不符"),
        ({"end": 99999}, "不在正文之内"),
        ({"key": "9"}, "没有这个类型键"),
        ({"start": "x"}, ""),
        ({"article_version": 7}, "请刷新后重新选取"),
    ],
)
def test_a_wrong_selection_is_refused_over_the_page(browse: Any, more: dict[str, Any], said: str):
    editor = browse()
    article = an_article(editor.actor)

    answer = tag(editor, article, "117.77亿元", "1", **more)

    assert answer.status_code in (400, 409)
    assert answer["HX-Retarget"] == "#notice"
    assert said in answer.content.decode()
    assert not Claim.objects.exists()


def test_an_act_swaps_one_row_and_its_paragraph(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=LONG)
    suggestion = a_suggestion(article, quote="项目169个", types=["quantity"])
    other = a_suggestion(article, quote="港口是全省唯一", types=["superlative"])

    answer = editor.part(f"/suggestions/{suggestion.pk}/accept/", {"next": str(other.pk)})

    claim = Claim.objects.get()
    assert swapped(answer) == ([str(claim.pk)], [LONG.index("中段")])
    assert f'hx-swap-oob="outerHTML:#item-{suggestion.pk}"' in answer.content.decode()
    assert shown(answer) == str(other.pk)


def test_a_new_row_comes_in_before_the_one_that_follows_in_the_text(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=LONG)
    later = a_suggestion(article, quote="港口是全省唯一", types=["superlative"])

    first = tag(editor, article, "117.77亿元", "1").content.decode()
    last = tag(editor, article, "全省唯一", "6").content.decode()

    assert f'hx-swap-oob="beforebegin:#item-{later.pk}"' in first
    assert 'hx-swap-oob="beforeend:#items"' in last


def test_tagging_exactly_what_was_suggested_accepts_the_suggestion(browse: Any):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))

    answer = tag(editor, suggestion.article, suggestion.quote, "8").content.decode()

    claim = Claim.objects.get()
    assert (claim.suggestion, claim.types) == (suggestion, ["event"])
    assert f'hx-swap-oob="outerHTML:#item-{suggestion.pk}"' in answer


def test_a_digit_accepts_under_another_type(browse: Any):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))

    editor.part(f"/suggestions/{suggestion.pk}/accept/", {"key": "8"})

    assert Claim.objects.get().types == ["event"]


def test_a_dismissed_suggestion_leaves_the_text_and_can_come_back(browse: Any):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))

    gone = editor.part(f"/suggestions/{suggestion.pk}/dismiss/", {"reason": "slogan"}).content.decode()
    suggestion.refresh_from_db()
    state, reason = suggestion.state, suggestion.dismiss_reason
    back = editor.part(f"/suggestions/{suggestion.pk}/restore/", {}).content.decode()

    assert (state, reason) == (SuggestionState.DISMISSED, "slogan")
    mark = f'data-c="{str(suggestion.pk)[:8]}"'
    assert (mark in gone, mark in back) == (False, True)
    assert Suggestion.objects.get().state == SuggestionState.PENDING


def test_only_what_was_changed_is_saved(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    form = {
        "seen": claim.version,
        "note": "问过统计局",
        "initial-note": "",
        "unit": "CNY",
        "initial-unit": "CNY",
    }

    editor.part(f"/claims/{claim.pk}/edit/", form)
    editor.part(f"/claims/{claim.pk}/edit/", {**form, "seen": 2, "initial-note": "问过统计局"})

    claim.refresh_from_db()
    assert (claim.note, claim.unit, claim.version) == ("问过统计局", "CNY", 2)


def test_a_verdict_leads_on_unless_it_wants_words(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    first, second = (
        a_claim(editor.actor, article),
        a_claim(editor.actor, article, quote="169个", types=["quantity"]),
    )
    ask = {"seen": 1, "next": str(second.pk)}

    wants = editor.part(f"/claims/{first.pk}/edit/", {**ask, "verdict": "unverifiable"})
    plain = editor.part(f"/claims/{first.pk}/edit/", {**ask, "seen": 3, "verdict": "verified"})

    assert (shown(wants), "data-wants" in wants.content.decode()) == (str(first.pk), True)
    assert shown(plain) == str(second.pk)


def test_a_stale_save_shows_both_states_and_keeps_what_was_typed(browse: Any):
    mine, theirs = browse(), browse()
    claim = a_claim(mine.actor)
    edit_claim(actor=theirs.actor, claim=claim, seen=1, changes={"note": "对方写的", "unit": "USD"})

    told = mine.part(f"/claims/{claim.pk}/edit/", {"seen": 1, "note": "我写的", "initial-note": ""})
    clash = told.context["clash"]

    assert (told.status_code, told["HX-Retarget"]) == (412, "#panel")
    assert [(one.label, one.theirs, one.mine) for one in clash.differences] == [
        ("备注", "对方写的", "我写的")
    ]
    assert clash.who == str(theirs.actor.user)
    assert Claim.objects.get().note == "对方写的"

    mine.part(f"/claims/{claim.pk}/edit/", {"seen": 2, "note": "我写的", "initial-note": "对方写的"})

    claim = Claim.objects.get()
    assert (claim.note, claim.unit) == ("我写的", "USD")


def test_a_stale_step_is_told_and_the_comment_kept(browse: Any):
    editor = browse()
    claim = edit_claim(
        actor=editor.actor, claim=a_claim(editor.actor), seen=1, changes={"verdict": "verified"}
    )

    told = editor.part(
        f"/claims/{claim.pk}/step/", {"to": "needs_info", "seen": 1, "comment": "口径是什么？"}
    )

    assert told.status_code == 412
    assert "口径是什么？</textarea>" in told.content.decode()


def test_deleting_brings_the_suggestion_back_in_its_place(browse: Any):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))
    editor.part(f"/suggestions/{suggestion.pk}/accept/", {})
    claim = Claim.objects.get()

    answer = editor.part(f"/claims/{claim.pk}/delete/", {"seen": claim.version}).content.decode()

    assert not Claim.objects.exists()
    assert f'id="item-{suggestion.pk}"' in answer
    assert f'hx-swap-oob="outerHTML:#item-{claim.pk}"' in answer


def test_a_passage_of_a_new_source_becomes_evidence(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    source = {
        "desk": claim.article.desk_id,
        "title": "公报",
        "source_type": "statistics",
        "confidentiality": "public",
    }

    faulty = editor.part(f"/claims/{claim.pk}/evidence/new/", {**source, "text": ""})
    stored = editor.part(f"/claims/{claim.pk}/evidence/new/", {**source, "text": "一\n到位资金117.77亿元"})
    path = f"/claims/{claim.pk}/evidence/{stored.context['source'].pk}/"
    quote = {"start": 2, "end": 13, "quote": "到位资金117.77亿", "stance": "supports", "tier": "primary"}
    wrong = editor.part(path, {**quote, "quote": "到位资金117.77亿元"})
    linked = editor.part(path, quote)

    link = EvidenceLink.objects.get()
    assert (faulty.status_code, wrong.status_code, "drawer:close" in linked["HX-Trigger"]) == (400, 400, True)
    assert (link.quote, link.comparison) == ("到位资金117.77亿", "same")
    assert "✓ 证据要求已满足" in linked.content.decode()


def test_without_evidence_the_missing_is_said_and_submitting_refused(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    claim = edit_claim(actor=editor.actor, claim=claim, seen=1, changes={"verdict": Verdict.VERIFIED})

    panel = editor.part(f"/claims/{claim.pk}/").content.decode()
    answer = editor.part(f"/claims/{claim.pk}/step/", {"to": Status.SUBMITTED, "seen": claim.version})

    assert "还需 1 个一手来源" in panel
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#notice")


def test_evidence_is_taken_away_again(browse: Any):
    editor = browse()
    link = a_link(editor.actor, a_claim(editor.actor))

    stale = editor.part(f"/evidence/{link.pk}/unlink/", {"seen": link.version + 1})
    editor.part(f"/evidence/{link.pk}/unlink/", {"seen": link.version})

    assert (stale.status_code, EvidenceLink.objects.count()) == (412, 0)


def test_the_drawer_finds_sources_by_title_and_publisher(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    a_source(editor.actor, title="年鉴", issuer="统计局")
    a_source(editor.actor, title="会议纪要")

    def found(asked: str) -> list[str]:
        answer = editor.part(f"/claims/{claim.pk}/evidence/library/?q={asked}")
        return [source.title for source in answer.context["page"].rows]

    assert (found("统计局"), found("纪要"), found("没有")) == (["年鉴"], ["会议纪要"], [])
