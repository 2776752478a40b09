"""What comes back through the gateway, and every limit of it."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator

import pytest

from annotations.gateways import SENTENCES, Failure, Refused, Unreachable, checked, fetch
from tests.gateways.servers import Site, bomb, drip, flood, page, redirect, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def test_three_redirects_are_followed_and_a_fourth_is_not(site: Site):
    site.pages = {f"/{n}": redirect(f"/{n + 1}", 301 + n % 2) for n in range(4)} | {"/4": page()}

    assert fetch(site.url("/1"), site.rules()).final_url == site.url("/4")
    with pytest.raises(Refused, match="跳转超过 3 次"):
        fetch(site.url("/0"), site.rules())


@pytest.mark.parametrize("answer", [drip(head=True), drip(head=False)], ids=["head", "body"])
def test_a_dripping_server_is_cut_off_in_time(site: Site, answer):
    site.pages["/"] = answer
    began = time.monotonic()

    with pytest.raises(Unreachable, match="秒内没有"):
        fetch(site.url(), site.rules(seconds=1.0))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("answer", [flood(6), bomb(50)], ids=["sent", "unpacked"])
def test_more_than_five_megabytes_are_refused(site: Site, answer):
    site.pages["/"] = answer

    with pytest.raises(Refused, match="超过 5 MB"):
        fetch(site.url(), site.rules())


@pytest.mark.parametrize(
    ("packing", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
def test_a_packed_page_is_unpacked(site: Site, packing: str, pack):
    text = "全市共有169个项目。" * 20_000
    site.pages["/"] = page(pack(text.encode()), "text/plain", Content_Encoding=packing)

    assert fetch(site.url(), site.rules()).content.decode() == text


@pytest.mark.parametrize(
    "kind", ["application/zip", "application/json", "video/mp4", "nonsense", "text/htmlx"]
)
def test_other_kinds_are_refused(site: Site, kind: str):
    site.pages["/"] = page("x", kind)

    with pytest.raises(Refused, match=f"内容类型“{kind}”"):
        fetch(site.url(), site.rules())


@pytest.mark.parametrize(
    ("answer", "failure", "told"),
    [
        (page("x", None), Refused, "没有说明内容类型"),
        (page(""), Refused, "空的"),
        (page("x", Content_Encoding="br"), Refused, "压缩方式"),
        (page(b"\x1f\x8bbroken", Content_Encoding="gzip"), Refused, "压缩方式"),
        (page(status=404), Refused, "状态码 404"),
        (page(status=401), Refused, "要求登录"),
        (page(status=204), Refused, "状态码 204"),
        (page(status=429), Unreachable, "太忙"),
        (page(status=502), Unreachable, "出错"),
        (page("short", Content_Length="9999"), Unreachable, "连不上"),
    ],
)
def test_an_answer_without_content_says_why(site: Site, answer, failure: type[Failure], told: str):
    site.pages["/"] = answer

    with pytest.raises(failure, match=told):
        fetch(site.url(), site.rules(seconds=2.0))


def test_nobody_there_may_be_tried_again(site: Site):
    rules = site.rules()
    with serving() as gone:
        address, rules = gone.url(), gone.rules()

    with pytest.raises(Unreachable, match="连不上"):
        fetch(address, rules)


@pytest.mark.parametrize(
    ("kind", "charset"),
    [("text/html; charset=GB18030", "gb18030"), ('text/plain; charset="utf-8"', "utf-8"), ("text/html", "")],
)
def test_the_charset_is_told_as_the_server_named_it(site: Site, kind: str, charset: str):
    site.pages["/"] = page("正文", kind)

    assert fetch(site.url(), site.rules()).charset == charset


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://例子.中国/公报", "http://xn--fsqu00a.xn--fiqs8s/公报"),
        ("HTTPS://Example.COM:443/a?b=c#d", "https://example.com:443/a?b=c"),
        ("http://example.com", "http://example.com/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_ordinary_address_is_asked_in_one_form(given: str, asked: str):
    assert checked(given) == asked


@pytest.mark.parametrize("url", ["http://example.com/" + "a" * 2000, f"http://{'中.' * 300}cn/" + "a" * 1380])
def test_an_address_that_could_not_be_stored_is_refused(url: str):
    """A name in Han characters grows when it is written in ASCII."""
    with pytest.raises(Refused, match="网址太长"):
        checked(url)


def test_no_failure_holds_the_address(site: Site):
    """Failures are stored and logged, also those of protected sources."""
    with pytest.raises(Failure) as caught:
        fetch(site.url("/secret-path"), site.rules())

    assert "secret-path" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert all("{url}" not in sentence for sentence in SENTENCES)


def test_the_surroundings_do_not_choose_a_proxy(site: Site, monkeypatch: pytest.MonkeyPatch):
    site.pages["/"] = page()
    monkeypatch.setenv("http_proxy", "http://127.0.0.9:1")

    assert fetch(site.url(), site.rules()).media_type == "text/html"


def test_a_proxy_is_asked_and_an_inside_address_is_not_even_told_to_it(site: Site):
    """The proxy itself may stand inside; where it is sent is checked all the same."""
    site.pages[site.url("/page")] = page()
    rules = site.rules(proxy=f"http://127.0.0.1:{site.port}")

    assert fetch(site.url("/page"), rules).media_type == "text/html"
    with pytest.raises(Refused, match="内部网络"):
        fetch("http://10.0.0.1/", rules)
    assert site.hits == [site.url("/page")]
