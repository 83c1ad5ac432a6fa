"""Blocks of Markdown: what separates sentences before any punctuation does.

Only what decides where text begins and ends is recognised: ATX headings, list items, quotes, definitions,
tables, fences, rules and blank lines. A single line break inside a paragraph is a soft wrap and separates
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import takewhile
from typing import Final, NamedTuple

from index.tables import PIPE, cells, is_delimiter, is_row

LONGEST_TERM: Final = 60
"""Characters of a line that a `: definition` may define; under a longer one the colon is punctuation."""

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_HEADING_END: Final = re.compile(r"(?:[ \t]+#+)?\s*$")
_MARKER: Final = re.compile(
    r"[ \t]*(?:(?P<item>[-*+•·][ \t]+|\d{1,3}[.)][ \t]+)|(?P<quote>>[ \t]+)|(?P<definition>:[ \t]+))(?=\S)"
)
_RULE: Final = re.compile(r"[ \t]*(?=[-=*_|:])[-=*_|: \t]{2,}$")
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})")


class BlockKind(Enum):
    """What a block is: a `HEAD` is a line of a table's head, a `CODE` one line between fences."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    DEFINITION = "definition"
    HEAD = "head"
    ROW = "row"
    CODE = "code"


TABULAR: Final = frozenset({BlockKind.HEAD, BlockKind.ROW})
"""The lines of a table."""

_GOING_ON: Final = frozenset({BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.DEFINITION})
"""What a further line of text belongs to."""


class Block(NamedTuple):
    """A heading (`level` 1–6) or a run of text (`level` 0) at `text[start:end]`, its marks left out.

    The pipes of a row are no marks: it is quoted as it stands.
    """

    start: int
    end: int
    level: int
    kind: BlockKind


class _TextLine(NamedTuple):
    """A line at `text[start:end]`."""

    start: int
    end: int
    text: str


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """The blocks of `text[start:end]`, in order; offsets count from the beginning of `text`.

    Between them lie only white space and the marks of Markdown (`##`, `- `, `1. `, `: `, fences, rules).
    """
    held: Block | None = None
    for block in _begun(text, start, len(text) if end is None else end):
        if block is not None and held is not None and _continues(held, block):
            held = held._replace(end=block.end)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _continues(held: Block, block: Block) -> bool:
    """Whether the line that `block` is belongs to what is held."""
    if block.kind is BlockKind.DEFINITION:
        return held.kind is BlockKind.TEXT and held.end - held.start > LONGEST_TERM
    return block.kind is BlockKind.TEXT and held.kind in _GOING_ON


def _begun(text: str, start: int, end: int) -> Iterator[Block | None]:
    """Each line as a block of its own; None where it separates those around it."""
    lines = [*_lines(text, start, end)]
    at, fence = 0, ""
    while at < len(lines):
        line = lines[at]
        found = _FENCE.match(line.text)
        if fence or found:
            closes = bool(found and fence and found[1].startswith(fence) and not line.text.strip("`~ \t"))
            yield None if closes or not fence else _code(line)
            fence = "" if closes else fence or (found[1] if found else "")
            at += 1
        elif run := _run(lines, at):
            yield from _table(text, run)
            at += len(run)
        else:
            yield _begin(line)
            at += 1


def _begin(line: _TextLine) -> Block | None:
    """What a line outside fences and tables begins, or goes on with."""
    if not line.text.strip() or _RULE.match(line.text):
        return None
    last = line.start + len(line.text.rstrip())
    heading = _HEADING.match(line.text)
    if heading:
        stop = _HEADING_END.search(line.text, heading.end())
        end = line.start + stop.start() if stop and stop.start() > heading.end() else last
        return Block(line.start + heading.end(), end, len(heading[1]), BlockKind.HEADING)
    marker = _MARKER.match(line.text)
    if marker:
        return Block(line.start + marker.end(), last, 0, BlockKind(marker.lastgroup))
    return Block(_first(line), last, 0, BlockKind.TEXT)


def _code(line: _TextLine) -> Block | None:
    last = line.start + len(line.text.rstrip())
    return Block(_first(line), last, 0, BlockKind.CODE) if line.text.strip() else None


def _run(lines: Sequence[_TextLine], at: int) -> list[_TextLine]:
    """The lines with cells in them from line `at` on."""
    return [*takewhile(_is_tabular, (lines[place] for place in range(at, len(lines))))]


def _is_tabular(line: _TextLine) -> bool:
    """Whether a line has cells in it and is nothing else."""
    return is_row(line.text) and not _HEADING.match(line.text) and not line.text.lstrip().startswith(">")


def _table(text: str, run: Sequence[_TextLine]) -> Iterator[Block | None]:
    """The lines of a run: heads above the first line of dashes, rows below it; text is what is neither.

    Several lines are the head where they have as many cells as there are dashes. A head without rows is a
    row, and so is a line that begins with a pipe without any head above it.
    """
    parting = next((at for at, line in enumerate(run) if is_delimiter(line.text)), None)
    heads = _heads(text, run, parting) if parting is not None else range(0)
    headed = parting is not None and any(not is_delimiter(line.text) for line in run[parting:])
    for at, line in enumerate(run):
        below = parting is not None and at > parting
        if _RULE.match(line.text) or not line.text.replace(PIPE, " ").strip():
            yield None
        elif at in heads or below or line.text.lstrip().startswith(PIPE):
            kind = BlockKind.HEAD if at in heads and headed else BlockKind.ROW
            yield Block(_first(line), line.start + len(line.text.rstrip()), 0, kind)
        else:
            yield _begin(line)


def _heads(text: str, run: Sequence[_TextLine], parting: int) -> range:
    """The lines that are the head above the line of dashes: the one before it, and those of its form."""
    width = len(cells(text, *run[parting][:2]))
    first = max(parting - 1, 0)
    while first and run[first - 1].text.lstrip().startswith(PIPE):
        if len(cells(text, *run[first - 1][:2])) != width:
            break
        first -= 1
    return range(first, parting)


def _first(line: _TextLine) -> int:
    return line.start + len(line.text) - len(line.text.lstrip())


def _lines(text: str, start: int, end: int) -> Iterator[_TextLine]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield _TextLine(start, stop, text[start:stop])
        start = stop + 1
