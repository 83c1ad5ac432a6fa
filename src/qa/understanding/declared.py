"""Which of the attributes that a corpus declares a question asks for: the one whose examples are nearest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from qa.language.lexicon import plain
from qa.understanding.features import Array
from qa.understanding.model import QuestionModel, unit
from qa.understanding.phrase import GROUP, SUBJECTS, Phrase

PLACEHOLDERS: Final = {"subject": SUBJECTS[0], "other": SUBJECTS[1], "group": GROUP}
NEAREST: Final = 3  # examples whose shared runs are averaged
_PLACEHOLDER: Final = re.compile(r"\{(subject|other|group)\}")


def masked(example: str) -> str:
    """An example question with letters for its names, as a phrase has them."""
    return _PLACEHOLDER.sub(lambda found: PLACEHOLDERS[found[1]], example)


def nameless(example: str) -> str:
    """An example question in plain characters, without names."""
    return plain(_PLACEHOLDER.sub(" ", example))


@dataclass(frozen=True, slots=True)
class AskedFor:
    """How likely each attribute is asked for, and that none is; together 1."""

    attributes: Mapping[str, float]
    none: float


class Examples:
    """The examples of one attribute: their mean vector, that of the projected ones, and their runs."""

    def __init__(self, model: QuestionModel, texts: Sequence[str], vectors: Array) -> None:
        """`vectors` [n, 384] are those of the masked `texts` as queries."""
        centred = model.centred(vectors)
        self.mean = centred.mean(axis=0)
        self.projected = unit(model.projected(centred).mean(axis=0))
        self._runs = [model.runs(nameless(text)) for text in texts]

    def nearness(self, vector: Array, projected: Array, worth: Array) -> tuple[float, float, float, float]:
        """How near a question is, which has the centred `vector`, and runs `worth` [BUCKETS] each."""
        shared = sorted((float(worth[buckets] @ values) for buckets, values in self._runs), reverse=True)
        near = shared[:NEAREST]
        return (
            float(self.mean @ vector),
            float(self.projected @ projected),
            near[0],
            sum(near) / len(near),
        )


class DeclaredAttributes:
    """The attributes of a corpus, by their examples."""

    def __init__(self, model: QuestionModel, examples: Mapping[str, Sequence[str]], vectors: Array) -> None:
        """`vectors` are those of all masked examples, in order, as queries."""
        self._model = model
        self._examples: dict[str, Examples] = {}
        start = 0
        for attribute, texts in examples.items():
            end = start + len(texts)
            if texts:
                self._examples[attribute] = Examples(model, texts, vectors[start:end])
            start = end

    def nearness(self, phrase: Phrase, vector: Array) -> Array:
        """How near `phrase`, whose text has the unit vector `vector`, is to each attribute, [n, 4]."""
        model = self._model
        centred = model.centred(vector)
        projected = model.projected(centred)
        buckets, values = model.runs(phrase.blanked)
        worth = np.zeros(len(model.rarity), np.float32)
        worth[buckets] = values
        near = [each.nearness(centred, projected, worth) for each in self._examples.values()]
        return np.array(near, np.float32).reshape(-1, 4)

    def asked(self, phrase: Phrase, vector: Array) -> AskedFor:
        """How likely a question asks for each attribute, or for none of them."""
        logits = self.nearness(phrase, vector) @ self._model.nearness
        odds = np.exp(np.append(logits, self._model.none) - max(float(logits.max(initial=-99.0)), 0.0))
        shares = (odds / odds.sum()).tolist()
        return AskedFor(dict(zip(self._examples, shares, strict=False)), shares[-1])
