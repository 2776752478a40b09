"""Databases with all tables and no rows, made once for all processes of a run: migrating takes long."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests import servers

ROOT = Path(__file__).resolve().parent.parent
SQLITE = "workbench.sqlite3"


def own_environment() -> dict[str, str]:
    """Ours, without what would lead a product to the tests' own servers."""
    tests_own = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", servers.STARTED}
    return {name: value for name, value in os.environ.items() if name not in tests_own}


@cache
def sqlite() -> Path:
    """A file to be copied."""
    return _once("sqlite", _migrate) / SQLITE


@cache
def postgresql() -> str:
    """The name of a database of the tests' server, for CREATE DATABASE … TEMPLATE."""
    name = servers.template_name()

    def make(folder: Path) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
        _migrate(folder, DATABASE_URL=address(name), SECRET_KEY=os.environ["SECRET_KEY"])

    _once("postgresql", make)
    return name


def address(name: str) -> str:
    """Where a database of the tests' server is."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _once(kind: str, make: Callable[[Path], None]) -> Path:
    """The folder of a kind, made by the first process that asks; the others wait for it."""
    folder = Path(os.environ[servers.STARTED]) / f"migrated-{kind}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


def _migrate(folder: Path, **database: str) -> None:
    own = own_environment() | {"WORKBENCH_DATA": str(folder), **database}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=own, check=True)
