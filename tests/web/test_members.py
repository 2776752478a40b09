"""管理 · 成员: joining, another role, leaving; accounts ended and given back; new desks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import Desk, Membership, User
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, UserFactory, a_claim, member

NEW = {"new": "1", "username": "lin", "name": "林见微", "role": "reviewer"}
PASSWORD = "一句很长的口令 2026"


@pytest.fixture
def admin(browse: Any) -> Any:
    return browse(Role.ADMIN)


@pytest.fixture
def path(desk: Any) -> str:
    return f"/desks/{desk.pk}/members/"


def said(answer: Any) -> str:
    return answer.content.decode()


def link_on(answer: Any) -> str:
    return re.search(r'id="secret" readonly value="http://testserver(/[^"]+)"', said(answer))[1]


def test_a_newcomer_sets_the_own_password_by_a_link_that_works_once(admin: Any, path: str):
    opened = admin.post(path, NEW)
    newcomer = Client()
    form = newcomer.get(link_on(opened), follow=True)

    done = newcomer.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})

    assert "链接只显示这一次" in said(opened)
    assert "no-store" in opened["Cache-Control"]
    assert done.status_code == 302
    assert User.objects.get(username="lin").check_password(PASSWORD)
    assert "password1" not in said(Client().get(link_on(opened), follow=True))
    assert newcomer.login(username="lin", password=PASSWORD)


def test_somebody_of_the_house_joins_from_the_list(admin: Any, desk: Any, path: str):
    person = member(DeskFactory.create(), Role.EDITOR).user

    page = said(admin.post(path, {"person": str(person.pk), "role": "chief"}, follow=True))

    assert f"{person} 已成为本部门的值班总编。" in page
    assert Membership.objects.get(user=person, desk=desk).role == "chief"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (NEW | {"username": ""}, "请填写用户名。"),
        (NEW | {"username": "有 空格"}, "用户名须有 2 到 60 个字"),
        (NEW | {"username": "PERSON"}, "已经有人用了"),
        (NEW | {"name": ""}, "请填写姓名。"),
        ({"role": "editor"}, "请选一个人。"),
        ({"role": "editor", "person": "00000000-0000-4000-8000-000000000000"}, "请从名单里选一个人。"),
    ],
)
def test_a_fault_stands_beside_its_field(admin: Any, path: str, typed: dict[str, str], fault: str):
    UserFactory.create(username="person")

    answer = admin.post(path, typed)

    assert answer.status_code == 400
    assert fault in said(answer)
    assert Membership.objects.count() == 1


def test_a_role_is_changed_and_the_list_says_so(admin: Any, desk: Any, path: str):
    person = member(desk, Role.EDITOR).user

    page = said(admin.post(f"{path}{person.pk}/", {"role": "reviewer", "seen": 1}, follow=True))

    assert f"{person} 的角色已改。" in page
    assert "最近改动" in page
    assert f"{person}（编辑）" in page


def test_a_stale_list_and_the_own_role_are_told_beside_the_form(admin: Any, desk: Any, path: str):
    person = member(desk, Role.EDITOR).user
    admin.post(path, NEW)

    stale = admin.post(f"{path}{person.pk}/", {"role": "reviewer", "seen": 1})
    own = admin.post(f"{path}{admin.actor.user.pk}/", {"role": "reviewer", "seen": 2})

    assert (stale.status_code, "他人已先保存" in said(stale)) == (400, True)
    assert 'name="seen" value="2"' in said(stale)
    assert "谁也不能改自己的角色" in said(own)
    assert set(Membership.objects.values_list("role", flat=True)) == {"admin", "editor", "reviewer"}


def test_before_somebody_is_taken_out_the_page_says_what_goes_back(admin: Any, browse: Any, path: str):
    editor = browse()
    claim = a_claim(editor.actor)
    take_step(actor=editor.actor, claim=claim, to=Status.IN_PROGRESS, seen=1)
    one = f"{path}{editor.actor.user.pk}/"

    before = said(admin.get(one))
    after = said(admin.post(f"{one}remove/", {"seen": 1}, follow=True))

    assert "现在负责 0 篇稿件，正在核查 1 个核查点" in before
    assert "0 篇稿件、1 个核查点已退回待接手。" in after
    assert admin.get(one).status_code == 404


def test_the_last_administrator_is_kept_with_a_sentence(admin: Any, desk: Any, path: str):
    second = member(desk, Role.ADMIN).user
    Membership.objects.filter(user=admin.actor.user).update(
        valid_until="2100-01-01T00:00:00Z", granted_by=second
    )

    answer = admin.post(f"{path}{second.pk}/remove/", {"seen": 1})

    assert (answer.status_code, "最后一位管理员" in said(answer)) == (409, True)


def test_an_account_is_ended_and_given_back_with_a_link(admin: Any, browse: Any, path: str):
    editor = browse()
    one = f"{path}{editor.actor.user.pk}/"

    ended = said(admin.post(f"{one}stop/", follow=True))
    locked = editor.get("/articles/")
    back = admin.post(f"{one}resume/")

    assert "登录和密钥即时失效" in ended
    assert "已停用" in ended
    assert locked["Location"].startswith("/accounts/login/")
    assert link_on(back)
    assert User.objects.get(pk=editor.actor.user.pk).is_active


def test_a_new_password_locks_out_the_old_session(admin: Any, browse: Any, path: str):
    editor = browse()

    answer = admin.post(f"{path}{editor.actor.user.pk}/password/")

    assert link_on(answer)
    assert editor.get("/articles/").status_code == 302


def test_the_account_of_somebody_of_two_desks_is_not_one_administrators(admin: Any, browse: Any, path: str):
    editor = browse()
    Membership.objects.create(user=editor.actor.user, desk=DeskFactory.create(), role=Role.EDITOR)
    one = f"{path}{editor.actor.user.pk}/"

    assert "须由系统管理员办理" in said(admin.get(one))
    for act in ("stop/", "password/"):
        assert admin.post(f"{one}{act}").status_code == 403
    assert editor.get("/articles/").status_code == 200


@pytest.mark.parametrize("act", ["", "remove/", "stop/", "resume/", "password/"])
def test_a_member_manages_nobody(browse: Any, path: str, act: str):
    chief, editor = browse(Role.CHIEF), browse()

    answer = chief.post(f"{path}{editor.actor.user.pk}/{act}", {"role": "chief", "seen": 1})

    assert answer.status_code == 403
    assert editor.get("/articles/").status_code == 200


def test_five_members_cost_as_many_queries_as_two(admin: Any, desk: Any, path: str):
    counts = []
    for _ in range(2):
        member(desk, Role.EDITOR)
        with CaptureQueriesContext(connection) as queries:
            admin.get(path)
        counts.append(len(queries))
        member(desk, Role.CHIEF)
        member(desk, Role.EDITOR)

    assert counts[0] == counts[1]


def test_a_superuser_makes_a_desk_for_somebody_else(browse: Any, desk: Any):
    person = browse()
    User.objects.filter(pk=person.actor.user.pk).update(is_superuser=True)
    first = UserFactory.create()

    page = person.get("/desks/")
    own = person.post("/desks/new/", {"name": "副刊", "admin": str(person.actor.user.pk)})
    made = said(person.post("/desks/new/", {"name": "副刊", "admin": str(first.pk)}, follow=True))
    twice = person.post("/desks/new/", {"name": "副刊", "admin": str(first.pk)})

    assert "新建部门" in said(page)
    assert (own.status_code, twice.status_code) == (400, 400)
    assert "部门“副刊”已建立。" in made
    assert "已经有“副刊”这个部门。" in said(twice)
    assert Desk.objects.get(name="副刊").members.get() == first


def test_an_administrator_makes_none(admin: Any):
    answer = admin.post("/desks/new/", {"name": "副刊", "admin": str(UserFactory.create().pk)})

    assert (answer.status_code, Desk.objects.count()) == (403, 1)
