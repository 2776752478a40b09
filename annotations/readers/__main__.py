"""The child process of ``child.py``: limits first, then the file from standard input, the answer as JSON.

``python -m annotations.readers SECONDS MEGABYTES FILENAME ENCODING``
"""

from __future__ import annotations

import json
import resource
import sys

from annotations.readers.document import Unreadable
from annotations.readers.reading import BYTES_LIMIT, read
from annotations.readers.sentences import HEAVY
from annotations.readers.wire import answer_of, refusal_of


def main(seconds: str, megabytes: str, filename: str, encoding: str) -> None:
    limit(int(seconds), int(megabytes))
    content = sys.stdin.buffer.read(BYTES_LIMIT + 1)
    try:
        answer = answer_of(read(content, filename=filename, encoding=encoding))
    except Unreadable as error:
        answer = refusal_of(error)
    except (MemoryError, RecursionError):
        answer = refusal_of(Unreadable(HEAVY))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def limit(seconds: int, megabytes: int) -> None:
    """Bound this process for good: processor time, address space, and no file written."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes * 1024 * 1024)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if what == resource.RLIMIT_AS and sys.platform == "darwin":
        return  # macOS knows this limit by name only
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
