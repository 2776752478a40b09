"""How well whole suggestions match what editors underlined, beside a naive baseline in the same run.

    python bench/suggestions.py GOLD.json… [--misses]

A gold file holds one text and its hand-labelled claims: ``{"reference_date", "text", "claims": [{start,
end, quote, types, value, unit, approx, date}]}``, offsets in code points, end exclusive.

- coverage: labels of which suggestions cover at least half the characters; *strict*: labels paired one
  to one with a suggestion of intersection over union ≥ .5.
- precision: suggestions that share at least half of their own, or of a label's, characters with a label.
- value, date, types: on labels paired with the suggestion that overlaps them best. ``value`` means value,
  unit and approx together, on labels whose first type is a figure; ``types`` the first types alike, or
  the label's first type among the suggestion's.
- sentence F1: sentences that hold a label against sentences that hold a suggestion.

The baseline underlines every clause that holds a digit or 《.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from annotations.detectors.suggestions import propose  # noqa: E402
from annotations.text.sentences import sentences  # noqa: E402

FIGURES = {"quantity", "money", "share", "comparison"}
ENOUGH = 0.5
_NAIVE = re.compile(r"[^，,。；;！？!?\n]+")
_CUE = re.compile(r"[0-9０-９《]")


@dataclass(frozen=True)
class Marked:
    """A stretch that an editor, the engine or the baseline underlined."""

    start: int
    end: int
    quote: str
    types: tuple[str, ...] = ()
    value: str | None = None
    unit: str = ""
    approx: str = ""
    date: str = ""

    def shared(self, other: Marked) -> int:
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def likeness(self, other: Marked) -> float:
        """Intersection over union."""
        both = self.shared(other)
        return both / (self.end - self.start + other.end - other.start - both)

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass
class Tally:
    """Right answers out of how many, by name; tallies of several texts add up."""

    right: dict[str, float] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)

    def count(self, name: str, answers: Sequence[bool]) -> None:
        self.right[name] = self.right.get(name, 0) + sum(answers)
        self.of[name] = self.of.get(name, 0) + len(answers)

    def add(self, other: Tally) -> None:
        for name, total in other.of.items():
            self.right[name] = self.right.get(name, 0) + other.right[name]
            self.of[name] = self.of.get(name, 0) + total
        self.lengths += other.lengths

    def share(self, name: str) -> float:
        return self.right[name] / self.of[name] if self.of.get(name) else float("nan")

    def line(self) -> str:
        pairs = [f"{name} {self.share(name):.3f} ({self.right[name]:g}/{self.of[name]})" for name in self.of]
        recall, precise = self.share("sentences found"), self.share("sentences right")
        f1 = 2 * recall * precise / (recall + precise) if recall + precise else 0.0
        median = statistics.median(self.lengths) if self.lengths else 0
        return "  ".join([*pairs, f"sentence F1 {f1:.3f}", f"median length {median:g}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true", help="list missed labels and wrong suggestions")
    options = parser.parse_args()
    total, naive_total = Tally(), Tally()
    for path in options.gold:
        gold = json.loads(path.read_text("utf-8"))
        text = gold["text"]
        labels = [_label(claim) for claim in gold["claims"]]
        if any(text[item.start : item.end] != item.quote for item in labels):
            raise SystemExit(f"{path}: a quote is not what its offsets cover.")
        made = _suggested(text, date.fromisoformat(gold["reference_date"]))
        mine, naive = tally(text, labels, made, values=True), tally(text, labels, _naive(text))
        print(f"{path.name}: {len(text)} characters, {len(labels)} labels, {len(made)} suggestions")
        print(f"  engine    {mine.line()}\n  baseline  {naive.line()}")
        if options.misses:
            _list_misses(labels, made)
        total.add(mine)
        naive_total.add(naive)
    print(f"total\n  engine    {total.line()}\n  baseline  {naive_total.line()}")


def _label(claim: dict) -> Marked:
    plain = {name: claim.get(name) or "" for name in ("unit", "approx", "date")}
    return Marked(
        claim["start"], claim["end"], claim["quote"], tuple(claim["types"]), claim.get("value"), **plain
    )


def _suggested(text: str, day: date) -> list[Marked]:
    steps = list(propose(text, reference_date=day))
    for error in (error for step in steps for error in step.errors):
        print(f"  failed: {error}", file=sys.stderr)
    return [
        Marked(item.start, item.end, item.quote, item.types, item.value, item.unit, item.approx, item.date)
        for step in steps
        for item in step.proposals
    ]


def _naive(text: str) -> list[Marked]:
    return [
        Marked(*found.span(), found.group()) for found in _NAIVE.finditer(text) if _CUE.search(found.group())
    ]


def tally(text: str, labels: Sequence[Marked], made: Sequence[Marked], *, values: bool = False) -> Tally:
    """Everything the report says about one text."""
    result = Tally(lengths=[item.length for item in made])
    result.count("coverage", [covered(label, made) for label in labels])
    pairs = paired(labels, made)
    result.count("strict", [label in pairs for label in labels])
    result.count("precision", [wanted(item, labels) for item in made])
    if values:
        best = [(label, other) for label in labels if (other := _best(label, made))]
        figures = [(label, other) for label, other in best if label.types[0] in FIGURES]
        result.count("value", [same_value(*pair) for pair in figures])
        result.count("date", [label.date == other.date for label, other in best])
        result.count("types", [label.types[0] in other.types for label, other in best])
    lines = list(sentences(text))
    labelled = [any(line.start < item.end and item.start < line.end for item in labels) for line in lines]
    hit = [any(line.start < item.end and item.start < line.end for item in made) for line in lines]
    both = list(zip(labelled, hit, strict=True))
    result.count("sentences found", [found for wanted_, found in both if wanted_])
    result.count("sentences right", [wanted_ for wanted_, found in both if found])
    return result


def covered(label: Marked, made: Sequence[Marked]) -> bool:
    places = set()
    for item in made:
        places.update(range(max(label.start, item.start), min(label.end, item.end)))
    return len(places) >= ENOUGH * label.length


def wanted(item: Marked, labels: Sequence[Marked]) -> bool:
    return any(item.shared(label) >= ENOUGH * min(item.length, label.length) for label in labels)


def paired(labels: Sequence[Marked], made: Sequence[Marked]) -> dict[Marked, Marked]:
    """The likest first; each label and each suggestion once."""
    near = [(label.likeness(item), label, item) for label in labels for item in made if label.shared(item)]
    pairs: dict[Marked, Marked] = {}
    used = set()
    for alike, label, item in sorted(near, key=lambda row: -row[0]):
        if alike >= ENOUGH and label not in pairs and item not in used:
            pairs[label] = item
            used.add(item)
    return pairs


def _best(label: Marked, made: Sequence[Marked]) -> Marked | None:
    """The suggestion that holds most of the label; of equals the likest."""
    near = [item for item in made if item.shared(label) >= ENOUGH * min(label.length, item.length)]
    return max(near, key=label.likeness, default=None)


def same_value(label: Marked, other: Marked) -> bool:
    alike = label.value == other.value or _number(label.value) == _number(other.value) is not None
    return alike and (label.unit, label.approx) == (other.unit, other.approx)


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _list_misses(labels: Sequence[Marked], made: Sequence[Marked]) -> None:
    pairs = paired(labels, made)
    for label in labels:
        best = _best(label, made)
        if not covered(label, made):
            print(f"    missed   {label.start:>5} {label.quote}  {'/'.join(label.types)}")
        elif label not in pairs:
            print(f"    cut      {label.start:>5} {label.quote}  ↔ {best.quote if best else ''}")
        if best and label.types[0] in FIGURES and not same_value(label, best):
            print(f"    value    {label.start:>5} {label.quote}  {_figure(label)} ↔ {_figure(best)}")
        if best and label.date != best.date:
            print(f"    date     {label.start:>5} {label.quote}  {label.date} ↔ {best.date}")
        if best and label.types[0] not in best.types:
            print(f"    type     {label.start:>5} {label.quote}  {label.types} ↔ {best.types}")
    for item in made:
        if not wanted(item, labels):
            print(f"    wrong    {item.start:>5} {item.quote}  {'/'.join(item.types)}")


def _figure(item: Marked) -> str:
    return f"{item.value} {item.unit} {item.approx}"


if __name__ == "__main__":
    main()
