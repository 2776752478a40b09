"""How surely a copy finds its story: the right article first, and how many are taken for one wrongly.

    .venv/bin/python -m bench.duplicates

A copy keeps half of an article: half of its sentences (the others are of an article that is not among
them), or half of its characters (the others are struck or replaced, in stretches of 1 to 20). The articles
share their sentence patterns, which is harder than real copy. Baseline: the target of 199 of 200.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from annotations.matching.duplicates import ALIKE, SAME, containment, shingles
from annotations.text.sentences import sentences
from bench.newscopy import newscopy

ARTICLES = 200
LENGTH = 1500
TARGET = 199


def half_the_sentences(text: str, other: str, draw: random.Random) -> str:
    """Every second sentence on average is of another article, and the order is another one."""
    own = [line.text for line in sentences(text)]
    foreign = [line.text for line in sentences(other)]
    kept = draw.sample(own, len(own) // 2) + draw.sample(foreign, min(len(foreign), len(own) // 2))
    draw.shuffle(kept)
    return "".join(kept)


def half_the_characters(text: str, other: str, draw: random.Random) -> str:
    """Stretches are kept and lost in turn, half and half."""
    return "".join(_stretches(text, other, draw))


def _stretches(text: str, other: str, draw: random.Random) -> Iterator[str]:
    at = 0
    while at < len(text):
        kept, gone = draw.randint(1, 20), draw.randint(1, 20)
        yield text[at : at + kept]
        if draw.random() < 0.5:
            yield other[at + kept : at + kept + gone]
        at += kept + gone


def main() -> None:
    articles = [newscopy(LENGTH, seed) for seed in range(ARTICLES)]
    started = time.perf_counter()
    stored = [shingles(article) for article in articles]
    took = (time.perf_counter() - started) / ARTICLES
    print(f"{ARTICLES} articles of {LENGTH} characters, {took * 1000:.1f} ms each")
    for name, edit in (("sentences", half_the_sentences), ("characters", half_the_characters)):
        report(name, edit, articles, stored)
    others = [containment(a, b) for at, a in enumerate(stored) for b in stored[:at]]
    alike, same = (sum(one >= least for one in others) for least in (ALIKE, SAME))
    print(f"different articles, {len(others)} pairs: highest {max(others):.3f}, alike {alike}, same {same}")


def report(name: str, edit: Callable[..., str], articles: list[str], stored: list[frozenset[int]]) -> None:
    draw = random.Random(7)
    first, alike = 0, 0
    for at, article in enumerate(articles):
        copy = shingles(edit(article, newscopy(LENGTH, ARTICLES + at), draw))
        shares = [containment(copy, one) for one in stored]
        first += shares[at] == max(shares) > 0
        alike += shares[at] >= ALIKE
    ratio = first / TARGET
    found = f"right first {first} of {ARTICLES} (target {TARGET}, ratio {ratio:.3f}), alike {alike}"
    print(f"half the {name}: {found}")


if __name__ == "__main__":
    main()
