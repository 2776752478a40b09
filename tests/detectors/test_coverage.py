"""未覆盖: which sentences hold something to check, and which of them somebody has taken up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.detectors.coverage import Checkable, checkable, cover, uncovered
from annotations.detectors.engine import Engine
from annotations.detectors.weights import standard_weights

DAY = date(2024, 3, 8)
FIGURE = "到位资金117.77亿元，比上年增长12.5%。"
PLAIN = "大家都很高兴。"
UNIQUE = "云溪港是全省唯一的深水港。"
TEXT = f"{FIGURE}{PLAIN}{UNIQUE}\n{PLAIN}"


def quotes(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "sentence",
    [
        "全市新开工项目169个。",
        "到位资金117.77亿元。",
        "占全省的12.5%。",
        "产量比上年增长三成。",
        "《云溪市港口条例》全文公布。",
        "这是全省唯一的深水港。",
        "这里率先建成无人码头。",
        "2024年3月7日。",
        "市长顾潮生说：“港口要在年内扩建完成，一天也不能拖。”",
    ],
)
def test_a_sentence_with_something_to_check_is_checkable(sentence: str) -> None:
    assert checkable(PLAIN + sentence, reference_date=DAY).spans == ((len(PLAIN), len(PLAIN + sentence)),)


@pytest.mark.parametrize(
    "sentence", [PLAIN, "港口一马当先，千方百计抢抓机遇。", "我们要不断努力。", "近日，天气晴好。"]
)
def test_a_sentence_without_is_not(sentence: str) -> None:
    assert checkable(sentence, reference_date=DAY) == Checkable(1, ())


def test_sentences_are_counted_bylines_and_the_footer_are_not() -> None:
    text = f"云溪港十年\n本报记者 顾潮生\n{TEXT}\n责任编辑：王某 电话12345678"

    found = checkable(text, title="云溪港十年", reference_date=DAY)

    assert found.sentences == 5
    assert quotes(text, found.spans) == [FIGURE, UNIQUE]


def test_what_a_weight_hides_is_still_to_be_checked() -> None:
    silent = Engine(weights=standard_weights().changed({"superlative": 0}))

    assert checkable(UNIQUE, engine=silent).spans == ((0, len(UNIQUE)),)


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], [FIGURE, UNIQUE]),
        ([(0, 4)], [UNIQUE]),
        ([(len(FIGURE) - 1, len(FIGURE))], [UNIQUE]),
        ([(len(FIGURE), len(FIGURE) + 3)], [FIGURE, UNIQUE]),
        ([(0, 4), (len(FIGURE + PLAIN), len(FIGURE + PLAIN) + 1)], []),
        ([(3, len(TEXT))], []),
        ([(5, 5)], [FIGURE, UNIQUE]),
    ],
)
def test_one_character_in_common_covers_a_sentence(taken: list[tuple[int, int]], left: list[str]) -> None:
    found = uncovered(TEXT, taken, reference_date=DAY)

    assert quotes(TEXT, found.spans) == left
    assert (found.sentences, found.checkable, found.covered) == (4, 2, 2 - len(left))


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda at: (at[0], at[0] + at[1])))


@given(st.lists(st.integers(0, 40), unique=True), SPANS)
def test_covered_is_what_any_span_overlaps(starts: list[int], taken: list[tuple[int, int]]) -> None:
    ordered = sorted(starts)
    sentences = tuple(pairwise([*ordered, 41]))

    found = cover(Checkable(len(sentences), sentences), taken)

    plainly = [
        (start, end) for start, end in sentences if not any(max(start, a) < min(end, b) for a, b in taken)
    ]
    assert list(found.spans) == plainly
    assert found.covered + len(found.spans) == found.checkable == len(sentences)
