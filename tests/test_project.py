"""What the project around the app promises for every answer: ids, headers, health, log lines."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests import stack
from workbench import logs

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy(response: Any) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


def test_healthz_asks_nobody(client: Client):
    # No database mark on this test: a query would fail it.
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.both_databases
@pytest.mark.django_db
def test_readyz_says_degraded_while_no_worker_lives(client: Client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "database": "ok", "broker": "ok", "worker": "none"}


def test_every_answer_carries_the_strict_policy(client: Client):
    answer = client.get("/healthz")

    assert policy(answer) == STRICT
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_only_the_api_docs_may_style_inline(client: Client):
    relaxed = policy(client.get("/api/docs/")) - STRICT

    assert relaxed == {"style-src 'self' 'unsafe-inline'", "img-src 'self' data:"}


def test_a_request_id_is_kept_when_it_is_harmless_and_replaced_when_not(client: Client):
    kept = client.get("/healthz", headers={"X-Request-ID": "proxy-1234"})
    replaced = client.get("/healthz", headers={"X-Request-ID": 'x"}\n{"forged": 1'})

    assert kept["X-Request-ID"] == "proxy-1234"
    assert re.fullmatch(r"[0-9a-f]{32}", replaced["X-Request-ID"])


@pytest.mark.django_db
def test_a_missing_page_below_api_is_a_problem_and_elsewhere_a_page(client: Client):
    below = client.get("/api/v1/no-such-thing/")
    elsewhere = client.get("/no-such-thing/")

    assert (below.status_code, below["Content-Type"]) == (404, "application/problem+json")
    assert elsewhere.status_code == 404
    assert elsewhere["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_nobody_signs_up_alone(client: Client, django_user_model: Any):
    password = "ein-langes-Wort-93"
    client.post("/accounts/signup/", {"username": "x", "password1": password, "password2": password})

    assert not django_user_model.objects.exists()


def test_a_log_line_is_json_and_an_error_keeps_its_message_to_itself():
    try:
        raise ValueError("德州市全年生产总值")
    except ValueError as error:
        event = logs.without_message(logging.getLogger(), "error", {"event": "failed", "exc_info": error})

    assert event["error"] == "builtins.ValueError"
    assert "test_project.py" in event["at"][0]
    assert "德州" not in json.dumps(event, ensure_ascii=False)


def test_a_failed_task_is_logged_by_its_name_only():
    record = logging.LogRecord("celery.app.trace", logging.ERROR, __file__, 1, "boom: %s", ("秘密",), None)
    record.data = {"name": "annotations.run_job", "id": "7"}

    logs.TaskFailures().filter(record)

    assert record.getMessage() == "task failed: annotations.run_job 7"


def test_a_weak_secret_refuses_the_start_in_one_sentence():
    env = {
        "PATH": "",
        "DATABASE_URL": "postgres://x@127.0.0.1:1/x",
        "SECRET_KEY": "changeme",
        "WORKBENCH_DATA": str(settings.DATA),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=stack.ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "SECRET_KEY 缺失或太弱" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.live
@pytest.mark.browser
def test_the_api_docs_work_under_their_policy(live_stack: Callable[..., stack.Stack], page: Page):
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)

    page.goto(f"{live_stack('sqlite').base_url}/api/docs/")
    page.wait_for_selector(".opblock")

    assert broken == []
