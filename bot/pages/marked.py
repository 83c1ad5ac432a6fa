"""A document as a page shows it: its blocks, with the words of quotes marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, Literal, TypeAlias

from index.blocks import Block, BlockKind, blocks
from index.documents import Document
from index.tables import cells
from qa.language.inline import visible

Kind = Literal["heading", "text", "list", "quote", "table", "code"]

KINDS: Final[Mapping[BlockKind, Kind]] = {
    BlockKind.TEXT: "text",
    BlockKind.HEADING: "heading",
    BlockKind.ITEM: "list",
    BlockKind.QUOTE: "quote",
    BlockKind.DEFINITION: "text",
    BlockKind.HEAD: "table",
    BlockKind.ROW: "table",
    BlockKind.CODE: "code",
}
Span: TypeAlias = tuple[int, int]
"""From where to where in the text of a document."""

GROUPED: Final = frozenset({"list", "table", "code"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote at [start, end) of a document, by the number of its citation."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of a document; `number` is that of the quote they belong to, `first` whether it begins there."""

    text: str
    number: int | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class PartShape:
    """A heading, a paragraph, a list, a table or lines of code, as it lies in a document.

    `rows` are its lines or items, each of cells (one where it is no table); `head` counts the rows of a
    table's head. `place` is said where another page or slide of the file begins.
    """

    kind: Kind
    rows: tuple[tuple[Span, ...], ...]
    start: int
    end: int
    level: int = 0
    head: int = 0
    place: str = ""

    def meets(self, start: int, end: int) -> bool:
        return self.start < end and self.end > start


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """The same with its words: the cells of its rows are of pieces. `anchor` is what addresses call it."""

    kind: Kind
    rows: tuple[tuple[tuple[MarkedWords, ...], ...], ...]
    level: int
    head: int
    anchor: str
    place: str


@dataclass(frozen=True, slots=True)
class Outline:
    anchor: str
    level: int
    text: str


def shapes(document: Document) -> Iterator[PartShape]:
    """The parts of a document in order."""
    text = document.text
    for (kind, _), group in groupby(_grouped(blocks(text)), key=lambda one: one[0]):
        held = [block for _, block in group]
        if kind == "table":
            rows = tuple(tuple(cells(text, one.start, one.end)) for one in held)
        else:
            rows = tuple(((one.start, one.end),) for one in held)
        yield PartShape(
            kind=kind,
            rows=rows,
            start=held[0].start,
            end=held[-1].end,
            level=held[0].level,
            head=sum(one.kind is BlockKind.HEAD for one in held) if kind == "table" else 0,
            place=_place(document, held[0]),
        )


def marked(text: str, shape: PartShape, quotes: Sequence[Quoted], begun: set[int]) -> DocumentPart:
    """A part with the words of quotes marked; where they overlap, the first named wins.

    `begun` are the numbers of those that have begun before it, and then in it.
    """
    near = [one for one in quotes if shape.meets(one.start, one.end)]
    return DocumentPart(
        kind=shape.kind,
        rows=tuple(tuple(tuple(_pieces(text, *cell, near, begun)) for cell in row) for row in shape.rows),
        level=shape.level,
        head=shape.head,
        anchor=_anchor(shape.start),
        place=shape.place,
    )


def outline(text: str, shaped: Sequence[PartShape]) -> tuple[Outline, ...]:
    """The headings, each with the anchor that its part has."""
    found = (one for one in shaped if one.kind == "heading")
    return tuple(Outline(_anchor(one.start), one.level, visible(text[one.start : one.end])) for one in found)


def _grouped(found: Iterator[Block]) -> Iterator[tuple[tuple[Kind, int], Block]]:
    """Each block with what tells its part from others: neighbours of a list, a table, code are one part."""
    number = 0
    before: BlockKind | None = None
    for block in found:
        kind = KINDS[block.kind]
        second = before is BlockKind.ROW and block.kind is BlockKind.HEAD  # another table right below
        if before is None or kind not in GROUPED or kind != KINDS[before] or second:
            number += 1
        before = block.kind
        yield (kind, number), block


def _pieces(
    text: str, start: int, end: int, quotes: Sequence[Quoted], begun: set[int]
) -> Iterator[MarkedWords]:
    """`text[start:end]` cut where quotes begin and end."""
    inside = [one for one in quotes if one.start < end and one.end > start]
    bounds = {start, end, *(max(one.start, start) for one in inside), *(min(one.end, end) for one in inside)}
    ordered = sorted(bounds)
    for first, last in pairwise(ordered):
        number = next((one.number for one in inside if one.start <= first and last <= one.end), None)
        yield MarkedWords(visible(text[first:last]), number, number is not None and number not in begun)
        if number is not None:
            begun.add(number)


def _anchor(start: int) -> str:
    return f"s{start}"


def _place(document: Document, block: Block) -> str:
    """The label of the page or slide that begins with a block; empty where the one before goes on."""
    here = document.place(block.start)
    return here.label if here and here.start == block.start and here.kind in ("page", "slide") else ""
