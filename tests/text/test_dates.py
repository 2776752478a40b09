"""Dates as the text layer reads them: what the table of the detector does not show."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.dates import dates
from annotations.text.words import words

DAY = date(2024, 3, 8)


def read(text: str, reference: date | None = DAY) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(text[item.start : item.end], item.date, item.marks) for item in dates(text, reference)]


def test_without_a_reference_day_what_hangs_on_it_stays_open():
    assert read("上周五和3月7日", None) == [
        ("上周五", "", ("relative",)),
        ("3月7日", "XXXX-03-07", ("inferred",)),
    ]


def test_an_open_half_year_keeps_both_readings():
    [item] = dates("上半年完成投资", DAY)

    assert (item.date, item.alternatives) == ("2023-01/2023-06", ("2024-01/2024-06",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三十多年前", ("三十多年前", "", ("vague",))),
        ("本月底", ("本月底", "2024-03", ("inferred", "part:end"))),
        ("上个月15日", ("上个月15日", "2024-02-15", ("inferred",))),
        ("下下周三", ("下周三", "2024-03-13", ("inferred",))),
        ("2023-25年", ("2023-25年", "2023/2025", ())),
        ("“八五”期间", ("“八五”期间", "1991/1995", ())),
        ("上月下旬", ("上月下旬", "2024-02-21/2024-02-29", ("inferred", "part:late"))),
        ("２０２４年２月２９日", ("２０２４年２月２９日", "2024-02-29", ())),
        ("2023年2月29日", ("2023年2月29日", "", ("impossible",))),
    ],
)
def test_a_date_is_read(text, found):
    assert read(text) == [found]


def test_what_follows_a_date_is_reckoned_from_it():
    assert [found[1] for found in read("2019年12月30日开工，次年完工，同年投产")] == [
        "2019-12-30",
        "2020",
        "2020",
    ]


PIECES = st.sampled_from(
    [*"0123456789-/.:：年月日号周天时点分前后底初末上中下旬半季度第至到—",
     *"一二三四五六日十两“”今去明",
     "以来", "同期", "星期", "世纪", "年代", "上午", "期间", "个月", "每", "近", "多", "十四五", "萬", "後"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_dates_stand_in_order_and_apart(text):
    end = 0
    for item in dates(text, DAY):
        assert end <= item.start < item.end <= len(text)
        end = item.end


@pytest.mark.parametrize(
    "unit", ["1", "年月日", "2023年", "一", "3月5日至", "“十四五”", "上", "10:", "近三年", "12/"]
)
def test_a_long_row_of_one_thing_costs_no_more_per_character(unit):
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        tokens = words(text)
        started = time.process_time()
        dates(text, DAY, tokens)
        return time.process_time() - started

    seconds(500)

    assert min(seconds(8000), seconds(8000)) < 10 * max(seconds(2000), seconds(2000)) + 0.1


@pytest.mark.parametrize(
    "word",
    ["今年", "去年", "前年", "明年", "后年", "上年", "上年度", "上一年", "上一年度", "本年度", "大前年"],
)
def test_every_relative_year_is_reckoned_from_the_reference_day(word):
    [item] = dates(f"{word}完工", DAY)

    assert (item.end, len(item.date), item.marks) == (len(word), 4, ("inferred",))
