"""What the heads and rows of a Markdown table say of its numbers: under "MAU (millions)" stand millions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.blocks import TABULAR
from index.excerpt import Span
from index.layout import Unit, layout
from index.tables import PIPE, cells, is_delimiter
from index.text import aligned
from qa.language.wordlists import folded, plain
from qa.numbers.numerals import numerals, scale_words
from qa.numbers.terms import terms

LONGEST: Final = 500  # characters of a paragraph that says what the figures of a table are in
THOUSAND: Final = 1e3
NOUGHTS: Final = re.compile(r"(?<!\d)['’‘]?000(?:['’]?s)?(?![\d.,])")  # "£'000", "in 000s"


@dataclass(frozen=True, slots=True)
class ScaleWord:
    """A scale word at `text[start:end]`, and what it multiplies by; 1e9 for 10億."""

    start: int
    end: int
    factor: float


def scales(head: str) -> tuple[ScaleWord, ...]:
    """The scales that the head of a column names: "($B)", （億美元）, "en Md€"; not those of its numbers."""
    flat = aligned(head)
    words = (
        ScaleWord(match.start(), match.end(), float(match["times"] or 1) * numerals().scales[match["word"]])
        for match in _scale().finditer(flat)
    )
    noughts = (ScaleWord(match.start(), match.end(), THOUSAND) for match in NOUGHTS.finditer(flat))
    glued = (
        ScaleWord(match.start(), match.end(), terms().letters[match["before"] or match["behind"]])
        for match in _glued().finditer(flat)
    )
    return (*words, *noughts, *glued)


def columns(text: str) -> Iterator[tuple[str, frozenset[float]]]:
    """The cells of the tables in `text` with the scales that stand above, or before them in their row."""
    if PIPE not in text:
        return
    lines = text.split("\n")
    heads: list[frozenset[float]] = []
    unit: int | None = None  # the column that says in which unit each row is
    for at, line in enumerate(lines):
        if PIPE not in line:
            heads = []
            continue
        row = [line[start:end] for start, end in cells(line, 0, len(line))]
        if at + 1 < len(lines) and is_delimiter(lines[at + 1]):
            heads = [_factors(cell) for cell in row]
            unit = next((place for place, cell in enumerate(row) if _is_unit_head(cell)), None)
            continue
        if is_delimiter(line):
            continue
        led = _factors(row[0]) | (
            _factors(row[unit]) if unit is not None and unit < len(row) else frozenset()
        )
        for place, cell in enumerate(row):
            above = heads[place] if place < len(heads) else frozenset[float]()
            if found := above | (led if place else frozenset()):
                yield cell, found


def headed(text: str, start: int, end: int) -> str:
    """`text[start:end]` of a document; where that is rows of a table, under what heads their columns.

    What stands above the table says of what scale a column is whose own head does not.
    """
    units = layout(text).within(start, end) if PIPE in text[start:end] else ()
    rows = ((unit.block.start, unit.table.columns, unit) for unit in units if unit.table)
    first, columns, row = next(rows, (start, (), None))
    if not columns or row is None or units[0].block.kind not in TABULAR:
        return text[start:end]
    above = _scale_above(text, row)
    heads = (_scaled(" ".join(text[a:b] for a, b in column), above) for column in _spanned(columns))
    below = text[max(start, first) : end]
    return f"| {' | '.join(heads)} |\n|{'---|' * len(columns)}\n{below}"


def _spanned(columns: Sequence[Sequence[Span]]) -> Iterator[Sequence[Span]]:
    """The columns with their heads; one without a head has that of the column before it."""
    held: Sequence[Span] = ()
    for at, column in enumerate(columns):
        held = column if at < 2 or any(start < end for start, end in column) else held
        yield held


def _scale_above(text: str, row: Unit) -> str:
    """The scale word in the corner of a table, what announces it, or around it; "" for none."""
    corner = row.table.columns[0] if row.table and row.table.columns else ()
    for start, end in (*corner, *reversed(row.lead), *_before(text, row), *reversed(row.headings)):
        found = scales(text[start:end])
        if found:
            return text[start + found[0].start : start + found[0].end]
    return ""


def _before(text: str, row: Unit) -> Iterator[tuple[int, int]]:
    """The paragraph right above the table of a row."""
    head = row.table.heads[0].start if row.table else 0
    end = len(text[max(0, head - LONGEST) : head].rstrip()) + max(0, head - LONGEST)
    start = text.rfind("\n\n", max(0, end - LONGEST), end) + 2
    if start > 1:
        yield start, end


def _scaled(head: str, above: str) -> str:
    return head if not above or "%" in head or _factors(head) else f"{head} ({above})"


def _is_unit_head(head: str) -> bool:
    return plain(head).partition("(")[0].strip() in folded(terms().unit_heads)


def _factors(head: str) -> frozenset[float]:
    return frozenset(scale.factor for scale in scales(head))


@cache
def _glued() -> re.Pattern[str]:
    """The letter of a scale at the code of its money: USDm, TEUR."""
    codes = "|".join(code.lower() for code in terms().codes)
    letters = "|".join(sorted(terms().letters, key=len, reverse=True))
    return re.compile(
        rf"(?<![a-z])(?:(?P<before>{letters})(?:{codes})|(?:{codes})(?P<behind>{letters}))(?![a-z])"
    )


@cache
def _scale() -> re.Pattern[str]:
    letters = "|".join(scale_words(ascii_only=True))
    signs = "|".join(scale_words(ascii_only=False))
    counted = {*numerals().counted, *(word[0] for word in folded(terms().counters) if word > "\u3000")}
    within = r"(?<=[万亿])(?=[^\W\d]{1,6}\))"  # （万吨）, （万标箱）
    following = rf"(?:(?=[{''.join(sorted(counted))}]|[^\w]|\Z)|{within})"
    times = r"(?:(?<![\d.,])(?P<times>10{0,3})\s?|(?<!\d)(?<!\d\s))"
    return re.compile(rf"{times}(?P<word>(?<![a-zà-ÿ])(?:{letters})(?![a-zà-ÿ\d])|(?:{signs}){following})")
