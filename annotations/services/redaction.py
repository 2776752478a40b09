"""What the log's rows must not tell of protected sources: rows stay as they were written, words are left out.

A source may have been open when a row was written, and be protected when it is read.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from annotations.hindsight import UNTOLD
from annotations.models import Actor, AuditEntry, EvidenceLink, Source
from annotations.vocabulary import Action, Confidentiality

ON_LINK = frozenset({"note", "page", "timecode"})
"""What a row about evidence says of the link, in words: for those who may see its source."""
NAMING_SOURCE = frozenset({"material", "wire_source"})
"""What a row about an article says of a source: its id."""
OF_LINK = frozenset({"id", "stance", "tier"})
"""What everybody is told of a link: that there is one, and which way it speaks."""


def hidden_in(entries: Sequence[AuditEntry], viewer: Actor | None) -> set[str]:
    """The sources and links among the rows that the viewer may not see, by id.

    Without a ``viewer`` nobody is taken to see any protected source.
    """
    sources = {str(entry.object_id) for entry in entries if entry.object_type == "source"}
    sources |= {named for entry in entries for named in _sources_in(entry)}
    links = {link: source for entry in entries for link, source in links_in(entry).items()}
    if not sources and not links:
        return set()
    standing = EvidenceLink.objects.filter(pk__in=links).values_list("pk", "source_id")
    links |= {str(link): str(source) for link, source in standing}
    wanted = sources | {source for source in links.values() if source}
    unprotected = Source.objects.exclude(confidentiality=Confidentiality.PROTECTED)
    seen = Source.objects.visible_to(viewer) if viewer else unprotected
    open_to = {str(pk) for pk in seen.filter(pk__in=wanted).values_list("pk", flat=True)}
    return (sources - open_to) | {link for link, source in links.items() if source not in open_to}


def links_in(entry: AuditEntry) -> dict[str, str]:
    """The link that a row about evidence speaks of, with its source where the row remembers it."""
    pair = entry.diff.get("evidence")
    if entry.action != Action.EVIDENCE or not isinstance(pair, list):
        return {}
    sides = [side if isinstance(side, dict) else {"id": side} for side in pair if side]
    return {str(side["id"]): str(side.get("source", "")) for side in sides if _is_uuid(side.get("id"))}


def redacted(entry: AuditEntry, hidden: Collection[str]) -> dict[str, Any]:
    """The row's diff as whoever may not see the ``hidden`` things reads it."""
    if str(entry.object_id) in hidden:
        return dict.fromkeys(entry.diff, UNTOLD)
    if not _sources_in(entry).isdisjoint(hidden):
        return {name: [UNTOLD] * 2 if name in NAMING_SOURCE else pair for name, pair in entry.diff.items()}
    if not set(links_in(entry)) & set(hidden):
        return entry.diff
    told = {name: [UNTOLD, UNTOLD] if name in ON_LINK else pair for name, pair in entry.diff.items()}
    return told | {"evidence": [_bare(side) for side in entry.diff["evidence"]]}


def _sources_in(entry: AuditEntry) -> set[str]:
    """The sources that a row about an article names."""
    pairs = [entry.diff[name] for name in NAMING_SOURCE if isinstance(entry.diff.get(name), list)]
    return {str(side) for pair in pairs for side in pair if _is_uuid(side)}


def _bare(side: Any) -> Any:
    return (
        {name: value for name, value in side.items() if name in OF_LINK} if isinstance(side, dict) else side
    )


def _is_uuid(value: Any) -> bool:
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True


def hidden_titles(entries: Sequence[AuditEntry], viewer: Actor | None) -> list[str]:
    """Titles that a reason of ours may still hold: of sources hidden since from the viewer, longest first."""
    desks = {entry.desk_id for entry in entries if entry.reason}
    if not desks:
        return []
    protected = Source.objects.filter(desk__in=desks, confidentiality=Confidentiality.PROTECTED)
    if viewer is not None:
        protected = protected.exclude(pk__in=Source.objects.visible_to(viewer).values("pk"))
    return sorted(protected.values_list("title", flat=True), key=len, reverse=True)


def without_titles(reason: str, titles: Sequence[str]) -> str:
    """A reason in which the titles in title marks are left out."""
    for title in titles:
        reason = reason.replace(f"《{title}》", f"《{UNTOLD}》")
    return reason
