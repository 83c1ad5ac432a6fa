"""Fetching from servers that a test runs itself, well-behaved and hostile; and where nothing is asked."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import (
    Deadline,
    HostError,
    checked_addresses,
    connect,
    parse_address,
    system_addresses,
)
from index.fetching import Fetched, Fetcher, FetchError, describe, shared_fetcher
from index.formats.formats import FORMATS, format_of_name, format_of_type
from index.networks import is_allowed
from index.served import name_of
from tests.index.servers import Site, chunked, got, here, nowhere, page, refused, served, to

# Of reports.example alone, for this test alone: a certificate that vouches for itself, valid for 100 years.
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1RIYRpI6GZL656zM
n/yjPnS64/z5k6mutIGipsPWfQmhRANCAARZ70Lure+ULh3f0NgdyU3l5sLf32pd
A7ZoLYMhJFUWf3i86SFmHCg27qgjMM0cJgUnlmrhDOU2GHYPQyNUlN7Z
-----END PRIVATE KEY-----
"""
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBpDCCAUqgAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9yZXBvcnRz
LmV4YW1wbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBoxGDAW
BgNVBAMMD3JlcG9ydHMuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BFnvQu6t75QuHd/Q2B3JTeXmwt/fal0DtmgtgyEkVRZ/eLzpIWYcKDbuqCMwzRwm
BSeWauEM5TYYdg9DI1SU3tmjfzB9MB0GA1UdDgQWBBTFPTdSr7vagyYtqj0JP115
QMqZrzAfBgNVHSMEGDAWgBTFPTdSr7vagyYtqj0JP115QMqZrzAPBgNVHRMBAf8E
BTADAQH/MA4GA1UdDwEB/wQEAwIChDAaBgNVHREEEzARgg9yZXBvcnRzLmV4YW1w
bGUwCgYIKoZIzj0EAwIDSAAwRQIgPTbQKY1s5SpmdbeQXNj4E1d/JEIqcOhUOfSY
qAwn2zsCIQDw++Filx8h5+qmxm54KfUWGYocREw9KhqI7xKMKQOUfg==
-----END CERTIFICATE-----
"""


@pytest.fixture
def secure_site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "both.pem").write_text(KEY + CERTIFICATE)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "both.pem")
    yield from served(Site(tls))


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=CERTIFICATE)


# What is fetched.


def test_a_page_is_fetched_with_what_its_server_says_of_it(site: Site) -> None:
    site.routes["/reports/q1.html?part=2"] = page(
        "<p>Umsätze</p>".encode("cp1252"),
        "Content-Type: text/html; charset=Windows-1252",
        'ETag: "v1"',
        "Last-Modified: Tue, 01 Apr 2025 10:00:00 GMT",
    )
    assert got(site.address + "/reports/q1.html?part=2#results") == Fetched(
        url=site.address + "/reports/q1.html?part=2",
        content="<p>Umsätze</p>".encode("cp1252"),
        charset="windows-1252",
        name="q1.html",
        etag='"v1"',
        modified="Tue, 01 Apr 2025 10:00:00 GMT",
    )
    assert site.headers[-1]["User-Agent"] == "FootnoteBot"
    assert site.headers[-1]["Host"] == f"127.0.0.1:{site.port}"


def test_the_shared_fetcher_keeps_to_the_rules(site: Site) -> None:
    site.routes["/a"] = page(b"text")
    found = shared_fetcher().fetch(site.address + "/a", allow_private=True)
    assert getattr(found, "content", None) == b"text"
    with pytest.raises(FetchError, match="a network that is not public"):
        shared_fetcher().fetch(site.address + "/a")
    with pytest.raises(FetchError, match=r"larger than 3e-06 MB"):
        shared_fetcher().fetch(site.address + "/a", allow_private=True, largest=3)
    assert site.documents == ["/a", "/a"]


def test_what_is_unchanged_is_not_sent_again(site: Site) -> None:
    def answer(headers: dict[str, str]) -> bytes:
        asked = (headers.get("If-None-Match"), headers.get("If-Modified-Since"))
        return page(b"", status="304 Not Modified") if asked in {('"v1"', None), (None, "then")} else page()

    site.routes["/a"] = answer
    fetcher = Fetcher()
    assert fetcher.fetch(site.address + "/a", etag='"v1"', allow_private=True) is None
    assert fetcher.fetch(site.address + "/a", modified="then", allow_private=True) is None
    assert fetcher.fetch(site.address + "/a", etag='"v2"', allow_private=True) is not None
    assert fetcher.fetch(site.address + "/a", etag='"v1"\r\nCookie: x', allow_private=True) is not None
    assert "Cookie" not in site.headers[-1]


def test_unchanged_is_no_answer_to_who_did_not_ask(site: Site) -> None:
    site.routes["/a"] = page(b"", status="304 Not Modified")
    assert refused(site.address + "/a") == "is answered with another status (304)"


def test_progress_is_told_in_bytes(site: Site) -> None:
    site.routes["/a"] = page(b"x" * 200_000)
    site.routes["/b"] = page(chunked(b"x" * 10, b"y"), "Transfer-Encoding: chunked", "Content-Length: 0")
    told: list[tuple[int, int | None]] = []

    def note(received: int, total: int | None) -> None:
        told.append((received, total))

    Fetcher().fetch(site.address + "/a", allow_private=True, progress=note)
    assert told[-1] == (200_000, 200_000)
    assert len(told) > 2
    assert [received for received, _ in told] == sorted({received for received, _ in told})
    found = Fetcher().fetch(site.address + "/b", allow_private=True, progress=note)
    assert found is not None
    assert found.content == b"x" * 10 + b"y"
    assert told.pop() == (11, None)


# What it is.


@pytest.mark.parametrize(
    ("path", "content_type", "name"),
    [
        ("/", "text/html", "127.0.0.1.html"),
        ("/report", "application/pdf", "report.pdf"),
        ("/abs/2301.12345", "application/x-pdf", "2301.12345.pdf"),
        ("/a.md", "text/plain; charset=utf-8", "a.md"),
        ("/A.DOCX", "application/octet-stream", "A.DOCX"),
        ("/a.xlsm", "application/zip", "a.xlsm"),
        ("/a.epub", "", "a.epub"),
        ("/a/b.csv?x=/y.pdf", "Application/CSV", "b.csv"),
        ("/sheet", "application/vnd.oasis.opendocument.spreadsheet", "sheet.xlsx"),
        ("/%E6%8A%A5%E5%91%8A%20%EF%BC%91.pdf", "application/pdf", "报告 １.pdf"),
    ],
)
def test_names_have_a_suffix_of_the_format(site: Site, path: str, content_type: str, name: str) -> None:
    site.routes[path] = page(b"content", f"Content-Type: {content_type}")
    assert got(site.address + path).name == name


@pytest.mark.parametrize("media_type", [kind for one in FORMATS for kind in one.media_types])
def test_every_type_that_is_read_is_fetched(site: Site, media_type: str) -> None:
    site.routes["/report"] = page(b"content", f"Content-Type: {media_type}")
    assert format_of_name(got(site.address + "/report").name) is format_of_type(media_type)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="Report 2025.pdf"', "Report 2025.pdf"),
        ("attachment; filename=\"r.pdf\"; filename*=UTF-8''Bericht%20%C3%BC.pdf", "Bericht ü.pdf"),
        ('attachment; filename="Übersicht.pdf"', "Übersicht.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd.pdf"),
        ('attachment; filename="..\\\\..\\\\evil.pdf"', "evil.pdf"),
        ('attachment; filename="%2e%2e%2fevil.pdf"', "evil.pdf"),
        ('attachment; filename="a%00b%0Ac.pdf"', "a b c.pdf"),
        ('attachment; filename=".."', "x.pdf"),
        ('attachment; filename="..hidden:x?.pdf"', "hidden_x_.pdf"),
        ("attachment; filename*=no-such-code''a%41.pdf", "aA.pdf"),
        ("attachment; filename=b.pdf; filename*=no-such-code''a%41.pdf", "b.pdf"),
        ("attachment; filename*=UTF-8''..%2F..%2Fa%2525.pdf", "a%25.pdf"),
        ("attachment; filename*=undefined''a%FF.pdf", "x.pdf"),
        ("inline", "x.pdf"),
        (f'attachment; filename="{"a" * 300}.pdf"', "a" * 116 + ".pdf"),
        (f"attachment; filename*=UTF-8''{'%E8%A1%A8' * 100}.pdf", "表" * 78 + ".pdf"),
    ],
)
def test_a_name_cannot_leave_its_folder(site: Site, disposition: str, name: str) -> None:
    site.routes["/x"] = page(
        b"", "Content-Type: application/pdf", f"Content-Disposition: {disposition}", status="200 OK"
    )
    assert got(site.address + "/x").name == name


@given(st.text(max_size=400), st.text(max_size=60))
def test_every_name_is_fit_for_a_file(disposed: str, path: str) -> None:
    headers = Message()
    headers["Content-Type"] = "application/pdf"
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{disposed}"
    name = name_of(parse_address("https://reports.example/" + "".join(filter(str.isalnum, path))), headers)
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')
    assert 4 < len(name) <= 120
    assert len(name.encode()) <= 240
    assert not name.startswith((".", " "))


@pytest.mark.parametrize(
    ("path", "content_type", "problem"),
    [
        ("/a.png", "image/png", "is of the type image/png, which is not read"),
        ("/a", "application/octet-stream", "is of the type application/octet-stream, which is not read"),
        ("/a.exe", "application/octet-stream", "is of the type application/octet-stream, which is not read"),
        ("/a.pdf", "video/mp4", "is of the type video/mp4, which is not read"),
        ("/a", "", "is of no named type, which is not read"),
    ],
)
def test_what_is_not_read_is_refused_before_it_is_sent(
    site: Site, path: str, content_type: str, problem: str
) -> None:
    def endless(_: dict[str, str]) -> Iterator[bytes]:
        yield page(b"", f"Content-Type: {content_type}", "Content-Length: 100000")
        site.done.wait(10)

    site.routes[path] = endless
    assert refused(site.address + path, timeout=5) == problem


@pytest.mark.parametrize(
    ("written", "charset"),
    [
        ('text/html; charset="GB18030"', "gb18030"),
        ("text/html;charset=utf-8;x=y", "utf-8"),
        ("text/html; charset=klingon", None),
        ("text/html; charset=zlib", None),
        ("text/html; charset=../../x", None),
        ("text/html", None),
    ],
)
def test_the_encoding_is_one_that_python_knows(site: Site, written: str, charset: str | None) -> None:
    site.routes["/a"] = page(b"", f"Content-Type: {written}")
    assert got(site.address + "/a").charset == charset


# How it is packed, and how much of it there is.


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


TEXT = b"".join(b"Line %d of the report.\n" % number for number in range(20_000))


@pytest.mark.parametrize(
    ("encoding", "packed", "content"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0), TEXT),
        ("x-gzip", gzip.compress(b"", mtime=0), b""),
        ("GZIP", gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0), b"one two"),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\0\0 dirt", TEXT),
        ("deflate", zlib.compress(TEXT), TEXT),
        ("deflate", raw_deflate(TEXT), TEXT),
        ("gzip", gzip.compress(b"\0" * 1_000_000, mtime=0), b"\0" * 1_000_000),
        ("identity", TEXT, TEXT),
        ("gzip", b"", b""),
    ],
)
def test_what_is_packed_is_unpacked(site: Site, encoding: str, packed: bytes, content: bytes) -> None:
    site.routes["/a"] = page(packed, f"Content-Encoding: {encoding}")
    site.routes["/b"] = page(
        chunked(*(packed[start : start + 1000] for start in range(0, len(packed), 1000))),
        *("Content-Length:", "Transfer-Encoding: Chunked", f"Content-Encoding: {encoding}"),
    )
    assert got(site.address + "/a").content == content
    assert got(site.address + "/b").content == content


def test_a_bomb_is_stopped_at_the_limit(site: Site) -> None:
    packer = zlib.compressobj(1, wbits=zlib.MAX_WBITS + 16)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(64)) + packer.flush()
    site.routes["/a"] = page(bomb, "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        assert refused(site.address + "/a", largest=2_000_000) == "is larger than 2 MB"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000  # bytes at the most, of 64 million
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (page(gzip.compress(TEXT, mtime=0)[:-9], "Content-Encoding: gzip"), "was broken off"),
        (page(b"no gzip", "Content-Encoding: gzip"), "is not packed as its server says"),
        (page(b"x", "Content-Encoding: br"), r"is packed in a way that is not read \(br\)"),
        (page(b"x", "Content-Encoding: gzip, gzip"), "is packed in a way that is not read"),
        (page(b"x", "Transfer-Encoding: gzip, chunked"), "is sent in a way that is not understood"),
        (page(b"x", "Content-Length: 2"), "was broken off by its server; try again later"),
        (page(b"5\r\nab", "Content-Length:", "Transfer-Encoding: chunked"), "was broken off"),
        (page(b"zz\r\nab", "Content-Length:", "Transfer-Encoding: chunked"), "was broken off"),
        (b"", "was broken off by its server"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "is not answered as a web server answers"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 1000, "is not answered as a web server answers"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000, "is not answered as a web server answers"),
    ],
)
def test_a_broken_answer_is_told(site: Site, answer: bytes, problem: str) -> None:
    site.routes["/a?token=SECRET"] = answer
    with pytest.raises(FetchError, match=problem) as caught:
        got(site.address + "/a?token=SECRET")
    assert str(caught.value).startswith(f"{site.address}/a?…: ")


def test_what_is_larger_than_allowed_is_not_taken(site: Site) -> None:
    sent = 0

    def endless(head: bytes, piece: bytes) -> Callable[[dict[str, str]], Iterator[bytes]]:
        def answer(_: dict[str, str]) -> Iterator[bytes]:
            nonlocal sent
            yield head
            while not site.done.is_set():
                sent += len(piece)
                yield piece

        return answer

    lengthless = page(b"", "Content-Length:")
    chunks = page(b"", "Content-Length:", "Transfer-Encoding: chunked")
    site.routes["/told"] = page(b"", "Content-Length: 1001")
    site.routes["/endless"] = endless(lengthless, b"x" * 1000)
    site.routes["/chunks"] = endless(chunks, b"10\r\n" + b"x" * 16 + b"\r\n")
    site.routes["/extensions"] = endless(chunks, b"1;" + b"e" * 60_000 + b"\r\nx\r\n")
    site.routes["/negative"] = endless(chunks + b"-5\r\n", b"x" * 1000)
    site.routes["/trailers"] = endless(chunks + b"0\r\n", b"a: " + b"x" * 60_000 + b"\r\n")
    site.routes["/continue"] = endless(b"", b"HTTP/1.1 100 Continue\r\nA: b\r\n\r\n" * 1000)
    fetcher = Fetcher()
    for path in site.routes:
        sent = 0
        assert refused(site.address + path, fetcher, largest=1000, timeout=30) == "is larger than 0.001 MB"
        assert sent < 30_000_000, path  # with what the system holds in its buffers
    site.routes["/fits"] = page(b"x" * 1000)
    assert len(got(site.address + "/fits", fetcher, largest=1000).content) == 1000


# How long it takes.


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", page(b"", "Content-Length: 100000")])
def test_a_server_that_drips_is_left(site: Site, head: bytes) -> None:
    def drip(_: dict[str, str]) -> Iterator[bytes]:
        yield head
        while not site.done.wait(0.02):
            yield b"x"

    site.routes["/a"] = drip
    fetcher = Fetcher()
    site.routes["/b"] = page()
    got(site.address + "/b", fetcher)
    started = time.monotonic()
    assert refused(site.address + "/a", fetcher, timeout=0.4) == "took longer than 0.4 s"
    assert 0.3 < time.monotonic() - started < 3


def test_silence_and_a_slow_robots_txt_count_too(site: Site) -> None:
    def silence(_: dict[str, str]) -> Iterator[bytes]:
        site.done.wait(10)
        yield b""

    site.routes["/robots.txt"] = silence
    problem = refused(site.address + "/a", timeout=0.3)
    assert problem == "has a robots.txt that took longer than 0.3 s"
    assert site.asked == ["/robots.txt"]


def test_a_look_up_that_hangs_is_left() -> None:
    done = Event()

    def hang(host: str) -> list[str]:
        done.wait(10)
        return []

    started = time.monotonic()
    assert refused("http://reports.example/", Fetcher(hang), timeout=0.3).endswith("took longer than 0.3 s")
    assert time.monotonic() - started < 3
    done.set()


def test_a_handshake_that_hangs_is_left() -> None:
    class Mute(BaseRequestHandler):
        def handle(self) -> None:
            done.wait(10)

    done = Event()
    with ThreadingTCPServer(("127.0.0.1", 0), Mute) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        url = f"https://127.0.0.1:{server.server_address[1]}/"
        assert refused(url, timeout=0.3).endswith("took longer than 0.3 s")
        done.set()
        server.shutdown()


# What the status says.


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        ("404 Not Found", "is not there (404)"),
        ("410 Gone", "is gone (410)"),
        ("401 Unauthorized", "asks for a login (401)"),
        ("403 Forbidden", "is not open to us (403)"),
        ("429 Too Many Requests", "is asked for too often; try again later (429)"),
        ("500 Oh", "has a server that fails; try again later (500)"),
        ("503 Busy", "has a server that fails; try again later (503)"),
        ("204 No Content", "is empty (204)"),
        ("206 Partial Content", "is answered with another status (206)"),
        ("418 Teapot", "is answered with another status (418)"),
    ],
)
def test_a_status_is_told_in_words(site: Site, status: str, problem: str) -> None:
    site.routes["/a?key=SECRET"] = page(b"", status=status)
    assert refused(site.address + "/a?key=SECRET") == problem
    assert site.documents == ["/a?key=SECRET"]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("wait", ["0", "date"])
def test_a_busy_server_is_asked_once_more(site: Site, status: str, wait: str) -> None:
    after = format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True) if wait == "date" else wait
    answers = iter([page(b"", f"Retry-After: {after}", status=status), page(b"now")])
    site.routes["/a"] = lambda _: next(answers)
    assert got(site.address + "/a").content == b"now"
    site.routes["/b"] = page(b"", f"Retry-After: {after}", status=status)
    assert status[:3] in refused(site.address + "/b")
    assert site.documents == ["/a", "/a", "/b", "/b"]


@pytest.mark.parametrize(
    ("status", "after"),
    [
        *(
            ("503 Busy", after)
            for after in ("11", "9" * 50, "soon", "-1", "٣", "", "Fri, 31 Dec 9999 23:59:59 GMT")
        ),
        ("503 Busy", "9"),  # more than the seconds that are left
        ("500 Oh", "0"),
        ("404 Not Found", "0"),
    ],
)
def test_it_is_not_asked_again_later_or_unasked(site: Site, status: str, after: str) -> None:
    site.routes["/a"] = page(b"", f"Retry-After: {after}", status=status)
    assert status[:3] in refused(site.address + "/a", timeout=5)
    assert site.documents == ["/a"]


# Redirects.


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_a_redirect_is_followed(site: Site, status: str) -> None:
    site.routes |= {"/a/b": to("../c?d=1#e", status), "/c?d=1": page(b"there")}
    found = got(site.address + "/a/b")
    assert (found.url, found.content) == (site.address + "/c?d=1", b"there")


def test_a_redirect_may_write_its_path_in_utf_8(site: Site) -> None:
    site.routes |= {"/a": to("/Übersicht.html"), "/%C3%9Cbersicht.html": page(b"there")}
    assert got(site.address + "/a").name == "Übersicht.html"


def test_five_redirects_are_followed_and_no_more(site: Site) -> None:
    site.routes |= {f"/{number}": to(f"/{number + 1}") for number in range(6)}
    site.routes["/6"] = page(b"end")
    assert got(site.address + "/1").content == b"end"
    assert refused(site.address + "/0") == "redirects more than 5 times"
    site.routes["/loop"] = to("/loop")
    assert refused(site.address + "/loop") == "redirects more than 5 times"


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("", "redirects to no address (302)"),
        ("http://[", "redirects to no address (302)"),
        (
            "ftp://reports.example/?SECRET",
            "redirects to ftp://reports.example/?…, which is not an address of the",
        ),
        ("file:///etc/passwd", "redirects to file:///etc/passwd, which is not an address of the web"),
        (
            "http://me:SECRET@reports.example/",
            "redirects to http://reports.example/, which names a user or a",
        ),
        ("http://0x7f.1/", "redirects to http://0x7f.1/, which writes its host as none is written"),
        (
            "http://169.254.169.254/latest?SECRET",
            "leads to http://169.254.169.254/latest?…, which is on a network",
        ),
        ("/gone?SECRET", "/gone?…, which is not there (404)"),
    ],
)
def test_a_redirect_keeps_to_the_rules(site: Site, location: str, problem: str) -> None:
    site.routes["/a"] = to(location)
    assert problem in refused(site.address + "/a")


def test_a_redirect_into_a_private_network_is_refused() -> None:
    """The first host is public as far as the rules go: only what it resolves to is not asked here."""
    asked = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return {"outside.example": ["127.0.0.1"], "inside.example": ["169.254.169.254"]}[host]

    for site in served(Site()):
        site.routes["/a"] = to(f"http://inside.example:{site.port}/")
        problem = refused(f"http://outside.example:{site.port}/a", Fetcher(resolve))
        assert problem.endswith(
            "which is on a network that is not public (169.254.169.254), which is not asked"
        )
        assert asked == ["outside.example", "outside.example", "inside.example"]  # robots.txt, page, redirect


# Where nothing is asked.


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",  # noqa: S104
        *("0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254"),
        *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1"),
        *("192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
        *("239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::127.0.0.1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "2001::1", "2001:db8::1"),
        *("fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2606:4700::1%1", "fec0::1", "ff02::1"),
        *("100::1", "3fff::1", "3ffe::1", "4000::1", "5f00::1"),
    ],
)
def test_a_network_that_is_not_public_is_not_asked(ip: str) -> None:
    assert not is_allowed(ip_address(ip))
    with pytest.raises(HostError, match="a network that is not public"):
        Fetcher(lambda _: ["93.184.216.34", ip]).fetch("https://reports.example/a")


@pytest.mark.parametrize(
    "ip",
    [
        *(
            "1.1.1.1",
            "8.8.8.8",
            "11.0.0.1",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.1",
            "126.255.255.255",
        ),
        *("128.0.0.1", "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "223.255.255.255"),
        *("2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::1", "::ffff:8.8.8.8"),
        "64:ff9b::808:808",
    ],
)
def test_the_public_internet_may_be_asked(ip: str) -> None:
    assert is_allowed(ip_address(ip))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6, network="2000::/3"))
def test_nothing_is_allowed_that_python_knows_to_be_special(ip: Any) -> None:
    if is_allowed(ip):
        assert ip.is_global
        assert not ip.is_multicast


@given(st.ip_addresses(v=4))
def test_an_address_in_an_address_counts(ip: Any) -> None:
    for outer in (0xFFFF << 32, 0x64_FF9B << 96):
        assert is_allowed(IPv6Address(outer + int(ip))) == is_allowed(ip)
        assert is_allowed(IPv6Address(outer + int(ip)), allow_private=True) == is_allowed(
            ip, allow_private=True
        )


def test_private_is_allowed_where_the_operator_allows_it_but_no_more() -> None:
    for ip in ("10.0.0.1", "127.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "::1", "fd00::1"):
        assert is_allowed(ip_address(ip), allow_private=True)
    for ip in ("169.254.169.254", "0.0.0.1", "224.0.0.1", "255.255.255.255", "fe80::1", "ff02::1", "::"):
        assert not is_allowed(ip_address(ip), allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1/",
            "http://127.0.0.1./",
            "http://[::1]/",
            "http://[::ffff:7f00:1]/",
            "http://10.0.0.1/",
        ),
        *(
            "http://[fe80::1%25eth0]/",
            "https://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://0.0.0.0:80/",
        ),
    ],
)
def test_a_literal_address_is_not_asked_either(url: str) -> None:
    with pytest.raises(HostError, match="a network that is not public"):
        Fetcher(nowhere).fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "0x7f.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "127.1",
            "127.0.1",
            "0",
            "0x",
            "1.2.3.4.5",
            "1.0x10",
        ),
        *(
            "256.1.1.1",
            "127.0.0.01",
            "%31%32%37.0.0.1",
            "[v1.example]",
            "[127.0.0.1]",
            "a..b",
            "-a.example",
            "a b",
        ),
        *("a_" * 200, "xn--a\u0301", "*.example", "a,b"),
    ],
)
def test_a_host_that_hides_what_it_is_is_refused(host: str) -> None:
    with pytest.raises(FetchError, match=r"writes its host|is not an address of the web"):
        Fetcher(nowhere).fetch(f"http://{host}/", allow_private=True)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://reports.example/a", "has to begin with https:// or http://"),
        ("file:///etc/passwd", "has to begin with https:// or http://"),
        ("reports.example/a", "has to begin with https:// or http://"),
        ("", "has to begin with https:// or http://"),
        ("https://", "names no host"),
        ("https:///a", "names no host"),
        ("https://me@reports.example/", "names a user or a password; leave them out"),
        ("https://me:SECRET@reports.example/", "names a user or a password; leave them out"),
        ("https://me:SECRET/x@reports.example/", "is not an address of the web"),
        ("https://reports.example:99999/", "is not an address of the web"),
        ("https://reports.example:0/", "names the port 0"),
        ("http://reports.example:25/", "names a port of something other than the web (25)"),
        ("http://reports.example:6667/", "names a port of something other than the web (6667)"),
        ("https://[::1/", "is not an address of the web"),
        ("https://reports.example\\@evil.example/", "holds a character that no address holds"),
        ("https://reports.example/a\r\nX: y", "holds a character that no address holds"),
        ("https://reports.exam\tple/", "holds a character that no address holds"),
        ("https://reports.example/\udcff", "holds a character that no address holds"),
        ("https://reports.example/" + "a" * 4000, "is longer than 4000 characters"),
        ("https://reports.example\u2100.com/", "is not an address of the web"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str, problem: str) -> None:
    assert problem in refused(url, Fetcher(nowhere))


@given(st.text(max_size=80).map("http://".__add__) | st.text(max_size=30))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except FetchError:
        return
    assert address.url.isascii()
    assert not set(address.url) & set(" \r\n\t\\")
    assert parse_address(address.url) == address


def test_hosts_are_written_in_ascii_and_paths_quoted() -> None:
    assert parse_address(" HTTPS://Bücher.Example.:443/a b/ü?q=ä&x=%20[1]#part ").url == (
        "https://xn--bcher-kva.example/a%20b/%C3%BC?q=%C3%A4&x=%20[1]"
    )
    assert parse_address("http://straße.example").host == "xn--strae-oqa.example"
    assert parse_address("http://[2606:4700::0:1]:8080/").url == "http://[2606:4700::1]:8080/"


# The connection goes to what was checked.


def test_a_name_that_changes_what_it_stands_for_leads_nowhere(site: Site) -> None:
    site.routes["/a"] = page()
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    problem = refused(f"http://reports.example:{site.port}/a", Fetcher(lambda _: next(answers)))
    assert problem == "is on a network that is not public (169.254.169.254), which is not asked"
    assert site.asked == ["/robots.txt"]


def test_a_name_is_looked_up_once_for_a_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the resolver: nothing else looks the name up, and the server is told the name."""
    looked_up = []

    def resolve(host: str) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, lambda *_, **__: pytest.fail("looked up again"))
    site.routes["/a"] = page(b"there")
    assert got(f"http://reports.example:{site.port}/a", Fetcher(resolve)).content == b"there"
    assert looked_up == ["reports.example"] * len(site.asked)
    assert {headers["Host"] for headers in site.headers} == {f"reports.example:{site.port}"}


def test_a_name_with_one_private_address_among_others_is_not_asked() -> None:
    address = parse_address("https://reports.example/")
    deadline = Deadline.after(5)
    public = [f"8.8.8.{number}" for number in range(20)]
    assert checked_addresses(address, lambda _: public, deadline) == public[:8]
    with pytest.raises(HostError, match=r"10\.0\.0\.1"):
        checked_addresses(address, lambda _: [*public, "10.0.0.1"], deadline)
    with pytest.raises(HostError, match="without a proper IP address"):
        checked_addresses(address, lambda _: ["here"], deadline)
    with pytest.raises(HostError, match="a host that is not known"):
        checked_addresses(address, lambda _: [], deadline)


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.routes["/a"] = page(b"there")
    fetcher = Fetcher(lambda _: ["::1", "127.0.0.1"])  # the site listens on the second alone
    assert got(f"http://reports.example:{site.port}/a", fetcher).content == b"there"


def test_no_connection_is_made_after_the_deadline(site: Site) -> None:
    address = parse_address(site.address)
    with pytest.raises(TimeoutError):
        connect(address, ["127.0.0.1"], Deadline.after(0))
    with connect(address, ["127.0.0.1"], Deadline.after(5)) as connection:
        assert connection.getpeername() == ("127.0.0.1", site.port)


def test_who_cannot_be_reached_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/?SECRET"
        assert refused(url) == "cannot be reached (Connection refused)"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (socket.gaierror(socket.EAI_NONAME, "SECRET"), "is on a host that is not known"),
        (
            socket.gaierror(socket.EAI_AGAIN, "SECRET"),
            "is on a host that cannot be looked up now; try again later",
        ),
        (UnicodeError("label too long"), "is on a host that is not known"),
        (OSError("SECRET"), "is on a host that is not known"),
    ],
)
def test_a_host_that_is_not_known_is_told(error: Exception, problem: str) -> None:
    def resolve(host: str) -> list[str]:
        raise error

    assert refused("https://reports.example/?SECRET", Fetcher(resolve)) == problem


def test_a_fault_of_a_resolver_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        Fetcher(lambda _: [str(1 // 0)]).fetch("https://reports.example/")


def test_the_system_knows_this_machine() -> None:
    assert set(system_addresses("localhost")) & {"127.0.0.1", "::1"}


# TLS.


def test_a_certificate_is_verified(secure_site: Site) -> None:
    secure_site.routes["/a"] = page(b"there")
    url = f"https://reports.example:{secure_site.port}/a"
    assert got(url, Fetcher(here, trusting())).content == b"there"
    assert "has a certificate that is not trusted (self" in refused(url, Fetcher(here))
    other = f"https://other.example:{secure_site.port}/a"
    assert "has a certificate that is not trusted (Hostname mismatch" in refused(
        other, Fetcher(here, trusting())
    )
    assert secure_site.documents == ["/a"]


def test_no_redirect_leaves_tls(secure_site: Site, site: Site) -> None:
    site.routes |= {"/a": page(), "/up": to(f"https://reports.example:{secure_site.port}/b")}
    secure_site.routes |= {"/a": to(f"http://reports.example:{site.port}/a?SECRET"), "/b": page(b"there")}
    fetcher = Fetcher(here, trusting())
    assert refused(f"https://reports.example:{secure_site.port}/a", fetcher) == (
        f"redirects to http://reports.example:{site.port}/a?…, which is not encrypted"
    )
    assert site.asked == []
    assert got(f"http://reports.example:{site.port}/up", fetcher).content == b"there"


def test_a_server_without_tls_is_told(site: Site) -> None:
    problem = refused(f"https://127.0.0.1:{site.port}/")
    assert problem.startswith("cannot be reached over TLS")


# robots.txt.


def robots(text: str, status: str = "200 OK") -> bytes:
    return page(text.encode(), "Content-Type: text/plain", status=status)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: footnotebot\nDisallow: /reports", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: FootnoteBot\nAllow: /", True),
        ("User-agent: OtherBot\nDisallow: /", True),
        ("User-agent: *\nDisallow: /secret", True),
        ("User-agent: *\nDisallow:", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("<html><body>Not found</body></html>", True),
        ("", True),
        ("User-agent: *\n" + "# padding\n" * 51_200 + "Disallow: /", True),  # beyond what is read
        ("User-agent: *\nDisallow: /reports\n" + "# padding\n" * 60_000, False),
    ],
)
def test_robots_txt_is_respected(site: Site, text: str, is_open: bool) -> None:
    site.routes |= {"/robots.txt": robots(text), "/reports/a?SECRET": page(b"there")}
    url = site.address + "/reports/a?SECRET"
    if is_open:
        assert got(url).content == b"there"
    else:
        assert refused(url) == "is closed to robots by the robots.txt of its site"
        assert site.asked == ["/robots.txt"]


def test_a_line_that_is_cut_at_the_limit_is_not_read(site: Site) -> None:
    head = "User-agent: *\n"
    text = head + "#" * (512_000 - len(head) - len("\nDisallow: /")) + "\nDisallow: /secret\n"
    assert text.encode()[:512_000].endswith(b"Disallow: /")
    site.routes |= {"/robots.txt": robots(text), "/a": page(b"there")}
    assert got(site.address + "/a").content == b"there"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (robots("", "404 Not Found"), None),
        (robots("User-agent: *\nDisallow: /", "403 Forbidden"), None),
        (robots("", "500 Oh"), "has a robots.txt that has a server that fails; try again later (500)"),
        (robots("", "503 Busy"), "has a robots.txt that has a server that fails; try again later (503)"),
        (robots("", "429 Often"), "has a robots.txt that is asked for too often; try again later (429)"),
        (robots("", "451 By law"), None),
        (robots("", "304 Not Modified"), "has a robots.txt that is answered with another status (304)"),
        (
            page(b"x", "Content-Length: 5"),
            "has a robots.txt that was broken off by its server; try again later",
        ),
        (to("/robots.txt"), "has a robots.txt that redirects more than 5 times"),
        (
            to("http://10.0.0.999/"),
            "has a robots.txt that redirects to http://10.0.0.999/, which writes its host as",
        ),
    ],
)
def test_what_robots_txt_does_not_say(site: Site, answer: bytes, problem: str | None) -> None:
    site.routes |= {"/robots.txt": answer, "/a": page(b"there")}
    if problem is None:
        assert got(site.address + "/a").content == b"there"
    else:
        assert problem in refused(site.address + "/a")
        assert site.documents == []


def test_a_site_is_asked_once_for_its_robots_txt(site: Site) -> None:
    site.routes |= {"/a": page(), "/b": page(), "/robots.txt": to("/rules"), "/rules": robots("")}
    fetcher = Fetcher(here)
    for url in ("/a", "/b", "/a"):
        got(site.address + url, fetcher)
    assert site.asked == ["/robots.txt", "/rules", "/a", "/b", "/a"]
    got(f"http://reports.example:{site.port}/a", fetcher)
    assert site.asked.count("/robots.txt") == 2


def test_the_robots_txt_of_many_sites_are_not_kept_for_ever(site: Site) -> None:
    site.routes["/a"] = page()
    fetcher = Fetcher(here)
    for number in (*range(100), 99, 100, 99):
        got(f"http://site{number}.example:{site.port}/a", fetcher)
    assert site.asked[-5:] == ["/a", "/robots.txt", "/a", "/robots.txt", "/a"]
    assert site.asked.count("/robots.txt") == 102


def test_a_robots_txt_that_failed_is_asked_for_again(site: Site) -> None:
    site.routes |= {"/a": page(b"there"), "/robots.txt": robots("", "502 Bad")}
    fetcher = Fetcher()
    refused(site.address + "/a", fetcher)
    site.routes["/robots.txt"] = robots("")
    assert got(site.address + "/a", fetcher).content == b"there"


def test_where_a_redirect_leads_robots_txt_counts_too(site: Site) -> None:
    for other in served(Site()):
        other.routes |= {"/robots.txt": robots("User-agent: *\nDisallow: /"), "/b": page()}
        site.routes["/a"] = to(other.address + "/b")
        assert refused(site.address + "/a") == (
            f"leads to {other.address}/b, which is closed to robots by the robots.txt of its site"
        )
        assert other.asked == ["/robots.txt"]


# What a message shows.


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://reports.example/a/b.pdf", "https://reports.example/a/b.pdf"),
        ("https://reports.example:8443/a?token=SECRET", "https://reports.example:8443/a?…"),
        ("https://reports.example?SECRET", "https://reports.example?…"),
        ("https://reports.example/a;id=SECRET", "https://reports.example/a;…"),
        ("https://reports.example/a#SECRET", "https://reports.example/a#…"),
        ("https://me:SECRET@reports.example/a", "https://reports.example/a"),
        ("https://me:SEC@RET@reports.example/a", "https://reports.example/a"),
        ("https://SECRET@[::1]:80/a", "https://[::1]:80/a"),
        ("https://me:SECRET/x@reports.example/a", "https://…"),
        ("https://me:SECRET?x@reports.example/a", "https://…"),
        ("https:///me:SECRET@reports.example/a", "https://…"),
        ("https:/me:SECRET@reports.example/a", "https:reports.example/a"),
        ("https:\\\\me:SECRET@reports.example/a", "reports.example/a"),
        ("me:SECRET@reports.example", "reports.example"),
        ("https://social.example/@name/1", "https://social.example/@name/1"),
        ("https://reports.example/a\nb\u202e", "https://reports.example/a\\nb\\u202e"),
        ("https://reports.example/" + "a" * 300, "https://reports.example/" + "a" * 175 + "…"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert describe(url) == shown


@given(st.text(max_size=20), st.text(alphabet="ab/:.?#@[]\\;% \n", max_size=20))
def test_no_password_is_ever_shown(user: str, rest: str) -> None:
    user = user.translate({ord(mark): "" for mark in "/?#"})
    assert "SECRET" not in describe(f"https://{user}:SECRET@reports.example/{rest}?key=SECRET")


def test_neither_messages_nor_results_show_secrets(site: Site) -> None:
    site.routes["/a?key=SECRET"] = page(b"CONTENT")
    found = got(site.address + "/a?key=SECRET")
    assert found.url.endswith("?key=SECRET")
    assert "SECRET" not in repr(found)
    assert "CONTENT" not in repr(found)
    assert "SECRET" not in repr(parse_address(found.url))
