"""The unit and scale of a cell: of itself, of its measure, of its other head, or of what stands above."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from qa.extraction.measures.about import About
from qa.extraction.measures.heads import Label, counted_in, implied_unit, is_count, is_measured, unit_in
from qa.extraction.measures.score_scales import SCALE, ScoreScale, score_scales, scored
from qa.extraction.measures.sheets import GridSheet, SheetLine
from qa.extraction.measures.told_apart import bracketed_apart, names_of, units_apart, units_of_kinds
from qa.extraction.measures.units import (
    PERCENT,
    PERCENTAGE_POINTS,
    POINTS,
    MeasureUnit,
    is_per_item,
    unit_named,
    units_listed,
)
from qa.language.wordlists import alternatives, folded, plain
from qa.numbers.terms import terms

TAIL: Final = 110  # characters at the end of a sentence in which its unit stands
NEAR: Final = 0.06  # how far a printed change may be from the one that its columns give
ROUNDED: Final = 1e-6  # of a difference, which is exact but for how numbers are kept
MONEY: Final = re.compile(r"[A-Z]{3}")
BARE: Final = MeasureUnit("")
EXCEPTED: Final = re.compile(  # in what is said above a table, what its unit does not hold for
    r"(?:except(?: for)?|other than|unless|sauf|hormis|ausser|außer)\s(?P<after>[^()]{2,60})"
    r"|(?:(?<=[,;、(。])|除)(?P<before>[^,;、。()]{1,20})(?:除外|外|を除く|以外)"
)
COUNTED: Final = re.compile("数\\Z")  # in folded names: 回答者数
AMOUNT: Final = re.compile(r"\d[\s-]?\Z")  # a number at the end of what stands before its unit


@dataclass(frozen=True, slots=True)
class Above:
    """The units that stand above a table: of all of it, and of single columns or rows by their names."""

    sheet: GridSheet
    general: tuple[MeasureUnit, ...]
    own: dict[str, MeasureUnit]
    points: float  # the most that figures without a unit are points up to, 0 where they are none
    unsaid: bool = False  # it is listed in which units the figures are, but not of which column each is
    of_document: bool = False  # `general` is of the whole document
    found: str = (
        ""  # where the nearest of `general` was: "corner", "caption", "sentence", "heading", "document"
    )
    excepted: frozenset[str] = frozenset()  # names that what stands above the table says to be in other units
    counting: frozenset[bool] = frozenset()  # whether rows (True), or columns, have counts among their names


def above(sheet: GridSheet, told: About, language: str, scales: Sequence[ScoreScale] = ()) -> Above:
    """The units that corner, caption, sentence and document name, the nearer first.

    `scales` are those of scores that the document tells.
    """
    grid, corner = sheet.grid, sheet.corner.unit
    named = corner and corner.unit == sheet.corner.text > "\u3000"  # 款, 校: what its rows are
    general = [corner] if corner and not named else []
    own: dict[str, MeasureUnit] = {}
    names = names_of([*sheet.heads.values(), *sheet.rows])
    unsaid, where = False, ["corner"] * len(general)
    texts = {"caption": grid.caption, "sentence": grid.before[-TAIL:], "heading": grid.heading[-TAIL:]}
    for place, written in texts.items():
        aside, _, rest = bracketed_apart(written, names, language)
        text, own = _naming(rest, language), {**own, **aside}
        listed = units_listed(text, language) if text else ()
        columns = dict.fromkeys(plain(one.name) for one in sheet.heads.values() if one.unit is None)
        if len(listed) > 1 and len(listed) == len(columns):
            own |= dict(zip(columns, listed, strict=True))
        if len(set(listed)) > 1 and (len(listed) > 2 or own):
            unsaid = unsaid or not own
            continue
        apart, text = units_apart(text, names, language)
        found = unit_named(text, language) if text else None
        own |= apart
        if found and (place == "caption" or _is_plain(found.unit, text[found.start : found.end])):
            general.append(found.unit)
            where.append(place)
    signs = _signs(sheet)
    if len(signs) == 1 and any(not one.unit for one in general):
        general.append(MeasureUnit(signs.pop()))  # "$" stands in the first row alone
    of_document = bool(told.unit) and not general
    if told.unit:
        general.append(told.unit)
    own = {**scored(sheet, scales), **units_of_kinds(grid.said, names, language), **own}
    said = plain(f"{grid.caption} {grid.before} {sheet.corner.text}")
    told_at = where[0] if where else "document" if of_document else ""
    best, excepted = _best(said, plain(grid.heading)), _excepted(said, names)
    counting = _counting(sheet) if of_document else frozenset[bool]()
    return Above(sheet, tuple(general), own, best, unsaid, of_document, told_at, excepted, counting)


def _signs(sheet: GridSheet) -> set[str]:
    """The currencies that cells name by themselves."""
    units = {one.unit.unit for line in sheet.lines for one in line.values.values() if one.unit}
    return {*filter(MONEY.fullmatch, units)}


def _counting(sheet: GridSheet) -> frozenset[bool]:
    labels = {True: sheet.rows, False: [*sheet.heads.values()]}
    return frozenset(by_rows for by_rows, named in labels.items() if any(map(_is_of_counts, named)))


def _excepted(said: str, names: Iterable[str]) -> frozenset[str]:
    """The names that what is said above a table says to be in other units: 门店除外."""
    apart = [one["after"] or one["before"] for one in EXCEPTED.finditer(said)]
    return frozenset(name for name in names if any(name in one for one in apart))


def _best(said: str, heading: str) -> float:
    """Up to which number figures are points by what is said above their table; 0 for none."""
    said = f"{said} {heading}" if SCALE.search(heading) else said
    told = any(one[0] != POINTS or not AMOUNT.search(said[: one.start()]) for one in _scores().finditer(said))
    scales = score_scales(said)
    return max((one.best for one in scales), default=math.inf) if told or scales else 0.0


def _naming(text: str, language: str) -> str:
    """A text above a table, "" for one whose unit is that of an amount in it: "..., at 88.9%."."""
    named = unit_named(text, language) if text else None
    bare = named and not text[named.start : named.end].lstrip().startswith(("(", "（", "[", "【"))
    return "" if named and bare and AMOUNT.search(plain(text[: named.start])) else text


def unit_of(held: Above, line: SheetLine, at: int, measure: str, *, by_rows: bool) -> MeasureUnit | None:
    """The unit of the cell of `line` in column `at`, and what its number is still to be multiplied by.

    `by_rows` says that rows are measures. None for a change of which it is not known what it is in.
    """
    head, value = held.sheet.heads[at], line.values[at]
    labels = (line.label, head) if by_rows else (head, line.label)
    near = [one.unit for one in labels if one.unit]
    if head.change:
        changed = _of_change(held, line, at, head.unit)
        if changed or not _is_difference(held, line, at):
            return changed
    if line.section and line.section.unit:
        near.append(line.section.unit)
    names = names_of((head, line.label)) if held.own else ()
    own = [held.own[name] for name in names if name in held.own]
    if value.unit and value.unit.unit:
        return _of_cell(value.unit, [*near, *own, *held.general], measure)
    excepted = held.excepted and not held.excepted.isdisjoint((plain(head.name), plain(line.label.name)))
    far = [] if value.unit else [*own, *(held.general if not excepted else ())]
    unit = _joined(near, far if not value.unit else held.general, measure)
    if head.change and unit.unit == PERCENT:
        return MeasureUnit(PERCENTAGE_POINTS)
    if value.unit:
        return MeasureUnit(unit.unit if MONEY.fullmatch(unit.unit) or near else "")
    if not near and MONEY.fullmatch(unit.unit) and _may_count(held, line, head, by_rows=by_rows):
        return None
    if held.unsaid and not unit.unit and implied_unit(measure) is None:
        return None
    return _by_measure(unit, measure, points=value.number <= held.points, told=bool(near or own))


def _by_measure(unit: MeasureUnit, measure: str, *, points: bool, told: bool) -> MeasureUnit:
    """A unit with what the name of a measure says of it; `told` where it is said of just that measure."""
    named = implied_unit(measure) or unit_in(measure)
    if named and not (told or MONEY.fullmatch(unit.unit)) and named not in unit.unit:
        return MeasureUnit(named)
    if plain(unit.unit) == plain(measure.rpartition(", ")[2]) < "\u3000":
        return MeasureUnit("", unit.scale)  # "Units" in thousands of units
    if unit.unit or unit.scale != 1:
        return MeasureUnit(unit.unit or implied_unit(measure) or counted_in(measure), unit.scale)
    scored = points and not (is_count(measure) or COUNTED.search(plain(measure)))
    return MeasureUnit(named or (POINTS if scored else ""))


def _of_cell(unit: MeasureUnit, others: Sequence[MeasureUnit], measure: str) -> MeasureUnit:
    """A cell's own unit; money without a scale takes that of the table: "$ 1,234" in thousands."""
    if MONEY.fullmatch(unit.unit) and unit.scale == 1 and not is_per_item(measure):
        scale = next((one.scale for one in others if one.unit in (unit.unit, "")), 1.0)
        return MeasureUnit(unit.unit, scale)
    return MeasureUnit(unit.unit)


def _joined(near: Sequence[MeasureUnit], far: Sequence[MeasureUnit], measure: str) -> MeasureUnit:
    """The nearest unit; one that is a scale alone takes the money of the next.

    What stands above the table is no unit of counts, and its scale none of amounts per share.
    """
    if near:
        first = next((one for one in near if one.unit), near[0])
        if first.unit:
            return first
        money = next((one for one in far if MONEY.fullmatch(one.unit)), None)
        priced = money and is_measured(measure) and not is_count(measure)
        return MeasureUnit(money.unit if money and priced else "", first.scale)
    unit = BARE
    for one in far:
        if not unit.unit and (unit.scale == 1 or MONEY.fullmatch(one.unit)):
            unit = MeasureUnit(one.unit, one.scale if unit.scale == 1 else unit.scale)
    priced = MONEY.fullmatch(unit.unit) is not None
    if priced and is_count(measure):
        return BARE
    return MeasureUnit(unit.unit) if priced and is_per_item(measure) else unit


def _of_change(held: Above, line: SheetLine, at: int, unit: MeasureUnit | None) -> MeasureUnit | None:
    """The unit of a change: that of its cell or head, else per cent where the columns before it give that."""
    value = line.values[at]
    if value.unit and value.unit.unit:
        points = value.unit.unit != PERCENT and plain(value.unit.unit) in _points()
        points = points and any(one.unit and one.unit.unit == PERCENT for one in line.values.values())
        return MeasureUnit(PERCENTAGE_POINTS if points else value.unit.unit)
    if unit and unit.unit == POINTS and _is_of_shares(held, line, at):
        return MeasureUnit(PERCENTAGE_POINTS)
    if unit and unit.unit:
        return unit
    if line.label.unit and line.label.unit.unit == PERCENTAGE_POINTS:
        return line.label.unit
    before = _before(held, line, at)
    for new, old in ((before[-2], before[-1]), (before[-1], before[-2])) if len(before) > 1 else ():
        if old and abs((new - old) / abs(old) * 100 - value.number) < NEAR:
            return MeasureUnit(PERCENT)
    return None


def _is_of_shares(held: Above, line: SheetLine, at: int) -> bool:
    """Whether the other figures of a row are per cent, each by itself or by what stands above the table."""
    whole = any(one.unit == PERCENT for one in (*held.general, line.label.unit or BARE))
    others = [one.unit for place, one in line.values.items() if place != at]
    return bool(others) and all(one.unit == PERCENT if one else whole for one in others)


def _is_difference(held: Above, line: SheetLine, at: int) -> bool:
    """Whether a printed change is what the two columns before it differ by."""
    before, value = _before(held, line, at), line.values[at].number
    return (
        len(before) > 1
        and value != 0
        and abs(abs(before[-2] - before[-1]) - abs(value)) < ROUNDED * abs(value)
    )


def _before(held: Above, line: SheetLine, at: int) -> list[float]:
    """The figures of a row in the columns before one, changes left out."""
    return [
        line.values[one].number
        for one in sorted(line.values)
        if one < at and not held.sheet.heads[one].change
    ]


def _may_count(held: Above, line: SheetLine, head: Label, *, by_rows: bool) -> bool:
    """Whether money of the table may not be what a cell is in: its label, or others beside it, count."""
    label = line.label if by_rows else head
    if label.measured or not held.of_document:
        return _counts(label) and all(one.number >= 0 for one in line.values.values())
    return by_rows in held.counting


def _is_of_counts(label: Label) -> bool:
    return is_count(label.name) or implied_unit(label.name) is not None


def _counts(label: Label) -> bool:
    """Whether a label says in brackets what it may be a count of: "Fleet (vessels)"."""
    return not label.measured and label.text.endswith((")", "）"))


def _is_plain(unit: MeasureUnit, written: str) -> bool:
    """Whether what reads as a unit in a sentence is one for sure: with a scale, a sign, or in brackets."""
    bracketed = written.strip()[:1] in ("(", "（")
    return (
        bracketed
        or unit.scale != 1
        or unit.unit in (PERCENT, PERCENTAGE_POINTS, POINTS)
        or len(unit.unit) > 1
    )


@cache
def _points() -> frozenset[str]:
    return frozenset((POINTS, *folded(terms().points)))


@cache
def _scores() -> re.Pattern[str]:
    return re.compile(alternatives(terms().scores))
