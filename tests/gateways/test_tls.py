"""TLS through the pinned connection: the certificate is that of the name, not of the address."""

from __future__ import annotations

import datetime
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from annotations.gateways import Refused, fetch, web
from tests.gateways.servers import Site, page


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for good.example, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "good.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("good.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "good.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def names(certificate: Path) -> Iterator[tuple[Site, list[str | None]]]:
    """A TLS server on the loop-back, and the names that were asked for in the handshake."""
    asked: list[str | None] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page()(self)

        def log_message(self, *args: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield Site(server.server_address[1]), asked
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both names lead to the server of the test."""
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if str(host).endswith(".example") else host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate of the test beside the usual ones."""
    real = web.session_of

    def session_of(*arguments: Any) -> Any:
        session = real(*arguments)
        session.verify = str(certificate)
        return session

    monkeypatch.setattr(web, "session_of", session_of)


def test_a_trusted_certificate_of_that_name_is_taken(names: tuple[Site, list[str | None]], trusted: None):
    site, asked = names

    found = fetch(f"https://good.example:{site.port}/", site.rules())

    assert (found.media_type, asked) == ("text/html", ["good.example"])


def test_the_certificate_of_another_name_is_refused(names: tuple[Site, list[str | None]], trusted: None):
    site, _ = names

    with pytest.raises(Refused, match="证书不可信"):
        fetch(f"https://other.example:{site.port}/", site.rules())


def test_a_certificate_that_nobody_vouches_for_is_refused(names: tuple[Site, list[str | None]]):
    site, _ = names

    with pytest.raises(Refused, match="证书不可信"):
        fetch(f"https://good.example:{site.port}/", site.rules())


def relay(asked: list[str], listening: socket.socket) -> None:
    """One connection of an egress proxy: what it is asked to connect to, then bytes either way."""
    near, _ = listening.accept()
    head = b""
    while b"\r\n\r\n" not in head:
        head += near.recv(4096)
    asked.append(head.split(b"\r\n")[0].decode())
    host, _, port = asked[0].split()[1].rpartition(":")
    far = socket.create_connection((host, int(port)))
    near.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")

    def pump(source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(65_536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    threading.Thread(target=pump, args=(near, far), daemon=True).start()
    pump(far, near)


def test_a_proxy_is_told_the_address_that_was_checked_and_not_the_name(
    names: tuple[Site, list[str | None]], trusted: None
):
    site, handshakes = names
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=relay, args=(asked, listening), daemon=True).start()
        proxy = f"http://127.0.0.1:{listening.getsockname()[1]}"

        found = fetch(f"https://good.example:{site.port}/", site.rules(proxy=proxy))

    assert (found.media_type, handshakes) == ("text/html", ["good.example"])
    assert [line.split()[:2] for line in asked] == [["CONNECT", f"127.0.0.1:{site.port}"]]
