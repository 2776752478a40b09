"""A desk's people and their roles; the desk's ETag is that of its list of members."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import CHANGE, CREATE, IDEMPOTENCY_KEY, IF_MATCH, described, listed, parameters
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Text
from annotations.api.pagination import page
from annotations.api.shapes import MemberShape
from annotations.models import Desk, User
from annotations.services.errors import Missing, Stale
from annotations.services.members import (
    add_member,
    change_role,
    find_person,
    members_of,
    remove_member,
)


class MemberForm(Form):
    """Somebody of the house by ``user`` or ``username``; with ``name`` a new account is opened."""

    user = serializers.UUIDField(required=False)
    username = Text(required=False, max_length=150, blank=False)
    name = Text(required=False, max_length=200)
    role = Text(max_length=20)


class RoleForm(Form):
    role = Text(max_length=20)


class MemberDoor(Door):
    def current(self, error: Stale) -> dict[str, Any] | None:
        desk = error.current
        return {"desk": str(desk.pk), "version": desk.version} if isinstance(desk, Desk) else None

    def desk(self, id: uuid.UUID) -> Desk:
        desk: Desk = self.find(Desk.objects.visible_to(self.actor), id)
        return desk

    def member(self, desk: Desk, user: uuid.UUID) -> User:
        person = members_of(desk).filter(pk=user).first()
        if person is None:
            raise Missing()
        return person

    def shown(self, desk: Desk, user: uuid.UUID, status: int = 200) -> Response:
        return answer(MemberShape(self.member(desk, user)).data, desk, status)


class MemberList(MemberDoor):
    @described(
        "A desk's people with standing and acting roles, by user name; the ETag is the desk's",
        listed(MemberShape),
        operation_id="desks_members_list",
        errors=(400, 401, 403, 404),
        parameters=parameters(),
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        desk = self.desk(id)
        self.may_read()
        self.only_parameters()
        found, envelope = page(request, members_of(desk), ("username", "id"))
        return answer({**envelope, "results": MemberShape(found, many=True).data}, desk)

    @described(
        "Give a person a role; with `name` open a new account, whose password is set by a link on the page",
        MemberShape,
        status=201,
        errors=CREATE,
        request=MemberForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        desk = self.desk(id)
        self.may_write(desk.pk, "administer")
        self.parse()

        def act() -> Response:
            given = self.fields(MemberForm)
            role = given.pop("role")
            if "name" not in given or "user" in given:
                given = {"person": find_person(given.get("user"), given.get("username", ""))}
            member = add_member(actor=self.actor, desk=desk, role=role, **given)
            return self.shown(desk, member.user_id, 201)

        return self.once(act)


class MemberDetail(MemberDoor):
    @described(
        "Change a member's standing role; If-Match is the desk's ETag",
        MemberShape,
        errors=CHANGE,
        request=RoleForm,
        parameters=[IF_MATCH],
    )
    def patch(self, request: Request, id: uuid.UUID, user: uuid.UUID) -> Response:
        desk, person = self._found(id, user)
        self.parse()
        seen = self.seen(desk)
        change_role(actor=self.actor, desk=desk, person=person, seen=seen, **self.fields(RoleForm))
        return self.shown(desk, user)

    @described(
        "Take a person out of the desk: roles and keys end, open work goes back; If-Match is the desk's ETag",
        None,
        status=204,
        errors=CHANGE,
        parameters=[IF_MATCH],
    )
    def delete(self, request: Request, id: uuid.UUID, user: uuid.UUID) -> Response:
        desk, person = self._found(id, user)
        remove_member(actor=self.actor, desk=desk, person=person, seen=self.seen(desk))
        return Response(status=204)

    def _found(self, id: uuid.UUID, user: uuid.UUID) -> tuple[Desk, User]:
        desk = self.desk(id)
        person = self.member(desk, user)
        self.may_write(desk.pk, "administer")
        return desk, person
