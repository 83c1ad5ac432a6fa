"""The figures of a table: heads mapped onto attributes, rows onto entities, or the other way about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.extraction.binding.heads import Head, HeadReader, bare, shown
from qa.extraction.binding.paragraph import Context
from qa.extraction.mentions.clause import is_nonfactual, is_question
from qa.extraction.mentions.cues import RIVAL
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.names import Names
from qa.extraction.mentions.quantities import FIRST_YEAR, quantities
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import CueWords, has_word, word_set
from qa.extraction.sources.tables import Cell, Table, TableRow
from qa.knowledge.attributes import Attribute
from qa.knowledge.knowledge import Knowledge
from qa.language.wordlists import plain
from qa.numbers.dates import moments, quarters
from qa.numbers.numerals import exact
from qa.numbers.qualifiers import Qualifier

INHERITED: Final = 0.8
ASIDE: Final = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a table, with the row at `text[start:end]` that states it."""

    named: Named
    attribute: str
    value: float
    qualifier: Qualifier | None
    edition: str | None
    as_of: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class TableReader:
    """Reads tables; `context` is what stands above them."""

    names: Names
    heads: HeadReader
    attributes: Mapping[str, Attribute]
    knowledge: Knowledge
    context: Context

    def read(self, table: Table) -> Iterator[Entry]:
        """The figures of `table`."""
        if self.context.untold:
            return
        grid: Sequence[TableRow] = table.rows
        across, down = self._heads(grid[0]), self._heads([row[0] for row in grid])
        if _count(down[1:]) > _count(across):
            grid = _turned(grid)
            across = self._heads(grid[0])
        heads = self._completed(grid[0][0], across)
        for row in grid[1:]:
            yield from self._row(row, heads)

    def _heads(self, row: Sequence[Cell]) -> list[Head]:
        rival = self.context.attribute == RIVAL
        return [self.heads.read(cell.text, rival=rival) for cell in row]

    def _completed(self, corner: Cell, heads: Sequence[Head]) -> list[Head]:
        """Columns whose heads name an edition, or nothing, take what stands above or in the corner."""
        cue = self.heads.cue(shown(corner.text))
        named = cue.attribute if cue else self.context.attribute
        if not named:
            return [replace(h, attribute=None) if h.attribute == RIVAL else h for h in heads]
        free = [
            at
            for at, h in enumerate(heads)
            if at and h.attribute is None and not (h.kind or h.is_edition or h.idle)
        ]
        numeric = [at for at in free if heads[at].edition or (_count(heads) == 0 and len(free) == 1)]
        out = [
            replace(h, attribute=None) if h.attribute == RIVAL or (not at and h.attribute) else h
            for at, h in enumerate(heads)
        ]
        for at in numeric:
            out[at] = replace(out[at], attribute=named, confidence=INHERITED)
        return out

    def _row(self, row: Sequence[Cell], heads: Sequence[Head]) -> Iterator[Entry]:
        edition = next(
            (self._edition(cell) for cell, h in zip(row, heads, strict=False) if h.is_edition), None
        )
        first = shown(row[0].text).strip(" :")
        if first in word_set("columns.totals") or has_word(first, "columns.untold"):
            return
        for at, (cell, head) in enumerate(zip(row, heads, strict=False)):
            if not head.attribute:
                continue
            named = self._beside(cell, head.attribute) or self._subject(row, heads, head.attribute, at)
            entry = self._entry(cell, head, named, edition) if named else None
            if entry:
                yield entry

    def _edition(self, cell: Cell) -> str | None:
        found = self.heads.edition_of(quarters(plain(cell.text)))
        return found or (cell.text if cell.text in self.knowledge.editions.by_id else None)

    def _subject(self, row: Sequence[Cell], heads: Sequence[Head], attribute: str, at: int) -> Named | None:
        """The subject of a value: the nearest name before it in a column of its kind, else the first."""
        kinds = self.attributes[attribute].subjects
        cells = list(zip(row, heads, strict=False))
        named = [pair for pair in cells if pair[1].attribute is None and not pair[1].is_edition]
        right = []
        for fitting in kinds:
            before = [pair for pair in cells[:at] if pair[1].kind == fitting]
            right += before[-1:] or [pair for pair in named if pair[1].kind == fitting]
        for cell, head in (*right, *named[:1]):
            found = self._name(cell.text, head.kind)
            if found is None:
                continue
            if found.known:
                fit = found.fitting(kinds)
                if fit:
                    return fit
                continue
            own = found.kinds[0].id
            kind = own if own in kinds else head.kind if head.kind in kinds else None
            usual = kind or (None if head.kind else kinds[0])
            if usual:
                return replace(found, kinds=(self.knowledge.entities.kinds[usual],))
        if not named and self.context.names:
            return next((fit for n in self.context.names if (fit := n.fitting(kinds))), None)
        return None

    def _beside(self, cell: Cell, attribute: str) -> Named | None:
        """Whose a value is that stands with a name in brackets: 4,800万（通義千問）."""
        aside = ASIDE.search(cell.text)
        found = self.names.whole(aside[1]) if aside else None
        return found.fitting(self.attributes[attribute].subjects[:1]) if found and found.known else None

    def _name(self, written: str, kind: str | None) -> Named | None:
        text = bare(written)
        if plain(text) in word_set("columns.empty"):
            return None
        found = self.names.whole(text, kind)
        aside = ASIDE.search(text)
        if found and not found.known and aside and self._is_remark(aside[1]):
            return self.names.whole(text[: aside.start()], kind)
        return found

    def _is_remark(self, written: str) -> bool:
        """Whether what stands in brackets after a name is its lab or a date and no part of it."""
        named = self.names.whole(written)
        maker = named is not None and named.known and named.has("maker", "country")
        return maker or bool(moments(plain(written), FIRST_YEAR) or quarters(plain(written)))

    def _entry(self, cell: Cell, head: Head, named: Named, edition: str | None) -> Entry | None:
        """The one number of a cell as a value of its column, with the time and edition that stand by it."""
        text = shown(cell.text)
        if (
            is_question(text)
            or is_nonfactual(text, len(text))
            or has_word(text, "columns.untold", "retracted")
        ):
            return None
        dates, turns = moments(text, FIRST_YEAR) if len(text) > 4 else (), quarters(text)
        spans = sorted([(d.start, d.end) for d in dates] + [(q.start, q.end) for q in turns])
        found = quantities(text, spans)
        if len(found) != 1 or not head.attribute:
            return None
        quantity = found[0]
        value = exact(quantity.value * (head.scale if quantity.scale == 1 else 1))
        if not _may_be(quantity, value, head, self.heads.cues.words[head.attribute]):
            return None
        return Entry(
            named, head.attribute, value, quantity.qualifier or head.qualifier,
            self.heads.edition_of(turns) or head.edition or edition, dates[0].iso if dates else None,
            cell.start, cell.end, head.confidence,
        )  # fmt: skip


def _may_be(quantity: Quantity, value: float, head: Head, words: CueWords) -> bool:
    if quantity.unit not in {*words.of, "plain"}:
        return False
    if words.most is not None and not 0 < value <= words.most:
        return False
    if "USD" in words.of:
        return "USD" in (quantity.unit, head.currency)
    return not ("points" in words.of and quantity.qualifier in ("over", "under", "nearly"))


def _count(heads: Sequence[Head]) -> int:
    return sum(1 for head in heads if head.attribute is not None and not head.kind)


def _turned(rows: Sequence[TableRow]) -> list[TableRow]:
    """The table with rows for columns; each cell keeps the row it is quoted by, gaps are left empty."""
    return [
        tuple(row[at] if at < len(row) else replace(row[0], text="") for row in rows)
        for at in range(max(map(len, rows)))
    ]
