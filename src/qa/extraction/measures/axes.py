"""Which axis of a table names whom its figures are of, which what they measure, and which when."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from qa.extraction.measures.heads import Label, is_amount, is_head_of, is_measures_head, is_thing, listed_by
from qa.extraction.measures.naming import head_nouns
from qa.extraction.measures.sheets import GridSheet
from qa.language.wordlists import plain

SURE: Final = 2.5
MOSTLY: Final = 0.7
SOME: Final = 0.2
OTHERS: Final = re.compile("others?(?![a-z])|autres?(?![a-z])|其他|其它|その他")  # in folded text


class Axes(Enum):
    """What the rows and the columns of a table name."""

    THINGS_MEASURES = "things and measures"
    MEASURES_THINGS = "measures and things"
    MEASURES_TIMES = "measures and times"
    THINGS_TIMES = "things and times"
    TIMES_MEASURES = "times and measures"
    TIMES_THINGS = "times and things"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class AxesReading:
    """The axes of a table; `sure` is how much speaks for them rather than for the other way about."""

    axes: Axes
    sure: float


def reading(sheet: GridSheet, known: Container[str], *, of_one: bool, base: str) -> AxesReading:
    """How a table is read.

    `known` are words of the things of other tables; `of_one` says that the document is of one company or
    product, `base` is the measure that what stands above the table names.
    """
    rows = [row for row in sheet.rows if not row.plan] or [line.label for line in sheet.lines]
    columns = _columns(sheet, base=bool(base))
    timed = [row for row in rows if row.is_time]
    if len(timed) > MOSTLY * len(rows):
        if not columns:
            return AxesReading(Axes.TIMES, SURE)
        named = bool(_share(columns, "measured") or _units(columns))
        summed = any(head.total for head in sheet.heads.values())  # of one measure, named or not
        things = not named and (
            summed or (base and not any(plain(base) == plain(one.name) for one in columns))
        )
        sure = 1.0 if things or not (named or _columns_differ(sheet)) else SURE
        return AxesReading(Axes.TIMES_THINGS if things else Axes.TIMES_MEASURES, sure)
    if not columns:
        score = _rows_measures(sheet, rows, known, of_one=of_one)
        kinds = _are_kinds(sheet.rows, base)
        score -= 1.5 * (bool(base) and not (kinds or _share(rows, "measured") or _units(rows)))
        score += 2.5 * kinds - 4 * is_by_measures(sheet)
        axes = Axes.MEASURES_TIMES if score > 0 else Axes.THINGS_TIMES
        return AxesReading(axes, abs(score))
    score = _columns_measures(sheet, rows, columns, known)
    return AxesReading(Axes.THINGS_MEASURES if score > 0 else Axes.MEASURES_THINGS, abs(score))


def names(sheet: GridSheet, axes: Axes) -> Iterable[str]:
    """The names of the things of a table."""
    if axes in (Axes.THINGS_MEASURES, Axes.THINGS_TIMES):
        return (row.name for row in sheet.rows)
    return (head.name for head in _columns(sheet)) if axes is Axes.MEASURES_THINGS else ()


def is_by_measures(sheet: GridSheet) -> bool:
    """Whether the sections of a table are measures, each of the same things: Revenue, Operating profit."""
    held = [line for line in sheet.lines if (one := line.section) and one.name and (one.measured or one.unit)]
    sections = {line.section.name for line in held if line.section}
    repeated = len(held) - len({line.label.name for line in held})
    return len(sections) > 1 and repeated * 3 >= len(held) >= len(sheet.lines) * MOSTLY


def _are_kinds(rows: Sequence[Label], base: str) -> bool:
    """Whether rows are kinds of what is measured: 航油成本 of 成本, "Toll income" of income."""
    nouns = head_nouns(base)
    names = [name for row in rows if not OTHERS.match(name := plain(row.name))]
    kinds = [name for name in names if any(noun in name and noun != name for noun in nouns)]
    return len(kinds) >= SOME * len(names) > 0


def words_of(name: str) -> set[str]:
    """The words by which a name is known again: itself, and its longer words with a letter."""
    flat = plain(name)
    return {flat, *(word for word in flat.split() if len(word) > 3 and not word.isdigit())}


def _columns(sheet: GridSheet, *, base: bool = True) -> list[Label]:
    """The heads that name something; one name that all times share says nothing."""
    named = sheet.named
    timed = [head for head in named if head.period or head.several]
    alike = len({head.name for head in named}) == 1 and len(timed) == len(named) > 1
    valued = any(is_head_of("value_heads", head.name) for head in sheet.heads.values())
    beside = valued or any(head.is_time for head in sheet.heads.values())
    shares = [head for head in named if head.share and (head.period or beside)]
    if alike and base and not named[0].measured:
        return []
    return [] if len(shares) == len(named) else named


def _rows_measures(sheet: GridSheet, rows: Sequence[Label], known: Container[str], *, of_one: bool) -> float:
    """How much speaks for rows that are measures, rather than things, where the columns are times."""
    corner, above = sheet.corner, sheet.grid.caption or sheet.grid.before
    score = 0.5 * of_one + 0.1
    score += 3 * is_measures_head(corner.text)
    score -= 3 * (is_thing(corner.text) and not is_measures_head(corner.text))
    score -= 3 * bool(corner.name and not corner.is_time and (corner.unit or corner.measured))
    score += 3 * _share(rows, "measured") + 3 * _units(rows)
    score += 4 * (len({row.unit.unit for row in rows if row.unit}) > 1)
    score += 2 * _units_differ(sheet)
    score -= 3 * _known(rows, known)
    score -= any(line.label.total for line in sheet.lines)
    score -= 2 * listed_by(above) + (not above and listed_by(sheet.grid.heading))
    return score


def _columns_measures(
    sheet: GridSheet, rows: Sequence[Label], columns: Sequence[Label], known: Container[str]
) -> float:
    """How much speaks for columns that are measures and rows that are things, rather than the other way."""
    corner = sheet.corner.text
    of_measures = is_measures_head(corner) or is_head_of("tests", corner)
    cases = bool(rows) and all(is_amount(row.text) for row in rows)
    both = _known(columns, known) > MOSTLY and not _known(rows, known)  # rows are cases of one measure
    score = -3.0 * cases
    score += 0.5 - 3 * of_measures + 3 * (is_thing(corner) and not of_measures and not both)
    score += 3 * _units(columns) + 3 * _share(columns, "measured")
    score -= 3 * _units(rows) + 3 * _share(rows, "measured")
    score += 3 * _known(rows, known) - 3 * _known(columns, known)
    score -= 2 * (_units_differ(sheet) and not _columns_differ(sheet))
    score += 2 * (_columns_differ(sheet) and not _units_differ(sheet))
    return score + any(line.label.total for line in sheet.lines)


def _share(labels: Sequence[Label], name: str) -> float:
    return sum(bool(getattr(one, name)) for one in labels) / max(len(labels), 1)


def _units(labels: Sequence[Label]) -> float:
    return sum(one.unit is not None for one in labels) / max(len(labels), 1)


def _known(labels: Sequence[Label], known: Container[str]) -> float:
    return sum(any(word in known for word in words_of(one.name)) for one in labels) / max(len(labels), 1)


def _units_differ(sheet: GridSheet) -> bool:
    """Whether cells of one row are of one unit, and those of different rows of different ones."""
    kinds = [
        {one.unit.unit if one.unit else "" for at, one in line.values.items() if not sheet.heads[at].change}
        for line in sheet.lines
    ]
    held = [kind for kind in kinds if kind]
    return (
        all(len(kind) == 1 for kind in held)
        and len({next(iter(kind)) for kind in held if len(kind) == 1}) > 1
    )


def _columns_differ(sheet: GridSheet) -> bool:
    """The same of columns."""
    kinds: dict[int, set[str]] = {}
    for line in sheet.lines:
        for at, one in line.values.items():
            kinds.setdefault(at, set()).add(one.unit.unit if one.unit else "")
    return (
        all(len(kind) == 1 for kind in kinds.values())
        and len({next(iter(kind)) for kind in kinds.values()}) > 1
    )
