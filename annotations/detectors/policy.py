"""政策文件/法规: titles in 《》 that name a law, plan, notice or measure, and their document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.lexicon import listed
from annotations.vocabulary import ClaimType

_KINDS = listed("""
法 法典 条例 规定 办法 意见 通知 纲要 规划 方案 决定 决议 公报 公告 通告 细则 措施 安排 制度 计划 标准 规范
目录 指南 白皮书 蓝皮书 报告 批复 复函 函 令 章程 准则 宣言 倡议 协议 协定 条约 公约 备忘录 清单 要点 指引
规则 规程 导则 预案 政策 行动 路线图 指导 说明 解释 建议 议案 答复 通报 指标 合同 声明 承诺书 体系 名录 名单
手册
""")
_TITLE_END = re.compile(rf"(?:{'|'.join(_KINDS)})(?:[（(][^（）()]{{1,30}}[）)])*(?:〉)?$")
_ISSUED = re.compile(
    r"印发|出台|发布|颁布|公布|下发|制定|审议通过|表决通过|通过|施行|实施|修订|签署|签订|纳入|根据|依据|按照|复函|批复|批准|编制|联合"
)
_QUOTED_KIND = re.compile(r"(?:协议|协定|合同|备忘录|倡议书|纲要|规划|条例|意见|通知|方案|计划书)$")
_QUOTED_VERB = re.compile(r"(?:签订|签署|印发|出台|发布|制定|通过)[^，。；]{0,12}$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[［（(][12][0-9]{3}[〕\]］）)](?:第)?[0-9]{1,5}号")


def detect(reading: Reading) -> Iterator[Finding]:
    """One finding for each title; what stands inside it (years, numbers) is part of the name."""
    for title in reading.titles:
        inside = reading.text[title.start + 1 : title.end - 1]
        if _TITLE_END.search(inside):
            yield _finding(reading, title.start, title.end, _marks(reading, title.start, title.end))
    for quoted in reading.quotations:
        inside = reading.text[quoted.start + 1 : quoted.end - 1]
        lead = reading.text[max(0, quoted.start - 20) : quoted.start]
        if len(inside) <= 60 and _QUOTED_KIND.search(inside) and _QUOTED_VERB.search(lead):
            yield _finding(reading, quoted.start, quoted.end, ("issued", "quoted"))
    for number in _NUMBER.finditer(reading.text):
        yield _finding(reading, number.start(), number.end(), ("number",))


def _marks(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    around = reading.text[reading.clause_start(start) : start] + "《》" + reading.text[end : end + 12]
    return ("issued",) if _ISSUED.search(around) else ()


def _finding(reading: Reading, start: int, end: int, marks: tuple[str, ...]) -> Finding:
    return Finding(start, end, ClaimType.POLICY, detector="policy", marks=marks)
