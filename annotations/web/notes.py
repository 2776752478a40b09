"""What the number checks say, as people see it: signs, words and arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.checks.check import DIFFERS, HINT, HOLDS
from annotations.checks.sayings import named
from annotations.services.checkresults import Checked
from annotations.wording import say

SIGNS = {DIFFERS: "✗", HINT: "≈", HOLDS: "✓"}
LOOKS = {DIFFERS: "wrong", HINT: "unsure", HOLDS: "right"}
WORST_FIRST = (DIFFERS, HINT, HOLDS)


@dataclass(frozen=True)
class Note:
    """One result as people see it: sign, word and arithmetic.

    ``spans`` are the words that it read ("12-14 20-23"), ``paragraph`` is where the page jumps.
    """

    key: str
    name: str
    sign: str
    look: str
    word: str
    explanation: str
    start: int
    spans: str
    paragraph: int = 0
    dismissed: bool = False


def note_of(one: Checked, text: str = "") -> Note:
    outcome = one.check.outcome
    explanation = one.check.explanation
    return Note(
        key=one.check.key,
        name=named(one.check.name),
        sign=SIGNS[outcome],
        look=LOOKS[outcome],
        word=_word(outcome),
        explanation=explanation.removesuffix(" ✓"),
        start=one.span[0],
        spans=" ".join(f"{start}-{end}" for start, end, _ in one.check.spans),
        paragraph=text.rfind("\n", 0, one.span[0]) + 1,
        dismissed=one.dismissed,
    )


def _word(outcome: str) -> str:
    return {DIFFERS: say("不符"), HINT: say("存疑"), HOLDS: say("相符")}[outcome]


def notes_of(rows: Iterable[Checked], text: str = "") -> list[Note]:
    """What is still to be looked at first, in reading order; what holds and what was set aside last."""
    ranked = sorted(rows, key=lambda one: (one.dismissed, WORST_FIRST.index(one.check.outcome)))
    return [note_of(one, text) for one in ranked]


def board(rows: Sequence[Checked], text: str) -> dict[str, Any]:
    """What the list above the text needs; ``text`` tells where the paragraphs begin."""
    notes = notes_of(rows, text)
    waiting = [note for note in notes if not note.dismissed]
    counts = [(SIGNS[kind], LOOKS[kind], _word(kind), _count(waiting, kind)) for kind in WORST_FIRST]
    return {"notes": notes, "note_counts": [row for row in counts if row[3]]}


def _count(notes: Sequence[Note], outcome: str) -> int:
    return sum(note.look == LOOKS[outcome] for note in notes)


def margin(rows: Iterable[Checked]) -> list[tuple[int, str]]:
    """What stands beside the text, with the place that it belongs to: nothing that was set aside."""
    notes = [note_of(one) for one in rows if not one.dismissed]
    return [(note.start, f"{note.sign} {note.explanation}") for note in notes]
