"""A suggestion before it is stored, and a slice of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            reasons=tuple([_moved(reason, by) for reason in self.reasons]),
            parts=tuple([_moved(part, by) for part in self.parts]),
        )


def _moved(place: dict[str, Any], by: int) -> dict[str, Any]:
    return place | {"start": place["start"] + by, "end": place["end"] + by}


@dataclass(frozen=True, slots=True)
class Slice:
    """A step of progress: ``done`` of ``total`` characters, and what was found since the last step."""

    done: int
    total: int
    proposals: list[Proposal]
    errors: list[dict[str, Any]]
