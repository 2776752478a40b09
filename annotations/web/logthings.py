"""What the rows of the log are about, by name and with a way there; one query for each kind on the page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse

from annotations.models import Actor, Article, AuditEntry, Claim, Desk, Publication, Query, Source, Suggestion
from annotations.web.logwords import kind_words, model_of
from annotations.web.worddiff import shortened
from annotations.wording import say

LONGEST_NAME = 40
Ids = Collection[uuid.UUID]


class Thing(NamedTuple):
    """An object of the log: what it is, what it is called, where it is to be found (or nowhere any more)."""

    kind: str
    name: str
    url: str = ""


def things(entries: Iterable[AuditEntry], viewer: Actor) -> dict[tuple[str, uuid.UUID], Thing]:
    """Every object that the rows are about, by kind and id; one that is gone is called by its last words."""
    by_kind: dict[str, set[uuid.UUID]] = {}
    last: dict[uuid.UUID, str] = {}
    for entry in entries:
        by_kind.setdefault(entry.object_type, set()).add(entry.object_id)
        last.setdefault(entry.object_id, _last_words(entry))
    found: dict[tuple[str, uuid.UUID], Thing] = {}
    for kind, ids in by_kind.items():
        label = kind_words(kind)
        named = NAMING[kind](ids, viewer) if kind in NAMING else _any(kind, ids)
        for pk in ids:
            name, url = named.get(pk) or (last[pk], "")
            found[kind, pk] = Thing(label, name[:LONGEST_NAME], url)
    return found


def _last_words(entry: AuditEntry) -> str:
    """What a row itself says its object was called: the quote of a deleted claim."""
    pair = entry.diff.get("quote")
    words = next((side for side in pair if isinstance(side, str)), "") if isinstance(pair, list) else ""
    return shortened(words)


def _in_article(rows: Any) -> dict[uuid.UUID, tuple[str, str]]:
    return {pk: (name, f"{reverse('web:article', args=[article])}?at={at}") for pk, name, article, at in rows}


def _claims(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    return _in_article(Claim.objects.filter(pk__in=ids).values_list("pk", "quote", "article_id", "pk"))


def _suggestions(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    return _in_article(Suggestion.objects.filter(pk__in=ids).values_list("pk", "quote", "article_id", "pk"))


def _queries(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    rows = Query.objects.filter(pk__in=ids)
    return _in_article(rows.values_list("pk", "question", "claim__article_id", "claim_id"))


def _articles(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    rows = Article.objects.filter(pk__in=ids).values_list("pk", "title")
    return {pk: (title, reverse("web:article", args=[pk])) for pk, title in rows}


def _sources(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    """A protected source is called that and nothing else, but by those who may see it."""
    seen = Source.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "title")
    named = {pk: (title, reverse("web:source", args=[pk])) for pk, title in seen}
    return {pk: (say("保护信源"), "") for pk in ids} | named


def _publications(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    rows = Publication.objects.filter(pk__in=ids).select_related("article").defer("sheet")
    return {row.pk: (str(row), reverse("web:frozen-sheet", args=[row.pk])) for row in rows}


def _desks(ids: Ids, viewer: Actor) -> dict[uuid.UUID, tuple[str, str]]:
    return {pk: (name, "") for pk, name in Desk.objects.filter(pk__in=ids).values_list("pk", "name")}


def _any(kind: str, ids: Ids) -> dict[uuid.UUID, tuple[str, str]]:
    """A kind that has no naming of its own: whatever its row says of itself."""
    model = model_of(kind)
    if model is None:
        return {}
    # What a row says of itself may begin with what it belongs to.
    return {row.pk: (str(row), "") for row in model._default_manager.filter(pk__in=ids).select_related()}


Naming = Callable[[Ids, Actor], Mapping[uuid.UUID, tuple[str, str]]]
NAMING: Mapping[str, Naming] = {
    "claim": _claims,
    "suggestion": _suggestions,
    "query": _queries,
    "article": _articles,
    "source": _sources,
    "publication": _publications,
    "desk": _desks,
}
