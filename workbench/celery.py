"""The Celery application. A worker carries out Job rows; the broker only brings their ids."""

from __future__ import annotations

import gc
import os
from typing import Any

from celery import Celery, signals
from django.conf import settings

from annotations.text import words
from workbench import leash, logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")

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
    """Read jieba's dictionary once, before the fork, and keep the collector from unsharing it."""
    words.load()
    gc.freeze()


@signals.worker_ready.connect
def look_for_left_work(**_: Any) -> None:
    """What a killed worker left behind is found at once, not at beat's next turn."""
    app.send_task("annotations.sweep", expires=10)
