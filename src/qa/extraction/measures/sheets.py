"""A table as labelled cells: which column names the rows, which columns hold figures, under what heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from qa.extraction.measures.cells import Value, is_empty, ordinal, uses_comma, value
from qa.extraction.measures.former import with_former
from qa.extraction.measures.grid import Grid, GridRow
from qa.extraction.measures.heads import (
    Label,
    implied_unit,
    is_amount,
    is_head_of,
    is_part,
    is_rank,
    is_thing,
    label,
)
from qa.extraction.measures.units import MeasureUnit, unit_named
from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.times import FIRST_YEAR, LAST_YEAR, is_period, period_named

REMEMBERED: Final = 4_096  # labels, of which tables repeat many
CODE: Final = re.compile(r"(?:\A|\s)[QTSH][1-4]\Z")  # of a quarter or a half, or of a model
YEAR: Final = re.compile(r"\d{4}")
LONGEST_UNIT: Final = 20  # characters of a cell that names one
MOST_PARTS: Final = 4  # lines of a head


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row with figures: its label, the section it stands in, and the time that a column of times gives."""

    label: Label
    section: Label | None
    group: Label | None  # what stands in the column before that of its label
    period: MeasurePeriod | None
    values: dict[int, Value]  # by column
    row: GridRow


@dataclass(frozen=True, slots=True)
class _Places:
    """The columns of a table that say what a row is: its label, an inner one, its time, its unit."""

    lead: int
    inner: int | None
    dated: int | None
    unit: int | None


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A table, or the part of it under one head."""

    grid: Grid
    corner: Label
    heads: dict[int, Label]  # of the columns that hold figures
    lines: tuple[SheetLine, ...]

    @property
    def rows(self) -> list[Label]:
        """The labels of its rows, those of totals left out."""
        return [line.label for line in self.lines if not line.label.total]

    @property
    def is_of_times(self) -> bool:
        """Whether both its rows and its columns are times, but for totals."""
        labels = [*(line.label for line in self.lines), *self.heads.values()]
        return all(one.is_time or one.total for one in labels)

    @property
    def named(self) -> list[Label]:
        """The heads that name something: no times, changes, shares or totals."""
        told = [
            head for head in self.heads.values() if head.name and not (head.change or head.total or head.plan)
        ]
        held = [head for head in told if not is_head_of("value_heads", head.name)]
        return told if held and all(head.period for head in told) else held  # units and value of each year


def sheets(grid: Grid, language: str) -> Iterator[GridSheet]:
    """The parts of a table, each under its own head; none of one without labels for its rows."""
    comma = uses_comma((cell for row in grid.rows for cell in row.cells), language)
    parsed = [
        [value(cell, language, comma=comma) if at else ordinal(cell) for at, cell in enumerate(row.cells)]
        for row in grid.rows
    ]
    columns, start = list(grid.columns), 0
    while start < min(MOST_PARTS, len(grid.rows)) and _goes_on(
        grid.rows[start], parsed[start], columns, language
    ):
        columns, start = _with_row(columns, grid.rows[start]), start + 1
    for at, row in enumerate(grid.rows):
        if at > start and _is_head(row, parsed[at], columns, language):
            yield from _sheet(grid, columns, grid.rows[start:at], parsed[start:at], language)
            columns, start = [(cell,) if cell else () for cell in row.cells], at + 1
    yield from _sheet(grid, columns, grid.rows[start:], parsed[start:], language)


def _is_head(
    row: GridRow, values: Sequence[Value | None], columns: Sequence[tuple[str, ...]], language: str
) -> bool:
    """Whether a row within a table is a head again: times, or what the first head begins with."""
    if row.is_section or len(row.cells) < 2:
        return False
    again = bool(columns and columns[0] and row.cells[0] == columns[0][0])
    if row.cells[0] and not again:
        return False
    held = [cell for cell in row.cells[1:] if cell]
    if len(held) < len(row.cells) - 1 or any(is_empty(cell) for cell in held):
        return False
    return (again and all(v is None for v in values[1:])) or all(is_period(cell, language) for cell in held)


def _goes_on(
    row: GridRow, values: Sequence[Value | None], columns: Sequence[tuple[str, ...]], language: str
) -> bool:
    """Whether a row at the top goes on with the head: no label but a unit, and texts or times above figures.

    So does one without a label that alone tells columns of the same head apart.
    """
    held = [(cell, found) for cell, found in zip(row.cells[1:], values[1:], strict=True) if cell]
    first = row.cells[0]
    if row.is_section or not held:
        return False
    times = all(_is_timed(cell, language) for cell, _ in held)
    if first and not (columns and first in columns[0]) and not (times and _is_unit(first, language)):
        return False
    if all(found is None or _is_timed(cell, language) for cell, found in held):
        return True
    return not first and len(held) == len(row.cells) - 1 and _tells_apart(row, columns)


def _is_timed(cell: str, language: str) -> bool:
    """Whether a cell is a time, with a unit or without: 2024年（万元）."""
    if is_period(cell, language):
        return True
    named = unit_named(cell, language)
    return named is not None and is_period(f"{cell[: named.start]} {cell[named.end :]}".strip(), language)


def _is_unit(cell: str, language: str) -> bool:
    """Whether a first cell is a unit and nothing else: "£ thousand"."""
    found = _label((cell,), language)
    return found.unit is not None and not found.name


def _tells_apart(row: GridRow, columns: Sequence[tuple[str, ...]]) -> bool:
    """Whether each head stands above several columns, and a row differs in all of these."""
    heads = [columns[at] if at < len(columns) else () for at in range(1, len(row.cells))]
    both = set(zip(heads, row.cells[1:], strict=True))
    return all(heads) and all(count > 1 for count in Counter(heads).values()) and len(both) == len(heads)


def _with_row(columns: Sequence[tuple[str, ...]], row: GridRow) -> list[tuple[str, ...]]:
    """A head with a row of its own below it; what stands above an empty cell spans that, too."""
    above: tuple[str, ...] = ()
    found: list[tuple[str, ...]] = []
    for at, cell in enumerate(row.cells):
        held = columns[at] if at < len(columns) else ()
        above = held if any(held) or at < 2 or not cell else above
        found.append((*above, cell) if cell else above)
    return found


def _sheet(
    grid: Grid,
    columns: Sequence[tuple[str, ...]],
    rows: Sequence[GridRow],
    parsed: Sequence[Sequence[Value | None]],
    language: str,
) -> Iterator[GridSheet]:
    width = max((len(row.cells) for row in rows), default=0)
    heads = [_head(columns[at] if at < len(columns) else (), language) for at in range(width)]
    body = [(row, found) for row, found in zip(rows, parsed, strict=True) if not row.is_section]
    heads = with_former(heads, language)
    for at in range(2, width):
        heads[at] = _as_part(heads[at], heads[at - 1])
    kinds = [_kind(heads[at], at, body, language) for at in range(width)]
    if "label" not in kinds or "value" not in kinds:
        return
    if heads and is_head_of("dates", heads[0].text):  # the first row of facts, not a head
        heads = [_head((), language)] * width
    lead = kinds.index("label")
    if lead > kinds.index("value") and kinds[0] != "order":
        return
    held = [at for at in range(width) if kinds[at] == "value" and at > lead]
    values = dict(zip(held, _in_full([heads[at] for at in held]), strict=True))
    dated = next((at for at in range(width) if kinds[at] == "time" and at != lead), None)
    inner = _inner(kinds, lead, body)
    places = _Places(lead, inner, dated, kinds.index("unit") if "unit" in kinds else None)
    lines = tuple(_lines(rows, parsed, places, set(values), language))
    labels = _uncoded(_in_full([line.label for line in lines]), heads[lead])
    lines = tuple(replace(line, label=label) for line, label in zip(lines, labels, strict=True))
    if values and (len(lines) > 1 or (lines and not _is_number(lines[0].label))):
        yield GridSheet(grid, heads[lead if inner is None else inner], values, lines)


def _is_number(one: Label) -> bool:
    """Whether the label of an only row is a number, and so one of its figures."""
    return is_amount(one.text) and not one.is_time and re.search(r"[^\W\d_]", one.text) is None


def _head(parts: Sequence[str], language: str) -> Label:
    return _label(tuple(parts[:MOST_PARTS]), language)


@lru_cache(maxsize=REMEMBERED)
def _label(parts: tuple[str, ...], language: str) -> Label:
    return label(parts, language)


def _in_full(labels: Sequence[Label]) -> list[Label]:
    """Labels, where a code behind a name that no other has is a part of it, and no quarter: "Brume T1"."""
    counts = Counter(one.name for one in labels)
    return [
        replace(one, name=one.text, period=None)
        if one.name and not (one.measured or one.unit) and counts[one.name] == 1 and _is_coded(one)
        else one
        for one in labels
    ]


def _uncoded(labels: Sequence[Label], corner: Label) -> list[Label]:
    """The labels of rows; codes beside others, or of things, are names and no quarters: lines T1 and B4."""
    others = any(not (one.is_time or one.total) for one in labels)
    if not (others or is_thing(corner.text)) or not any(one.is_time and _is_coded(one) for one in labels):
        return [*labels]
    return [
        replace(one, name=one.text, period=None) if one.is_time and _is_coded(one) else one for one in labels
    ]


def _is_coded(label: Label) -> bool:
    """Whether the time of a label is a letter and a digit at its end, without a year."""
    period = label.period
    alone = period is not None and period.year is None and period.back is None
    return alone and CODE.search(label.text) is not None


def _in_unit(named: Label, row: GridRow, place: int | None, language: str) -> Label:
    """The label of a row with the unit that a column of units gives."""
    written = row.cells[place] if place is not None and place < len(row.cells) else ""
    if not written or named.unit or is_empty(written) or is_head_of("value_heads", written):
        return named
    found = unit_named(written, language)
    return replace(named, unit=found.unit if found else MeasureUnit(written[:LONGEST_UNIT]))


def _as_part(named: Label, whole: Label) -> Label:
    """The label of a part of what is measured before it, by it and in its unit: 其中：女性 of 人数."""
    if named is whole or not is_part(named.text):
        return named
    implied = implied_unit(whole.name)
    unit = whole.unit or (MeasureUnit(implied) if implied else None)
    if not unit and not whole.measured:
        return named
    return replace(named, name=f"{whole.name}: {named.name}", unit=named.unit or unit)


def _kind(head: Label, at: int, body: Sequence[tuple[GridRow, Sequence[Value | None]]], language: str) -> str:
    """What a column holds: "label", "value", "order" (ranks, notes), "time", "unit", or "" for none."""
    pairs = [
        (row.cells[at], found[at])
        for row, found in body
        if at < len(row.cells) and not is_empty(row.cells[at])
    ]
    if not pairs:
        return ""
    numbers = [found for _, found in pairs if found is not None]
    if is_head_of("unit_heads", head.text):
        return "unit"
    if head.text and is_rank(head.text):
        return "order" if len(numbers) * 2 >= len(pairs) or at else "label"
    if is_head_of("dates", head.text) and at:
        return ""
    timed = sum(is_period(cell, language) for cell, _ in pairs[:200])
    if 2 * timed > min(len(pairs), 200) and not head.unit and not head.measured:
        if at == 0 or is_head_of("time_heads", head.text):
            return "label" if at == 0 else "time"
        return ""
    if at == 0 and len(numbers) == len(pairs) and _counts_up(numbers):
        return "order"
    if at == 0 or (not numbers):
        return "label"
    if len(numbers) * 3 < len(pairs) and len(pairs) > 3:
        return "label"
    years = all(YEAR.fullmatch(cell) and FIRST_YEAR <= int(cell) <= LAST_YEAR for cell, _ in pairs)
    return "" if years and not head.unit and not head.measured else "value"


def _counts_up(numbers: Sequence[Value]) -> bool:
    return all(one.number == at for at, one in enumerate(numbers, 1)) and len(numbers) > 1


def _inner(
    kinds: Sequence[str], lead: int, body: Sequence[tuple[GridRow, Sequence[Value | None]]]
) -> int | None:
    """The second column of labels, where the first alone does not tell the rows apart."""
    at = lead + 1
    if at >= len(kinds) or kinds[at] != "label":
        return None
    first: list[str] = []
    for row, _ in body:
        written = row.cells[lead] if lead < len(row.cells) else ""
        first.append(written or (first[-1] if first else ""))
    both = {(one, row.cells[at]) for one, (row, _) in zip(first, body, strict=True) if at < len(row.cells)}
    return at if len(set(first)) < len(first) and len(both) > len(set(first)) else None


def _lines(
    rows: Sequence[GridRow],
    parsed: Sequence[Sequence[Value | None]],
    places: _Places,
    columns: set[int],
    language: str,
) -> Iterator[SheetLine]:
    lead, inner, dated = places.lead, places.inner, places.dated
    section: Label | None = None
    whole: Label | None = None
    outer = ""
    for row, found in zip(rows, parsed, strict=True):
        if row.is_section:
            section = _label((next(cell for cell in row.cells if cell),), language)
            continue
        first = row.cells[lead] if lead < len(row.cells) else ""
        outer = first or outer
        written = (
            row.cells[inner] if inner is not None and inner < len(row.cells) and row.cells[inner] else outer
        )
        period = (
            period_named(row.cells[dated], language) if dated is not None and dated < len(row.cells) else None
        )
        group = _label((outer,), language) if inner is not None and written != outer else None
        values = {at: one for at, one in enumerate(found) if one is not None and at in columns}
        if values and written:
            named = _in_unit(_label((written,), language), row, places.unit, language)
            whole = whole if whole and is_part(named.text) else named
            yield SheetLine(_as_part(named, whole), section, group, period, values, row)
