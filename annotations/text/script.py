"""One spelling for numerals: full-width digits and traditional characters become what patterns look for.

Every character stands for exactly one other, so places in the text stay what they were.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WIDE_LETTERS = "".join(chr(0xFF21 + at) for at in (*range(26), *range(32, 58)))
_LETTERS = "".join(chr(0x41 + at) for at in (*range(26), *range(32, 58)))
_FULL_WIDTH = str.maketrans(
    f"０１２３４５６７８９％．－～／＋＾{_WIDE_LETTERS}", f"0123456789%.-~/+^{_LETTERS}"
)
_SIMPLE = str.maketrans(
    "萬億個點兩時間號幾餘負貳陸倆後週禮圓歐鎊韓幣臺條項戶種類層處歲噸頓畝頃場屆輪筆顆雙對組隊輛張頭隻門"
    "達約過從與於占增長減總營額資產較漲年內來連續當級節剩還農歷舊陰曆銭錢為縮擴調",
    "万亿个点两时间号几余负贰陆俩后周礼圆欧镑韩币台条项户种类层处岁吨顿亩顷场届轮笔颗双对组队辆张头只门"
    "达约过从与于占增长减总营额资产较涨年内来连续当级节剩还农历旧阴历钱钱为缩扩调",
)
_WIDE = re.compile("[０-９％]")
_TRADITIONAL = re.compile(
    "[萬億個點兩時間號幾餘負貳倆後週禮圓歐鎊韓幣臺條項戶種層處歲噸畝頃場屆輪筆雙輛隻門約漲減過達從較為總]|當[天日年月晚]"
)
_WIDE_GROUP = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text with half-width digits and simplified numerals, units and words of time; same length.

    Dates, ordinals and figures of a sentence ask one after the other, hence the small cache.
    """
    if _WIDE.search(text):
        text = _WIDE_GROUP.sub(",", text).translate(_FULL_WIDTH)
    return text.translate(_SIMPLE) if _TRADITIONAL.search(text) else text


def simplest(text: str) -> str:
    """As ``plain``, whatever the text holds: for callers who want every expression."""
    return _WIDE_GROUP.sub(",", text).translate(_FULL_WIDTH).translate(_SIMPLE).replace("壹", "一")


@lru_cache(maxsize=64)
def traditional(text: str) -> bool:
    """Whether numerals or units are written in traditional characters."""
    return _TRADITIONAL.search(text) is not None
