"""A claim as it stood: walked back from how it stands now, row by row of its log. Pure.

The log tells of every row old and new of what changed, so the state before a row is the state after it
with the old values put in. Rows of an earlier program told less: what they left out is named, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotations.vocabulary import Action, Status

FIELDS = (
    "start", "end", "quote", "types", "value", "unit", "approx", "date", "note", "flags", "verdict",
    "verdict_note", "resolution", "resolution_note", "proposed_text", "assignee", "returned_at", "round",
    "approved_by", "approved_at", "article_version",
)  # fmt: skip
"""What is told of a claim; people by id, moments as text."""
COMPLETE = "article_version"
"""Stands in the first row of every claim whose log tells all."""
ON_LINK = ("stance", "tier", "page", "timecode", "note", "start", "end", "source", "snapshot_number")
"""What is told of a piece of evidence; ``source`` is an id, the place is one in that snapshot."""
UNTOLD = "…"
"""Stands in the log for words about a protected source."""
# What an earlier program changed without telling, by the status that the step led to.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    Status.REOPENED: ("assignee", "approved_by", "approved_at", "returned_at", "approvals"),
    Status.SUBMITTED: ("returned_at",),
}
Place = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """One row of a claim's log, as far as it changes the claim."""

    version: int
    action: str
    actor: str
    before: str | None
    after: str | None
    diff: Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """A claim after the row with ``version``; ``status`` is None while there is no claim (yet, or any more).

    ``unknown`` names what was not recorded then. ``approvals`` are people, ``evidence`` are links by id.
    """

    version: int
    status: str | None
    fields: Mapping[str, Any]
    approvals: Sequence[str] = ()
    mentions: Sequence[Place] = ()
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def walk_back(now: Standing, deeds: Iterable[Deed]) -> Iterator[Standing]:
    """How the claim stood after each of ``deeds``, newest first; the first is ``now`` itself.

    ``deeds`` are all rows of the claim's log, newest first.
    """
    rows = list(deeds)
    complete = any(row.action == Action.CREATE and COMPLETE in row.diff for row in rows)
    standing = now
    for row, earlier in zip(rows, [*rows[1:], None], strict=True):
        yield standing
        if earlier is not None:
            standing = replace(_before(standing, row, complete), version=earlier.version)


def _before(standing: Standing, row: Deed, complete: bool) -> Standing:
    """How the claim stood before ``row``."""
    diff = dict(row.diff)
    aside = _evidence_before(standing.evidence, row)
    told = {} if row.action == Action.CREATE else _told(row, diff)
    approvals = _approvals_before(standing.approvals, row)
    left_out = () if complete else LEFT_OUT.get(row.after or "", ())
    known = told.keys() | ({"approvals"} & diff.keys())
    unknown = (standing.unknown - known) | {name for name in left_out if name not in known}
    return Standing(
        version=row.version - 1,
        status=row.before,
        fields={**standing.fields, **told},
        approvals=approvals,
        mentions=diff["mentions"][0] if "mentions" in diff else standing.mentions,
        evidence=aside,
        unknown=frozenset(unknown),
    )


def _told(row: Deed, diff: Mapping[str, Any]) -> dict[str, Any]:
    """The old values of the claim's own fields; a row about evidence speaks of the link beside them."""
    names = set(FIELDS) - set(ON_LINK) if row.action == Action.EVIDENCE else set(FIELDS)
    names -= {"quote"} if row.action == Action.DELETE else set()
    return {name: pair[0] for name, pair in diff.items() if name in names}


def _approvals_before(approvals: Sequence[str], row: Deed) -> Sequence[str]:
    if "approvals" in row.diff:
        return tuple(row.diff["approvals"][0])
    # The rows of a review tell the version that was seen; whoever wrote one approved by it.
    if "seen_version" in row.diff:
        return tuple(person for person in approvals if person != row.actor)
    return approvals


def _evidence_before(evidence: Mapping[str, Mapping[str, Any]], row: Deed) -> Mapping[str, Mapping[str, Any]]:
    """A link added goes, one removed comes back, one changed is as it was."""
    if row.action != Action.EVIDENCE or "evidence" not in row.diff:
        return evidence
    before, after = row.diff["evidence"]
    links = dict(evidence)
    if before is None:
        links.pop(after["id"], None)
    elif after is None:
        links[before["id"]] = {name: before.get(name) for name in ON_LINK}
    elif after in links:
        old = {name: pair[0] for name, pair in row.diff.items() if name in ON_LINK}
        links[after] = {**links[after], **old}
    return links
