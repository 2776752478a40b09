"""The pure parts of the JavaScript, run by the browser itself on the rows that Python runs too."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

TESTS = Path(__file__).resolve().parent.parent
MODULES = TESTS.parent / "annotations" / "static" / "annotations" / "js"
ROWS = json.loads((TESTS / "fixtures" / "offsets.json").read_text(encoding="utf-8"))
PLACES = json.loads((TESTS / "fixtures" / "boundaries.json").read_text(encoding="utf-8"))
ADDRESS = "http://modules.example"


@pytest.fixture
def modules(page: Page) -> Page:
    """A page beside the module files; no server is needed."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{ADDRESS}/")
        if name.endswith(".js"):
            route.fulfill(path=MODULES / name, content_type="text/javascript")
        else:
            route.fulfill(
                body="<!doctype html><html lang=zh><body></body></html>",
                content_type="text/html; charset=utf-8",
            )

    page.route(f"{ADDRESS}/**", answer)
    page.goto(f"{ADDRESS}/")
    return page


def run(page: Page, module: str, body: str, given: Any = None) -> Any:
    return page.evaluate(f"async (given) => {{ const m = await import('/{module}.js'); {body} }}", given)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['start']}-{row['quote']}" for row in ROWS])
def test_javascript_counts_as_python_does(modules: Page, row: dict[str, Any]):
    found = run(
        modules,
        "codepoints",
        """const { text, start, end, units } = given
           return { length: m.length(text),
                    points: units.map((u) => m.toPoints(text, u)),
                    units: [m.toUnits(text, start), m.toUnits(text, end)],
                    quote: m.cut(text, start, end) }""",
        row,
    )

    assert found == {
        "length": len(row["text"]),
        "points": [row["start"], row["end"]],
        "units": row["units"],
        "quote": row["quote"],
    }


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['start']}-{row['quote']}" for row in ROWS])
@pytest.mark.parametrize("cut", [1, 2, 5])
def test_a_selection_in_marked_text_is_the_span_and_back(modules: Page, row: dict[str, Any], cut: int):
    found = run(
        modules,
        "spans",
        """const p = document.createElement('p'); p.dataset.start = '100'
           const { text, units, cut } = given
           for (let at = 0; at < text.length; at += cut) {
             const mark = document.createElement(at % 2 ? 'mark' : 'b')
             mark.append(text.slice(at, at + cut)); p.append(mark)
           }
           const body = document.createElement('div'); body.dataset.text = ''; body.append(p)
           document.body.replaceChildren(body)
           const place = (u) => { let n; const w = document.createTreeWalker(p, 4)
             while ((n = w.nextNode())) { if (u <= n.data.length) return [n, u]; u -= n.data.length } }
           getSelection().setBaseAndExtent(...place(units[0]), ...place(units[1]))
           const span = m.selectedSpan(body, getSelection())
           return { span, back: m.rangeOf(body, span.start, span.end).toString() }""",
        {**row, "cut": cut},
    )

    span = {"start": 100 + row["start"], "end": 100 + row["end"], "quote": row["quote"]}
    assert found == {"span": span, "back": row["quote"]}


@pytest.mark.parametrize("row", PLACES, ids=[row["text"][:12] for row in PLACES])
def test_words_and_units_are_those_that_python_coded(modules: Page, row: dict[str, Any]):
    found = run(
        modules,
        "snapping",
        """const { cut } = await import('/codepoints.js')
           const words = m.wordsOf(given.text, given.b)
           return { words: words.slice(1).map((end, at) => cut(given.text, words[at], end)),
                    units: m.unitsOf(given.u).map(([start, end]) => cut(given.text, start, end)) }""",
        row,
    )

    assert found == {"words": row["words"], "units": row["units"]}


def test_before_the_first_run_the_browser_cuts_words_itself(modules: Page):
    text = "𠮷野家开工了。"

    cuts = run(modules, "snapping", "return m.wordsOf(given, undefined)", text)

    assert (cuts[0], cuts[-1], cuts == sorted(cuts)) == (0, len(text), True)


@pytest.mark.parametrize(
    ("text", "at", "clause"),
    [
        ("全市新增1,200人，到位资金1.2亿元。", "00人", "全市新增1,200人"),
        ("全市新增1,200人，到位资金1.2亿元。", "。", "到位资金1.2亿元"),
        ("他说：“先干起来，不等不靠。”会后", "不等", "不等不靠"),
        ("他说：“先干起来，不等不靠。”会后", "先干", "先干起来"),
        ("印发《临江，港口：条例》后、施行", "港口", "印发《临江，港口：条例》后、施行"),
        ("没有标点😀的一句", "标点", "没有标点😀的一句"),
        ("，开头就是", "，", "，开头就是"),
    ],
)
def test_a_clause_ends_at_its_marks(modules: Page, text: str, at: str, clause: str):
    start, end = run(modules, "snapping", "return m.clauseAt(...given)", [text, text.index(at)])

    assert text[start:end] == clause


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [
        (0, 2, "到位"),
        (1, 3, "到位资金"),
        (1, 2, "位"),
        (3, 6, "资金117.77亿元"),
        (5, 6, "117.77亿元"),
        (4, 12, "117.77亿元"),
    ],
)
def test_a_drag_goes_outward(modules: Page, start: int, end: int, taken: str):
    row = PLACES[0]

    first, last = run(
        modules,
        "snapping",
        "const [t, b, u, s, e] = given; return m.outward(t, m.wordsOf(t, b), m.unitsOf(u), s, e)",
        [row["text"], row["b"], row["u"], start, end],
    )

    assert row["text"][first:last] == taken


def test_the_smallest_unit_is_taken_and_else_the_word(modules: Page):
    row = PLACES[2]
    taken = run(
        modules,
        "snapping",
        """return given.at.map((at) => m.unitAt(m.wordsOf(given.text, given.b), m.unitsOf(given.u), at))""",
        {**row, "at": [1, 4, 13, 17]},
    )

    assert [row["text"][start:end] for start, end in taken] == [
        "《关于〈港口条例〉的通知》", "〈港口条例〉", "3月7日", "印发",
    ]  # fmt: skip


def test_steps_go_by_sentence_and_by_whole_character(modules: Page):
    text = "去年😀。“好！”他说"

    ends = run(modules, "steps", "return m.sentencesOf(given)", text)
    steps = run(modules, "steps", "return given.map(([at, back]) => m.step([0, 4, 8], at, back))",
                [[0, False], [4, True], [8, True], [5, False]])  # fmt: skip

    assert [text[a:b] for a, b in pairwise(ends)] == ["去年😀。", "“好！”", "他说"]
    assert steps == [4, 0, 4, 8]
    assert run(modules, "codepoints", "return m.graphemesOf(given)", "与👨‍👩‍👧e\u0301") == [0, 1, 6, 8]


def test_a_selection_across_paragraphs_carries_the_line_ends(modules: Page):
    text = "首段😀\n\n次段末"
    found = run(
        modules,
        "spans",
        """document.body.innerHTML =
             '<div data-text><p data-start="0">首段😀</p><p data-start="5">次段末</p></div>'
           const [a, b] = document.querySelectorAll('p')
           getSelection().setBaseAndExtent(a.firstChild, 1, b.firstChild, 2)
           return m.selectedSpan(document.querySelector('div'), getSelection())""",
    )

    assert found == {"start": 1, "end": 7, "quote": text[1:7]}


def test_half_a_family_is_never_selected(modules: Page):
    text = "与👨‍👩‍👧同行"

    assert run(modules, "codepoints", "return m.snap(given, 2, 4)", text) == [1, 9]


@pytest.mark.parametrize(("shown", "after"), [("", "inner"), ("inner", "outer"), ("outer", "inner")])
def test_a_click_goes_round_from_the_inner_to_the_outer(modules: Page, shown: str, after: str):
    assert run(modules, "items", "return m.cycle(['outer', 'inner'], given)", shown) == after


@pytest.mark.parametrize(
    ("wanted", "shows"),
    [
        ({}, [True, True, False]),
        ({"look": "dismissed"}, [False, False, True]),
        ({"look": "undone"}, [True, False, False]),
        ({"look": "new"}, [True, False, False]),
        ({"hues": "2"}, [True, False, False]),
    ],
)
def test_the_filter_hides_what_was_dismissed_until_it_is_asked_for(
    modules: Page, wanted: dict[str, str], shows: list[bool]
):
    rows = [
        {"look": "suggested", "hues": "1 2 ", "undone": "", "new": ""},
        {"look": "right", "hues": "1 "},
        {"look": "dismissed", "hues": "1 "},
    ]

    assert (
        run(modules, "filters", "return given[0].map((row) => m.shows(row, given[1]))", [rows, wanted])
        == shows
    )


@pytest.mark.parametrize(("last", "place"), [(-1, 0), (3, 1), (9, 2), (20, 0)])
def test_the_next_uncovered_sentence_is_the_one_behind_going_round(modules: Page, last: int, place: int):
    assert run(modules, "untaken", "return m.after([3, 9, 20], given)", last) == place
    assert run(modules, "untaken", "return m.after([], given)", last) == -1


def test_no_module_is_longer_than_a_screen_or_two():
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES.glob("*.js")}

    assert {name: length for name, length in lengths.items() if length > 150} == {}


def test_what_the_browser_loads_is_small():
    def packed(kind: str) -> int:
        folder = MODULES.parent / kind
        return sum(len(gzip.compress(path.read_bytes())) for path in folder.glob(f"*.{kind}"))

    assert packed("js") < 40_000
    assert packed("css") < 12_000
