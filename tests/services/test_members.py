"""成员: who may be what, and what becomes of the work of those who leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Actor, ApiKey, Article, AuditEntry, Claim, Desk, Membership, User
from annotations.services.articles import edit_article
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.handback import Left, burden_of
from annotations.services.members import add_member, change_role, find_person, members_of, remove_member
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, UserFactory, a_claim, a_key, a_submitted_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def role_of(person: User, desk: Desk) -> str | None:
    row = Membership.objects.filter(user=person, desk=desk, valid_until__isnull=True).first()
    return row.role if row else None


def a_claim_in_work(actor: Actor, article: Article | None = None, **fields: Any) -> Claim:
    claim = a_claim(actor, article, **fields)
    return take_step(actor=actor, claim=claim, to=Status.IN_PROGRESS, seen=claim.version)


def test_somebody_new_gets_an_account_without_a_password(admin: Actor, desk: Desk) -> None:
    made = add_member(actor=admin, desk=desk, role="reviewer", username="lin", name="林见微")

    assert (made.user.name, made.role, made.user.has_usable_password()) == ("林见微", "reviewer", False)
    row = AuditEntry.objects.get()
    assert row.diff == {"member": [None, {"person": str(made.user.pk), "role": "reviewer"}]}
    assert (row.object_id, row.version, row.actor) == (desk.pk, 2, str(admin.user.pk))
    assert "林见微" not in str(row.diff)


def test_somebody_of_the_house_joins_another_desk(admin: Actor, desk: Desk, stranger: Actor) -> None:
    add_member(actor=admin, desk=desk, role="editor", person=stranger.user)

    assert Actor(stranger.user).roles_at(desk.pk) == {Role.EDITOR}
    assert len(Actor(stranger.user).desk_ids) == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"role": "boss"}, "没有“boss”这个角色"),
        ({"username": "a"}, "用户名须有 2 到 60 个字"),
        ({"username": "有 空格"}, "不能有空格"),
        ({"username": "x" * 61}, "2 到 60"),
        ({"username": "新人\n"}, "用户名"),
        ({"username": "PERSON"}, "已经有人用了"),
        ({"name": "长" * 81}, "姓名最多 80 个字"),
        ({"name": "两\n行"}, "不能换行"),
    ],
)
def test_a_newcomer_who_cannot_be_is_refused(
    admin: Actor, desk: Desk, fields: dict[str, str], words: str
) -> None:
    UserFactory.create(username="person")
    people = User.objects.count()

    with pytest.raises(Invalid, match=words):
        add_member(
            actor=admin, desk=desk, **{"role": "editor", "username": "xinren", "name": "新人", **fields}
        )

    assert (User.objects.count(), AuditEntry.objects.count()) == (people, 0)


def test_whoever_has_a_role_here_or_no_account_any_more_does_not_join(
    admin: Actor, desk: Desk, editor: Actor
) -> None:
    with pytest.raises(Conflict, match="已是本部门的编辑"):
        add_member(actor=admin, desk=desk, role="reviewer", person=editor.user)
    with pytest.raises(Invalid, match="已停用"):
        add_member(actor=admin, desk=desk, role="editor", person=UserFactory.create(is_active=False))

    assert role_of(editor.user, desk) == "editor"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_only_administrators_manage_members(desk: Desk, editor: Actor, role: Role) -> None:
    actor = member(desk, role)
    acts = [
        lambda: add_member(actor=actor, desk=desk, role="editor", username="xinren", name="新人"),
        lambda: change_role(actor=actor, desk=desk, person=editor.user, role="chief"),
        lambda: remove_member(actor=actor, desk=desk, person=editor.user),
    ]

    for act in acts:
        with pytest.raises(Forbidden):
            act()
    assert role_of(editor.user, desk) == "editor"


def test_nobody_gives_themselves_a_role(admin: Actor, desk: Desk) -> None:
    member(desk, Role.ADMIN)
    acts = [
        lambda: change_role(actor=admin, desk=desk, person=admin.user, role="reviewer"),
        lambda: add_member(actor=admin, desk=desk, role="reviewer", person=admin.user),
        lambda: remove_member(actor=admin, desk=desk, person=admin.user),
    ]

    for act in acts:
        with pytest.raises(Forbidden, match="谁也不能给自己角色"):
            act()
    assert (role_of(admin.user, desk), AuditEntry.objects.count()) == ("admin", 0)


def test_a_superuser_without_a_role_gives_none(desk: Desk, editor: Actor) -> None:
    superuser = Actor(UserFactory.create(is_superuser=True))

    with pytest.raises(Forbidden):
        change_role(actor=superuser, desk=desk, person=editor.user, role="chief")
    with pytest.raises(Forbidden):
        add_member(actor=superuser, desk=desk, role="chief", person=superuser.user)


def test_another_role_is_one_row_and_the_same_none(admin: Actor, desk: Desk, editor: Actor) -> None:
    change_role(actor=admin, desk=desk, person=editor.user, role="reviewer", seen=1)
    change_role(actor=admin, desk=desk, person=editor.user, role="reviewer", seen=2)

    person = str(editor.user.pk)
    assert [row.diff["member"] for row in AuditEntry.objects.all()] == [
        [{"person": person, "role": "editor"}, {"person": person, "role": "reviewer"}]
    ]


def test_the_list_that_was_seen_must_still_hold(admin: Actor, desk: Desk, editor: Actor) -> None:
    add_member(actor=admin, desk=desk, role="editor", username="xinren", name="新人")

    for act in (change_role, remove_member):
        more = {"role": "chief"} if act is change_role else {}
        with pytest.raises(Stale):
            act(actor=admin, desk=desk, person=editor.user, seen=1, **more)
    assert role_of(editor.user, desk) == "editor"


def test_the_last_administrator_stays(admin: Actor, desk: Desk) -> None:
    second = member(desk, Role.ADMIN)
    change_role(actor=admin, desk=desk, person=second.user, role="reporter")
    standing_in = Membership.objects.create(
        user=second.user, desk=desk, role=Role.ADMIN, granted_by=admin.user,
        valid_until=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    acting = Actor(second.user)

    for act in (change_role, remove_member):
        more = {"role": "editor"} if act is change_role else {}
        with pytest.raises(Conflict, match="最后一位管理员"):
            act(actor=acting, desk=desk, person=admin.user, **more)
    standing_in.delete()
    Membership.objects.filter(user=second.user).update(role=Role.ADMIN)
    remove_member(actor=Actor(second.user), desk=desk, person=admin.user)

    assert role_of(admin.user, desk) is None


def test_a_deactivated_administrator_does_not_count(admin: Actor, desk: Desk) -> None:
    second = member(desk, Role.ADMIN, is_active=False)

    with pytest.raises(Conflict, match="最后一位管理员"):
        remove_member(actor=Actor(second.user), desk=desk, person=admin.user)


def test_whoever_leaves_hands_the_open_work_back(
    admin: Actor, desk: Desk, editor: Actor, colleague: Actor
) -> None:
    article = an_article(editor)
    edit_article(actor=editor, article=article, seen=None, changes={"assignee": editor.user})
    working = a_claim_in_work(editor, article)
    asked = a_claim_in_work(editor, article, quote="169个")
    take_step(actor=editor, claim=asked, to=Status.NEEDS_INFO, seen=asked.version, comment="哪一年？")
    waiting = a_submitted_claim(editor, an_article(editor, title="另一篇", text="到位资金117.77亿元。"))
    before = burden_of(desk, editor.user)

    left = remove_member(actor=admin, desk=desk, person=editor.user)

    assert left == before == Left(articles=1, claims=1, waiting=2)
    article.refresh_from_db()
    working.refresh_from_db()
    assert (article.assignee, working.assignee, working.status) == (None, None, Status.OPEN)
    row = AuditEntry.objects.get(object_id=working.pk, seq__gt=3, source_state=Status.IN_PROGRESS)
    assert (row.target_state, row.version, row.reason) == (
        Status.OPEN,
        working.version,
        "责任人已移出本部门，退回待接手。",
    )
    waiting.refresh_from_db()
    assert (waiting.status, waiting.assignee) == (Status.SUBMITTED, editor.user)
    taken = take_step(actor=colleague, claim=working, to=Status.IN_PROGRESS, seen=working.version)
    assert taken.assignee == colleague.user


def test_work_at_another_desk_stays(admin: Actor, desk: Desk, editor: Actor) -> None:
    other = DeskFactory.create()
    abroad = member(other, Role.EDITOR)
    Membership.objects.create(user=abroad.user, desk=desk, role=Role.EDITOR)
    claim = a_claim_in_work(Actor(abroad.user), an_article(member(other, Role.EDITOR)))

    assert remove_member(actor=admin, desk=desk, person=abroad.user) == Left()

    claim.refresh_from_db()
    assert claim.status == Status.IN_PROGRESS


@pytest.mark.parametrize(("role", "status"), [("reporter", Status.OPEN), ("chief", Status.IN_PROGRESS)])
def test_a_role_that_may_not_check_hands_back_and_one_that_may_keeps(
    admin: Actor, desk: Desk, editor: Actor, role: str, status: Status
) -> None:
    claim = a_claim_in_work(editor)

    change_role(actor=admin, desk=desk, person=editor.user, role=role)

    claim.refresh_from_db()
    assert claim.status == status


def test_keys_and_acting_roles_of_the_desk_end_with_the_role(admin: Actor, desk: Desk, editor: Actor) -> None:
    a_key(editor)
    Membership.objects.create(
        user=editor.user, desk=desk, role=Role.CHIEF, granted_by=admin.user,
        valid_until=timezone.now() + timedelta(hours=1),
    )  # fmt: skip

    remove_member(actor=admin, desk=desk, person=editor.user)

    diff = AuditEntry.objects.get(object_id=desk.pk).diff
    assert ApiKey.objects.get().revoked_at is not None
    assert Actor(editor.user).roles_at(desk.pk) == set()
    assert diff["acting"] == [[{"person": str(editor.user.pk), "role": "chief"}], []]
    assert diff["key"][0][0]["prefix"] == ApiKey.objects.get().prefix


def test_whoever_is_not_at_the_desk_cannot_leave_it(admin: Actor, desk: Desk, stranger: Actor) -> None:
    with pytest.raises(Missing):
        remove_member(actor=admin, desk=desk, person=stranger.user)


def test_the_list_has_standing_and_acting_people_once(
    admin: Actor, desk: Desk, editor: Actor, stranger: Actor
):
    now = timezone.now()
    for user in (editor.user, stranger.user):
        Membership.objects.create(
            user=user, desk=desk, role=Role.CHIEF, granted_by=admin.user, valid_until=now + timedelta(hours=1)
        )
    Membership.objects.create(
        user=UserFactory.create(), desk=desk, role=Role.CHIEF, granted_by=admin.user, valid_until=now
    )

    rows = {row.pk: row for row in members_of(desk)}

    assert set(rows) == {admin.user.pk, editor.user.pk, stranger.user.pk}
    assert [rows[editor.user.pk].standing_role, rows[stranger.user.pk].standing_role] == ["editor", None]
    assert [len(rows[one.user.pk].acting_roles) for one in (admin, editor, stranger)] == [0, 1, 1]


def test_people_are_found_by_id_or_exact_name(editor: Actor) -> None:
    assert find_person(editor.user.pk, "") == find_person(None, editor.user.username) == editor.user
    for pk, username in ((None, ""), (None, "nobody"), (DeskFactory.create().pk, "")):
        with pytest.raises(Invalid, match="没有这个人"):
            find_person(pk, username)
