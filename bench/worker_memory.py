"""Memory of a worker's parent with Django, Celery and the dictionary, and of a worker forked from it.

python bench/worker_memory.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from newscopy import newscopy  # noqa: E402

from annotations.detectors.suggestions import propose_all  # noqa: E402
from workbench.celery import app, load_the_dictionary  # noqa: E402

ARTICLE = 3_700


def main() -> None:
    app.loader.import_default_modules()
    load_the_dictionary()
    parent = resident("Rss")
    out, into = os.pipe()
    if not os.fork():
        propose_all(newscopy(ARTICLE, seed=11))
        os.write(into, str(resident("Private")).encode())
        os._exit(0)
    forked = float(os.read(out, 99))
    print(f"parent {parent:.0f} (limit 170), forked worker {forked:.0f} private after an article (limit 20)")


def resident(kind: str) -> float:
    """``Rss``, or the sum of the private kinds, of this process in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:]
    return sum(int(line.split()[1]) for line in lines if line.startswith(kind)) / 1024


if __name__ == "__main__":
    main()
