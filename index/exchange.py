"""One question to a web server and its answer: what goes over the wire, bounded in size and time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from socket import socket
from typing import Final, TypeAlias, cast

from index.addresses import Deadline, FetchError, WebAddress
from index.served import Unpacker

AGENT: Final = "FootnoteBot"
LONGEST_PAUSE: Final = 10.0
"""Seconds that a server may ask to wait for before it is asked again, once."""
TOO_OFTEN: Final = 429

Progress: TypeAlias = Callable[[int, int | None], None]
"""Is told the bytes that have come so far, and how many will, where the server says so."""

_BUSY: Final = 503
_PIECE: Final = 65_536
_FRAMING: Final = 1_000_000  # bytes of headers; those of chunks are a small part of the content
_BROKEN_OFF: Final = "was broken off by its server; try again later"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all that one call asks for; `conditions` are headers, of printable ASCII."""

    deadline: Deadline
    largest: int
    allow_private: bool
    conditions: tuple[tuple[str, str], ...]
    progress: Progress | None
    obeys_robots: bool = True


@contextmanager
def answered(connection: socket, address: WebAddress, terms: Terms) -> Iterator[HTTPResponse]:
    """The answer to a GET, its content not yet read; closes the connection.

    Raises FetchError, also for what goes wrong while the content is read.
    """
    with explained(address, terms), closing(connection):
        connection.settimeout(terms.deadline.left())
        connection.sendall(_request(address, terms))
        wire = _Wire(connection, address, terms)
        with closing(HTTPResponse(cast(socket, wire), method="GET")) as response:  # needs `makefile` alone
            response.begin()
            yield response


@contextmanager
def explained(address: WebAddress, terms: Terms) -> Iterator[None]:
    """Raises FetchError for what sockets and `http.client` raise."""
    try:
        yield
    except TimeoutError as error:
        raise FetchError(address.url, f"took longer than {terms.deadline.seconds:g} s") from error
    except (OSError, IncompleteRead) as error:
        raise FetchError(address.url, _BROKEN_OFF) from error
    except HTTPException as error:
        raise FetchError(address.url, "is not answered as a web server answers") from error


def pieces(url: str, response: HTTPResponse, progress: Progress | None = None) -> Iterator[bytes]:
    """The content in unpacked pieces of at most 64 kB. Raises FetchError if it ends early."""
    if response.headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise FetchError(url, "is sent in a way that is not understood (Transfer-Encoding)")
    unpacker = Unpacker(url, response.headers)
    total, received = response.length, 0
    while packed := response.read1(_PIECE):
        received += len(packed)
        if progress is not None:
            progress(received, total)
        yield from unpacker.unpack(packed)
    if response.length:
        raise FetchError(url, _BROKEN_OFF)
    unpacker.finish()


def pause_before(response: HTTPResponse, deadline: Deadline) -> float | None:
    """The seconds after which to ask again; None if the server does not say so, or it is too long to wait."""
    written = response.headers.get("Retry-After", "").strip()
    if response.status not in {TOO_OFTEN, _BUSY} or not written.isascii():
        return None
    if written.isdigit():
        seconds = float(written[:9])
    else:
        try:
            until = parsedate_to_datetime(written)
        except (ValueError, TypeError, OverflowError):
            return None
        now = datetime.now(UTC)
        seconds = max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
    return seconds if seconds <= LONGEST_PAUSE and seconds < deadline.left() else None


def too_large(url: str, terms: Terms) -> FetchError:
    return FetchError(url, f"is larger than {terms.largest / 1_000_000:g} MB")


class _Wire(io.RawIOBase):
    """What a server sends, as `http.client` reads it: not after the deadline, and not without end."""

    def __init__(self, connection: socket, address: WebAddress, terms: Terms) -> None:
        self._connection, self._url, self._terms = connection, address.url, terms
        self._left = terms.largest + terms.largest // 4 + _FRAMING

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, _PIECE)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # BufferedReader gives no other
        self._connection.settimeout(self._terms.deadline.left())
        received = self._connection.recv_into(buffer)
        self._left -= received
        if self._left < 0:
            raise too_large(self._url, self._terms)
        return received


def _request(address: WebAddress, terms: Terms) -> bytes:
    headers = (
        ("Host", address.authority),
        ("User-Agent", AGENT),
        ("Accept", "text/html, application/pdf, text/*;q=0.9, */*;q=0.5"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
        *terms.conditions,
    )
    lines = (f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", "")
    return "\r\n".join(lines).encode("ascii")
