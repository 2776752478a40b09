"""Checks of single fields that several services share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from annotations.models.anchored import CONTEXT
from annotations.services.errors import Invalid
from annotations.text.spans import context
from annotations.vocabulary import Approx, CheckLevel, ClaimType, Resolution, Verdict
from annotations.wording import say

_PLAIN = r"-?\d{1,40}(?:\.\d{1,40})?"
_VALUE = re.compile(rf"{_PLAIN}(?:/{_PLAIN}|\.\.{_PLAIN})?\Z", re.ASCII)
_EDTF = re.compile(r"[0-9A-Z~?%./\[\],{}-]{1,80}\Z", re.ASCII)


def span(text: str, start: int, end: int, quote: str) -> None:
    """Raise ``Invalid`` unless ``text[start:end] == quote`` (code points, end-exclusive, not empty)."""
    if not 0 <= start < end <= len(text):
        raise Invalid.field(
            "end",
            say(
                "位置 {start}–{end} 不在正文之内（正文共 {n} 个字符，按 Unicode 码点计，不含终点）。",
                start=start,
                end=end,
                n=len(text),
            ),
        )
    if text[start:end] != quote:
        raise Invalid.field(
            "quote",
            say(
                "引文与正文不符：第 {start}–{end} 个字符是“{text}”，收到的是“{quote}”。位置按 "
                "Unicode 码点计算，请重新选取。",
                start=start,
                end=end,
                text=text[start:end][:60],
                quote=quote[:60],
            ),
            "quote_mismatch",
        )


def anchor(text: str, start: int, end: int, quote: str) -> dict[str, Any]:
    """The fields of an ``Anchored`` row for a checked span. Raises ``Invalid`` like ``span``."""
    span(text, start, end, quote)
    prefix, suffix = context(text, start, end, CONTEXT)
    return {"start": start, "end": end, "quote": quote, "prefix": prefix, "suffix": suffix}


def types(values: list[str]) -> list[str]:
    """Known claim types, each once, in the order given."""
    if not values:
        raise Invalid.field("types", say("请至少选择一个类型。"), "required")
    for value in values:
        if value not in list(ClaimType):
            known = say("、").join(ClaimType)
            raise Invalid.field(
                "types",
                say("没有“{value}”这个类型；可用的类型：{known}。", value=value, known=known),
                "unknown",
            )
    return list(dict.fromkeys(values))


def value(given: str | None) -> str | None:
    """A value as stored: plain decimal without trailing zeros, fraction, or range ``a..b``."""
    if given is None or given == "":
        return None
    bare = given.replace(",", "")
    if not _VALUE.match(bare):
        raise Invalid.field(
            "value",
            say(
                "数值“{given}”不合格式：请写十进制数（11777000000、0.125）、分数（2/3）或区间（3..5）。",
                given=given[:60],
            ),
        )
    mark = ".." if ".." in bare else "/"
    first, _, second = bare.partition(mark)
    if second and mark == "/" and not Decimal(second):
        raise Invalid.field("value", say("分数“{given}”的分母不能是 0。", given=given[:60]))
    if second and mark == ".." and Decimal(first) > Decimal(second):
        raise Invalid.field("value", say("区间“{given}”须从小到大写。", given=given[:60]))
    return mark.join(_plain(number) for number in (first, second) if number)


def _plain(number: str) -> str:
    """A number that matched ``_PLAIN``, without trailing zeros and without a minus before nothing."""
    text = f"{Decimal(number) or Decimal(0):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def approx(given: str) -> str:
    return _one_of("approx", given, [*Approx, ""], say("约数标记"))


def verdict(given: str) -> str:
    return _one_of("verdict", given, [*Verdict, ""], say("结论"))


def resolution(given: str) -> str:
    return _one_of("resolution", given, [*Resolution, ""], say("处理方式"))


def check_level(given: str) -> str:
    return _one_of("check_level", given, [*CheckLevel], say("核查程度"))


def date(given: str) -> str:
    """An EDTF date, interval or duration, or nothing; only its alphabet is checked."""
    if given and not _EDTF.match(given):
        raise Invalid.field(
            "date",
            say("日期“{given}”不是 EDTF 写法，例如 2024-03-07、2023、2024-01/2024-03。", given=given[:60]),
        )
    return given


def unit(given: str) -> str:
    return limited("unit", given, 40)


def limited(name: str, given: str, length: int) -> str:
    """Text of at most ``length`` code points."""
    if len(given) > length:
        raise Invalid.field(
            name, say("内容太长：{n} 个字符，最多 {length} 个。", n=len(given), length=length), "too_long"
        )
    return given


def _one_of(name: str, given: str, known: list[Any], label: str) -> str:
    if given not in known:
        raise Invalid.field(
            name,
            say(
                "没有“{given}”这个{label}；可用：{known}。",
                given=given,
                label=label,
                known=say("、").join(word for word in known if word),
            ),
            "unknown",
        )
    return given
