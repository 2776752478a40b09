"""A desk's members by API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import AuditEntry, Membership, User
from annotations.vocabulary import Role, Scope
from tests.api.conftest import Machine, machine_of
from tests.factories import DeskFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(admin: Any) -> Machine:
    return machine_of(admin)


@pytest.fixture
def path(desk: Any) -> str:
    return f"desks/{desk.pk}/members/"


NEW = {"username": "lin", "name": "林见微", "role": "reviewer"}


def test_a_member_joins_changes_and_leaves(keeper: Machine, admin: Any, desk: Any, path: str) -> None:
    made = keeper.post(path, NEW)
    one = f"{path}{made.json()['id']}/"
    changed = keeper.patch(one, {"role": "editor"}, etag=made["ETag"])
    gone = keeper.delete(one, etag=changed["ETag"])

    assert (made.status_code, made["ETag"]) == (201, f'"{desk.pk}-2"')
    assert made.json() == {
        "id": str(User.objects.get(username="lin").pk),
        "name": "林见微",
        "username": "lin",
        "is_active": True,
        "role": "reviewer",
        "acting": [],
    }
    assert (changed.status_code, changed.json()["role"], changed["ETag"]) == (200, "editor", f'"{desk.pk}-3"')
    assert (gone.status_code, gone.content) == (204, b"")
    assert [row["id"] for row in keeper.get(path).json()["results"]] == [str(admin.user.pk)]
    assert [row.role for row in AuditEntry.objects.all()] == ["admin"] * 3


def test_somebody_of_the_house_joins_by_id_or_name(keeper: Machine, desk: Any, path: str) -> None:
    first, second = (member(DeskFactory.create(), Role.EDITOR).user for _ in range(2))

    by_id = keeper.post(path, {"user": str(first.pk), "role": "editor"})
    by_name = keeper.post(path, {"username": second.username, "role": "chief"})

    assert (by_id.status_code, by_name.status_code) == (201, 201)
    assert set(Membership.objects.filter(desk=desk).values_list("user", "role")) >= {
        (first.pk, "editor"),
        (second.pk, "chief"),
    }


def test_a_repeated_post_opens_one_account(keeper: Machine, path: str) -> None:
    first, again = (keeper.post(path, NEW, key="one") for _ in range(2))

    assert (first.content, again.status_code, User.objects.filter(username="lin").count()) == (
        again.content, 201, 1
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 400, "/role"),
        (NEW | {"role": "boss"}, 400, "/role"),
        (NEW | {"username": "有 空格"}, 400, "/username"),
        (NEW | {"password": "x"}, 400, "/password"),
        ({"username": "nobody", "role": "editor"}, 400, "/username"),
        ({"user": "00000000-0000-4000-8000-000000000000", "role": "editor"}, 400, "/user"),
        ({"user": "1", "role": "editor"}, 400, "/user"),
        ({"role": "editor"}, 400, "/username"),
    ],
)
def test_what_cannot_be_taken_is_pointed_at(
    keeper: Machine, path: str, body: Any, status: int, pointer: str
) -> None:
    answer = keeper.post(path, body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, pointer)
    assert (Membership.objects.count(), AuditEntry.objects.count()) == (1, 0)


def test_if_match_is_asked_for_and_a_stale_one_told(keeper: Machine, editor: Any, path: str) -> None:
    one = f"{path}{editor.user.pk}/"
    seen = keeper.get(path)["ETag"]
    keeper.post(path, NEW)

    assert keeper.patch(one, {"role": "chief"}).status_code == 428
    assert keeper.delete(one).status_code == 428
    stale = keeper.patch(one, {"role": "chief"}, etag=seen)
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert keeper.delete(one, etag=seen).status_code == 412


def test_refusals_have_their_order_and_status(keeper: Machine, admin: Any, editor: Any, path: str) -> None:
    etag = keeper.get(path)["ETag"]

    assert keeper.patch(f"{path}{admin.user.pk}/", {"role": "reviewer"}, etag=etag).status_code == 403
    assert keeper.post(path, {"user": str(editor.user.pk), "role": "chief"}).status_code == 409
    assert machine_of(editor).post(path, NEW).status_code == 403
    assert machine_of(admin, Scope.READ).post(path, NEW).status_code == 403
    stranger = member(DeskFactory.create(), Role.ADMIN)
    away = f"{path}{stranger.user.pk}/"
    missing = f"{path}00000000-0000-4000-8000-000000000000/"
    assert keeper.delete(away, etag=etag).content == keeper.delete(missing, etag=etag).content
    assert machine_of(stranger).get(path).status_code == 404
    assert keeper.get(f"{path}?role=editor").status_code == 400


def test_members_read_the_list(editor: Any, admin: Any, path: str) -> None:
    names = [row["username"] for row in machine_of(editor).get(path).json()["results"]]

    assert names == sorted([editor.user.username, admin.user.username])


def test_three_members_cost_as_many_queries_as_one(keeper: Machine, desk: Any, path: str) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            keeper.get(path)
        counts.append(len(queries))
        member(desk, Role.EDITOR)
        member(desk, Role.CHIEF)

    assert counts[0] - counts[1] in (0, 1)  # the first call notes the key's use
