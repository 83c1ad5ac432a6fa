"""What stands around a table and was not used in reading it: a unit, a scale, a time that may be its cells'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from qa.extraction.measures.axes import Axes
from qa.extraction.measures.cell_doubts import TableAbove
from qa.extraction.measures.heads import Label, is_year
from qa.extraction.measures.sheets import SheetLine
from qa.extraction.measures.told_apart import names_of
from qa.extraction.measures.units import (
    PERCENT,
    PERCENTAGE_POINTS,
    POINTS,
    MeasureUnit,
    UnitNaming,
    unit_named,
    units_within,
)
from qa.language.wordlists import alternatives, folded, plain
from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.terms import terms
from qa.numbers.times import periods

REMEMBERED: Final = 4_096
MONEY: Final = re.compile(r"[A-Z]{3}")
BRACKET: Final = re.compile(r"[(（\[【](?P<in>[^()（）\[\]【】]{1,60})[)）\]】]")
DIGIT: Final = re.compile(r"\d[\s,.-]?\Z")
HAN: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
LINK: Final = re.compile(r"(?:[為为はがを：:、，,（(\[/／]|(?:单位|単位)[为是]?)\s?\Z")
TOLD: Final = re.compile(r"(?:(?<![^\W\d_])(?:in|en|are|unit|units|unité)\s(?:the\s|per\s)?|[：:（(])\s?\Z")
GOES_ON: Final = re.compile(r"\s?[/／]\s?[^\W\d_]|\s(?:per|par|pro|a|an|je|le|la)\s(?!share|action)")
PER_NUMBER: Final = re.compile(
    r"(?:(?<![^\W\d_])(?:per|par|pour|sur|je|of)\s|[每毎])\d[\d., ]*|\d[\d., ]*[^\W\d_]{0,3}(?:当たり|あたり|につき)"
)
EXCEPT: Final = re.compile(r"(?:except|other than|unless|sauf|hormis|excluding|hors)\s[^.;]{0,60}\Z|除[^。；]{0,20}\Z")
RATIO: Final = re.compile(
    r"(?<![^\W\d_])(?:ratios?|rates?|shares?|margins?|scores?|taux|ratio|part|parts|marges?|notes?|yield|percentage|proportion)(?![^\W\d_])"
    r"|(?:率|比|比重|比例|シェア|占比|份额|得分|评分|評分|得点|点数)\Z"
)
UNITLESS: Final = re.compile(r"(?<![^\W\d_])(?:per|par|factor|index|indice)(?![^\W\d_])|[/／]|倍率|指数|每|每|当たり|あたり")
SHARES: Final = frozenset({PERCENT, PERCENTAGE_POINTS, POINTS, "‰", "倍", "x", "times", "fois"})
SCALED: Final = re.compile(r"(?:[百千十]?[万萬億亿])[^\W\d_]")


def marks(text: str, language: str) -> tuple[UnitNaming, ...]:
    return _marks(text, language) if text else ()


@lru_cache(maxsize=REMEMBERED)
def _marks(text: str, language: str) -> tuple[UnitNaming, ...]:
    """What reads as a unit in a text and is not that of an amount in it."""
    flat = plain(text)
    return tuple(one for one in units_within(text, language) if _may_be_unit(one, flat))


def _may_be_unit(one: UnitNaming, flat: str) -> bool:
    before, behind = flat[: one.start], flat[one.end :]
    name = flat[one.start : one.end]
    bounded = not (behind and HAN.match(name[-1]) and HAN.match(behind[0]) and behind[0] not in "满満")
    if behind[:1].isdigit():
        return False
    if DIGIT.search(before):
        return one.unit.unit == POINTS and bounded
    if len(name) == 1 and name.isalpha() and name < "\u3000":
        return before.rstrip()[-1:] in ("(", "[") and behind.lstrip()[:1] in (")", "]", "/")
    if not (MONEY.fullmatch(one.unit.unit) or one.unit.unit in (PERCENT, PERCENTAGE_POINTS, POINTS) or not one.unit.unit):
        opened = before.count("(") + before.count("[") > before.count(")") + before.count("]")
        if not (opened or TOLD.search(before) or LINK.search(before) or not before):
            return False
        if name in _times() and not (opened and behind[:1] in (")", "]")):
            return False
    if EXCEPT.search(before):
        return False
    if HAN.match(name) and not (name.endswith(("元", "円")) and len(name) > 1):
        left = not before or not HAN.match(before[-1]) or LINK.search(before)
        right = not behind or not HAN.match(behind[0])
        return bool(left and right)
    return True


class Unread:
    """The reasons why a cell of one table gives no figure."""

    def __init__(self, table: TableAbove, axes: Axes, language: str, told: str) -> None:
        self._table, self._sheet, self._axes, self._language = table, table.sheet, axes, language
        self._told = told
        names = [*(line.label.name for line in self._sheet.lines), *(one.name for one in self._sheet.heads.values())]
        self._names = {word for name in names if len(name) < 60 for word in (name, *name.split())}
        grid = self._sheet.grid
        self._above = {
            "caption": grid.caption,
            "corner": self._sheet.corner.text,
            "sentence": grid.before,
            "heading": grid.heading,
        }
        self.of_table = tuple(self._of_table())
        self._evidence = [*self._told_above()]

    def _told_above(self) -> Iterator[UnitNaming]:
        for place, text in self._above.items():
            flat = plain(text)
            for one in marks(text, self._language):
                scored = one.unit.unit == POINTS
                if place in ("sentence", "heading") and not (TOLD.search(flat[: one.start]) or LINK.search(flat[: one.start]) or scored):
                    continue
                if place == "sentence" and scored and DIGIT.search(flat[: one.start]):
                    continue
                yield one

    def _of_table(self) -> Iterator[str]:
        for line in self._sheet.lines:
            if line.label.unit and not line.label.name and not line.label.is_time:
                yield "head row as data"
            years = [is_year(line.row.cells[at]) for at in line.values if at < len(line.row.cells)]
            if len(years) > 1 and all(years) and not line.label.measured:
                yield "row of years"
        for row in self._sheet.grid.rows:
            if not row.cells[0] and sum(bool(cell) for cell in row.cells) > 1:
                held = [cell for cell in row.cells[1:] if cell]
                if any(marks(cell, self._language) for cell in held if not cell[0].isdigit()):
                    yield "row of units without a label"
                    break

    def of_cell(
        self, line: SheetLine, at: int, measure: str, subject: str, unit: MeasureUnit, period: MeasurePeriod | None
    ) -> Iterator[str]:
        head, value = self._sheet.heads[at], line.values[at]
        labels = (head, line.label)
        near = [one.unit for one in labels if one.unit]
        if line.section and line.section.unit:
            near.append(line.section.unit)
        own = value.unit is not None and bool(value.unit.unit)
        named = any(one.unit for one in near)
        for one in labels:
            yield from self._of_label(one, unit, own=own)
        if not own and not named:
            yield from self._of_above(line, at, unit)
        if unit.unit not in SHARES and RATIO.search(flat := plain(measure)) and unit.unit and not own and not UNITLESS.search(flat):
            yield "ratio in another unit"
        if own is False and (line.label.total or head.total) and subject == self._told and self._told in self._names:
            yield "total of one of its parts"
        if head.change and period and period == head_base(head, self._language):
            yield "time is the base of a change"
        if not own and near and not named and MONEY.fullmatch(unit.unit):
            yield "money under a scale"
        if not unit.unit and not own:
            yield from self._of_bare(measure, line, at, unit)
        if own and MONEY.fullmatch(unit.unit) and unit.scale != 1 and not near:
            yield "own money in a scale from above"
        yield from self._of_time(line, head, period)
        yield from self._of_subject(line, head, subject)

    def _of_label(self, one: Label, unit: MeasureUnit, *, own: bool) -> Iterator[str]:
        if own:
            return
        told = [*_in_label(one.text, self._language)]
        if told and one.unit is None:
            yield "unit in a label"
        if one.unit and PER_NUMBER.search(plain(one.text)) and (one.unit.scale != 1 or one.name.endswith(" 1")):
            yield "number in a label"
        if one.unit and one.unit.scale == 1 and SCALED.match(one.unit.unit):
            yield "scale within a unit"

    def _of_above(self, line: SheetLine, at: int, unit: MeasureUnit) -> Iterator[str]:
        if not self._evidence:
            return
        head = self._sheet.heads[at]
        names = names_of((head, line.label)) if self._table.above.own else ()
        if any(name in self._table.above.own for name in names):
            return
        used = self._used() | {unit}
        left = [one for one in self._evidence if not _is_among(one.unit, used)]
        if left:
            yield "unit above unread" if unit.unit else "unit above unread, bare"
        money = [one.unit for one in self._evidence if MONEY.fullmatch(one.unit.unit)]
        scales = {one.unit.scale for one in self._evidence if not one.unit.unit or one.unit in money} - {1.0}
        if MONEY.fullmatch(unit.unit) and (len({one.unit for one in money}) > 1 or len(scales) > 1):
            yield "one of several units above"
        for place, text in self._above.items():
            found = unit_named(text, self._language) if text else None
            if found and found.unit.unit == unit.unit and found.end < len(text):
                if GOES_ON.match(plain(text), found.end):
                    yield "unit goes on"

    def _used(self) -> set[MeasureUnit]:
        """The units that cells take from labels or from above."""
        held = {one.unit for one in (*self._sheet.heads.values(), *(l.label for l in self._sheet.lines)) if one.unit}
        return held | {*self._table.above.general} | {*self._table.above.own.values()}

    def _of_bare(self, measure: str, line: SheetLine, at: int, unit: MeasureUnit) -> Iterator[str]:
        number = line.values[at].number
        if unit.scale != 1 or line.values[at].unit or UNITLESS.search(plain(measure)):
            return
        if RATIO.search(plain(measure)):
            yield "ratio without a unit"
        if not float(number).is_integer():
            others = any(
                one.unit for line in self._sheet.lines for one in line.values.values()
            ) or any(one.unit for one in (*self._sheet.heads.values(), *(l.label for l in self._sheet.lines)))
            yield "decimal without a unit" if others else "decimal without a unit, none has"

    def _of_time(self, line: SheetLine, head: Label, period: MeasurePeriod | None) -> Iterator[str]:
        for one in (head, line.label):
            if one.change and one.period and one.period.year:
                yield "time of a change"
            if period and not (one.period or one.several or one.change) and PRIOR().search(plain(one.text)):
                yield "time in a label"
        own = head.period or line.label.period or line.period
        table = self._table
        if period and not own and period == table.period:
            text = self._above.get(table.dated, "")
            for piece in BRACKET.finditer(text):
                if periods(piece["in"], self._language) and marks(piece["in"], self._language):
                    yield "time beside a unit"
            others = [
                found.period
                for place, other in self._above.items()
                if place != table.dated and (place != "sentence")
                for found in periods(other, self._language)
            ]
            if any(one.year and period.year and one.year != period.year for one in others):
                yield "two times above"
        if period and period.part and own and not own.part and own.year:
            parts = [one for one in self._sheet.heads.values() if one.period and one.period.part]
            if parts:
                yield "part of a year beside parts"

    def _of_subject(self, line: SheetLine, head: Label, subject: str) -> Iterator[str]:
        for one in (head,):
            if one.name == subject and (one.measured or one.unit or one.share or one.change):
                yield "subject is a measure"
        if self._axes is Axes.MEASURES_THINGS and len(self._sheet.heads) > 2:
            at = next(place for place, one in self._sheet.heads.items() if one is head)
            own = {one.unit for l in self._sheet.lines if (one := l.values.get(at))}
            others = {
                one.unit for l in self._sheet.lines for place, one in l.values.items() if place != at
            }
            if own and others and not own & others and len(own) == 1:
                yield "odd column"


def _is_among(unit: MeasureUnit, used: Iterable[MeasureUnit]) -> bool:
    for one in used:
        if unit.unit and plain(unit.unit) in plain(one.unit):
            return True
        if not unit.unit and one.scale == unit.scale:
            return True
    return False


def _in_label(text: str, language: str) -> Iterator[MeasureUnit]:
    for match in BRACKET.finditer(text):
        for one in marks(match["in"], language):
            yield one.unit
    part = text.rpartition(": ")[2]
    whole = marks(part, language)
    if whole and part:
        rest = plain(part)
        for one in reversed(whole):
            rest = rest[: one.start] + rest[one.end :]
        if not re.search(r"[^\W_]{2}", rest) and len(rest.strip()) < 2 and len(whole) > 0 and ": " in text:
            yield from (one.unit for one in whole)


@cache
def _times() -> frozenset[str]:
    return frozenset(folded((*terms().time_heads, *terms().time_words, *terms().full_years, "years", "années", "ans", "an", "months", "mois", "days", "jours", "weeks")))


def head_base(head: Label, language: str) -> MeasurePeriod | None:
    found = periods(head.text, language)
    return found[-1].period if len(found) == 1 else None


@cache
def PRIOR() -> re.Pattern[str]:
    return re.compile(alternatives(terms().prior))
