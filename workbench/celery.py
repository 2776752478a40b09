"""The Celery application. A worker carries out Job rows; the broker only brings their ids."""

from __future__ import annotations

import gc
import os
from typing import Any

from celery import Celery, signals
from django.conf import settings

from annotations.detectors import suggestions
from workbench import leash, logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
# Checks load every page and the API: forty megabytes that a worker never uses. ``migrate`` runs them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")

app = Celery("workbench")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def log_as_json(**_: Any) -> None:
    """Celery installs its own handlers unless somebody answers this signal."""
    logs.configure(settings.LOGGING)


@signals.celeryd_init.connect
@signals.beat_init.connect
@signals.worker_process_init.connect
def end_with_the_supervisor(**_: Any) -> None:
    leash.hold()


@signals.worker_init.connect
def load_the_dictionary(**_: Any) -> None:
    """Read the dictionaries once, before the fork, and keep the collector from unsharing them."""
    suggestions.load()
    gc.freeze()


@signals.worker_ready.connect
def look_for_left_work(**_: Any) -> None:
    """What a killed worker left behind is found at once, not at beat's next turn."""
    app.send_task("annotations.sweep", expires=10)
