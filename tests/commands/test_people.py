"""createmember and createkey: people and the keys of their machines, from the command line."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.models import ApiKey, AuditEntry, Desk, Membership, User
from annotations.services.keys import digest

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def run(command: str, /, **options: object) -> str:
    """Run a command as the shell would: a list is an option given several times."""
    words = []
    for option, value in options.items():
        for one in value if isinstance(value, list) else [value]:
            words += [f"--{option}", str(one)]
    out = io.StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def test_a_member_comes_with_person_and_desk_and_no_usable_password() -> None:
    run("createmember", user="bianji", desk="要闻", role="editor", name="编辑甲")

    user = User.objects.get()
    assert (user.username, user.name, user.has_usable_password(), Desk.objects.get().name) == (
        "bianji", "编辑甲", False, "要闻"
    )  # fmt: skip
    assert Membership.objects.get().role == "editor"


def test_another_role_replaces_the_first_and_another_desk_is_added() -> None:
    run("createmember", user="bianji", desk="要闻", role="editor")
    run("createmember", user="bianji", desk="要闻", role="reviewer")
    run("createmember", user="bianji", desk="经济", role="chief")

    assert set(Membership.objects.values_list("desk__name", "role")) == {
        ("要闻", "reviewer"),
        ("经济", "chief"),
    }
    assert User.objects.count() == 1


def test_an_unknown_role_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(CommandError, match="可用：reporter（记者）、editor（编辑）"):
        run("createmember", user="bianji", desk="要闻", role="boss")

    assert (User.objects.count(), Desk.objects.count()) == (0, 0)


def test_a_key_is_printed_once_and_nothing_else() -> None:
    run("createmember", user="bianji", desk="要闻", role="editor")

    printed = run("createkey", user="bianji", desk="要闻", scope=["write", "export"], name="排版系统")

    key = ApiKey.objects.get()
    assert printed.count("\n") == 1
    assert key.digest == digest(printed.strip())
    assert (key.name, key.scopes, key.user.username, key.desk.name) == (
        "排版系统",
        ["write", "export"],
        "bianji",
        "要闻",
    )


@pytest.mark.parametrize(
    ("options", "ends"),
    [
        ({"expires": "2099-06-30"}, "2099-06-30"),
        ({}, (timezone.localdate() + timedelta(days=365)).isoformat()),
        ({"expires": "never"}, None),
    ],
)
def test_a_key_ends_on_the_day_named_after_a_year_or_never(options: dict, ends: str | None) -> None:
    run("createmember", user="bianji", desk="要闻", role="editor")

    run("createkey", user="bianji", desk="要闻", scope=["read"], **options)

    expires = ApiKey.objects.get().expires_at
    assert (expires and timezone.localtime(expires).date().isoformat()) == ends


def test_what_the_command_line_does_is_logged_as_the_systems() -> None:
    run("createmember", user="bianji", desk="要闻", role="editor")
    run("createmember", user="bianji", desk="要闻", role="editor")
    printed = run("createkey", user="bianji", desk="要闻", scope=["read"])

    rows = list(AuditEntry.objects.order_by("seq"))
    assert [(row.actor, *row.diff) for row in rows] == [("system", "member"), ("system", "key")]
    assert printed.strip()[12:] not in str(rows[1].diff)


@pytest.mark.parametrize(
    "options",
    [
        {"expires": "next year"},
        {"expires": "2020-01-01"},
        {"user": "nobody"},
        {"desk": "没有"},
        {"desk": "经济"},
        {"scope": ["everything"]},
        {"scope": ["read", "x"]},
    ],
)
def test_a_key_is_refused_to_strangers_and_for_unknown_scopes(options: dict) -> None:
    run("createmember", user="bianji", desk="要闻", role="editor")
    run("createmember", user="other", desk="经济", role="editor")

    with pytest.raises(CommandError):
        run("createkey", **{"user": "bianji", "desk": "要闻", "scope": ["read"], **options})

    assert ApiKey.objects.count() == 0
