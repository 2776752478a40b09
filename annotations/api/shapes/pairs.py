"""One item of an article beside its passage in the material."""

# mypy: disable-error-code="assignment"
# (the contract has a field named source; DRF's base class has an attribute of this name)

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person


class PairPartShape(serializers.Serializer[Any]):
    """A thing compared: ``start``/``end`` in the article, ``at``/``to`` in the snapshot's text."""

    kind = serializers.CharField()
    ours = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    theirs = serializers.CharField()
    at = serializers.IntegerField()
    to = serializers.IntegerField()
    outcome = serializers.CharField()


class PairShape(serializers.Serializer[Any]):
    """Machine output: ``outcome`` is same, rounded, other_unit, differs, pointed or missing."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="article_id")
    article_version = serializers.IntegerField()
    suggestion = serializers.UUIDField(source="suggestion_id", allow_null=True)
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()
    types = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()
    outcome = serializers.CharField()
    score = serializers.FloatField()
    source = serializers.UUIDField(source="source_id", allow_null=True)
    snapshot = serializers.UUIDField(source="snapshot_id", allow_null=True)
    at = serializers.IntegerField(allow_null=True)
    to = serializers.IntegerField(allow_null=True)
    passage = serializers.CharField()
    parts = PairPartShape(many=True)
    vouched_by = Person(allow_null=True)
    vouched_at = Moment(allow_null=True)
    aside = serializers.CharField()
    version = serializers.IntegerField()
