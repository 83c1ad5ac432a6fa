"""Text fragments: the part of an address by which a browser finds words on a page, and shows them.

A browser looks for `prefix-,start,end` in any case and with any white space between words, and takes the
first that it finds. Each of the three stands within one block, such as a paragraph or a cell, and is made of
whole words; between start and end may be anything (https://wicg.github.io/scroll-to-text-fragment/).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from index.excerpt import Span
from index.tables import cells, is_row

WORDS: Final = 6
"""Words by which a text is told at its beginning, and at its end; two wide characters count as a word."""

IN_CELL: Final = 2
"""The same of a cell, which may hold several paragraphs: no part of a fragment reaches over their ends."""

_END: Final = r"(?:[、。！？；…」』）》】]|(?<![0-9A-Za-z])[，：])"  # where a word ends, whatever comes
_UNIT: Final = re.compile(rf"\s*\S+?(?:{_END}+|(?=\s)|\Z)")
_MARK: Final = re.compile(r"[ \t]*(?:(?:#{1,6}|[-*+•>:]|\d{1,3}[.)])[ \t]+)+")
_LINE: Final = re.compile(r"(?:(?<=\n): +)?(?P<said>[^\n]*\S[^\n]*)")  # without the mark of a definition
_NEAR: Final = 2_000  # characters before a quote among which what stands right before it is looked for
_WIDE: Final = frozenset("WF")


def text_fragment(text: str, start: int, end: int) -> str:
    """What leads to the words `text[start:end]` of a page that reads as `text`, such as text=It%20fell.

    Where they occur before that, and for cells, whose few words may stand in parts of the page that are not
    in `text`, it names what stands right before them, too.
    """
    return "&".join(f"text={one}" for one in _directives(text, start, end))


def _directives(text: str, start: int, end: int) -> Iterator[str]:
    """What to look for; of a row that begins as the one above it, first all, then what is new in it.

    On the page such cells may be one cell that reaches over both rows.
    """
    runs, row = _runs(text, start, end), is_row(text[start:end])
    yield _directive(text, runs, runs[0][0], row=row)
    line = text.rfind("\n", 0, start) + 1
    above = _runs(text, text.rfind("\n", 0, max(line - 1, 0)) + 1, max(line - 1, 0))
    same = 0
    while same < min(len(runs) - 1, len(above)) and _said(text, runs[same]) == _said(text, above[same]):
        same += 1
    if row and same:
        yield _directive(text, runs[same:], line, row=row)


def _directive(text: str, runs: Sequence[Span], ahead: int, *, row: bool) -> str:
    """`prefix-,start,end` for the runs, as much of it as is needed; a prefix ends before `ahead`."""
    first, last = _said(text, runs[0]), _said(text, runs[-1])
    words, before = (IN_CELL, "") if row else (WORDS, _folded(text[: runs[0][0]]))
    opening = _opening(first, before, words)
    said = _before(text, ahead) if row or _folded(opening) in before else ""
    prefix = f"{_escaped(said)}-," if said else ""
    rest = last if len(runs) > 1 else first[len(opening) :].strip()
    if len(runs) == 1 and (not rest or (not row and _weight(rest) <= words)):
        return prefix + _escaped(first)
    return f"{prefix}{_escaped(opening)},{_escaped(_closing(rest, words))}"


def _runs(text: str, start: int, end: int) -> list[Span]:
    """The parts of `text[start:end]` that stand in blocks of their own on a page: cells, and lines."""
    if is_row(text[start:end]):
        return [(a, b) for a, b in cells(text, start, end) if a < b] or [(start, end)]
    lines = (found.span("said") for found in _LINE.finditer(text, start, end))
    return list(lines) or [(start, end)]


def _before(text: str, at: int) -> str:
    """The last words before `at`, of the block that ends there."""
    near = max(at - _NEAR, 0)
    for line in reversed(text[near:at].split("\n")):
        if any(map(str.isalnum, line)):
            said = _MARK.sub("", line, count=1)
            last = _said(said, _runs(said, 0, len(said))[-1])
            return _closing(last, 1 if is_row(said) else WORDS)
    return ""


def _opening(run: str, before: str, words: int) -> str:
    """As many of the first words of a run as tell it from all that was said `before`, if any number does."""
    taken, weight = "", 0
    for unit in _units(run):
        taken, weight = taken + unit, weight + _weight(unit)
        if weight >= words and _folded(taken) not in before:
            break
    return taken


def _closing(run: str, words: int) -> str:
    """The last words of a run."""
    taken, weight = "", 0
    for unit in reversed(_units(run)):
        taken, weight = unit + taken, weight + _weight(unit)
        if weight >= words:
            break
    return taken.strip()


def _units(run: str) -> list[str]:
    """A run parted where words certainly end: at spaces, and after marks of languages without them."""
    return _UNIT.findall(run)


def _weight(run: str) -> int:
    """Words of a run."""
    return sum(max(1, sum(map(_is_wide, unit)) // 2) for unit in _units(run))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE


def _said(text: str, run: Span) -> str:
    return text[run[0] : run[1]].strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _escaped(text: str) -> str:
    """All but letters, digits and ._~ in percent: commas, hyphens and ampersands mean something here."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
