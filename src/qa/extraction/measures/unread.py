"""Why a cell of a table gives no figure: what stands around it says of a unit or a time, and was not used.

A figure has to use all that may be about it. Where a caption, a heading, the sentence at the table or the
brackets of a label hold a unit that no cell took, or two of them disagree, the cells concerned stay quotes,
each for a reason by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from qa.extraction.measures.axes import Axes
from qa.extraction.measures.cell_doubts import TableAbove
from qa.extraction.measures.grid import GridRow
from qa.extraction.measures.heads import Label, is_count, is_counted, is_measured
from qa.extraction.measures.sheets import SheetLine
from qa.extraction.measures.told_apart import names_of
from qa.extraction.measures.unit_marks import BRACKETS, MONEY, marks_of_label, unit_marks, unit_told
from qa.extraction.measures.units import (
    PERCENT,
    PERCENTAGE_POINTS,
    POINTS,
    MeasureUnit,
    UnitNaming,
    unit_named,
)
from qa.language.wordlists import LETTER, alternatives, plain
from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.terms import terms
from qa.numbers.times import periods

OF_THINGS: Final = frozenset({Axes.THINGS_MEASURES, Axes.THINGS_TIMES})
PEOPLE: Final = re.compile("[人员者]\\Z")
SAFE: Final = ("corner", "caption")  # places above a table that are about it for sure
REMEMBERED: Final = 4_096  # labels and measures, of which cells repeat many
SHARES: Final = frozenset({PERCENT, PERCENTAGE_POINTS, POINTS, "‰", "倍", "x", "times", "fois"})
GOES_ON: Final = re.compile(r"\s?[/／]\s?[^\W\d_]|\s(?:per|par|pro|a|an|je|le|la)\s(?!share|action)")
PER_NUMBER: Final = re.compile(
    rf"(?:(?<![{LETTER}])(?:per|par|pour|sur|je|of)\s|[每毎])\d[\d., ]*"
    rf"|\d[\d., ]*[{LETTER}]{{0,3}}(?:当たり|あたり|につき)"
)
CUT_NUMBER: Final = re.compile(r"\s\d{1,3}\Z")  # what a name ends with that is cut within a number
RATIO: Final = re.compile(
    rf"(?<![{LETTER}])(?:ratios?|rates?|shares?|margins?|scores?|taux|parts?|marges?|notes?|yield|percentage"
    rf"|proportion)(?![{LETTER}])|(?:(?<![功頻频])率|比|比重|比例|シェア|占比|份额|得分|评分|得点|点数)\Z"
)
OF_MONEY: Final = re.compile(r"marg(?:in|e)|day rate|shares?\Z")  # ratios that may be money, too
UNITLESS: Final = re.compile(
    rf"(?<![{LETTER}])(?:per|par|factor|index|indice)(?![{LETTER}])|[/／]|倍率|指数|[每毎]|当たり|あたり"
)
COUNTS: Final = re.compile(r"数\Z|number|nombre|count|files|数量")
COUNTED: Final = re.compile(r"[数數][)）]?\Z|[)）]\Z|number|nombre")
FLOW: Final = re.compile(  # measures of what went on for a time, in folded text
    rf"(?<![{LETTER}])(?:revenues?|sales|turnover|profits?|loss|income|earnings|ebitda?|costs?|expenses?"
    rf"|chiffre d'affaires|ventes|r[eé]sultat|b[eé]n[eé]fice|charges|production|output)(?![{LETTER}])"
    r"|売上|利益|収益|収入|费用|原価|营业收入|净利|利润|成本|销量|销售|产量"
)
STOCK: Final = re.compile(  # and of what there is at a time
    rf"(?<![{LETTER}])(?:assets?|equity|headcount|employees|staff|debt|borrowings|liabilit(?:y|ies)|net cash"
    rf"|effectifs?|dette)(?![{LETTER}])|资产|负债|从业员|员工|人数|借入|有利子|留存|剩余|剰余"
)
DAY: Final = re.compile(r"\d\d-\d\d")
KIND: Final = re.compile(rf"\s*[{LETTER}]{{4}}|[\u3400-\u9fff]{{2,}}(?<!单位)[为は：:]")  # before its unit
SCALED: Final = re.compile(r"[百千十]?[万萬億亿][^\W\d_]")


class UnreadReasons:
    """The reasons of the cells of one table, of a document of whom `whole` names."""

    def __init__(self, table: TableAbove, axes: Axes, language: str, whole: str) -> None:
        self._table, self._sheet, self._axes, self._language = table, table.sheet, axes, language
        self._whole, grid = whole, self._sheet.grid
        self._above = {
            "caption": grid.caption,
            "corner": self._sheet.corner.text,
            "sentence": grid.before,
            "heading": grid.heading,
            "note": grid.after,
        }
        self._evidence = [*self._told_above()]
        self._reasons: dict[tuple[MeasureUnit, bool], tuple[str, ...]] = {}  # of what stands above
        self._going_on = frozenset(self._goes_on())
        self._parted = any(one.period and one.period.part for one in self._sheet.heads.values())
        labels = [*self._sheet.heads.values(), *(line.label for line in self._sheet.lines)]
        self._used = {one.unit for one in labels if one.unit}
        self._have_units = bool(self._used) or any(
            one.unit for line in self._sheet.lines for one in line.values.values()
        )
        self._used |= {*table.above.general, *table.above.own.values()}
        self._parts = _parts(labels) if whole else frozenset()
        units = [*table.above.own.values(), *(one.unit for one in labels if one.unit)]
        self._scored = bool(table.above.points) or any(one.unit == POINTS for one in units)
        self._odd = frozenset(self._odd_columns()) if axes is Axes.MEASURES_THINGS else frozenset()
        self._of_table = tuple(self._table_reasons())

    def of(
        self,
        line: SheetLine,
        at: int,
        named: tuple[str, str],
        unit: MeasureUnit,
        period: MeasurePeriod | None,
    ) -> Iterator[str]:
        """The reasons of the cell of `line` in column `at`, of a subject and measure `named`."""
        head, value, measure = self._sheet.heads[at], line.values[at], plain(named[1])
        near = [one for one in (head.unit, line.label.unit, line.section and line.section.unit) if one]
        yield from self._of_table
        if value.unit and value.unit.unit:
            nearest = self._table.above.found in SAFE
            if MONEY.fullmatch(unit.unit) and unit.scale != 1 and not near and not nearest:
                yield "own money in a scale from above"
        else:
            yield from _of_label(head.text, head.name, head.unit, self._language)
            yield from _of_label(line.label.text, line.label.name, line.label.unit, self._language)
            if not any(one.unit for one in near):
                yield from self._of_above(head, line.label, unit, measure)
                yield from self._of_measure(measure, line, at, unit)
                if near and MONEY.fullmatch(unit.unit):
                    yield "money under a scale"
        yield from self._of_time(line, head, period, measure)
        yield from self._of_subject(line, at, named[0])

    def _told_above(self) -> Iterator[UnitNaming]:
        """The units that stand above or below the table; those of amounts in sentences are none."""
        for place, text in self._above.items():
            if place in ("caption", "corner"):
                yield from unit_marks(text, self._language)
            else:
                flat = plain(text)
                for one in unit_told(text, self._language):
                    amount = one.unit.unit == POINTS and flat[: one.start].rstrip(" -")[-1:].isdigit()
                    if place == "heading" or not amount:
                        yield one

    def _table_reasons(self) -> Iterator[str]:
        """The reasons of all cells: a part of the head that was read as a row."""
        for line in self._sheet.lines:
            if line.label.unit and not line.label.name and not line.label.is_time:
                yield "head row as data"
        if (
            self._axes in OF_THINGS
            and all(map(_is_measure, self._sheet.rows))
            and not _are_counts(self._sheet.rows)
        ):
            yield "rows are measures"
        for row in self._sheet.grid.rows:
            held = [cell for cell in row.cells[1:] if cell and not cell[0].isdigit()]
            if self._is_in_head(row) or row.cells[0] or len(held) < 2:
                continue
            if any(unit_marks(one, self._language) for one in held):
                yield "row of units without a label"
                return

    def _is_in_head(self, row: GridRow) -> bool:
        """Whether a row at the top is a part of the heads."""
        heads = self._sheet.heads
        return all(row.cells[at] in one.text for at, one in heads.items() if at < len(row.cells))

    def _of_above(self, head: Label, label: Label, unit: MeasureUnit, measure: str) -> Iterator[str]:
        """Of a cell that has no unit by itself or its labels."""
        own = self._table.above.own
        if not self._evidence or (own and any(name in own for name in names_of((head, label)))):
            return
        key = unit, not unit.unit and COUNTED.search(measure) is not None
        if key not in self._reasons:
            self._reasons[key] = tuple(self._of_unit(unit, counted=key[1]))
        yield from self._reasons[key]

    def _of_unit(self, unit: MeasureUnit, *, counted: bool) -> Iterator[str]:
        """Of cells in a unit from above, or in none; `counted` says that their measure needs none."""
        evidence = [one.unit for one in self._evidence if not (counted and one.unit.unit in SHARES)]
        if any(not _is_among(one, {*self._used, unit}) for one in evidence):
            yield "unit above unread"
        money = [one.unit for one in self._evidence if MONEY.fullmatch(one.unit.unit)]
        scales = {one.unit.scale for one in self._evidence if not one.unit.unit or one.unit in money} - {1.0}
        if MONEY.fullmatch(unit.unit) and (len({one.unit for one in money}) > 1 or len(scales) > 1):
            yield "one of several units above"
        if unit.unit in self._going_on:
            yield "unit goes on"

    def _goes_on(self) -> Iterator[str]:
        """The units behind which what stands above goes on, as if they were paid for something."""
        for text in self._above.values():
            found = unit_named(text, self._language) if text else None
            if found and GOES_ON.match(plain(text), found.end):
                yield found.unit.unit

    def _of_measure(self, measure: str, line: SheetLine, at: int, unit: MeasureUnit) -> Iterator[str]:
        """Of a measure that has a unit by its kind, and none is told, or another one."""
        unitless, ratio, _ = _said(measure)
        if unitless:
            return
        if unit.unit:
            if ratio and unit.unit not in SHARES and not OF_MONEY.search(measure):
                yield "ratio in another unit"
        elif unit.scale == 1 and line.values[at].unit is None:
            if ratio:
                yield "ratio without a unit"
            if not line.values[at].number.is_integer() and is_measured(measure):
                yield "decimal without a unit" if self._have_units else "decimals without any unit"
            elif self._scored and not (is_count(measure) or is_counted(measure) or COUNTED.search(measure)):
                yield "bare beside scores"

    def _of_time(
        self, line: SheetLine, head: Label, period: MeasurePeriod | None, measure: str
    ) -> Iterator[str]:
        if period is None:
            return
        if DAY.fullmatch(period.part) and _said(measure)[2]:
            yield "flow at a day"
        for one in (head, line.label):
            if not (one.period or one.several or one.change) and _is_prior(one.text):
                yield "time in a label"
        if head.change and not head.period and period == _only(head.text, self._language):
            yield "time is the base of a change"
        own = head.period or line.label.period or line.period
        if own is None and period == self._table.period:
            yield from self._of_time_above(period)
        if self._parted and period.part and own and own.year and not own.part:
            yield "part of a year beside parts"

    def _of_time_above(self, period: MeasurePeriod) -> Iterator[str]:
        """Of a time that stands above the table, perhaps for some cells alone, or beside another one."""
        dated = self._table.dated
        for match in BRACKETS.finditer(self._above.get(dated, "")):
            marks = unit_marks(match["in"], self._language)
            of_kind = marks and KIND.match(plain(match["in"])[: marks[0].start])
            if of_kind and periods(match["in"], self._language):
                yield "time beside a unit"
        others = (text for place, text in self._above.items() if place not in (dated, "sentence", "note"))
        named = (one.period.year for text in others for one in periods(text, self._language))
        if period.year and any(year and year != period.year for year in named):
            yield "two times above"

    def _of_subject(self, line: SheetLine, at: int, subject: str) -> Iterator[str]:
        head = self._sheet.heads[at]
        if head.name == subject and _is_measure(head):
            yield "subject is a measure"
        if at in self._odd:
            yield "column unlike the others"
        if (line.label.total or head.total) and subject == self._whole and subject in self._parts:
            yield "total of one of its parts"

    def _odd_columns(self) -> Iterator[int]:
        """The columns of which all cells are in one unit by themselves, and no cell of another column is."""
        kinds: dict[int, set[MeasureUnit | None]] = {}
        for line in self._sheet.lines:
            for at, one in line.values.items():
                kinds.setdefault(at, set()).add(one.unit)
        for at, own in kinds.items() if len(kinds) > 2 else ():
            others = set[MeasureUnit | None]().union(*(held for other, held in kinds.items() if other != at))
            if len(own) == 1 and not own & others:
                yield at


@lru_cache(maxsize=REMEMBERED)
def _of_label(text: str, name: str, unit: MeasureUnit | None, language: str) -> tuple[str, ...]:
    """Of a label that holds a unit which was not read, or read from a part of it that is none."""
    if unit is None:
        return ("unit in a label",) if marks_of_label(text, language) else ()
    reasons = []
    if (unit.scale != 1 or CUT_NUMBER.search(name)) and PER_NUMBER.search(plain(text)):
        reasons.append("number in a label")
    if unit.scale == 1 and SCALED.match(unit.unit):
        reasons.append("scale within a unit")
    return tuple(reasons)


def _is_measure(label: Label) -> bool:
    return label.measured or label.share or label.change or label.unit is not None


@lru_cache(maxsize=REMEMBERED)
def _said(measure: str) -> tuple[bool, bool, bool]:
    """Whether a measure is of no unit by its name, a ratio, and what goes on for a time."""
    flow = FLOW.search(measure) is not None and STOCK.search(measure) is None
    return UNITLESS.search(measure) is not None, RATIO.search(measure) is not None, flow


def _are_counts(labels: Iterable[Label]) -> bool:
    """Whether labels name people and the like, which are things as well: 生产人员."""
    return any(is_counted(one.name) or PEOPLE.search(plain(one.name)) for one in labels)


def _is_among(unit: MeasureUnit, used: Iterable[MeasureUnit]) -> bool:
    """Whether a unit is one of some others, or a part of one: EUR of EUR/kg."""
    if unit.unit:
        return any(plain(unit.unit) in plain(one.unit) for one in used)
    return any(one.scale == unit.scale for one in used)


def _parts(labels: Iterable[Label]) -> frozenset[str]:
    """The names of labels and their words."""
    return frozenset(word for one in labels for word in (one.name, *one.name.split()))


def _only(text: str, language: str) -> MeasurePeriod | None:
    found = periods(text, language)
    return found[0].period if len(found) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def _is_prior(text: str) -> bool:
    """Whether a label speaks of the time before: 上年同期."""
    return _prior().search(plain(text)) is not None


@cache
def _prior() -> re.Pattern[str]:
    return re.compile(alternatives(terms().prior))
