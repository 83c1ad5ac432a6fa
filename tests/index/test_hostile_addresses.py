"""Addresses and servers that try to lead the fetcher astray, to fill it, or to hold it up."""

from __future__ import annotations

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from threading import Event, Thread
from typing import Any

import pytest

from index import addresses
from index.addresses import FetchError
from index.fetching import Fetcher
from index.networks import BARRED_PORTS, is_allowed
from tests.index.servers import Route, Site, chunked, got, page, refused, served, to

INSIDE = {
    **dict.fromkeys(("localhost", "LOCALHOST.", "ip6-localhost", "127.0.0.1.nip.example"), "127.0.0.1"),
    **dict.fromkeys(("metadata.google.internal", "rebound.example"), "169.254.169.254"),
    "router.local": "192.168.0.1",
    "mapped.example": "::ffff:192.168.0.1",
    "scoped.example": "fe80::1%eth0",
}
PLACES = (
    *("127.0.0.1", "127.0.0.1:80", "127.0.0.1.", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433"),  # noqa: S104
    *("0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1", "017700000001", "0177.0.0.1", "127.000.000.001", "0x"),
    *("①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "127.0.0.1%2f.example", "127.0.0.1%00.example"),
    *("[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *(
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1%25lo]",
    ),
    *(
        "[::1%25lo]",
        "[ff02::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[::1]x",
        "x[::1]",
        "[]",
        "[1]",
        "[:::1]",
        "[v1.a]",
    ),
    *(
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "192.0.0.192",
    ),
    *(
        "100.100.100.200",
        "168.63.129.16",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "224.0.0.1",
        "255.255.255.255",
    ),
    *("user@127.0.0.1", "reports.example@127.0.0.1", "127.0.0.1@reports.example", "reports.example:80@[::1]"),
    *(
        "127.0.0.1#@reports.example",
        "127.0.0.1?@reports.example",
        "127.0.0.1\\@reports.example",
        "@127.0.0.1",
    ),
    *("reports.example:22", "reports.example:25", "reports.example:6667", "reports.example:0"),
    *("reports.example:65536", "reports.example:80:80", "reports.example:+80", "reports.example:８０"),
    *("reports.example:-1", "reports example", "reports.example\t", ".reports.example", "reports..example"),
    *("-.example", "a" * 64 + ".example", "a." * 130 + "example", "xn--\udcff", "*", "a,b", "", "\0", "%00"),
    *INSIDE,
)
ADDRESSES = (
    *("file:///etc/passwd", "ftp://reports.example/", "gopher://reports.example/", "data:text/html,x"),
    *("javascript:alert(1)", "jar:http://reports.example/!/", "dict://127.0.0.1:11211/", "//127.0.0.1/"),
    *(
        "http:127.0.0.1",
        "http:/127.0.0.1/",
        "http:///127.0.0.1/",
        "http:\\\\127.0.0.1",
        "http",
        "http:",
        "://",
    ),
    *("https://reports.example/" + "a" * 4_000, "https://reports.example/\r\nHost: x", "ht\ntp://127.0.0.1/"),
)


@pytest.mark.parametrize("url", [*(f"http://{place}/" for place in PLACES), *ADDRESSES])
def test_a_hostile_address_is_never_connected_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    with pytest.raises(FetchError):
        Fetcher(lambda host: [INSIDE[host]]).fetch(url, timeout=5)


def test_where_clouds_keep_secrets_nobody_is_let_in() -> None:
    for ip in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254"):
        assert not is_allowed(ip_address(ip), allow_private=True)
    assert not {80, 443, 8000, 8080, 8443} & BARRED_PORTS


def _outside(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Let the public address 11.0.0.1 be the site: nothing outside this machine is asked in a test."""
    reached = addresses._reached

    class Outside(socket.socket):
        def getpeername(self) -> Any:
            return "11.0.0.1", site.port

    def led(ip: str, port: int, seconds: float) -> socket.socket:
        if ip != "11.0.0.1":
            return reached(ip, port, seconds)
        connection = Outside(socket.AF_INET, socket.SOCK_STREAM)
        connection.connect(("127.0.0.1", site.port))
        return connection

    monkeypatch.setattr(addresses, "_reached", led)


def test_nobody_outside_leads_inside_even_where_inside_is_allowed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _outside(monkeypatch, site)
    for other in served(Site()):
        other.routes["/secret"] = page(b"inside")
        inside = other.address + "/secret"
        site.routes |= {"/a": to(inside), "/b": to("/c"), "/c": page(b"outside")}
        known = {"outside.example": ["11.0.0.1"], "inside.example": ["127.0.0.1"]}
        fetcher = Fetcher(known.__getitem__)
        outside = f"http://outside.example:{site.port}"
        assert "a network that is not public (127.0.0.1)" in refused(outside + "/a", fetcher)
        assert other.asked == []
        assert got(outside + "/b", fetcher).content == b"outside"
        assert got(inside, fetcher).content == b"inside"
        site.routes["/robots.txt"] = to(other.address + "/robots.txt")
        assert "a network that is not public" in refused(outside + "/c", Fetcher(known.__getitem__))
        assert other.documents == ["/secret"]


def test_nothing_that_a_server_gives_is_carried_to_another(site: Site) -> None:
    for other in served(Site()):
        other.routes["/b"] = page(b"there")
        site.routes["/a?token=SECRET"] = page(
            b"",
            f"Location: {other.address}/b",
            *(
                "Set-Cookie: id=SECRET; Domain=127.0.0.1",
                'ETag: "SECRET"',
                'WWW-Authenticate: Basic realm="x"',
            ),
            status="302 Found",
        )
        assert got(site.address + "/a?token=SECRET").content == b"there"
        assert "SECRET" not in str(other.headers)
        assert not {"Cookie", "Authorization", "Referer"} & set(other.headers[-1])


def _for_ever(site: Site, head: bytes, piece: bytes) -> Callable[[dict[str, str]], Iterator[bytes]]:
    def answer(_: dict[str, str]) -> Iterator[bytes]:
        yield head
        while not site.done.wait(0.001):
            yield piece

    return answer


def _bomb(packer: Any) -> bytes:
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(64)) + bytes(packer.flush())


LENGTHLESS = page(b"", "Content-Length:")
CHUNKED = page(b"", "Content-Length:", "Transfer-Encoding: chunked")
RAW = -zlib.MAX_WBITS
SERVERS: dict[str, Callable[[Site], Route]] = {
    "one header without end": lambda site: _for_ever(site, b"HTTP/1.1 200 OK\r\nX: ", b"x" * 10_000),
    "headers without end": lambda site: _for_ever(site, b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 50),
    "a status line without end": lambda site: _for_ever(site, b"HTTP/1.1 200 ", b"x" * 10_000),
    "provisional answers without end": lambda site: _for_ever(site, b"", b"HTTP/1.1 100 Go\r\n\r\n" * 500),
    "content without end": lambda site: _for_ever(site, LENGTHLESS, b"x" * 60_000),
    "chunks of one byte": lambda site: _for_ever(site, CHUNKED, b"1\r\nx\r\n" * 5_000),
    "a chunk of a size without end": lambda site: _for_ever(site, CHUNKED, b"0" * 60_000),
    "a negative length": lambda site: _for_ever(site, page(b"", "Content-Length: -1"), b"x" * 60_000),
    "a bomb of gzip": lambda _: page(
        _bomb(zlib.compressobj(9, wbits=31)), "Content-Encoding: gzip", "Content-Length:"
    ),
    "a bomb of deflate": lambda _: page(_bomb(zlib.compressobj(9)), "Content-Encoding: deflate"),
    "a bomb of raw deflate": lambda _: page(
        _bomb(zlib.compressobj(9, wbits=RAW)), "Content-Encoding: deflate"
    ),
    "members without end": lambda site: _for_ever(
        site, page(b"", "Content-Encoding: gzip", "Content-Length:"), gzip.compress(b"") * 1_000
    ),
    "empty blocks without end": lambda site: _for_ever(
        site, page(b"", "Content-Encoding: deflate", "Content-Length:"), b"\0\0\0\xff\xff" * 10_000
    ),
    "packing that is not asked for": lambda _: page(b"x" * 100, "Content-Encoding: br"),
    "packing upon packing": lambda _: page(b"x" * 100, "Content-Encoding: gzip, gzip, gzip"),
    "an answer of an older protocol": lambda _: b"<p>Report</p>\r\n" * 100,
    "an answer of a newer protocol": lambda _: b"HTTP/9.9 200 OK\r\n\r\n<p>Report</p>",
    "a status that is none": lambda _: b"HTTP/1.1 2e2 OK\r\n\r\n<p>Report</p>",
    "a status beyond all": lambda _: b"HTTP/1.1 99999 OK\r\n\r\n<p>Report</p>",
    "nothing": lambda _: b"",
    "zeros": lambda _: bytes(100_000),
    "a protocol change": lambda _: page(b"", "Upgrade: h2c", status="101 Switching Protocols"),
    "a loop": lambda _: to("/hostile"),
    "a loop that grows": lambda site: lambda _: to(f"{site.asked[-1]}/x"),
    "a redirect to a file": lambda _: to("file:///etc/passwd"),
    "a redirect to a barred port": lambda _: to("http://127.0.0.1:22/"),
    "a redirect to a user": lambda _: to("http://admin:admin@127.0.0.1/"),
    "a redirect to the cloud": lambda _: to("http://169.254.169.254/latest/meta-data/"),
    "a redirect that splits": lambda _: to("/%0d%0aX: y\r\nX-Split: z"),
    "a redirect of a megabyte": lambda _: to("/" + "a" * 60_000),
    "a refresh": lambda _: page(b"x", "Refresh: 0; url=http://169.254.169.254/", "Content-Type: image/png"),
    "a wait of a thousand years": lambda _: page(b"", f"Retry-After: {'9' * 60_000}", status="503 Busy"),
    "a date that is none": lambda _: page(b"", f"Retry-After: {'(' * 60_000}", status="503 Busy"),
    "a type without end": lambda _: page(b"x", "Content-Type: " + "text/" * 10_000),
    "a name without end": lambda _: page(
        b"x", f'Content-Disposition: attachment; filename="{"%2e%2e%2f" * 6_000}"', "Content-Type: image/png"
    ),
    "parameters without end": lambda _: page(
        b"x", "Content-Disposition: a" + "; filename*0=x" * 4_000, "Content-Type: image/png"
    ),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_hostile_server_is_left_with_one_clear_reason(site: Site, name: str) -> None:
    """By its size or its form: what only the clock ends would hold up all that is named after it."""
    site.routes |= {"/hostile": SERVERS[name](site), "/good": page(b"good")}
    fetcher = Fetcher()
    problem = refused(site.address + "/hostile", fetcher, largest=100_000, timeout=120)
    assert "took longer" not in problem
    assert len(problem) < 400
    assert problem.isprintable()
    assert len(site.documents) <= 6
    assert got(site.address + "/good", fetcher).content == b"good"


@pytest.mark.parametrize(
    "answer",
    [
        page(b"12345 and more", "Content-Length: 5", "Content-Length: 9999999999"),
        page(chunked(b"12345"), "Transfer-Encoding: chunked", "Content-Length: 3"),
    ],
)
def test_of_two_lengths_one_counts(site: Site, answer: bytes) -> None:
    site.routes["/a"] = answer
    assert got(site.address + "/a").content == b"12345"


def test_a_handshake_that_drips_is_left() -> None:
    """The time is that of all of it, not from one byte to the next."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                for byte in b"\x16\x03\x03\x40\x00" + bytes(1_000):
                    try:
                        connection.sendall(bytes((byte,)))
                    except OSError:
                        return
                    if done.wait(0.02):
                        return

        done = Event()
        Thread(target=drip, daemon=True).start()
        url = f"https://127.0.0.1:{server.getsockname()[1]}/"
        assert refused(url, Fetcher(tls=ssl.create_default_context()), timeout=0.4).endswith(
            "took longer than 0.4 s"
        )
        done.set()
