"""Versions of an article, what a new one did to the claims, and the difference of two."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person
from annotations.services.reanchoring import Reanchored
from annotations.services.versions import Report
from annotations.vocabulary import Outcome


class VersionShape(serializers.Serializer[Any]):
    """One version as lists show it: never with its text."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="article_id")
    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    note = serializers.CharField()
    author = Person()
    created_at = Moment()


class ReanchoredShape(serializers.Serializer[Any]):
    """One claim after the change. ``after``, ``start`` and ``end`` are null when its place is lost."""

    claim = serializers.UUIDField(source="claim.pk")
    outcome = serializers.ChoiceField(Outcome.choices())
    before = serializers.CharField()
    after = serializers.SerializerMethodField()
    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    status = serializers.CharField(source="claim.status")
    version = serializers.IntegerField(source="claim.version")

    def get_after(self, row: Reanchored) -> str | None:
        return row.after or None

    def get_start(self, row: Reanchored) -> int | None:
        return row.claim.start if row.after else None

    def get_end(self, row: Reanchored) -> int | None:
        return row.claim.end if row.after else None


class ReportShape(serializers.Serializer[Any]):
    """The stored version; ``counts`` of claims and the claims themselves, by outcome."""

    version = VersionShape()
    created = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField())
    report = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField(child=ReanchoredShape(many=True)))
    def get_report(self, report: Report) -> dict[str, Any]:
        rows = {
            outcome.value: [one for one in report.claims if one.outcome == outcome] for outcome in Outcome
        }
        return {outcome: ReanchoredShape(found, many=True).data for outcome, found in rows.items()}


class RunShape(serializers.Serializer[Any]):
    """A stretch of text; ``omitted`` counts the characters left out of an unchanged one at its "…"."""

    kind = serializers.ChoiceField(["equal", "insert", "delete"])
    text = serializers.CharField()
    omitted = serializers.IntegerField()


class DiffShape(serializers.Serializer[Any]):
    """What changed from version ``before`` (null: there was none) to ``after``, in reading order."""

    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField()
    runs = RunShape(many=True)
