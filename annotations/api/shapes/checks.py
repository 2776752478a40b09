"""Number checks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.services.checkresults import Checked


class SpanShape(serializers.Serializer[Any]):
    """Words that a check read, in code points of the current text, with the part they play."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    role = serializers.CharField()


class CheckShape(serializers.Serializer[Any]):
    """``outcome`` is holds, differs or hint; ``key`` stays the same while the words stand."""

    check = serializers.CharField(source="check.name")
    key = serializers.CharField(source="check.key")
    spans = serializers.SerializerMethodField()
    outcome = serializers.ChoiceField(source="check.outcome", choices=["holds", "differs", "hint"])
    explanation = serializers.CharField(source="check.explanation")
    dismissed = serializers.BooleanField()

    @extend_schema_field(SpanShape(many=True))
    def get_spans(self, row: Checked) -> list[dict[str, Any]]:
        return [{"start": start, "end": end, "role": role} for start, end, role in row.check.spans]
