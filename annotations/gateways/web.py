"""Fetch one document from the web: pinned address, few redirects, five seconds and five megabytes in all.

The name is resolved once, by requests-hardened, which connects to exactly that address and keeps the name
for the certificate; our own stricter look at the address comes on top. The clock runs in the caller: when
it is over the connection is cut, so that neither a slow name server nor a server that sends a byte a second
holds a worker.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import requests
import urllib3
from requests_hardened.ip_filter import InvalidIPAddress

from annotations.gateways.addresses import INTERNAL, UNREADABLE, checked
from annotations.gateways.failures import Failure, Refused, Unreachable
from annotations.gateways.line import Line, Rules, session_of
from annotations.wording import marked

REDIRECTS = 3
LARGEST = 5_000_000
"""Bytes, as sent and as unpacked."""
CHUNK = 65_536
MEDIA_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
"""What may be kept, with the ending of a file that holds it."""

TOO_SLOW = marked("对方网站 {n} 秒内没有把内容传完。")
NO_ANSWER = marked("连不上对方网站。")
CERTIFICATE = marked("对方网站的安全证书不可信，没有抓取；请粘贴内容或上传文件。")
TOO_MANY_REDIRECTS = marked("网址跳转超过 {n} 次，没有抓取；请换成最终的网址。")
STATUS = marked("对方网站没有给出内容（状态码 {status}）。")
THEIR_FAULT = marked("对方网站出错或太忙（状态码 {status}）。")
NO_ACCESS = marked("对方网站要求登录或拒绝访问（状态码 {status}）；请粘贴内容或上传文件。")
WRONG_TYPE = marked("内容类型“{kind}”不能收录；可以是网页、纯文本、PDF、docx 或图片。")
NO_TYPE = marked("对方网站没有说明内容类型，没有收录；请下载后上传。")
TOO_LARGE = marked("内容超过 {n} MB，没有收录；请下载后上传需要的部分。")
PACKING = marked("对方网站用了看不懂的压缩方式，没有收录；请下载后上传。")
EMPTY = marked("对方网站给出的内容是空的。")
SENTENCES = (
    TOO_SLOW, NO_ANSWER, CERTIFICATE, TOO_MANY_REDIRECTS, STATUS, THEIR_FAULT, NO_ACCESS, WRONG_TYPE, NO_TYPE,
    TOO_LARGE, PACKING, EMPTY,
)  # fmt: skip


@dataclass(frozen=True)
class Fetched:
    """What came back: ``content`` unpacked, ``charset`` as the server named it ("" when it did not)."""

    content: bytes
    media_type: str
    charset: str
    final_url: str
    at: datetime

    @property
    def ending(self) -> str:
        """The ending of a file that holds it, with the dot."""
        return MEDIA_TYPES[self.media_type]


_CHARSET = re.compile(r"""charset\s*=\s*["']?([a-z0-9_.:-]{1,40})""")


def fetch(url: str, rules: Rules | None = None) -> Fetched:
    """Ask for ``url`` and return what lies there. Raises ``Refused`` (for good) or ``Unreachable``."""
    rules = rules or Rules()
    line = Line()
    outcome: list[Fetched | BaseException] = []

    def ask() -> None:
        try:
            outcome.append(_follow(url, rules, line))
        except BaseException as error:  # told by the thread that waits, whatever it is
            outcome.append(error)

    worker = threading.Thread(target=ask, name="fetch", daemon=True)
    worker.start()
    worker.join(rules.seconds)
    late = worker.is_alive()
    line.cut()  # only now: a body whose end nobody knows would seem complete
    if late:
        raise Unreachable(TOO_SLOW, n=round(rules.seconds))
    found = outcome[0]
    if isinstance(found, Fetched):
        return found
    if isinstance(found, Failure):
        raise found
    # A fault of ours; its own message may hold the address.
    raise RuntimeError(f"The gateway broke: {type(found).__name__}")


def _follow(url: str, rules: Rules, line: Line) -> Fetched:
    """Ask, and follow what it leads to; every address on the way is checked like the first."""
    for _ in range(REDIRECTS + 1):
        url = checked(url, ports=rules.ports, open_to=rules.open_to)
        with session_of(rules, line) as session, _asked(session, url, rules) as response:
            onward = session.get_redirect_target(response)
            if onward is None:
                return _read(response, url)
            url = urljoin(url, onward)
    raise Refused(TOO_MANY_REDIRECTS, n=REDIRECTS)


def _asked(session: requests.Session, url: str, rules: Rules) -> requests.Response:
    """The answer's head. No error of the libraries leaves here: their messages hold the address."""
    try:
        return session.get(url, stream=True, allow_redirects=False, timeout=rules.seconds)
    except InvalidIPAddress:
        raise Refused(INTERNAL) from None
    except requests.exceptions.SSLError:
        raise Refused(CERTIFICATE) from None
    except requests.exceptions.InvalidURL:
        raise Refused(UNREADABLE) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
        raise Unreachable(NO_ANSWER) from None
    except ValueError:  # what no part of the library took for an address, and said so in its own way
        raise Refused(UNREADABLE) from None


def _read(response: requests.Response, url: str) -> Fetched:
    _require_content(response.status_code)
    kind, _, details = response.headers.get("Content-Type", "").lower().partition(";")
    kind = kind.strip()
    if not kind:
        raise Refused(NO_TYPE)
    if kind not in MEDIA_TYPES:
        raise Refused(WRONG_TYPE, kind=kind[:80])
    try:
        content = _unpacked(response)
    except (urllib3.exceptions.HTTPError, OSError):
        raise Unreachable(NO_ANSWER) from None
    if not content:
        raise Refused(EMPTY)
    charset = _CHARSET.search(details)
    return Fetched(content, kind, charset[1] if charset else "", url, datetime.now(UTC))


def _require_content(status: int) -> None:
    if status in (401, 403, 407):
        raise Refused(NO_ACCESS, status=status)
    if status in (408, 425, 429) or status >= 500:
        raise Unreachable(THEIR_FAULT, status=status)
    if status not in (200, 203):
        raise Refused(STATUS, status=status)


def _unpacked(response: requests.Response) -> bytes:
    """The body, never more than ``LARGEST`` bytes of it in memory, packed or unpacked."""
    packing = response.headers.get("Content-Encoding", "").strip().lower() or "identity"
    if packing == "identity":
        return b"".join(_bounded(_chunks(response)))
    if packing in ("gzip", "x-gzip"):
        return b"".join(_bounded(_inflated(response, zlib.MAX_WBITS | 16)))
    if packing == "deflate":
        return b"".join(_bounded(_inflated(response, zlib.MAX_WBITS)))
    raise Refused(PACKING)


def _chunks(response: requests.Response) -> Iterator[bytes]:
    while chunk := response.raw.read(CHUNK, decode_content=False):
        yield chunk


def _inflated(response: requests.Response, window: int) -> Iterator[bytes]:
    packed = zlib.decompressobj(window)
    try:
        for chunk in _bounded(_chunks(response)):
            while not packed.eof:
                piece = packed.decompress(chunk, CHUNK)
                chunk = packed.unconsumed_tail
                if not piece and not chunk:
                    break
                yield piece
    except zlib.error:
        raise Refused(PACKING) from None


def _bounded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > LARGEST:
            raise Refused(TOO_LARGE, n=LARGEST // 1_000_000)
        yield chunk
