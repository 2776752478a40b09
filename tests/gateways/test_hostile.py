"""Hostile addresses, straight and by redirect: none may lead anywhere but to the one allowed server.

A second server listens where the hostile ones lead. Whatever reaches it, or is taken for an answer, leaked.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from annotations.gateways import Refused, Unreachable, fetch
from tests.gateways.servers import Site, page, redirect, serving

HOSTILE = [
    # Plain inside addresses
    "http://127.0.0.2:{p}/", "http://127.255.255.254:{p}/", "http://0.0.0.0:{p}/", "http://10.0.0.1/",
    "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://100.100.100.200/latest/meta-data/", "http://192.0.0.192/", "http://198.18.0.1/",
    "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/", "http://192.88.99.1/",
    # Odd ways to write 127.0.0.2
    "http://2130706434:{p}/", "http://0x7f000002:{p}/", "http://0x7f.0.0.2:{p}/", "http://0177.0.0.2:{p}/",
    "http://017700000002:{p}/", "http://127.2:{p}/", "http://127.0.2:{p}/", "http://00000177.0.0.02:{p}/",
    "http://127.0.0.2.:{p}/", "http://１２７.０.０.２:{p}/", "http://①②⑦.⓪.⓪.②:{p}/", "http://127。0。0。2:{p}/",
    "http://0x7F.0x0.0x0.0x2:{p}/", "http://%31%32%37.0.0.2:{p}/",
    # IPv6, with and without an IPv4 address inside
    "http://[::1]:{p}/", "http://[::]:{p}/", "http://[0:0:0:0:0:0:0:1]:{p}/", "http://[::ffff:127.0.0.2]:{p}/",
    "http://[::ffff:7f00:2]:{p}/", "http://[::127.0.0.2]:{p}/", "http://[64:ff9b::7f00:2]:{p}/",
    "http://[64:ff9b::169.254.169.254]/", "http://[64:ff9b:1::7f00:2]/", "http://[2002:7f00:2::]/",
    "http://[2001:0:7f00:2::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]:{p}/", "http://[fc00::1]/",
    "http://[fec0::1]/", "http://[ff02::1]/", "http://[::ffff:0:127.0.0.2]/", "http://[2001:db8::1]/",
    "http://[100::1]/", "http://[::ffff:10.0.0.1]/",
    # Names that lead inside (the resolver below), and names of the house
    "http://localhost:{p}/", "http://LOCALHOST.:{p}/", "http://intranet:{p}/", "http://inside.example:{p}/",
    "http://meta.example/", "http://six.example:{p}/", "http://mapped.example:{p}/", "http://cgnat.example/",
    "http://mixed.example:{p}/", "http://nat64.example/",
    # Parsers that disagree about where the host is
    "http://{a}:{p}@127.0.0.2:{p}/", "http://user:pass@{a}:{p}/", "http://{a}:{p}\\@127.0.0.2:{p}/",
    "http://127.0.0.2:{p}\\@{a}:{p}/", "http://{a}:{p}%23@127.0.0.2:{p}/", "http://127.0.0.2:{p}#@{a}:{p}/",
    "http://127.0.0.2:{p}?@{a}:{p}/", "http://{a} .127.0.0.2:{p}/", "http://127.0.0.2\t:{p}/",
    "http://127.0.0.2\n:{p}/", "http:127.0.0.2:{p}/", "http:///127.0.0.2:{p}/", "//127.0.0.2:{p}/",
    "http://[127.0.0.2]:{p}/", "http://[::1]evil.example:{p}/", "http://:{p}/", "http://",
    # Ports and schemes
    "http://{a}:22/", "http://{a}:6379/", "http://{a}:0/", "http://{a}:99999/", "http://{a}:{p}80/",
    "http://{a}:８０/", "http://{a}:-80/",
    "file:///etc/passwd", "ftp://{a}:{p}/", "gopher://127.0.0.2:{p}/_GET", "dict://127.0.0.2:{p}/", "ws://{a}:{p}/",
    "data:text/html,hi", "javascript:alert(1)", "unix:///var/run/docker.sock", "jar:http://127.0.0.2:{p}/!/",
]  # fmt: skip

NAMES = {
    "inside.example": ["127.0.0.2"],
    "meta.example": ["169.254.169.254"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.2"],
    "cgnat.example": ["100.64.7.7"],
    "mixed.example": ["127.0.0.2", "93.184.215.14"],
    "nat64.example": ["64:ff9b::a00:1"],
    "localhost": ["127.0.0.2"],
    "intranet": ["127.0.0.2"],
}


@pytest.fixture
def allowed() -> Iterator[Site]:
    with serving() as site:
        site.pages["/"] = page()
        yield site


@pytest.fixture
def secret(allowed: Site) -> Iterator[Site]:
    """What must never be reached: the same port on another loop-back address."""
    with serving("127.0.0.2", allowed.port) as site:
        site.pages = dict.fromkeys(["/", "/%20"], page("内部资料"))
        yield site


@pytest.fixture(autouse=True)
def resolver(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name server of our own: the real one is never asked. Returns the names it was asked for."""
    real, asked = socket.getaddrinfo, []

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(str(host))
        if str(host).rstrip(".").lower() in NAMES:
            return [
                (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
                for one in NAMES[str(host).rstrip(".").lower()]
            ]
        if any(char.isalpha() for char in str(host).replace("0x", "").lower() if char not in "abcdef:"):
            raise socket.gaierror("no such name")
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def refused(url: str, site: Site) -> bool:
    try:
        fetch(url, site.rules(seconds=1.0))
    except Refused:
        return True
    except Unreachable:
        return False
    return False


@pytest.mark.parametrize("template", HOSTILE)
def test_a_hostile_address_is_refused(template: str, allowed: Site, secret: Site):
    url = template.replace("{p}", str(allowed.port)).replace("{a}", "127.0.0.1")

    assert refused(url, allowed)
    assert (secret.hits, allowed.hits) == ([], [])


@pytest.mark.parametrize("template", HOSTILE)
def test_a_redirect_to_a_hostile_address_leads_nowhere(template: str, allowed: Site, secret: Site):
    """Some are paths on the same server, which has no such page: never is the other server asked."""
    url = template.replace("{p}", str(allowed.port)).replace("{a}", "127.0.0.1")
    location = quote(url.encode(), safe="".join(map(chr, range(33, 127)))).replace("%5C", "\\")
    allowed.pages = {"/go": redirect(location)}

    with pytest.raises((Refused, Unreachable)):
        fetch(allowed.url("/go"), allowed.rules(seconds=1.0))
    assert (secret.hits, allowed.hits[0]) == ([], "/go")


def test_the_list_is_long_enough():
    assert len(HOSTILE) == len(set(HOSTILE))
    assert len(HOSTILE) >= 90


def test_the_allowed_server_answers(allowed: Site, secret: Site):
    """The other side of it all: with the same rules an ordinary address is fetched."""
    found = fetch(allowed.url(), allowed.rules())

    assert "169个" in found.content.decode()
    assert (found.media_type, found.charset, found.final_url) == ("text/html", "utf-8", allowed.url())


def test_without_permission_no_loop_back_address_is_asked(allowed: Site):
    with pytest.raises(Refused):
        fetch(f"http://127.0.0.1:{allowed.port}/")
    with pytest.raises(Refused, match="指向内部网络"):
        fetch("http://127.0.0.1/")
    assert allowed.hits == []


def test_a_name_is_resolved_once_and_pinned(
    allowed: Site, secret: Site, resolver: list[str], monkeypatch: pytest.MonkeyPatch
):
    """Rebinding: the name leads outside when it is checked, inside when it is asked for again."""
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])
    known = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "rebind.example":
            resolver.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]
        return known(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    fetch(f"http://rebind.example:{allowed.port}/", allowed.rules())

    assert resolver.count("rebind.example") == 1
    assert (allowed.hits, secret.hits) == (["/"], [])
    assert allowed.hosts == [f"rebind.example:{allowed.port}"]
