"""Reading in a process of its own: it can be killed, its memory is bounded, and it breaks only itself."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from annotations.readers.document import Document, TooSlow, Unreadable
from annotations.readers.reading import BYTES_LIMIT
from annotations.readers.sentences import CRASHED, TOO_LARGE
from annotations.readers.wire import ANSWER_LIMIT, document_of

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
"""Children of one process at the same time: together they stay within what a small machine has."""
_turns = threading.BoundedSemaphore(AT_ONCE)


def read_apart(
    content: bytes, *, filename: str, encoding: str = "", seconds: float, megabytes: int = 512
) -> Document:
    """``read`` in a child process that lives ``seconds`` at most and holds ``megabytes`` at most.

    Waiting for a turn counts. Raises ``Unreadable``, and ``TooSlow`` when the time is over.
    """
    if len(content) > BYTES_LIMIT:
        raise Unreadable(TOO_LARGE, size=-(-len(content) // 1024 // 1024), limit=BYTES_LIMIT // 1024 // 1024)
    deadline = time.monotonic() + seconds
    if seconds <= 0 or not _turns.acquire(timeout=seconds):
        raise TooSlow(filename)
    try:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TooSlow(filename)
        return _read(content, [_limit(left), str(megabytes), _name(filename), encoding], left)
    finally:
        _turns.release()


def _read(content: bytes, arguments: list[str], seconds: float) -> Document:
    with _child(arguments) as child:
        over = threading.Event()

        def stop() -> None:
            over.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        feeder = threading.Thread(target=_feed, args=(child.stdin, content), daemon=True)
        timer.start()
        feeder.start()
        try:
            answer = child.stdout.read(ANSWER_LIMIT + 1)  # type: ignore[union-attr]
            child.kill() if len(answer) > ANSWER_LIMIT else child.wait()
        finally:
            timer.cancel()
            child.kill()
            feeder.join()
    if over.is_set() or child.returncode == -signal.SIGXCPU:
        raise TooSlow()
    try:
        return document_of(json.loads(answer))
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(CRASHED) from error


@contextmanager
def _child(arguments: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A child that has ended and been reaped when this is left, however it is left."""
    child = subprocess.Popen(
        [sys.executable, "-m", "annotations.readers", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        # Nothing of ours: no secrets for a hostile file to find.
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1"},
        start_new_session=True,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _feed(pipe: IO[bytes], content: bytes) -> None:
    with suppress(OSError):  # a child that was killed reads no more
        pipe.write(content)
        pipe.close()


def _limit(seconds: float) -> str:
    return str(math.ceil(seconds) + 1)


def _name(filename: str) -> str:
    """The name as an argument of a command can hold it; only its end matters."""
    return filename.replace("\0", "")[-100:].encode("utf-8", "replace").decode()
