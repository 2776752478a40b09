"""事件: signing, start, founding, meeting, issuing: something that took place and can be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.lexicon import listed
from annotations.vocabulary import ClaimType

_VERBS = frozenset(
    listed("""
签约 签署 签订 开工 动工 奠基 成立 组建 揭牌 挂牌 召开 举办 举行 落地 投产 竣工 通车 启用 投用 开通 开幕
闭幕 印发 出台 发布 颁布 复函 审议通过 获批 批复 获准 启动 设立 建成 落户 上市 开业 开园 开馆 首飞 下线 交付
贯通 入驻 投运 并网 发射 合龙 封顶 验收 审议 表决 当选 任命 逝世 被捕 宣判 开庭 立案 通航 试运行 投入使用
引进 共建 联合建立 建立 确立 纳入 授牌 颁奖
""")
)
_STRONG = frozenset(
    listed("""
签约 签署 签订 开工 动工 奠基 成立 组建 揭牌 挂牌 召开 举办 举行 投产 竣工 通车 启用 投用 开通 开幕 闭幕
印发 出台 发布 颁布 复函 获批 批复 落户 上市 开业 开园 开馆 首飞 下线 贯通 投运 并网 发射 合龙 封顶 通航
当选 任命 设立 授牌 颁奖
""")
)
# Other verbs need a named partner, place or paper beside them; without one they are everyday prose.
_ORDINARY = ("ordinary",)
# 签约仪式, 开工现场: the verb is part of a noun.
_NOUN_BEHIND = listed("仪式 现场 典礼 大会 者 方 单位 企业 时间 条件 标准 日期 地点 以来")


def detect(reading: Reading) -> Iterator[Finding]:
    """Verbs of taking place, outside titles and quotations."""
    hidden = [(pair.start, pair.end) for pair in (*reading.titles, *reading.quotations)]
    for word in reading.words:
        if word.text not in _VERBS or any(start <= word.start < end for start, end in hidden):
            continue
        if reading.text.startswith(_NOUN_BEHIND, word.end):
            continue
        yield Finding(
            word.start,
            word.end,
            ClaimType.EVENT,
            detector="event",
            marks=() if word.text in _STRONG else _ORDINARY,
        )
