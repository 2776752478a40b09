"""How exactly a number is meant: 超过, 不足, 近 before it; 以上, 左右, 多 behind it (概数 in GB/T 15835)."""

from __future__ import annotations

import re

from annotations.text.amounts import Amount
from annotations.text.gate import Gate
from annotations.vocabulary import Approx

_BEFORE = {
    "gt": "超过 超出 超 逾 突破 多于 高于 大于 远超 已超 破 超越 过 超逾 远逾 跨过 迈过 冲破 早已超过 高出",
    "gte": "不少于 不低于 不小于 至少 最少 起码 不下 不下于 少说 少则 上",
    "lt": "近 将近 接近 不足 不到 未满 不满 少于 低于 小于 未到 不及 未超过 逼近 近乎 未达 未及",
    "lte": "不超过 不超 不多于 不高于 不大于 至多 最多 顶多 不突破",
    "approx": "约 大约 大概 约为 约有 约占 大致 差不多 约合 约计 约在 约达 概 估计 大体",
}
BEFORE = {word: Approx(sense) for sense, words in _BEFORE.items() for word in words.split()}
_AFTER = {
    "gte": "以上 及以上 或以上 之上 起",
    "lte": "以下 及以下 以内 之内 或以下 封顶",
    "approx": "左右 上下 许 开外 光景",
    "eq": "之多 之巨 整 之众",
    "gt": "有余 挂零 出头 开外",
}
AFTER = {word: Approx(sense) for sense, words in _AFTER.items() for word in words.split()}
_LONGEST = max(map(len, BEFORE))
_LAST = frozenset(word[-1] for word in BEFORE)
# 过百家 and 上千名 are thresholds only before a bare scale; 过3天, 上3楼 are not.
_ONLY_BEFORE_SCALES = frozenset({"上", "过"})
# The dictionary of jieba has these as single words.
_GLUED = frozenset(["已有近", "占地近", "占地约", "相差近", "耗资近"])
_BEHIND = re.compile(
    r"(?:[（(]含[^（()）]{0,4}[）)])?(?P<word>(?:及|或)?以[上下]|以内|之[内上]|左右|上下|有余|出头|挂零|之[多巨众]|许(?=[，。、；：的在])|开外|封顶)"
)
_MORE = re.compile(r"[多余](?=$|[，。、；：,;的时前后来之（(]|[^\w])|来(?=$|[，。、；的])")


def before(text: str, amount: Amount, gate: Gate) -> tuple[int, Approx]:
    """Where 超过, 近, 约, 上 … begin; a letter inside another word (最近3年) is none."""
    at = amount.start
    if at and text[at - 1] in _LAST:
        for length in range(min(_LONGEST, at), 0, -1):
            word = text[at - length : at]
            if (
                word in BEFORE
                and (word not in _ONLY_BEFORE_SCALES or amount.bare_scale)
                and (length > 1 or _opens(gate, at - length, at))
            ):
                return at - length, BEFORE[word]
    return at, Approx.EQ


def _opens(gate: Gate, start: int, end: int) -> bool:
    """A word begins there, or a word that the dictionary lacks covers it together with the number."""
    word = gate.at(start)
    return gate.opens(start) or (not word.known and word.end > end) or word.text in _GLUED


def behind(text: str, end: int, gate: Gate) -> tuple[int, Approx | None]:
    """Take in 以上, 左右, 多 … behind the unit."""
    following = text[end : end + 1]
    if following in "以之左上有出挂许开封（(及或" and (found := _BEHIND.match(text, end)):
        word = found["word"]
        if gate.closes(found.end()) or (len(word) > 1 and gate.opens(found.start("word"))):
            return found.end(), AFTER[word]
    if following in "多余来" and (found := _MORE.match(text, end)) and gate.closes(found.end()):
        return found.end(), Approx.APPROX if found.group() == "来" else Approx.GT
    return end, None
