"""Which attributes a question asks for: the nearest, that of the turn before, or what is ranked by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from qa.knowledge.attributes import UNORDERED_UNITS
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Threshold
from qa.question.followups import Carried
from qa.question.reading import Reading
from qa.understanding.utterance import Intent

LARGEST_SCORE: Final = 1000  # a bound above it is of people or money
BEYOND: Final = 10.0  # times by which a bound may lie beyond all figures that are held
APART: Final = 0.1  # what the share of an attribute is worth that cannot be stated of the subject
ALONE: Final = 0.03  # and, where several are asked for, of one of which one thing has a figure
HELD: Final = 3.0  # and of one of which a figure of the subject is held
BESIDE: Final = 1.5  # the same of what the subject is part of
FLAT: Final = 0.2  # share under which none is likelier than others where things are compared
FAINT: Final = 0.02  # share from which an attribute may be meant instead of one in its unit
AGAIN: Final = 2.0  # what the share of an attribute is worth that was spoken of before
MANY: Final = 0.25  # power of how many things a figure is held of, by which it is likelier asked for
MADE: Final = 3.0  # what the maker's share is worth, which is known of most things
HALF: Final = 0.5  # share from which it is rather so than not
NOTHING: Final = 0.5  # share of no attribute from which none is meant
LIKELY: Final = 0.3  # share from which an attribute is asked for
UNSAID: Final = 0.4  # share of what is not declared from which what leans asks for that
CERTAIN: Final = 0.8  # share of "when" from which nothing but a date is meant
SURE: Final = 0.7  # and where a question says nothing of it, or seems to ask for no figure
TOLD: Final = (Intent.OPEN, Intent.REASON, Intent.MEANING, Intent.SUMMARY, Intent.CHANGES, Intent.PROFILE)


class AttributeChooser:
    """Chooses which attributes a question is for."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge = knowledge
        self._figures = figures
        self._kinds = knowledge.entities.kinds
        self.default = tuple(filter(None, (knowledge.default_attribute,)))

    def attributes(self, reading: Reading, entities: tuple[str, ...], carried: Carried) -> tuple[str, ...]:
        """The attributes asked for; () where a question asks for none and is left to passages."""
        before = (carried.attribute,) if carried.attribute else ()
        if before and carried.entities and reading.asks("difference"):
            return before  # "what is the gap?" of the turn before
        if reading.asks_for_models and self._asks_for_default(reading, entities):
            return before or self.default
        nothing = self._says_nothing(reading)
        bare = nothing and reading.asks("compare", "difference")  # "the difference between R1 and o1?"
        if reading.undeclared >= SURE and not reading.lists and not bare:
            return ()
        if reading.overall >= SURE and reading.said and not entities and not reading.asks_anew:
            return ()  # what documents say, or what is new in them, is of many attributes
        if nothing:
            return before or self._asked(reading, entities) or self._unsaid(reading, entities)
        if before and reading.goes_on and reading.likeliest < LIKELY and reading.undeclared < UNSAID:
            return before
        asked = self._each(reading, entities) or self._asked(reading, entities, before)
        dated = bool(reading.editions or reading.absent_editions)
        goes_on = not reading.content or (dated and len(reading.content) == 1)
        goes_on = goes_on and reading.likeliest < LIKELY
        return asked or (before if goes_on else ())

    def _each(self, reading: Reading, entities: tuple[str, ...]) -> tuple[str, ...]:
        """The attributes of a question for two: "its score and its release date"; () where it is for one."""
        if reading.lists or reading.asks("compare"):
            return ()
        asked = [self._asked(half, entities) for half in reading.halves if half.said]
        both = tuple(dict.fromkeys(attribute for one in asked for attribute in one))
        return both if len(both) > 1 else ()

    def _says_nothing(self, reading: Reading) -> bool:
        """Whether nothing at all is said about what is wanted: "R1?", "top 5", "o1 vs R1"."""
        named = {"number", "person"} if reading.lists else {"number"}  # "who leads?"
        return not reading.said and not reading.explains and not reading.wants - named

    def _asked(
        self, reading: Reading, entities: tuple[str, ...], before: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """The attribute whose examples the question is nearest to, in the light of what figures are held.

        That of the turn `before`, which the question leans on, is likelier than others.
        """
        collective = all(self._is_group(entity) for entity in entities)
        compared = collective and reading.asks("compare", "difference")  # members of them
        several = bool(reading.lists or reading.threshold or compared)
        best, share = self._likeliest(reading, entities, before, several=several)
        if best is None or not self._is_meant(best, share, reading, entities, several=several):
            return self.default if self._is_of_default(reading, entities, several=several) else ()
        if not several:
            best = self._held_instead(best, entities, reading.understood.asked.attributes)
        elif not entities and self._knowledge.attributes[best].unit == "rank":
            return self.default or (best,)  # places rest on scores
        return (best,)

    def _likeliest(
        self, reading: Reading, entities: tuple[str, ...], before: tuple[str, ...], *, several: bool
    ) -> tuple[str | None, float]:
        """The likeliest attribute of those that can be asked for, weighed by what is held, and its share."""
        asked, editions = reading.understood.asked, reading.editions
        weighed = {
            attribute: share
            * self._prior(attribute)
            * self._fits(attribute, entities, editions, several=several)
            for attribute, share in asked.attributes.items()
        }
        for attribute in set(before) & weighed.keys():
            weighed[attribute] *= AGAIN
        total = sum(weighed.values()) + asked.none + asked.undeclared
        fitting = [attribute for attribute in weighed if self._may_be(attribute, reading)]
        best = max(fitting, key=lambda attribute: weighed[attribute], default=None)
        return best, weighed[best] / total if best else 0.0

    def _is_meant(
        self, best: str, share: float, reading: Reading, entities: tuple[str, ...], *, several: bool
    ) -> bool:
        """Whether the likeliest attribute is asked for at all, with a `share` of what may be meant."""
        likely = reading.understood.asked.attributes[best]
        if share < max(LIKELY, self._least(reading)) or (
            not several and self._is_of_another_kind(best, reading, entities)
        ):
            return False
        compared = likely < SURE and reading.asks("compare", "difference")
        if entities and (compared or reading.asks("change")):
            # nothing changed of what is not held, and what is hardly likely is not compared
            return (likely >= SURE and reading.says_of_what) or (
                likely >= FLAT and self._held(best, entities)
            )
        words = reading.understood.wants.likely(*TOLD, Intent.HISTORY) >= HALF
        told = words and not several and not reading.leans_on_turns
        return not (told and reading.content and likely < HALF)

    def _is_of_default(self, reading: Reading, entities: tuple[str, ...], *, several: bool) -> bool:
        """Whether an order, a comparison or a change of nothing else is of what is ranked by default."""
        brief = len(reading.content) < 2  # "did it improve?", "how far behind is it?"
        changes = brief and reading.asks("change")
        compared = (brief or len(entities) > 1) and reading.asks("compare", "difference")
        ordered = several or changes or compared
        return ordered and self._may_be_default(reading, entities, SURE if changes else NOTHING)

    def _is_of_another_kind(self, best: str, reading: Reading, entities: tuple[str, ...]) -> bool:
        """Whether what is asked cannot be answered with a figure of the attribute.

        "Who" asks for no amount; a name is somebody's; and who made a maker is not asked.
        """
        unit, graph = self._knowledge.attributes[best].unit, self._knowledge.entities
        person = reading.wants == {"person"} and not reading.quantities and not reading.asks("compare")
        kinds = {graph[entity].kind for entity in entities}
        made = best == self._knowledge.maker_attribute and kinds and kinds <= self._kinds.makers
        nobody = unit == "entity" and not entities
        return bool(made) or nobody or (person and unit not in UNORDERED_UNITS)

    def _held_instead(self, best: str, entities: tuple[str, ...], shares: Mapping[str, float]) -> str:
        """Of attributes in one unit, which share their words, the one that has a figure of the subjects."""
        known = self._knowledge.attributes
        if not entities or self._held(best, entities):
            return best
        alike = (a for a, share in shares.items() if share >= FAINT and known[a].unit == known[best].unit)
        held = (a for a in alike if self._held(a, entities))
        return max(held, key=lambda attribute: shares[attribute], default=best)

    def _held(self, attribute: str, entities: tuple[str, ...]) -> bool:
        """Whether a figure of any of the subjects is held."""
        return any(self._figures.of(attribute, entity) for entity in entities)

    def _may_be_default(self, reading: Reading, entities: tuple[str, ...], least: float) -> bool:
        """Whether an order or a bound, which must be of some figure, can be of what is ranked by default."""
        asked = reading.understood.asked
        likely = asked.none + asked.undeclared < least
        return likely and not reading.unknown_subject and self._asks_for_default(reading, entities)

    def _least(self, reading: Reading) -> float:
        """The share from which an attribute is asked for: high where words seem to be wanted."""
        if reading.said and not reading.content:
            return LIKELY  # every word is one of the attribute's
        grouped = reading.asks("count", "list") and any(
            self._is_group(e) for m in reading.named for e in m.entities
        )
        if grouped or self._says_nothing(reading):
            return SURE
        return HALF if reading.understood.wants.likely(*TOLD) >= SURE else 0.0

    def _is_group(self, entity: str) -> bool:
        return self._knowledge.entities[entity].kind in self._kinds.collectives

    def _prior(self, attribute: str) -> float:
        """How much likelier an attribute is asked for than one that a single figure is held of."""
        if attribute == self._knowledge.maker_attribute:
            return MADE
        return float(max(1, len(self._knowledge.facts.subjects(attribute))) ** MANY)

    def _fits(
        self, attribute: str, entities: tuple[str, ...], editions: tuple[str, ...], *, several: bool
    ) -> float:
        """What the share of an attribute is worth in the light of what it is asked of."""
        if several:
            return self._orders(attribute)
        if not entities:
            return 1.0
        fits = (self._fits_one(attribute, entity, editions) for entity in entities)
        return math.prod(fits) ** (1 / len(entities))

    def _fits_one(self, attribute: str, entity: str, editions: tuple[str, ...]) -> float:
        graph = self._knowledge.entities
        collective = graph[entity].kind in self._kinds.collectives
        below = () if collective else graph.descendants(entity)
        if self._knowledge.facts.find(attribute, (entity, *below), editions):
            return HELD
        if not collective and self._figures.of(attribute, entity):
            return BESIDE
        return 1.0 if collective or self._figures.applies(attribute, entity) else APART

    def _may_be(self, attribute: str, reading: Reading) -> bool:
        """Whether an attribute can be asked for: one of that size, and of dates where it is asked when."""
        if reading.threshold and not self._is_of_size(attribute, reading.threshold):
            return False
        unit, share = (
            self._knowledge.attributes[attribute].unit,
            reading.understood.asked.attributes[attribute],
        )
        when = reading.understood.wants.likely(Intent.WHEN) >= CERTAIN and not reading.lists
        return unit == "date" or share >= SURE or not when

    def _is_of_size(self, attribute: str, bound: Threshold) -> bool:
        """Whether a bound is as large as figures of the attribute are: none has 80 parameters."""
        facts = self._knowledge.facts
        held = [f.value for e in facts.subjects(attribute) for f in facts.find(attribute, (e,))]
        sizes = [float(value) for value in held if isinstance(value, int | float)]
        return bool(sizes) and min(sizes) / BEYOND <= bound.value <= max(sizes) * BEYOND

    def _orders(self, attribute: str) -> float:
        """What the share of an attribute is worth where several things are asked for: it must order them."""
        if len(self._knowledge.facts.subjects(attribute)) < 2:
            return ALONE
        return ALONE if self._knowledge.attributes[attribute].unit in UNORDERED_UNITS - {"date"} else 1.0

    def _unsaid(self, reading: Reading, entities: tuple[str, ...]) -> tuple[str, ...]:
        """What is meant where nothing is said of it: what is ranked by, or what the subjects share."""
        if self._asks_for_default(reading, entities):
            return self.default
        return self._shared(entities) if reading.asks("compare") or len(entities) > 1 else ()

    def _shared(self, entities: tuple[str, ...]) -> tuple[str, ...]:
        """The first attribute that can be ordered and that all of several entities have."""
        if len(entities) < 2:
            return ()
        ordered = (a.id for a in self._knowledge.attributes.values() if a.better)
        return next(((a,) for a in ordered if all(self._figures.of(a, e) for e in entities)), ())

    def _has_scores(self, entity: str, reading: Reading) -> bool:
        """Whether an entity has the default figure; a country or group where models are spoken of."""
        if self._knowledge.entities[entity].kind in self._kinds.collectives:
            return reading.asks("models")
        return bool(self._figures.of(self.default[0], entity))

    def _asks_for_default(self, reading: Reading, entities: tuple[str, ...]) -> bool:
        """Whether what says nothing of it can be about the default attribute."""
        if not self.default or (reading.threshold and reading.threshold.value > LARGEST_SCORE):
            return False
        kinds = {self._knowledge.entities[e].kind for e in entities}
        scored = [e for e in entities if self._has_scores(e, reading)]
        if reading.lists or reading.threshold or reading.asks("change"):
            return bool(scored) or kinds <= self._kinds.scopes | self._kinds.scored
        if reading.asks_for_models and kinds <= self._kinds.scopes and (kinds or reading.excluded):
            return True
        if "number" in reading.wants and len(entities) == 1:
            return bool(scored) or kinds <= self._kinds.models
        return len(entities) > 1 and len(scored) == len(entities)
