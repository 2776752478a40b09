"""Span precision, recall and F1 of the expressions on published cases.

    python bench/expressions.py FOLDER

FOLDER holds JSON files in the form of the Recognizers-Text specs: a list of cases with ``Input``,
``Results`` (each with ``Text``, and ``Start`` with ``End`` or ``Length`` where given) and ``Context``.
The file's name says what it tests: NumberModel, PercentModel, CurrencyModel or DateTimeModel.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotations.text import expressions

Spans = Counter[tuple[int, int]]


def _reference(case: dict[str, Any]) -> date | None:
    stated = case.get("Context", {}).get("ReferenceDateTime", "")
    return date.fromisoformat(stated[:10]) if stated else None


FINDERS: dict[str, Callable[[dict[str, Any]], list[expressions.Expression]]] = {
    "Number": lambda case: expressions.numbers(case["Input"]),
    "Percent": lambda case: expressions.percentages(case["Input"]),
    "Currency": lambda case: expressions.currencies(case["Input"]),
    "DateTime": lambda case: expressions.datetimes(case["Input"], _reference(case)),
}


def main(folder: Path, *, show: bool) -> None:
    for path in sorted(folder.rglob("*.json")):
        finder = next((finder for name, finder in FINDERS.items() if path.name.startswith(name)), None)
        if finder is None:
            print(f"{path.name:<28} skipped: no expressions of this sort")
            continue
        cases = json.loads(path.read_text("utf-8-sig"))
        print(f"{path.name:<28} {_score(cases, finder, show=show)}")


def _score(
    cases: list[dict[str, Any]],
    finder: Callable[[dict[str, Any]], list[expressions.Expression]],
    *,
    show: bool,
) -> str:
    right = made = wanted = 0
    for case in cases:
        found: Spans = Counter((item.start, item.end) for item in finder(case))
        expected = Counter(_expected(case))
        right += sum((found & expected).values())
        made += sum(found.values())
        wanted += sum(expected.values())
        if show and found != expected:
            text = case["Input"]
            missing, extra = ([text[a:b] for a, b in spans] for spans in (expected - found, found - expected))
            print(f"    {text}  missing {missing}  extra {extra}")
    precision, recall = right / made if made else 1.0, right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{len(cases)} cases  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def _expected(case: dict[str, Any]) -> Iterable[tuple[int, int]]:
    """Where the results stand; a file that gives no places names its texts in reading order."""
    text = _folded(case["Input"])
    at = 0
    for result in case["Results"]:
        words = _folded(result["Text"])
        start = result.get("Start")
        if start is None or text[start : start + len(words)] != words:
            start = text.find(words, at)
        if start < 0:
            start = text.find(words)
        at = start + len(words)
        yield start, at


def _folded(text: str) -> str:
    """Half-width and lower case, as the specs write their results, character for character."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", char)) == 1 else char for char in text
    ).lower()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python bench/expressions.py FOLDER [--show]")
    main(Path(sys.argv[1]), show="--show" in sys.argv)
