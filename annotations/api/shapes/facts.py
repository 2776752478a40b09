"""Verified facts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.basics import Person, Row
from annotations.models import VerifiedFact
from annotations.services.export import without_protected


class FactShape(Row):
    """A verified fact: the frozen snapshot of a claim at its approval."""

    approved_by = Person()
    evidence = serializers.SerializerMethodField()
    superseded_by = serializers.SerializerMethodField()

    class Meta:
        model = VerifiedFact
        fields = [
            "id",
            "claim",
            "article",
            "article_version",
            "statement",
            "context",
            "types",
            "value",
            "unit",
            "approx",
            "date",
            "slots",
            "verdict",
            "rating",
            "verdict_note",
            "attribution",
            "evidence",
            "approved_by",
            "approved_at",
            "published_at",
            "supersedes",
            "superseded_by",
            "retracted_at",
            "held_at",
        ]
        read_only_fields = fields

    def get_evidence(self, fact: VerifiedFact) -> list[dict[str, Any]]:
        return without_protected(fact.evidence, self.context["protected"])

    def get_superseded_by(self, fact: VerifiedFact) -> str | None:
        successor = getattr(fact, "successor", None)
        return str(successor.pk) if successor else None
