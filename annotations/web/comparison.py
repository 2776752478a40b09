"""Two snapshots of a source beside each other, with the passages marked that claims quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotations.models import EvidenceLink, Snapshot
from annotations.services.relinking import still_there
from annotations.text.differences import EQUAL, INSERT, Run, abridged, runs

Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch that stayed, was put in or was struck; ``quoted`` when a claim quotes it."""

    kind: str
    text: str
    quoted: bool


class Quoted(NamedTuple):
    """A link to the older snapshot, and whether its words still stand in the newer one."""

    link: EvidenceLink
    still: bool


def compared(old: Snapshot, new: Snapshot, quotes: Iterable[Span]) -> list[Piece]:
    """What led from ``old`` to ``new``; ``quotes`` are places in the old text. Long unchanged stretches
    that nobody quotes are abridged."""
    pieces = list(_cut(runs(old.text, new.text), sorted(quotes)))
    plain = [Run(one.kind, "" if one.quoted else one.text) for one in pieces]  # type: ignore[arg-type]
    return [
        one if one.quoted else one._replace(text=short.text)
        for one, short in zip(pieces, abridged(plain), strict=True)
    ]


def fate(links: Sequence[EvidenceLink], newest: Snapshot) -> list[Quoted]:
    """What became of each quotation."""
    return [Quoted(link, still_there(link, newest) is not None) for link in links]


def _cut(found: Iterable[Run], quotes: Sequence[Span]) -> Iterator[Piece]:
    """The runs cut where quotations begin and end, which are places in the old text."""
    edges = sorted({edge for span in quotes for edge in span})
    at = 0
    for run in found:
        if run.kind == INSERT:
            yield Piece(run.kind, run.text, False)
            continue
        end = at + len(run.text)
        cuts = [at, *(edge for edge in edges if at < edge < end), end]
        for left, right in pairwise(cuts):
            quoted = any(start <= left and right <= stop for start, stop in quotes)
            yield Piece(run.kind, run.text[left - at : right - at], quoted)
        at = end


def differ(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind != EQUAL for piece in pieces)
