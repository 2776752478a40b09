"""kill -9 at the worst moment: nothing lost, nothing double. On the real product, both databases."""

from __future__ import annotations

import os
import signal
import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.stack import Stack

PARAGRAPH = "2023年，全市新开工过亿元项目{n}个，到位资金117.77亿元，同比增长12.5%，居全省第一位。\n"
LONG = "".join(PARAGRAPH.format(n=100 + n) for n in range(2000))
"""Long enough that its pre-tagging takes seconds."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request: Any, live_stack: Callable[..., Stack]) -> Stack:
    stack = live_stack(request.param)
    stack.manage("createmember", "--user", "bianji", "--desk", "要闻", "--role", "editor")
    return stack


@pytest.fixture
def api(running: Stack) -> Any:
    key = running.manage("createkey", "--user", "bianji", "--desk", "要闻", "--scope", "write").strip()
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=running.base_url, headers=headers, trust_env=False, timeout=30) as client:
        yield client


def take_in(api: httpx.Client, text: str, **fields: Any) -> dict[str, Any]:
    # The same text twice is the same article, so each has a number of its own.
    answer = api.post(
        "/api/v1/articles/", json={"title": "样稿", "text": f"{text}稿号{uuid.uuid4().hex}", **fields}
    )
    answer.raise_for_status()
    return answer.json()


def job_of(api: httpx.Client, article: dict[str, Any]) -> dict[str, Any]:
    return api.get("/api/v1/jobs/", params={"article": article["id"]}).json()["results"][0]


def wait_for(condition: Callable[[], Any], patience: float = 60.0) -> Any:
    began = time.monotonic()
    while time.monotonic() - began < patience:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def spans_of(api: httpx.Client, article: dict[str, Any]) -> list[tuple[int, int, str]]:
    rows: list[tuple[int, int, str]] = []
    url: str | None = f"/api/v1/articles/{article['id']}/suggestions/?page_size=200"
    while url:
        page = api.get(url).json()
        rows += [(row["start"], row["end"], row["detector"]) for row in page["results"]]
        url = page["next"]
    return rows


def test_a_killed_worker_loses_and_doubles_no_suggestion(running: Stack, api: httpx.Client) -> None:
    undisturbed = take_in(api, LONG)
    wait_for(lambda: job_of(api, undisturbed)["state"] == "done")
    disturbed = take_in(api, LONG)

    wait_for(lambda: 0 < job_of(api, disturbed)["done"] < len(LONG))
    for pid in running.pids("worker"):
        os.kill(pid, signal.SIGKILL)
    interrupted = job_of(api, disturbed)
    wait_for(lambda: job_of(api, disturbed)["state"] == "done")

    assert interrupted["state"] == "running"
    assert job_of(api, disturbed)["attempts"] == 2
    spans = spans_of(api, disturbed)
    assert len(spans) == len(set(spans))
    assert spans == spans_of(api, undisturbed)


def test_a_killed_web_keeps_every_acknowledged_write_once(running: Stack, api: httpx.Client) -> None:
    article = take_in(api, PARAGRAPH.format(n=169), pretag=False)
    quote = "117.77亿元"
    start = article["text"].index(quote)
    body = {"start": start, "end": start + len(quote), "quote": quote, "types": ["money"]}
    path = f"/api/v1/articles/{article['id']}/claims/"
    acknowledged: dict[str, str] = {}
    unanswered: list[str] = []

    for number in range(30):
        note = f"write-{number}"
        if number in (10, 20):
            # The last one is the process that answers; the supervisor must bring it back.
            os.kill(running.pids("web")[-1], signal.SIGKILL)
        try:
            answer = api.post(path, json={**body, "note": note}, headers={"Idempotency-Key": note})
            answer.raise_for_status()
            acknowledged[note] = answer.json()["id"]
        except httpx.HTTPError:
            unanswered.append(note)
    running.wait_until_ready()
    for note in unanswered:
        answer = api.post(path, json={**body, "note": note}, headers={"Idempotency-Key": note})
        acknowledged[note] = answer.json()["id"]

    stored = {row["note"]: row["id"] for row in api.get(path, params={"page_size": 200}).json()["results"]}
    assert stored == acknowledged
    assert len(stored) == 30
