"""Desks: list, read, and what their administrators set."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.timezone import localdate
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import CHANGE, IF_MATCH, described, listed, parameters
from annotations.api.door import Door, answer
from annotations.api.fields import AsSent, Form, Many, Number, Text
from annotations.api.pagination import page
from annotations.api.shapes import DeskRow, DeskSettingsShape
from annotations.deskrules import FAULTS as RULES
from annotations.models import Desk
from annotations.services.desks import edit_desk
from annotations.services.engines import engine_of
from annotations.services.errors import Invalid, Stale
from annotations.services.lexicon import LIMIT, Wanted
from annotations.services.weights import weights_of
from annotations.wording import say


class WordForm(Form):
    word = Text(max_length=200)
    kind = Text(max_length=20)
    since = serializers.DateField(required=False, allow_null=True)
    until = serializers.DateField(required=False, allow_null=True)
    note = Text(required=False, max_length=2000)


class DeskForm(Form):
    """Each replaces the whole of its setting: what is left out of ``lexicon`` goes, of ``weights`` and
    ``evidence_rules`` is standard again."""

    review_levels = AsSent(required=False)
    evidence_rules = AsSent(required=False)
    gate = AsSent(required=False)
    check_level = AsSent(required=False)
    check_levels = AsSent(required=False)
    issue_calendar = AsSent(required=False)
    lexicon = Many(limit=LIMIT, child=WordForm(), required=False)
    weights = serializers.DictField(child=Number(), required=False)


def shown(desk: Desk) -> dict[str, Any]:
    """A desk with its rules, its dictionary, its own weights and the engine of today."""
    fields = {name: getattr(desk, name) for name in ("id", "name", "version", *RULES)}
    fields |= {
        "lexicon": desk.lexicon.in_order(),
        "weights": weights_of(desk),
        "engine_version": engine_of(desk.pk, localdate()).version,
    }
    return dict(DeskSettingsShape(fields).data)


class DeskList(Door):
    @described(
        "List the desks one sees, by name",
        listed(DeskRow),
        operation_id="desks_list",
        errors=(400, 401, 403),
        parameters=parameters(),
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        self.only_parameters()
        found, envelope = page(request, Desk.objects.visible_to(self.actor), ("name", "id"))
        return Response({**envelope, "results": DeskRow(found, many=True).data})


class DeskDetail(Door):
    def current(self, error: Stale) -> dict[str, Any] | None:
        return shown(error.current) if isinstance(error.current, Desk) else None

    @described("Read a desk with its rules, dictionary and weights", DeskSettingsShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        desk = self.find(Desk.objects.visible_to(self.actor), id)
        self.may_read()
        return answer(shown(desk), desk)

    @described(
        "Replace rules, dictionary or weights of a desk",
        DeskSettingsShape,
        errors=CHANGE,
        request=DeskForm,
        parameters=[IF_MATCH],
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        desk = self.find(Desk.objects.visible_to(self.actor), id)
        self.may_write(desk.pk, "administer")
        self.parse()
        seen = self.seen(desk)
        changes = self.fields(DeskForm)
        if not changes:
            raise Invalid(say("没有要修改的内容。"), code="nothing_to_change")
        if "lexicon" in changes:
            changes["lexicon"] = [Wanted(**word) for word in changes["lexicon"]]
        rules = {name: changes.pop(name) for name in RULES if name in changes}
        edit_desk(actor=self.actor, desk=desk, seen=seen, rules=rules, **changes)
        return answer(shown(desk), desk)
