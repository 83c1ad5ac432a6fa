"""Fetching what an operator names by its address, and nothing else.

Servers are foreign: what they send is bounded in size, time and redirects, and the connection goes only where
`index.addresses` allows. The connection is made here, not by a library that would look the host up again.
"""

from __future__ import annotations

import io
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from http.client import HTTPResponse
from ipaddress import ip_address
from socket import socket
from typing import Final, TypeVar
from urllib.parse import urljoin

from index.addresses import (
    Deadline,
    FetchError,
    HostError,
    Resolver,
    WebAddress,
    checked_addresses,
    connect,
    describe,
    encrypted,
    parse_address,
    system_addresses,
)
from index.exchange import (
    AGENT,
    TOO_OFTEN,
    Progress,
    Terms,
    answered,
    explained,
    pause_before,
    pieces,
    too_large,
)
from index.networks import IpAddress, is_allowed
from index.robots import Robots
from index.served import charset_of, header_text, name_of

__all__ = ["FetchError", "Fetched", "Fetcher", "describe", "shared_fetcher"]

LARGEST_FETCHED: Final = 200_000_000
"""Bytes of a document, unpacked."""
MOST_REDIRECTS: Final = 5

_ROBOTS_READ: Final = 512_000  # bytes of a robots.txt; what follows is not read
_ROBOTS_KEPT: Final = 24 * 3600.0  # seconds for which it holds, as RFC 9309 has it
_MOST_SITES: Final = 100  # whose robots.txt are kept
_LONGEST_VALIDATOR: Final = 1000  # characters of an ETag or a date
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PROBLEMS: Final = {
    204: "is empty",
    401: "asks for a login",
    403: "is not open to us",
    404: "is not there",
    410: "is gone",
    TOO_OFTEN: "is asked for too often; try again later",
    451: "is blocked by law",
}

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address; `url` is the last one, after redirects.

    `name` is a file name without a folder, of at most 120 characters, with a suffix that is read here; `etag`
    and `modified` are what to give next time.
    """

    url: str = field(repr=False)  # may hold a secret
    content: bytes = field(repr=False)
    charset: str | None
    name: str
    etag: str | None
    modified: str | None


@cache
def shared_fetcher() -> Fetcher:
    """One for the process, so that each site is asked once for its robots.txt."""
    return Fetcher()


class Fetcher:
    """Fetches with a way to look hosts up and certificates to trust; remembers what robots may do where."""

    def __init__(self, resolve: Resolver = system_addresses, tls: ssl.SSLContext | None = None) -> None:
        self._resolve = resolve
        self._given = tls
        self._robots: dict[str, tuple[float, Robots | None]] = {}

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        largest: int = LARGEST_FETCHED,
        timeout: float = 60.0,
        allow_private: bool = False,
        progress: Progress | None = None,
    ) -> Fetched | None:
        """What stands at `url`; None if it is still what had this `etag` or was `modified` then.

        Raises FetchError for what may not or cannot be asked, is not there, is larger than `largest` bytes,
        takes longer than `timeout` seconds in all, or is of a kind that is not read. `allow_private` opens
        private networks and the machine itself. May be called from any thread; blocks.
        """
        asked = (("If-None-Match", etag), ("If-Modified-Since", modified))
        conditions = tuple((name, value) for name, given in asked if (value := _validator(given)))
        terms = Terms(Deadline.after(timeout), largest, allow_private, conditions, progress)
        return self._follow(parse_address(url), terms, partial(_document, terms))

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self._given or ssl.create_default_context()

    def _follow(
        self, first: WebAddress, terms: Terms, read: Callable[[WebAddress, HTTPResponse], _Found]
    ) -> _Found:
        """What `read` makes of the answer at the end of the redirects."""
        address, redirects, paused = first, 0, False
        try:
            while redirects <= MOST_REDIRECTS:
                with self._asked(address, terms) as (response, ip):
                    if response.status in _REDIRECTS:
                        address, redirects = _target(address, response), redirects + 1
                        # who is outside leads nobody inside, whatever the operator allows
                        terms = replace(terms, allow_private=terms.allow_private and not is_allowed(ip))
                        continue
                    pause = None if paused else pause_before(response, terms.deadline)
                    if pause is None:
                        return read(address, response)
                time.sleep(pause)
                paused = True
        except FetchError as error:
            if address == first:
                raise
            problem = f"leads to {describe(address.url)}, which {error.problem}"
            raise FetchError(first.url, problem) from error
        raise FetchError(first.url, f"redirects more than {MOST_REDIRECTS} times")

    @contextmanager
    def _asked(self, address: WebAddress, terms: Terms) -> Iterator[tuple[HTTPResponse, IpAddress]]:
        """The answer to one request, if it may be made, and who gives it."""
        if terms.obeys_robots:
            self._obey(address, terms)
        with explained(address, terms):
            connection = self._connected(address, terms)
        with answered(connection, address, terms) as response:
            yield response, ip_address(connection.getpeername()[0])

    def _connected(self, address: WebAddress, terms: Terms) -> socket:
        deadline = terms.deadline
        ips = checked_addresses(address, self._resolve, deadline, allow_private=terms.allow_private)
        connection = connect(address, ips, deadline)
        return (
            encrypted(connection, address, self._tls, deadline) if address.scheme == "https" else connection
        )

    def _obey(self, address: WebAddress, terms: Terms) -> None:
        """Raises FetchError if the site does not let robots read the address, or does not say."""
        kept = self._robots.get(address.origin)
        if kept is None or time.monotonic() - kept[0] > _ROBOTS_KEPT:
            if len(self._robots) >= _MOST_SITES:
                self._robots.clear()
            kept = self._robots[address.origin] = (time.monotonic(), self._rules(address, terms))
        rules = kept[1]
        if rules is not None and not rules.allows(address.target):
            raise FetchError(address.url, "is closed to robots by the robots.txt of its site")

    def _rules(self, address: WebAddress, terms: Terms) -> Robots | None:
        robots = replace(address, target="/robots.txt")
        asking = replace(terms, largest=_ROBOTS_READ, conditions=(), progress=None, obeys_robots=False)
        try:
            return self._follow(robots, asking, _robots)
        except HostError as error:  # of the host itself: after a redirect it is a FetchError
            raise HostError(address.url, error.problem) from error
        except FetchError as error:
            raise FetchError(address.url, f"has a robots.txt that {error.problem}") from error


def _document(terms: Terms, address: WebAddress, response: HTTPResponse) -> Fetched | None:
    url, headers = address.url, response.headers
    if response.status == 304 and terms.conditions:
        return None
    if response.status != 200:
        raise FetchError(url, _problem(response.status))
    name = name_of(address, headers)
    if response.length is not None and response.length > terms.largest:
        raise too_large(url, terms)
    content = io.BytesIO()
    for piece in pieces(url, response, terms.progress):
        content.write(piece)
        if content.tell() > terms.largest:
            raise too_large(url, terms)
    etag, modified = (_validator(headers.get(header)) for header in ("ETag", "Last-Modified"))
    return Fetched(url, content.getvalue(), charset_of(headers), name, etag, modified)


def _robots(address: WebAddress, response: HTTPResponse) -> Robots | None:
    """The rules of a robots.txt; None if there is none. Raises FetchError where that cannot be known."""
    if 400 <= response.status < 500 and response.status != TOO_OFTEN:
        return None
    if response.status != 200:
        raise FetchError(address.url, _problem(response.status))
    content = bytearray()
    for piece in pieces(address.url, response):
        content += piece
        if len(content) > _ROBOTS_READ:
            del content[content.rfind(b"\n", 0, _ROBOTS_READ) + 1 :]
            break
    return Robots(bytes(content), AGENT)


def _target(address: WebAddress, response: HTTPResponse) -> WebAddress:
    """Where a redirect leads. Raises FetchError if it may not be followed."""
    location = header_text(response.headers.get("Location", "")).strip()
    try:
        url = urljoin(address.url, location)
    except ValueError:
        url = ""
    if not location or not url:
        raise FetchError(address.url, f"redirects to no address ({response.status})")
    try:
        target = parse_address(url)
    except FetchError as error:
        raise FetchError(address.url, f"redirects to {describe(url)}, which {error.problem}") from None
    if address.scheme == "https" and target.scheme != "https":
        raise FetchError(address.url, f"redirects to {describe(url)}, which is not encrypted")
    return target


def _problem(status: int) -> str:
    unknown = (
        "has a server that fails; try again later" if status >= 500 else "is answered with another status"
    )
    return f"{_PROBLEMS.get(status, unknown)} ({status})"


def _validator(value: str | None) -> str | None:
    """An ETag or a date as a header may hold it; None for what cannot be sent back."""
    value = (value or "").strip()
    fit = value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if value and fit else None
