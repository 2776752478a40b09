"""`manage.py up`: one command runs the product, brings back what dies, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests import servers, stack
from workbench import leash, supervisor

# Granian and celery each keep a process that does the work and one that watches it.
PROCESSES = {"web": 2, "worker": 2, "beat": 1}
pytestmark = pytest.mark.live


COUNT_PEOPLE = "from annotations.models import User; print(User.objects.count())"


@pytest.fixture(scope="module")
def one_stack(live_stack: Callable[..., stack.Stack]) -> stack.Stack:
    return live_stack("sqlite", NO_DEMO="")


@pytest.fixture
def embedded(one_stack: stack.Stack) -> stack.Stack:
    """The embedded mode, running: started again when the last test ended it."""
    if one_stack.up is not None and one_stack.up.poll() is not None:
        one_stack.start()
    return one_stack


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def remaining(pids: set[int]) -> set[int]:
    return {
        pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    }


def second_up(running: stack.Stack, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=stack.ROOT,
        env={**running.environment, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_answers_on_the_port_it_was_given(embedded: stack.Stack):
    with urlopen(f"{embedded.base_url}/healthz", timeout=5) as answer:
        assert answer.read() == b'{"status": "ok"}'


def test_it_says_in_chinese_where_it_stands_and_where_the_accounts_are(embedded: stack.Stack):
    said = embedded.log.read_text(encoding="utf-8")
    accounts = embedded.folder / "data" / "demo-accounts.txt"

    assert f"核真已启动：{embedded.base_url}/" in said
    assert f"演示账号和密码在：{accounts}" in said
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    assert stat.S_IMODE((embedded.folder / "data" / "secret-key").stat().st_mode) == 0o600


def test_a_second_one_on_the_same_data_is_refused(embedded: stack.Stack):
    done = second_up(embedded, PORT=str(servers.free_port()))

    assert done.returncode == 1
    assert "正被另一个核真使用" in done.stderr
    assert embedded.base_url in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_refused(embedded: stack.Stack, tmp_path: Path):
    done = second_up(embedded, WORKBENCH_DATA=str(tmp_path))

    assert done.returncode == 1
    assert f"端口 {embedded.port} 用不了" in done.stderr


@pytest.mark.parametrize(
    ("service", "whom"), [("web", 0), ("web", 1), ("worker", 0), ("worker", 1), ("beat", 0)]
)
def test_a_killed_service_comes_back(embedded: stack.Stack, service: str, whom: int):
    """``whom`` 0 is the service's first process, 1 the one that it started itself."""
    assert until(lambda: len(embedded.pids(service)) == PROCESSES[service], 10)
    before = embedded.pids(service)

    os.kill(before[whom], signal.SIGKILL)

    assert until(lambda: not remaining({before[whom]}), 2)
    assert until(lambda: len(set(embedded.pids(service)) - {before[whom]}) == PROCESSES[service], 10)
    assert embedded.wait_until_ready(10) < 10


def test_killing_the_supervisor_leaves_no_child(embedded: stack.Stack):
    assert embedded.up is not None
    children = {pid for service in PROCESSES for pid in embedded.pids(service)}
    assert len(children) == sum(PROCESSES.values())

    embedded.up.kill()
    embedded.up.wait(10)

    assert until(lambda: not remaining(children), 5), remaining(children)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asking_the_supervisor_to_stop_ends_everything(embedded: stack.Stack, number: signal.Signals):
    assert embedded.up is not None
    children = {pid for service in PROCESSES for pid in embedded.pids(service)}

    embedded.up.send_signal(number)

    assert embedded.up.wait(20) == 0
    assert remaining(children) == set()
    assert embedded.log.read_text(encoding="utf-8").endswith("核真已停止。\n")


def test_the_data_is_free_again_at_once(embedded: stack.Stack):
    assert embedded.up is not None

    embedded.up.kill()
    embedded.up.wait(10)
    embedded.start()

    assert len(embedded.pids("web")) == 2


def test_it_runs_on_postgresql_and_redis(live_stack: Callable[..., stack.Stack]):
    if os.environ.get("TEST_DATABASE") == "sqlite":
        pytest.skip("asked for SQLite only")
    running = live_stack("postgresql", NO_DEMO="")

    assert running.manage("migrate", "--check") == ""
    assert not (running.folder / "data" / "workbench.sqlite3").exists()
    # The demo is for the embedded mode: a production database gets no accounts it did not ask for.
    assert not (running.folder / "data" / "demo-accounts.txt").exists()


def test_a_restart_waits_longer_each_time():
    broken = supervisor.Service(
        "坏服务", [sys.executable, "-c", "raise SystemExit(3)"], os.environ, stack.ROOT
    )

    pauses = []
    for _ in range(3):
        broken.due = 0
        broken.tend()
        assert broken.process is not None
        broken.process.wait(10)
        pauses.append(broken.pause)
        broken.tend()

    assert pauses == [0.5, 1.0, 2.0]
    assert broken.due > time.monotonic()


def test_without_a_supervisor_a_process_lives_on_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(leash.NAME, raising=False)
    before = [thread.name for thread in leash.threading.enumerate()]

    leash.hold()

    assert [thread.name for thread in leash.threading.enumerate()] == before


def test_it_starts_empty_when_asked_to(live_stack: Callable[..., stack.Stack]):
    running = live_stack("sqlite", NO_DEMO="1")

    assert not (running.folder / "data" / "demo-accounts.txt").exists()
    assert running.manage("shell", "-v", "0", "-c", COUNT_PEOPLE).strip() == "0"
