"""Fixtures for every test. The servers themselves come earlier, from tests/servers.py."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.db import connection
from django.test import override_settings

from tests import browser, stack, templates

LONG = ("tests/concurrency/test_kill.py", "tests/test_protected.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first: for one that comes last, the other process waits with nothing left to do."""

    def rank(item: pytest.Item) -> int:
        products = item.get_closest_marker("live") or item.get_closest_marker("browser")
        return 0 if item.nodeid.startswith(LONG) else 1 if products else 2

    items.sort(key=rank)


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """In-process tests see static files without the hash, so nothing needs collecting first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """SQLite's file is a copy that has its tables already; PostgreSQL copies for itself."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Take the tables from the one migration of the run."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copy(templates.sqlite(), test["NAME"])
    else:
        test["TEMPLATE"] = templates.postgresql()


@pytest.fixture(autouse=True)
def fast_passwords(settings: Any) -> None:
    """Argon2 is slow on purpose; most tests only need some password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def patient_reading(settings: Any) -> None:
    """A machine that is busy with other tests starts a child process slowly."""
    settings.READ_SECONDS = 60.0


@pytest.fixture(autouse=True)
def no_request_of_another_test() -> None:
    """A request leaves its id bound until the next one: the rows of a later test would be one act."""
    structlog.contextvars.clear_contextvars()


@pytest.fixture(scope="module")
def live_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., stack.Stack]]:
    """Start the real product: ``live_stack("postgresql")`` or ``live_stack("sqlite")``.

    Each call starts another one; all of them end with the module.
    """
    started: list[stack.Stack] = []

    def start(database: str = "postgresql", **environment: str) -> stack.Stack:
        # The demo takes seconds to make; whoever looks at it asks for it by NO_DEMO="".
        environment = {"NO_DEMO": "1", **environment}
        fresh = stack.fresh(tmp_path_factory.mktemp("stack"), database, **environment)
        started.append(fresh)
        fresh.start()
        return fresh

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser: one that is here, not one of its own downloads."""
    browser.chinese_font()
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": browser.chromium(), "args": browser.FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1440, "height": 900}}
