"""Where a query's words and figures stand in a passage, to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotations.search.figures import figures
from annotations.search.folding import folded


def marks(text: str, terms: Iterable[str], phrases: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """Stretches of ``text`` (code points, end exclusive) in order, none touching another.

    With phrases only these are marked. A figure is marked however it is written.
    """
    shape = folded(text)
    wanted = frozenset(terms)
    exact = [phrase for phrase in phrases if phrase]
    places = list(_standing(shape.text, exact or _words(wanted)))
    values = frozenset(term for term in wanted if term.startswith(("n:", "d:")))
    # Reading every figure of a passage takes longer than all else.
    if values and not exact:
        places += [(one.start, one.end) for one in figures(shape.text) if values & set(one.tokens)]
    return tuple(_joined([shape.source(*place) for place in places]))


def _words(terms: frozenset[str]) -> list[str]:
    words = [term for term in terms if not term.startswith(("n:", "d:"))]
    # Single characters are marked only where nothing longer was asked for.
    return [word for word in words if len(word) > 1] or words


def _standing(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
