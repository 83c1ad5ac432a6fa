"""The clauses of what is told that are most like those of what is said: others may be hedged or denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.encoder.encoder import Encoder
from index.text import terms
from qa.language.lexicon import FILES, lexicon
from qa.numbers.values import values
from qa.prose.senses import clauses
from qa.prose.told import ToldPieces, ToldText

NUMBER: Final = 0.04  # what a number that both state is worth, in cosine
WORDS: Final = 0.15  # what it is worth that all words are told
SHORTEST: Final = 3  # terms without which a clause says too little to be looked for


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause that is said, and the clauses that are told, each with how far it is behind the nearest."""

    said: ToldText
    told: tuple[tuple[ToldText, float], ...]

    def within(self, gap: float) -> Iterator[ToldText]:
        """The clauses that are no further behind the nearest."""
        return (text for text, behind in self.told if behind <= gap)


@dataclass(frozen=True, slots=True)
class NearestClauses:
    """Compares clauses by the bundled `encoder`, by words in one language, and by numbers."""

    encoder: Encoder

    def pairs(self, said: ToldText, told: ToldPieces) -> tuple[ClausePair, ...]:
        """The clauses of what is said, each with the nearest of what is told."""
        mine = [one for one in _parts(said) if len(terms(one.text)) >= SHORTEST] or [said]
        held = [part for text in told.texts for part in _parts(text)]
        if not held:
            return ()
        vectors = self.encoder.encode([one.text for one in (*mine, *held)])
        whole = np.stack([one.mean() for one in vectors])
        near = whole[: len(mine)] @ whole[len(mine) :].T
        found = []
        for one, row in zip(mine, near, strict=True):
            scores = [float(cosine) + _shared(one, other) for cosine, other in zip(row, held, strict=True)]
            behind = ((other, max(scores) - score) for other, score in zip(held, scores, strict=True))
            found.append(ClausePair(one, tuple(behind)))
        return tuple(found)


def content(text: ToldText) -> frozenset[str]:
    """The terms of a text without those that sentences are built with."""
    idle = lexicon(text.language).function_words if text.language in FILES else frozenset[str]()
    return frozenset(terms(text.text)) - idle


def _parts(text: ToldText) -> Sequence[ToldText]:
    return [ToldText(text.text[start:end], text.language) for start, end in clauses(text.text)]


def _shared(said: ToldText, told: ToldText) -> float:
    """What two clauses have in common beside their meaning."""
    worth = NUMBER * len(values(said.text) & values(told.text))
    words = content(said)
    if words and said.tongue == told.tongue:
        worth += WORDS * len(words & content(told)) / len(words)
    return worth
