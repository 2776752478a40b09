"""What holds for all checks: places, keys, explanations, languages, hostile text."""

from __future__ import annotations

import time
from datetime import date

import pytest

from annotations import wording
from annotations.checks.article import MOST, check
from annotations.checks.check import Check
from annotations.checks.sayings import said

GROWTH = "高新企业由2020年的120家增加到2023年的180家，增长60%。"
BODY = "正文第一段，全市工作会议在江河市召开。" * 3
MIXED = f"𠮷野家😀开业。\n{GROWTH}\n第二段：三大任务：修路、架桥、通水、植树。"


def only(text: str, day: date | None = None) -> Check:
    (one,) = [found for found in check(text, day) if found.outcome != "holds"]
    return one


def words(text: str, one: Check) -> list[str]:
    return [text[start:end] for start, end, _ in one.spans]


def test_places_count_code_points_of_the_whole_text() -> None:
    growth, listed = [one for one in check(MIXED) if one.outcome == "differs"]

    assert words(MIXED, growth) == ["120家", "180家", "60%"]
    assert words(MIXED, listed) == ["三大任务", "修路、架桥、通水、植树"]


def test_blanks_between_figures_and_words_are_counted_too() -> None:
    text = "企业由 2020 年的 120 家增加到 2023 年的 180 家，增长 60% 。"

    assert words(text, only(text)) == ["120 家", "180 家", "60%"]


def test_the_explanation_shows_the_arithmetic() -> None:
    assert only(GROWTH).explanation == "120家 → 180家，变化 50% ≠ 60%"


def test_the_key_stays_when_the_text_around_changes_and_goes_when_a_figure_does() -> None:
    key = only(GROWTH).key

    assert only(f"新的一段。\n{GROWTH}尾声。").key == key
    assert only(GROWTH.replace("60%", "70%")).key != key


def test_the_sentence_is_said_in_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    one = only("2月30日，动员大会召开。")
    monkeypatch.setattr(wording, "_translate", {"没有这一天：{date}": "No such day: {date}"}.__getitem__)

    assert one.explanation == "No such day: 2月30日"
    assert said("unknown", {}) == ""


def test_planned_and_paid_in_ranges_and_rough_totals_are_left_alone() -> None:
    text = "过亿元项目169个、到位资金117.77亿元。约20家，其中3至5家在建，共约30家。"

    assert [one for one in check(text) if one.outcome != "holds"] == []


def test_the_footer_of_the_site_is_not_read() -> None:
    text = f"{BODY}\n免责声明：\n{GROWTH}"

    assert check(text) == []


def test_without_a_day_no_weekday_is_guessed() -> None:
    text = "活动于3月8日（星期四）举行。"

    assert check(text) == []
    assert only(text, date(2024, 3, 8)).name == "weekday"


@pytest.mark.parametrize(
    "piece",
    [
        "甲、",
        "一是修路；二是架桥；",
        "12个、",
        "占12%，",
        "由1增加到2，",
        "3月1日至",
        "（",
        "其中5人、",
        "共",
        "1.",
    ],
)
def test_hostile_text_costs_in_proportion_to_its_length(piece: str) -> None:
    short, long = piece * (20_000 // len(piece)), piece * (80_000 // len(piece))
    begun = time.process_time()
    check(short)
    between = time.process_time()
    found = check(long)
    last = time.process_time() - between

    assert last < max(8 * (between - begun), 4.0)
    assert len(found) <= MOST
