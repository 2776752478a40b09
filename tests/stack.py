"""The whole product as it runs for people: web and worker under the supervisor, on its own data."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psutil
import psycopg

from tests import servers
from workbench import leash

ROOT = Path(__file__).resolve().parent.parent
START = 120.0
DATABASE = "workbench.sqlite3"
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


@cache
def _migrated() -> Path:
    """An embedded database with all tables and no rows: making one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    own = _own_environment() | {"WORKBENCH_DATA": str(folder)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=own, check=True)
    return folder / DATABASE


def _own_environment() -> dict[str, str]:
    """Ours, without what would lead a product to the tests' own servers."""
    tests_own = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", servers.STARTED}
    return {name: value for name, value in os.environ.items() if name not in tests_own}


def fresh(folder: Path, kind: str, **environment: str) -> Stack:
    """A stack on a new database and an empty data folder, not yet started.

    An embedded one that is to start without the demo gets its tables from a copy; the demo comes with the
    whole first run.
    """
    port = servers.free_port()
    own = _own_environment()
    own |= {"PORT": str(port), "WORKBENCH_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1", **environment}
    stack = Stack(folder, own, port)
    if kind == "sqlite" and own.get("NO_DEMO"):
        (folder / "data").mkdir()
        shutil.copy(_migrated(), folder / "data")
    if kind == "postgresql":
        stack.database = f"stack_{uuid.uuid4().hex}"
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{stack.database}"')
        stack.redis = servers.start_redis(folder)
        address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{stack.database}"))
        own |= {
            "DATABASE_URL": address,
            "REDIS_URL": stack.redis.url,
            "SECRET_KEY": os.environ["SECRET_KEY"],
        }
    return stack
