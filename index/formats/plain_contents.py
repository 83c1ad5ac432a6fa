"""The table of contents of a plain text: numbered lines that stand again later, each over what it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from index.formats.headings import without_number

FEWEST: Final = 6
"""Lines of a table of contents."""

_LEADER: Final = re.compile(r"[\s.…·]{3,}\d{1,4}\Z")  # what leads to the number of a page
_NUMBERED: Final = re.compile(r"\s*(?:[-*•]\s+)?\d{1,3}(?:\.\d{1,3}){0,5}\.?\s+\S")
_BULLET: Final = re.compile(r"[-*•]\s+")
_CAPTION: Final = re.compile(r"[^\d\s]{1,12}\s?\d{1,3}(?:\.\d{1,3}){0,2}[.:：]\s+")  # "Table 1.1. "
_MOST_LINES: Final = 3  # of a heading
_SHORTEST: Final = 2  # characters of a name
_WIDTH: Final = 80  # characters of it that are compared


def contents(chunks: Sequence[Sequence[str]]) -> set[int]:
    """The places of the chunks of lines that are a table of contents."""
    headings = sorted(
        (_name(" ".join(map(str.strip, chunk))), at)
        for at, chunk in enumerate(chunks)
        if len(chunk) <= _MOST_LINES
    )
    found = set[int]()
    for run in _runs(chunks, headings):
        lines = [line for at in run for line in chunks[at]]
        told = sum(bool(_NUMBERED.match(line) or _LEADER.search(line)) for line in lines)
        if len(lines) >= FEWEST and 2 * told > len(lines):
            found.update(run)
    return found


def _runs(chunks: Sequence[Sequence[str]], headings: Sequence[tuple[str, int]]) -> Iterator[list[int]]:
    """Chunks that follow each other, of each of which half of the lines stand again behind them all."""
    run: list[int] = []
    for at, chunk in enumerate(chunks):
        again = sum(_stands_again(_name(line), at, headings) for line in chunk)
        if 2 * again >= len(chunk):
            run.append(at)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _stands_again(name: str, at: int, headings: Sequence[tuple[str, int]]) -> bool:
    """Whether a chunk behind the place `at` begins with a name."""
    if len(name) < _SHORTEST:
        return False
    place = bisect_left(headings, (name, -1))
    alike = headings[place : place + _MOST_LINES]
    return any(heading.startswith(name) and behind > at for heading, behind in alike)


def _name(line: str) -> str:
    """What a line names: without its number, that of a page, and white space."""
    plain = _BULLET.sub("", _LEADER.sub("", line.strip()), count=1)
    caption = _CAPTION.match(plain)
    return "".join((plain[caption.end() :] if caption else without_number(plain)).split())[:_WIDTH]
