"""seed_demo and requeue."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.models import Article, AuditEntry, Claim, Desk, Job, Suggestion, User
from annotations.services.demo import PEOPLE
from annotations.services.jobs import HINT_AGAIN
from annotations.services.pretag import request_pretag
from annotations.vocabulary import Role
from tests.factories import DeskFactory, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def seed(settings, folder: Path, **options: object) -> list[list[str]]:
    """Run the command; the accounts it wrote, one list of fields a line."""
    settings.DATA = folder
    call_command("seed_demo", stdout=io.StringIO(), **options)
    return [
        line.split("\t") for line in (folder / "demo-accounts.txt").read_text(encoding="utf-8").splitlines()
    ]


def test_the_demo_has_its_people_with_passwords_only_their_owner_reads(settings, tmp_path: Path) -> None:
    accounts = seed(settings, tmp_path, force=True)

    assert [(line[0], line[2]) for line in accounts] == [(name, desk) for name, desk, *_ in PEOPLE]
    assert all(authenticate(username=line[0], password=line[1]) for line in accounts)
    assert stat.S_IMODE((tmp_path / "demo-accounts.txt").stat().st_mode) == 0o600
    assert set(Desk.objects.values_list("name", flat=True)) == {"要闻", "经济"}
    assert len({line[1] for line in accounts}) == len(accounts)


def test_the_demo_shows_an_article_pretagged_and_partly_checked(settings, tmp_path: Path) -> None:
    seed(settings, tmp_path, force=True)

    article = Article.objects.get()
    assert Suggestion.objects.pending().exists()
    assert {"approved", "submitted"} <= set(Claim.objects.values_list("status", flat=True))
    assert all(article.text[claim.start : claim.end] == claim.quote for claim in Claim.objects.all())


def test_seeding_again_adds_nothing_and_keeps_the_passwords(settings, tmp_path: Path) -> None:
    first = seed(settings, tmp_path, force=True)
    counts = [model.objects.count() for model in (User, Article, Claim, Suggestion, AuditEntry)]

    second = seed(settings, tmp_path, force=True)

    assert second == first
    assert [model.objects.count() for model in (User, Article, Claim, Suggestion, AuditEntry)] == counts


def test_a_database_of_the_house_gets_no_demo_unless_asked(settings, tmp_path: Path) -> None:
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="不会自动写入演示数据"):
        seed(settings, tmp_path)

    assert User.objects.count() == 0


def test_requeue_says_how_many_jobs_wait(settings) -> None:
    job = request_pretag(
        actor=(editor := member(DeskFactory.create(), Role.EDITOR)), article=an_article(editor)
    )
    Job.objects.update(hinted_at=timezone.now() - HINT_AGAIN)
    out = io.StringIO()

    call_command("requeue", stdout=out)

    assert out.getvalue() == "等待中的任务 1 个，已通知 1 个。\n"
    assert Job.objects.get() == job
