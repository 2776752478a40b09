"""Corrections after publication."""

# mypy: disable-error-code="assignment"
# (the contract has fields named article, claim; DRF's base class has attributes of these names)

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.basics import Person, Row
from annotations.models import Correction


class CorrectionActShape(serializers.Serializer[object]):
    """An act of the flow; ``reason`` says why it is not open to the caller now."""

    act = serializers.CharField()
    label = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField()


class UseShape(serializers.Serializer[object]):
    """A claim of another article that uses the same fact."""

    article = serializers.UUIDField(source="claim.article_id")
    title = serializers.CharField(source="claim.article.title")
    claim = serializers.UUIDField(source="claim.pk")
    quote = serializers.CharField(source="claim.quote")
    fact = serializers.UUIDField(source="fact.pk", default=None)
    reasons = serializers.ListField(child=serializers.CharField())


class CorrectionShape(Row):
    """A reported error on its way: reported, assessed, decided, closed."""

    claims = serializers.SerializerMethodField()
    reported_by = Person()
    writer = Person(allow_null=True)
    assessed_by = Person(allow_null=True)
    decided_by = Person(allow_null=True)
    closed_by = Person(allow_null=True)

    class Meta:
        model = Correction
        fields = [
            "id",
            "article",
            "publication",
            "claim",
            "claims",
            "fact",
            "kind",
            "state",
            "problem",
            "quote",
            "party",
            "demanded_at",
            "due_on",
            "reported_by",
            "reported_at",
            "writer_view",
            "writer_note",
            "writer",
            "assessment",
            "assessed_by",
            "assessed_at",
            "decision",
            "decision_reason",
            "decided_by",
            "decided_at",
            "original_text",
            "corrected_text",
            "corrected_version",
            "notice",
            "notice_place",
            "notice_published_at",
            "closed_by",
            "closed_at",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_claims(self, correction: Correction) -> list[str]:
        return sorted(str(claim.pk) for claim in correction.claims.all())


class CorrectionDetailShape(CorrectionShape):
    """With what may be done now, a wording for the notice, and where else the same fact is used."""

    acts = CorrectionActShape(many=True)
    notice_proposal = serializers.CharField()
    used_elsewhere = UseShape(many=True)

    class Meta(CorrectionShape.Meta):
        fields = [*CorrectionShape.Meta.fields, "acts", "notice_proposal", "used_elsewhere"]
        read_only_fields = fields
