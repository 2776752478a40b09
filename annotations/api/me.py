"""Who am I here?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import described
from annotations.api.door import Door
from annotations.api.shapes import Person
from annotations.models import Desk
from annotations.vocabulary import Scope


class MyDesk(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())


class MeShape(serializers.Serializer[Any]):
    user = Person()
    desks = MyDesk(many=True)
    scopes = serializers.ListField(child=serializers.CharField())


class Me(Door):
    @described("The caller: desks, roles, scopes", MeShape, errors=(401,))
    def get(self, request: Request) -> Response:
        actor = self.actor
        desks = [
            {"id": desk.pk, "name": desk.name, "roles": sorted(actor.roles_at(desk.pk))}
            for desk in Desk.objects.filter(pk__in=actor.desk_ids)
        ]
        scopes = list(actor.key.scopes) if actor.key else [Scope.READ, Scope.WRITE]
        return Response(MeShape({"user": actor.user, "desks": desks, "scopes": scopes}).data)
