"""注销人员 in the browser: typed out, by administrators only."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import User
from annotations.vocabulary import Role
from tests.factories import a_claim

pytestmark = pytest.mark.django_db


def test_the_user_name_is_typed_out_before_anybody_is_erased(browse: Any, desk: Any):
    admin, editor = browse(Role.ADMIN), browse()
    person, name = editor.actor.user, str(editor.actor.user)
    a_claim(editor.actor)
    path = f"/desks/{desk.pk}/members/{person.pk}/erase/"

    wrong = admin.post(path, {"username": "somebody"})
    assert (wrong.status_code, User.objects.get(pk=person.pk).name) == (400, name)

    right = admin.post(path, {"username": person.username}, follow=True)

    assert "已注销：姓名和登录方式都已抹去" in right.content.decode()
    log = admin.get("/log/").content.decode()
    assert "已注销人员" in log
    assert name not in log


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_nobody_else_erases(browse: Any, desk: Any, role: Role):
    other, editor = browse(role), browse()
    person = editor.actor.user

    answer = other.post(f"/desks/{desk.pk}/members/{person.pk}/erase/", {"username": person.username})

    assert answer.status_code == 403
    assert User.objects.get(pk=person.pk).erased_at is None
