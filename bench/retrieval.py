"""What bench/search.py reads and counts: a corpus folder, a queries file, ranks and recall. No database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path, PurePosixPath


class Unusable(Exception):
    """What was given cannot be measured; the message says where it is wrong and what would be right."""


@dataclass(frozen=True)
class Document:
    """One file of the corpus; ``name`` is its way from the folder, with ``/``."""

    name: str
    text: str


@dataclass(frozen=True)
class Query:
    """A question and what answers it: file names (any passage of the file), or ``file#ordinal``."""

    text: str
    right: frozenset[str]


def documents(folder: Path) -> Iterator[Document]:
    """Every readable file below ``folder`` in the order of its name; hidden and empty ones are left out.

    Raises ``Unusable`` for a folder that is none and for a file that is not UTF-8.
    """
    for name in names(folder):
        text = _text(folder / name)
        if text.strip():
            yield Document(name, text)


def names(folder: Path) -> list[str]:
    """The files that ``documents`` reads, by name.

    Raises ``Unusable`` for a folder that is none, or empty.
    """
    if not folder.is_dir():
        raise Unusable(f"{folder} is no folder; give the folder of the corpus, one document a file.")
    below = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    found = sorted(path.as_posix() for path in below if not any(part.startswith(".") for part in path.parts))
    if not found:
        raise Unusable(f"{folder} holds no file; the corpus is one document a file, in UTF-8.")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"{path} is not UTF-8 (byte {error.start}); convert it first.") from None


def read_queries(path: Path) -> list[Query]:
    """The queries of a file of JSON lines, ``{"query": "…", "id": "…" or ["…"]}``; blank lines are skipped.

    Raises ``Unusable`` with the number of the first line that is wrong, and for a file without any query.
    """
    lines = enumerate(_text(path).split("\n"), start=1)
    found = [_query(line, f"{path}, line {at}") for at, line in lines if line.strip()]
    if not found:
        raise Unusable(f'{path} holds no query; each line is {{"query": "…", "id": "…"}}.')
    return found


def _query(line: str, where: str) -> Query:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise Unusable(f"{where}: no JSON ({error.msg}, column {error.colno}).") from None
    if not isinstance(row, dict):
        raise Unusable(f'{where}: not an object; each line is {{"query": "…", "id": "…"}}.')
    text, told = row.get("query"), row.get("id")
    if not isinstance(text, str) or not text.strip():
        raise Unusable(f"{where}: “query” must be a text that is not empty.")
    right = told if isinstance(told, list) else [told]
    if not right or not all(isinstance(one, str | int) and str(one).strip() for one in right):
        raise Unusable(f"{where}: “id” must be the name of a file, “file#ordinal”, or a list of these.")
    return Query(text.strip(), frozenset(str(one).strip() for one in right))


def answers(name: str, ordinal: int | None = None) -> set[str]:
    """Every id by which a queries file may mean this document, or its passage ``ordinal`` (from 0)."""
    way = PurePosixPath(name)
    names = {name, str(way.with_suffix("")), way.name, way.stem}
    return names if ordinal is None else names | {f"{one}#{ordinal}" for one in names}


def check_ids(queries: Sequence[Query], names: Iterable[str]) -> None:
    """Raises ``Unusable`` when a query's ids name no file of the corpus at all."""
    known = {answer for name in names for answer in answers(name)}
    lost = [query for query in queries if not any(_file(one) in known for one in query.right)]
    if lost:
        shown = "; ".join(f"“{query.text[:30]}” → {', '.join(sorted(query.right))}" for query in lost[:3])
        raise Unusable(f"{len(lost)} of {len(queries)} queries name no file of the corpus: {shown}.")


def _file(told: str) -> str:
    name, sign, ordinal = told.rpartition("#")
    return name if sign and ordinal.isdigit() else told


def rank(found: Iterable[tuple[str, int]], query: Query) -> int | None:
    """Where in ``found`` (name and ordinal, best first) the first right passage stands, from 1."""
    for place, passage in enumerate(found, start=1):
        if not query.right.isdisjoint(answers(*passage)):
            return place
    return None


def recall(ranks: Sequence[int | None], within: int) -> float:
    """The share of queries whose right passage stands among the first ``within``."""
    return sum(place is not None and place <= within for place in ranks) / len(ranks)


def quantile(values: Sequence[float], share: float) -> float:
    """The nearest-rank quantile: the smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]
