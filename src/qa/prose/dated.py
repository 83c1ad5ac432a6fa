"""The edition that something is from, told where a model left it out: no figure is said without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from index.text import aligned
from qa.knowledge.editions import period_of
from qa.models import Row
from qa.numbers.values import values
from qa.prose.evidence import EvidencePiece
from qa.prose.statement import ProseStatement
from qa.prose.times import time_parts
from qa.wording.messages import Messages

STOPS: Final = ".。"


@dataclass(slots=True)
class EditionTeller:
    """Goes through statements in their order: an edition holds until another one is told."""

    language: str
    messages: Messages
    _last: str = ""

    def told(self, statement: ProseStatement, pieces: Iterable[EvidencePiece]) -> str:
        """The words of a statement, and behind them the editions of its figures that nothing has named."""
        missing, pieces = list[str](), [*pieces]
        untold = self.messages.format(self.language, "edition-undated")
        figures = [*_figures(statement.text, [row for piece in pieces for row in piece.rows])]
        for editions in figures or self._of_quotes(statement.text, pieces):
            named = next((one for one in editions if _is_named(one, statement.text)), None)
            if named is None and self._last not in editions:
                missing.append(editions[0])
            self._last = named or (self._last if self._last in editions else editions[0])
        missing = [one for one in dict.fromkeys(missing) if one not in ("", untold)]
        return self._with(statement.text.rstrip(), missing) if missing else statement.text

    def _of_quotes(self, text: str, pieces: Iterable[EvidencePiece]) -> list[list[str]]:
        """The edition of the quotes of what tells no figure and no time, if that is a quarter or a half."""
        editions = {piece.citation.edition for piece in pieces}
        period = period_of(editions.pop() or "") if len(editions) == 1 else None
        if period is None or not (period.quarter or period.half) or any(time_parts(text)):
            return []
        kind = "quarter" if period.quarter else "half"
        told: dict[str, str | float] = {"year": str(period.year), kind: period.quarter or period.half or 0}
        return [[self.messages.format(self.language, f"edition-{kind}", **told)]]

    def _with(self, text: str, editions: list[str]) -> str:
        stop = text[-1:] if text[-1:] in STOPS else ""
        told = self.messages.format(self.language, "worded-edition", edition=", ".join(editions))
        return f"{text.rstrip(STOPS)}{told}{stop}"


def _figures(text: str, rows: Iterable[Row]) -> Iterator[list[str]]:
    """The editions of each figure that a text tells."""
    said, flat = frozenset(values(text)), aligned(text)
    told: dict[frozenset[float] | str, list[str]] = {}
    for row in rows:
        numbers = frozenset(values(row.value))
        if numbers <= said if numbers else aligned(row.value) in flat:
            told.setdefault(numbers or row.value, []).append(row.edition)
    yield from told.values()


def _is_named(edition: str, text: str) -> bool:
    """Whether a text names an edition: in its words, or by its quarter, else by its year."""
    wanted = set(time_parts(edition))
    finer = {part for part in wanted if part[0] != "year"}
    return aligned(edition) in aligned(text) or bool(wanted and (finer or wanted) <= set(time_parts(text)))
