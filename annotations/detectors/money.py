"""金额: amounts of currency. 过亿元 is a threshold; 完成投资11.2亿 means yuan though none is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

_MONEY_WORDS = re.compile(
    r"投资|资金|产值|营收|收入|利润|贷款|融资|金额|销售额|成交额|交易额|总额|存款|余额|税|预算|补贴|造价|市值|增加值|GDP|GMV|出口额|进口额|票房|支出"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Money as written, and bare 亿 or 万 behind a word for money (marked inferred)."""
    for figure in reading.figures:
        if figure.kind not in ("money", "bare") or figure.value is None:
            continue
        marks = ("threshold",) if figure.threshold else ()
        unit = figure.unit
        if figure.kind == "bare":
            start = reading.clause_start(figure.start)
            if not _MONEY_WORDS.search(reading.text, start, figure.start):
                continue
            unit, marks = "CNY", ("inferred",)
        yield Finding(
            figure.start,
            figure.end,
            ClaimType.MONEY,
            figure.value,
            unit,
            figure.approx.value,
            detector="money",
            marks=marks,
        )
