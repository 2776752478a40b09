"""From ``git clone`` to the first suggestion, in seconds, beside two named baselines of the same run.

    python bench/first_run.py ARTICLE.txt

Clones the committed state into an empty folder, runs ``make up`` there and prints: seconds to the
first page (and its ratio to a bare ``pip install`` of the same lock), and seconds from the upload of
ARTICLE to its first and to its last suggestion (and the ratio to stock ``jieba.posseg`` on the text).
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 900


def main(article: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "PORT": str(port), "WORKBENCH_DATA": f"{folder}/data"}
        environment.pop("VIRTUAL_ENV", None)
        began = time.monotonic()
        up = subprocess.Popen(["make", "up"], cwd=clone, env=environment, start_new_session=True)
        try:
            base = f"http://127.0.0.1:{port}"
            until(lambda: fetch(f"{base}/accounts/login/"))
            first_page = time.monotonic() - began
            installed = seconds_of_bare_install(clone, Path(folder))
            print(f"first page after {first_page:.1f} s = {first_page / installed:.2f} x bare pip install")
            report_pretag(base, clone, environment, article)
        finally:
            os.killpg(up.pid, signal.SIGTERM)
            up.wait(30)


def seconds_of_bare_install(clone: Path, folder: Path) -> float:
    """The baseline: the same lock into an empty environment, and nothing else."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", f"{folder}/bare"], check=True)
    subprocess.run(
        [f"{folder}/bare/bin/pip", "install", "--quiet", "--require-hashes", "-r", "requirements/run.txt"],
        cwd=clone,
        check=True,
    )
    return time.monotonic() - began


def report_pretag(base: str, clone: Path, environment: dict[str, str], article: Path) -> None:
    """Upload the article through the API and watch its suggestions come."""
    manage = [str(clone / ".venv/bin/python"), "manage.py"]
    key = subprocess.check_output(
        [*manage, "createkey", "--user", "bianji", "--desk", "要闻", "--scope", "write"],
        cwd=clone,
        env=environment,
        text=True,
    ).strip()
    text = article.read_text(encoding="utf-8")
    body = json.dumps({"title": article.stem, "text": text}).encode()
    began = time.monotonic()
    stored = json.loads(fetch(f"{base}/api/v1/articles/", key, body))
    place = f"{base}/api/v1/articles/{stored['id']}/suggestions/?page_size=1"
    until(lambda: json.loads(fetch(place, key))["count"])
    first = time.monotonic() - began
    jobs = f"{base}/api/v1/jobs/?article={stored['id']}"
    until(lambda: json.loads(fetch(jobs, key))["results"][0]["state"] == "done")
    last = time.monotonic() - began
    stock = float(subprocess.check_output([manage[0], "-c", STOCK, str(article)], text=True))
    count = json.loads(fetch(place, key))["count"]
    print(f"{len(text)} characters, {count} suggestions: first after {first:.2f} s, last after {last:.2f} s")
    print(f"last = {last / stock:.2f} x stock jieba.posseg.cut ({stock:.2f} s with its dictionary loaded)")


STOCK = """
import logging, sys, time
import jieba, jieba.posseg
jieba.setLogLevel(logging.ERROR)
jieba.initialize()
text = open(sys.argv[1], encoding="utf-8").read()
began = time.perf_counter()
list(jieba.posseg.cut(text))
print(time.perf_counter() - began)
"""


def fetch(url: str, key: str = "", body: bytes | None = None) -> bytes:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
        content: bytes = answer.read()
    return content


def until(condition: Callable[[], Any]) -> None:
    """Wait until ``condition`` gives something true; a server that is not up yet counts as not yet."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"Nothing after {PATIENCE} s.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
