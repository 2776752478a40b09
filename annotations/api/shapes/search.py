"""What a search found, and passages."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source; DRF's base class has an attribute of this name)

from __future__ import annotations

import uuid
from typing import Any

from rest_framework import serializers

from annotations.services.foundrows import Found
from annotations.vocabulary import Kind


class MarksShape(serializers.ListField):
    """Places ``[start, end)`` in code points, in order."""

    child = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)


class FoundShape(serializers.Serializer[Any]):
    """One thing, and the ``url`` of its page.

    ``snippet`` is ``text[start:end]`` of its text; a claim's is its article's, a fact's its context.
    ``status`` is that of an article or claim, and how a fact stands: current, held, retracted, superseded.
    """

    kind = serializers.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind])
    id = serializers.UUIDField(source="row.pk")
    desk = serializers.SerializerMethodField()
    article = serializers.SerializerMethodField()
    title = serializers.CharField()
    url = serializers.CharField()
    snippet = serializers.CharField(source="excerpt")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    marks = MarksShape()
    further = serializers.IntegerField(help_text="How many more passages of the same thing were found.")
    score = serializers.FloatField()
    status = serializers.CharField(source="standing")
    verdict = serializers.SerializerMethodField()
    source_type = serializers.SerializerMethodField()

    def get_desk(self, found: Found) -> uuid.UUID:
        return found.row.article.desk_id if found.kind == Kind.CLAIMS else found.row.desk_id

    def get_article(self, found: Found) -> uuid.UUID | None:
        return getattr(found.row, "article_id", None)

    def get_verdict(self, found: Found) -> str:
        return getattr(found.row, "verdict", "")

    def get_source_type(self, found: Found) -> str:
        return getattr(found.row, "source_type", "")


class PassageShape(serializers.Serializer[Any]):
    """A passage of a source's newest snapshot: ``text`` is ``text[start:end]`` of it; ``marks`` are in it."""

    snapshot = serializers.IntegerField(source="passage.number", help_text="The snapshot's number.")
    ordinal = serializers.IntegerField(source="passage.ordinal")
    start = serializers.IntegerField(source="passage.start")
    end = serializers.SerializerMethodField()
    text = serializers.CharField(source="passage.text")
    marks = MarksShape()
    score = serializers.FloatField(allow_null=True)

    def get_end(self, row: dict[str, Any]) -> int:
        passage = row["passage"]
        return passage.start + len(passage.text)
