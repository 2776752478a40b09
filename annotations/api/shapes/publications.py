"""What is missing before an article may be signed, its moves, and its signatures."""

# mypy: disable-error-code="assignment"
# (the contract has a field named source; DRF's base class has an attribute of this name)

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person
from annotations.models import Publication


class ChiefNoteShape(serializers.Serializer[Any]):
    note = serializers.CharField()
    by = Person()
    at = Moment()


class GateItemShape(serializers.Serializer[Any]):
    """``link`` is its page, ``api`` its resource; what the chief's ``note`` settles is not missing."""

    key = serializers.CharField(source="item.key")
    condition = serializers.CharField(source="item.kind")
    text = serializers.CharField(source="item.text")
    object_type = serializers.CharField(source="item.object_type")
    object_id = serializers.CharField(source="item.object_id")
    object_version = serializers.IntegerField(source="item.object_version")
    takes_note = serializers.BooleanField(source="item.takes_note")
    settled = serializers.BooleanField(source="item.settled_by_note")
    note = ChiefNoteShape(allow_null=True)
    link = serializers.CharField()
    api = serializers.CharField()


class GateShape(serializers.Serializer[Any]):
    """``clear``: the article may be signed without an override."""

    clear = serializers.BooleanField()
    missing = serializers.SerializerMethodField()
    items = GateItemShape(source="lines", many=True)

    def get_missing(self, gate: Any) -> int:
        return len(gate.missing)


class MoveShape(serializers.Serializer[Any]):
    to = serializers.CharField()
    label = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField()
    needs_reason = serializers.BooleanField()


class OpenItemShape(serializers.Serializer[Any]):
    """What was missing when the article was signed by override, in Chinese as it was stored."""

    key = serializers.CharField()
    condition = serializers.CharField(source="kind")
    text = serializers.CharField()
    object_type = serializers.CharField()
    object_id = serializers.CharField()
    object_version = serializers.IntegerField()


class OverrideShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    reason = serializers.CharField()


class PublicationShape(serializers.Serializer[Any]):
    """``audit_hash`` is the head of the desk's chain that the frozen sheet names.

    ``article_version`` is the article's row counter now, for the ETag of the next write.
    """

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="article_id")
    article_version = serializers.IntegerField(source="article.version")
    text_version = serializers.IntegerField()
    channel = serializers.CharField()
    edition = serializers.CharField()
    page = serializers.CharField()
    signed_by = Person()
    signed_at = Moment()
    override = serializers.SerializerMethodField()
    open_items = OpenItemShape(many=True)
    sheet_sha256 = serializers.CharField()
    audit_hash = serializers.CharField()
    published_by = Person(allow_null=True)
    published_at = Moment(allow_null=True)

    @extend_schema_field(OverrideShape(allow_null=True))
    def get_override(self, publication: Publication) -> dict[str, str] | None:
        if not publication.override_code:
            return None
        return {"code": publication.override_code, "reason": publication.override_reason}
