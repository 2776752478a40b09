"""整稿审定: an article's claims under review, and what became of an act on them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.services.reviewlines import Line

SENTENCES = serializers.ListField(child=serializers.CharField())


class ReviewLineShape(serializers.Serializer[Any]):
    """A claim as this reviewer has it: ``why`` in words and ``rules`` by name make it an exception.

    ``seen``: this version was on the reviewer's screen; ``reason``: why this person cannot approve it.
    """

    claim = serializers.UUIDField(source="claim.pk")
    version = serializers.IntegerField()
    status = serializers.CharField(source="claim.status")
    quote = serializers.CharField(source="claim.quote")
    why = serializers.SerializerMethodField()
    rules = serializers.SerializerMethodField()
    own = serializers.BooleanField()
    seen = serializers.BooleanField()
    reason = serializers.SerializerMethodField()

    @extend_schema_field(SENTENCES)
    def get_why(self, line: Line) -> list[str]:
        return [why.text for why in line.why]

    @extend_schema_field(SENTENCES)
    def get_rules(self, line: Line) -> list[str]:
        return [why.rule for why in line.why]

    @extend_schema_field(str)
    def get_reason(self, line: Line) -> str:
        return line.refused.text if line.refused else ""


class ReviewShape(serializers.Serializer[Any]):
    """Exceptions take an act each; the rest may go together; skipped are not this person's to approve."""

    exceptions = ReviewLineShape(many=True)
    rest = ReviewLineShape(many=True)
    skipped = ReviewLineShape(many=True)
    unsubmitted = serializers.IntegerField()


class ApprovedClaimShape(serializers.Serializer[Any]):
    """A claim that was approved, with its new version."""

    claim = serializers.UUIDField(source="pk")
    version = serializers.IntegerField()
    status = serializers.CharField()


class SkippedClaimShape(serializers.Serializer[Any]):
    """A claim that was not, with the version that stands now and the reason."""

    claim = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()

    @extend_schema_field(serializers.UUIDField())
    def get_claim(self, pair: Any) -> str:
        return str(pair[0].pk)

    @extend_schema_field(int)
    def get_version(self, pair: Any) -> int:
        return int(pair[0].version)

    @extend_schema_field(str)
    def get_reason(self, pair: Any) -> str:
        return str(pair[1])


class ApprovedShape(serializers.Serializer[Any]):
    """Each claim that was named stands in one of both lists."""

    approved = ApprovedClaimShape(source="claims", many=True)
    skipped = SkippedClaimShape(many=True)
