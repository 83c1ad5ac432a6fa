"""Figures as cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def figure(value: float | None) -> str:
    """A share to three places, a count as it is, a dash for what was not measured."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, a line a row."""
    return markdown_rows([columns, ["---"] * len(columns), *rows])


def markdown_rows(rows: Iterable[Sequence[str]]) -> str:
    """The rows of a table whose head stands elsewhere."""
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for terminals of any width: the first column to the left, figures to the right."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in (columns, *rows)
    )
