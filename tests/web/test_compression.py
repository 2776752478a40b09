"""Pages travel compressed; the API keeps its strong ETags and is sent as it is."""

from __future__ import annotations

from typing import Any

from tests.factories import an_article

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}
LONG = "临江港完成货物吞吐量1.2亿吨。\n" * 50


def test_a_page_is_compressed_for_whoever_takes_it(browse: Any):
    browser = browse()
    path = f"/articles/{an_article(browser.actor, text=LONG).pk}/"

    packed, plain = browser.get(path, **GZIP), browser.get(path)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert not plain.has_header("Content-Encoding")


def test_the_api_is_not_compressed_and_its_etag_stays_strong(browse: Any):
    browser = browse()

    answer = browser.get(f"/api/v1/articles/{an_article(browser.actor, text=LONG).pk}/", **GZIP)

    assert not answer.has_header("Content-Encoding")
    assert answer.headers["ETag"].startswith('"')
