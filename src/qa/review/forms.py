"""The form of a finding: what it has in common with those of other documents that are laid out alike.

What people decide on findings of one form says how far the next ones are to be trusted.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from index.documents import Document
from index.layout import Unit, layout
from qa.extraction.finding import Finding
from qa.language.compact import key_of

WEIGHT: Final = 4  # decisions that a finding's own confidence is worth
OFTEN: Final = 5  # decisions after which a form of which nothing was accepted is doubted
DOUBTED: Final = 0.2  # the most confidence of such a form
PROSE: Final = "prose"
MOST_HEADS: Final = 64  # columns of a table that tell its form
LONGEST_HEAD: Final = 200  # characters of the head of a column
DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class FormTally:
    """How many findings of a form people have accepted and rejected."""

    accepted: int
    rejected: int

    def taught(self, confidence: float) -> float:
        """A finding's own confidence, mixed with what was decided on its form."""
        decided = self.accepted + self.rejected
        mixed = round((self.accepted + confidence * WEIGHT) / (decided + WEIGHT), 3)
        return min(mixed, DOUBTED) if not self.accepted and decided >= OFTEN else mixed


def form_of(finding: Finding, document: Document) -> str:
    """A digest of the measure by its name, the unit, and the heads of its table or that it is of prose.

    Numbers in the heads do not count: next year's table has other years.
    """
    measure = key_of(finding.measure) if finding.measure is not None else finding.attribute
    told = (measure, finding.unit, *_heads(finding, document))
    return hashlib.blake2b("\0".join(told).encode(errors="replace"), digest_size=16).hexdigest()


def row_of(finding: Finding, document: Document) -> Unit | None:
    """The row of a table that states a finding, at the place where it was found; None for a sentence."""
    units = layout(document.text).within(finding.end - 1, finding.end)
    return units[0] if units and units[0].table and units[0].table.heads else None


def _heads(finding: Finding, document: Document) -> tuple[str, ...]:
    row = row_of(finding, document)
    if row is None or row.table is None:
        return (PROSE,)
    columns = row.table.columns[:MOST_HEADS]
    heads = (" ".join(document.text[a : min(b, a + LONGEST_HEAD)] for a, b in column) for column in columns)
    return tuple(DIGITS.sub("0", key_of(head)) for head in heads)
