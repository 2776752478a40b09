"""代班: granted with an end and a reason, over by the clock, and no way around four eyes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Actor, AuditEntry, Membership
from annotations.services.acting import LONGEST, acting_at, end_acting, grant_role
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict, Forbidden, FourEyes, Invalid, Missing
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, UserFactory, a_claim, a_submitted_claim, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HOUR = timedelta(hours=1)


def grant(chief, desk, person, role=Role.REVIEWER, *, hours=8.0, **more):
    until = timezone.now() + hours * HOUR
    more = {"reason": "赵明理外出", "until": until, **more}
    return grant_role(actor=chief, desk=desk, person=person, role=role, **more)


def now_is(monkeypatch, moment) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_an_acting_reviewer_approves_at_once_and_the_log_says_who_let_them(
    chief, desk, editor, colleague
) -> None:
    claim = a_submitted_claim(editor)

    row = grant(chief, desk, colleague.user)
    claim = take_step(actor=Actor(colleague.user), claim=claim, to=Status.APPROVED, seen=None)

    logged = AuditEntry.objects.about(desk).last()
    assert (claim.status, claim.approved_by) == (Status.APPROVED, colleague.user)
    assert (row.granted_by, logged.actor) == (chief.user, str(chief.user.pk))
    assert logged.diff["acting"][0] is None
    assert logged.diff["acting"][1] | {"from": "", "until": ""} == {
        "person": str(colleague.user.pk),
        "role": "reviewer",
        "from": "",
        "until": "",
        "reason": "赵明理外出",
    }
    assert AuditEntry.objects.about(claim).last().role == "editor+reviewer"


def test_who_worked_on_a_claim_cannot_approve_it_while_acting(chief, desk, editor, colleague) -> None:
    claim = a_submitted_claim(editor)
    claim = edit_claim(actor=colleague, claim=claim, seen=None, changes={"note": "看过"})
    claim = take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=None)
    grant(chief, desk, colleague.user)

    with pytest.raises(FourEyes):
        take_step(actor=Actor(colleague.user), claim=claim, to=Status.APPROVED, seen=None)


def test_an_expired_role_is_refused_at_once(monkeypatch, chief, desk, editor, colleague) -> None:
    claim = a_submitted_claim(editor)
    row = grant(chief, desk, colleague.user)
    now_is(monkeypatch, row.valid_until)

    with pytest.raises(Forbidden):
        take_step(actor=Actor(colleague.user), claim=claim, to=Status.APPROVED, seen=None)


def test_a_role_that_begins_later_is_not_there_yet(monkeypatch, chief, desk, editor, colleague) -> None:
    claim = a_submitted_claim(editor)
    row = grant(chief, desk, colleague.user, since=timezone.now() + HOUR)

    with pytest.raises(Forbidden):
        take_step(actor=Actor(colleague.user), claim=claim, to=Status.APPROVED, seen=None)
    now_is(monkeypatch, row.valid_from)
    assert take_step(actor=Actor(colleague.user), claim=claim, to=Status.APPROVED, seen=None)


def test_somebody_of_another_desk_acts_here_and_sees_nothing_before_or_after(
    monkeypatch, chief, desk, stranger
) -> None:
    seen_before = Actor(stranger.user).roles_at(desk.pk)
    row = grant(chief, desk, stranger.user, Role.CHIEF)

    assert (seen_before, Actor(stranger.user).roles_at(desk.pk)) == (frozenset(), {Role.CHIEF})
    now_is(monkeypatch, row.valid_until)
    assert Actor(stranger.user).roles_at(desk.pk) == frozenset()


@pytest.mark.parametrize("who", ["reporter", "editor", "reviewer", "admin"])
def test_only_the_chief_grants_and_ends(request, who, chief, desk, colleague) -> None:
    actor = request.getfixturevalue(who)
    row = grant(chief, desk, colleague.user)

    with pytest.raises(Forbidden, match="安排代班"):
        grant(actor, desk, UserFactory.create())
    with pytest.raises(Forbidden, match="安排代班"):
        end_acting(actor=actor, desk=desk, acting_id=row.pk, reason="不合适")


def test_a_chief_of_another_desk_finds_nothing(desk, colleague) -> None:
    foreign = member(DeskFactory.create(), Role.CHIEF)

    with pytest.raises(Missing):
        grant(foreign, desk, colleague.user)


def test_nobody_grants_to_themselves(chief, desk) -> None:
    with pytest.raises(Forbidden, match="不能给自己安排代班"):
        grant(chief, desk, chief.user)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"role": "admin"}, "代班的角色可以是"),
        ({"role": "boss"}, "代班的角色可以是"),
        ({"reason": "  "}, "请写明代班的原因"),
        ({"reason": "长" * 501}, "内容太长"),
        ({"hours": -1}, "结束时间已经过去"),
        ({"since": timezone.now() + 9 * HOUR}, "结束时间须在开始时间之后"),
        ({"since": timezone.now() - 2 * HOUR}, "代班不能从过去开始"),
        ({"hours": LONGEST / HOUR + 1}, "一次代班最多 31 天"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(chief, desk, colleague, more, sentence) -> None:
    role = more.pop("role", Role.REVIEWER) if isinstance(more, dict) else Role.REVIEWER
    before = AuditEntry.objects.count()

    with pytest.raises(Invalid, match=sentence):
        grant(chief, desk, colleague.user, role, **more)

    assert (acting_at(desk).count(), AuditEntry.objects.count()) == (0, before)


def test_the_longest_time_is_allowed(chief, desk, colleague) -> None:
    assert grant(chief, desk, colleague.user, hours=LONGEST / HOUR).pk


def test_somebody_who_left_is_not_asked_to_stand_in(chief, desk) -> None:
    with pytest.raises(Invalid, match="账号已停用"):
        grant(chief, desk, UserFactory.create(is_active=False))


def test_grants_that_overlap_are_refused_and_those_that_follow_are_not(chief, desk, colleague) -> None:
    first = grant(chief, desk, colleague.user)

    with pytest.raises(Conflict, match="在这段时间里已有一次代班（审核人）"):
        grant(chief, desk, colleague.user, Role.CHIEF, hours=2)
    assert grant(chief, desk, colleague.user, Role.CHIEF, since=first.valid_until, hours=9).pk


def test_a_role_that_the_person_has_is_not_granted(chief, desk, reviewer) -> None:
    with pytest.raises(Conflict, match="本来就是本部门的审核人"):
        grant(chief, desk, reviewer.user)


def test_an_acting_chief_gives_nothing_beyond_their_own_time(chief, desk, colleague, editor) -> None:
    grant(chief, desk, colleague.user, Role.CHIEF)
    acting = Actor(colleague.user)

    with pytest.raises(Forbidden, match="只能安排到您的代班结束之前"):
        grant(acting, desk, editor.user, hours=9)
    assert grant(acting, desk, editor.user, hours=7).pk


def test_ending_early_takes_the_role_and_hands_back_the_work(chief, desk, stranger, editor) -> None:
    row = grant(chief, desk, stranger.user, Role.EDITOR)
    claim = a_claim(editor)
    claim = take_step(actor=Actor(stranger.user), claim=claim, to=Status.IN_PROGRESS, seen=None)

    left = end_acting(actor=chief, desk=desk, acting_id=row.pk, reason="人已回来")

    claim.refresh_from_db()
    assert (left.claims, claim.status, claim.assignee) == (1, Status.OPEN, None)
    assert Actor(stranger.user).roles_at(desk.pk) == frozenset()
    assert AuditEntry.objects.about(desk).last().diff["acting"][1]["reason"] == "人已回来"
    with pytest.raises(Conflict, match="已经结束"):
        end_acting(actor=chief, desk=desk, acting_id=row.pk, reason="再来")


def test_whoever_works_here_anyway_keeps_their_work(chief, desk, colleague, editor) -> None:
    row = grant(chief, desk, colleague.user)
    claim = take_step(actor=colleague, claim=a_claim(editor), to=Status.IN_PROGRESS, seen=None)

    end_acting(actor=chief, desk=desk, acting_id=row.pk, reason="人已回来")

    claim.refresh_from_db()
    assert claim.assignee == colleague.user


def test_a_grant_that_has_not_begun_is_taken_back(chief, desk, colleague) -> None:
    row = grant(chief, desk, colleague.user, since=timezone.now() + HOUR)

    end_acting(actor=chief, desk=desk, acting_id=row.pk, reason="不用了")

    assert Membership.objects.filter(pk=row.pk).count() == 0
    assert AuditEntry.objects.about(desk).last().diff["acting"][1] is None


def test_an_acting_role_of_another_desk_is_not_found(chief, desk, colleague) -> None:
    other = DeskFactory.create()
    row = grant(member(other, Role.CHIEF), other, colleague.user)

    with pytest.raises(Missing):
        end_acting(actor=chief, desk=desk, acting_id=row.pk, reason="错了")
