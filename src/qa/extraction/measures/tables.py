"""The figures of the tables of a document: every cell that has a row and a column."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from index.documents import Document
from index.tables import PIPE
from qa.extraction.measures.about import About, about, subject_of_title
from qa.extraction.measures.axes import SURE, Axes, AxesReading, names, reading
from qa.extraction.measures.cell_doubts import TableAbove
from qa.extraction.measures.cell_reader import CellReader
from qa.extraction.measures.clashes import with_clashes
from qa.extraction.measures.elsewhere import told_otherwise
from qa.extraction.measures.full_names import FullNames
from qa.extraction.measures.grid import Grid, grids
from qa.extraction.measures.heads import Label, is_actual, is_measured, is_thing, is_told_of, of_survey
from qa.extraction.measures.known import KnownWords
from qa.extraction.measures.naming import is_listing, measure_above, said_of
from qa.extraction.measures.owners import MOST_NAMES, headed_by, named_above, of_sections, owned, told_before
from qa.extraction.measures.score_scales import score_scales
from qa.extraction.measures.sheets import GridSheet, sheets
from qa.extraction.measures.splitting import split_labels
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.told_apart import bracketed_apart, names_of, times_apart
from qa.extraction.measures.unit_of import MONEY, above
from qa.extraction.measures.units import unit_named
from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.times import is_period, period_named


def stated_in_tables(document: Document) -> Iterator[Stated]:
    """The figures of the tables of `document`, in their order.

    No plans, ranges, ranks, notes or dates, and none of which something was not read. A row is quoted whole.
    Time is linear in the text.
    """
    return (one for one in read_in_tables(document) if not one.unread)


def read_in_tables(document: Document) -> Iterator[Stated]:
    """The same with the cells that are no figures, since something was `unread` that may be about them."""
    if PIPE not in document.text:
        return
    parted = [one for grid in grids(document.text) for one in sheets(grid, document.language)]
    told = _by_heads(about(document), parted)
    held = [_table(sheet, told, document) for sheet in parted]
    held = [table for table in held if not _is_told_of(table.sheet)]
    firsts = [_reading(table, told, known=()) for table in held]
    own = [
        {*names(table.sheet, first.axes)} if first.sure >= SURE else set[str]()
        for table, first in zip(held, firsts, strict=True)
    ]
    things = {name for one in own for name in one}
    if _is_one_of(told.subject, things, document.title):
        told = replace(told, subject="")
    known = KnownWords([*own, _crossing([table.sheet for table in held])])
    kinds = _kinds(held, firsts, own)
    parts = {one.name for table in held for one in table.sheet.named if not (one.measured or one.unit)}
    full, last = FullNames(things), _last_year(document, told)
    titled = "" if things else subject_of_title(document.title, document.language)
    sections = of_sections([table.sheet for table in held], document.language)
    stated: list[list[Stated]] = []
    for at, (table, named) in enumerate(zip(held, own, strict=True)):
        how = _reading(table, told, known.but_for(named))
        others = things - {*names(table.sheet, how.axes)} if len(things) <= MOST_NAMES else set[str]()
        whole = replace(told, subject=sections[at], found="caption") if at in sections else told
        whole = whole if at in sections else _whole(table, others, parts, titled, told)
        longer = full.of(names(table.sheet, how.axes))
        alike = all(_is_of_kind(table.sheet.corner.text, kinds[one]) for one in longer.values())
        split = split_labels(_measured_by(table, how.axes), table.base, others)
        reader = CellReader(table, whole, how, last, longer if alike else {}, split, document)
        stated.append([*reader.figures()])
    yield from _in_units(told_otherwise(document, [with_clashes(table) for table in stated]))


def _by_heads(told: About, held: Sequence[GridSheet]) -> About:
    """The half of a year by what heads call it: that to 30 September may be the first of its year."""
    period = told.period
    if period is None or period.part != "H2":
        return told
    heads = (one.period for sheet in held for one in sheet.heads.values() if one.period)
    named = {one.part for one in heads if one.year == period.year and one.part[:1] == "H"}
    if named != {"H1"}:
        return told
    return replace(told, period=replace(period, part="H1"), time=f"{period.year}-H1")


def _kinds(
    held: Sequence[TableAbove], firsts: Sequence[AxesReading], own: Sequence[set[str]]
) -> dict[str, str]:
    """What the things of tables are by the corners of these, where rows name them."""
    kinds: dict[str, str] = {}
    for table, first, named in zip(held, firsts, own, strict=True):
        corner = "" if first.axes is Axes.MEASURES_THINGS else table.sheet.corner.text
        kinds |= {name: corner or kinds.get(name, "") for name in named}
    return kinds


def _measured_by(table: TableAbove, axes: Axes) -> Sequence[Label]:
    """The labels that are measures beside times."""
    if axes is Axes.TIMES_MEASURES:
        return table.sheet.named
    return table.sheet.rows if axes is Axes.MEASURES_TIMES else ()


def _crossing(held: Sequence[GridSheet]) -> set[str]:
    """What is a row of one table and a column of another: measures seldom change places."""
    rows = {row.name for sheet in held for row in sheet.rows if row.name and not (row.measured or row.unit)}
    return {head.name for sheet in held for head in sheet.named if head.name in rows and not head.measured}


def _is_of_kind(corner: str, other: str) -> bool:
    """Whether two corners may name things of one kind: no brands, where the other ones are models."""
    return corner == other or not (is_thing(corner) and is_thing(other))


def _is_one_of(subject: str, things: set[str], title: str) -> bool:
    """Whether whom a title seems to be of is but one of several that the document is of.

    It is one of the things of a table, in full or in short, and the title begins otherwise, and names
    another of them or not that one.
    """
    if not subject or title.startswith(subject):
        return False
    own = {name for name in things if name.startswith(subject)}
    others = {_short(name) for name in things - own if len(things) <= MOST_NAMES}
    return bool(own) and (subject not in title or any(name and name in title for name in others))


def _short(name: str) -> str:
    """The beginning by which a title may name something: 青空 of 青空座, "Veltra" of "Veltra Nine"."""
    if name[:1] > "\u3000":
        return name[:2]
    first = name.partition(" ")[0]
    return first if len(first) > 3 and first[0].isupper() else ""


def _whole(table: TableAbove, things: set[str], parts: set[str], titled: str, told: About) -> About:
    """Whom a table is of: what stands above it says, else the document, or its title.

    `things` are those of other tables, `parts` columns without a word of measures.
    """
    grid = table.sheet.grid
    headed = table.owner or headed_by(grid, things | parts)
    if headed and headed != told.subject:
        return replace(told, subject=headed, found="caption")
    if told.subject:
        return told
    named = named_above(grid, things) or told_before(table.sheet)
    return replace(told, subject=named or titled, found="caption" if named else "whole title")


def _in_units(stated: Sequence[Sequence[Stated]]) -> Iterator[Stated]:
    """The figures of each table; none without a unit, where one of these is money by another table."""
    money = {one.measure for table in stated for one in table if MONEY.fullmatch(one.unit)}
    for table in stated:
        unsaid = any(not one.unit and one.measure in money for one in table)
        yield from (one for one in table if one.unit or not unsaid)


def _table(sheet: GridSheet, told: About, document: Document) -> TableAbove:
    grid = sheet.grid
    base, found = measure_above(sheet, document.title, document.language)
    owner, base = owned(base, document.title)
    texts = {
        "caption": grid.caption,
        "corner": sheet.corner.text,
        "sentence": said_of(grid) or (grid.before if of_survey(grid.before) else ""),
        "line": grid.before if is_period(grid.before, document.language) else "",
        "heading": grid.heading,
    }
    called, times = names_of([*sheet.heads.values(), *sheet.rows]), dict[str, MeasurePeriod]()
    for place in ("caption", "sentence"):
        _, aside, texts[place] = bracketed_apart(texts[place], called, document.language)
        apart, texts[place] = times_apart(texts[place], called, document.language)
        times |= {**aside, **apart}
    named = ((place, period_named(text, document.language)) for place, text in texts.items() if text)
    dated, period = next((one for one in named if one[1]), ("", None))
    if period and period.part.isdigit() and of_survey(texts[dated]):
        period = MeasurePeriod(period.year)  # when people were asked
    if period == about(document).period:
        period = told.period  # as the heads call it
    return TableAbove(
        sheet,
        base,
        found,
        period.within(told.period) if period else None,
        dated,
        above(sheet, told, document.language, score_scales(document.text)),
        owner,
        is_listing(texts.get(found, ""), sheet.corner.text, document.language),
        _is_crossed(sheet, base, texts.get(found, ""), document.language),
        times,
    )


def _is_crossed(sheet: GridSheet, base: str, text: str, language: str) -> bool:
    """Whether things may stand on both axes, where a `text` above names a measure and its unit for all."""
    return bool(base and not sheet.corner.text and is_measured(base) and unit_named(text, language))


def _reading(table: TableAbove, told: About, known: Container[str]) -> AxesReading:
    return reading(table.sheet, known, of_one=bool(told.subject), base=table.base)


def _is_told_of(sheet: GridSheet) -> bool:
    """Whether a whole table is of plans, or of what others claim: no head of it is of anything else."""
    plans = [head.plan for head in sheet.heads.values()]
    if all(plans):
        return True
    grid: Grid = sheet.grid
    if any(is_actual(head.text) for head in sheet.heads.values()):
        return False
    above = (
        (grid.caption, sheet.corner.text) if any(plans) else (grid.caption, sheet.corner.text, grid.heading)
    )
    return any(is_told_of(text) for text in above)


def _last_year(document: Document, told: About) -> int | None:
    """The year after which a figure can be but a plan: that of the document, or of its publication."""
    years = [told.period.year] if told.period and told.period.year else []
    years += [int(document.published[:4])] if document.published else []
    return max(years, default=None)
