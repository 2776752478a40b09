"""Real rows for tests, made through the services wherever a service makes them."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

import factory

from annotations.models import (
    Actor,
    ApiKey,
    Article,
    Claim,
    Desk,
    EvidenceLink,
    Membership,
    Source,
    Suggestion,
    User,
)
from annotations.readers import read
from annotations.services.annotate import add_claim, edit_claim
from annotations.services.arrivals import Arrived
from annotations.services.evidence import link_evidence
from annotations.services.ingest import ingest_article
from annotations.services.keys import digest
from annotations.services.review import take_step
from annotations.services.sources import add_source
from annotations.services.uploads import import_source
from annotations.vocabulary import Role, Scope, Status, Verdict

TEXT = "2023年，全市新开工过亿元项目169个、到位资金117.77亿元。𠮷野家😀记者说，港口是全省唯一。"
QUOTE = "到位资金117.77亿元"
BULLETIN = "年末统计：到位资金117.77亿元，项目169个。"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"人员{n}")


class DeskFactory(factory.django.DjangoModelFactory[Desk]):
    class Meta:
        model = Desk

    name = factory.Sequence(lambda n: f"部门{n}")


def member(desk: Desk, role: Role, **fields: Any) -> Actor:
    """A new person with a standing role, acting in the browser."""
    user = UserFactory.create(**fields)
    Membership.objects.create(user=user, desk=desk, role=role)
    return Actor(user)


def a_key(actor: Actor, *scopes: Scope, **fields: Any) -> str:
    """The secret of a key of the actor's first desk, by default with ``write``; nothing is logged."""
    secret = f"hz_{token_hex(4)}_{token_hex(16)}"
    ApiKey.objects.create(
        user=actor.user,
        desk_id=actor.desk_ids[0],
        prefix=secret[:11],
        digest=digest(secret),
        scopes=list(scopes) or [Scope.WRITE],
        **fields,
    )
    return secret


def an_article(actor: Actor, *, text: str = TEXT, title: str = "样稿", **fields: Any) -> Article:
    """An article of the actor's first desk, without background work."""
    desk = Desk.objects.get(pk=actor.desk_ids[0])
    return ingest_article(actor=actor, desk=desk, title=title, text=text, pretag=False, **fields)[0]


def a_claim(actor: Actor, article: Article | None = None, *, quote: str = QUOTE, **fields: Any) -> Claim:
    """A claim on ``quote`` where it first stands in the article."""
    article = article or an_article(actor)
    start = article.text.index(quote)
    fields.setdefault("types", ["money"])
    return add_claim(actor=actor, article=article, start=start, end=start + len(quote), quote=quote, **fields)


def a_source(actor: Actor, *, text: str = BULLETIN, **fields: Any) -> Source:
    desk = Desk.objects.get(pk=actor.desk_ids[0])
    fields.setdefault("title", "统计公报")
    fields.setdefault("source_type", "statistics")
    return add_source(actor=actor, desk=desk, text=text, **fields)


def a_file(actor: Actor, content: bytes, filename: str = "公报.txt", **fields: Any) -> Source:
    """A source of the actor's first desk that came as a file."""
    desk = Desk.objects.get(pk=actor.desk_ids[0])
    arrived = Arrived(content, filename, "", read(content, filename=filename))
    fields.setdefault("source_type", "statistics")
    stored = import_source(actor=actor, desk=desk, arrived=arrived, **fields)
    assert isinstance(stored, Source)
    return stored


def a_link(actor: Actor, claim: Claim, source: Source | None = None, **fields: Any) -> EvidenceLink:
    """The source's ``quote`` linked to the claim, by default supporting and primary."""
    source = source or a_source(actor)
    quote = fields.pop("quote", "117.77亿元")
    start = source.snapshot.text.index(quote)
    fields = {"stance": "supports", "tier": "primary", **fields}
    return link_evidence(
        actor=actor, claim=claim, source=source, start=start, end=start + len(quote), quote=quote, **fields
    )


def a_submitted_claim(actor: Actor, article: Article | None = None, **fields: Any) -> Claim:
    """Tagged, proved, judged and submitted by one person."""
    claim = a_link(actor, a_claim(actor, article, **fields)).claim
    claim = edit_claim(actor=actor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})
    return take_step(actor=actor, claim=claim, to=Status.SUBMITTED, seen=claim.version)


def an_approved_claim(actor: Actor, reviewer: Actor, article: Article | None = None, **fields: Any) -> Claim:
    claim = a_submitted_claim(actor, article, **fields)
    return take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=claim.version)


def a_suggestion(article: Article, *, quote: str = QUOTE, **fields: Any) -> Suggestion:
    start = article.text.index(quote)
    defaults: dict[str, Any] = {
        "types": ["money"],
        "value": "11777000000",
        "unit": "CNY",
        "approx": "eq",
        "score": 0.55,
        "priority": "A",
        "detector": "claim",
        "engine_version": "test",
    }
    return Suggestion.objects.create(
        article=article,
        article_version=article.text_version,
        start=start,
        end=start + len(quote),
        quote=quote,
        **{**defaults, **fields},
    )
