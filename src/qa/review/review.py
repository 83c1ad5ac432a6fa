"""What a person has said of a finding."""

from __future__ import annotations

from typing import Final, Literal

from index.documents import Frozen
from qa.extraction.finding import Finding

Verdict = Literal["accepted", "rejected"]
Status = Literal["pending", "accepted", "rejected"]
PENDING: Final = "pending"


class Review(Frozen):
    """A finding with its status, who decided on it and when (ISO 8601, UTC).

    `entity` is whom a person says that a new name means; None for an entity of its own.
    """

    finding: Finding
    status: Status = PENDING
    by: str | None = None
    at: str | None = None
    entity: str | None = None

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def subject(self) -> str:
        """The entity that the finding is about: as found, or as a person says."""
        return self.entity or self.finding.subject

    @property
    def is_new(self) -> bool:
        """Whether its name is neither an entity of the corpus nor merged into one."""
        return not self.finding.known and self.entity is None
