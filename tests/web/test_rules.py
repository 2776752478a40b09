"""管理 · 规则: one form of all a desk's rules; what was left alone stays a colleague's."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import AuditEntry, Desk, Membership
from annotations.services.desks import edit_desk
from annotations.vocabulary import Role
from tests.factories import DeskFactory, UserFactory


@pytest.fixture
def admin(browse: Any) -> Any:
    return browse(Role.ADMIN)


@pytest.fixture
def path(desk: Any) -> str:
    return f"/desks/{desk.pk}/rules/"


def said(answer: Any) -> str:
    return answer.content.decode()


def form(admin: Any, path: str, **typed: Any) -> dict[str, Any]:
    """The form as the page sends it, with some fields typed over."""
    context = admin.get(path).context
    rules = context["rules"]
    rows = context["level_rows"]
    fields = {
        "seen": context["desk"].version,
        "shown": context["shown"],
        "review_levels": rules["review_levels"],
        "check_level": rules["check_level"],
        "gate": [name for name, _, on in context["conditions"] if on],
        "weekday": [number for number, _, on in context["weekdays"] if on],
        "no_issue": context["no_issue"],
        **{f"level-{name}": [row.get(name, "") for row in rows] for name in ("section", "source", "level")},
        **{f"{kind}-{side}": rule[side] for kind, rule, _ in context["evidence"] for side in rule},
    }
    return fields | typed


def test_saving_the_page_as_it_stands_changes_nothing(admin: Any, path: str):
    page = said(admin.post(path, form(admin, path), follow=True))

    assert "没有改动。" in page
    assert (Desk.objects.get().version, AuditEntry.objects.count()) == (1, 0)


def test_every_rule_is_set_and_shown_again(admin: Any, path: str):
    typed = {
        "review_levels": "3",
        "check_level": "key",
        "level-section": ["要闻", "", ""],
        "level-source": ["", "新华社", ""],
        "level-level": ["full", "wire", ""],
        "weekday": ["0", "4"],
        "no_issue": "2026-10-01\n2026-10-02",
        "gate": [],
        "money-primary": "2",
    }

    page = said(admin.post(path, form(admin, path, **typed), follow=True))

    desk = Desk.objects.get()
    assert (desk.review_levels, desk.check_level, desk.version) == (3, "key", 2)
    assert desk.evidence_rules == {"money": {"primary": 2, "secondary": 2}}
    assert [row["level"] for row in desk.check_levels] == ["full", "wire"]
    assert desk.issue_calendar == {"weekdays": [0, 4], "no_issue": ["2026-10-01", "2026-10-02"]}
    assert desk.gate["claims_a"] is False
    assert "规则已保存。" in page
    for words in ("三审", "金额 2 个一手或 2 个二手", "星期一、星期五；不出报：2026-10-01、2026-10-02"):
        assert words in page
    assert 'name="money-primary" type="number" min="1" max="9" inputmode="numeric" value="2"' in page


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"money-primary": "0"}, "“金额”的来源个数须是 1 到 9 的整数。"),
        ({"money-primary": "许多"}, "“金额”的来源个数须是 1 到 9 的整数。"),
        ({"weekday": []}, "一周至少有一天出报"),
        ({"no_issue": "国庆"}, "不出报的日子请写成 2026-10-01 的样子。"),
        ({"check_level": "half"}, "没有“half”这种核查程度"),
        ({"review_levels": ""}, "审次须是 2（两审）或 3（三审）。"),
        ({"level-section": ["要闻"], "level-source": [""], "level-level": [""]}, "第 1 条规则的核查程度不对"),
    ],
)
def test_a_fault_is_told_and_what_was_typed_stays(admin: Any, path: str, typed: dict, fault: str):
    answer = admin.post(path, form(admin, path, **{"share-primary": "3", **typed}))

    assert answer.status_code == 400
    assert fault in said(answer)
    assert (
        'id="share-primary" name="share-primary" type="number" min="1" max="9" inputmode="numeric" value="3"'
        in (said(answer))
    )
    assert Desk.objects.get().version == 1


def test_after_a_clash_both_states_are_shown_and_only_ones_own_is_saved(admin: Any, desk: Any, path: str):
    mine = form(admin, path, review_levels="3", check_level="wire")
    edit_desk(actor=admin.actor, desk=desk, seen=None, rules={"check_level": "key", "gate": {"stale": False}})

    clash = admin.post(path, mine)
    again = form_of(clash)
    saved = admin.post(path, again)

    assert clash.status_code == 412
    assert "默认核查程度现为" in said(clash)
    assert "重点核查" in said(clash)
    now = Desk.objects.get()
    assert (saved.status_code, now.review_levels, now.check_level, now.gate) == (
        302,
        3,
        "wire",
        {"stale": False},
    )


def form_of(answer: Any) -> dict[str, Any]:
    class Shown:
        def get(self, _: str) -> Any:
            return answer

    return form(Shown(), "")


def test_whoever_also_works_there_is_told_why_not(admin: Any, desk: Any, path: str):
    Membership.objects.create(
        user=admin.actor.user, desk=desk, role=Role.REVIEWER, granted_by=UserFactory.create(),
        valid_until="2100-01-01T00:00:00Z",
    )  # fmt: skip

    answer = admin.post(path, form(admin, path, review_levels="3"))

    assert answer.status_code == 403
    assert "您同时是本部门的审核人" in said(answer)
    assert 'name="review_levels" value="3" checked' in said(answer)
    assert Desk.objects.get().review_levels == 2


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
@pytest.mark.parametrize("part", ["rules/", "members/", "keys/"])
def test_only_administrators_get_in(browse: Any, desk: Any, role: Role, part: str):
    person = browse(role)

    answers = [person.get(f"/desks/{desk.pk}/{part}"), person.post(f"/desks/{desk.pk}/{part}", {"seen": 1})]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("part", ["rules/", "members/", "keys/"])
def test_a_stranger_sees_no_desk_and_another_desks_administrator_may_not(browse: Any, desk: Any, part: str):
    other = DeskFactory.create()

    assert browse(Role.EDITOR, at=other).get(f"/desks/{desk.pk}/{part}").status_code == 404
    assert browse(Role.ADMIN, at=other).get(f"/desks/{desk.pk}/{part}").status_code == 403
