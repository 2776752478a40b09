import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import spelling, words
from annotations.text.boundaries import (
    boundaries,
    decode_units,
    decode_words,
    encode_units,
    encode_words,
)
from annotations.text.deskwords import Entry, Lexicon
from annotations.vocabulary import LexiconKind

ROWS = json.loads((Path(__file__).parent.parent / "fixtures" / "boundaries.json").read_text(encoding="utf-8"))
COPY = st.text(alphabet="0159亿元万人年月日约.%《》“”「」，。！ \n临江市港口😀𠮷e\u0301\u200d", max_size=120)


@pytest.fixture(autouse=True, scope="module")
def _tables() -> None:
    """Read now, so that no example pays for it."""
    words.load()
    spelling.load()


def words_of(line: str) -> list[str]:
    cuts = decode_words(boundaries(line)["0"][0])
    return [line[start:end] for start, end in pairwise(cuts)]


def units_of(line: str) -> list[str]:
    return [line[start:end] for start, end in decode_units(boundaries(line)["0"][1])]


@given(st.lists(st.integers(0, 200), max_size=40))
def test_words_come_back_as_they_were_coded(steps: list[int]):
    cuts = [sum(steps[:at]) for at in range(len(steps) + 1)]

    assert decode_words(encode_words(cuts)) == cuts


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 400)), max_size=40))
def test_units_come_back_as_they_were_coded(places: list[tuple[int, int]]):
    units = sorted((start, start + size) for start, size in places)

    assert decode_units(encode_units(units)) == units


@given(COPY)
def test_words_fill_every_line_and_units_stand_inside(text: str):
    for start, (code, units) in boundaries(text).items():
        line = text[int(start) :].split("\n")[0]
        cuts = decode_words(code)
        assert (cuts[0], cuts[-1]) == (0, len(line))
        assert cuts == sorted(set(cuts))
        assert all(0 <= left < right <= len(line) for left, right in decode_units(units))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:12] for row in ROWS])
def test_the_rows_that_javascript_decodes_too(row: dict[str, object]):
    """The same rows stand before snapping.js (tests/journeys/test_modules.py)."""
    assert boundaries(str(row["text"])) == {"0": [row["b"], row["u"]]}
    assert words_of(str(row["text"])) == row["words"]
    assert units_of(str(row["text"])) == row["units"]


def test_a_figure_in_a_title_is_no_unit_of_its_own():
    assert units_of("印发《临江市2025年工作要点》。") == ["《临江市2025年工作要点》"]


def test_a_figure_in_a_quotation_is_one_inside_the_other():
    assert units_of("他说：“到位资金1.2亿元。”") == ["“到位资金1.2亿元。”", "1.2亿元"]


def test_the_desks_own_words_stay_whole():
    desk = Lexicon((Entry("云溪大港池", LexiconKind.PLACE),))

    cuts = decode_words(boundaries("云溪大港池开工", desk)["0"][0])

    assert cuts[:2] == [0, 5]


def test_lines_are_known_by_their_place_and_empty_ones_left_out():
    assert list(boundaries("首段😀\n\n次段")) == ["0", "5"]
    assert boundaries("") == {}
