"""The passages that may answer a query, from the database: the sum of the weights of the words they hold.

One statement asks for each word by itself and adds up; on PostgreSQL what the reader may not see is left
out word by word (the row is at hand there), on SQLite behind the sorted sums, before any is counted.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection

from annotations.models.searchindex import COLUMN, FTS, TABLE

Condition = tuple[str, list[Any]]


def candidates(weights: Mapping[str, float], k: int, condition: Condition) -> list[int]:
    """The ids of up to ``k`` passages, heaviest first and of equal ones the newest.

    ``weights`` are those of the query's words; ``condition`` is SQL on the passage ``p`` with its values.
    """
    if not weights:
        return []
    statement, values = _VENDORS[connection.vendor](weights, condition)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT %s", [*values, k])
        return [row[0] for row in cursor.fetchall()]


def key(value: uuid.UUID) -> Any:
    """A UUID as the database's driver takes it."""
    return value.hex if connection.vendor == "sqlite" else value


def _whole(weight: float) -> int:
    # Whole numbers add up to the same in every order.
    return round(weight * 1000)


def _sqlite(weights: Mapping[str, float], condition: Condition) -> tuple[str, list[Any]]:
    where, values = condition
    each = f"SELECT rowid AS id, CAST(%s AS INTEGER) AS weight FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608
    asked: list[Any] = []
    for term, weight in weights.items():
        asked += [_whole(weight), '"' + term.replace('"', '""') + '"']
    union = " UNION ALL ".join([each] * len(weights))
    # CROSS JOIN keeps the order of the sums: rows are looked at until enough of them may be seen.
    statement = (
        f"SELECT p.id FROM (SELECT id, SUM(weight) AS weight FROM ({union}) GROUP BY id "  # noqa: S608
        f"ORDER BY weight DESC, id DESC) AS sums CROSS JOIN {TABLE} AS p ON p.id = sums.id WHERE {where} "
        "ORDER BY sums.weight DESC, sums.id DESC"
    )
    return statement, [*asked, *values]


def _postgresql(weights: Mapping[str, float], condition: Condition) -> tuple[str, list[Any]]:
    where, values = condition
    each = (
        f"SELECT p.id, %s::integer AS weight FROM {TABLE} AS p "  # noqa: S608
        f"WHERE p.{COLUMN} @@ %s::tsquery AND {where}"
    )
    asked: list[Any] = []
    for term, weight in weights.items():
        lexeme = term.replace("\\", "\\\\").replace("'", "''")
        asked += [_whole(weight), f"'{lexeme}'", *values]
    union = " UNION ALL ".join([each] * len(weights))
    statement = f"SELECT id FROM ({union}) AS found GROUP BY id ORDER BY SUM(weight) DESC, id DESC"  # noqa: S608
    return statement, asked


_VENDORS: Mapping[str, Callable[[Mapping[str, float], Condition], tuple[str, list[Any]]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}
