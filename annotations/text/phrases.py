"""Number words that count nothing: 两手, 十分, 一下. Word boundaries decide (gate.py)."""

from __future__ import annotations

from annotations.text import approximations
from annotations.text.amounts import Amount
from annotations.text.gate import Gate
from annotations.text.lexicon import listed
from annotations.text.numbernames import ordered_behind
from annotations.text.units import Unit

# Dictionary words that look like number and unit and are neither.
_NOT_FIGURES = frozenset(
    listed("""
十分 万分 百分 千万 万一 万方 三方 两方 四方 八方 百分百 万里 千里 十足 百年 千年 两口 百日 一口 四周 四处
四下
""")
)
_ONE_COUNTS_AFTER = listed("仅 只 共 仅有 只有 新增 增加 减少 共有 建成 新建 有且只有")
# Single characters that count only behind digits; with number words they are parts of words and idioms.
_ARABIC_ONLY = frozenset(
    listed("""
分 层 期 届 级 大 代 步 集 卷 里 方 度 时 眼 封 平 折 码 口 门 面 句 段 道 两 顶 尊 节 针 席 寸 尺 环 圈 站
把
对 双 队 组 班 堂 具 则 日 月 手 注 盘 局 球 板 通 发 响 出 首 曲 员 声 洞 卡 帧 厘 毛 季 行 排 打 串 听 束
开 回 遍
甲 石 担 兆 转 点 孔 栏 格 窗 档 铺 跨 拍 幕 棒 杆 拳 招 餐 行 码洋 帖 联 群 股 车 船 单 票 番 人口 熟 茬 盆
锅 碗 行
""")
)
_NEVER_IN_WORDS = frozenset(listed("大 级 手 通 两 里 开 出 发 面 行 日 月 时"))


def inside_number(text: str, start: int, gate: Gate) -> bool:
    """Whether the word that covers a number begins with 近, 上 … (近百, 上万) or is unknown."""
    word = gate.at(start)
    return not word.known or word.tag[:1] == "m" or text[word.start : start] in approximations.BEFORE


def _is_a_phrase(amount: Amount, unit: Unit) -> bool:
    """两手, 三步, 十分: one number word before such a unit is rather a phrase than a figure."""
    if unit.code in _NEVER_IN_WORDS:
        return True
    return unit.code in _ARABIC_ONLY and amount.end - amount.start == 1 and not amount.more


def stands_alone(text: str, start: int, amount: Amount, unit: Unit, gate: Gate) -> bool:
    """The word gate for number words; digits need none."""
    if amount.arabic:
        return True
    if _is_a_phrase(amount, unit) or not (gate.opens(start) or start < amount.start):
        return False
    if text[amount.start : unit.end] in _NOT_FIGURES or ordered_behind(text, amount.end):
        return False
    word = gate.at(amount.start)
    if word.end >= unit.end and word.known and word.tag not in ("m", "mq", "q", "l", "t"):
        return False
    if amount.low == 0:
        return False
    if amount.low is None:
        if not word.known:
            return unit.kind == "count"
        return amount.scale > 1 or word.tag == "m" or (unit.kind == "count" and word.tag in ("a", "d"))
    if (
        amount.low == 1
        and unit.kind == "count"
        and text[amount.start] in "一壹"
        and unit.base(amount.low) == 1
    ):
        return text[:start].endswith(_ONE_COUNTS_AFTER) or bool(amount.more or unit.more)
    return not amount.bare_scale or unit.kind == "money" or start < amount.start or bool(amount.more)
