"""What the shapes of all resources are made of, and the shape of a problem."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC
from typing import Any

from django.db.models import DateTimeField
from rest_framework import serializers


class Moment(serializers.DateTimeField):
    """A time as the contract wants it: RFC 3339, UTC, whatever the server's own zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)


class Row(serializers.ModelSerializer[Any]):
    """A model's row, its times in UTC."""

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, DateTimeField: Moment}

    def include_extra_kwargs(
        self, kwargs: MutableMapping[str, Any], extra_kwargs: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """DRF forgets of a choice that is only read that it may be empty; the API's description tells it."""
        may_be_empty = "choices" in kwargs and kwargs.get("allow_blank", False)
        kwargs = super().include_extra_kwargs(kwargs, extra_kwargs)
        return {**kwargs, "allow_blank": True} if may_be_empty else kwargs


class Person(serializers.Serializer[Any]):
    """A person, named."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")


class DeskShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ProblemShape(serializers.Serializer[Any]):
    """RFC 9457 problem details; ``current`` comes with 412."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.ListField(child=serializers.DictField())
