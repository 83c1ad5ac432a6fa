"""Which of the attributes that a corpus declares a question asks for: the one whose examples are nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from qa.language.lexicon import plain
from qa.understanding.features import Array
from qa.understanding.model import DIMENSION, PROJECTED, QuestionModel, unit
from qa.understanding.phrase import GROUP, SUBJECTS, Phrase

PLACEHOLDERS: Final = {"subject": SUBJECTS[0], "other": SUBJECTS[1], "group": GROUP}
NEAREST: Final = 3  # examples whose shared runs are averaged
NAMED: Final = 5.0  # logits that the whole name is worth; not learned: lessons avoid the names
SAME: Final = 0.7  # cosine of projected examples from which two attributes are one
FEW_RUNS: Final = 1.0  # logits that runs add for an attribute whose runs are not known
STEEP: Final = 3  # power by which a part of a name counts less than the whole
_NOTHING: Final = np.zeros(0, np.int64)
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


class RunTable:
    """The runs of many texts, to be compared with those of a question at once."""

    def __init__(self, model: QuestionModel, texts: Iterable[str]) -> None:
        """`texts` are plain."""
        each = [model.runs(text) for text in texts]
        lengths = [len(buckets) + 1 for buckets, _ in each]  # one that counts nothing: no text is without
        self._starts = np.cumsum([0, *lengths[:-1]]) if each else np.zeros(0, np.int64)
        self._buckets = np.concatenate([np.append(buckets, 0) for buckets, _ in each] or [_NOTHING])
        self._values = np.concatenate([np.append(values, 0.0) for _, values in each] or [_NOTHING])

    def shared(self, worth: Array) -> Array:
        """The cosine of each text's runs and those that are `worth` [BUCKETS] something, [n]."""
        return self._summed(worth[self._buckets] * self._values)

    def held(self, worth: Array) -> Array:
        """Which part of each text is in runs that are `worth` something, [n], from 0 to 1."""
        return self._summed((worth[self._buckets] > 0) * self._values**2)

    def _summed(self, each: Array) -> Array:
        summed = np.add.reduceat(each, self._starts) if len(self._starts) else each[:0]
        return np.asarray(summed, np.float32)


def _slices(lengths: Iterable[int]) -> list[slice]:
    """Stretches of these lengths, one behind the other."""
    return [slice(start, end) for start, end in pairwise(accumulate(lengths, initial=0))]


def _stacked(rows: Sequence[Array], width: int) -> Array:
    return np.array(rows, np.float32).reshape(-1, width)


def _spaced(text: str) -> str:
    """The words of plain `text` with a space on either side of each."""
    return " ".join(("", *_WORD.findall(text), ""))


class DeclaredAttributes:
    """The attributes of a corpus, by their examples and names."""

    def __init__(self, model: QuestionModel, attributes: Mapping[str, Declared], vectors: Array) -> None:
        """`vectors` [n, 384] are those of all masked examples, in order, as queries."""
        shown = {name: declared for name, declared in attributes.items() if declared.examples}
        self._model, self._ids = model, tuple(shown)
        self._examples = _slices(len(declared.examples) for declared in shown.values())
        self._names = _slices(len(declared.names) for declared in shown.values())
        centred = model.centred(vectors)
        projected = model.projected(centred)
        self._means = _stacked([centred[rows].mean(axis=0) for rows in self._examples], DIMENSION)
        near = _stacked([projected[rows].mean(axis=0) for rows in self._examples], PROJECTED)
        self._projected = unit(near) if len(near) else near
        self._runs = RunTable(model, (nameless(text) for one in shown.values() for text in one.examples))
        called = [plain(name) for one in shown.values() for name in one.names]
        self._spaced, self._name_runs = [_spaced(name) for name in called], RunTable(model, called)
        self._others, self._others_projected = self._undeclared()

    def _undeclared(self) -> tuple[Array, Array]:
        """What is asked for elsewhere and not declared: mean vectors [m, 384], and projected [m, 128]."""
        others = self._model.others.astype(np.float32)
        projected = self._model.projected(unit(others)) if len(others) else others[:, :PROJECTED]
        if not self._ids:
            return others, projected
        apart = (projected @ self._projected.T).max(axis=1) < SAME
        return others[apart], projected[apart]

    def nearness(self, phrase: Phrase, vector: Array) -> Array:
        """How near `phrase`, whose text has the unit vector `vector`, is to each attribute, [n, 4]."""
        centred = self._model.centred(vector)
        projected, shared = self._model.projected(centred), self._runs.shared(self._worth(phrase))
        nearest = [np.sort(shared[rows])[::-1][:NEAREST] for rows in self._examples]
        runs = [(near[0], near.mean()) for near in nearest]
        whole = np.column_stack((self._means @ centred, self._projected @ projected))
        return np.hstack([whole, np.array(runs, np.float32).reshape(-1, 2)]).astype(np.float32)

    def _named(self, phrase: Phrase) -> Array:
        """How much of one of its own names stands in `phrase`, for each attribute, [n], from 0 to 1."""
        text, held = _spaced(phrase.blanked), self._name_runs.held(self._worth(phrase))
        whole = [name in text if name.isascii() else name.strip() in text for name in self._spaced]
        stands = np.where(whole, 1.0, held**STEEP)
        return np.array([stands[rows].max(initial=0.0) for rows in self._names], np.float32)

    def _worth(self, phrase: Phrase) -> Array:
        """What each run of characters in `phrase` is worth, [BUCKETS]."""
        buckets, values = self._model.runs(phrase.blanked)
        worth = np.zeros_like(self._model.rarity)
        worth[buckets] = values
        return worth

    def asked(self, phrase: Phrase, vector: Array) -> AskedFor:
        """How likely a question asks for each attribute, or for none of them."""
        logits = self.nearness(phrase, vector) @ self._model.nearness + NAMED * self._named(phrase)
        beside = [float(self._model.none[0]), self._beyond(vector)]
        odds = np.exp(np.append(logits, beside) - max(float(logits.max(initial=-99.0)), *beside))
        *shares, none, undeclared = (odds / odds.sum()).tolist()
        return AskedFor(dict(zip(self._ids, shares, strict=True)), none, undeclared)

    def _beyond(self, vector: Array) -> float:
        """The logit of the nearest attribute that is not declared, whose runs are not known."""
        centred = self._model.centred(vector)
        mean, projected = self._model.nearness[:2]
        near = mean * (self._others @ centred)
        near += projected * (self._others_projected @ self._model.projected(centred))
        return float(near.max(initial=-99.0)) + FEW_RUNS
