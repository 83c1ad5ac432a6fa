"""Whether quotes say what a statement says: word by word in one language, as a whole in two.

In one language each word must be told, or be near in meaning to what is told: in all, over any run of words,
and in each clause. Words of the question may be said again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoder import Encoder, TokenVectors
from index.text import located, terms
from qa.language.lexicon import FILES, lexicon
from qa.prose.senses import WAYS, clauses, senses
from qa.prose.told import ToldPieces, ToldText

NEAR: Final = 0.82  # cosine of a statement and the nearest of its quotes, in one language
NEAR_ACROSS: Final = 0.795  # in two
ALL: Final = 0.64  # mean, over the words of a statement, of how far each is told
RUN: Final = 0.47  # the same over any words in a row
ROW: Final = 6  # how many these are
CLAUSE: Final = 0.56  # the same of a clause none of whose words is told
FEW: Final = 3  # words without which a clause says too little to be new
UNLIKE, ALIKE, MOST = 0.75, 0.95, 0.8  # a word is told by 0 to MOST as its nearest one's cosine is between
JOINING: Final = re.compile(
    r"\b(?:and|or|because|which|who|so|thereby|et|ou|car|parce|qui|dont)\b|因为|因為|由于|由於|从而|從而|并且|並且|以及|ので|ため"
)


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word of a statement, or a pair of characters: whether it is told, and how far."""

    start: int
    exact: bool
    share: float


@dataclass(frozen=True, slots=True)
class Support:
    """Reads meaning with the bundled `encoder`; the limits are fitted to it."""

    encoder: Encoder

    def holds(self, said: ToldText, told: ToldPieces, question: str = "") -> bool:
        """Whether the quotes together, or one of them, say it."""
        mine, *held = self.encoder.encode((said.text, *_texts(told)))
        nearest = max(float(one.mean() @ mine.mean()) for one in held)
        if any(text.tongue != said.tongue for text in told.texts):
            return nearest >= NEAR_ACROSS
        words = _words(said, told, question, _by_character(mine, held, len(said.text)))
        return nearest >= NEAR and _is_told(said.text, words)


def _is_told(text: str, words: Sequence[SaidWord]) -> bool:
    shares = np.array([one.share for one in words] or [1.0])
    runs = np.convolve(shares, np.ones(ROW) / ROW, mode="valid") if len(shares) >= ROW else shares.mean()
    return bool(shares.mean() >= ALL and np.min(runs) >= RUN) and not _adds_clause(text, words)


def _adds_clause(text: str, words: Sequence[SaidWord]) -> bool:
    """Whether no word of a clause is told, nor much that is near."""
    for start, end in clauses(JOINING.sub(lambda match: "," * len(match[0]), text)):
        part = [one for one in words if start <= one.start < end]
        new = len(part) >= FEW and not any(one.exact for one in part)
        if new and np.mean([one.share for one in part]) < CLAUSE:
            return True
    return False


def _words(
    said: ToldText, told: ToldPieces, question: str, cosines: NDArray[np.float32]
) -> tuple[SaidWord, ...]:
    """The words of a statement that are not those that sentences are built with.

    Numbers, and words for more and less, are looked at elsewhere.
    """
    held = {term for source in (*told.sources, question) for term in terms(source)}
    idle = lexicon(said.language).function_words if said.language in FILES else frozenset[str]()
    found = []
    for term, start, end in located(said.text):
        if term not in idle:
            near = (float(cosines[start:end].mean()) - UNLIKE) / (ALIKE - UNLIKE)
            elsewhere = term[0].isdigit() or senses(said.text[start:end], said.language) & set(WAYS)
            share = 1.0 if term in held or elsewhere else MOST * max(0.0, near)
            found.append(SaidWord(start, term in held, share))
    return tuple(found)


def _texts(told: ToldPieces) -> Sequence[str]:
    texts = [one.text for one in told.texts]
    return [*texts, " ".join(texts)] if len(texts) > 1 else texts


def _by_character(mine: TokenVectors, held: Sequence[TokenVectors], length: int) -> NDArray[np.float32]:
    """For each character [length] of a statement the cosine of its token and the nearest token told."""
    told = np.concatenate([_unit(one)[0] for one in held])
    own, spans = _unit(mine)
    cosines = np.zeros(length, dtype=np.float32)
    for (start, end), near in zip(spans, (own @ told.T).max(axis=1), strict=True):
        cosines[start:end] = near
    return cosines


def _unit(tokens: TokenVectors) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """The unit vectors [t, d] of the tokens that stand for characters, and where they stand [t, 2]."""
    real = tokens.spans[:, 1] > tokens.spans[:, 0]
    own = tokens.vectors[real]
    unit: NDArray[np.float32] = own / np.linalg.norm(own, axis=1, keepdims=True)
    return unit, tokens.spans[real]
