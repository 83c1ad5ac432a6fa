"""Addresses of the web that an operator names: which of them may be asked at all, and the way to them.

A name is looked up once, what it stands for is checked, and the connection goes to what was checked: a name
that stands for something else a moment later leads nowhere.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from index.errors import FootnoteError
from index.networks import BARRED_PORTS, is_allowed
from index.shown import brief

LONGEST_ADDRESS: Final = 4000
"""Characters of an address."""

MOST_TRIED: Final = 8
"""IP addresses of one host that a connection is tried to."""

Resolver: TypeAlias = Callable[[str], Sequence[str]]
"""The IP addresses of a host, as text. Raises OSError for one that is not known."""

_SHOWN: Final = 200  # characters of an address in a message
_PORTS: Final = {"http": 80, "https": 443}
_PARTS: Final = re.compile(r"((?:[a-z][a-z0-9+.-]*:)?//)?([^/?#]*)([^?#;]*)([?#;]?)", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?:[^\s:@\[\]\\]+|\[[0-9a-f:.]+\])(?::\d*)?", re.IGNORECASE)
_LABEL: Final = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST: Final = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
_NUMERIC: Final = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")  # what systems take for an IPv4 address
_SAFE: Final = "/%:@!$&'()*+,;=~"


class FetchError(FootnoteError):
    """An address that cannot be fetched. `problem` says why, to be read after the address."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{describe(url)}: {problem}")
        self.problem = problem


class HostError(FetchError):
    """An address on a host that may not or cannot be reached, whatever is asked of it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which all has to be done; `seconds` is what was given."""

    seconds: float
    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        return cls(seconds, time.monotonic() + seconds)

    def left(self) -> float:
        """The seconds that are left. Raises TimeoutError if none are."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address as it is asked for: the host in ASCII and lower case, the target (path, query) quoted."""

    scheme: str
    host: str
    port: int
    target: str = field(repr=False)  # a query may hold a secret

    @property
    def authority(self) -> str:
        """The host, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.target


def describe(url: str) -> str:
    """The address for a message: on one line, cut to 200 characters, without what may be a secret.

    That is the user and the password, and what follows `?`, `#` or `;`, which are shown as "?…".
    """
    found = _PARTS.match(url.strip())
    scheme, place, path, mark = found.groups("") if found else ("", "", "", "")
    place = place.rpartition("@")[2]
    if "@" in url and not _PLACE.fullmatch(place):  # nobody knows where its password ends
        return brief(f"{scheme}…", _SHOWN)
    if not scheme:
        path = path.rpartition("@")[2]
    return brief(f"{scheme}{place}{path}", _SHOWN) + (f"{mark}…" if mark else "")


def parse_address(url: str) -> WebAddress:
    """The address that `url` writes. Raises FetchError for what is none, or may not be asked for."""
    url = url.strip()
    if len(url) > LONGEST_ADDRESS:
        raise FetchError(url, f"is longer than {LONGEST_ADDRESS} characters")
    if not url.isprintable() or "\\" in url:
        raise FetchError(url, "holds a character that no address holds")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # its message may quote the password
        raise FetchError(url, "is not an address of the web") from None
    if parts.scheme not in _PORTS:
        raise FetchError(url, "is not an address of the web: it has to begin with https:// or http://")
    if "@" in parts.netloc:
        raise FetchError(url, "names a user or a password; leave them out")
    if port == 0:
        raise FetchError(url, "names the port 0")
    if port in BARRED_PORTS:
        raise FetchError(url, f"names a port of something other than the web ({port})")
    host = _host(url, parts.hostname or "", bracketed="[" in parts.netloc)
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE + "?[]")
    return WebAddress(parts.scheme, host, port or _PORTS[parts.scheme], target)


def system_addresses(host: str) -> list[str]:
    """The IP addresses of a host as the system knows them. Raises OSError if it knows none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def checked_addresses(
    address: WebAddress, resolve: Resolver, deadline: Deadline, *, allow_private: bool = False
) -> list[str]:
    """The IP addresses of the host, at most eight. Raises HostError if one of them may not be asked."""
    found = [address.host] if _is_literal(address.host) else _looked_up(address, resolve, deadline)
    checked = []
    for text in found:
        try:
            ip = ip_address(text)
        except ValueError:
            raise HostError(address.url, "is on a host without a proper IP address") from None
        if not is_allowed(ip, allow_private=allow_private):
            raise HostError(address.url, f"is on a network that is not public ({ip}), which is not asked")
        checked.append(str(ip))
    if not checked:
        raise HostError(address.url, "is on a host that is not known")
    return checked[:MOST_TRIED]


def connect(address: WebAddress, ips: Sequence[str], deadline: Deadline) -> socket.socket:
    """A connection to one of these IP addresses, tried in turn. Raises HostError, TimeoutError."""
    problem = OSError("no address")
    for number, ip in enumerate(ips):
        try:
            return _reached(ip, address.port, deadline.left() / (len(ips) - number))
        except OSError as error:
            problem = error
    if isinstance(problem, TimeoutError) and problem.errno is None:
        raise problem
    raise HostError(address.url, f"cannot be reached ({problem.strerror or problem})") from problem


def encrypted(
    connection: socket.socket, address: WebAddress, tls: ssl.SSLContext, deadline: Deadline
) -> ssl.SSLSocket:
    """The connection with TLS, its certificate verified. Raises HostError, TimeoutError; closes it then."""
    try:
        connection.settimeout(deadline.left())
        return tls.wrap_socket(connection, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        connection.close()
        reason = brief(error.verify_message)
        raise HostError(address.url, f"has a certificate that is not trusted ({reason})") from error
    except TimeoutError:
        connection.close()
        raise
    except (OSError, ValueError) as error:
        connection.close()
        raise HostError(address.url, f"cannot be reached over TLS ({brief(error)})") from error


def _reached(ip: str, port: int, seconds: float) -> socket.socket:
    reached = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
    try:
        reached.settimeout(seconds)
        reached.connect((ip, port))
    except BaseException:
        reached.close()
        raise
    return reached


def _host(url: str, written: str, *, bracketed: bool) -> str:
    """The host in ASCII, an IP address in its usual form. Raises FetchError."""
    try:
        if bracketed:
            return str(IPv6Address(written))
        host = written.removesuffix(".")
        if not host.isascii():
            import idna

            host = idna.encode(host, uts46=True).decode("ascii")
        host = host.lower()
        if _NUMERIC.fullmatch(host):  # 0x7f.1 and 2130706433 are 127.0.0.1 to some systems
            return str(IPv4Address(host))
    except ValueError:  # of idna, too
        raise FetchError(url, "writes its host as none is written") from None
    if not _HOST.fullmatch(host):
        raise FetchError(url, "names no host" if not host else "writes its host as none is written")
    return host


def _is_literal(host: str) -> bool:
    return ":" in host or _NUMERIC.fullmatch(host) is not None


def _looked_up(address: WebAddress, resolve: Resolver, deadline: Deadline) -> Sequence[str]:
    """What the host stands for. The system's look-up knows no deadline: a late one is left behind."""
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(address.host))
        except Exception as error:  # raised below, where somebody is
            answers.put(error)

    Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
        raise HostError(address.url, "is on a host that cannot be looked up now; try again later") from found
    if isinstance(found, OSError | UnicodeError):
        raise HostError(address.url, "is on a host that is not known") from found
    if isinstance(found, Exception):
        raise found
    return found
