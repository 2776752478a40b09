"""How well 材料对稿 pairs copy with its official material, on cases with the right answers beside them.

    .venv/bin/python -m bench.pairing [FOLDER…] [--misses]

A folder is one case, or holds one in each folder of its own; without any it is ``bench/cases``, which is the
project's own and invents its places. A case is ``copy.txt``, ``material-*.txt`` and ``pairs.jsonl``: in
reading order, one line for each thing to look up, ``{"quote", "passage", "outcome"}``. ``passage`` are words
of the material (a list where several are right, absent where it has none), ``outcome`` is same, rounded,
other_unit, differs or missing, ``also`` others that are right too; ``"planted": true`` is an error made on
purpose. A line ``{"reference_date"}`` says when the copy was written.

- right passage first: of the things that the material has.
- right comparison: of all things, together with the right passage.
- false same: agreement told where there is none, the worst mistake.
- errors found: planted ones told as differing, and those at least told as missing.
- keys: for each statement of which all things agree: Enter where it was told so at the right passage, else
  ``e``, the passage, Enter, and Enter. Things that are no suggestion at all are left out and told apart.
- seconds of CPU for 100 items beside 50,000 characters: the case, filled up with news-like copy.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from annotations.detectors.suggestions import propose_all
from annotations.matching.items import Item, Pairing, kind_of
from annotations.matching.packed import Document
from annotations.matching.pairing import pair
from bench.newscopy import newscopy

OWN = Path(__file__).resolve().parent / "cases"
AGREE = frozenset({"same", "rounded", "other_unit"})
BY_HAND = 4
"""Keys for a statement that was not paired as it should be: e, the passage, Enter, Enter."""
ITEMS, LETTERS = 100, 50_000


@dataclass(frozen=True)
class Label:
    """A thing of the copy, the places of the material where it stands, and how the two compare."""

    start: int
    end: int
    quote: str
    passages: Sequence[tuple[int, int, int]]
    outcomes: Sequence[str]
    planted: bool = False


@dataclass(frozen=True)
class Answer:
    """What was made of a label: ``outcome`` is empty where no item covers it."""

    label: Label
    item: str = ""
    outcome: str = ""
    theirs: str = ""
    at_passage: bool = False

    @property
    def right(self) -> bool:
        return self.outcome in self.label.outcomes and (self.at_passage or self.outcome == "missing")

    @property
    def false_same(self) -> bool:
        return self.outcome in AGREE and AGREE.isdisjoint(self.label.outcomes)


@dataclass
class Case:
    """One copy with its material, and what became of it."""

    folder: Path
    labels: list[Label] = field(default_factory=list)
    day: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        self.copy = (self.folder / "copy.txt").read_text("utf-8")
        self.materials = [path.read_text("utf-8") for path in sorted(self.folder.glob("material-*.txt"))]
        at = 0
        for line in (self.folder / "pairs.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if "reference_date" in row:
                self.day = date.fromisoformat(row["reference_date"])
            else:
                self.labels.append(self._label(row, at))
                at = self.labels[-1].start

    def _label(self, row: Mapping, after: int) -> Label:
        start = self.copy.find(row["quote"], after)
        words = row.get("passage") or []
        passages = list(self._places([words] if isinstance(words, str) else words))
        if start < 0 or (words and not passages):
            raise SystemExit(f"{self.folder}: “{row['quote']}” or its passage does not stand there.")
        outcomes = (row["outcome"], *row.get("also", ()))
        end = start + len(row["quote"])
        return Label(start, end, row["quote"], passages, outcomes, row.get("planted", False))

    def _places(self, passages: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        for words in passages:
            for number, text in enumerate(self.materials):
                at = text.find(words)
                if at >= 0:
                    yield number, at, at + len(words)

    @property
    def documents(self) -> list[Document]:
        return [Document(str(number), text) for number, text in enumerate(self.materials)]

    @cached_property
    def items(self) -> list[Item]:
        names = ("start", "end", "quote", "types", "value", "unit", "approx", "date", "parts")
        found = propose_all(self.copy, reference_date=self.day)
        items = [Item(str(at), *(getattr(one, name) for name in names)) for at, one in enumerate(found)]
        return [item for item in items if kind_of(item) is not None]

    @cached_property
    def answers(self) -> list[Answer]:
        made = {one.key: one for one in pair(self.copy, self.items, self.documents)}
        return [self._answer(label, made) for label in self.labels]

    def _answer(self, label: Label, made: Mapping[str, Pairing]) -> Answer:
        """By the compared part that shares most with the label, else by the item that covers it."""
        near = [item for item in self.items if min(item.end, label.end) > max(item.start, label.start)]
        parts = [(made[item.key], part) for item in near for part in made[item.key].parts]
        touching = [one for one in parts if min(one[1].end, label.end) > max(one[1].start, label.start)]
        if touching:
            whole, part = max(
                touching, key=lambda one: min(one[1].end, label.end) - max(one[1].start, label.start)
            )
            there = any(
                number == whole.document and min(end, part.to) > max(start, part.at)
                for number, start, end in label.passages
            )
            return Answer(label, whole.key, str(part.outcome), part.theirs, there)
        lacking = [item for item in near if made[item.key].document is None]
        return Answer(label, lacking[0].key, "missing") if lacking else Answer(label)

    def presses(self) -> list[int]:
        """The keys for each statement of which everything agrees."""
        by_item: dict[str, list[Answer]] = {}
        for answer in self.answers:
            if answer.item:
                by_item.setdefault(answer.item, []).append(answer)
        agreeing = [
            answers
            for answers in by_item.values()
            if all(not AGREE.isdisjoint(one.label.outcomes) for one in answers)
        ]
        return [
            1 if all(one.outcome in AGREE and one.at_passage for one in answers) else BY_HAND
            for answers in agreeing
        ]

    def seconds(self) -> float:
        """Seconds of CPU for ITEMS items beside LETTERS characters of material."""
        lacking = LETTERS - sum(map(len, self.materials))
        filling = [Document("filling", newscopy(lacking, 1))] if lacking > 0 else []
        numbered = zip(range(ITEMS), itertools.cycle(self.items))
        items = [replace(item, key=str(number)) for number, item in numbered]
        documents = [*self.documents, *filling]
        letters = sum(len(one.text) for one in documents)
        began = time.process_time()
        for _ in pair(self.copy, items, documents):
            pass
        return (time.process_time() - began) * LETTERS / letters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--misses", action="store_true", help="list what was not answered rightly")
    options = parser.parse_args()
    cases = [Case(one) for folder in options.folders or [OWN] for one in _cases_in(folder)]
    for case in cases:
        print(f"{case.folder.name}: {len(case.labels)} things, {len(case.items)} items")
        print(f"  {line([case])}, {case.seconds():.2f} s CPU")
        if options.misses:
            list_misses(case)
    print(f"all {len(cases)} cases\n  {line(cases)}")


def _cases_in(folder: Path) -> list[Path]:
    return (
        [folder]
        if (folder / "copy.txt").exists()
        else sorted(one.parent for one in folder.glob("*/copy.txt"))
    )


def line(cases: Sequence[Case]) -> str:
    """The figures of the cases together."""
    answers = [answer for case in cases for answer in case.answers]
    told = [answer for answer in answers if answer.label.passages]
    planted = Counter(answer.outcome for answer in answers if answer.label.planted)
    keys = [number for case in cases for number in case.presses()]
    found, missing = planted["differs"], planted["missing"]
    return ", ".join(
        [
            f"right passage first {share(sum(one.at_passage for one in told), len(told))}",
            f"right comparison {share(sum(one.right for one in answers), len(answers))}",
            f"false same {sum(one.false_same for one in answers)}",
            f"errors found {found} + {missing} as missing of {planted.total()}",
            f"{sum(keys) / max(1, len(keys)):.2f} keys for each of {len(keys)} that agree",
            f"no item {sum(not one.item for one in answers)}",
        ]
    )


def share(right: int, of: int) -> str:
    return f"{right / max(1, of):.3f} ({right}/{of})"


def list_misses(case: Case) -> None:
    for one in case.answers:
        if not one.right:
            mark = "FALSE " if one.false_same else ""
            passage = "" if one.at_passage or not one.theirs else ", another passage"
            made = f"{one.outcome or 'no item'} ({one.theirs}){passage}"
            print(f"    {mark}{one.label.quote}: {made}, not {'/'.join(one.label.outcomes)}")


if __name__ == "__main__":
    main()
