"""How what can be quoted reads by itself: what a person, a search or a model has to see to understand it.

A row of a table says "Stop: Elm Street; Daily riders: 8,631" under its caption, an item comes after the
sentence that announces its list, a line of code after its section's heading. A sentence stays as it is. What
is quoted is always the stretch of the document; the places say which words of it stand where.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from index.blocks import BlockKind
from index.excerpt import Excerpt, Piece, Span, joined
from index.layout import Unit, layout
from index.sentences import ends_sentence
from index.tables import cells

SEPARATOR: Final = "; "
COLON: Final = ": "
ESCAPE: Final = "\\"

_MARKUP: Final = re.compile(r"\\(?=\|)|[ \t]{0,9}<br[ \t]{0,9}/?>[ \t]{0,9}", re.IGNORECASE)
_EMPHASIS: Final = re.compile(r"\*{2,3}|_{2,3}")
_SPACE: Final = re.compile(r"\s+")
_REMEMBERED: Final = 64  # rows whose cells are kept, for a long one is read in parts
_WIDE: Final = frozenset("WF")


class LabelledCell(NamedTuple):
    """A cell of a row as it reads, and the head of its column; spans of the text that it stands in."""

    head: Span
    value: Span


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a stretch of a document reads: its words in `excerpt`, after `lead`, which is never quoted.

    `cells` are those of a row, none of them empty, the one that it begins with first; for all else there are
    none. What `leans` is to be shown with its lead, too: a row with its caption, and what is no sentence of
    its own, such as the item "cards", a line of code, a definition.
    """

    lead: str
    excerpt: Excerpt
    cells: tuple[LabelledCell, ...] = ()
    leans: bool = False

    @property
    def text(self) -> str:
        return self.excerpt.text

    @property
    def places(self) -> tuple[Piece, ...]:
        """Where in the document the parts of the text stand that are its words."""
        return self.excerpt.places

    @property
    def stands_alone(self) -> bool:
        """Whether it is a sentence, shown as it stands."""
        return not self.cells and not self.leans

    @property
    def whole(self) -> str:
        """The text after its lead."""
        return after(self.lead, self.text)


def read_as(text: str, start: int, end: int) -> ReadAs:
    """How `text[start:end]` reads, where `text` is that of a whole document."""
    units = layout(text).within(start, end)
    if units and units[-1].block.kind is BlockKind.ROW:
        return _row(text, [unit for unit in units if unit.block.kind is BlockKind.ROW], (start, end))
    if not units or units[0].block.start < start or not units[0].lead:
        return ReadAs("", Excerpt.of(text, start, end))
    sentence = units[0].block.kind is BlockKind.ITEM and _is_sentence(text[start:end])
    return ReadAs(_led(text, units[0].lead), Excerpt.of(text, start, end), leans=not sentence)


def _is_sentence(written: str) -> bool:
    """Whether an item is a sentence by its form: it ends as one, and does not begin with a small letter."""
    return ends_sentence(written) and not written[:1].islower()


def after(lead: str, text: str) -> str:
    """`text` after what is read before it: with a dash where that does not end in punctuation."""
    return lead + gap(lead) + text


def gap(lead: str) -> str:
    """What parts `lead` from the text after it."""
    last = lead[-1:]
    if not last or unicodedata.category(last) != "Po":  # no colon or full stop
        return " — " if last else ""
    return "" if unicodedata.east_asian_width(last) in _WIDE else " "


def _led(text: str, lead: Iterable[Span]) -> str:
    """The parts of a lead one after another, each on one line and without marks of emphasis."""
    found = ""
    for start, end in lead:
        found = after(found, _SPACE.sub(" ", _EMPHASIS.sub("", text[start:end])).strip("*_ "))
    return found


def _row(text: str, units: Sequence[Unit], span: Span) -> ReadAs:
    """Rows as those of their cells that stand in `span`, after the cell that the row begins with."""
    pairs = [pair for unit in units for pair in _named(text, unit, span)]
    found: list[LabelledCell] = []
    for head, value in pairs:
        at = found[-1].value[1] + len(SEPARATOR) if found else 0
        stop = at + len(head.text)
        first = stop + len(COLON) if head.text else at
        found.append(LabelledCell((at, stop), (first, first + len(value.text))))
    parts = [joined((head, COLON, value)) if head.text else value for head, value in pairs]
    read = joined(parts, SEPARATOR) if parts else Excerpt.of(text, *span)
    captioned = units[0].lead != units[0].headings[-1:]
    return ReadAs(_led(text, units[0].lead), read, tuple(found), captioned)


def _named(text: str, unit: Unit, span: Span) -> Iterator[tuple[Excerpt, Excerpt]]:
    """The heads and cells of a row, as far as the cells stand in `span`; the first one always."""
    columns = unit.table.columns if unit.table else ()
    for place, (start, end) in _standing(_filled(text, *unit.block[:2]), span):
        value = _flat(text, start, end)
        if value.text.strip():
            heads = columns[place] if place < len(columns) else ()
            yield joined((_flat(text, *head) for head in heads), " "), value


def _standing(held: Sequence[tuple[int, Span]], span: Span) -> Iterator[tuple[int, Span]]:
    """The cells, or parts of cells, that stand in `span`, and before them the first one."""
    if held[0][1][1] <= span[0]:
        yield held[0]
    for at in range(bisect_right(held, span[0], key=_end), len(held)):
        place, (start, end) = held[at]
        if start >= span[1]:
            break
        yield place, (max(start, span[0]), min(end, span[1]))


@lru_cache(maxsize=_REMEMBERED)
def _filled(text: str, start: int, end: int) -> tuple[tuple[int, Span], ...]:
    """The cells of a row that are not empty, with the numbers of their columns."""
    found = enumerate(cells(text, start, end))
    return tuple((place, cell) for place, cell in found if cell[0] < cell[1])


def _end(cell: tuple[int, Span]) -> int:
    return cell[1][1]


def _flat(text: str, start: int, end: int) -> Excerpt:
    """A cell without the marks that stand for a pipe or a line break in it."""
    parts: list[Excerpt | str] = []
    for mark in _MARKUP.finditer(text, start, end):
        parts += (Excerpt.of(text, start, mark.start()), "" if mark[0] == ESCAPE else " ")
        start = mark.end()
    return joined((*parts, Excerpt.of(text, start, max(start, end))))
