"""Where else the desk says what a correction puts in doubt."""

from __future__ import annotations

import pytest

from annotations.models import Claim, Correction
from annotations.services.samefacts import uses_elsewhere
from tests.factories import QUOTE, a_claim, a_link, a_source, an_approved_claim, an_article
from tests.services.aftermath import a_published_claim, newest_fact, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def correction(editor, reviewer, chief) -> Correction:
    fields = {"quote": "项目169个", "types": ["quantity"], "value": "169", "unit": "个"}
    return reported(editor, a_published_claim(editor, reviewer, chief, **fields))


def elsewhere(editor, text: str, quote: str, **fields) -> Claim:
    return a_claim(editor, an_article(editor, text=text), quote=quote, **fields)


def found(correction: Correction) -> list[tuple[Claim, list[str]]]:
    return [(use.claim, list(use.reasons)) for use in uses_elsewhere(correction)]


def test_an_equal_figure_of_the_same_thing_is_found_and_of_another_is_not(correction, editor) -> None:
    same = elsewhere(
        editor, "去年我市引进重大项目169个。", "重大项目169个", types=["quantity"], value="169", unit="个"
    )
    elsewhere(editor, "全市有村庄169个。", "村庄169个", types=["quantity"], value="169", unit="个")
    elsewhere(editor, "引进重大项目196个。", "重大项目196个", types=["quantity"], value="196", unit="个")
    elsewhere(editor, "引进重大项目169家。", "重大项目169家", types=["quantity"], value="169", unit="家")

    assert found(correction) == [(same, ["数值相同"])]


def test_four_digits_need_no_noun_in_common(editor, reviewer, chief) -> None:
    money = {"value": "11777000000", "unit": "CNY"}
    correction = reported(editor, a_published_claim(editor, reviewer, chief, **money))
    same = elsewhere(editor, "合计117.77亿元。", "117.77亿元", types=["money"], **money)

    assert found(correction) == [(same, ["数值相同"])]


def test_the_same_words_are_found_with_their_fact(editor, reviewer, chief) -> None:
    correction = reported(editor, a_published_claim(editor, reviewer, chief))
    other = an_approved_claim(editor, reviewer, an_article(editor, text=f"回顾：{QUOTE}。"))

    (use,) = uses_elsewhere(correction)

    assert (use.claim, use.fact, list(use.reasons)) == (other, newest_fact(other), ["数值相同", "表述相同"])


def test_a_claim_that_rests_on_the_same_passage_is_found_and_on_another_is_not(correction, editor) -> None:
    source = correction.claim.evidence.get().source
    text, quote = "年末统计显示势头良好。", "势头良好"
    same = elsewhere(editor, text, quote, types=["causal"])
    a_link(editor, same, source, quote="到位资金117.77亿元")
    other = elsewhere(editor, f"{text}另，", quote, types=["causal"])
    a_link(editor, other, source, quote="项目169个")
    third = elsewhere(editor, f"{text}再，", quote, types=["causal"])
    a_link(editor, third, a_source(editor))

    assert found(correction) == [(same, ["引用同一段资料"])]


def test_another_desk_and_the_article_itself_are_not_listed(correction, editor, stranger) -> None:
    fields = {"types": ["quantity"], "value": "169", "unit": "个"}
    elsewhere(stranger, "去年我市引进重大项目169个。", "重大项目169个", **fields)
    a_claim(editor, correction.article, quote="新开工过亿元项目169个", **fields)

    assert found(correction) == []


def test_a_report_that_names_no_claim_finds_nothing(editor, reviewer, chief) -> None:
    correction = reported(editor, a_published_claim(editor, reviewer, chief), claim=None)

    assert uses_elsewhere(correction) == []


@pytest.mark.parametrize("count", [1, 3])
def test_finding_three_costs_as_many_queries_as_finding_one(
    correction, editor, count, django_assert_num_queries
) -> None:
    for n in range(count):
        text = f"{n}年引进重大项目169个。"
        elsewhere(editor, text, "重大项目169个", types=["quantity"], value="169", unit="个")

    with django_assert_num_queries(5):
        assert len(uses_elsewhere(correction)) == count
