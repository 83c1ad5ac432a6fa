"""What the columns of a table hold, by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from typing import Final

from qa.extraction.mentions.cues import Cue, Cues
from qa.extraction.mentions.vocabulary import has_word, pattern
from qa.extraction.sources.tables import Table
from qa.knowledge.knowledge import Knowledge
from qa.language.wordlists import plain
from qa.numbers.columns import scales
from qa.numbers.dates import Quarter, quarters
from qa.numbers.qualifiers import Qualifier
from qa.numbers.struck import unstruck

STRONG, WEAK = 0.95, 0.85
HELD: Final = 4096  # heads that are kept: those of many tables are the same
SHORT: Final = 80  # characters of a head that is kept
NOTE: Final = re.compile(r"(?:\[\^?\w{1,3}\]|[*†‡§¹²³]|<sup>.*?</sup>|\\)+")
FOREIGN_MONEY: Final = r"(?<!美)%(units.money)s"
NAMING: Final = (  # roles, by the words in the head of a column of names
    ("application", "columns.application"),
    ("model", "columns.model"),
    ("maker", "columns.lab"),
)
DECORATION: Final = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


@dataclass(frozen=True, slots=True)
class Head:
    """What a column holds: the values of `attribute`, or names of a `kind`, or editions."""

    attribute: str | None = None
    kind: str | None = None
    is_edition: bool = False
    edition: str | None = None
    scale: float = 1.0
    currency: str | None = None
    confidence: float = STRONG
    qualifier: Qualifier | None = None  # of all its values: "MAU (estimates)"
    idle: bool = False  # whether its numbers are none: targets, changes, ends of ranges


class HeadReader:
    """Reads heads; those that come again are read once."""

    def __init__(self, cues: Cues, knowledge: Knowledge) -> None:
        self.cues, self._knowledge = cues, knowledge
        self._held = lru_cache(HELD)(self._read)

    def is_cued(self, table: Table) -> bool:
        """Whether a word for an attribute stands in the head or the first column of a table."""
        written = (*table.rows[0], *(row[0] for row in table.rows))
        return self.cues.may_stand("|".join(shown(cell.text) for cell in written))

    def read(self, written: str, *, rival: bool) -> Head:
        """The column of a head; `rival` where what stands above the table is of something else."""
        head = self._held(written) if len(written) <= SHORT else self._read(written)
        return replace(head, attribute=None) if rival and head.confidence == WEAK else head

    def _read(self, written: str) -> Head:
        text = shown(written)
        turns = quarters(text)
        if has_word(text, "columns.untold", "columns.bounds"):
            return Head(idle=True)
        cue = self.cue(text)
        if not cue or not cue.strong:
            for role, words in NAMING:
                if has_word(text, words):
                    return Head(kind=self._knowledge.entities.kinds.usual(role).id)
            if has_word(text, "columns.edition") and not turns:
                return Head(is_edition=True)
        attribute = cue.attribute if cue else None
        confidence = STRONG if cue and cue.strong else WEAK
        return Head(
            attribute=attribute,
            edition=self.edition_of(turns),
            scale=_scale(text, cue),
            currency=_currency(text),
            confidence=confidence,
            qualifier="about" if has_word(text, "columns.about") else None,
        )

    def cue(self, text: str) -> Cue | None:
        """What a head names: by a strong word rather than a weak one, then by the longest."""
        found = self.cues.find(text)
        return max(found, key=lambda c: (c.strong, c.end - c.start, not c.rival), default=None)

    def edition_of(self, found: Sequence[Quarter]) -> str | None:
        """The edition that the first quarter in a cell names."""
        return self._knowledge.editions.named(found[0].number, found[0].year) if found else None


def bare(written: str) -> str:
    """What a cell shows, without what is struck out, marks of emphasis and of notes."""
    return NOTE.sub("", DECORATION.sub("", unescape(unstruck(written)))).strip()


def shown(written: str) -> str:
    """The same, folded."""
    return _shown(written) if len(written) <= SHORT else plain(bare(written))


@lru_cache(HELD)
def _shown(written: str) -> str:
    return plain(bare(written))


def _scale(text: str, cue: Cue | None) -> float:
    """The factor that a head names beside its cue: "MAU (millions)", "Market cap ($B)"."""
    rest = text[: cue.start] + " " + text[cue.end :] if cue else text
    found = scales(rest)
    return max(found, key=lambda scale: scale.end - scale.start).factor if found else 1.0


def _currency(text: str) -> str | None:
    if pattern(FOREIGN_MONEY).search(text):
        return "money"
    return "USD" if has_word(text, "units.USD") else None
