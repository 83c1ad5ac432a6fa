"""The gate: what a language model says passes only where each check finds its proof in the cited quotes.

What can be told exactly is: ids, numbers and whose they are, names, times, units, editions, the language.
Whether the rest follows, a small model tells. A statement is doubted rather than believed: a doubt costs a
sentence, a false pass the reader's trust.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Final

from qa.numbers.times import periods
from qa.prose.anchored import opposed, other_unit
from qa.prose.changes import turned_round
from qa.prose.doubts import Doubt
from qa.prose.editions import editions_mixed, times_apart
from qa.prose.evidence import ProseEvidence
from qa.prose.extremes import not_the_most
from qa.prose.names import NameReader
from qa.prose.numbers import invented
from qa.prose.orders import in_order
from qa.prose.owners import mistaken
from qa.prose.prefixes import other_prefix
from qa.prose.senses import senses
from qa.prose.statement import ProseStatement
from qa.prose.substance import is_empty
from qa.prose.support import Support
from qa.prose.sureness import too_sure
from qa.prose.times import other_times
from qa.prose.told import ToldPieces, ToldText
from qa.prose.tongue import is_foreign
from qa.prose.trends import against_trend

COMPARED: Final = frozenset({"more", "less", "utmost"})
LIMIT: Final = 0.0  # of the doubt that the entailment model has; fitted on drafts that it was not taught


@dataclass(frozen=True, slots=True)
class ProseGate:
    """Checks statements; threads may share it."""

    names: NameReader
    support: Support

    def doubts(self, statement: ProseStatement, evidence: ProseEvidence) -> tuple[Doubt, ...]:
        """What speaks against a statement; () where nothing does, and it may be said."""
        found, doubt = self.weighed(statement, evidence)
        return found or (("support",) if doubt >= LIMIT else ())

    def weighed(self, statement: ProseStatement, evidence: ProseEvidence) -> tuple[tuple[Doubt, ...], float]:
        """What is certainly wrong with a statement and, where nothing is, how likely something else is.

        That is in log-odds; infinite where something is certain.
        """
        pieces = evidence.of(statement.evidence)
        if not pieces or len(pieces) < len(set(statement.evidence)):
            return ("evidence",), inf
        told = ToldPieces.by(pieces, evidence.proved_by(pieces), evidence.language)
        if not told.texts:
            return ("evidence",), inf
        said = ToldText(statement.text, evidence.language)
        found = tuple(self._exact(said, told, evidence.question))
        return found, inf if found else self.support.doubt(said, told)

    def _exact(self, said: ToldText, told: ToldPieces, question: str) -> Iterator[Doubt]:
        text, language = without_times(said), said.language
        things = self.names.named(text, [row.subject for row in told.rows])
        if is_foreign(said, things):
            yield "language"
        if invented(text, things, told) or too_sure(text, told):
            yield "number"
        elif mistaken(ToldText(text, language), told, self.names):
            yield "owner"
        if self.names.unnamed(text, told, language, question):
            yield "name"
        if other_times(said, told):
            yield "time"
        if times_apart(said, told) or (
            editions_mixed(said, told, self.names) and senses(said.text, language) & COMPARED
        ):
            yield "scale"
        ordered = in_order(text, told.rows, self.names, language)
        if (
            ordered is False
            or (ordered is None and opposed(said, told))
            or turned_round(said, told)
            or against_trend(said, told)
            or not_the_most(said, told, self.names)
        ):
            yield "direction"
        if other_unit(said, told) or other_prefix(said.text, tuple(text.text for text in told.texts)):
            yield "unit"
        if is_empty(said, told):
            yield "support"


def without_times(said: ToldText) -> str:
    """The text with spaces for the times that it names."""
    flat = list(said.text)
    for one in periods(said.text, said.language):
        flat[one.start : one.end] = " " * (one.end - one.start)
    return "".join(flat)
