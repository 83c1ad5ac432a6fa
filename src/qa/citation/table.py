"""Where in a table a quote stands: in which row, and under which heads what answers is."""

from __future__ import annotations

from collections.abc import Sequence

from index.excerpt import Span
from index.reading_text import LabelledCell, ReadAs
from qa.models import TableView


def standing(read: ReadAs, marks: Sequence[Span]) -> TableView | None:
    """The row of a quote and the columns of its `marks`, spans of the document; None for what is no row."""
    if not read.cells:
        return None
    answering = read.excerpt.marked(marks)
    row = read.cells[0].value
    heads = (read.text[slice(*cell.head)] for cell in read.cells if holds(cell, answering))
    return TableView(row=read.text[slice(*row)], columns=tuple(dict.fromkeys(filter(None, heads))))


def holds(cell: LabelledCell, marks: Sequence[Span]) -> bool:
    """Whether a cell holds any part of `marks`, spans of the text that it is read in."""
    return any(start < cell.value[1] and cell.value[0] < end for start, end in marks)
