"""Data of charts in office files as rows: categories down, series across, as the chart shows its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from index.formats.numbers import GENERAL, is_date_format, shown_moment, shown_number
from index.formats.slide_text import flat_text

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_POINTS: Final = 2_000
"""Points of one series, and series of one chart times ten; a slide cannot show more."""

_EPOCH: Final = datetime(1899, 12, 30)  # sheets know no time zones
_CATEGORIES: Final = ("cat", "xVal")
_VALUES: Final = ("val", "yVal")

ChartTable = tuple[str, list[list[str]]]


def chart_tables(chart: _Element) -> Iterator[ChartTable]:
    """The tables of a chart, each with its caption, the chart's title; none where no data are kept.

    Series over the same categories share one, the first column being the categories.
    """
    caption = "".join(flat_text(title) for title in chart.iterfind("{*}chart/{*}title"))
    area = chart.find("{*}chart/{*}plotArea")
    axis = _axis_code(area) if area is not None else GENERAL
    held: dict[tuple[str, ...], list[tuple[str, Sequence[str]]]] = {}
    series = [*area.iter("{*}ser")][: MOST_POINTS // 10] if area is not None else []
    for one in series:
        values = _points(one, _VALUES, _label_code(one), axis)
        if values:
            length = max(values) + 1
            categories = _points(one, _CATEGORIES, None, GENERAL)
            names = tuple(categories.get(place, "") for place in range(max(length, *categories, 0)))
            points = [values.get(place, "") for place in range(len(names))]
            held.setdefault(names, []).append((_name(one), points))
    for names, columns in held.items():
        head = ["", *(name for name, _ in columns)]
        rows = [[name, *(points[at] for _, points in columns)] for at, name in enumerate(names)]
        yield caption, [head, *rows]


def _name(series: _Element) -> str:
    return next((" ".join((value.text or "").split()) for value in series.iterfind("{*}tx//{*}v")), "")


def _points(series: _Element, kinds: Sequence[str], label: str | None, axis: str) -> Mapping[int, str]:
    """What a series has at each place; texts as they are, numbers by the first format that is known."""
    for kind in kinds:
        data = series.find(f"{{*}}{kind}")
        if data is None:
            continue
        levels = [*data.iter("{*}lvl")]
        if levels:
            return _nested(levels)
        numeric = data.find(".//{*}numCache") is not None or data.find("{*}numLit") is not None
        code = next((element.text or GENERAL for element in data.iter("{*}formatCode")), GENERAL)
        code = label or (axis if code == GENERAL and kind in _VALUES else code)
        cached = _cached(data)
        return {place: _shown(text, code) for place, text in cached.items()} if numeric else cached
    return {}


def _cached(data: _Element) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in data.iter("{*}pt"):
        place = point.get("idx") or ""
        if place.isdecimal() and len(place) < 6 and int(place) < MOST_POINTS:
            found[int(place)] = " ".join("".join(value.text or "" for value in point.iter("{*}v")).split())
    return found


def _nested(levels: Sequence[_Element]) -> dict[int, str]:
    """Categories in groups, the innermost first: "2024 Q1". A group's name stands at its first place."""
    inner, *outer = (_cached(level) for level in levels)
    last = max(inner, default=-1)
    for level in outer:
        name = ""
        for place in range(last + 1):
            name = level.get(place, name)
            inner[place] = f"{name} {inner.get(place, '')}".strip()
    return inner


def _shown(text: str, code: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if is_date_format(code) and 0 <= value < 2_958_466:  # the year 9999
        return shown_moment(_EPOCH + timedelta(days=value), code)
    return shown_number(value, code)


def _label_code(series: _Element) -> str | None:
    """The number format of the labels at a series' points, where it is not that of the data."""
    for place in (series, series.getparent()):
        for made in place.iterfind("{*}dLbls/{*}numFmt") if place is not None else ():
            return _own(made)
    return None


def _axis_code(area: _Element) -> str:
    made = area.find("{*}valAx/{*}numFmt")
    return (_own(made) if made is not None else None) or GENERAL


def _own(made: _Element) -> str | None:
    linked = made.get("sourceLinked") in ("1", "true")
    return None if linked else made.get("formatCode")
