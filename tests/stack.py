"""The whole product as it runs for people: web and worker under the supervisor, on its own data."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import psycopg

from tests import servers, templates
from tests.templates import ROOT
from workbench import leash

START = 120.0
MARKS = {"web": "granian", "worker": "workbench worker", "beat": "workbench beat"}


@dataclass
class Stack:
    """One running product. ``stop`` ends it and everything it was given."""

    folder: Path
    environment: dict[str, str]
    port: int
    redis: servers.Server | None = None
    up: subprocess.Popen[bytes] | None = None
    database: str = ""

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "up.log"

    def start(self) -> None:
        """Run `manage.py up` and return once the web answers."""
        with self.log.open("ab") as log:
            self.up = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=leash.die_with_parent,
            )
        self.wait_until_ready()

    def wait_until_ready(self, patience: float = START) -> float:
        """Seconds until /readyz says that the database and the worker are there."""
        assert self.up is not None
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.up.poll() is not None:
                raise AssertionError(f"up ended with {self.up.returncode}:\n{self.log.read_text()}")
            if self._ready():
                return time.monotonic() - began
            time.sleep(0.1)
        raise AssertionError(f"Not ready after {patience:g} s:\n{self.log.read_text()}")

    def _ready(self) -> bool:
        try:
            with urlopen(f"{self.base_url}/readyz", timeout=2) as answer:
                return b'"worker": "ok"' in answer.read()
        except (URLError, OSError):
            return False

    def manage(self, *arguments: str, stdin: str | None = None) -> str:
        """Run a management command on this stack's data; its standard output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"manage.py {' '.join(arguments)} failed:\n{done.stderr}{done.stdout}")
        return done.stdout

    def keep(self) -> Path:
        """A copy of what an embedded product holds now, for ``put_back``."""
        kept = self.folder / "kept.sqlite3"
        with self._rows() as rows, closing(sqlite3.connect(kept)) as copy:
            rows.backup(copy)
        return kept

    def put_back(self, kept: Path) -> None:
        """Make what was kept the data again while everything runs on: starting anew takes far longer.

        SQLite's own backup writes it in one transaction. The worker's pulse is of now, not of then, and
        attempts to log in are forgotten, as with new data.
        """
        with self._rows() as rows, closing(sqlite3.connect(kept)) as copy:
            beats = rows.execute("SELECT at FROM annotations_workerpulse").fetchall()
            copy.backup(rows)
            rows.executemany("UPDATE annotations_workerpulse SET at = ?", beats)
            rows.commit()
        shutil.rmtree(self.folder / "data" / "cache", ignore_errors=True)
        self.wait_until_ready()

    def _rows(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self.folder / "data" / templates.SQLITE, timeout=START))

    def pids(self, service: str) -> list[int]:
        """Process ids of "web", "worker" or "beat", the parent first."""
        return [process.pid for process in self._family() if MARKS[service] in _command(process)]

    def _family(self) -> list[psutil.Process]:
        assert self.up is not None
        return psutil.Process(self.up.pid).children(recursive=True)

    def stop(self) -> None:
        """End it the quick way: the supervisor's end is its children's end."""
        if self.up is not None and self.up.poll() is None:
            family = self._family()
            self.up.kill()
            self.up.wait(10)
            psutil.wait_procs(family, timeout=10)
        if self.redis is not None:
            self.redis.stop()
        if self.database:
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')


def _command(process: psutil.Process) -> str:
    """How a process was called; nothing for one that ends while we look."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def fresh(folder: Path, kind: str, **environment: str) -> Stack:
    """A stack on a new database and an empty data folder, not yet started.

    One that is to start without the demo gets its tables from a copy; with ``NO_DEMO=""`` comes the whole
    first run.
    """
    port = servers.free_port()
    own = templates.own_environment()
    own |= {"PORT": str(port), "WORKBENCH_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1", **environment}
    stack = Stack(folder, own, port)
    if kind == "sqlite" and own.get("NO_DEMO"):
        (folder / "data").mkdir()
        shutil.copy(templates.sqlite(), folder / "data")
    if kind == "postgresql":
        stack.database = f"stack_{uuid.uuid4().hex}"
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            copied = f'TEMPLATE "{templates.postgresql()}"' if own.get("NO_DEMO") else ""
            server.execute(f'CREATE DATABASE "{stack.database}" {copied}')
        stack.redis = servers.start_redis(folder)
        own |= {
            "DATABASE_URL": templates.address(stack.database),
            "REDIS_URL": stack.redis.url,
            "SECRET_KEY": os.environ["SECRET_KEY"],
        }
    return stack
