"""Whether quotes say what a statement says, as the entailment model reads them together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from qa.prose.entailment import EntailmentReader, titled
from qa.prose.told import ToldPieces, ToldText

LIMIT: Final = (
    0.0  # log-odds that a statement does not follow from which on it is doubted, fitted to written drafts
)


@dataclass(frozen=True, slots=True)
class Support:
    """Reads what is said with what is told; threads may share it."""

    reader: EntailmentReader = field(default_factory=EntailmentReader)

    def holds(self, said: ToldText, told: ToldPieces, question: str = "") -> bool:
        """Whether what is said follows."""
        return self.doubt(said, told, question) < LIMIT

    def doubt(self, said: ToldText, told: ToldPieces, question: str = "") -> float:
        """How likely it is that it does not follow, in log-odds."""
        pieces = [titled(one.title, one.edition, one.text) for one in told.texts]
        pieces += [
            f"{row.subject} — {row.figure}: {row.value}, {row.edition or row.when}" for row in told.rows
        ]
        return self.reader.doubt(said.text, question, pieces)
