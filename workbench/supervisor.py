"""One small supervisor: starts the web and the worker, restarts what dies, leaves nothing behind."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

from workbench import leash

LOOPBACK = "127.0.0.1"
STEP = 0.1
GRACE = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY = 30.0
"""A service that lived this long starts again with the shortest pause."""


class Refused(Exception):
    """Why the workbench does not start, in the operator's language."""


def lock(data: Path, address: str) -> IO[str]:
    """Reserve a data folder for this process until it ends, however it ends."""
    file = (data / "up.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        raise Refused(
            f"数据目录“{data}”正被另一个核真使用（{file.read().strip()}）。"
            "请先停掉它，或用 WORKBENCH_DATA=… PORT=… 另起一个。"
        ) from None
    file.truncate(0)
    file.write(f"进程 {os.getpid()}，{address}\n")
    file.flush()
    return file


def check_port(port: int) -> None:
    """Refuse a port that somebody else serves, before the server says so in its own words."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            raise Refused(f"端口 {port} 用不了（{error}）。请用 PORT=… 换一个。") from None


def web_command(port: int, processes: int) -> list[str]:
    return [
        *[sys.executable, "-m", "granian", "workbench.wsgi:application"],
        *["--interface", "wsgi", "--host", LOOPBACK, "--port", str(port), "--http", "1", "--no-ws"],
        *["--workers", str(processes), "--blocking-threads", "4", "--workers-kill-timeout", "5"],
        *["--respawn-failed-workers", "--respawn-interval", "0.2", "--log-level", "warning"],
    ]


def worker_command(processes: int) -> list[str]:
    return [
        *_celery("worker"),
        *["--concurrency", str(processes), "--without-gossip", "--without-mingle", "--without-heartbeat"],
    ]


def beat_command() -> list[str]:
    """The clock as a process of its own: a worker with ``--beat`` does not notice when its clock dies."""
    return [*_celery("beat"), "--pidfile", ""]


def _celery(part: str) -> list[str]:
    # Celery warns root because of pickled messages; ours are JSON only.
    quiet = "ignore:You're running the worker with superuser privileges"
    level = ["--loglevel", os.environ.get("LOG_LEVEL", "WARNING")]
    return [sys.executable, "-W", quiet, "-m", "celery", "--quiet", "-A", "workbench", part, *level]


@dataclass
class Service:
    """One child with everything it starts: they share a process group and end together."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        # The group is its own, so that Ctrl-C reaches the supervisor alone and the end is orderly.
        self.process = subprocess.Popen(
            self.command,
            env={**self.environment, leash.NAME: str(os.getpid())},
            cwd=self.folder,
            start_new_session=True,
            preexec_fn=leash.die_with_parent,
        )
        self.started = time.monotonic()

    def tend(self) -> None:
        """Start it when it is due; when it died, sweep up the rest of its group and set a time."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            if now - self.started > STEADY:
                self.pause = FIRST_PAUSE
            code = self.process.returncode
            sys.stderr.write(f"{self.name}退出了（{code}），{self.pause:g} 秒后重启。\n")
            self.kill()
            self.process = None
            self.due = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def kill(self) -> None:
        """End whatever is left of the group, its first process or what that one started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None


class Supervisor:
    """Runs services until SIGTERM, SIGINT or SIGHUP; a second signal ends them without grace."""

    def __init__(self, services: Sequence[Service], *, port: int, announce: Callable[[], None]) -> None:
        self.services = services
        self.port = port
        self.announce = announce
        self.signals = 0

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note)
        announced = False
        try:
            while not self.signals:
                for service in self.services:
                    service.tend()
                if not announced and answers(self.port, "/healthz"):
                    self.announce()
                    announced = True
                time.sleep(STEP)
        finally:
            self.stop()

    def stop(self) -> None:
        asked = self.signals
        for service in self.services:
            if service.process is not None:
                # To the first process only: it ends its own children in the order it wants.
                service.process.terminate()
        until = time.monotonic() + GRACE
        while time.monotonic() < until and self.signals == asked:
            if all(service.ended() for service in self.services):
                break
            time.sleep(STEP)
        for service in self.services:
            service.kill()

    def _note(self, _number: int, _frame: object) -> None:
        self.signals += 1


def answers(port: int, path: str) -> bool:
    """Whether our own web answers there with 200."""
    web = HTTPConnection(LOOPBACK, port, timeout=1)
    try:
        web.request("GET", path)
        return web.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        web.close()
