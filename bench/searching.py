"""What bench/search.py asks of the library that filling.py made, and how long it takes.

To be imported when the environment names the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from django.test import Client  # noqa: E402

from annotations.models import Actor, Passage, Term, User  # noqa: E402
from annotations.models.searchindex import COLUMN, FTS, TABLE  # noqa: E402
from annotations.search import query as asking  # noqa: E402
from annotations.search.candidates import candidates  # noqa: E402
from annotations.search.finding import FIGURES, Scope, find, nearest, scope_of  # noqa: E402
from annotations.search.scoring import Asked  # noqa: E402
from bench.filling import READER  # noqa: E402
from bench.retrieval import Query, quantile, rank, recall  # noqa: E402

T = TypeVar("T")


class Times(NamedTuple):
    """Milliseconds of one query: by the clock, and those that a processor worked for it."""

    clock: float
    work: float


DEEPEST = 100
SHOWN = 20
"""Hits with their marks for which the clock runs: a page of them."""
HARD = 20
"""Queries of common words alone."""
SCANNED = 10
"""Queries for which every passage is read."""


def sizes() -> dict[str, float]:
    """MB on the disk."""
    if connection.vendor == "sqlite":
        asked = (
            "SELECT (SELECT SUM(pgsize) FROM dbstat WHERE name LIKE %s), (SELECT SUM(pgsize) FROM dbstat "
            "WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = %s)), "
            "(SELECT SUM(pgsize) FROM dbstat WHERE name IN "
            "(SELECT name FROM sqlite_master WHERE tbl_name = 'annotations_term'))"
        )
        values = [f"{FTS}%", TABLE]
    else:
        asked = (
            "SELECT pg_relation_size('passage_words'), pg_total_relation_size(%s::regclass) - "
            "pg_relation_size('passage_words'), pg_total_relation_size('annotations_term')"
        )
        values = [TABLE]
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        found = cursor.fetchone()
    return {
        name: float(size or 0) / 1e6 for name, size in zip(("index", "passages", "words"), found, strict=True)
    }


def ask(queries: Sequence[Query], *, typed: bool, misses: bool) -> dict[str, float]:
    """Ask every query, print what came of it, and give the figures by name."""
    scope = scope_of(Actor(User.objects.get(username=READER)), {"source"})
    search = find if typed else nearest
    found: dict[str, float] = {}
    found |= _told("candidates", queries, *_timed(queries, lambda text: _candidates(_question(text), scope)))
    _, times = _timed(queries, lambda text: search(text, scope, limit=SHOWN))
    ranked = [[hit.passage.pk for hit in search(query.text, scope, limit=DEEPEST)] for query in queries]
    found |= _told("final", queries, ranked, times)
    own = _timed(queries, lambda text: _own_order(asking.leading(_question(text))))
    found |= _told("own order", queries, *own)
    hard = [Query(text, frozenset()) for text in _common_words()]
    _, times = _timed(hard, lambda text: search(text, scope, limit=SHOWN))
    found |= _clocked("common words", times)
    few = queries[:: max(1, len(queries) // SCANNED)][:SCANNED]
    found |= _told(f"LIKE, {len(few)} queries", few, *_timed(few, lambda text: _scan(_question(text), scope)))
    if misses:
        for query, place in zip(queries, _ranks(queries, ranked), strict=True):
            if place != 1:
                print(f"    {place or '–':>4} {query.text}  → {', '.join(sorted(query.right))}")
    return found


def _candidates(question: Asked, scope: Scope) -> list[int]:
    return candidates(asking.leading(question), DEEPEST, scope.condition(), together=question.weights.keys())


def _question(text: str) -> Asked:
    return asking.asked(asking.parsed(text, quotes=False), figures=FIGURES)


def pages(queries: Sequence[Query]) -> dict[str, float]:
    """Ask the page for every query, print how long it takes, and give the figures by name."""
    client = Client(headers={"HX-Request": "true"}, SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=READER))

    def page(text: str) -> list[int]:
        answer = client.get("/search/", {"q": text[:100]})
        assert answer.status_code == 200, answer.status_code  # noqa: S101
        return []

    return _clocked("page", _timed(queries, page)[1])


def _timed(queries: Sequence[Query], search: Callable[[str], list[T]]) -> tuple[list[list[T]], list[Times]]:
    """What was found for each query, and its milliseconds."""
    search(queries[0].text)
    answers, times = [], []
    for query in queries:
        began, worked = time.perf_counter(), _worked()
        answers.append(search(query.text))
        times.append(Times((time.perf_counter() - began) * 1000, (_worked() - worked) * 1000))
    return answers, times


def _worked() -> float:
    """Seconds that a processor worked so far: for this process, and for the one that answers in PostgreSQL.

    The second is told by Linux alone; helpers that PostgreSQL takes for a single statement are not in it.
    """
    seconds = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        seconds += int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0
    return seconds


def _ranks(queries: Sequence[Query], answers: Sequence[list[int]]) -> list[int | None]:
    ranks = []
    for query, ids in zip(queries, answers, strict=True):
        rows = Passage.objects.filter(pk__in=ids).values_list("pk", "source__origin_key", "ordinal")
        named = {key: (name, ordinal) for key, name, ordinal in rows}
        ranks.append(rank([named[key] for key in ids], query))
    return ranks


def _told(
    name: str, queries: Sequence[Query], answers: Sequence[list[int]], times: Sequence[Times]
) -> dict[str, float]:
    ranks = _ranks(queries, answers)
    found = {f"{name} R@{k}": recall(ranks, k) for k in (1, 10, DEEPEST)}
    shown = "  ".join(f"{key.rpartition(' ')[2]} {value:.3f}" for key, value in found.items())
    return found | _clocked(name, times, shown)


def _clocked(name: str, times: Sequence[Times], shown: str = "") -> dict[str, float]:
    found = {f"{name} p{share}": quantile([one.clock for one in times], share / 100) for share in (50, 95)}
    found |= {
        f"{name} work p{share}": quantile([one.work for one in times], share / 100) for share in (50, 95)
    }
    told = "  ".join(f"{key.removeprefix(f'{name} ')} {value:.1f} ms" for key, value in found.items())
    print(f"  {name:18} {shown:32}  {told}", flush=True)
    return found


def _common_words() -> list[str]:
    """Three of the commonest words each: what the index has most to add up for."""
    telling = Term.objects.annotate(length=Length("term")).filter(length__gt=1).exclude(term__contains=":")
    words = list(telling.order_by("-df", "term").values_list("term", flat=True)[: 3 * HARD])
    return [" ".join(words[at::HARD]) for at in range(HARD) if words[at:]]


def _own_order(weights: dict[str, float]) -> list[int]:
    if connection.vendor == "sqlite":
        asked = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s ORDER BY bm25({FTS}) LIMIT %s"  # noqa: S608
        words = " OR ".join('"' + word.replace('"', '""') + '"' for word in weights)
        values = [words, DEEPEST]
    else:
        asked = (
            f"SELECT id FROM {TABLE}, CAST(%s AS tsquery) AS wanted WHERE {COLUMN} @@ wanted "  # noqa: S608
            f"ORDER BY ts_rank({COLUMN}, wanted) DESC LIMIT %s"
        )
        words = " | ".join("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in weights)
        values = [words, DEEPEST]
    return _ids(asked, values) if weights else []


def _scan(question: Asked, scope: Scope) -> list[int]:
    words = [word for word in question.weights if ":" not in word][: asking.MOST_WORDS]
    if not words:
        return []
    where, values = scope.condition()
    points = " + ".join(["CASE WHEN p.text LIKE %s THEN 1 ELSE 0 END"] * len(words))
    asked = f"SELECT p.id FROM {TABLE} AS p WHERE {where} ORDER BY {points} DESC, p.id LIMIT %s"  # noqa: S608
    return _ids(asked, [*values, *(f"%{word}%" for word in words), DEEPEST])


def _ids(asked: str, values: Sequence[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return [row[0] for row in cursor.fetchall()]
