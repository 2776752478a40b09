"""The panel in one house: surroundings, thread, questions, steps, one-key decision, and what is hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Claim, Comment, Preference, Query
from annotations.services.annotate import edit_claim
from annotations.services.review import take_step
from annotations.text.readings import stored_figure
from annotations.vocabulary import ClaimType, Role, Status, Verdict
from annotations.web.surroundings import surroundings
from annotations.web.typeguide import GUIDES
from annotations.web.worddiff import worddiff
from tests.factories import a_claim, a_link, a_submitted_claim, a_suggestion, an_article

pytestmark = pytest.mark.django_db

TEXT = "第一句在前。临江港完成吞吐量1.2亿吨，同比增长。第三句在后。第四句更远。\n另一段。"


def panel(browser: Any, claim: Claim) -> str:
    return browser.part(f"/claims/{claim.pk}/").content.decode()


def test_one_sentence_stands_on_either_side(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)
    claim = a_claim(editor.actor, article, quote="1.2亿吨")

    assert surroundings(claim) == ("第一句在前。临江港完成吞吐量", "，同比增长。第三句在后。")


@pytest.mark.parametrize(
    ("quote", "expected"), [("第一句", ("", "在前。临江港完成吞吐量1.2亿吨，同比增长。"))]
)
def test_at_the_edge_there_is_less(browse: Any, quote: str, expected: tuple[str, str]):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)

    assert surroundings(a_claim(editor.actor, article, quote=quote)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("11777000000", "CNY", "11 777 000 000 CNY"),
        ("0.125", "1", "0.125"),
        ("169", "个", ""),
        ("2/3", "1", ""),
        ("", "", ""),
    ],
)
def test_the_stored_figure_is_shown_where_it_reads_otherwise(value: str, unit: str, expected: str):
    assert stored_figure(value, unit).replace("\u2009", " ") == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("计117.7亿", "计118亿", [("kept", "计"), ("struck", "117.7"), ("added", "118"), ("kept", "亿")]),
        ("", "新", [("added", "新")]),
        ("一样", "一样", [("kept", "一样")]),
    ],
)  # fmt: skip
def test_a_figure_is_struck_whole(old: str, new: str, expected: list[tuple[str, str]]):
    assert [tuple(run) for run in worddiff(old, new)] == expected


def test_a_remark_is_shown_at_once_and_the_claim_stays(browse: Any):
    editor, reporter = browse(), browse(Role.REPORTER)
    claim = a_claim(editor.actor)

    answer = reporter.part(f"/claims/{claim.pk}/comments/", {"text": "见录音<b>"})

    page = answer.content.decode()
    assert ("见录音&lt;b&gt;" in page, "data-panel" in page, 'id="live"' in page) == (True, False, True)
    assert "见录音&lt;b&gt;" in panel(editor, claim)
    assert Claim.objects.get().version == claim.version


def test_an_empty_remark_is_refused_over_the_page(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)

    answer = editor.part(f"/claims/{claim.pk}/comments/", {"text": " "})

    assert (answer.status_code, answer["HX-Retarget"], Comment.objects.count()) == (400, "#notice", 0)


def test_a_stranger_leaves_no_remark(browse: Any):
    claim = a_claim(browse().actor)
    from_elsewhere = browse(at=type(claim.article.desk).objects.create(name="别处"))

    assert from_elsewhere.part(f"/claims/{claim.pk}/comments/", {"text": "x"}).status_code == 404


def test_a_question_shows_its_deadline_until_it_is_answered(browse: Any):
    editor = browse()
    claim = take_step(actor=editor.actor, claim=a_claim(editor.actor), to=Status.IN_PROGRESS, seen=1)
    due = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")

    asked = editor.part(
        f"/claims/{claim.pk}/step/",
        {"to": "needs_info", "seen": claim.version, "comment": "哪一年？", "due_at": due},
    )
    waiting = panel(editor, claim)
    claim.refresh_from_db()
    editor.part(
        f"/claims/{claim.pk}/step/", {"to": "in_progress", "seen": claim.version, "comment": "2023年"}
    )

    assert (asked.status_code, Query.objects.get().answer) == (200, "2023年")
    assert ("答复期限" in waiting, "答复期限" in panel(editor, claim).split("下一步")[0]) == (True, False)


def test_steps_of_roles_one_never_has_are_not_shown_and_others_say_why(browse: Any):
    editor, reviewer = browse(), browse(Role.REVIEWER)
    claim = edit_claim(
        actor=reviewer.actor, claim=a_submitted_claim(editor.actor), seen=None, changes={"note": "改"}
    )
    claim = take_step(actor=editor.actor, claim=claim, to=Status.SUBMITTED, seen=claim.version)

    assert "批准" not in panel(editor, claim).split("待审")[0].split("下一步")[1]
    assert "四眼原则" in panel(reviewer, claim)


def test_nobody_is_offered_a_claim_that_is_already_theirs(browse: Any):
    editor, colleague = browse(), browse()
    claim = take_step(actor=editor.actor, claim=a_claim(editor.actor), to=Status.IN_PROGRESS, seen=1)

    assert ("交接" in panel(editor, claim), "交接" in panel(colleague, claim)) == (False, True)


def test_one_agreeing_passage_offers_the_one_key_decision(browse: Any):
    editor = browse()
    bare = a_claim(editor.actor)
    proved = a_link(editor.actor, a_claim(editor.actor, bare.article, quote="117.77亿元")).claim

    offered = panel(editor, proved)
    answer = editor.part(f"/claims/{proved.pk}/decide/", {"seen": proved.version, "next": str(bare.pk)})

    assert ("证据一致，判为属实" in offered, "证据一致，判为属实" in panel(editor, bare)) == (True, False)
    assert "请先添加证据" in panel(editor, bare)
    assert Claim.objects.get(pk=proved.pk).verdict == Verdict.VERIFIED
    assert f'data-panel="{bare.pk}"' in answer.content.decode()


def test_the_one_key_decision_is_refused_where_it_is_not_offered(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)

    answer = editor.part(f"/claims/{claim.pk}/decide/", {"seen": claim.version})

    assert (answer.status_code, Claim.objects.get().verdict) == (409, "")


def test_the_slower_decision_is_shown_what_stands_now(browse: Any):
    editor = browse()
    claim = a_link(editor.actor, a_claim(editor.actor)).claim

    answer = editor.part(f"/claims/{claim.pk}/decide/", {"seen": claim.version - 1})

    assert (answer.status_code, answer["HX-Retarget"]) == (412, "#panel")


def test_all_complete_claims_are_submitted_and_the_rest_named_with_the_reason(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    for quote in ("到位资金117.77亿元", "117.77亿元"):
        claim = a_link(editor.actor, a_claim(editor.actor, article, quote=quote)).claim
        edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"verdict": "verified"})
    take_step(
        actor=editor.actor, claim=a_claim(editor.actor, article, quote="169个"), to="in_progress", seen=1
    )

    page = editor.part(f"/articles/{article.pk}/submit/", {}).content.decode()

    assert ("已提交 2 个核查点" in page, "未提交 1 个（“169个”）：还没有结论" in page) == (True, True)
    assert Claim.objects.filter(status=Status.SUBMITTED).count() == 2


def test_a_reporter_submits_nothing_and_is_not_shown_the_archive(browse: Any):
    editor, reporter = browse(), browse(Role.REPORTER)
    article = an_article(editor.actor)

    assert reporter.part(f"/articles/{article.pk}/submit/", {}).status_code == 403
    assert 'href="/facts/"' not in reporter.get("/articles/").content.decode()
    assert 'href="/facts/"' in editor.get("/articles/").content.decode()


def test_rows_tell_the_script_what_it_sorts_and_narrows_by(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    claim = take_step(actor=editor.actor, claim=a_claim(editor.actor, article), to=Status.IN_PROGRESS, seen=1)
    waiting = a_suggestion(article, quote="169个", score=0.55, priority="A")

    page = editor.get(f"/articles/{article.pk}/").content.decode()

    mine, other = (page[page.index(f'id="item-{row.pk}"') :].split("</li>")[0] for row in (claim, waiting))
    assert f'data-who="{editor.actor.user.pk}"' in mine
    assert f'data-v="{claim.version}"' in mine
    assert ('data-s="55"' in other, 'data-p="A"' in other, "data-who" in other) == (True, True, False)


def test_every_type_has_its_definition_cues_and_trap(browse: Any):
    editor = browse()

    page = editor.get("/types/").content.decode()

    assert list(GUIDES) == list(ClaimType) or set(GUIDES) == set(ClaimType)
    for kind in ClaimType:
        assert (kind.label in page, str(GUIDES[kind].trap) in page) == (True, True)
    assert "<html" not in editor.part("/types/").content.decode()


def test_with_keys_off_no_button_carries_one(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    Preference.objects.create(user=editor.actor.user, keys="off")

    page = editor.get(f"/articles/{claim.article_id}/").content.decode()

    assert ("data-key=" in page, "data-goto=" in page, 'data-keys="off"' in page) == (False, False, True)


def test_a_changed_key_stands_on_its_button(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    Preference.objects.create(user=editor.actor.user, keymap={"accept": "y"})

    assert ('data-key="y"' in panel(editor, claim), 'data-key="a"' in panel(editor, claim)) == (True, False)
