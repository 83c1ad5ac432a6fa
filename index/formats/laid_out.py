"""Tables of plain text: columns that are parted by tabs, or by spaces and stand under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

FEWEST_ROWS: Final = 3
MOST_COLUMNS: Final = 40
LONGEST_CELL: Final = 60
"""Characters of a cell between spaces; a longer one is a sentence with a wide space in it."""

_GAP: Final = re.compile(r" {2,}|\t+")
_RULE: Final = re.compile(r"[-=+|─━ ]+")


def aligned_rows(lines: Sequence[str]) -> list[list[str]]:
    """The rows of cells that lines lay out, if all have the same number of them; else none."""
    written = [line.strip() for line in lines if not _RULE.fullmatch(line.strip())]
    if len(written) < FEWEST_ROWS:
        return []
    tabs = written[0].count("\t")
    if tabs and all(line.count("\t") == tabs for line in written):
        rows = [[cell.strip() for cell in line.split("\t")] for line in written]
    else:
        rows = [_GAP.split(line) for line in written]
    widths = {len(row) for row in rows}
    longest = max(len(cell) for row in rows for cell in row)
    if len(widths) > 1 or not 2 <= min(widths) <= MOST_COLUMNS or (longest > LONGEST_CELL and not tabs):
        return []
    return rows


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table whose head is the first."""
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows]
    return "\n".join((lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]))
