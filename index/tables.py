"""Rows of Markdown tables: their cells between pipes, and the line of dashes under the head."""

from __future__ import annotations

import re
from typing import Final

from index.excerpt import Span

PIPE: Final = "|"

_DELIMITER: Final = re.compile(r"[ \t|:]*-[-| :\t]*")
_PARTING: Final = re.compile(r"(?<!\\)\|")


def is_row(line: str) -> bool:
    """Whether a line has a pipe in it that parts cells."""
    return PIPE in line and _PARTING.search(line) is not None


def is_delimiter(line: str) -> bool:
    """Whether a line parts the head of a table from its rows: `|---|--:|`."""
    return PIPE in line and _DELIMITER.fullmatch(line.strip()) is not None


def cells(text: str, start: int, end: int) -> list[Span]:
    """The cells of the row `text[start:end]`, without white space around them; an empty one has no length."""
    start, last = _trimmed(text, start, end)
    pipes = [match.start() for match in _PARTING.finditer(text, start, last)]
    if pipes and pipes[0] == start:
        start = pipes.pop(0) + 1
    if pipes and pipes[-1] == last - 1:
        last = pipes.pop()
    bounds = zip((start, *(pipe + 1 for pipe in pipes)), (*pipes, last), strict=True)
    return [_trimmed(text, *bound) for bound in bounds]


def _trimmed(text: str, start: int, end: int) -> Span:
    held = text[start:end].rstrip()
    return start + len(held) - len(held.lstrip()), start + len(held)
