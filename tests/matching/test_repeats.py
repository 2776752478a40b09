"""Which places state the same thing: by the table in tests/specs/repeats.json, and by law."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.repeats import bare, repeats, significant
from annotations.matching.surroundings import around, sentence_at

ROWS = json.loads((Path(__file__).parent.parent / "specs" / "repeats.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Stated:
    start: int
    end: int
    quote: str
    types: list[str] = field(default_factory=lambda: ["quantity"])
    value: str | None = None
    unit: str = ""
    approx: str = "eq"
    date: str = ""


def read(row: dict[str, Any]) -> tuple[str, Stated, Stated]:
    """The text without its marks, and the two marked places with what the row says of them."""
    text, places, begun = "", [], 0
    for char in row["text"]:
        if char == "⟦":
            begun = len(text)
        elif char == "⟧":
            places.append((begun, len(text)))
        else:
            text += char
    said = {name: row[name] for name in ("types", "value", "unit", "approx", "date") if name in row}
    one, other = (Stated(start, end, text[start:end], **said) for start, end in places)
    return text, one, replace(other, **row.get("other", {}))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:30] for row in ROWS])
def test_repeats_are_told_from_chance(row: dict[str, Any]):
    text, one, other = read(row)

    found = [repeats(text, one, [other]), repeats(text, other, [one])]

    assert found == ([[other], [one]] if row["same"] else [[], []])


def test_what_overlaps_is_no_repeat():
    text = "到位资金117.77亿元。"
    whole = Stated(0, 12, text[:12], ["money"], "11777000000", "CNY")

    assert repeats(text, whole, [replace(whole, start=4, quote=text[4:12])]) == []


def test_repeats_come_in_reading_order():
    text = "资金117.77亿元。" * 3
    places = [Stated(at, at + 8, "117.77亿元", ["money"], "11777000000", "CNY") for at in (2, 13, 24)]

    assert repeats(text, places[1], [places[2], places[0]]) == [places[0], places[2]]


@pytest.mark.parametrize(
    ("value", "digits"),
    [("11777000000", 5), ("169", 3), ("50", 1), ("0.052", 2), ("-0.031", 2), ("2/3", 1), ("5.20..6.15", 3),
     ("15.11", 4), ("0", 0), (None, 0)],
)  # fmt: skip
def test_significant_digits(value: str | None, digits: int):
    assert significant(value) == digits


def test_bare_words_forget_width_marks_and_spelling():
    assert bare("《關於 Ａ 的意见》") == bare("关于A的意见") == "关于A的意见"


def test_a_look_around_stays_in_the_clause_and_names_the_district_and_the_time():
    text = "前一句。2023年，甲县引进企业12家、签约项目3个。后一句。"
    start = text.index("12家")

    found = around(text, start, start + 3, "家")

    assert (found.nouns, found.verbs) == ({"企业"}, {"引进"})
    assert (found.whose, found.when, found.denied) == ("甲县", "2023", False)


TEXTS = st.text(alphabet="0123456789个亿元全市甲县项目和、，。\n没有“”《》😀𠮷 年", min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_every_place_has_its_sentence_and_surroundings(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    sentence = sentence_at(text, start)
    around(text, start, end)

    assert sentence.text == text[sentence.start : sentence.end]
    assert "\n" not in sentence.text


@given(TEXTS, st.data())
def test_to_repeat_is_mutual(text: str, data: st.DataObject):
    spans = data.draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), min_size=2, max_size=2))
    one, other = (
        Stated(min(at, len(text) - 1), min(at + length, len(text)), "", ["quantity"], "12", "个")
        for at, length in spans
    )

    assert bool(repeats(text, one, [other])) == bool(repeats(text, other, [one]))
