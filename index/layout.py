"""What stands where in a document: each block with the headings above it and what announces it.

A list, a table or code is announced by the sentence right before it that ends in a colon, or by a short line
without an end; otherwise the innermost heading says what it is about. All of it goes by form, so that one
reading serves all languages. A table's caption may stand below it, too, if it is labelled ("Table 3. …").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.blocks import TABULAR, Block, BlockKind, blocks
from index.excerpt import Span
from index.sentences import ends_sentence, sentences_of
from index.tables import cells

CAPTION: Final = 120
"""Characters of a line without an end above a table that is its caption, or announces a list."""

DEPTH: Final = 3
"""Items around a nested one that are read before it."""

LABELLED: Final = 3 * CAPTION
"""Characters of a caption that is labelled; it may be several sentences."""

_REMEMBERED: Final = 32  # documents whose layout is kept: those that one answer is taken from, and more
_PROSE: Final = frozenset({BlockKind.TEXT, BlockKind.QUOTE})
_LISTED: Final = frozenset({BlockKind.ITEM, BlockKind.DEFINITION})
_WORD: Final = re.compile(r"\S*\w")
_COLON: Final = re.compile(r"[:：][*_]{0,3}\Z")
_LABEL: Final = re.compile(  # a word and a short number, which is no year: "Table 3.1", "Abb. 2", 表1
    r"[*_]{0,3}(?:[^\W\d_]{3,12}\.?|[^\W\d_a-z]{1,3})[ \u00a0\u202f]?\d{1,3}(?:[.\-–]\d{1,3})*(?!\d)\.?",
    re.IGNORECASE,
)
_LABEL_END: Final = re.compile(r"(?<=\.)\s|[*_]{0,3}[ \u00a0\u202f]?[:：。—–]|[*_]{1,3}\s")


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a table: its lines, and of each column what stands in them, from the top down."""

    heads: tuple[Block, ...]
    columns: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A block in its place.

    `lead` is what is read before it, `headings` are those above it from the outermost in, `table` is that of
    a row. What is not `quotable` gives context alone: headings, captions, heads, terms that are defined.
    """

    block: Block
    headings: tuple[Span, ...] = ()
    lead: tuple[Span, ...] = ()
    table: TableHead | None = None
    quotable: bool = True


class DocumentLayout:
    """The units of a document, in order."""

    def __init__(self, text: str) -> None:
        self.units = tuple(_Walk(text).units())
        self._starts = [unit.block.start for unit in self.units]

    def within(self, start: int, end: int) -> Sequence[Unit]:
        """The units of which a part stands in `text[start:end]`."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        if self.units and self.units[first].block.end <= start:
            first += 1
        last = first
        while last < len(self.units) and self._starts[last] < end:
            last += 1
        return self.units[first:last]


@lru_cache(maxsize=_REMEMBERED)
def layout(text: str) -> DocumentLayout:
    """The layout of a document's text, in time linear in its length."""
    return DocumentLayout(text)


class _Walk:
    """One reading of a document, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks = [*blocks(text)]
        self._headings: list[Block] = []
        self._announced: tuple[Span, ...] = ()
        self._items: list[tuple[int, Span]] = []  # around what comes: how far set in, and the last sentence
        self._before: BlockKind | None = None
        self._taken = -1  # the block that is the caption of the table before it

    def units(self) -> Iterator[Unit]:
        at = 0
        while at < len(self._blocks):
            found = self._table(at) if self._blocks[at].kind in TABULAR else [self._unit(at)]
            yield from found
            at += len(found)
            self._before = found[-1].block.kind

    def _unit(self, at: int) -> Unit:
        block = self._blocks[at]
        follows = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if block.kind is BlockKind.HEADING:
            return self._heading(block)
        if at == self._taken:
            return Unit(block, self._above(), quotable=False)
        return self._prose(block, follows) if block.kind in _PROSE else self._listed(block, follows)

    def _heading(self, block: Block) -> Unit:
        above = tuple(held for held in self._headings if held.level < block.level)
        self._headings = [*above, block]
        self._enter(())
        return Unit(block, tuple(held[:2] for held in above), quotable=False)

    def _prose(self, block: Block, follows: Block | None) -> Unit:
        if follows is None or follows.kind in _PROSE or follows.kind is BlockKind.HEADING:
            if not self._is_inside(block):
                self._enter(())
            return Unit(block, self._above())
        caption = is_caption(self._text[block.start : block.end])
        if not self._is_inside(block):
            self._enter((self._titled(block),) if caption else self._announcing(block))
        titles = follows.kind in TABULAR or follows.kind is BlockKind.DEFINITION
        return Unit(block, self._above(), quotable=not (caption and titles))

    def _listed(self, block: Block, follows: Block | None) -> Unit:
        """An item, a definition or a line of code."""
        lead = self._lead(block)
        if block.kind is BlockKind.ITEM and follows and self._indent(follows) > self._indent(block):
            self._items.append((self._indent(block), sentences_of(self._text, *block[:2])[-1]))
        return Unit(block, self._above(), lead)

    def _table(self, at: int) -> list[Unit]:
        """The heads and rows of a table."""
        end = at + 1
        while end < len(self._blocks) and self._blocks[end].kind in TABULAR:
            if self._blocks[end].kind is BlockKind.HEAD and self._blocks[end - 1].kind is BlockKind.ROW:
                break
            end += 1
        held = self._blocks[at:end]
        heads = tuple(block for block in held if block.kind is BlockKind.HEAD)
        table = TableHead(heads, _columns(self._text, heads))
        lead, above = self._lead(held[0]), self._above()
        if lead == above[-1:] and end < len(self._blocks) and self._is_below(self._blocks[end]):
            self._taken, lead = end, (self._titled(self._blocks[end]),)
        return [
            Unit(block, above, lead, table)
            if block.kind is BlockKind.ROW
            else Unit(block, above, quotable=False)
            for block in held
        ]

    def _above(self) -> tuple[Span, ...]:
        return tuple(held[:2] for held in self._headings)

    def _enter(self, announced: tuple[Span, ...]) -> None:
        """Leave what stood before: a paragraph that announces the next block has been read, or none."""
        self._announced = announced or self._above()[-1:]
        self._items.clear()

    def _lead(self, block: Block) -> tuple[Span, ...]:
        """What is read before a block: what announces it, and the items that it stands in."""
        indent, inside = self._indent(block), bool(self._items) and block.kind is not BlockKind.ITEM
        while self._items and self._items[-1][0] >= indent:
            self._items.pop()
        ended = inside or (self._before in _LISTED and self._before is not block.kind)
        if ended and not self._items:
            self._enter(())
        return (*self._announced, *(span for _, span in self._items[-DEPTH:]))

    def _announcing(self, block: Block) -> tuple[Span, ...]:
        """The sentence of a paragraph that announces what comes after it."""
        if not _COLON.search(self._text, block.start, block.end):
            return ()
        return (sentences_of(self._text, *block[:2])[-1],)

    def _titled(self, block: Block) -> Span:
        """What a caption says after its label, if there is more than that."""
        label = _LABEL.match(self._text, block.start, block.end)
        parted = label and _LABEL_END.match(self._text, label.end(), block.end)
        said = parted and _WORD.search(self._text, parted.end(), block.end)
        return (said.start(), block.end) if said else block[:2]

    def _is_inside(self, block: Block) -> bool:
        """Whether a paragraph goes on with an item."""
        return bool(self._items) and self._indent(block) > 0

    def _is_below(self, block: Block) -> bool:
        """Whether a block under a table is its caption: labelled, or set off by a colon."""
        if block.kind is BlockKind.DEFINITION:
            return block.end - block.start <= LABELLED
        return block.kind in _PROSE and is_label(self._text[block.start : block.end])

    def _indent(self, block: Block) -> int:
        """How far the line that a block begins in is set in."""
        start = self._text.rfind("\n", 0, block.start) + 1
        line = self._text[start : block.start + 1]
        return len(line) - len(line.lstrip())


def is_caption(written: str) -> bool:
    """Whether a paragraph right above a table reads as its caption: labelled, or short and without an end."""
    short = len(written) <= CAPTION and not _COLON.search(written)
    return is_label(written) or (short and not ends_sentence(written.rstrip("*_")))


def is_label(written: str) -> bool:
    """Whether a paragraph begins like "Table 3." or 表1： and is no sentence about that table."""
    label = _LABEL.match(written)
    if label is None or len(written) > LABELLED:
        return False
    parted = _LABEL_END.match(written, label.end())
    return parted is not None or not ends_sentence(written.rstrip("*_"))


def _columns(text: str, heads: Sequence[Block]) -> tuple[tuple[Span, ...], ...]:
    """What stands above each column; an empty cell of an upper line, which groups columns, goes on."""
    rows = [cells(text, *block[:2]) for block in heads]
    for row in rows[:-1]:
        for place in range(1, len(row)):
            if row[place][0] == row[place][1]:
                row[place] = row[place - 1]
    width = max(map(len, rows), default=0)
    return tuple(
        tuple(row[place] for row in rows if place < len(row) and row[place][0] < row[place][1])
        for place in range(width)
    )
