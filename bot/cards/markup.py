"""Text as Discord shows it: what is not ours is shown as written, never as a mention, format or link."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from qa.language.marks import Span, parts

INLINE: Final = re.compile(r"[\\*_~`|<>\[\]@]|:(?=//|\w{2,32}:)")
BLOCK: Final = re.compile(r"^([ \t]*)(#{1,3}(?=\s)|-#)", re.MULTILINE)
NUMBERED: Final = re.compile(r"^([ \t]*\d{1,9})([.)](?=\s))", re.MULTILINE)
LIST: Final = re.compile(r"^([ \t]*(?:\d{1,9}(?=[.)]\s))?)([-+.)](?=\s))", re.MULTILINE)
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
BOLD_PART: Final = re.compile(r"\S(?:[^\r\n\u2028\u2029]*\S)?")  # the part of a mark on one line
URL_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"  # besides letters, digits and -._
MOST_OCTETS: Final = 3  # that a UTF-16 unit takes in UTF-8
SPACES: Final = re.compile(r"[^\S\u00a0\u202f]+")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Size:
    """The room that a text takes, or has: in UTF-16 units, and in bytes as JSON in UTF-8.

    Discord documents its limits in characters, and there are never more of them than units. Bytes it counts,
    too, without saying so: see `bot.cards.layout.PAYLOAD`.
    """

    units: int
    octets: int

    def __add__(self, other: Size) -> Size:
        return Size(self.units + other.units, self.octets + other.octets)

    def __sub__(self, other: Size) -> Size:
        return Size(self.units - other.units, self.octets - other.octets)

    def fits(self, room: Size) -> bool:
        return self.units <= room.units and self.octets <= room.octets


NOTHING: Final = Size(0, 0)


def size(text: str) -> Size:
    """The room that `text` takes; in JSON, a quotation mark, a backslash and a line end take two bytes."""
    written = json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Size(len(text.encode("utf-16-le", "surrogatepass")) // 2, len(written) - len('""'))


def beginning(text: str, room: Size) -> str:
    """As much of `text` as fits `room`."""
    fits = bisect_right(range(1, len(text) + 1), 0, key=lambda n: not size(text[:n]).fits(room))
    return text[:fits]


def clean(text: str) -> str:
    """`text` without control characters, direction overrides and broken surrogates; other words untouched."""
    return CONTROL.sub("", SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))


def escape(text: str, *, lists: bool = False) -> str:
    """`text` so that Discord shows exactly its characters: backslashes before all that Markdown would take.

    Mentions, custom emoji, timestamps and links lose their meaning; the quote stays verbatim to the reader.
    With `lists`, list items stay list items, except numbered ones: Discord counts for itself, and would show
    two first places as a first and a second.
    """
    escaped = INLINE.sub(lambda match: "\\" + match[0], clean(text))
    escaped = BLOCK.sub(r"\1\\\2", escaped)
    return (NUMBERED if lists else LIST).sub(r"\1\\\2", escaped)


def emphasise(text: str, marks: Sequence[Span], *, lists: bool = False) -> str:
    """`text` escaped, with its marks, offsets in it, in bold: no character of it ends the bold early.

    White space at the edges of a mark and line ends within stay outside: Discord would show the asterisks.
    """
    return "".join(
        BOLD_PART.sub(_bold, part) if marked else escape(part, lists=lists)
        for part, marked in parts(text, marks)
    )


def _bold(part: re.Match[str]) -> str:
    escaped = escape(part[0])
    return f"**{escaped}**" if escaped else ""


def line(text: str) -> str:
    """`text` on one line, unescaped; no-break spaces stay."""
    return SPACES.sub(" ", clean(text)).strip()


def clip(text: str, limit: int, octets: int | None = None) -> str:
    """The beginning of `text`, on one line, in at most `limit` UTF-16 units; an ellipsis marks a cut.

    With `octets` it takes no more bytes than that, either.
    """
    text = line(text)
    room = Size(limit, MOST_OCTETS * limit if octets is None else octets)
    return text if size(text).fits(room) else beginning(text, room - size("…")).rstrip() + "…"


def link(url: str, label: str = "") -> str | None:
    """`url` as a link without a preview, named `label`, words of ours; None if it is no http(s) address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return None
    address = quote(clean(parts.geturl()), safe=URL_SAFE)
    if not label:
        return f"<{address}>"
    return f"[{label}](<{address.replace('(', '%28').replace(')', '%29')}>)"
