"""Tables of a web page as rows of cells, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from index.formats.grid import delimiter_row, is_label, pipe_row
from index.formats.html_tree import CELLS, LONGEST, flat, separates, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

WIDEST: Final = 64
"""Columns of a table."""

_LOOKED_AT: Final = 50  # rows by which it is told whether each has a head of its own


def table_lines(table: LexborNode) -> list[str]:
    """The caption of a table, and its rows as those of a Markdown table."""
    return [*_caption(table), "", *_markdown(_grid(table))]


def _caption(table: LexborNode) -> list[str]:
    caption = table.css_first("caption")
    return [flat(caption.text())] if caption else []


def _grid(table: LexborNode) -> list[list[str]]:
    """The cells of a table; one that spans rows or columns is in each of them. Rows of heads are made one.

    The first row is the head; it is empty where the first of the table is no row of labels.
    """
    spanning: dict[int, tuple[int, str]] = {}
    grid: list[list[str]] = []
    heads = 0
    parted = table.css_first("thead > tr") is not None
    for row in table.css("tr")[:LONGEST]:
        cells = [cell for cell in row.iter() if cell.tag in CELLS]
        line = _line(cells, spanning)
        in_head = row.parent is not None and row.parent.tag == "thead"
        section = heads > 0 and (parted or len(cells) == 1)  # a row over all columns, under the head
        labelled = all(cell.tag == "th" for cell in cells) and not section
        if len(grid) == heads and cells and (in_head or labelled):
            heads += 1
        grid.append(line)
    if not heads and not _is_head(grid, table):
        return [[""] * len(grid[0]), *grid]
    if heads > 1:
        width = max(map(len, grid[:heads]))
        columns = [[row[at] for row in grid[:heads] if at < len(row)] for at in range(width)]
        grid = [[" ".join(dict.fromkeys(filter(None, column))) for column in columns], *grid[heads:]]
    return grid


def _is_head(grid: Sequence[Sequence[str]], table: LexborNode) -> bool:
    """Whether a first row without marks of a head is one: labels, and not as each row begins with one."""
    first = [text for text in grid[0] if text] if grid else []
    sides = [row.css_first("th") is not None for row in table.css("tr")[:_LOOKED_AT]]
    return not all(sides) and 2 * sum(map(is_label, first)) > len(first)


def _line(cells: Sequence[LexborNode], spanning: dict[int, tuple[int, str]]) -> list[str]:
    line: list[str] = []
    waiting = list(cells)
    while len(line) < WIDEST and (waiting or any(at >= len(line) for at in spanning)):
        held = spanning.get(len(line))
        if held:
            rows, text = held
            if rows > 1:
                spanning[len(line)] = (rows - 1, text)
            else:
                del spanning[len(line)]
            line.append(text)
            continue
        if not waiting:
            line.append("")
            continue
        cell = waiting.pop(0)
        text, rows = _cell_text(cell), _span(cell, "rowspan")
        for _ in range(min(_span(cell, "colspan"), WIDEST - len(line))):
            if rows > 1:
                spanning[len(line)] = (rows - 1, text)
            line.append(text)
    return line


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or "1"
    return max(1, min(int(written), LONGEST)) if re.fullmatch(r"[0-9]{1,4}", written) else 1


def _cell_text(cell: LexborNode) -> str:
    parts = [
        node.text_content or "" if event == "text" else " " if separates(node) else ""
        for event, node in walk(cell)
    ]
    return flat("".join(parts))


def _markdown(grid: Sequence[Sequence[str]]) -> list[str]:
    if not grid:
        return []
    width = max(map(len, grid))
    rows = [pipe_row((*row, *[""] * (width - len(row)))) for row in grid]
    return [rows[0], delimiter_row(width), *rows[1:]]
