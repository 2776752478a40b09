"""差错率 by the annex of 报纸期刊质量管理规定 (2020), worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.quality import Error, arithmetic, weights_on
from annotations.quality.arithmetic import plain
from annotations.quality.weights import stored
from annotations.vocabulary import ErrorClass, ErrorPlace

(WEIGHTS,) = stored()
C, P = ErrorClass, ErrorPlace
DOUBLED = [place for place in P if place != P.BODY]


def error(
    kind: ErrorClass, place: ErrorPlace = P.BODY, characters: int = 1, wrong: str = "", right: str = ""
) -> Error:
    return Error("", kind, place, characters, wrong, right)


def apart(errors: list[Error]) -> list[Error]:
    """The same errors, each with words of its own: none repeats another."""
    return [
        Error(str(n), e.error_class, e.place, e.characters, f"{e.wrong}{n}", e.right)
        for n, e in enumerate(errors)
    ]


def counted(errors: list[Error]) -> list[str]:
    return [plain(row.counted) for row in arithmetic(errors, 10_000, WEIGHTS).rows]


@pytest.mark.parametrize(
    ("kind", "characters", "weight"),
    [
        (C.FACT, 1, "1"),
        (C.FACT, 20, "1"),
        (C.KNOWLEDGE, 1, "1"),
        (C.LOGIC, 9, "1"),
        (C.GRAMMAR, 2, "1"),
        (C.CHARACTER, 1, "1"),
        (C.CHARACTER, 2, "2"),
        (C.CHARACTER, 5, "2"),
        (C.CHARACTER, 6, "4"),
        (C.CHARACTER, 400, "4"),
        (C.NUMERAL, 1, "1"),
        (C.NUMERAL, 12, "1"),
        (C.NUMBER_STYLE, 1, "0.1"),
        (C.NUMBER_STYLE, 8, "0.1"),
        (C.FOREIGN_WORD, 1, "1"),
        (C.FOREIGN_WORD, 3, "3"),
    ],
)
def test_an_error_weighs_what_its_class_says(kind: ErrorClass, characters: int, weight: str):
    assert counted([error(kind, characters=characters)]) == [weight]


@pytest.mark.parametrize("place", DOUBLED)
@pytest.mark.parametrize(
    ("kind", "characters", "weight"),
    [(C.FACT, 1, "2"), (C.CHARACTER, 3, "4"), (C.CHARACTER, 6, "8"), (C.NUMBER_STYLE, 1, "0.2"),
     (C.FOREIGN_WORD, 2, "4")],
)  # fmt: skip
def test_important_places_count_double(place: ErrorPlace, kind: ErrorClass, characters: int, weight: str):
    assert counted([error(kind, place, characters)]) == [weight]


@pytest.mark.parametrize(
    ("name", "errors", "weights"),
    [
        ("three times are three", [error(C.CHARACTER, wrong="登陆")] * 3, ["1", "1", "1"]),
        ("the fourth is not counted", [error(C.CHARACTER, wrong="登陆")] * 4, ["1", "1", "1", "0"]),
        (
            "of four the one in the title always counts, whenever it was entered",
            [*[error(C.CHARACTER, wrong="登陆")] * 3, error(C.CHARACTER, P.TITLE, wrong="登陆")],
            ["1", "1", "0", "2"],
        ),
        (
            "four in titles count three times, doubled",
            [error(C.CHARACTER, P.TITLE, 3, "全面面面")] * 4,
            ["4", "4", "4", "0"],
        ),
        (
            "blanks around the words make no other error",
            [error(C.FACT, wrong="2021"), *[error(C.FACT, wrong=" 2021 ")] * 3],
            ["1", "1", "1", "0"],
        ),
        (
            "the same wrong words with another correction are another error",
            [*[error(C.FACT, wrong="他", right="她")] * 3, error(C.FACT, wrong="他", right="它")],
            ["1", "1", "1", "1"],
        ),
        (
            "the same words in another class are another error",
            [*[error(C.FACT, wrong="12")] * 3, error(C.NUMERAL, wrong="12")],
            ["1", "1", "1", "1"],
        ),
    ],
)
def test_the_same_error_counts_at_most_three_times_an_issue(
    name: str, errors: list[Error], weights: list[str]
):
    assert counted(errors) == weights, name


@pytest.mark.parametrize(
    ("name", "errors", "weights"),
    [
        ("ten are just the limit", apart([error(C.NUMBER_STYLE)] * 10), ["0.1"] * 10),
        ("the eleventh is over it", apart([error(C.NUMBER_STYLE)] * 11), ["0.1"] * 10 + ["0"]),
        (
            "a doubled one reaches it in part",
            apart([*[error(C.NUMBER_STYLE)] * 9, error(C.NUMBER_STYLE, P.TITLE)]),
            ["0.1"] * 9 + ["0.1"],
        ),
        ("six in titles: doubled first, limited last", apart([error(C.NUMBER_STYLE, P.TITLE)] * 6),
         ["0.2"] * 5 + ["0"]),
        ("the same one repeated counts three times long before the limit",
         [error(C.NUMBER_STYLE, wrong="十二三")] * 5, ["0.1", "0.1", "0.1", "0", "0"]),
        (
            "what repeats too often spends nothing of the limit",
            [*[error(C.NUMBER_STYLE, wrong="甲")] * 4, *apart([error(C.NUMBER_STYLE)] * 7)],
            ["0.1", "0.1", "0.1", "0"] + ["0.1"] * 7,
        ),
        ("other classes have no limit", apart([error(C.NUMERAL)] * 12), ["1"] * 12),
    ],
)  # fmt: skip
def test_number_style_weighs_at_most_one_an_issue(name: str, errors: list[Error], weights: list[str]):
    assert counted(errors) == weights, name


def test_every_row_tells_why_it_weighs_what_it_does():
    sheet = arithmetic(
        [
            error(C.CHARACTER, P.TITLE, 3, "甲"),
            error(C.FOREIGN_WORD, characters=2, wrong="Lodnon Brigde"),
            *[error(C.FACT, wrong="乙")] * 4,
            *apart([error(C.NUMBER_STYLE)] * 9),
            error(C.NUMBER_STYLE, P.MASTHEAD, wrong="丙"),
        ],
        10_000,
        WEIGHTS,
    )

    why = [row.why for row in sheet.rows]
    assert why[0] == ("3 个字，计 2", "“标题”加倍")
    assert why[1] == ("2 个单词，每个计 1",)
    assert why[4] == ("每处计 1",)
    assert why[5] == ("每处计 1", "同一差错本期最多计 3 处，这一处不再计")
    assert why[15] == ("每处计 0.1", "“报头”加倍", "这一类本期最多计 1")
    row = sheet.rows[15]
    assert (row.weight, row.times, row.factor, row.full, row.counted) == (
        Decimal("0.1"), 1, 2, Decimal("0.2"), Decimal("0.1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("weighted", "characters", "shown", "passes"),
    [
        (0, 1, "0.00", True),
        (6, 20_000, "3.00", True),  # exactly 3/10000
        (6, 19_999, "3.00", False),  # 3.00015: shown as 3.00, and over
        (7, 20_000, "3.50", False),
        (26, 86_000, "3.02", False),
        (2, 20_000, "1.00", True),  # the annex's own example
        (1, 3, "3333.33", False),
        (1, 16_000, "0.63", True),  # 0.625 is rounded half up
    ],
)
def test_a_newspaper_passes_up_to_three_in_ten_thousand(
    weighted: int, characters: int, shown: str, passes: bool
):
    sheet = arithmetic(apart([error(C.FACT)] * weighted), characters, WEIGHTS)

    assert (sheet.total, str(sheet.shown), sheet.passes) == (weighted, shown, passes)


def test_the_rate_is_kept_exactly():
    sheet = arithmetic([error(C.NUMBER_STYLE)], 30_000, WEIGHTS)

    assert sheet.rate == Decimal("0.1") * 10_000 / 30_000
    assert str(sheet.rate).startswith("0.0333333333333333333333")


@pytest.mark.parametrize(("characters", "wrong"), [(-1, 1), (100, 0)])
def test_impossible_counts_are_refused(characters: int, wrong: int):
    with pytest.raises(ValueError, match="counted from"):
        arithmetic([error(C.FACT, characters=wrong)], characters, WEIGHTS)


entered = st.builds(
    Error,
    key=st.just(""),
    error_class=st.sampled_from(C),
    place=st.sampled_from(P),
    characters=st.integers(1, 9),
    wrong=st.sampled_from("甲乙丙"),
)


@given(st.lists(entered, max_size=14))
def test_the_sum_is_that_of_its_rows_whatever_the_order_of_entry(errors: list[Error]):
    sheet = arithmetic(errors, 1_000, WEIGHTS)

    assert sheet.total == sum(row.counted for row in sheet.rows)
    assert all(0 <= row.counted <= row.full for row in sheet.rows)
    assert arithmetic(errors[::-1], 1_000, WEIGHTS).total == sheet.total


def test_the_weights_in_force_on_the_day_decide():
    assert weights_on(WEIGHTS.since) is WEIGHTS
