"""A plan: what a question asks, chosen from what a corpus declares, and what there is to choose from.

Whoever plans sees names, never figures: a plan says where to look, and nothing of what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qa.question.frame import Operation

PLANNED: Final = (
    Operation.LOOKUP,
    Operation.COMPARE,
    Operation.RANK,
    Operation.HISTORY,
    Operation.OVERVIEW,
    Operation.SUMMARY,
    Operation.CHANGES,
    Operation.PASSAGE,
)
"""What a plan may do; numbers, bounds and places are read from the question itself."""
OF_FIGURES: Final = frozenset({Operation.LOOKUP, Operation.COMPARE, Operation.RANK, Operation.HISTORY})
LEAST: Final = {Operation.LOOKUP: 1, Operation.COMPARE: 2, Operation.HISTORY: 1, Operation.OVERVIEW: 1}
MOST: Final = {Operation.HISTORY: 1, Operation.OVERVIEW: 1}


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """What is to be done, on which entities, attributes and editions: ids of an offer, nothing else."""

    operation: Operation
    entities: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanOption:
    """An id that may be chosen, and what it is called."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A question that was not read surely, the questions before it, oldest first, and what may be chosen."""

    question: str
    language: str
    said: tuple[str, ...]
    things: tuple[PlanOption, ...]
    figures: tuple[PlanOption, ...]
    editions: tuple[PlanOption, ...]

    def allows(self, plan: QuestionPlan) -> bool:
        """Whether a plan chooses nothing else, and as much as what is to be done needs."""
        named = len(plan.entities)
        least, most = LEAST.get(plan.operation, 0), MOST.get(plan.operation, len(self.things))
        return (
            plan.operation in PLANNED
            and least <= named <= most
            and bool(plan.attributes) == (plan.operation in OF_FIGURES)
            and _among(plan.entities, self.things)
            and _among(plan.attributes, self.figures)
            and _among(plan.editions, self.editions)
        )


def _among(chosen: Sequence[str], offered: Sequence[PlanOption]) -> bool:
    return len(set(chosen)) == len(chosen) and {one.id for one in offered}.issuperset(chosen)
