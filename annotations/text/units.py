"""The unit behind a number, and what one of it is worth in base units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from annotations.text import measures
from annotations.text.amounts import Amount
from annotations.text.currencies import CENTS, CURRENCIES, TENTHS
from annotations.text.gate import Gate
from annotations.text.lexicon import listed
from annotations.text.numbers import DIGITS, parse_digits, product, whole

_N = r"(?:[0-9]{1,3}(?:\.[0-9]+)?|[一二两三四五六七八九十]{1,3})"
# 2小时07分55秒, 1小时5分, 8分30秒, 1分50秒28, 4分半: one figure, told in its smallest unit.
_CLOCKED = re.compile(
    rf"(?:个?(?P<h>小时)(?:零?(?P<m>{_N})分(?:钟)?)(?:零?(?P<s>{_N})秒)?|分(?:钟)?零?(?P<s2>{_N})秒(?P<hundredths>[0-9]{{1,2}})?"
    r"|(?P<half>分钟?)半)(?![0-9])"
)
# 9秒83, 1分52秒3 on the track; 3年6个月 in court.
_HUNDREDTHS = re.compile(r"秒(?P<n>[0-9]{1,3})(?![0-9秒])")
_YEARS_MONTHS = re.compile(rf"年零?(?P<m>{_N})个月(?!前|后)")
_POINTS = re.compile(r"(?P<more>[多来])?个?(?P<half>半)?(?P<name>百分点|千分点)")
# 2个半小时, 3个多月, 一年半, 30多个百分点.
_HALF = re.compile(
    r"(?:个(?P<more>[多半来])(?P<name>月|小时|世纪|钟头|星期|礼拜)|(?P<unit>年|天|周|倍)(?P<half>半)(?!载|年|天|个))"
)
_TENTHS = re.compile(r"成(?P<half>半)?(?P<fifth>[一二三四五六七八九])?(?P<more>多)?")
_SMALL = re.compile(
    rf"(?P<jiao>{_N})[角毛](?:钱)?(?:(?P<fen>{_N})分(?:钱)?)?|(?P<fen2>{_N})分(?:钱)?(?![钟之])|(?P<mao>[一二三四五六七八九])(?![万千百十元个])"
)
_CENTS = re.compile(rf"又?(?P<n>{_N})(?P<name>{'|'.join(CENTS)})")
_SPOKEN_YUAN = re.compile(r"[一二三四五六七八九](?=[，。、；多钱]|$)|[一二三四五六七八九0-9]{1,2}[毛角]")
_SMALL_CHANGE = re.compile(r"[角毛分]钱|美分|欧分|港仙|便士")
_PER = re.compile(
    r"/(?:人|吨|公斤|千克|斤|股|桶|盎司|平方米|平米|亩|立方米|千瓦时|度|瓦|克|升|月|年|天|日|次|小时|户|张|件|箱)"
)
# What 数 and 几 may count; 多次, 几天, 多种 say nothing that could be checked.
_VAGUE_UNITS = frozenset(measures.COUNTED) - frozenset(
    listed("""
年 次 天 月 日 种 类 层 字 位 分 句 段 站 步 门 期 届 头 口 眼 代 单 车 船 拍 平 具 则 封 片 块 周 张 部 环
圈 条线 岁 点 季 番 遍 回 声 发 手 排 行 股 群 把 出 通 对 双 幕 格 孔 首 招 级 机 打 听 串 洞 卡 员 局 球
板
""")
)


@dataclass(frozen=True, slots=True)
class Unit:
    """``code`` is what the API stores: a measure word, an ISO 4217 code, ``1``, ``pp`` or ``x``.

    ``more`` as in ``Amount``; a value in base units is ``(number + plus) * factor + plus_after``.
    """

    end: int
    code: str
    kind: str
    factor: Decimal = Decimal(1)
    more: str = ""
    plus: Decimal = Decimal(0)
    plus_after: Decimal = Decimal(0)

    def base(self, number: Decimal) -> Decimal:
        """The number in base units: 12.5 of per cent is 0.125."""
        return product(number + self.plus, self.factor) + self.plus_after


def _by_first() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Units under their first character, the longest first: (word, code, kind)."""
    known = [(word, code, "money") for word, code in CURRENCIES.items()]
    known += [
        (word, measures.ANOTHER_NAME.get(word, word), "count")
        for word in measures.MEASURES
        if word not in CURRENCIES
    ]
    table: dict[str, list[tuple[str, str, str]]] = {}
    for entry in sorted(known, key=lambda entry: -len(entry[0])):
        table.setdefault(entry[0][0], []).append(entry)
    return {first: tuple(entries) for first, entries in table.items()}


_UNITS = _by_first()
_HALF_WORD = Decimal("0.5")
_TENTH = Decimal("0.1")


def unit_at(text: str, amount: Amount, gate: Gate) -> Unit | None:
    """The longest unit that begins where the number ends; None when there is none."""
    at = amount.end
    first = text[at : at + 1]
    if not first:
        return None
    if first in measures.PERCENT:
        return Unit(at + 1, "1", "share", Decimal(1).scaleb(-measures.PERCENT[first]))
    if first in "个多来百千" and (points := _POINTS.match(text, at)):
        return _points(points)
    if first == "倍":
        return _times(text, amount, gate)
    if first == "成" and amount.low is not None and amount.low <= 10:
        return _share(text, at, gate)
    return _measure(text, amount, gate)


def _points(found: re.Match[str]) -> Unit:
    factor = _TENTH if found["name"] == "千分点" else Decimal(1)
    plus = _HALF_WORD if found["half"] else Decimal(0)
    return Unit(found.end(), "pp", "points", factor, more="gt" if found["more"] else "", plus=plus)


def _times(text: str, amount: Amount, gate: Gate) -> Unit | None:
    at = amount.end
    if text.startswith("倍半", at):
        return Unit(at + 2, "x", "multiple", plus=_HALF_WORD)
    more = text[at + 1 : at + 2] in ("多", "余")
    if gate.closes(at + 1) or amount.arabic:
        return Unit(at + 1 + more, "x", "multiple", more="gt" if more else "")
    return None


def _share(text: str, at: int, gate: Gate) -> Unit | None:
    """三成, 三成半, 三成五; in 八成二手房 the 二 belongs to the next word."""
    found = _TENTHS.match(text, at)
    if found is None:
        return None
    end, fifth, more = found.end(), found["fifth"], "gt" if found["more"] else ""
    if fifth and not gate.closes(found.end("fifth")) and gate.at(found.start("fifth")).known:
        end, fifth, more = at + 1, None, ""
    if not (gate.closes(at + 1) or gate.closes(end)):
        return None
    plus = _HALF_WORD if found["half"] else Decimal(DIGITS[fifth]) / 10 if fifth else Decimal(0)
    return Unit(end, "1", "share", _TENTH, more, plus)


def _measure(text: str, amount: Amount, gate: Gate) -> Unit | None:
    at = amount.end
    first = text[at]
    if first in "个小分年天周秒" and amount.low is not None and (special := _told(text, amount)):
        return special
    if first == " " and amount.arabic:
        at += 1
    for word, code, kind in _UNITS.get(text[at : at + 1], ()):
        if not text.startswith(word, at):
            continue
        end = at + len(word)
        if kind == "money":
            if _ends(text, at, end, amount, gate) and not (amount.low is None and text[amount.start] == "多"):
                return _money(text, end, code, amount)
        elif word == "块" and _SPOKEN_YUAN.match(text, end):
            return block_money(text, amount)
        elif _fits(text, word, at, end, amount, gate):
            return Unit(end, code, kind)
    if _SMALL_CHANGE.match(text, at):
        return small_money(text, amount)
    return _noun(text, at, gate) if amount.arabic and at == amount.end else None


def _named(text: str, at: int, word: str, code: str, kind: str, amount: Amount, gate: Gate) -> Unit | None:
    """A unit of the table, when it ends here and fits the number."""
    end = at + len(word)
    if kind == "money":
        vague = amount.low is None and text[amount.start] == "多"
        return _money(text, end, code, amount) if not vague and _ends(text, at, end, amount, gate) else None
    if word == "块" and _SPOKEN_YUAN.match(text, end):
        return block_money(text, amount)
    return Unit(end, code, kind) if _fits(text, word, at, end, amount, gate) else None


def _told(text: str, amount: Amount) -> Unit | None:
    """Hours with minutes, and halves behind the unit."""
    at = amount.end
    if found := _CLOCKED.match(text, at):
        if found["half"]:
            return Unit(found.end(), "分钟", "count", plus=_HALF_WORD)
        seconds = found["s"] or found["s2"]
        minutes = Decimal(60 if found["h"] else 1)
        last = _read(found["m"])
        if seconds is None:
            return Unit(found.end(), "分钟", "count", minutes, plus_after=last)
        rest = _read(seconds) + Decimal(f"0.{found['hundredths'] or 0}")
        return Unit(found.end(), "秒", "count", minutes * 60, plus_after=last * 60 + rest)
    if amount.arabic and (found := _HUNDREDTHS.match(text, at)):
        return Unit(found.end(), "秒", "count", plus_after=Decimal(f"0.{found['n']}"))
    if found := _YEARS_MONTHS.match(text, at):
        return Unit(found.end(), "个月", "count", Decimal(12), plus_after=_read(found["m"]))
    if found := _HALF.match(text, at):
        half = found["half"] or found["more"] == "半"
        name = found["unit"] or found["name"]
        code = {"月": "个月", "钟头": "小时", "礼拜": "星期", "倍": "x"}.get(name, name)
        more = "" if half else "gt" if found["more"] == "多" else "approx"
        kind = "multiple" if code == "x" else "count"
        return Unit(found.end(), code, kind, more=more, plus=_HALF_WORD if half else Decimal(0))
    return None


def _read(text: str | None) -> Decimal:
    if not text:
        return Decimal(0)
    return (parse_digits(text) if text[0].isdecimal() else None) or Decimal(whole(text) or 0)


def _money(text: str, end: int, code: str, amount: Amount) -> Unit:
    """Yuan with jiao and fen, dollars with cents, and prices per piece: 3元5角, 80美元/桶."""
    if (per := _PER.match(text, end)) is not None:
        return Unit(per.end(), code, "money")
    if amount.scale == 1 and (cents := _CENTS.match(text, end)) and CENTS[cents["name"]] == code:
        return Unit(cents.end(), code, "money", plus_after=_read(cents["n"]) / 100)
    if code == "CNY" and amount.scale == 1 and not amount.more and text[end - 1] in "元块":
        small = _SMALL.match(text, end)
        if small and not (small["mao"] and text[end - 1] == "元"):
            jiao = _read(small["jiao"] or small["mao"]) / 10
            return Unit(
                small.end(), code, "money", plus_after=jiao + _read(small["fen"] or small["fen2"]) / 100
            )
    return Unit(end, code, "money")


def _noun(text: str, at: int, gate: Gate) -> Unit | None:
    """A noun that takes figures without a measure word: 4部委."""
    word = gate.at(at).text if at < len(text) and gate.opens(at) else ""
    return Unit(at + len(word), word, "count") if word in measures.BARE_NOUNS else None


def _fits(text: str, word: str, start: int, end: int, amount: Amount, gate: Gate) -> bool:
    if word in measures.LATIN:
        following = text[end : end + 1]
        return amount.arabic and not (following.isascii() and following.isalnum())
    if start > amount.end and len(word) == 1 and word not in "吨米人元个年":
        return False
    if word == "点" and not (
        amount.low is not None and amount.arabic and (amount.low % 1 or amount.low > 24)
    ):
        return False
    if word == "大" and not (amount.low is not None and amount.low < 100):
        return False
    if amount.low is None and word not in _VAGUE_UNITS and amount.scale == 1:
        return False
    return _ends(text, start, end, amount, gate)


def _ends(text: str, start: int, end: int, amount: Amount, gate: Gate) -> bool:
    """The unit ends where a word ends, or inside a word that the dictionary does not know."""
    if gate.closes(end):
        return True
    word = gate.at(end - 1)
    if not amount.arabic:
        return not word.known and word.start == start
    if word.start > start:
        return False
    # 200万年前, 3小时后: the dictionary has 年前 as a word of its own.
    return not word.known or (text[start:end] in measures.DURATIONS and text[end] in "前后内来间")


def small_money(text: str, amount: Amount) -> Unit | None:
    """角, 分钱 and cents alone: 5角, 10美分."""
    at = amount.end
    for name, code in CENTS.items():
        if text.startswith(name, at):
            return Unit(at + len(name), code, "money", Decimal("0.01"))
    if text[at : at + 1] in TENTHS and not text.startswith(("角度", "角落"), at):
        return Unit(at + 1 + (text[at + 1 : at + 2] == "钱"), "CNY", "money", _TENTH)
    if text.startswith("分钱", at):
        return Unit(at + 2, "CNY", "money", Decimal("0.01"))
    return None


def block_money(text: str, amount: Amount) -> Unit:
    """块 as a spoken yuan: 三块, 五块三."""
    return _money(text, amount.end + 1, "CNY", amount)
