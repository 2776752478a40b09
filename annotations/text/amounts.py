"""The number itself: digits or number words, scale, and how exactly it is meant (余, 多, 数, 几)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from annotations.text.numbers import HAN, parse_digits, parse_han, product

DIGIT = "[0-9０-９]"
_GROUPED = (
    rf"{DIGIT}{{1,3}}(?:,{DIGIT}{{3}})++(?!{DIGIT})"
    rf"|{DIGIT}{{1,3}}(?:[ \u00a0\u2009\u202f]{DIGIT}{{3}})++(?!{DIGIT})"
    rf"|[０-９]{{1,3}}(?:，[０-９]{{3}})++(?!{DIGIT})"
)
ARABIC = rf"(?:{_GROUPED}|{DIGIT}++)(?:[.．]{DIGIT}++)?"
HAN_RUN = rf"[{HAN}]++(?:点[零〇一二三四五六七八九]++)?"
_SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4, "千": 1000, "百": 100, "十": 10, "億": 10**8, "萬": 10**4,
}  # fmt: skip
_SCALE = rf"(?:{'|'.join(_SCALES)})(?<!千(?=[克瓦米伏卡焦帕]))(?<!百(?=分))"
_MORE = r"[余多](?!媒体|边|元化|样)|来(?![自源访华往])|几(?=[十百千万亿个名人家])"
_AFTER = re.compile(rf"(?P<more>{_MORE})?(?P<scale>{_SCALE})?(?P<more2>{_MORE})?")
_NEXT_SECTION = re.compile(rf"(?P<number>{ARABIC})(?P<scale>千万|百万|万|千)(?![瓦克米])")
_VAGUE = re.compile(r"(?:好几|若干|数|几)(?P<scale>[十百千万亿]*)(?:[余多来]?)|多(?=[^\W\d])")
_ARABIC = re.compile(ARABIC)
_HAN = re.compile(HAN_RUN)
_ANY_VAGUE = _VAGUE.pattern.replace("?P<scale>", "?:")
CANDIDATE = re.compile(rf"(?<![0-9０-９.．]){ARABIC}|{HAN_RUN}|{_ANY_VAGUE}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without its unit. ``low`` is None when no value can be given (数十, 多)."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    arabic: bool
    more: bool = False
    scale: Decimal = Decimal(1)
    bare_scale: bool = False


def amount_at(text: str, start: int) -> Amount | None:
    """The number that begins exactly here, with its scale; None when there is none."""
    if found := _ARABIC.match(text, start):
        value = parse_digits(found.group())
        if value is None:
            return None
        return _scaled(text, Amount(start, found.end(), value, value, arabic=True))
    if found := _HAN.match(text, start):
        bounds = parse_han(found.group())
        if bounds is None:
            return None
        bare = found.group()[0] in "百千万亿" and found.group().strip("百千万亿") == ""
        return _scaled(text, Amount(start, found.end(), *bounds, arabic=False, bare_scale=bare))
    if found := _VAGUE.match(text, start):
        return Amount(start, found.end(), None, None, arabic=False)
    return None


def _scaled(text: str, amount: Amount) -> Amount:
    """Take in 余, 多 and 万, 亿 behind the digits: 100多万, 30余, 2亿5000万."""
    found = _AFTER.match(text, amount.end)
    if found is None or amount.low is None or amount.high is None:
        return amount
    scale = Decimal(_SCALES.get(found["scale"] or "", 1))
    more = bool(found["more"] or found["more2"])
    if found["more2"] is None and found["more"] and not found["scale"] and amount.end == found.end():
        more = False
    end = found.end()
    low, high = product(amount.low, scale), product(amount.high, scale)
    bare = amount.bare_scale and not more
    if amount.arabic and not more and scale >= 10**8 and (tail := _NEXT_SECTION.match(text, end)):
        rest = product(parse_digits(tail["number"]) or Decimal(0), _SCALES[tail["scale"]])
        if rest < scale:
            low, high, end = low + rest, high + rest, tail.end()
    return replace(amount, end=end, low=low, high=high, more=more, scale=scale, bare_scale=bare)
