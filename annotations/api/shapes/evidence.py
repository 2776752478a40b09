"""Evidence links, sources and their snapshots."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person, Row
from annotations.api.shapes.search import MarksShape
from annotations.models import EvidenceLink


class EvidenceShape(Row):
    """An evidence link; ``claim_version`` is the claim's version after the write."""

    claim_version = serializers.IntegerField(source="claim.version")
    sha256 = serializers.CharField(source="snapshot.sha256")
    accessed_at = Moment(source="snapshot.accessed_at")
    created_by = Person()

    class Meta:
        model = EvidenceLink
        fields = [
            "id",
            "claim",
            "claim_version",
            "source",
            "snapshot",
            "sha256",
            "accessed_at",
            "stance",
            "tier",
            "start",
            "end",
            "quote",
            "prefix",
            "suffix",
            "page",
            "timecode",
            "note",
            "comparison",
            "version",
            "created_by",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class SuggestedSource(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    issuer = serializers.CharField()
    source_type = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)


class SuggestedEvidenceShape(serializers.Serializer[Any]):
    """A passage offered for a claim; to link it send back its ``source``, place, ``quote`` and ``tier``."""

    source = SuggestedSource()
    snapshot = serializers.IntegerField(source="number", help_text="number of the snapshot quoted")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    marks = MarksShape()
    comparison = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    figure = serializers.CharField()
    agrees = serializers.BooleanField()
    apart = serializers.ListField(child=serializers.CharField())
    tier = serializers.CharField()
    page = serializers.CharField()
    score = serializers.FloatField()
    material = serializers.BooleanField()
    copies = serializers.IntegerField()


class SnapshotShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    filename = serializers.CharField()
    encoding = serializers.CharField()
    final_url = serializers.CharField()
    accessed_at = Moment()


class SourceShape(serializers.Serializer[Any]):
    """A source; lists leave out its text."""

    id = serializers.UUIDField()
    desk = serializers.UUIDField(source="desk_id")
    articles = serializers.ListField(child=serializers.UUIDField(), source="article_ids")
    title = serializers.CharField()
    issuer = serializers.CharField()
    url = serializers.CharField()
    source_type = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    origin_key = serializers.CharField()
    confidentiality = serializers.CharField()
    viewers = Person(many=True)
    speaker = serializers.CharField()
    spoken_on = serializers.DateField(allow_null=True)
    method = serializers.CharField()
    fact = serializers.UUIDField(source="fact_id", allow_null=True)
    story = serializers.UUIDField(source="story_id", allow_null=True)
    version = serializers.IntegerField()
    created_by = Person()
    created_at = Moment()
    updated_at = Moment()


class SourceWithText(SourceShape):
    snapshot = SnapshotShape()
    text = serializers.CharField(source="snapshot.text")
