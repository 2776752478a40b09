"""kill -9 of the worker in the middle of a fetch, recheck, reading or sweep: all of it once, or not yet.

On the real product, both databases; the supervisor starts the worker again.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
import pytest

from tests.concurrency.test_kill import take_in, wait_for
from tests.gateways.servers import Site, page, serving
from tests.readers.files import pdf
from tests.stack import Stack

ENDLESS = 20.0
HTML = "<html><head><title>统计公报</title></head><body><p>全市外贸进出口总值{}亿元。</p></body></html>"
LINE = "2023年，{town}镇新开工过亿元项目{n}个，到位资金{n}.77亿元。\n"
TOWNS = [f"{one}{two}" for one in "江河湖海云石青白金银南北" for two in "河原山州阳陵城浦"]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request: Any, site: Site, live_stack: Callable[..., Stack]) -> Stack:
    settings = "tests.concurrency.killed_settings"
    stack = live_stack(request.param, DJANGO_SETTINGS_MODULE=settings, FETCH_TEST_PORT=str(site.port))
    stack.manage("createmember", "--user", "bianji", "--desk", "要闻", "--role", "editor")
    return stack


@pytest.fixture(scope="module")
def api(running: Stack) -> Iterator[httpx.Client]:
    key = running.manage("createkey", "--user", "bianji", "--desk", "要闻", "--scope", "write").strip()
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=running.base_url, headers=headers, trust_env=False, timeout=60) as client:
        yield client


def slow_once(site: Site, path: str, body: str) -> None:
    """The first time the page does not come; whoever asked for it is killed meanwhile."""
    first = iter([True])

    def answer(request: BaseHTTPRequestHandler) -> None:
        if next(first, False):
            time.sleep(ENDLESS)
        else:
            page(body)(request)

    site.pages[path] = answer


def kill_worker(running: Stack) -> None:
    for pid in running.pids("worker"):
        os.kill(pid, signal.SIGKILL)


def job(api: httpx.Client, asked: dict[str, Any]) -> dict[str, Any]:
    return api.get(f"/api/v1/jobs/{asked['id']}/").raise_for_status().json()


def ended(api: httpx.Client, asked: dict[str, Any]) -> dict[str, Any]:
    return wait_for(lambda: (one := job(api, asked))["state"] not in ("queued", "running") and one, 120)


def everything(api: httpx.Client, url: str | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while url:
        answer = api.get(url).raise_for_status().json()
        if isinstance(answer, list):
            return answer
        rows += answer["results"]
        url = answer["next"]
    return rows


def sources(api: httpx.Client, title: str) -> list[dict[str, Any]]:
    return [row for row in everything(api, "/api/v1/sources/?page_size=200") if row["title"] == title]


def fetched(api: httpx.Client, site: Site, path: str) -> dict[str, Any]:
    body = {"url": site.url(path), "title": path, "source_type": "official_site"}
    return api.post("/api/v1/sources/fetch/", json=body).raise_for_status().json()


def test_a_page_is_one_source_when_its_fetching_was_killed(
    running: Stack, api: httpx.Client, site: Site
) -> None:
    path = f"/fetch-{running.port}.html"
    slow_once(site, path, HTML.format("312.7"))
    asked = fetched(api, site, path)
    wait_for(lambda: path in site.hits)

    kill_worker(running)
    assert sources(api, path) == []
    done = ended(api, asked)

    assert (done["state"], done["attempts"]) == ("done", 2)
    [source] = sources(api, path)
    assert len(everything(api, f"/api/v1/sources/{source['id']}/snapshots/")) == 1


def test_a_killed_recheck_adds_one_snapshot(running: Stack, api: httpx.Client, site: Site) -> None:
    path = f"/recheck-{running.port}.html"
    site.pages[path] = page(HTML.format("312.7"))
    ended(api, fetched(api, site, path))
    [source] = sources(api, path)
    snapshots = f"/api/v1/sources/{source['id']}/snapshots/"
    slow_once(site, path, HTML.format("312.9"))
    already = site.hits.count(path)
    asked = api.post(snapshots, headers={"If-Match": etag(api, source)}).raise_for_status().json()
    wait_for(lambda: site.hits.count(path) > already)

    kill_worker(running)
    assert len(everything(api, snapshots)) == 1
    done = ended(api, asked)

    assert (done["state"], done["attempts"]) == ("done", 2)
    assert len(everything(api, snapshots)) == 2


def etag(api: httpx.Client, source: dict[str, Any]) -> str:
    return api.get(f"/api/v1/sources/{source['id']}/").headers["ETag"]


def test_a_file_is_one_source_when_its_reading_was_killed(running: Stack, api: httpx.Client) -> None:
    content = pdf([f"On page {number} there are {number} projects." for number in range(8)])
    form = {"title": "公报", "source_type": "statistics"}
    files = {"file": ("公报.pdf", content, "application/pdf")}
    asked = api.post("/api/v1/sources/import/", data=form, files=files).raise_for_status().json()
    wait_for(lambda: job(api, asked)["state"] == "running")

    kill_worker(running)
    assert sources(api, "公报") == []
    done = ended(api, asked)

    assert (done["state"], done["attempts"]) == ("done", 2)
    assert len(sources(api, "公报")) == 1


def test_a_killed_sweep_pairs_each_item_once(running: Stack, api: httpx.Client) -> None:
    text = "".join(LINE.format(town=town, n=at + 100) for at, town in enumerate(TOWNS))
    article = take_in(api, text)
    wait_for(lambda: not unfinished(api, article))
    body = {"title": "材料", "source_type": "statistics", "text": text * 12, "article": article["id"]}
    api.post("/api/v1/sources/", json=body).raise_for_status()
    asked = wait_for(lambda: [one for one in unfinished(api, article) if one["kind"] == "pair"])[0]
    wait_for(lambda: job(api, asked)["state"] == "running")

    kill_worker(running)
    interrupted = job(api, asked)
    assert everything(api, pairs_of(article)) == []
    done = ended(api, asked)

    assert interrupted["state"] == "running"
    assert (done["state"], done["attempts"]) == ("done", 2)
    found = everything(api, pairs_of(article))
    assert set(Counter((row["start"], row["end"]) for row in found).values()) == {1}
    assert len(found) == done["total"] >= len(TOWNS)


def unfinished(api: httpx.Client, article: dict[str, Any]) -> list[dict[str, Any]]:
    rows = everything(api, f"/api/v1/jobs/?article={article['id']}")
    return [row for row in rows if row["state"] in ("queued", "running")]


def pairs_of(article: dict[str, Any]) -> str:
    return f"/api/v1/articles/{article['id']}/pairs/?page_size=200"
