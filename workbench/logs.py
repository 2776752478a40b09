"""Logs: one JSON object a line on standard error, with the request's id and without any content.

An exception's message may quote a row of the database or a sentence of an article, so it is not
written; its type and the lines it passed through are. DEBUG in the environment shows everything.
"""

from __future__ import annotations

import logging
import logging.config
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

QUIET = (
    "celery.app.trace",
    "celery.worker.strategy",
    "django.db.backends",
    "granian.access",
    "jieba",
    "kombu",
)


def without_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and its frames."""
    raised = event.pop("exc_info", None)
    if isinstance(raised, tuple):
        raised = raised[1]
    if isinstance(raised, BaseException):
        frames = traceback.extract_tb(raised.__traceback__)
        event["error"] = f"{type(raised).__module__}.{type(raised).__qualname__}"
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


class TaskFailures(logging.Filter):
    """Celery's own failure line carries the exception's text; keep the task's name and id."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "celery.app.trace" and hasattr(record, "data"):
            data: dict[str, Any] = record.data
            record.msg, record.args = f"task failed: {data.get('name')} {data.get('id')}", ()
        return True


def configure(wanted: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: set up structlog and the standard library alike."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = {"class": "logging.StreamHandler", "formatter": "json", "filters": ["task_failures"]}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"task_failures": {"()": TaskFailures}},
            "formatters": {"json": _json(shared, everything=bool(wanted.get("everything")))},
            "handlers": {"stderr": handler},
            "root": {"handlers": ["stderr"], "level": wanted["level"]},
            "loggers": {name: {"level": "WARNING"} for name in QUIET},
        }
    )


def _json(shared: list[Processor], *, everything: bool) -> dict[str, Any]:
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info if everything else without_message,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
