"""词表: the words a desk's own engine knows. Only the desk's administrators change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import F

from annotations.models import Actor, Desk, LexiconEntry
from annotations.models.settings import LONGEST_NOTE, LONGEST_WORD, SHORTEST_WORD
from annotations.services.deskrows import changing
from annotations.services.errors import Invalid, Stale
from annotations.vocabulary import LexiconKind
from annotations.wording import marked, said_again, say

LIMIT = 5000
"""Entries a desk may have."""

Key = tuple[str, str, date | None]

ENTRY = (marked("{word}（{label} {since}–{until}）"), marked("{word}（{label}）"))
"""How the log names an entry."""


@dataclass(frozen=True)
class Wanted:
    """An entry as somebody wants it; ``since`` and ``until`` are days on which it still holds."""

    word: str
    kind: str
    since: date | None = None
    until: date | None = None
    note: str = ""

    @property
    def key(self) -> Key:
        """What is there once in a desk's dictionary."""
        return (self.word, self.kind, self.since)

    def __str__(self) -> str:
        return said_again(self.stored(), *ENTRY)

    def stored(self) -> str:
        """The entry as the log names it, in Chinese whoever wrote it."""
        label = LexiconKind(self.kind).chinese if self.kind in list(LexiconKind) else self.kind
        pattern = ENTRY[0] if self.since or self.until else ENTRY[1]
        return pattern.format(word=self.word, label=label, since=self.since or "", until=self.until or "")


def add_word(*, actor: Actor, desk: Desk, wanted: Wanted) -> LexiconEntry:
    """Put one word into the dictionary. Raises ``Invalid`` for a faulty one and for one that is there."""
    _require_good(wanted)
    with changing(actor, desk) as diff:
        _require_room(desk, 1)
        _require_new(desk, wanted)
        entry = LexiconEntry.objects.create(desk=desk, created_by=actor.user, **asdict(wanted))
        diff["lexicon"] = [[], [wanted.stored()]]
    return entry


def change_word(*, actor: Actor, entry: LexiconEntry, seen: int | None, wanted: Wanted) -> LexiconEntry:
    """Correct an entry. Raises ``Stale`` when somebody changed it since version ``seen``."""
    _require_good(wanted)
    with changing(actor, entry.desk) as diff:
        row = _held(entry, seen)
        _require_new(entry.desk, wanted, but=row)
        before = _of(row)
        if before != wanted:
            _update(row, wanted)
            diff["lexicon"] = [[before.stored()], [wanted.stored()]]
    row.refresh_from_db()
    return row


def remove_word(*, actor: Actor, entry: LexiconEntry, seen: int | None) -> None:
    """Take a word out; texts that are read again no longer know it."""
    with changing(actor, entry.desk) as diff:
        row = _held(entry, seen)
        diff["lexicon"] = [[_of(row).stored()], []]
        row.delete()


def add_words(*, actor: Actor, desk: Desk, wanted: Sequence[Wanted]) -> int:
    """Put in what is not there yet; how many that were. The words have been looked at before."""
    with changing(actor, desk) as diff:
        standing = {_of(row).key for row in desk.lexicon.all()}
        fresh = [one for one in wanted if one.key not in standing]
        _require_room(desk, len(fresh))
        _create(actor, desk, fresh)
        if fresh:
            diff["lexicon"] = [[], [one.stored() for one in fresh]]
    return len(fresh)


def replace_words(actor: Actor, desk: Desk, wanted: Sequence[Wanted], diff: dict[str, Any]) -> None:
    """Make the dictionary exactly ``wanted``, inside ``changing``; entries that stay keep their ids."""
    if len(wanted) > LIMIT:
        raise Invalid.field(
            "lexicon", say("词表最多 {limit} 条，收到 {n} 条。", limit=LIMIT, n=len(wanted)), "too_long"
        )
    faults, by_key = _looked_at(wanted)
    if faults:
        raise Invalid(
            say("词表有 {n} 处不对，没有保存：{faults}", n=len(faults), faults=faults[0]["detail"]),
            errors=faults[:100],
        )
    rows = {_of(row).key: row for row in desk.lexicon.all()}
    gone = [row for key, row in rows.items() if key not in by_key]
    changed = [(rows[key], one) for key, one in by_key.items() if key in rows and _of(rows[key]) != one]
    fresh = [one for key, one in by_key.items() if key not in rows]
    before = [_of(row).stored() for row in (*gone, *(row for row, _ in changed))]
    after = [one.stored() for one in (*(one for _, one in changed), *fresh)]
    LexiconEntry.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row, one in changed:
        _update(row, one)
    _create(actor, desk, fresh)
    if before or after:
        diff["lexicon"] = [before, after]


def faults_of(wanted: Wanted) -> list[tuple[str, str]]:
    """What is wrong with an entry, as (field, Chinese sentence); empty when it may be stored."""
    faults = []
    word = wanted.word
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
        faults.append(
            (
                "word",
                say(
                    "词须有 {shortest_word} 到 {longest_word} 个字，“{word}”有 {n} 个。",
                    shortest_word=SHORTEST_WORD,
                    longest_word=LONGEST_WORD,
                    word=word[:40],
                    n=len(word),
                ),
            )
        )
    elif word != word.strip() or not word.isprintable() or not any(mark.isalnum() for mark in word):
        faults.append(
            ("word", say("“{word}”不能作为词：须有文字，前后不能有空格，中间不能换行。", word=word))
        )
    if wanted.kind not in list(LexiconKind):
        known = say("、").join(say("{label}（{kind}）", label=kind.label, kind=kind) for kind in LexiconKind)
        faults.append(
            ("kind", say("没有“{kind}”这个类别；可用：{known}。", kind=wanted.kind[:20], known=known))
        )
    if wanted.since and wanted.until and wanted.since > wanted.until:
        told = say("止（{until}）早于起（{since}），请对调或改正。", until=wanted.until, since=wanted.since)
        faults.append(("until", told))
    if len(wanted.note) > LONGEST_NOTE:
        n = len(wanted.note)
        told = say("说明太长：{n} 个字符，最多 {longest_note} 个。", n=n, longest_note=LONGEST_NOTE)
        faults.append(("note", told))
    return faults


def _looked_at(wanted: Sequence[Wanted]) -> tuple[list[dict[str, str]], dict[Key, Wanted]]:
    """The faults of a whole list with their places, and its entries by key."""
    faults = []
    by_key: dict[Key, Wanted] = {}
    for place, one in enumerate(wanted):
        twice = [("word", say("{one}写了两次。", one=one))] if one.key in by_key else []
        faults += [
            {"pointer": f"/lexicon/{place}/{name}", "code": "invalid", "detail": detail}
            for name, detail in (*faults_of(one), *twice)
        ]
        by_key[one.key] = one
    return faults, by_key


def _require_good(wanted: Wanted) -> None:
    faults = faults_of(wanted)
    if faults:
        errors = [{"pointer": f"/{name}", "code": "invalid", "detail": detail} for name, detail in faults]
        raise Invalid(faults[0][1], errors=errors)


def _require_new(desk: Desk, wanted: Wanted, but: LexiconEntry | None = None) -> None:
    rows = desk.lexicon.filter(word=wanted.word, kind=wanted.kind, since=wanted.since)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise Invalid.field("word", say("{wanted}已在词表里，请直接修改那一条。", wanted=wanted), "duplicate")


def _require_room(desk: Desk, more: int) -> None:
    if desk.lexicon.count() + more > LIMIT:
        raise Invalid.field("word", say("词表最多 {limit} 条，请先删去不用的。", limit=LIMIT), "too_long")


def _held(entry: LexiconEntry, seen: int | None) -> LexiconEntry:
    row = LexiconEntry.objects.filter(pk=entry.pk).first()
    if row is None or (seen is not None and seen != row.version):
        raise Stale(row)
    return row


def _of(row: LexiconEntry) -> Wanted:
    return Wanted(row.word, row.kind, row.since, row.until, row.note)


def _update(row: LexiconEntry, wanted: Wanted) -> None:
    LexiconEntry.objects.filter(pk=row.pk).update(**asdict(wanted), version=F("version") + 1)


def _create(actor: Actor, desk: Desk, wanted: Sequence[Wanted]) -> None:
    rows = [LexiconEntry(desk=desk, created_by=actor.user, **asdict(one)) for one in wanted]
    LexiconEntry.objects.bulk_create(rows, batch_size=500)
