"""Whether quotes say what a statement says, as the entailment model reads them together."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.prose.entailment import EntailmentReader, figure_line, titled
from qa.prose.told import ToldPieces, ToldText


@dataclass(frozen=True, slots=True)
class Support:
    """Reads what is said with what is told; threads may share it."""

    reader: EntailmentReader = field(default_factory=EntailmentReader)

    def doubt(self, said: ToldText, told: ToldPieces) -> float:
        """How likely it is that it does not follow, in log-odds."""
        pieces = [titled(one.title, one.edition, one.text) for one in told.texts]
        pieces += [
            figure_line(row.subject, row.figure, row.value, row.edition or row.when) for row in told.rows
        ]
        return self.reader.doubt(said.text, pieces)
