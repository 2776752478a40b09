"""A suggestion before it is stored, and a slice of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggestion. ``text[start:end] == quote``; ``types`` and ``parts`` begin with the principal one."""

    start: int
    end: int
    quote: str
    types: tuple[str, ...]
    value: str | None
    unit: str
    approx: str
    date: str
    score: float
    priority: str
    reasons: tuple[dict[str, Any], ...]
    parts: tuple[dict[str, Any], ...]
    detector: str
    prominent: bool = False
    marks: tuple[str, ...] = ()

    def moved(self, by: int) -> Proposal:
        """The same proposal ``by`` code points further on, its parts and reasons with it."""
        # By position: ``dataclasses.replace`` takes four times as long, and every suggestion is moved once.
        return Proposal(
            self.start + by,
            self.end + by,
            self.quote,
            self.types,
            self.value,
            self.unit,
            self.approx,
            self.date,
            self.score,
            self.priority,
            tuple([_moved(reason, by) for reason in self.reasons]),
            tuple([_moved(part, by) for part in self.parts]),
            self.detector,
            self.prominent,
            self.marks,
        )


def _moved(place: dict[str, Any], by: int) -> dict[str, Any]:
    return place | {"start": place["start"] + by, "end": place["end"] + by}


@dataclass(frozen=True, slots=True)
class Slice:
    """A step of progress: ``done`` of ``total`` characters, and what was found since the last step.

    Of ``sentences`` read, ``checkable`` are those with something to check, as (start, end) in the text.
    """

    done: int
    total: int
    proposals: list[Proposal]
    errors: list[dict[str, Any]]
    sentences: int = 0
    checkable: list[tuple[int, int]] = field(default_factory=list)
