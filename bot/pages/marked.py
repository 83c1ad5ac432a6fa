"""A document as a page shows it: its blocks, with the words of quotes marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, Literal

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
class DocumentPart:
    """A heading, a paragraph, a list, a table or lines of code.

    `rows` are its lines or items, each of cells (one where it is no table), each of pieces; `head` counts the
    rows of a table's head. `place` is said where another page or slide of the file begins.
    """

    kind: Kind
    rows: tuple[tuple[tuple[MarkedWords, ...], ...], ...]
    level: int = 0
    head: int = 0
    anchor: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    anchor: str
    level: int
    text: str


def parts(document: Document, quotes: Sequence[Quoted]) -> Iterator[DocumentPart]:
    """The document in order; `quotes` may lie anywhere in it and overlap, the first named wins."""
    text, begun = document.text, set[int]()

    def pieces(start: int, end: int) -> tuple[MarkedWords, ...]:
        return tuple(_pieces(text, start, end, quotes, begun))

    for kind, group in groupby(_grouped(blocks(text)), key=lambda one: one[0]):
        held = [block for _, block in group]
        if kind[0] == "table":
            rows = tuple(tuple(pieces(*cell) for cell in cells(text, one.start, one.end)) for one in held)
            head = sum(one.kind is BlockKind.HEAD for one in held)
        else:
            rows = tuple((pieces(one.start, one.end),) for one in held)
            head = 0
        yield DocumentPart(
            kind=kind[0],
            rows=rows,
            level=held[0].level,
            head=head,
            anchor=_anchor(held[0]),
            place=_place(document, held[0]),
        )


def outline(document: Document) -> tuple[Outline, ...]:
    """The headings, each with the anchor that its part has."""
    found = (block for block in blocks(document.text) if block.kind is BlockKind.HEADING)
    return tuple(
        Outline(_anchor(block), block.level, visible(document.text[block.start : block.end]))
        for block in found
    )


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


def _anchor(block: Block) -> str:
    return f"s{block.start}"


def _place(document: Document, block: Block) -> str:
    """The label of the page or slide that begins with a block; empty where the one before goes on."""
    here = document.place(block.start)
    return here.label if here and here.start == block.start and here.kind in ("page", "slide") else ""
