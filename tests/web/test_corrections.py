"""更正 in the browser: the list with what is due, the report, and each step with its form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Claim, Correction
from annotations.vocabulary import Role, Status
from tests.factories import QUOTE, a_claim, an_article
from tests.services.aftermath import a_published_claim, assessed, decided, reported

DECIDE = {
    "decision": "correct",
    "decision_reason": "公报为117.78亿元",
    "original_text": QUOTE,
    "corrected_text": "到位资金117.78亿元",
}


@pytest.fixture
def people(browse: Any) -> dict[str, Any]:
    return {role.value: browse(role) for role in Role}


@pytest.fixture
def claim(people: Any) -> Claim:
    return a_published_claim(*(people[role].actor for role in ("editor", "reviewer", "chief")))


@pytest.fixture
def correction(people: Any, claim: Claim) -> Correction:
    return reported(people["editor"].actor, claim)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def act(person: Any, correction: Correction, name: str, seen: int, **fields: Any) -> Any:
    return person.post(f"/corrections/{correction.pk}/{name}/", {"seen": seen, **fields})


def test_a_reporter_reports_from_the_article_and_finds_it_in_the_list(people, claim) -> None:
    reporter, path = people["reporter"], f"/articles/{claim.article_id}/corrections/new/"
    assert f'href="{path}"' in said(reporter.get(f"/articles/{claim.article_id}/"))
    assert QUOTE in said(reporter.get(f"{path}?claim={claim.pk}"))

    made = reporter.post(
        path, {"problem": "数字不对", "quote": QUOTE, "kind": "correction", "claim": claim.pk}
    )

    correction = Correction.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"/corrections/{correction.pk}/")
    assert (correction.claim, correction.reported_by) == (claim, reporter.actor.user)
    assert "数字不对" in said(reporter.get("/corrections/"))
    assert "数字不对" in said(reporter.get(made["Location"]))
    assert f'/corrections/{correction.pk}/"' in said(reporter.get(f"/articles/{claim.article_id}/"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"problem": ""}, "请写明哪里不对"),
        ({"problem": "误", "quote": "正文里没有"}, "正文里没有这段文字"),
        ({"problem": "误", "demanded_at": "2999-01-01T00:00"}, "不能在将来"),
        ({"problem": "误", "demanded_at": "昨天"}, "时间请写成"),
        ({"problem": "误", "kind": "rumour"}, "选择一个有效的选项"),
    ],
)
def test_a_report_that_cannot_be_comes_back_with_what_was_typed(people, claim, fields, sentence) -> None:
    path = f"/articles/{claim.article_id}/corrections/new/"

    answer = people["editor"].post(path, {"kind": "correction", "party": "某某公司", **fields})

    assert (answer.status_code, Correction.objects.count()) == (400, 0)
    assert sentence in said(answer)
    assert "某某公司" in said(answer)


def test_nobody_reports_on_an_article_that_is_not_out(people) -> None:
    article = an_article(people["editor"].actor)

    page = said(people["editor"].get(f"/articles/{article.pk}/"))
    answer = people["editor"].post(
        f"/articles/{article.pk}/corrections/new/", {"problem": "误", "kind": "correction"}
    )

    assert "报告差错" not in page
    assert (answer.status_code, "还没有刊发" in said(answer)) == (400, True)


def test_strangers_find_nothing(browse, correction) -> None:
    stranger = browse(Role.CHIEF, at=type(correction.desk).objects.create(name="外部门"))

    for path in ("", "notice/print/"):
        assert stranger.get(f"/corrections/{correction.pk}/{path}").status_code == 404
    assert act(stranger, correction, "assess", 1, assessment="属实").status_code == 404
    assert stranger.get(f"/articles/{correction.article_id}/corrections/new/").status_code == 404
    assert "数字与公报不符" not in said(stranger.get("/corrections/"))


def test_it_is_taken_from_the_report_to_the_end(people, correction, claim) -> None:
    editor, reviewer, chief = (people[role] for role in ("editor", "reviewer", "chief"))

    answers = [
        act(editor, correction, "view", 1, view="confirms"),
        act(reviewer, correction, "assess", 2, assessment="属实", hold="on"),
        act(chief, correction, "decide", 3, **DECIDE),
    ]
    page = said(chief.get(f"/corrections/{correction.pk}/"))
    written = {"notice": "更正：应为117.78亿元。", "notice_place": "首页"}
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    answers.append(act(reviewer, correction, "notice", 4, notice_published_at=now, **written))
    early = act(chief, correction, "close", 5)
    Correction.objects.filter(pk=correction.pk).update(corrected_version=2)
    answers.append(act(chief, correction, "close", 5))

    assert [answer.status_code for answer in answers] == [302] * 5
    assert "“到位资金117.77亿元”应为“到位资金117.78亿元”" in page
    assert (early.status_code, "网上的正文还没有更正" in said(early)) == (409, True)
    assert Correction.objects.get().state == "closed"
    assert Claim.objects.get(pk=claim.pk).status == Status.REOPENED
    assert "已结案" in said(chief.get(f"/corrections/{correction.pk}/"))
    assert "数字与公报不符" in said(chief.get("/corrections/?show=closed"))
    assert "没有待办的更正" in said(chief.get("/corrections/"))
    assert "更正：应为117.78亿元。" in said(chief.get(f"/corrections/{correction.pk}/notice/print/"))


def test_the_corrected_text_is_offered_and_its_version_belongs_to_the_correction(people, correction) -> None:
    decided(people["chief"].actor, assessed(people["reviewer"].actor, correction))
    path = f"/articles/{correction.article_id}/versions/new/?correction={correction.pk}"
    assert path in said(people["editor"].get(f"/corrections/{correction.pk}/"))

    offered = people["editor"].get(path).context["form"].initial
    answer = people["editor"].post(path, {**offered, "note": "更正"})

    assert (answer.status_code, "到位资金117.78亿元" in offered["text"]) == (302, True)
    now = Correction.objects.get()
    assert (now.corrected_version, now.article.status) == (2, "corrected")
    assert "改正后的正文是第 2 版" in said(people["editor"].get(f"/corrections/{correction.pk}/"))


@pytest.mark.parametrize("named", ["x", "00000000-0000-4000-8000-000000000000"])
def test_a_version_for_no_correction_of_the_article_is_not_found(people, correction, named) -> None:
    path = f"/articles/{correction.article_id}/versions/new/?correction={named}"

    assert people["editor"].get(path).status_code == 404


def test_each_sees_the_forms_of_the_own_acts_and_why_not_the_rest(people, correction) -> None:
    def forms(role: str) -> list[str]:
        page = said(people[role].get(f"/corrections/{correction.pk}/"))
        return [name for name in ("view", "assess", "decide", "notice", "close") if f"/{name}/" in page]

    assert {role: forms(role) for role in people} == {
        "reporter": [], "editor": ["view"], "reviewer": ["view", "assess"], "chief": ["view", "assess"],
        "admin": [],
    }  # fmt: skip
    page = said(people["editor"].get(f"/corrections/{correction.pk}/"))
    assert "“评估”只能由审核人、值班总编办理。" in page


def test_the_log_speaks_in_words(people, correction) -> None:
    decided(people["chief"].actor, assessed(people["reviewer"].actor, correction))

    page = said(people["editor"].get(f"/corrections/{correction.pk}/"))

    assert "已报告 → 已评估" in page
    assert "已评估 → 已决定" in page
    assert [name for name in ("assessed_at", "decided_by", "held ", "decision_reason ") if name in page] == []


def test_a_role_that_may_not_is_refused(people, correction) -> None:
    assert act(people["editor"], correction, "assess", 1, assessment="属实").status_code == 403
    assert act(people["reviewer"], correction, "decide", 1, **DECIDE).status_code == 403
    assert people["chief"].post(f"/corrections/{correction.pk}/burn/", {"seen": 1}).status_code == 404
    assert people["chief"].get(f"/corrections/{correction.pk}/decide/").status_code == 405


def test_what_is_missing_is_told_beside_the_fields(people, correction) -> None:
    assessed(people["reviewer"].actor, correction)

    answer = act(people["chief"], correction, "decide", 2, decision="correct", corrected_text="改成这样")

    assert (answer.status_code, Correction.objects.get().state) == (400, "assessed")
    assert "决定更正须写明理由。" in said(answer)
    assert "改成这样" in said(answer)


def test_whoever_was_slower_keeps_what_was_typed(people, correction) -> None:
    act(people["editor"], correction, "view", 1, view="confirms")

    late = act(people["reviewer"], correction, "assess", 1, assessment="我的评估意见")

    assert late.status_code == 412
    assert "我的评估意见" in said(late)
    assert "他人已先保存" in said(late)
    assert 'name="seen" value="2"' in said(late)


@pytest.mark.parametrize(
    ("days", "words", "badge"), [(-1, "已逾期", True), (0, "今天到期", True), (1, "期限", False)]
)
def test_what_is_due_is_told_in_words_and_counted_in_the_navigation(
    people, correction, days, words, badge
) -> None:
    today = timezone.localdate()
    Correction.objects.update(due_on=today + timedelta(days=days))

    page = said(people["editor"].get("/corrections/"))

    assert words in page
    assert ("条到期" in page) == badge


def test_what_is_closed_is_due_no_more(people, correction) -> None:
    Correction.objects.update(state="closed", closed_by=people["chief"].actor.user, decision="no_error",
                              decided_by=people["chief"].actor.user)  # fmt: skip

    assert "条到期" not in said(people["editor"].get("/corrections/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    people, claim, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        reported(people["editor"].actor, claim)
    people["editor"].get("/corrections/")

    with django_assert_num_queries(6):
        page = said(people["editor"].get("/corrections/"))

    assert page.count("数字与公报不符") == count


def test_the_list_is_filtered_by_kind(people, claim) -> None:
    reported(people["editor"].actor, claim, kind="reply", problem="当事方答辩")
    reported(people["editor"].actor, claim, problem="数字有误")

    page = said(people["editor"].get("/corrections/?kind=reply"))

    assert ("当事方答辩" in page, "数字有误" in page) == (True, False)


def test_other_articles_with_the_same_fact_are_shown(people, correction, claim) -> None:
    other = an_article(people["editor"].actor, text=f"回顾：{QUOTE}。", title="另一篇回顾")
    a_claim(people["editor"].actor, other)

    page = said(people["editor"].get(f"/corrections/{correction.pk}/"))

    assert "另一篇回顾" in page
    assert "数值相同 · 表述相同" in page
