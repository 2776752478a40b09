"""The publish gate of an article: what is missing, each with the way to it, and what the chief noted.

The rules are in ``annotations/gate.py``; this reads for them, in a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from annotations.gate import GateArticle, GateCheck, GateClaim, GateItem, GateSuggestion, gate
from annotations.models import (
    Article,
    ChiefNote,
    Claim,
    EvidenceLink,
    Job,
    LastRun,
    Query,
    Reanchoring,
)
from annotations.services.checkresults import unresolved
from annotations.services.errors import Conflict
from annotations.vocabulary import Comparison, JobState, Stance, Status
from annotations.wording import say

UNREAD = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)
API = "/api/v1"


@dataclass(frozen=True)
class Line:
    """An item of the gate; ``link`` is its page, ``api`` its resource, ``note`` what the chief wrote."""

    item: GateItem
    link: str
    api: str
    note: ChiefNote | None = None

    @property
    def missing(self) -> bool:
        return not self.item.settled_by_note


@dataclass(frozen=True)
class Gate:
    """Everything the gate lists now; what a note settles is listed too, and is not missing."""

    lines: Sequence[Line]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.missing]

    @property
    def settled(self) -> list[Line]:
        return [line for line in self.lines if not line.missing]

    @property
    def clear(self) -> bool:
        return not self.missing

    def find(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.item.key == key), None)


def gate_of(article: Article) -> Gate:
    """What the article lacks now, in order."""
    notes = {note.item: note for note in article.chief_notes.select_related("by")}
    items = gate(_read(article, notes), article.desk.gate)
    return Gate([_line(article, item, notes) for item in items])


def not_clear(lines: Sequence[Line], told: str) -> Conflict:
    """The refusal that names every missing item with the way to it."""
    errors = [
        {"pointer": "", "code": one.item.kind, "detail": one.item.text, "key": one.item.key,
         "link": one.link, "api": one.api}
        for one in lines
    ]  # fmt: skip
    return Conflict(told, code="gate_not_clear", errors=errors)


def require_clear(found: Gate) -> None:
    """Raise ``Conflict`` with every missing item when there is any."""
    if found.missing:
        told = say("还有 {n} 项没有办妥，不能签发；请逐项处理，或由值班总编例外签发。", n=len(found.missing))
        raise not_clear(found.missing, told)


def _line(article: Article, item: GateItem, notes: Mapping[str, ChiefNote]) -> Line:
    page = reverse("web:article", args=[article.pk])
    here = f"{API}/articles/{article.pk}/"
    ways = {
        "claim": (f"{page}?at={item.object_id}", f"{API}/claims/{item.object_id}/"),
        "suggestion": (f"{page}?at={item.object_id}", f"{here}suggestions/"),
        "check": (f"{page}#check-{item.object_id}", f"{here}checks/"),
        "article": (page, here),
    }
    return Line(item, *ways[item.object_type], notes.get(item.key) if item.settled_by_note else None)


def _read(article: Article, notes: Mapping[str, ChiefNote]) -> GateArticle:
    last = LastRun.objects.filter(article=article).first()
    return GateArticle(
        id=str(article.pk),
        version=article.version,
        level=article.check_level,
        critical=article.critical,
        unread=_unread(article, last),
        claims=[_claim(row) for row in _claims(article)],
        suggestions=_waiting(article),
        checks=[GateCheck(one.check.key, _arithmetic(one.check)) for one in unresolved(article, last)],
        notes={key: note.object_version for key, note in notes.items()},
    )


def _arithmetic(check: Any) -> Any:
    return lambda: check.explanation


def _unread(article: Article, last: LastRun | None) -> bool:
    """Whether the reading that was asked for has not come to its end.

    Another check level asks for a new one of the same text: until then its suggestions are not there.
    """
    asked = Job.objects.filter(article=article, text_version=article.text_version, kind="pretag")
    if last is not None and last.text_version == article.text_version:
        asked = asked.filter(created_at__gt=last.at)
    return asked.order_by("-created_at").values_list("state", flat=True).first() in UNREAD


READ = ("id", "version", "quote", "status", "priority", "types", "flags", "verdict", "resolution",
        "resolution_note")  # fmt: skip


def _claims(article: Article) -> list[dict[str, Any]]:
    links = EvidenceLink.objects.filter(claim=OuterRef("pk"), comparison=Comparison.DIFFERS)
    small = Reanchoring.objects.filter(claim=OuterRef("pk")).awaiting_confirmation()
    rows = (
        Claim.objects.filter(article=article)
        .exclude(status=Status.SUPERSEDED)
        .in_reading_order()
        .annotate(
            differs=Exists(links.exclude(stance=Stance.CONTEXT)),
            asked=Exists(Query.objects.filter(claim=OuterRef("pk"), answered_at__isnull=True)),
            small_change=Exists(small),
        )
    )
    return list(rows.values(*READ, "differs", "asked", "small_change"))


def _claim(row: dict[str, Any]) -> GateClaim:
    return GateClaim(**{**row, "id": str(row["id"]), "status": Status(row["status"])})


def _waiting(article: Article) -> list[GateSuggestion]:
    rows = article.suggestions.pending().filter(article_version=article.text_version, priority="A")
    names = ("id", "version", "quote", "priority", "types", "prominent")
    return [GateSuggestion(**{**row, "id": str(row["id"])}) for row in rows.in_reading_order().values(*names)]
