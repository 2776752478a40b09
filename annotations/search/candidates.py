"""The passages that may answer a query, from the database: the sum of the weights of the words they hold.

What holds all of a few words outweighs anything else: it is asked for first, and where there is enough of it
nothing more is asked. Else one statement asks for each word by itself and adds up. On PostgreSQL what the
reader may not see is left out word by word, for the row is at hand there. SQLite's index knows nothing of
the row, and to look each one up costs more than all the rest: there the heaviest are looked up first, and
all of them only when too few of those may be seen.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import connection

from annotations.models.searchindex import COLUMN, FTS, TABLE

Condition = tuple[str, list[Any]]

FEW = 4
"""Words up to which passages that hold all of them are asked for first."""
NEWEST = 50
"""So many times the passages asked for are looked at among those that hold all words."""
FIRST_LOOK = 5
"""So many times the passages asked for are looked up at first."""


def candidates(
    weights: Mapping[str, float], k: int, condition: Condition, *, together: Collection[str] = ()
) -> list[int]:
    """The ids of up to ``k`` passages, heaviest first and of equal ones the newest.

    ``weights`` are those of the query's rarest words, ``together`` all its words if there are more.
    ``condition`` is SQL on the passage ``p`` with its values.
    """
    if not weights:
        return []
    holding, adding = _VENDORS[connection.vendor]
    every = list(together or weights)
    first = holding(every, k, condition) if len(every) <= FEW else []
    if len(first) >= k:
        return first
    known = set(first)
    return [*first, *(pk for pk in adding(weights, k, condition) if pk not in known)][:k]


def key(value: uuid.UUID) -> Any:
    """A UUID as the database's driver takes it."""
    return value.hex if connection.vendor == "sqlite" else value


def _whole(weight: float) -> int:
    # Whole numbers add up to the same in every order.
    return round(weight * 1000)


def _sqlite_holding(terms: list[str], k: int, condition: Condition) -> list[int]:
    where, values = condition
    match = " AND ".join(map(_fts, terms))
    rows = _rows(
        f"SELECT p.id FROM (SELECT rowid AS id FROM {FTS} WHERE {FTS} MATCH %s "  # noqa: S608  # nosec B608
        f"ORDER BY rowid DESC LIMIT %s) AS newest CROSS JOIN {TABLE} AS p ON p.id = newest.id "
        f"WHERE {where} ORDER BY newest.id DESC LIMIT %s",
        [match, NEWEST * k, *values, k],
    )
    return [row[0] for row in rows]


def _postgresql_holding(terms: list[str], k: int, condition: Condition) -> list[int]:
    where, values = condition
    rows = _rows(
        f"SELECT p.id FROM {TABLE} AS p WHERE p.{COLUMN} @@ %s::tsquery AND {where} "  # noqa: S608  # nosec B608
        "ORDER BY p.id DESC LIMIT %s",
        [" & ".join(map(_lexeme, terms)), *values, k],
    )
    return [row[0] for row in rows]


def _fts(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _lexeme(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _sqlite(weights: Mapping[str, float], k: int, condition: Condition) -> list[int]:
    for most in (FIRST_LOOK * k, -1):
        rows = _sqlite_rows(weights, most, condition)
        seen = [pk for pk, visible in rows if visible]
        if len(seen) >= k or len(rows) < most:
            break
    return seen[:k]


def _sqlite_rows(weights: Mapping[str, float], most: int, condition: Condition) -> list[tuple[Any, ...]]:
    """The ``most`` heaviest passages (-1: all) and whether each meets the condition."""
    where, values = condition
    each = f"SELECT rowid AS id, CAST(%s AS INTEGER) AS weight FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608  # nosec B608
    asked: list[Any] = []
    for term, weight in weights.items():
        asked += [_whole(weight), _fts(term)]
    union = " UNION ALL ".join([each] * len(weights))
    return _rows(
        f"SELECT p.id, {where} FROM (SELECT id, SUM(weight) AS weight FROM ({union}) GROUP BY id "  # noqa: S608  # nosec B608
        f"ORDER BY weight DESC, id DESC LIMIT %s) AS sums CROSS JOIN {TABLE} AS p ON p.id = sums.id "
        "ORDER BY sums.weight DESC, sums.id DESC",
        [*values, *asked, most],
    )


def _postgresql(weights: Mapping[str, float], k: int, condition: Condition) -> list[int]:
    where, values = condition
    each = (
        f"SELECT p.id, %s::integer AS weight FROM {TABLE} AS p "  # noqa: S608  # nosec B608
        f"WHERE p.{COLUMN} @@ %s::tsquery AND {where}"
    )
    asked: list[Any] = []
    for term, weight in weights.items():
        asked += [_whole(weight), _lexeme(term), *values]
    union = " UNION ALL ".join([each] * len(weights))
    rows = _rows(
        f"SELECT id FROM ({union}) AS found GROUP BY id "  # noqa: S608  # nosec B608
        "ORDER BY SUM(weight) DESC, id DESC LIMIT %s",
        [*asked, k],
    )
    return [row[0] for row in rows]


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


Holding = Callable[[list[str], int, Condition], list[int]]
Adding = Callable[[Mapping[str, float], int, Condition], list[int]]
_VENDORS: Mapping[str, tuple[Holding, Adding]] = {
    "sqlite": (_sqlite_holding, _sqlite),
    "postgresql": (_postgresql_holding, _postgresql),
}
