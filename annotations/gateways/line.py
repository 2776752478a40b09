"""The connections of one fetch: pinned to the address that was checked, and cut when its time is over."""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from annotations.gateways.addresses import PORTS, Address, internal

SECONDS = 5.0

# They name hosts and addresses, which are content: of a protected source nobody else may read them.
for _name in ("requests_hardened", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Rules:
    """How the installation fetches. ``proxy`` is the address of an egress proxy, "" for none.

    The rest differs from its default in tests alone: no setting reaches it.
    """

    proxy: str = ""
    ports: frozenset[int] = PORTS
    open_to: frozenset[Address] = frozenset()
    seconds: float = SECONDS


class Line:
    """The open connections of one fetch, so that the clock can cut them from outside."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handles: list[socket.socket] = []
        self._over = False

    def hold(self, connected: socket.socket) -> None:
        """Keep a second handle: the first one is taken over by TLS."""
        with self._lock:
            if not self._over:
                self._handles.append(connected.dup())
                return
        connected.close()
        raise OSError("The time is over.")

    def cut(self) -> None:
        with self._lock:
            self._over = True
            for handle in self._handles:
                with suppress(OSError):  # the other side may have been first
                    handle.shutdown(socket.SHUT_RDWR)
                handle.close()
            self._handles.clear()


def _pools(line: Line) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools whose connections are known to ``line`` from their first byte on."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connected = super()._new_conn()
            line.hold(connected)
            return connected

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connected = super()._new_conn()
            line.hold(connected)
            return connected

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class _Adapter(IPFilterAdapter):
    """requests-hardened's adapter, with our own look at the address it pinned."""

    def __init__(self, rules: Rules, line: Line, *, secure: bool) -> None:
        self._rules, self._classes = rules, _pools(line)
        super().__init__(is_https_proto=secure, allow_loopback=bool(rules.open_to))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._classes

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._classes
        return manager

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        pinned = ipaddress.ip_address(host["host"].strip("[]"))
        if internal(pinned) and pinned not in self._rules.open_to:
            raise InvalidIPAddress(pinned)
        return host, pool


def session_of(rules: Rules, line: Line) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # neither proxies nor passwords from the worker's surroundings
    session.mount("http://", _Adapter(rules, line, secure=False))
    session.mount("https://", _Adapter(rules, line, secure=True))
    if rules.proxy:
        session.proxies = {"http": rules.proxy, "https": rules.proxy}
    session.headers.update({"User-Agent": "hezhen-fetch/1", "Accept-Encoding": "identity"})
    return session
