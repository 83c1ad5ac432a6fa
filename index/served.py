"""What a server says of what it sends: its kind, its name, how its text is written and how it is packed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from index.addresses import FetchError, WebAddress
from index.formats.formats import Format, format_of_name, format_of_type
from index.shown import brief

LONGEST_NAME: Final = 120
"""Characters of a file name."""

_UNTYPED: Final = frozenset(  # what servers say when they do not know
    {
        "",
        "application/download",
        "application/force-download",
        "application/octet-stream",
        "application/x-download",
        "application/x-zip-compressed",
        "application/zip",  # what most office files are
        "binary/octet-stream",
    }
)
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_EXTENDED: Final = re.compile(r"filename\*\s*=\s*([\w.:-]{1,40})'[^']*'([^\s;]+)", re.IGNORECASE | re.ASCII)
_READ: Final = 1000  # characters of a header that are looked at
_UNFIT: Final = re.compile(r'[<>:"|?*]')
_LONGEST_WRITTEN: Final = 240  # bytes: file systems take 255
_PIECE: Final = 65_536


def header_text(value: str) -> str:
    """A header as UTF-8, which many servers write though `http.client` reads Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def format_served(address: WebAddress, headers: Message) -> Format:
    """The format of what is sent. Raises FetchError for what is not read."""
    written = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    found = format_of_type(written)
    if found is None and written in _UNTYPED:
        found = format_of_name(_disposed(headers)) or format_of_name(_last(address.target.partition("?")[0]))
    if found is None:
        kind = f"of the type {brief(written)}" if written else "of no named type"
        raise FetchError(address.url, f"is {kind}, which is not read")
    return found


def charset_of(headers: Message) -> str | None:
    """The encoding that the server names, in lower case, if Python knows it."""
    found = _CHARSET.search(headers.get("Content-Type", "")[:_READ])
    if found is None:
        return None
    try:
        b"a".decode(found[1])
    except (LookupError, ValueError):
        return None
    return found[1].lower()


def name_of(address: WebAddress, headers: Message) -> str:
    """A name for a file: from Content-Disposition, the path or the host, with a suffix that fits its format.

    It has no folder, nothing that cannot be seen, and no more than 120 characters and 240 bytes. Raises
    FetchError for what is not read.
    """
    served = format_served(address, headers)
    name = _disposed(headers) or _last(address.target.partition("?")[0]) or _fit(address.host)
    suffix = PurePosixPath(name).suffix if format_of_name(name) else ""
    stem, suffix = name.removesuffix(suffix), suffix or served.suffixes[0]
    stem = stem[: LONGEST_NAME - len(suffix)]
    while len((stem + suffix).encode()) > _LONGEST_WRITTEN:
        stem = stem[:-1]
    return stem.rstrip(" .") + suffix


class Unpacker:
    """Unpacks content that is sent with gzip or deflate, in pieces that fit into memory."""

    def __init__(self, url: str, headers: Message) -> None:
        """Raises FetchError for another way of packing."""
        self._url = url
        self._packing = headers.get("Content-Encoding", "").strip().lower() or "identity"
        if self._packing not in {"identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(url, f"is packed in a way that is not read ({brief(self._packing)})")
        self._stream: zlib._Decompress | None = None

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """The next pieces of the content. Raises FetchError if it is not packed as the server says."""
        if self._packing == "identity":
            yield packed
            return
        while packed and (stream := self._stream_for(packed)):
            while True:
                try:
                    piece = stream.decompress(packed, _PIECE)
                except zlib.error as error:
                    raise FetchError(self._url, f"is not packed as its server says ({error})") from error
                if piece:
                    yield piece
                packed = stream.unconsumed_tail
                if stream.eof or (not packed and len(piece) < _PIECE):
                    break
            packed = stream.unused_data

    def finish(self) -> None:
        """Raises FetchError if the content has not come to its end."""
        if self._stream is not None and not self._stream.eof:
            raise FetchError(self._url, "was broken off by its server; try again later")

    def _stream_for(self, packed: bytes) -> zlib._Decompress | None:
        """The stream that goes on with these bytes; None if they follow the end and are nothing."""
        if self._stream is None:
            zlib_head = packed[0] & 0x0F == zlib.DEFLATED  # some servers leave the head of deflate out
            bits = zlib.MAX_WBITS if zlib_head else -zlib.MAX_WBITS
            self._stream = zlib.decompressobj(bits if self._packing == "deflate" else zlib.MAX_WBITS + 16)
        elif self._stream.eof:
            if self._packing == "deflate" or packed[0] != 0x1F:  # of gzip several may follow one another
                return None
            self._stream = zlib.decompressobj(zlib.MAX_WBITS + 16)
        return self._stream


def _disposed(headers: Message) -> str:
    """The file name in Content-Disposition, made fit; empty if there is none."""
    written = headers.get("Content-Disposition", "")[:_READ]
    if extended := _EXTENDED.search(written):  # of the two the one to take, as RFC 6266 has it
        try:
            return _fit(unquote(extended[2], encoding=extended[1], errors="strict"))
        except (LookupError, ValueError):  # an encoding that does not exist, or another one
            pass
    disposition = Message()
    disposition["Content-Disposition"] = written
    try:
        return _last(header_text(disposition.get_filename("")))
    except (LookupError, ValueError):
        return ""


def _last(path: str) -> str:
    return _fit(unquote(path))


def _fit(path: str) -> str:
    """The last part of a path as a name for a file; empty if nothing is left."""
    name = re.split(r"[/\\]", path)[-1]
    seen = "".join(character if character.isprintable() else " " for character in name)
    return " ".join(_UNFIT.sub("_", seen).split()).strip(" .")
