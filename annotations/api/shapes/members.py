"""People at a desk."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.basics import Moment, Person


class ActingShape(serializers.Serializer[Any]):
    """An acting role (代班): since when, until when, granted by whom."""

    role = serializers.CharField()
    valid_from = Moment(allow_null=True)
    valid_until = Moment()
    granted_by = Person()


class MemberShape(serializers.Serializer[Any]):
    """A person at a desk. ``role`` is the standing one, null for somebody who only stands in."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")
    username = serializers.CharField()
    is_active = serializers.BooleanField()
    role = serializers.CharField(source="standing_role", allow_null=True)
    acting = ActingShape(source="acting_roles", many=True)
