"""What readers made of a file, checked once for all of them: clean text, places in it, sensible facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Final

from index.formats.converted import MOST_TEXT, Converted, PlaceMark, UnreadableError

MOST_PLACES: Final = 1_000_000
MOST_NOTES: Final = 50
LONGEST_FACT: Final = 500
"""Characters of a title, a publisher or a note."""
LONGEST_ADDRESS: Final = 2_000
LONGEST_LABEL: Final = 200
"""Characters of what a place is called."""

# Control characters but line ends and tabs, halves of characters, and line ends of other systems.
_UNCLEAN: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_REMOVED: Final = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]|\r(?=\n)")
_REPLACED: Final = {ord("\r"): "\n", ord("\v"): " ", ord("\f"): " ", 0x85: " "}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HTTP: Final = re.compile(r"https?://\S+", re.IGNORECASE)


def checked(converted: Converted) -> Converted:
    """The same without control characters, the places moved accordingly, and without facts that are none.

    Raises UnreadableError where there is no text, too much of it, or where places are out of order.
    """
    text, places = converted.text, converted.places
    if len(text) > MOST_TEXT:
        raise UnreadableError(f"holds more than {MOST_TEXT:,} characters of text; divide it")
    _check_places(places, len(text))
    if _UNCLEAN.search(text):
        text, places = _clean(text, places)
    if not text.strip():
        raise UnreadableError("holds no text")
    published, language, url = converted.published, converted.language, converted.url
    return replace(
        converted,
        text=text,
        places=tuple(place._replace(label=_line(place.label, LONGEST_LABEL) or "") for place in places),
        title=_line(converted.title),
        publisher=_line(converted.publisher),
        published=published if published and _is_date(published) else None,
        language=language if language and len(language) <= 35 and _LANGUAGE.fullmatch(language) else None,
        url=url if url and len(url) <= LONGEST_ADDRESS and _HTTP.fullmatch(url) else None,
        notes=tuple(note for one in converted.notes[:MOST_NOTES] if (note := _line(one))),
    )


def _check_places(places: tuple[PlaceMark, ...], length: int) -> None:
    if len(places) > MOST_PLACES:
        raise UnreadableError(f"has more than {MOST_PLACES:,} parts; divide it")
    at = 0
    for place in places:
        if not at <= place.start <= length:
            raise UnreadableError("was misread: its parts are out of order; please report it")
        at = place.start


def _clean(text: str, places: tuple[PlaceMark, ...]) -> tuple[str, tuple[PlaceMark, ...]]:
    """The text without what `_REMOVED` finds, and where its places are then."""
    gone = [found.start() for found in _REMOVED.finditer(text)]
    moved = tuple(place._replace(start=place.start - bisect_left(gone, place.start)) for place in places)
    return _REMOVED.sub("", text).translate(_REPLACED), moved


def _line(said: str | None, longest: int = LONGEST_FACT) -> str | None:
    """What a file says of itself as one line; None if it is empty."""
    if said is None:
        return None
    words = _REMOVED.sub("", said[: 4 * longest]).split()
    return " ".join(words)[:longest].rstrip() or None


def _is_date(said: str) -> bool:
    from index.fields import is_date  # with pydantic, which a reader's process need not wait for

    return is_date(said)
