"""What changed in an article since a cursor."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.articles import JobShape, jobs_shown
from annotations.api.shapes.basics import Moment, Person
from annotations.api.shapes.claims import ClaimShape
from annotations.models import Claim
from annotations.services.pretag import KIND
from annotations.services.pulse import Beat


class PresenceShape(serializers.Serializer[Any]):
    """Where a person was last seen in the article; ``item`` is a claim or a suggestion."""

    user = Person()
    item = serializers.UUIDField(allow_null=True)
    seen_at = Moment()


class PulseShape(serializers.Serializer[Any]):
    """``whole``: read everything again, a run or a new text has come; then ``claims`` is not complete."""

    cursor = serializers.CharField()
    whole = serializers.SerializerMethodField()
    job = serializers.SerializerMethodField()
    presence = PresenceShape(many=True, source="people")
    claims = serializers.SerializerMethodField()
    gone = serializers.ListField(child=serializers.UUIDField())

    def get_whole(self, now: Beat) -> bool:
        return now.whole or now.moved_on

    @extend_schema_field(JobShape(allow_null=True))
    def get_job(self, now: Beat) -> Any:
        job = self.context["article"].jobs.filter(kind=KIND).order_by("-created_at").first()
        return jobs_shown(job) if job else None

    @extend_schema_field(ClaimShape(many=True))
    def get_claims(self, now: Beat) -> Any:
        rows = Claim.objects.with_people().filter(pk__in=now.changed).in_reading_order()
        return ClaimShape(rows, many=True).data
