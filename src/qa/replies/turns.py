"""What is remembered of an answer, for the questions that refer to it."""

from __future__ import annotations

from typing import Final

from qa.drafts.draft import Draft
from qa.models import Turn
from qa.question.frame import Frame, Operation

LISTING: Final = frozenset({Operation.RANK, Operation.FILTER, Operation.COUNT})


def turn_of(frame: Frame, draft: Draft) -> Turn:
    """The turn of a question with its draft; of a list also what was selected."""
    return Turn(
        question=frame.question,
        language=frame.language,
        entities=draft.entities or frame.entities,
        attribute=draft.attribute,
        editions=draft.editions,
        operation=frame.operation.value,
        results=tuple(dict.fromkeys(fact.subject for claim in draft.claims for fact in claim.facts)),
        selection=frame.selection if frame.operation in LISTING and frame.attributes else None,
    )
