"""Claims, suggestions, and what is told about a claim."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person, Row
from annotations.models import AuditEntry, Claim, Suggestion
from annotations.services.redaction import redacted, without_titles
from annotations.vocabulary import Part

ANCHOR = ("start", "end", "quote", "prefix", "suffix")


class AnchorShape(serializers.Serializer[Any]):
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()


class ApprovalShape(serializers.Serializer[Any]):
    person = Person()
    at = Moment()
    claim_version = serializers.IntegerField()
    round = serializers.IntegerField()


class ClaimShape(Row):
    """A claim; ``mentions`` begins with its own anchor."""

    mentions = serializers.SerializerMethodField()
    approvals = serializers.SerializerMethodField()
    assignee = Person(allow_null=True)
    created_by = Person()
    approved_by = Person(allow_null=True)

    class Meta:
        model = Claim
        fields = [
            "id",
            "article",
            "article_version",
            "start",
            "end",
            "quote",
            "prefix",
            "suffix",
            "mentions",
            "types",
            "priority",
            "value",
            "unit",
            "approx",
            "date",
            "note",
            "status",
            "flags",
            "verdict",
            "verdict_note",
            "resolution",
            "resolution_note",
            "proposed_text",
            "assignee",
            "version",
            "created_by",
            "approved_by",
            "approvals",
            "score",
            "reasons",
            "suggestion",
            "created_at",
            "updated_at",
            "approved_at",
        ]
        extra_kwargs = {"article": {"pk_field": serializers.UUIDField()}}
        read_only_fields = fields

    # Plain dicts: nested serializers cost a third of a list of 50 claims.
    @extend_schema_field(AnchorShape(many=True))
    def get_mentions(self, claim: Claim) -> list[dict[str, Any]]:
        places = [claim, *claim.mentions.all()]
        return [{name: getattr(place, name) for name in ANCHOR} for place in places]

    @extend_schema_field(ApprovalShape(many=True))
    def get_approvals(self, claim: Claim) -> list[dict[str, Any]]:
        return [
            {
                "person": {"id": hand.person_id, "name": str(hand.person)},
                "at": hand.at,
                "claim_version": hand.claim_version,
                "round": hand.round,
            }
            for hand in claim.hands.all()
            if hand.part == Part.APPROVED and hand.voided_at is None and hand.round == claim.round
        ]


class SuggestionShape(Row):
    class Meta:
        model = Suggestion
        fields = [
            "id",
            "article",
            "article_version",
            "start",
            "end",
            "quote",
            "types",
            "value",
            "unit",
            "approx",
            "date",
            "score",
            "priority",
            "prominent",
            "marks",
            "reasons",
            "parts",
            "detector",
            "engine_version",
            "run",
            "state",
            "dismiss_reason",
        ]
        read_only_fields = fields


class HistoryShape(serializers.Serializer[Any]):
    """One audit row of a claim; of a link to a protected source only what everybody may know."""

    seq = serializers.IntegerField()
    at = Moment()
    actor = serializers.SerializerMethodField()
    role = serializers.CharField()
    action = serializers.CharField()
    version = serializers.IntegerField()
    diff = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    prev_hash = serializers.CharField()
    hash = serializers.CharField()

    @extend_schema_field(serializers.DictField())
    def get_diff(self, row: AuditEntry) -> dict[str, Any]:
        return redacted(row, self.context["hidden"])

    def get_reason(self, row: AuditEntry) -> str:
        return without_titles(row.reason, self.context["titles"])

    @extend_schema_field(Person)
    def get_actor(self, row: AuditEntry) -> dict[str, str]:
        return {"id": row.actor, "name": self.context["names"].get(row.actor, "")}

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        # "from" is a Python keyword, so these two are named here.
        fields["from"] = serializers.CharField(source="source_state", allow_null=True)
        fields["to"] = serializers.CharField(source="target_state", allow_null=True)
        return fields


class StepShape(serializers.Serializer[Any]):
    """A step that leads on from here; ``reason`` says why it is not allowed."""

    to = serializers.CharField()
    step = serializers.CharField()
    label = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField()
    needs_comment = serializers.BooleanField()
