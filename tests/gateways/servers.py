"""Web servers on the loop-back for the tests of the gateway: one that may be asked, others that must not."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from annotations.gateways import Rules

ALLOWED = "127.0.0.1"
PAGE = "<html><head><title>公报</title></head><body><p>全市共有169个项目。</p></body></html>"

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """One server: ``pages`` answer by path, ``hits`` are the paths that were asked for."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://{ALLOWED}:{self.port}{path}"

    def rules(self, **more: object) -> Rules:
        """Rules that let exactly this server through."""
        allowed = frozenset({ipaddress.ip_address(ALLOWED)})
        return Rules(ports=frozenset({80, 443, self.port}), open_to=allowed, **more)  # type: ignore[arg-type]


@contextmanager
def serving(address: str = ALLOWED, port: int = 0) -> Iterator[Site]:
    """A server on ``address`` for the time of a test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.hits.append(self.path)
            site.hosts.append(self.headers.get("Host", ""))
            site.pages.get(self.path, page("没有这一页", status=404))(self)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    server = Server((address, port), Handler)
    site = Site(server.server_address[1])
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def page(
    body: str | bytes = PAGE,
    kind: str | None = "text/html; charset=utf-8",
    *,
    status: int = 200,
    **headers: str,
) -> Answer:
    """An ordinary answer; ``headers`` with _ for -."""
    content = body if isinstance(body, bytes) else body.encode()

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            if value is not None:
                request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Location", to)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def drip(*, head: bool) -> Answer:
    """A byte every tenth of a second, for ever: in the head or in the body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        try:
            if head:
                request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            else:
                request.send_response(200)
                request.send_header("Content-Type", "text/plain")
                request.end_headers()
            for _ in range(200):
                request.wfile.write(b"a")
                request.wfile.flush()
                time.sleep(0.1)
        except OSError:
            request.close_connection = True

    return answer


def bomb(megabytes: int) -> Answer:
    """A small answer that unpacks to ``megabytes``."""
    return page(gzip.compress(b"0" * megabytes * 1_000_000), "text/plain", Content_Encoding="gzip")


def flood(megabytes: int) -> Answer:
    """An answer of ``megabytes`` that does not say beforehand how long it is."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/plain")
        request.end_headers()
        try:
            for _ in range(megabytes):
                request.wfile.write(b"0" * 1_000_000)
        except OSError:
            request.close_connection = True

    return answer
