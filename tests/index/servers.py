"""Web servers on this machine that answer as a test says, well-behaved or hostile, and how they are asked."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Any, TypeAlias

import pytest

from index.fetching import Fetched, Fetcher, FetchError

Answer: TypeAlias = "bytes | Iterable[bytes]"
Route: TypeAlias = "Answer | Callable[[dict[str, str]], Answer]"


def page(content: bytes = b"<p>Report</p>", *headers: str, status: str = "200 OK") -> bytes:
    """An answer; one of HTML with its length, if the headers do not say otherwise."""
    told = {line.partition(":")[0].lower() for line in headers}
    usual = {"content-type": "text/html", "content-length": str(len(content))}
    lines = (*headers, *(f"{name}: {value}" for name, value in usual.items() if name not in told))
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode("utf-8") + content


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


class Site(ThreadingTCPServer):
    """A web server on this machine that answers by path; notes what it was asked, in order."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.done = Event()
        super().__init__(("127.0.0.1", 0), Reply)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.port = int(self.server_address[1])
        self.address = f"http://127.0.0.1:{self.port}"

    @property
    def documents(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what many of these tests are about."""


class Reply(StreamRequestHandler):
    def handle(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        path = self.rfile.readline().decode().split(" ")[1]
        headers = {}
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(": ")
            headers[name] = value
        site.asked.append(path)
        site.headers.append(headers)
        route = site.routes.get(path, page(b"", status="404 Not Found"))
        answer = route(headers) if callable(route) else route
        for piece in (answer,) if isinstance(answer, bytes) else answer:
            self.wfile.write(piece)


def served(site: Site) -> Iterator[Site]:
    Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield site
    site.done.set()
    site.shutdown()
    site.server_close()


def here(host: str) -> list[str]:
    """Every name stands for this machine."""
    return ["127.0.0.1"]


def nowhere(host: str) -> list[str]:
    pytest.fail(f"{host} was looked up")


def to(location: str, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {location}", status=status)


def got(
    url: str, fetcher: Fetcher | None = None, *, largest: int = 200_000_000, timeout: float = 60.0
) -> Fetched:
    found = (fetcher or Fetcher()).fetch(url, allow_private=True, largest=largest, timeout=timeout)
    assert found is not None
    return found


def refused(
    url: str, fetcher: Fetcher | None = None, *, largest: int = 200_000_000, timeout: float = 60.0
) -> str:
    """What is wrong with the address; what may be secret in it is in no message."""
    with pytest.raises(FetchError) as caught:
        (fetcher or Fetcher()).fetch(url, allow_private=True, largest=largest, timeout=timeout)
    assert "SECRET" not in str(caught.value)
    return caught.value.problem
