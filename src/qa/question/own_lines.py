"""A line: a subject and a measure that documents have figures of, and how likely a question asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

UNNAMED: Final = 0.4  # what a line is worth whose subject nobody names
POSSIBLY: Final = 0.45  # likelihood in the light of all signs from which a line is meant, in whatever words
CHOSEN: Final = 0.5  # and from which it is, whatever words others share with the question
HARDLY: Final = 0.2  # likelihood up to which it hardly is
LEAST: Final = 0.62  # score of a line that is possibly meant


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A question for a figure.

    `said` are its words that tell something, `idle` those that need not be part of what is asked for;
    `tongue` is its language. `at` says whether a subject has a figure of a measure at the time asked for;
    without it any will do.
    """

    question: str
    said: tuple[str, ...]
    idle: tuple[str, ...] = ()
    tongue: str = ""
    at: Callable[[str, str], bool] | None = None


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A subject and a measure; from 0 to 1, how much of each a question names, and how much of it they are.

    `told` are its terms that name the subject, `met` those of the measure. `held` says whether a document has
    a figure of it, or only figures of both apart, `literal` whether the measure is named, or only meant.
    `sure` is how likely it is meant, `several` the same of it and others of its measure that are named, and
    `wide` of any of its measure.
    """

    subject: str
    attribute: str
    named: float
    measured: float
    explained: float
    told: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    held: bool = True
    literal: bool = True
    sure: float = 0.0
    several: float = 0.0
    wide: float = 0.0

    @property
    def chosen(self) -> bool:
        """Whether all signs together leave little doubt that it is meant."""
        return max(self.sure, self.several) >= CHOSEN

    @property
    def is_other(self) -> bool:
        """Whether it is hardly meant."""
        return self.held and self.score < LEAST and self.sure < HARDLY

    @property
    def score(self) -> float:
        """How likely it is meant."""
        words = max(self.named, UNNAMED) * self.measured * self.explained
        return max(float(words ** (1 / 3)) if self.literal else 0.0, _score(max(self.sure, self.several)))

    @property
    def order(self) -> float:
        """How likely an order of all subjects of its measure is meant."""
        words = self.measured * self.explained
        return max(float(words ** (1 / 2)) if self.literal else 0.0, _score(self.wide))


def _score(likelihood: float) -> float:
    """A likelihood as a score: LEAST from POSSIBLY on, and 1 for what is certain."""
    beyond = (likelihood - POSSIBLY) / (1 - POSSIBLY)
    return LEAST + (1 - LEAST) * beyond if beyond >= 0 else 0.0
