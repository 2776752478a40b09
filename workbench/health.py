"""Two questions an operator's machinery asks: does the process answer, and can it do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from kombu.exceptions import OperationalError

from annotations.models import jobs
from workbench.celery import app

_seen_migrated = False


def healthz(_request: HttpRequest) -> JsonResponse:
    """The process is up. Asks nobody else, so that a database's rest does not restart the web."""
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> JsonResponse:
    """503 when pages cannot be served; ``degraded`` when only background work waits."""
    database = _database()
    if database != "ok":
        return JsonResponse({"status": "unavailable", "database": database}, status=503)
    parts = {"broker": _broker(), "worker": "ok" if jobs.worker_alive() else "none"}
    status = "ok" if set(parts.values()) == {"ok"} else "degraded"
    return JsonResponse({"status": status, "database": database, **parts})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok" if _migrated() else "migrations missing"
    except DatabaseError:
        return "unreachable"


def _migrated() -> bool:
    """Whether every migration is applied. Reading them all is slow, so a yes is remembered."""
    global _seen_migrated
    if not _seen_migrated:
        executor = MigrationExecutor(connection)
        _seen_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _seen_migrated


def _broker() -> str:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=0, timeout=1)
        return "ok"
    except (OperationalError, OSError):
        return "unreachable"
