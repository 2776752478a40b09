"""Which addresses may be asked: the rules of an address as it is written, and of the one behind a name.

Whatever is not plainly a public web address is refused: a guess of ours and a guess of the library that
connects could differ, and the difference is the hole.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit, urlunsplit

from annotations.gateways.failures import Refused
from annotations.wording import marked

PORTS = frozenset({80, 443})
LONGEST = 2000
"""Characters of an address; what a source can store."""

TOO_LONG = marked("网址太长：最多 {n} 个字符。")
UNREADABLE = marked("网址读不懂；请从浏览器地址栏原样复制。")
NOT_WEB = marked("只能抓取 http 或 https 网址。")
CREDENTIALS = marked("网址里带有用户名或密码，不能抓取；请去掉后再试，或把页面内容粘贴进来。")
PORT = marked("只能抓取标准端口（80、443）上的网址。")
INTERNAL = marked("这个网址指向内部网络，不能抓取；请粘贴内容或上传文件。")
ODD_NUMBER = marked("网址里的 IP 写法不规范，不能抓取；请改用域名，或粘贴内容。")
SENTENCES = (TOO_LONG, UNREADABLE, NOT_WEB, CREDENTIALS, PORT, INTERNAL, ODD_NUMBER)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_INSIDE_GLOBAL = [
    ipaddress.IPv6Network(net)
    # Teredo and other protocol assignments, documentation, 6to4 (carries an IPv4 address), documentation.
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
_NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(net)
    # Shared by carriers, protocol assignments, the 6to4 relay, direct delegation AS112.
    for net in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "192.31.196.0/24", "192.52.193.0/24",
                "192.175.48.0/24")
]  # fmt: skip


def internal(address: Address) -> bool:
    """Whether an IP address is anything but an ordinary public one.

    Of IPv6 only global unicast counts, so that every form that carries an IPv4 address (mapped,
    compatible, translated, NAT64, 6to4, Teredo) is refused whatever it carries.
    """
    if isinstance(address, ipaddress.IPv6Address):
        return address not in _GLOBAL_UNICAST or any(address in net for net in _INSIDE_GLOBAL)
    return (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or any(address in net for net in _NOT_PUBLIC_4)
    )


def checked(url: str, *, ports: Collection[int] = PORTS, open_to: Collection[Address] = frozenset()) -> str:
    """The address in the one form in which it is asked: host in ASCII, no fragment. Raises ``Refused``.

    ``open_to`` are addresses let through although they are internal; for tests alone.
    """
    if not url.isprintable() or " " in url or "\\" in url:
        raise Refused(UNREADABLE)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused(UNREADABLE) from None
    if parts.scheme not in ("http", "https"):
        raise Refused(NOT_WEB)
    if "@" in parts.netloc:
        raise Refused(CREDENTIALS)
    if port is not None and port not in ports:
        raise Refused(PORT)
    host = _host(parts, open_to)
    netloc = host if port is None else f"{host}:{port}"
    asked = urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))
    if max(len(url), len(asked)) > LONGEST:
        raise Refused(TOO_LONG, n=LONGEST)
    return asked


def _host(parts: SplitResult, open_to: Collection[Address]) -> str:
    """The host in ASCII, with the brackets of IPv6."""
    name = parts.hostname or ""
    try:
        if "[" in parts.netloc:
            _require_public(ipaddress.IPv6Address(name), open_to)
            return f"[{name}]"
        ascii_name = name.encode("idna").decode("ascii").lower().removesuffix(".")
    except ValueError:
        raise Refused(UNREADABLE) from None
    labels = ascii_name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(UNREADABLE)
    # Resolvers read 2130706433, 0x7f.1 and 0177.0.0.1 as numbers; so does a name that ends in one.
    if _NUMBER.fullmatch(labels[-1]):
        _require_public(_dotted(ascii_name), open_to)
    elif len(labels) == 1:
        raise Refused(INTERNAL)  # a name without a dot is one of the house's own
    return ascii_name


def _dotted(name: str) -> ipaddress.IPv4Address:
    try:
        return ipaddress.IPv4Address(name)
    except ValueError:
        raise Refused(ODD_NUMBER) from None


def _require_public(address: Address, open_to: Collection[Address]) -> None:
    if internal(address) and address not in open_to:
        raise Refused(INTERNAL)
