"""What the number checks say about texts, how fast, and how many planted errors they find.

    python bench/checks.py [--day 2024-03-08] [--all] TEXTS…
    python bench/checks.py --planted FILE

A text file may hold several articles, parted by form feeds. FILE has one JSON object a line:
``text``, ``wrong`` ([start, end] of the figure that was planted), and perhaps ``reference_date``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotations.checks.article import check
from annotations.checks.check import DIFFERS, HOLDS, Check


def said(text: str, one: Check) -> str:
    """One result on a line, with the words around it."""
    start, end = min(one.spans)[0], max(span[1] for span in one.spans)
    around = text[max(0, start - 20) : min(end + 20, start + 200)].replace("\n", "/")
    return f"{one.outcome:8} {one.name:16} {one.explanation}\n         …{around}…"


def flags(paths: list[Path], day: date | None, *, everything: bool) -> None:
    """Print what is flagged in each article, then sums."""
    articles = [piece for path in paths for piece in path.read_text(encoding="utf-8").split("\f")]
    counts: Counter[tuple[str, str]] = Counter()
    for number, text in enumerate(articles):
        for one in check(text, day):
            counts[one.outcome, one.name] += 1
            if everything or one.outcome != HOLDS:
                print(f"[{number}] {said(text, one)}")
    size, warm = 0, 0.0
    for text in articles[:50]:
        check(text, day)
        begun = time.perf_counter()
        check(text, day)
        warm, size = warm + time.perf_counter() - begun, size + len(text)
    for (outcome, name), n in sorted(counts.items()):
        print(f"{outcome:8} {name:18} {n}")
    differing = sum(n for (outcome, _), n in counts.items() if outcome == DIFFERS)
    print(f"{len(articles)} articles, {differing / len(articles):.3f} of them differ per article")
    print(f"warm: {warm / max(size, 1) * 3700 * 1000:.1f} ms for 3,700 characters")


def planted(path: Path) -> None:
    """How many planted figures lie in a flagged span, and how many flags are about one."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = flagged = right = 0
    for row in rows:
        start, end = row["wrong"]
        day = date.fromisoformat(row["reference_date"]) if row.get("reference_date") else None
        told = [one for one in check(row["text"], day) if one.outcome != HOLDS]
        hits = [one for one in told if any(left < end and start < right_ for left, right_, _ in one.spans)]
        found, flagged, right = found + bool(hits), flagged + len(told), right + len(hits)
        if not hits:
            print("missed:", row["text"][max(0, start - 40) : end + 20].replace("\n", "/"))
    print(f"recall {found}/{len(rows)} = {found / len(rows):.2f}, flags that are right {right}/{flagged}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("texts", nargs="*", type=Path)
    options.add_argument("--day", type=date.fromisoformat)
    options.add_argument("--all", action="store_true")
    options.add_argument("--planted", type=Path)
    chosen = options.parse_args()
    if chosen.planted:
        planted(chosen.planted)
    if chosen.texts:
        flags(chosen.texts, chosen.day, everything=chosen.all)


if __name__ == "__main__":
    main()
