"""A product of its own for a bench: `manage.py up` on empty data, and its API with a key.

The demonstration people work there; their passwords stand in its data folder.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300.0


@dataclass(frozen=True)
class Desk:
    """Where the product answers, its data folder, and how its commands are called."""

    base: str
    data: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.check_output(command, cwd=ROOT, env=self.environment, text=True).strip()

    def key(self, user: str, desk: str = "要闻") -> str:
        """A key that writes as ``user``."""
        return self.manage("createkey", "--user", user, "--desk", desk, "--scope", "write")

    def password(self, user: str) -> str:
        lines = (self.data / "demo-accounts.txt").read_text(encoding="utf-8").splitlines()
        return next(line.split("\t")[1] for line in lines if line.split("\t")[0] == user)

    def call(self, key: str, path: str, body: Any = None, method: str = "", etag: str = "") -> Any:
        """One call of the API; its JSON."""
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        if etag:
            headers["If-Match"] = etag
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.base}/api/v1/{path}", data, headers, method=method or None)
        with urllib.request.urlopen(asked, timeout=120) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def article(self, key: str, title: str, text: str) -> str:
        """Store an article; its id once it is pre-tagged."""
        stored = str(self.call(key, "articles/", {"title": title, "text": text})["id"])
        self.until_read(key, stored)
        return stored

    def until_read(self, key: str, article: str) -> None:
        """Wait until nothing of an article's background work is left."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            jobs = self.call(key, f"jobs/?article={article}")["results"]
            if jobs and all(job["state"] not in ("queued", "running") for job in jobs):
                return
            time.sleep(0.1)
        raise SystemExit(f"{article}: not pre-tagged after {PATIENCE:g} s.")

    def all_of(self, key: str, path: str) -> list[dict[str, Any]]:
        """Every row of a listing, page after page."""
        rows: list[dict[str, Any]] = []
        after = f"{path}{'&' if '?' in path else '?'}page_size=100"
        while after:
            page = self.call(key, after)
            rows += page["results"]
            after = (page["next"] or "").partition("/api/v1/")[2]
        return rows


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Start a product and stop it again."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "PORT": str(port), "WORKBENCH_DATA": folder}
        command = [sys.executable, "manage.py", "up"]
        with Path(folder, "up.log").open("wb") as log:
            up = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", up)
            yield Desk(f"http://127.0.0.1:{port}", Path(folder), environment)
        finally:
            os.killpg(up.pid, signal.SIGTERM)
            up.wait(30)


def _wait(url: str, up: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and up.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if b'"worker": "ok"' in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The product did not start.")
