"""What the tables and headings of a document name: its measures, and those that are measured."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from index.blocks import BlockKind
from index.documents import Document
from index.layout import Unit as LayoutUnit
from index.layout import layout
from index.tables import cells
from qa.extraction.measures.prose import prose_words
from qa.language.wordlists import plain
from qa.numbers.times import is_period

MOST: Final = 400  # labels taken from the tables of a document
LONGEST: Final = 40  # characters of a label
LIKELY: Final = 0.5  # the share of labels that are times by which an axis is one of times
SOME: Final = 0.3  # the same of measures, beside times
BRACKET: Final = re.compile(r"\s*[(（\[【].*")
MARKS: Final = " \t*_`†‡※¹²³:：\u3000"
UNSPACED: Final = ("zh", "ja")
TOTALS: Final = re.compile(
    r"(?:total|sum|median|average|mean|ensemble|合计|总计|平均|小计|計|其他|その他|其它|others?|autres)\Z"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """Folded names and measures, as tables write them."""

    names: frozenset[str]
    measures: frozenset[str]


def labels(document: Document) -> Labels:
    """The labels of a document's tables, each as a name or a measure by what its axis mostly holds."""
    names: set[str] = set()
    measures: set[str] = set()
    of_table = groupby(
        (unit for unit in layout(document.text).units if unit.table), key=lambda unit: id(unit.table)
    )
    axes = [held for _, units in of_table if (held := _axes(document.text, [*units]))]
    turns = [_turned(rows, heads, document.language) for rows, heads in axes]
    for undecided in (False, True):  # first the tables that tell of themselves which axis is which
        for (rows, heads), turned in zip(axes, turns, strict=True):
            if (turned is None) is not undecided or len(names) + len(measures) > MOST:
                continue
            flat = {label: plain(BRACKET.sub("", label)).strip(MARKS) for label in (*rows, *heads)}
            turned = not names.isdisjoint(flat[head] for head in heads) if turned is None else turned
            for label, measured in _told(rows, heads, document.language, turned=turned):
                if _may_name(flat[label]):
                    (measures if measured else names).add(flat[label])
    return Labels(frozenset(names - measures), frozenset(measures))


def _may_name(flat: str) -> bool:
    return 1 < len(flat) <= LONGEST and any(map(str.isalpha, flat)) and not TOTALS.match(flat)


def _axes(text: str, units: Sequence[LayoutUnit]) -> tuple[list[str], list[str]] | None:
    """The labels of the rows and of the columns of a table."""
    held = [unit for unit in units if unit.block.kind is BlockKind.ROW]
    if not held or held[0].table is None:
        return None
    rows = [text[slice(*row[0])] for unit in held if (row := cells(text, *unit.block[:2]))]
    return rows, [" ".join(text[a:b] for a, b in column[-1:]) for column in held[0].table.columns[1:]]


def _turned(rows: Sequence[str], heads: Sequence[str], language: str) -> bool | None:
    """Whether the rows of a table are measures; None where its labels do not tell."""
    measured = [_share(axis, _measure_like(language)) for axis in (rows, heads)]
    return None if measured[0] == measured[1] else measured[0] > measured[1]


def _told(
    rows: Sequence[str], heads: Sequence[str], language: str, *, turned: bool
) -> Iterator[tuple[str, bool]]:
    """Each label of both axes, with whether it is a measure; those of the rows are where `turned`."""
    timed = [_share(axis, lambda label: is_period(label, language)) for axis in (rows, heads)]
    if max(timed) >= LIKELY:
        at = 1 if timed[0] >= timed[1] else 0
        axis = (rows, heads)[at]
        some = _share(axis, _measure_like(language)) >= SOME
        yield from ((label, some) for label in axis if not is_period(label, language))
        return
    yield from ((label, turned) for label in rows if not is_period(label, language))
    yield from ((label, not turned) for label in heads if not is_period(label, language))


def _share(held: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, held)) / len(held) if held else 0.0


def _measure_like(language: str) -> Callable[[str], bool]:
    pattern = measure_within(language[:2])
    return lambda label: pattern.search(plain(label)) is not None or BRACKET.search(label) is not None


@cache
def measure_within(code: str) -> re.Pattern[str]:
    """Matches labels that name a measure by their nouns."""
    words = prose_words(code)
    if code in UNSPACED:
        return re.compile(rf"{words.any('measures')}(?:\s?[(\[（].*)?\s*\Z")
    return re.compile(rf"(?:\A|\s){words.any('measures')}(?:\s|\Z)")
