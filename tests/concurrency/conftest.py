"""Real transactions in real threads, and a clean database afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from annotations.models import triggers


@pytest.fixture
def guards_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The guards come back behind the flush that ends a test: PostgreSQL refuses a TRUNCATE with them."""
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.install(editor)


@pytest.fixture
def real_transactions(guards_again: None, transactional_db: None) -> Iterator[None]:
    """Rows really commit; the guards step aside while the test's rows are flushed away."""
    yield
    with connection.schema_editor() as editor:
        triggers.remove(editor)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
            for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
                if table != "django_migrations":
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
            cursor.execute("PRAGMA foreign_keys = ON")


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run the acts in threads that start together; their results, or what they raised, in order."""
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = acts[place]()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def won(results: list) -> list:
    return [result for result in results if not isinstance(result, Exception)]


def lost(results: list) -> set[type]:
    return {type(result) for result in results if isinstance(result, Exception)}
