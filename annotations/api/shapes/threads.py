"""What stands beside a claim: remarks, and questions to the writer."""

from __future__ import annotations

from annotations.api.shapes.basics import Person, Row
from annotations.models import Comment, Query


class CommentShape(Row):
    author = Person()

    class Meta:
        model = Comment
        fields = ["id", "author", "text", "created_at"]
        read_only_fields = fields


class QueryShape(Row):
    """A question; while ``answered_at`` is null the claim waits for the answer."""

    asked_by = Person()
    answered_by = Person(allow_null=True)

    class Meta:
        model = Query
        fields = [
            "id",
            "question",
            "asked_by",
            "asked_at",
            "due_at",
            "answer",
            "answered_by",
            "answered_at",
        ]
        read_only_fields = fields
