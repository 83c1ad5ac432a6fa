"""What a question leaves out because it was said before: entities, attribute, edition, operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qa.frame import Operation
from qa.knowledge import Knowledge
from qa.models import Turn
from qa.reading import Reading

SHORT: Final = 2  # content words that a follow-up may add to what it carries over
POINTING: Final = 4  # content words up to which a pronoun points to the turn before, not within the question
NOTHING_NEW: Final = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up takes from the turns before.

    `question` is the last one, for the search in passages; `beside` adds the entities to those named.
    """

    entities: tuple[str, ...] = ()
    attribute: str | None = None
    editions: tuple[str, ...] = ()
    operation: str | None = None
    question: str = ""
    beside: bool = False


class FollowUps:
    """Reads what is carried over: nothing by a question that stands on its own, for its topic is new."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def carried(self, reading: Reading, turns: Sequence[Turn]) -> Carried:
        """What `reading` takes from `turns`, the same person's earlier ones here, oldest first."""
        turns = [turn for turn in turns if self._is_known(turn)]
        if not turns or reading.absent_names:
            return Carried()
        last = turns[-1]
        compares = reading.has("operations", "difference") or reading.has("operations", "compare")
        if reading.named:
            if compares and not reading.attributes and len(reading.named) == 1 and self._is_scaled(last):
                return Carried(last.entities[:1], last.attribute, last.editions, beside=True)
            return self._with_name(reading, last)
        if compares and self._is_scaled(last) and len(_latest_two(turns)) > 1:
            return Carried(_latest_two(turns), last.attribute, last.editions)
        if reading.attributes:
            # "how many users?" goes on, "how many models above 80?" does not
            asks_again = reading.points_back or not (reading.lists or reading.threshold)
            return Carried(entities=last.entities) if asks_again else Carried()
        short = len(reading.content) <= SHORT
        if last.operation == Operation.RANK and (reading.place("position") or reading.place("next")):
            return Carried(last.entities, last.attribute, last.editions, last.operation)
        if reading.editions or reading.absent_editions:
            return Carried(last.entities, last.attribute, (), last.operation) if short else Carried()
        if not reading.content or (reading.points_back and len(reading.content) <= POINTING):
            return Carried(entities=last.entities, editions=last.editions, question=last.question)
        return Carried()

    def _with_name(self, reading: Reading, last: Turn) -> Carried:
        """What a question with a name takes: "and Kimi?" asks the same of another."""
        short = len(reading.content) <= SHORT
        if reading.attributes:
            return Carried(editions=last.editions) if reading.leans and short else Carried()
        if not short or not (reading.leans or len(reading.content) == NOTHING_NEW):
            return Carried()
        return Carried(attribute=last.attribute, editions=last.editions, operation=last.operation)

    def _is_known(self, turn: Turn) -> bool:
        """Whether the corpus still holds what a turn speaks of: it may have changed since."""
        held = all(entity in self._knowledge.entities for entity in turn.entities)
        return held and (turn.attribute is None or turn.attribute in self._knowledge.attributes)

    def _is_scaled(self, turn: Turn) -> bool:
        attribute = self._knowledge.attributes.get(turn.attribute or "")
        return attribute is not None and attribute.better is not None


def _latest_two(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The subjects of the last answer, with that of the one before where it was a single one."""
    subjects: list[str] = []
    for turn in reversed(turns):
        subjects = [*dict.fromkeys((*turn.entities, *subjects))]
        if len(subjects) > 1:
            break
    return tuple(subjects[:2])
