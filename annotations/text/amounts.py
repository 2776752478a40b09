"""The number itself: digits or number words, scale, and how exactly it is meant (余, 多, 数, 几).

Patterns read the sentence as ``script.plain`` writes it: half-width digits, simplified numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from annotations.text.numbers import FINANCIAL, PLAIN_HAN, parse_digits, parse_han, parse_mixed, product

_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})++(?![0-9])"
# The papers of the nineties wrote 21·48美元.
ARABIC = rf"(?:{_GROUPED}|[0-9]++)(?:\.[0-9]++|·[0-9]++(?=[%‰万亿元美倍个吨公点米平千人度岁]))?"
_DECIMALS = r"点[零〇一二三四五六七八九]++(?![十百刻])"
# 陆, 伍 and their like are names and parts of words unless 拾, 佰 or 仟 stands beside them.
_NUMERAL = rf"(?:[{PLAIN_HAN}拾佰仟]|[{FINANCIAL}](?=[拾佰仟十百千万亿元])|(?<=[拾佰仟零])[{FINANCIAL}])"
HAN_RUN = rf"{_NUMERAL}++(?:{_DECIMALS})?"
# Any mixture, for callers who want every number of a text.
EVERY_HAN = rf"[{PLAIN_HAN}{FINANCIAL}拾佰仟俩兆]++(?:点[零〇一二三四五六七八九{FINANCIAL}]++(?![十百刻]))?"
_SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万万": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10, "兆": 10**12,
}  # fmt: skip
# 3千克, 5百分点 and 2兆瓦 hold no scale; 5兆元 does.
_SCALE = (
    rf"(?:{'|'.join(_SCALES)})(?<!千(?=[克瓦米伏卡焦帕赫]))(?<!百(?=分))"
    r"(?<!兆(?![多余]?(?:元|[美日韩台新]|[0-9,.]{1,10}[亿万])))"
)
_MORE = r"[余多](?!媒体|边|元化|样)|来(?![自源访华往])|几(?=[十百千万亿个名人家年天])"
_AFTER = re.compile(rf"(?P<more>{_MORE})?(?P<scale>{_SCALE})?(?P<more2>{_MORE})?")
# 2亿5000万, 3千5百万, 5万4千6百: digits and units in turn.
_MIXED = re.compile(
    rf"[0-9]++(?:\.[0-9]++)?(?:{_SCALE})(?:(?:[0-9]{{1,3}},[0-9]{{3}}|[0-9]{{1,4}})(?:\.[0-9]++)?(?:千万|百万|[十百千万亿])(?![瓦克米分])){{1,5}}+[万亿]?"
)
_VAGUE = re.compile(r"(?:好几|若干|数|几)(?P<scale>[十百千万亿]*)(?:[余多来]?)|多(?=[^\W\d])")
_ARABIC = re.compile(ARABIC)
_HAN = re.compile(HAN_RUN)
CANDIDATE = re.compile(
    rf"[0-9]++(?:\.[0-9]++)?|[{PLAIN_HAN}]++|[{FINANCIAL}拾佰仟](?=[拾佰仟万亿元角{FINANCIAL}])|[数几若好多]"
)
_MEANT = {"": "", "余": "gt", "多": "gt", "几": "gt", "来": "approx"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without its unit. ``low`` is None when no value can be given (数十, 多).

    ``more`` is ``gt`` behind 余, 多 or 几 and ``approx`` behind 来; ``bare_scale`` marks 百, 万, 亿 alone.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    arabic: bool
    more: str = ""
    scale: Decimal = Decimal(1)
    bare_scale: bool = False


def amount_at(text: str, start: int) -> Amount | None:
    """The number that begins exactly here, with its scale; None when there is none."""
    first = text[start : start + 1]
    if "0" <= first <= "9":
        return _arabic(text, start)
    if found := _HAN.match(text, start):
        bounds = parse_han(found.group())
        if bounds is None:
            return None
        bare = first in "百千万亿" and found.group().strip("百千万亿") == ""
        return _scaled(text, Amount(start, found.end(), *bounds, arabic=False, bare_scale=bare))
    if first in "数几若好多" and (found := _VAGUE.match(text, start)):
        scale = Decimal(10 if found["scale"] else 1)
        return Amount(start, found.end(), None, None, arabic=False, scale=scale)
    return None


def _arabic(text: str, start: int) -> Amount | None:
    found = _ARABIC.match(text, start)
    value = parse_digits(found.group()) if found else None
    if found is None or value is None:
        return None
    if text[found.end() : found.end() + 1] in "十百千万亿兆" and (mixed := _MIXED.match(text, start)):
        whole = parse_mixed(mixed.group())
        if whole is not None:
            amount = Amount(start, mixed.end(), whole, whole, arabic=True, scale=Decimal(10**4))
            return _scaled(text, amount)
    return _scaled(text, Amount(start, found.end(), value, value, arabic=True))


def _scaled(text: str, amount: Amount) -> Amount:
    """Take in 余, 多 and 万, 亿 behind the digits: 100多万, 30余."""
    found = _AFTER.match(text, amount.end)
    if found is None or found.end() == amount.end or amount.low is None or amount.high is None:
        return amount
    scale = Decimal(_SCALES.get(found["scale"] or "", 1))
    more = _MEANT[found["more"] or found["more2"] or ""]
    return replace(
        amount,
        end=found.end(),
        low=product(amount.low, scale),
        high=product(amount.high, scale),
        more=more,
        scale=amount.scale * scale,
        bare_scale=amount.bare_scale and not more,
    )
