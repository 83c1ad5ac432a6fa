"""Whether quotes say what a statement says: how near they are in meaning, as wholes and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoder import Encoder, TokenVectors
from qa.prose.told import Told, ToldText

NEAR: Final = 0.88  # cosine of a statement and the nearest of its quotes, in one language
NEAR_ACROSS: Final = 0.80  # in two
WORDS: Final = 0.865  # mean, over the words of a statement, of the cosine of each and the nearest word told
LEAST: Final = 0.775  # the same of the tenth of its words that are least told
TENTH: Final = 0.1


@dataclass(frozen=True, slots=True)
class Support:
    """Reads meaning with the bundled `encoder`; the limits are fitted to it."""

    encoder: Encoder

    def holds(self, said: ToldText, told: Told) -> bool:
        """Whether the quotes together, or one of them, say it; across languages as a whole alone."""
        mine, *held = self.encoder.encode([f"passage: {one}" for one in (said.text, *_texts(told))])
        nearest = max(float(one.mean() @ mine.mean()) for one in held)
        if not any(_tongue(text) == _tongue(said) for text in told.texts):
            return nearest >= NEAR_ACROSS
        words = _nearest_words(mine, held)
        alike = words.mean() >= WORDS and np.quantile(words, TENTH) >= LEAST
        return nearest >= NEAR and bool(alike)


def _texts(told: Told) -> Sequence[str]:
    texts = [one.text for one in told.texts]
    return [*texts, " ".join(texts)] if len(texts) > 1 else texts


def _tongue(text: ToldText) -> str:
    return text.language.partition("-")[0]


def _nearest_words(mine: TokenVectors, held: Sequence[TokenVectors]) -> NDArray[np.float32]:
    """For each token [t] of a statement the cosine of the nearest token of what is told."""
    told = np.concatenate([_unit(one) for one in held])
    nearest: NDArray[np.float32] = (_unit(mine) @ told.T).max(axis=1)
    return nearest


def _unit(tokens: TokenVectors) -> NDArray[np.float32]:
    """The unit vectors [t, d] of the tokens that stand for characters."""
    own = tokens.vectors[tokens.spans[:, 1] > tokens.spans[:, 0]]
    unit: NDArray[np.float32] = own / np.linalg.norm(own, axis=1, keepdims=True)
    return unit
