"""代班 in the browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Membership
from annotations.services.acting import grant_role
from annotations.vocabulary import Role
from tests.factories import DeskFactory, UserFactory

pytestmark = pytest.mark.django_db


def at(hours: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def arranged(chief: Any, desk: Any, person: Any, hours: float = 8) -> Membership:
    until = timezone.now() + timedelta(hours=hours)
    return grant_role(
        actor=chief.actor, desk=desk, person=person, role="reviewer", until=until, reason="外出"
    )


def test_the_chief_arranges_and_ends_it_on_the_page(browse: Any, desk: Any) -> None:
    chief, editor = browse(Role.CHIEF), browse()
    path = f"/desks/{desk.pk}/acting/"
    fields = {"person": editor.actor.user.pk, "role": "reviewer", "until": at(8), "reason": "外出"}

    answer = chief.post(path, fields)
    shown = chief.get(path).content.decode()
    row = Membership.objects.get(valid_until__isnull=False)
    chief.post(f"{path}{row.pk}/end/", {"reason": "回来了"})

    assert answer["Location"] == path
    assert "生效中" in shown
    assert str(editor.actor.user) in shown
    assert "现在没有人代班" in chief.get(path).content.decode()
    assert "已结束 1" in chief.get(path).content.decode()


def test_faults_stand_beside_their_fields(browse: Any, desk: Any) -> None:
    chief = browse(Role.CHIEF)
    person = UserFactory.create()
    path = f"/desks/{desk.pk}/acting/"

    empty = chief.post(path, {})
    late = chief.post(path, {"person": person.pk, "role": "editor", "until": at(-2), "reason": "外出"})

    html = empty.content.decode()
    assert (empty.status_code, late.status_code) == (400, 400)
    assert "请写明结束时间：代班必须有结束。" in html
    assert "请写明代班的原因，它会记入日志。" in html
    assert "结束时间已经过去，请选一个以后的时间。" in late.content.decode()


def test_a_clash_with_another_grant_is_told_above_the_form(browse: Any, desk: Any) -> None:
    chief, editor = browse(Role.CHIEF), browse()
    arranged(chief, desk, editor.actor.user)
    fields = {"person": editor.actor.user.pk, "role": "chief", "until": at(2), "reason": "外出"}

    answer = chief.post(f"/desks/{desk.pk}/acting/", fields)

    assert "在这段时间里已有一次代班" in answer.content.decode()


def test_everybody_at_the_desk_reads_it_and_only_the_chief_acts(browse: Any, desk: Any) -> None:
    chief, editor = browse(Role.CHIEF), browse()
    row = arranged(chief, desk, editor.actor.user)
    path = f"/desks/{desk.pk}/acting/"
    reporter = browse(Role.REPORTER)

    page = reporter.get(path).content.decode()
    fields = {"person": editor.actor.user.pk, "role": "editor", "until": at(2), "reason": "外出"}

    assert str(editor.actor.user) in page
    assert "安排代班" not in page
    assert reporter.post(path, fields).status_code == 403
    assert reporter.post(f"{path}{row.pk}/end/", {"reason": "不行"}).status_code == 403
    assert browse(at=DeskFactory.create()).get(path).status_code == 404


def test_the_menu_and_the_handover_lead_there(browse: Any, desk: Any) -> None:
    chief, editor = browse(Role.CHIEF), browse()

    assert 'href="/acting/"' in chief.get("/articles/").content.decode()
    assert 'href="/acting/"' not in editor.get("/articles/").content.decode()
    assert chief.get("/acting/")["Location"] == f"/desks/{desk.pk}/acting/"
    assert editor.get("/acting/").status_code == 403
    assert f'href="/desks/{desk.pk}/acting/"' in editor.get("/handover/").content.decode()


def test_three_acting_roles_cost_no_more_queries_than_one(
    browse: Any, desk: Any, django_assert_max_num_queries: Any
) -> None:
    chief = browse(Role.CHIEF)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            arranged(chief, desk, UserFactory.create())
        with django_assert_max_num_queries(40) as asked:
            chief.get(f"/desks/{desk.pk}/acting/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
