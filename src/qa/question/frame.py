"""What a question asks, in terms that evidence can be looked up by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from qa.linking.names import Mention

Direction = Literal["high", "low"]
Bound = Literal["above", "at_least", "below", "at_most", "between", "equal"]


class Operation(StrEnum):
    """What is to be done with the evidence."""

    LOOKUP = "lookup"
    COMPARE = "compare"
    RANK = "rank"
    FILTER = "filter"
    COUNT = "count"
    HISTORY = "history"
    PROFILE = "profile"
    EDITIONS = "editions"
    OVERVIEW = "overview"
    PASSAGE = "passage"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound on a value: above 80 is ("above", 80.0); `upper` is the second number of "between"."""

    kind: Bound
    value: float
    upper: float = 0.0

    def admits(self, value: float) -> bool:
        match self.kind:
            case "above":
                return value > self.value
            case "at_least":
                return value >= self.value
            case "below":
                return value < self.value
            case "at_most":
                return value <= self.value
            case "equal":
                return value == self.value
            case "between":
                return self.value <= value <= self.upper


@dataclass(frozen=True, slots=True)
class Frame:
    """A question as understood.

    `entities` are its subjects, `scopes` the labs, countries and groups that narrow a ranking, `excluded`
    what it leaves out, `open_weights` whether only models are meant whose weights are declared open, or
    closed; `by_figures` orders by the figures alone, whatever order the sources state; `editions` are those
    asked for (empty: any); `absent_…` what was asked for and is not in the corpus, as written, `near` the
    entities of like names; `proper` are names that are no entities.
    `wants` are the kinds of answer asked for (date, person, reason, manner, place, number). `content` holds
    the words that nothing else explains, `unknown` those of them that no document holds,
    `stranger` the one that the question begins with. `years` are those it names. `presumed` is
    a figure that is taken for granted and not held. `single` asks for
    the first place alone; `edition_carried` says that the editions are those of the turn before,
    `previous_editions` which that spoke of and this does not; `search` is what
    passages are searched for.
    """

    question: str
    language: str
    operation: Operation
    mentions: tuple[Mention, ...] = ()
    entities: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    open_weights: bool | None = None
    attributes: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    edition_carried: bool = False
    absent_editions: tuple[str, ...] = ()
    absent_names: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    proper: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()
    direction: Direction = "high"
    by_figures: bool = False
    limit: int | None = None
    single: bool = False
    position: int | None = None
    threshold: Threshold | None = None
    values: tuple[float, ...] = ()
    difference: bool = False
    change: bool = False
    aggregate: bool = False
    comparable: bool = False
    smalltalk: str | None = None
    ties: tuple[str, ...] = ()
    previous_editions: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    stranger: str | None = None
    presumed: float | None = None
    years: tuple[str, ...] = ()
    search: str = ""
