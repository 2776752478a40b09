"""Articles, their jobs and their publications."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.basics import DeskShape, Moment, Person
from annotations.detectors.coverage import Coverage
from annotations.models import Job
from annotations.models.jobs import worker_alive


class ArticleShape(serializers.Serializer[Any]):
    """An article as lists show it: never with its text."""

    id = serializers.UUIDField()
    desk = DeskShape()
    title = serializers.CharField()
    byline = serializers.CharField()
    source = serializers.CharField()
    url = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    external_id = serializers.CharField(allow_null=True)
    deadline = Moment(allow_null=True)
    assignee = Person(allow_null=True)
    section = serializers.CharField()
    status = serializers.CharField()
    check_level = serializers.CharField()
    critical = serializers.BooleanField()
    wire_source = serializers.UUIDField(source="wire_source_id", allow_null=True)
    embargo_until = Moment(allow_null=True)
    text_version = serializers.IntegerField()
    sha256 = serializers.CharField(source="text_sha256")
    version = serializers.IntegerField()
    created_by = Person()
    created_at = Moment()
    updated_at = Moment()


class CountsShape(serializers.Serializer[Any]):
    """How many claims in each status and of each type, and suggestions in each state."""

    status = serializers.DictField(child=serializers.IntegerField())
    types = serializers.DictField(child=serializers.IntegerField())
    suggestions = serializers.DictField(child=serializers.IntegerField())


class StretchShape(serializers.Serializer[Any]):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class CoverageShape(serializers.Serializer[Any]):
    """Of the sentences with something to check, those in which nobody has tagged or set aside anything."""

    sentences = serializers.IntegerField()
    checkable = serializers.IntegerField()
    covered = serializers.IntegerField()
    uncovered = serializers.SerializerMethodField()

    @extend_schema_field(StretchShape(many=True))
    def get_uncovered(self, coverage: Coverage) -> list[dict[str, int]]:
        return [{"start": start, "end": end} for start, end in coverage.spans]


class ArticleWithText(ArticleShape):
    """``coverage`` is null for a long text until it has been pre-tagged."""

    text = serializers.CharField()
    counts = CountsShape()
    coverage = CoverageShape(allow_null=True)


class JobShape(serializers.Serializer[Any]):
    """``done`` and ``total`` count characters of an article, articles of a desk (kind ``retag``), or steps.

    ``source`` is what is checked again or came of it; ``added``, ``updated``, ``withdrawn`` count
    suggestions.
    """

    id = serializers.UUIDField()
    kind = serializers.CharField()
    desk = serializers.UUIDField(source="desk_id")
    article = serializers.UUIDField(source="article_id", allow_null=True)
    source = serializers.UUIDField(source="source_id", allow_null=True)
    text_version = serializers.IntegerField(allow_null=True)
    state = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    phase = serializers.CharField()
    started = Moment(allow_null=True)
    finished = Moment(allow_null=True)
    engine_version = serializers.CharField()
    added = serializers.IntegerField()
    updated = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    errors = serializers.ListField(child=serializers.DictField())
    attempts = serializers.IntegerField()
    worker_alive = serializers.SerializerMethodField()

    def get_worker_alive(self, job: Job) -> bool:
        # Asked once for a whole list, so whoever shows jobs brings the answer.
        return bool(self.context["worker_alive"])


def jobs_shown(jobs: Job | list[Job]) -> Any:
    """One job or several as the API shows them, with whether any worker is alive."""
    many = isinstance(jobs, list)
    return JobShape(jobs, many=many, context={"worker_alive": worker_alive()}).data
