"""Which of the attributes that a corpus declares a question asks for: the one whose examples are nearest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from qa.language.lexicon import plain
from qa.understanding.features import Array
from qa.understanding.model import NEARNESS, QuestionModel, unit
from qa.understanding.phrase import GROUP, SUBJECTS, Phrase

PLACEHOLDERS: Final = {"subject": SUBJECTS[0], "other": SUBJECTS[1], "group": GROUP}
NEAREST: Final = 3  # examples whose shared runs are averaged
NAMED: Final = 5.0  # logits that the whole name is worth; not learned: lessons avoid the names
SAME: Final = 0.7  # cosine of projected examples from which two attributes are one
FEW_RUNS: Final = 1.0  # logits that runs add for an attribute whose runs are not known
STEEP: Final = 3  # power by which a part of a name counts less than the whole
_WORD: Final = re.compile(r"[^\W_]+")
_PLACEHOLDER: Final = re.compile(r"\{(subject|other|group)\}")


def masked(example: str) -> str:
    """An example question with letters for its names, as a phrase has them."""
    return _PLACEHOLDER.sub(lambda found: PLACEHOLDERS[found[1]], example)


def nameless(example: str) -> str:
    """An example question in plain characters, without names."""
    return plain(_PLACEHOLDER.sub(" ", example))


@dataclass(frozen=True, slots=True)
class AskedFor:
    """How likely each attribute is asked for, none, and one that is not declared; together 1."""

    attributes: Mapping[str, float]
    none: float
    undeclared: float


@dataclass(frozen=True, slots=True)
class Declared:
    """What a corpus says of an attribute: its `names` in any language, and questions for it, `examples`."""

    names: tuple[str, ...]
    examples: tuple[str, ...]


class Examples:
    """One attribute: the mean vector of its examples, that of the projected ones, their runs, its names'."""

    def __init__(self, model: QuestionModel, declared: Declared, vectors: Array) -> None:
        """`vectors` [n, 384] are those of the masked examples as queries."""
        centred = model.centred(vectors)
        self.mean = centred.mean(axis=0)
        self.projected = unit(model.projected(centred).mean(axis=0))
        self._runs = [model.runs(nameless(text)) for text in declared.examples]
        self._names = [_spaced(plain(name)) for name in declared.names]
        self._name_runs = [model.runs(plain(name)) for name in declared.names]

    def nearness(self, vector: Array, projected: Array, worth: Array) -> tuple[float, ...]:
        """How near a question is, which has the centred `vector`, and runs `worth` [BUCKETS] each."""
        shared = sorted((float(worth[buckets] @ values) for buckets, values in self._runs), reverse=True)
        near = shared[:NEAREST]
        return (
            float(self.mean @ vector),
            float(self.projected @ projected),
            near[0],
            sum(near) / len(near),
        )

    def named(self, text: str, worth: Array) -> float:
        """How much of one of the attribute's own names stands in plain `text` with runs `worth`: 0 to 1."""
        spaced = _spaced(text)
        if any(name in spaced if name.isascii() else name.strip() in spaced for name in self._names):
            return 1.0
        held = (float((values**2) @ (worth[buckets] > 0)) for buckets, values in self._name_runs)
        return float(max(held, default=0.0) ** STEEP)


def _spaced(text: str) -> str:
    """The words of plain `text` with a space on either side of each."""
    return " ".join(("", *_WORD.findall(text), ""))


class DeclaredAttributes:
    """The attributes of a corpus, by their examples and names."""

    def __init__(self, model: QuestionModel, attributes: Mapping[str, Declared], vectors: Array) -> None:
        """`vectors` are those of all masked examples, in order, as queries."""
        self._model = model
        self._examples: dict[str, Examples] = {}
        start = 0
        for attribute, declared in attributes.items():
            end = start + len(declared.examples)
            if declared.examples:
                self._examples[attribute] = Examples(model, declared, vectors[start:end])
            start = end
        self._others = self._undeclared()
        self._others_projected = model.projected(unit(self._others))

    def _undeclared(self) -> Array:
        """The mean vectors of attributes that are asked for elsewhere and not declared here, [m, 384]."""
        others = self._model.others.astype(np.float32)
        if not self._examples:
            return others
        own = np.stack([each.projected for each in self._examples.values()])
        near = (self._model.projected(unit(others)) @ own.T).max(axis=1)
        return np.asarray(others[near < SAME], np.float32)

    def nearness(self, phrase: Phrase, vector: Array) -> Array:
        """How near `phrase`, whose text has the unit vector `vector`, is to each attribute, [n, 4]."""
        centred = self._model.centred(vector)
        projected, worth = self._model.projected(centred), self._worth(phrase)
        near = [each.nearness(centred, projected, worth) for each in self._examples.values()]
        return np.array(near, np.float32).reshape(-1, NEARNESS)

    def _worth(self, phrase: Phrase) -> Array:
        """What each run of characters in `phrase` is worth, [BUCKETS]."""
        buckets, values = self._model.runs(phrase.blanked)
        worth = np.zeros_like(self._model.rarity)
        worth[buckets] = values
        return worth

    def asked(self, phrase: Phrase, vector: Array) -> AskedFor:
        """How likely a question asks for each attribute, or for none of them."""
        worth = self._worth(phrase)
        named = np.array([each.named(phrase.blanked, worth) for each in self._examples.values()], np.float32)
        logits = self.nearness(phrase, vector) @ self._model.nearness + NAMED * named
        beside = [float(self._model.none[0]), self._beyond(vector)]
        odds = np.exp(np.append(logits, beside) - max(float(logits.max(initial=-99.0)), *beside))
        *shares, none, undeclared = (odds / odds.sum()).tolist()
        return AskedFor(dict(zip(self._examples, shares, strict=True)), none, undeclared)

    def _beyond(self, vector: Array) -> float:
        """The logit of the nearest attribute that is not declared, whose runs are not known."""
        centred = self._model.centred(vector)
        mean, projected = self._model.nearness[:2]
        near = mean * (self._others @ centred)
        near += projected * (self._others_projected @ self._model.projected(centred))
        return float(near.max(initial=-99.0)) + FEW_RUNS
