"""Every expression of a text, also where the newsroom's detectors see nothing to check."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text import expressions

DAY = date(2024, 3, 8)


def texts(found: list[expressions.Expression]) -> list[tuple[str, str | None]]:
    return [(item.text, item.value) for item in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共三百二十", [("三百二十", "320")]),
        ("负七点二与一点五", [("负七点二", "-7.2"), ("一点五", "1.5")]),
        ("七分之三", [("七分之三", "3/7")]),
        ("二又四分之一", [("二又四分之一", "2.25")]),
        ("买了两打鸡蛋", [("两打", "24")]),
        ("八 万 四 千", [("八 万 四 千", "84000")]),
        ("3e4 和 .25", [("3e4", "30000"), (".25", "0.25")]),
        ("六十余万", [("六十余万", "600000")]),
        ("贰仟零伍拾", [("贰仟零伍拾", "2050")]),
        ("七兆零三億", [("七兆零三億", "7000300000000")]),
        ("8, 16, 32", [("8", "8"), ("16", "16"), ("32", "32")]),
        ("一切都好，一起走，五月底", [("五", "5")]),
        ("四川的陆地", []),
        ("百分之八和九元钱", []),
    ],
)
def test_numbers(text, found):
    assert texts(expressions.numbers(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("百分之五十与４．５％", [("百分之五十", "0.5"), ("４．５％", "0.045")]),
        ("打八五折，七成半，六成二", [("八五折", "0.85"), ("七成半", "0.75"), ("六成二", "0.62")]),
        ("回落两个百分点", [("两个百分点", "2")]),
        ("-3.6%", [("-3.6%", "-0.036")]),
        ("7-9%", [("9%", "0.09")]),
        ("百 分 之 四 十", [("百 分 之 四 十", "0.4")]),
        ("三百分之一，完成，见 https://example.org/?a=20%", []),
    ],
)
def test_percentages(text, found):
    assert texts(expressions.percentages(text)) == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("七块二", "7.2", "CNY"),
        ("6元8角", "6.8", "CNY"),
        ("20美分", "0.2", "USD"),
        ("三美元又五美分", "3.05", "USD"),
        ("￥450", "450", "CNY"),
        ("港币80万元", "800000", "HKD"),
        ("2.5億歐元", "250000000", "EUR"),
        ("九百瑞士法郎", "900", "CHF"),
    ],
)
def test_currencies(text, value, unit):
    [item] = expressions.currencies(f"花了{text}。")

    assert (item.text, item.value, item.unit) == (text, value, unit)


def test_stones_are_no_money():
    assert expressions.currencies("两块石头，五角大楼") == []


@pytest.mark.parametrize(
    ("text", "kind", "edtf"),
    [
        ("明天下午三点", "date", "2024-03-09T15:00"),
        ("下周一", "date", "2024-03-11"),
        ("本月底", "period", "2024-03"),
        ("两小时", "duration", "PT2H"),
        ("一年零两个月", "duration", "P1Y2M"),
        ("每周五", "set", "R/P1W"),
        ("国庆节", "date", "XXXX-10-01"),
        ("春节", "date", ""),
        ("上个星期", "period", "2024-02-26/2024-03-03"),
        ("从5月1日到5月3日", "period", "2023-05-01/2023-05-03"),
        ("2021 - 2023年", "period", "2021/2023"),
        ("2月和4月之间", "period", "2024-02/2023-04"),
        ("周六晚上8点至10点", "period", "2024-03-02T20:00/2024-03-02T22:00"),
        ("2019年6月之前", "period", "2019-06"),
        ("截止到2020年", "period", "2020"),
        ("凌晨四点一刻", "time", ""),
        ("光绪二十年", "period", ""),
        ("最近", "vague", ""),
    ],
)
def test_datetimes(text, kind, edtf):
    [item] = expressions.datetimes(f"他{text}，", DAY)

    assert (item.text, item.kind, item.date) == (text, kind, edtf)


@pytest.mark.parametrize(
    "text", ["今日头条", "《明日之歌》", "电话555-010-1234", "地址10.0.0.7", "18周岁", "一点儿"]
)
def test_names_and_addresses_are_no_times(text):
    assert expressions.datetimes(text, DAY) == []


PIECES = st.sampled_from(
    [*"0123456789.,%:-/ ^ekM年月日点时分半个每第初周 \n\u3000一二两三十百千万亿兆负又打成折块元角毛",
     "分之", "百分点", "美元", "到", "之间", "从", "以前", "下午", "星期", "小时", "《", "》", "萬", "😀"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_expression_quotes_exactly_what_its_span_covers(text):
    for item in expressions.every(text, DAY):
        assert text[item.start : item.end] == item.text
        assert item.text.strip() == item.text != ""


@pytest.mark.parametrize("unit", ["1", "一", "1 ", "3月", "百分之", "五元", "又", "2^", "1/2", "从3点到"])
def test_a_long_line_costs_no_more_per_character(unit):
    def once(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        expressions.every(text, DAY)
        return time.process_time() - started

    def seconds(length: int) -> float:
        """The best of three: what else the machine does only ever adds."""
        return min(once(length) for _ in range(3))

    once(200)

    assert seconds(4000) < 8 * seconds(1000) + 0.2
