"""What a POST of a source makes: a document, the record of an interview, or a fact of our own."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.fields import Form, Text
from annotations.models import Actor, Desk, Source, User, VerifiedFact
from annotations.services.archive import source_of_fact
from annotations.services.errors import Invalid
from annotations.services.interviews import add_interview
from annotations.services.sources import add_source, checked_details
from annotations.vocabulary import SourceType
from annotations.wording import say

OF_AN_INTERVIEW = ("speaker", "spoken_on", "method", "recording")
WITH_A_FACT = frozenset({"fact", "article"})


class InterviewFields(Form):
    """Beside what every source has: who said it, when and how; with ``fact`` only ``article``."""

    speaker = Text(required=False, max_length=100)
    spoken_on = serializers.DateField(required=False)
    method = Text(required=False, max_length=20)
    recording = Text(required=False, max_length=300)
    fact = serializers.UUIDField(required=False)


def added(actor: Actor, desk: Desk, fields: dict[str, Any]) -> Source:
    """Store the source that the fields of a body describe. Raises what the services raise."""
    if "fact" in fields:
        return _archived(actor, fields)
    if any(name in fields for name in OF_AN_INTERVIEW):
        return _interviewed(actor, desk, fields)
    plain = {"title": "", "source_type": "", **fields}
    return add_source(actor=actor, desk=desk, **plain)


def people(ids: list[Any]) -> list[User]:
    """The people that a list of viewers names. Raises ``Invalid`` for an unknown one."""
    found = list(User.objects.filter(pk__in=ids))
    if len(found) < len(set(ids)):
        raise Invalid.field("viewers", say("没有这个人。"), "unknown")
    return found


def _archived(actor: Actor, fields: dict[str, Any]) -> Source:
    if others := sorted(fields.keys() - WITH_A_FACT):
        told = say("引用本报已核事实时，标题、正文等都取自这条事实，不能另给。")
        raise Invalid.field(others[0], told, "not_with_fact")
    fact = VerifiedFact.objects.visible_to(actor).filter(pk=fields["fact"]).first()
    if fact is None:
        raise Invalid.field("fact", say("没有这条已核事实，或者您无权查看。"), "unknown")
    article = fields.get("article")
    if article is not None and article.desk_id != fact.desk_id:
        raise Invalid.field("article", say("这篇稿件不属于该部门。"), "unknown")
    return source_of_fact(actor=actor, fact=fact, article=article)


def _interviewed(actor: Actor, desk: Desk, fields: dict[str, Any]) -> Source:
    kind = fields.pop("source_type", SourceType.INTERVIEW_RECORD)
    if kind != SourceType.INTERVIEW_RECORD:
        raise _no_interview(kind, next(name for name in OF_AN_INTERVIEW if name in fields))
    plain = {"speaker": "", "spoken_on": None, "method": "", "text": "", **fields}
    return add_interview(actor=actor, desk=desk, **plain)


def _no_interview(kind: str, named: str) -> Invalid:
    """Words of an interview beside another type; where there is no such type, both are told."""
    told = say("受访人、采访日期和采访方式只用于“{kind}”。", kind=SourceType.INTERVIEW_RECORD.label)
    try:
        checked_details({"source_type": kind})
    except Invalid as wrong:
        mixed = {"pointer": f"/{named}", "code": "not_an_interview", "detail": told}
        return Invalid(wrong.detail, errors=[*wrong.errors, mixed])
    return Invalid.field("source_type", told, "not_an_interview")
