"""What a question leaves out because it was said before: entities, attribute, edition, list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Selection
from qa.models import Turn
from qa.question.frame import Operation
from qa.question.reading import POINTING, Reading
from qa.understanding.utterance import Intent

SHORT: Final = 2  # content words that a follow-up may add to what it carries over


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up takes from the turns before.

    `question` is the last one, for the search in passages; `beside` adds the entities to those named;
    `selection` is that of the list that is gone on with, `before` what a pronoun beside an order stands for.
    """

    entities: tuple[str, ...] = ()
    attribute: str | None = None
    editions: tuple[str, ...] = ()
    operation: str | None = None
    question: str = ""
    beside: bool = False
    selection: Selection | None = None
    before: tuple[str, ...] = ()


class FollowUps:
    """Reads what is carried over: nothing by a question that stands on its own, for its topic is new."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge, self._figures = knowledge, figures

    def relevant(self, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """The turns that can be referred to, each question of a message for itself.

        Small talk is passed over, and so is what the corpus no longer holds.
        """
        each = (turn for message in turns for turn in (*message.earlier, message))
        return tuple(t for t in each if t.operation != Operation.SMALLTALK and self._is_known(t))

    def pointed(self, reading: Reading, turns: Sequence[Turn]) -> tuple[Reading, tuple[Turn, ...]]:
        """The reading and the turns once "the second one" is settled: that entity is what was spoken of."""
        pick = reading.pick if turns and not reading.named else None
        if pick is None or (turns[-1].operation == Operation.RANK and not _asks_of(reading)):
            return reading, tuple(turns)
        several = next((t for t in reversed(turns) if len(_choices(t)) > 1), None)
        if several is None or pick.place >= len(_choices(several)):
            return reading, tuple(turns)
        entity = _choices(several)[pick.place]
        focus = several.model_copy(
            update={"entities": (entity,), "operation": Operation.LOOKUP.value, "selection": None}
        )
        return reading.without(pick.span), (*turns, focus)

    def carried(self, reading: Reading, turns: Sequence[Turn]) -> Carried:
        """What `reading` takes from `turns`, which are relevant, oldest first."""
        if not turns or reading.absent_names or (reading.unknown_subject and not reading.points_back):
            return Carried()
        whole = reading.place("limit") or reading.place("limit_low")  # "the first five" of all
        if whole and not reading.leans:
            return Carried()
        last = turns[-1]
        compares = reading.asks("difference", "compare")
        if reading.named:
            # "same for Kimi" has no such word
            words = reading.has("operations", "compare") or reading.asks("difference")
            same = not reading.attributes or last.attribute in reading.attributes
            if compares and words and same and len(reading.named) == 1 and self._is_scaled(last):
                return Carried(last.entities[:1], last.attribute, last.editions, beside=True)
            return self._with_name(reading, last)
        same = not reading.attributes or last.attribute in reading.attributes
        if compares and self._is_scaled(last) and same and not reading.picked:
            subjects, editions = _latest_two(turns)
            if len(subjects) > 1:
                return Carried(subjects, last.attribute, editions)
        if reading.leans_on_turns and len(reading.said) <= POINTING and not reading.stands_alone:
            return self._leaning(reading, last)
        if reading.stands_alone and reading.goes_on and last.selection:
            return self._with_neither(reading, last)
        if reading.attributes:  # "how many users?" goes on, "the most users?" and "wechat users?" do not
            new = reading.lists or reading.threshold or (reading.unknown and not reading.leans_on_turns)
            goes_on = reading.points_back or not new
            applies = any(self._applies(a, e) for a in reading.attributes for e in last.entities)
            return Carried(entities=last.entities) if goes_on and applies else Carried()
        return self._with_neither(reading, last)

    def _leaning(self, reading: Reading, last: Turn) -> Carried:
        """What a question takes that goes on from the turn before and names nothing: "and in Q2?"."""
        dated = bool(reading.editions or reading.absent_editions)
        same = len(reading.content) <= SHORT
        return Carried(
            last.selection.scopes if last.selection and same else last.entities,
            last.attribute if same else None,
            () if dated else last.editions,
            last.operation if same else None,
            "" if reading.said else last.question,
            selection=last.selection if same else None,
        )

    def _with_name(self, reading: Reading, last: Turn) -> Carried:
        """What a question with a name takes: "and Kimi?" asks the same of another."""
        short, kinds = len(reading.content) <= SHORT or reading.goes_on, self._knowledge.entities.kinds
        if reading.attributes and (reading.asks_anew or not reading.goes_on):
            # "and Kimi's score?" goes on in the edition; after a founding date it was not asked for
            goes_on = reading.leans and short and last.attribute in reading.attributes
            return Carried(editions=last.editions) if goes_on else Carried()
        tells = reading.said and reading.wants_any(Intent.PROFILE)  # "tell me about DeepSeek"
        if tells or not short or not (reading.leans or reading.goes_on or not reading.content):
            return Carried()
        if last.attribute and not any(self._applies(last.attribute, e) for e in _named(reading)):
            return Carried()
        narrows = all(self._knowledge.entities[e].kind in kinds.scopes for e in _named(reading))
        selection = last.selection if narrows else None
        operation = last.operation if narrows or last.selection is None else None
        return Carried(
            attribute=last.attribute, editions=last.editions, operation=operation, selection=selection
        )

    def _with_neither(self, reading: Reading, last: Turn) -> Carried:
        """What a question takes that names neither a thing nor a figure: "in Q2?", "the worst?", "why?"."""
        short = len(reading.content) <= SHORT
        dated = bool(reading.editions or reading.absent_editions)
        # "who is second?", and "not from DeepSeek", which asks for nothing but the rest of a list
        goes_on = (reading.stands_alone or bool(reading.excluded)) and (
            reading.leans or reading.goes_on or not reading.content
        )
        if last.selection is not None and short and (dated or goes_on):
            return Carried(
                last.selection.scopes,
                last.attribute,
                () if dated else last.editions,
                last.operation,
                selection=last.selection,
            )
        if goes_on and reading.stands_alone and self._is_scaled(last):
            before = last.entities[:1] if reading.points_back else ()
            return Carried(attribute=last.attribute, editions=() if dated else last.editions, before=before)
        if dated:
            return Carried(last.entities, last.attribute, (), last.operation) if short else Carried()
        if last.attribute and not reading.content and reading.wants == {"number"}:
            # "how much is the latter?" asks for the figure of the turn before
            return Carried(last.entities, last.attribute, last.editions)
        if reading.lacks_subject:
            return Carried(entities=last.entities, editions=last.editions)
        if not reading.content or (reading.points_back and len(reading.content) <= POINTING):
            question = "" if reading.content else last.question
            return Carried(entities=last.entities, editions=last.editions, question=question)
        return Carried()

    def _applies(self, attribute: str, entity: str) -> bool:
        """Whether the attribute may be stated of the entity, its parts or members, or what it is part of."""
        graph = self._knowledge.entities
        whole = graph[entity].kind in graph.kinds.collectives
        return whole or self._figures.applies(attribute, entity)

    def _is_known(self, turn: Turn) -> bool:
        """Whether the corpus still holds what a turn speaks of: it may have changed since."""
        listed = (*turn.selection.scopes, *turn.selection.excluded) if turn.selection else ()
        named = (*turn.entities, *turn.results, *listed)
        held = all(entity in self._knowledge.entities for entity in named)
        return held and (turn.attribute is None or turn.attribute in self._knowledge.attributes)

    def _is_scaled(self, turn: Turn) -> bool:
        attribute = self._knowledge.attributes.get(turn.attribute or "")
        return attribute is not None and attribute.better is not None


def _named(reading: Reading) -> tuple[str, ...]:
    return tuple(entity for mention in reading.named for entity in mention.entities)


def _choices(turn: Turn) -> tuple[str, ...]:
    """What "the first one" may be: the subjects in the order asked or shown."""
    return turn.results if turn.selection is not None or len(turn.entities) < 2 else turn.entities


def _asks_of(reading: Reading) -> bool:
    return bool(reading.attributes or reading.wants or reading.content)


def _latest_two(turns: Sequence[Turn]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The subjects of the last answer, with that of the one before where it was a single one; editions."""
    subjects: list[str] = []
    editions: set[str] = set()
    for turn in takewhile(lambda turn: turn.attribute == turns[-1].attribute, reversed(turns)):
        subjects = [*dict.fromkeys((*turn.entities, *subjects))]
        editions |= set(turn.editions)
        if len(subjects) > 1:
            break
    return tuple(subjects[:2]), tuple(sorted(editions))
