"""The full-text index stands after every migration, and old texts are in it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from annotations.models import Passage, searchindex, triggers
from annotations.search.finding import find, scope_of
from annotations.services import facts, indexing
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_source, an_approved_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MIGRATION = import_module("annotations.migrations.0010_search_index")


@pytest.fixture
def desk():
    return DeskFactory.create()


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


def standing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT indexname FROM pg_indexes"
        )
        return {row[0] for row in cursor.fetchall()}


def test_the_index_stands_after_migrate():
    wanted = set(searchindex.TRIGGERS) if connection.vendor == "sqlite" else {"passage_words"}

    assert wanted <= standing()


def test_what_a_rebuilt_table_loses_comes_back_with_the_guards(editor):
    with connection.cursor() as cursor:
        editing = SimpleNamespace(connection=connection, execute=cursor.execute)
        if connection.vendor == "sqlite":
            for name in searchindex.TRIGGERS:
                cursor.execute(f"DROP TRIGGER {name}")
        triggers.install(editing)

    a_source(editor, text="渔港经济区，三个项目。")
    assert len(find("渔港 项目", scope_of(editor))) == 1


def test_what_was_there_before_has_passages(desk, editor):
    claim = an_approved_claim(editor, member(desk, Role.REVIEWER))
    held = an_approved_claim(
        editor, member(desk, Role.REVIEWER), an_article(editor, text="x到位资金117.77亿元")
    )
    facts.hold(held)
    picture = a_source(editor, title="航拍")
    before = rows()
    Passage.objects.all().delete()

    MIGRATION.write_passages(apps, None)

    assert rows() == before
    assert {claim.article_id, picture.pk} <= {row[0] for row in before} | {row[1] for row in before}
    indexing.reindex(lambda *_: None)
    assert len(find("航拍", scope_of(editor))) == 1


def rows():
    found = Passage.objects.values_list("article", "source", "fact", "number", "ordinal", "start", "text")
    return sorted(found, key=str)
