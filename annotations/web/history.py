"""记录: audit rows in words, of one object or of many."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from annotations.models import Actor, AuditEntry, User
from annotations.services.redaction import (
    NAMING_SOURCE,
    ON_LINK,
    hidden_in,
    hidden_titles,
    redacted,
    without_titles,
)
from annotations.vocabulary import SYSTEM, Action
from annotations.web.logwords import FIELDS, UNTOLD, is_uuid, label_of, reason_words, state_words, value_words
from annotations.web.worddiff import ADDED, STRUCK, Run, worddiff
from annotations.wording import say

FREE_TEXT = frozenset(
    {"quote", "note", "verdict_note", "resolution_note", "proposed_text", "title", "byline", "problem"}
)
"""Fields whose two wordings are compared word by word; others are struck and put in whole."""
FIGURE = frozenset({"value", "unit", "approx", "date"})
# What a pair says about the link: none before, none after.
EVIDENCE = {
    (True, False): _("添加一条证据"),
    (False, True): _("移除一条证据"),
    (False, False): _("修改一条证据"),
    (True, True): _("证据"),
}


class Change(NamedTuple):
    """One field of a row in words: its label, and how the old wording became the new one."""

    label: str
    runs: Sequence[Run]


class Line(NamedTuple):
    """One row with the name of its actor, looked up now and never stored, and what changed."""

    entry: AuditEntry
    who: str
    changes: Sequence[Change]
    titles: Sequence[str] = ()

    @property
    def reason(self) -> str:
        told = without_titles(self.entry.reason, self.titles)
        return reason_words(self.entry.object_type, told)


def timeline(thing: Model, newest: int | None = None, viewer: Actor | None = None) -> list[Line]:
    """The history of one object, newest first; all of it, or only the ``newest`` rows."""
    return lines(list(AuditEntry.objects.about(thing).order_by("-seq")[:newest]), viewer)


def lines(entries: Sequence[AuditEntry], viewer: Actor | None = None) -> list[Line]:
    """Rows in words, in the order given, in a fixed number of queries.

    Without a ``viewer`` nobody is taken to see any protected source.
    """
    named = {text for entry in entries for text in (entry.actor, *_ids(entry.diff))}
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=filter(is_uuid, named))}
    names[SYSTEM] = say("系统")
    gone, secret = say("已删除的人员"), hidden_in(entries, viewer)
    titles = hidden_titles(entries, viewer)
    return [Line(row, names.get(row.actor, gone), _changes(row, names, secret), titles) for row in entries]


def _changes(entry: AuditEntry, names: Mapping[str, str], secret: Collection[str]) -> list[Change]:
    found = []
    if entry.source_state and entry.source_state != entry.target_state:
        states = (entry.source_state, entry.target_state)
        before, after = (state_words(entry.object_type, state) for state in states)
        found.append(Change(f"{before} → {after}", []))
    if str(entry.object_id) in secret:
        return found
    untold = ON_LINK | NAMING_SOURCE if _speaks_of(entry, secret) else frozenset()
    for name, value in _in_order(entry):
        if name not in untold and (change := _change(entry, name, value, names)):
            found.append(change)
    return found


def _speaks_of(entry: AuditEntry, secret: Collection[str]) -> bool:
    """Whether a row about something else names what is hidden."""
    return redacted(entry, secret) is not entry.diff


def _change(entry: AuditEntry, name: str, value: Any, names: Mapping[str, str]) -> Change | None:
    """One field of a row, or nothing when it says nothing."""
    pair = value if isinstance(value, list) and len(value) == 2 else [None, value]
    if name == "evidence":
        return Change(str(EVIDENCE[pair[0] is None, pair[1] is None]), [])
    if name == "carried_from":
        return Change(say("沿用自 v{n}", n=pair[1]), [])
    if name == "mentions" and all(isinstance(side, list) for side in pair):
        were, are = (len(places) + 1 for places in pair)
        return Change(say("位置 {before} 处 → {after} 处", before=were, after=are), [])
    if (pair[0] or "") == (pair[1] or ""):
        return None
    kind = "evidencelink" if entry.action == Action.EVIDENCE and name in ON_LINK else entry.object_type
    old, new = (value_words(kind, name, side, names) for side in pair)
    together = name in FREE_TEXT and old and new
    runs = worddiff(old, new) if together else [Run(STRUCK, old), Run(ADDED, new)]
    return Change(label_of(kind, name), [run for run in runs if run.text])


def _in_order(entry: AuditEntry) -> list[tuple[str, Any]]:
    """The fields of a row in one order on every database; of a new claim its figure stands in the quote."""
    order = {name: place for place, name in enumerate(FIELDS)}
    plain = FIGURE if entry.action == Action.CREATE and entry.object_type == "claim" else frozenset()
    told = [(name, pair) for name, pair in entry.diff.items() if name not in UNTOLD | plain]
    return sorted(told, key=lambda item: (order.get(item[0], len(order)), item[0]))


def _ids(value: Any) -> Iterator[str]:
    """Everything in a diff that may be somebody's id."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
    elif isinstance(value, str) and is_uuid(value):
        yield value
