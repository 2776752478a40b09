"""The tests run on the database they were asked to run on."""

import os
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

from workbench import environment


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for():
    asked = "sqlite" if os.environ.get("TEST_DATABASE") == "sqlite" else "postgresql"

    assert connection.vendor == asked


@pytest.mark.django_db
def test_sqlite_keeps_its_promises(tmp_path: Path):
    sqlite = ConnectionHandler({"default": environment.database({}, tmp_path)})["default"]
    with sqlite.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    sqlite.close()

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_redis_is_real():
    assert redis.Redis.from_url(os.environ["REDIS_URL"]).info()["redis_version"] >= "6"


def test_nothing_is_written_into_the_tree():
    assert settings.DATA.is_relative_to(os.environ["WORKBENCH_TEST_SERVERS"])
