"""Evidence links, sources and their snapshots."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person, Row
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
    version = serializers.IntegerField()
    created_by = Person()
    created_at = Moment()
    updated_at = Moment()


class SourceWithText(SourceShape):
    snapshot = SnapshotShape()
    text = serializers.CharField(source="snapshot.text")
