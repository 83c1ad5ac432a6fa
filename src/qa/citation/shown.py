"""How a quote is shown to people: a row of a table as label and values, an item after what announces it."""

from __future__ import annotations

from collections.abc import Sequence

from index.excerpt import Excerpt, joined
from index.reading_text import LabelledCell, ReadAs, gap
from qa.citation.table import holds
from qa.language.inline import OMITTED, clipped, in_line
from qa.language.marks import Span
from qa.wording.wording import Words


def shown(read: ReadAs, words: Words, marks: Sequence[Span] = (), *, quoted: bool = False) -> Excerpt:
    """The words of a quote as they are shown, on one line; if `quoted`, a sentence is in quotation marks.

    Of a row, the cell that begins it and those that hold `marks`, spans of `read.text`; without marks, all.
    """
    lead = in_line(read.lead) if read.leans else ""
    if read.cells:
        row, caption = _row(read, words, marks), clipped(lead).rstrip(":：")
        return _put(row, "with-detail", words, detail=caption) if caption else row
    said = _on_line(read.excerpt)
    return joined((lead, gap(lead), _put(said, "quote", words) if quoted else said))


def _put(said: Excerpt, message: str, words: Words, **values: str) -> Excerpt:
    """A text put into the words of a message."""
    written = words.text(message, text=said.text, **values)
    at = written.index(said.text)
    return joined((written[:at], said, written[at + len(said.text) :]))


def _row(read: ReadAs, words: Words, marks: Sequence[Span]) -> Excerpt:
    """Elm Street — Code: S-63; Daily riders: 8,631."""
    label, *others = read.cells
    if not others:
        return _cell(read, label, words)
    chosen = [cell for cell in others if holds(cell, marks)] or others
    values = joined((_cell(read, cell, words) for cell in chosen), words.text("clause-separator"))
    return joined((_on_line(read.excerpt.part(*label.value)), values), words.text("label-separator"))


def _cell(read: ReadAs, cell: LabelledCell, words: Words) -> Excerpt:
    head, value = (_on_line(read.excerpt.part(*span)) for span in cell)
    return joined((head, value), words.text("colon")) if head.text else value


def _on_line(part: Excerpt) -> Excerpt:
    """A part without what must not be shown; where it held such, it no longer stands word for word."""
    line = in_line(part.text)
    return part if line == part.text else Excerpt(line or OMITTED)
