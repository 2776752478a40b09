"""Clock times and durations as ISO 8601 writes them: T17:15, P1Y3M, PT30M."""

from __future__ import annotations

import re
from decimal import Decimal

from annotations.text.numbers import parse_digits, plain, whole

_N = r"[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+|半"
_CLOCK = re.compile(
    rf"(?P<h>{_N})(?:[:：](?P<m>[0-9]{{2}})(?:[:：](?P<s>[0-9]{{2}}))?|[点时]钟?过?(?:(?P<m2>{_N})(?!刻)分?(?:(?P<s2>{_N})秒)?|(?P<q>[一二三])刻)?)"
)
_LATE = ("下午", "晚", "傍晚", "夜")
_PIECE = re.compile(
    rf"(?P<n>{_N})?(?:多|余)?个?(?P<u>年|季度|月|周|星期|礼拜|天|日|小时|钟头|时|刻钟|分钟|分|秒|世纪|工作日)(?P<half>半)?"
)
_DATE_UNITS = {"年": "Y", "月": "M", "周": "W", "星期": "W", "礼拜": "W", "天": "D", "日": "D", "工作日": "D"}
_TIME_UNITS = {"小时": "H", "钟头": "H", "时": "H", "分钟": "M", "分": "M", "秒": "S"}
_OTHER = {"世纪": ("Y", 100), "季度": ("M", 3), "刻钟": ("TM", 15)}


def clock_of(surface: str) -> str:
    """``T17:15`` of 下午五点一刻; empty for a part of the day alone."""
    found = _CLOCK.search(surface)
    if not found:
        return ""
    hour = int(_number(found["h"]))
    if hour > 24:
        return ""
    if hour < 12 and (any(word in surface for word in _LATE) or re.search(r"[pP]\.?[mM]", surface)):
        hour += 12
    minute = int(_number(found["m"] or found["m2"] or ""))
    if surface.endswith("半"):
        minute = 30
    if found["q"]:
        minute = 15 * int(_number(found["q"]))
    seconds = found["s"] or found["s2"]
    return f"T{hour:02d}:{minute:02d}" + (f":{int(_number(seconds)):02d}" if seconds else "")


def duration_of(surface: str) -> str:
    """``P1Y3M20DT8H`` of 一年三个月20天8小时; empty when a number is vague."""
    days: dict[str, Decimal] = {}
    times: dict[str, Decimal] = {}
    for found in _PIECE.finditer(surface):
        amount = _number(found["n"] or "一") + (Decimal("0.5") if found["half"] else 0)
        unit = found["u"]
        if unit in _OTHER:
            letter, factor = _OTHER[unit]
            amount *= factor
            table = times if letter[0] == "T" else days
            table[letter[-1]] = table.get(letter[-1], Decimal(0)) + amount
        elif unit in _DATE_UNITS:
            days[_DATE_UNITS[unit]] = days.get(_DATE_UNITS[unit], Decimal(0)) + amount
        else:
            times[_TIME_UNITS[unit]] = times.get(_TIME_UNITS[unit], Decimal(0)) + amount
    text = "".join(f"{plain(days[unit])}{unit}" for unit in "YMWD" if unit in days)
    clock = "".join(f"{plain(times[unit])}{unit}" for unit in "HMS" if unit in times)
    return f"P{text}{'T' + clock if clock else ''}" if text or clock else ""


def _number(words: str) -> Decimal:
    if words == "半":
        return Decimal("0.5")
    if words[:1].isdecimal():
        return parse_digits(words) or Decimal(0)
    return Decimal(whole(words.replace("两", "二").replace("零", "") if len(words) > 1 else words) or 0)
