"""Blocks of Markdown: what separates sentences before any punctuation does.

Only what decides where text begins and ends is recognised: ATX headings, list items, quotes, table rows,
fences, rules and blank lines. A single line break inside a paragraph is a soft wrap and separates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_HEADING_END: Final = re.compile(r"(?:[ \t]+#+)?\s*$")
_MARKER: Final = re.compile(r"[ \t]*(?:[-*+•·>][ \t]+|\d{1,3}[.)][ \t]+|\|[ \t]*)(?=\S)")
_RULE: Final = re.compile(r"[ \t]*(?=[-=*_|:])[-=*_|: \t]{2,}$")
_FENCE: Final = re.compile(r"[ \t]*(?:```|~~~)")


class Block(NamedTuple):
    """A heading (`level` 1–6) or a run of text (`level` 0) at `text[start:end]`, its marks left out."""

    start: int
    end: int
    level: int


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """The blocks of `text[start:end]`, in order; offsets count from the beginning of `text`.

    Between them lie only white space and the marks of Markdown (`##`, `- `, `1. `, `|`, fences, rules).
    """
    opened: int | None = None
    closed = start
    fenced = False
    for line_start, line_end in _lines(text, start, len(text) if end is None else end):
        line = text[line_start:line_end]
        fence = _FENCE.match(line) is not None
        heading = None if fenced else _HEADING.match(line)
        marker = None if fenced else _MARKER.match(line)
        separate = fence or not line.strip() or (not fenced and _RULE.match(line) is not None)
        if opened is not None and (separate or fenced or heading or marker):
            yield Block(opened, closed, 0)
            opened = None
        if fence:
            fenced = not fenced
        if separate:
            continue
        closed = line_start + len(line.rstrip())
        if heading:
            stop = _HEADING_END.search(line, heading.end())
            last = stop.start() if stop and stop.start() > heading.end() else len(line.rstrip())
            yield Block(line_start + heading.end(), line_start + last, len(heading[1]))
        elif opened is None:
            opened = line_start + (marker.end() if marker else len(line) - len(line.lstrip()))
    if opened is not None:
        yield Block(opened, closed, 0)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1
