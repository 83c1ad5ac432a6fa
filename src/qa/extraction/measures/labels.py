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
    for _, held in of_table:
        units = [unit for unit in held if unit.block.kind is BlockKind.ROW]
        if not units or units[0].table is None or len(names) + len(measures) > MOST:
            continue
        text = document.text
        rows = [text[slice(*row[0])] for unit in units if (row := cells(text, *unit.block[:2]))]
        heads = [" ".join(text[a:b] for a, b in column[-1:]) for column in units[0].table.columns[1:]]
        for label, measured in _told(rows, heads, document.language):
            flat = plain(BRACKET.sub("", label)).strip(MARKS)
            if 1 < len(flat) <= LONGEST and any(map(str.isalpha, flat)) and not TOTALS.match(flat):
                (measures if measured else names).add(flat)
    return Labels(frozenset(names - measures), frozenset(measures))


def _told(rows: Sequence[str], heads: Sequence[str], language: str) -> Iterator[tuple[str, bool]]:
    """Each label of both axes, with whether it is a measure."""
    timed = [_share(axis, lambda label: is_period(label, language)) for axis in (rows, heads)]
    measured = [_share(axis, _measure_like(language)) for axis in (rows, heads)]
    if max(timed) >= LIKELY:
        at = 1 if timed[0] >= timed[1] else 0
        yield from (
            (label, measured[at] >= SOME) for label in (rows, heads)[at] if not is_period(label, language)
        )
        return
    turned = measured[0] > measured[1]
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
