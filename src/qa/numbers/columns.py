"""What the heads and rows of a Markdown table say of its numbers: under "MAU (millions)" stand millions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from index.blocks import TABULAR
from index.layout import layout
from index.tables import PIPE, cells, is_delimiter
from index.text import aligned
from qa.numbers.numerals import numerals, scale_words


@dataclass(frozen=True, slots=True)
class ScaleWord:
    """A scale word at `text[start:end]`, and what it multiplies by; 1e9 for 10億."""

    start: int
    end: int
    factor: float


def scales(head: str) -> tuple[ScaleWord, ...]:
    """The scales that the head of a column names: "($B)", （億美元）, "en Md€"; not those of its numbers."""
    return tuple(
        ScaleWord(match.start(), match.end(), float(match["times"] or 1) * numerals().scales[match["word"]])
        for match in _scale().finditer(aligned(head))
    )


def columns(text: str) -> Iterator[tuple[str, frozenset[float]]]:
    """The cells of the tables in `text` with the scales that stand above, or before them in their row."""
    if PIPE not in text:
        return
    lines = text.split("\n")
    heads: list[frozenset[float]] = []
    for at, line in enumerate(lines):
        if PIPE not in line:
            heads = []
            continue
        row = [line[start:end] for start, end in cells(line, 0, len(line))]
        if at + 1 < len(lines) and is_delimiter(lines[at + 1]):
            heads = [_factors(cell) for cell in row]
            continue
        if is_delimiter(line):
            continue
        led = _factors(row[0])
        for place, cell in enumerate(row):
            above = heads[place] if place < len(heads) else frozenset[float]()
            if found := above | (led if place else frozenset()):
                yield cell, found


def headed(text: str, start: int, end: int) -> str:
    """`text[start:end]` of a document; where that is rows of a table, under what heads their columns."""
    units = layout(text).within(start, end) if PIPE in text[start:end] else ()
    rows = ((unit.block.start, unit.table.columns) for unit in units if unit.table)
    first, columns = next(rows, (start, ()))
    if not columns or units[0].block.kind not in TABULAR:
        return text[start:end]
    heads = (" ".join(text[a:b] for a, b in column) for column in columns)
    below = text[max(start, first) : end]
    return f"| {' | '.join(heads)} |\n|{'---|' * len(columns)}\n{below}"


def _factors(head: str) -> frozenset[float]:
    return frozenset(scale.factor for scale in scales(head))


@cache
def _scale() -> re.Pattern[str]:
    letters = "|".join(scale_words(ascii_only=True))
    signs = "|".join(scale_words(ascii_only=False))
    following = rf"(?=[{''.join(numerals().counted)}]|[^\w]|\Z)"
    times = r"(?:(?<![\d.,])(?P<times>10{0,3})\s?|(?<!\d)(?<!\d\s))"
    return re.compile(rf"{times}(?P<word>(?<![a-zà-ÿ])(?:{letters})(?![a-zà-ÿ\d])|(?:{signs}){following})")
