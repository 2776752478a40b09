"""The child process: it answers like the reader itself, and whatever happens to it, it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from annotations.readers import Document, TooSlow, Unreadable, child, read
from tests.readers.files import LINE, docx, paragraph, pdf

PATIENT = 60.0
"""Seconds; a machine that is busy with other tests starts a process slowly."""


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Start a Python program of another making where the reader would be started."""
    start = subprocess.Popen

    def other(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return start([sys.executable, "-c", program], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(child.subprocess, "Popen", other)


def children() -> set[str]:
    """Processes of ours, dead ones that nobody has buried included."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {pid for task in tasks for pid in task.read_text().split()}


@pytest.mark.parametrize(
    ("content", "filename"),
    [(LINE.encode("gbk"), "公报.txt"), (docx(), "-m.docx"), (pdf([LINE, "二"]), 'a"; rm \0.pdf')],
)
def test_the_child_reads_what_the_reader_reads(content, filename):
    before = children()

    assert child.read_apart(content, filename=filename, seconds=PATIENT) == read(content, filename=filename)
    assert children() == before


def test_its_refusal_is_the_reader_s_refusal():
    with pytest.raises(Unreadable) as refusal:
        child.read_apart(("澄" * 500_001).encode(), filename="a.txt", seconds=PATIENT)

    assert refusal.value.params == {"n": 500_001, "limit": 500_000}
    assert str(refusal.value) == "文件里有 500001 个字符，最多 500000 个；请分成几份再上传。"


def test_a_chosen_encoding_reaches_the_child():
    assert (
        child.read_apart("資".encode("big5"), filename="a.txt", encoding="big5", seconds=PATIENT).text == "資"
    )


@pytest.mark.parametrize(
    "program",
    [
        "import time; time.sleep(60)",
        "while True: pass",
        "import signal, time; signal.signal(15, 1); time.sleep(60)",
    ],
)
def test_a_child_that_hangs_is_killed_in_time_and_buried(monkeypatch, program):
    before = children()
    instead(monkeypatch, program)
    begun = time.monotonic()

    with pytest.raises(TooSlow):
        child.read_apart(b"x" * 1_000_000, filename="a.txt", seconds=0.5)

    assert time.monotonic() - begun < 5
    assert children() == before


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.kill(os.getpid(), 11)",
        "print('x' * 100_000_000)",
        "print('{}')",
        "print('[1]')",
        "print('''{\"document\": {\"text\": 1}}''')",
        "",
    ],
)
def test_a_child_that_breaks_or_talks_nonsense_is_a_refused_file(monkeypatch, program):
    before = children()
    instead(monkeypatch, program)

    with pytest.raises(Unreadable, match="读不了"):
        child.read_apart(b"x", filename="a.txt", seconds=PATIENT)

    assert children() == before


def test_memory_is_bounded():
    with pytest.raises(Unreadable, match=r"内存|读不了"):
        child.read_apart(
            docx("".join(paragraph("澄湾市") for _ in range(150_000))),
            filename="a.docx",
            seconds=PATIENT,
            megabytes=90,
        )


def test_processor_time_is_bounded():
    """By the system itself, should the parent be stopped while it waits."""
    limited = "from annotations.readers import __main__ as m; m.limit(1, 512)\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", limited], cwd=child.ROOT, check=False, timeout=PATIENT)

    assert ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_nothing_of_ours_is_handed_to_the_child(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    instead(
        monkeypatch,
        "import os, json; print(json.dumps({'unreadable': ' '.join(sorted(os.environ)), 'params': {}}))",
    )

    with pytest.raises(Unreadable) as told:
        child.read_apart(b"x", filename="a.txt", seconds=PATIENT)

    assert "SECRET_KEY" not in told.value.sentence
    assert "DATABASE_URL" not in told.value.sentence


def test_many_at_once_wait_for_a_turn_or_are_told_that_it_took_too_long(monkeypatch):
    def one(_: int) -> str:
        try:
            return child.read_apart(LINE.encode(), filename="a.txt", seconds=PATIENT).text
        except TooSlow:
            return ""

    with ThreadPoolExecutor(6) as people:
        assert set(people.map(one, range(6))) == {LINE}

    instead(monkeypatch, "import time; time.sleep(60)")
    with ThreadPoolExecutor(6) as people:

        def impatient(_: int) -> bool:
            with pytest.raises(TooSlow):
                child.read_apart(b"x", filename="a.txt", seconds=0.3)
            return True

        assert all(people.map(impatient, range(6)))


def test_the_longest_text_fits_into_an_answer():
    text = ('"' * 250_000 + "\U0001f600" * 249_990) + "x"

    assert isinstance(child.read_apart(text.encode(), filename="a.txt", seconds=PATIENT), Document)
