"""规则: one audited act each, and never by the people whose work they measure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from annotations.issuecalendar import PRESS_ZONE, next_issue
from annotations.models import Actor, ApiKey, AuditEntry, Desk, Membership, User
from annotations.services.desks import create_desk, edit_desk
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.review import take_step
from annotations.vocabulary import Action, Role, Status
from tests.factories import DeskFactory, UserFactory, a_claim, a_submitted_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MONEY = {"money": {"primary": 2, "secondary": 3}}
ALL = {
    "review_levels": 3,
    "evidence_rules": MONEY,
    "gate": {"stale": False},
    "check_level": "key",
    "check_levels": [{"source": "新华社", "level": "wire"}],
    "issue_calendar": {"weekdays": [4, 0, 0], "no_issue": ["2026-10-02", "2026-10-01"]},
}


def stands_in(actor: Actor, desk: Desk, role: Role) -> Actor:
    """The same person with an acting role beside their own."""
    from_now = Membership(user=actor.user, desk=desk, role=role, granted_by=UserFactory.create())
    from_now.valid_until = "2100-01-01T00:00:00Z"
    from_now.save()
    return Actor(User.objects.get(pk=actor.user.pk))


def test_all_rules_are_set_in_one_act_with_one_row(admin: Actor, desk: Desk) -> None:
    edit_desk(actor=admin, desk=desk, seen=1, rules=ALL)

    row = AuditEntry.objects.get()
    now = Desk.objects.get()
    assert (row.action, row.object_id, row.version, now.version) == (Action.EDIT, desk.pk, 2, 2)
    assert row.diff["review_levels"] == [2, 3]
    assert row.diff["evidence_rules"] == [{}, MONEY]
    assert now.check_levels == [{"section": "", "source": "新华社", "level": "wire"}]
    assert now.issue_calendar == {"weekdays": [0, 4], "no_issue": ["2026-10-01", "2026-10-02"]}


def test_what_says_no_more_than_the_standard_is_no_change(admin: Actor, desk: Desk) -> None:
    plain = {
        "review_levels": 2,
        "evidence_rules": {"money": {"primary": 1, "secondary": 2}},
        "gate": {"stale": True},
        "issue_calendar": {"weekdays": [*range(7)], "no_issue": []},
    }

    edit_desk(actor=admin, desk=desk, seen=1, rules=plain)

    assert (Desk.objects.get().version, AuditEntry.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("given", "stored", "issue"),
    [
        ({"weekdays": [*range(7)], "no_issue": ["2026-10-01"]}, {"no_issue": ["2026-10-01"]}, "2026-10-02"),
        ({"weekdays": [4]}, {"weekdays": [4]}, "2026-10-02"),
        ({"no_issue": []}, {}, "2026-10-01"),
    ],
)
def test_the_calendar_is_stored_as_the_corrections_read_it(
    admin: Actor, desk: Desk, given: Any, stored: Any, issue: str
) -> None:
    edit_desk(actor=admin, desk=desk, seen=None, rules={"issue_calendar": given})

    known_at = datetime(2026, 9, 30, 12, tzinfo=PRESS_ZONE)
    assert desk.issue_calendar == stored
    assert next_issue(known_at, desk.issue_calendar) == date.fromisoformat(issue)


def test_a_faulty_rule_leaves_all_as_it_was(admin: Actor, desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        edit_desk(actor=admin, desk=desk, seen=1, rules={"review_levels": 3, "check_level": "half"})

    assert refused.value.errors[0]["pointer"] == "/check_level"
    assert Desk.objects.get().review_levels == 2


def test_whoever_saves_second_is_told(admin: Actor, desk: Desk) -> None:
    edit_desk(actor=admin, desk=Desk.objects.get(), seen=1, rules={"review_levels": 3})

    with pytest.raises(Stale) as stale:
        edit_desk(actor=admin, desk=desk, seen=1, rules={"evidence_rules": MONEY})

    assert (stale.value.current.review_levels, stale.value.current.evidence_rules) == (3, {})


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_only_the_administrator_sets_rules(desk: Desk, role: Role) -> None:
    with pytest.raises(Forbidden):
        edit_desk(actor=member(desk, role), desk=desk, seen=1, rules={"review_levels": 3})

    assert Desk.objects.get().review_levels == 2


def test_neither_a_superuser_nor_the_administrator_of_another_desk_sets_them(desk: Desk) -> None:
    superuser = Actor(UserFactory.create(is_superuser=True))
    for other in (superuser, member(DeskFactory.create(), Role.ADMIN)):
        with pytest.raises(Forbidden):
            edit_desk(actor=other, desk=desk, seen=1, rules={"review_levels": 3})


def test_to_a_stranger_the_desk_is_not_there(desk: Desk, stranger: Actor) -> None:
    with pytest.raises(Missing):
        edit_desk(actor=stranger, desk=desk, seen=1, rules={"review_levels": 3})


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
@pytest.mark.parametrize("name", ["review_levels", "evidence_rules", "gate"])
def test_whoever_works_at_the_desk_beside_cannot_change_what_is_enough(
    admin: Actor, desk: Desk, role: Role, name: str
) -> None:
    both = stands_in(admin, desk, role)

    with pytest.raises(Forbidden, match=f"您同时是本部门的{role.label}"):
        edit_desk(actor=both, desk=desk, seen=1, rules={name: ALL[name]})

    edit_desk(actor=both, desk=desk, seen=1, rules={"check_level": "key", name: getattr(desk, name)})
    assert Desk.objects.get().check_level == "key"


def test_a_role_at_another_desk_is_no_hindrance(admin: Actor, desk: Desk) -> None:
    edit_desk(actor=stands_in(admin, DeskFactory.create(), Role.EDITOR), desk=desk, seen=1, rules=ALL)

    assert desk.review_levels == 3


def test_a_former_editor_waits_until_the_own_claims_are_decided(
    editor: Actor, reviewer: Actor, desk: Desk
) -> None:
    claim = a_submitted_claim(editor)
    Membership.objects.filter(user=editor.user).update(role=Role.ADMIN)
    now_admin = Actor(editor.user)

    with pytest.raises(Conflict, match="还有 1 个没有审完"):
        edit_desk(actor=now_admin, desk=desk, seen=None, rules={"evidence_rules": MONEY})
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=claim.version)
    edit_desk(actor=now_admin, desk=desk, seen=None, rules={"evidence_rules": MONEY})

    assert Desk.objects.get().evidence_rules == MONEY


def test_claims_in_final_review_stay_the_chiefs_when_a_desk_goes_down_to_two_reviews(
    admin: Actor, desk: Desk, editor: Actor, reviewer: Actor, chief: Actor
) -> None:
    edit_desk(actor=admin, desk=desk, seen=None, rules={"review_levels": 3})
    claim = a_submitted_claim(editor)
    claim = take_step(actor=reviewer, claim=claim, to=Status.FINAL_REVIEW, seen=claim.version)
    edit_desk(actor=admin, desk=desk, seen=None, rules={"review_levels": 2})
    claim = type(claim).objects.select_related("article__desk").get(pk=claim.pk)

    with pytest.raises(Forbidden):
        take_step(actor=member(desk, Role.REVIEWER), claim=claim, to=Status.APPROVED, seen=claim.version)
    approved = take_step(actor=chief, claim=claim, to=Status.APPROVED, seen=claim.version)

    assert approved.status == Status.APPROVED


def test_a_stricter_evidence_rule_holds_at_once(admin: Actor, desk: Desk, editor: Actor) -> None:
    claim = a_claim(editor)
    edit_desk(actor=admin, desk=desk, seen=None, rules={"evidence_rules": MONEY})

    with pytest.raises(Conflict, match="还需 1 个一手来源"):
        a_submitted_claim(editor, claim.article, quote="169个", types=["money"])


def test_a_new_desk_comes_with_somebody_elses_administration(desk: Desk) -> None:
    superuser, first = Actor(UserFactory.create(is_superuser=True)), UserFactory.create()

    made = create_desk(actor=superuser, name=" 副刊 ", admin=first)

    row = AuditEntry.objects.get(desk=made)
    assert (made.name, Actor(first).roles_at(made.pk)) == ("副刊", {Role.ADMIN})
    assert (row.actor, row.diff["member"]) == (
        str(superuser.user.pk),
        [None, {"person": str(first.pk), "role": "admin"}],
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "请填写部门名"),
        ({"name": "长" * 81}, "最多 80 个字"),
        ({"name": "两\n行"}, "不能换行"),
        ({"name": "taken"}, "已经有"),
        ({"admin": "self"}, "谁也不能给自己角色"),
        ({"admin": "gone"}, "账号已停用"),
    ],
)
def test_a_desk_that_cannot_be_is_refused(desk: Desk, fields: dict[str, Any], words: str) -> None:
    superuser = Actor(UserFactory.create(is_superuser=True))
    people = {
        "self": superuser.user,
        "gone": UserFactory.create(is_active=False),
        "other": UserFactory.create(),
    }
    name = desk.name if fields.get("name") == "taken" else fields.get("name", "副刊")

    with pytest.raises(Invalid, match=words):
        create_desk(actor=superuser, name=name, admin=people[fields.get("admin", "other")])

    assert Desk.objects.count() == 1


def test_only_superusers_make_desks_and_no_keys_of_theirs(admin: Actor) -> None:
    superuser = UserFactory.create(is_superuser=True)
    for actor in (admin, Actor(superuser, ApiKey(user=superuser))):
        with pytest.raises(Forbidden):
            create_desk(actor=actor, name="副刊", admin=UserFactory.create())

    assert Desk.objects.count() == 1


def test_an_administrator_who_is_also_superuser_approves_nothing(desk: Desk, editor: Actor) -> None:
    claim = a_submitted_claim(editor, an_article(editor))
    both = member(desk, Role.ADMIN, is_superuser=True, is_staff=True)

    with pytest.raises(Forbidden):
        take_step(actor=both, claim=claim, to=Status.APPROVED, seen=claim.version)

    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
