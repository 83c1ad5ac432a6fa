"""The tables of a PDF page: where words stand between rules or under one another, and nowhere else.

Nothing is a table for nearness alone. What is not surely one stays lines of text, each for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.formats.pdf.aligned import aligned_tables
from index.formats.pdf.drawings import PdfDrawings
from index.formats.pdf.grid import PdfTable
from index.formats.pdf.joining import Joiner
from index.formats.pdf.pieces import PdfPiece
from index.formats.pdf.ruled import ruled_tables

MOST_PIECES: Final = 5000
"""Pieces of a page among which tables are looked for."""
MOST_RULES: Final = 1500
"""The same for rules, which are compared with one another."""


def find_tables(
    pieces: Sequence[PdfPiece], drawings: PdfDrawings, joiner: Joiner
) -> tuple[list[PdfTable], list[PdfPiece]]:
    """The tables of a page, and the pieces that belong to none.

    `first` of a table is the number of pieces left that the page says before it.
    """
    if len(pieces) > MOST_PIECES or len(drawings.level) + len(drawings.upright) > MOST_RULES:
        return [], list(pieces)
    tables: list[PdfTable] = []
    unlisted = [piece for piece in pieces if not piece.listed]
    for table in ruled_tables(unlisted, drawings, joiner):
        if not any(table.box.meets(other.box) for other in tables) and not _is_drawn(table, drawings):
            tables.append(table)
    tables = [table for table in tables if _says_much(table)]
    taken = {id(piece) for table in tables for piece in table.pieces}
    free = [piece for piece in unlisted if id(piece) not in taken]
    tables += filter(_says_much, aligned_tables(free, drawings, joiner))
    owners = {id(piece): table for table in tables for piece in table.pieces}
    rest: list[PdfPiece] = []
    for piece in pieces:
        owner = owners.get(id(piece))
        if owner is None:
            rest.append(piece)
        elif owner.pieces:  # the first of them
            owner.first, owner.pieces = len(rest), []
    return tables, rest


def _says_much(table: PdfTable) -> bool:
    """Whether most cells hold letters or figures: brackets and dots under one another are a drawing."""
    cells = [cell for row in table.rows for cell in row if cell]
    return sum(any(map(str.isalnum, cell)) for cell in cells) * 2 > len(cells)


def _is_drawn(table: PdfTable, drawings: PdfDrawings) -> bool:
    """Whether curves or bars are drawn where the table would be: then its rules are the grid of a chart."""
    box = table.box
    wide = sum(figure.x1 - figure.x0 for figure in drawings.figures if figure.meets(box))
    return wide * 2 > box.x1 - box.x0
