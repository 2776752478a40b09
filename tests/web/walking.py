"""Walking through the product: every address of the pages, and what a person reads there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import URLPattern

from annotations.models import (
    ApiKey,
    Article,
    Claim,
    Correction,
    Desk,
    ErrorEntry,
    EvidenceLink,
    FollowUp,
    Inspection,
    Job,
    LexiconEntry,
    Pair,
    Publication,
    Query,
    Recheck,
    Source,
    Suggestion,
    User,
    VerifiedFact,
)
from annotations.services.archive import TITLE
from annotations.web.urls import urlpatterns

ROWS = {
    "articles": Article,
    "claims": Claim,
    "suggestions": Suggestion,
    "evidence": EvidenceLink,
    "desks": Desk,
    "words": LexiconEntry,
    "sources": Source,
    "review": Claim,
    "jobs": Job,
    "keys": ApiKey,
    "people": User,
    "publications": Publication,
    "queries": Query,
    "questions": Query,
    "inspections": Inspection,
    "errors": ErrorEntry,
    "rechecks": Recheck,
    "follow-ups": FollowUp,
    "corrections": Correction,
    "facts": VerifiedFact,
    "pairs": Pair,
}
"""The noun an address begins with, and whose row its ``pk`` names."""
NAMED = {"source_pk": "sources", "fact_pk": "facts", "job_pk": "jobs", "person": "people"}
"""Parts of an address that name a row of another noun."""
PART = re.compile(r"<(\w+):(\w+)>")
READ_ALOUD = (
    "title",
    "aria-label",
    "placeholder",
    "alt",
    "aria-description",
    "aria-valuetext",
    "data-confirm",
)
BLANK = re.compile(r"\{\w+\}")
VOID = {"input", "meta", "link", "br", "img", "hr", "wbr", "source", "col"}
SILENT = {"script", "style", "textarea", "code", "kbd"}


@dataclass(frozen=True)
class Stop:
    """One answer on the walk."""

    name: str
    path: str
    status: int
    body: str
    language: str


def addresses() -> Iterator[tuple[str, str]]:
    """Name and path of every address of the pages; one with an unknown noun fails, so that it is taught."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        yield (
            str(pattern.name),
            "/" + PART.sub(lambda found, route=route: _part(route, *found.groups()), route),
        )


def _part(route: str, kind: str, name: str) -> str:
    if kind == "uuid":
        noun = NAMED.get(name) or route.split("/")[0]
        assert noun in ROWS, f"Teach the walk what /{noun}/ is: tests/web/walking.py, ROWS."
        row = ROWS[noun].objects.order_by("pk").first()
        return str(row.pk) if row else "00000000-0000-4000-8000-000000000000"
    assert kind in ("str", "slug", "int"), f"Teach the walk what <{kind}:{name}> may be."
    return "1" if kind == "int" else "x"


def walk(client: Client, **headers: str) -> Iterator[Stop]:
    """Everything that can be read, as a page and as a part of one; what only takes posts is posted empty."""
    for name, path in addresses():
        if name == "language":
            continue
        answer: Any = client.get(path, headers=headers)
        if answer.status_code == 405:
            answer = client.post(path, {}, headers={**headers, "HX-Request": "true"})
        if answer.get("Content-Type", "").startswith("text/html"):
            yield Stop(name, path, answer.status_code, answer.content.decode(), answer["Content-Language"])


@dataclass
class Reader(HTMLParser):
    """Collects what people read or hear; leaves out what is content of theirs and not interface."""

    heard: list[str] = field(default_factory=list)
    stack: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @property
    def quiet(self) -> bool:
        return any(silent for _, silent in self.stack)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        content = (
            "data-content" in given
            or "data-start" in given
            or (tag != "html" and given.get("lang") not in (None, "en"))
        )
        spoken = tag != "html" and tag == "button" and given.get("lang")
        if not self.quiet and not content:
            self.heard += [given[name] or "" for name in READ_ALOUD if given.get(name)]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.heard.append(given.get("value") or "")
        if tag not in VOID:
            self.stack.append((tag, content or tag in SILENT or bool(spoken)))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.quiet:
            # What scripts say is filled in by them.
            said = BLANK.sub("", data) if any(tag == "template" for tag, _ in self.stack) else data
            self.heard.append(said.strip())


def read(body: str, names: Collection[str]) -> list[str]:
    """What a page says, less the names of people and things in it."""
    reader = Reader()
    reader.feed(body)
    return [said for text in reader.heard if (said := _without(text, names).strip())]


def _without(text: str, names: Collection[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def names_in_the_newsroom() -> list[str]:
    """What people and things are called there, longest first: neither language translates it."""
    people = User.objects.values_list("name", "username")
    names = {name for pair in people for name in pair}
    names |= set(Desk.objects.values_list("name", flat=True))
    names |= set(LexiconEntry.objects.values_list("word", flat=True))
    names |= {
        *Article.objects.values_list("title", flat=True),
        *Source.objects.values_list("title", flat=True),
    }
    # Walking, one of them is laid beside an article.
    names |= {TITLE.format(statement=fact.statement)[:300] for fact in VerifiedFact.objects.all()}
    # A message quotes the beginning of what it is about.
    names |= {quote[:20] for quote in Suggestion.objects.values_list("quote", flat=True)}
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)
