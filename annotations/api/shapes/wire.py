"""通稿比对: an article beside the agency's text."""

# mypy: disable-error-code="assignment"
# (the contract has a field named source; DRF's base class has an attribute of this name)

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class ChangeShape(serializers.Serializer[Any]):
    """One of our changes, in code points of the current text; ``struck`` are the agency's words that went.

    ``claim`` or ``suggestion`` is what stands on it; of two the claim is told.
    """

    start = serializers.IntegerField(source="change.start")
    end = serializers.IntegerField(source="change.end")
    quote = serializers.CharField()
    struck = serializers.ListField(source="change.struck", child=serializers.CharField())
    claim = serializers.UUIDField(source="claim.pk", default=None, allow_null=True)
    suggestion = serializers.UUIDField(source="suggestion.pk", default=None, allow_null=True)


class WireShape(serializers.Serializer[Any]):
    """``only_changes``: nothing else of the article is proposed or counted. Without ``source`` all is."""

    check_level = serializers.CharField()
    source = serializers.UUIDField(allow_null=True)
    text_version = serializers.IntegerField()
    only_changes = serializers.BooleanField()
    changes = ChangeShape(many=True)
