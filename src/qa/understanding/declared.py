"""Which of the attributes that a corpus declares a question asks for: the one whose examples are nearest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from qa.language.lexicon import plain
from qa.understanding.features import Array
from qa.understanding.model import DIMENSION, PROJECTED, QuestionModel, unit
from qa.understanding.phrase import GROUP, SUBJECTS, Phrase
from qa.understanding.run_table import run_table

PLACEHOLDERS: Final = {"subject": SUBJECTS[0], "other": SUBJECTS[1], "group": GROUP}
NEAREST: Final = 3  # examples whose shared runs are averaged
NAMED: Final = 5.0  # logits that the whole name is worth; not learned: lessons avoid the names
NEVER: Final = -99.0  # logit of what there is not
TELLING: Final = 0.6  # what a word of the name counts that no other attribute's has
LONG: Final = 4  # letters of such a word at least
STEEP: Final = 3  # power by which a part of a name counts less than the whole
_WORD: Final = re.compile(r"[^\W_]+")
_PLACEHOLDER: Final = re.compile(rf"\{{(?:{'|'.join(PLACEHOLDERS)})\}}")


def masked(example: str) -> str:
    """An example question with letters for its names, as a phrase has them."""
    for name, letter in PLACEHOLDERS.items():  # no pattern: there are hundreds of examples at each start
        example = example.replace(f"{{{name}}}", letter)
    return example


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

    def __init__(
        self,
        model: QuestionModel,
        attributes: Mapping[str, Declared],
        vectors: Array,
        folder: Path | None = None,
    ) -> None:
        """`vectors` [n, 384] are those of all masked examples, in order, as queries.

        The runs of examples and names are kept in `folder` for the next time.
        """
        shown = {name: declared for name, declared in attributes.items() if declared.examples}
        self._model, self._ids = model, tuple(shown)
        self._examples = _slices(len(declared.examples) for declared in shown.values())
        self._names = _slices(len(declared.names) for declared in shown.values())
        centred = model.centred(vectors)
        projected = model.projected(centred)
        self._means = _stacked([centred[rows].mean(axis=0) for rows in self._examples], DIMENSION)
        near = _stacked([projected[rows].mean(axis=0) for rows in self._examples], PROJECTED)
        self._projected = unit(near) if len(near) else near
        examples = [text for one in shown.values() for text in one.examples]
        names = [name for one in shown.values() for name in one.names]
        self._runs = run_table(model, examples, nameless, folder)
        self._name_runs = run_table(model, names, plain, folder)
        self._spaced = [_spaced(name) for name in self._name_runs.texts]
        self._telling = self._telling_words()
        _, others = model.elsewhere
        self._likeness = (others @ self._projected.T).max(axis=1, initial=-1.0)

    def _telling_words(self) -> list[frozenset[str]]:
        """The words of each name that stand in names of its attribute alone: "index" where there is one."""
        owners = defaultdict[str, set[int]](set)
        for attribute, rows in enumerate(self._names):
            for name in self._spaced[rows]:
                for word in name.split():
                    owners[word].add(attribute)
        own = {
            word for word, held in owners.items() if len(held) == 1 and len(word) >= LONG and word.isalpha()
        }
        return [frozenset(own.intersection(name.split())) for name in self._spaced]

    def nearness(self, phrase: Phrase, vector: Array) -> Array:
        """How near `phrase`, whose text has the unit vector `vector`, is to each attribute, [n, 4]."""
        centred = self._model.centred(vector)
        return self._near(centred, self._model.projected(centred), self._worth(phrase))

    def beyond(self, vector: Array) -> Array:
        """How near a unit vector is to what is asked for elsewhere, and that to what is declared, [m, 3]."""
        centred = self._model.centred(vector)
        return self._beyond(centred, self._model.projected(centred))

    def asked(self, phrase: Phrase, vector: Array) -> AskedFor:
        """How likely a question asks for each attribute, or for none of them."""
        centred, worth = self._model.centred(vector), self._worth(phrase)
        projected = self._model.projected(centred)
        logits = self._near(centred, projected, worth) @ self._model.nearness
        logits += NAMED * self._named(phrase, worth)
        others = self._beyond(centred, projected) @ self._model.beyond[:-1] + self._model.beyond[-1]
        beside = [float(self._model.none[0]), float(others.max(initial=NEVER))]
        odds = np.exp(np.append(logits, beside) - max(float(logits.max(initial=NEVER)), *beside))
        *shares, none, undeclared = (odds / odds.sum()).tolist()
        return AskedFor(dict(zip(self._ids, shares, strict=True)), none, undeclared)

    def _near(self, centred: Array, projected: Array, worth: Array) -> Array:
        shared = self._runs.shared(worth)
        nearest = [np.sort(shared[rows])[::-1][:NEAREST] for rows in self._examples]
        runs = [(near[0], near.mean()) for near in nearest]
        whole = np.column_stack((self._means @ centred, self._projected @ projected))
        return np.hstack([whole, np.array(runs, np.float32).reshape(-1, 2)]).astype(np.float32)

    def _named(self, phrase: Phrase, worth: Array) -> Array:
        """How much of one of its own names stands in `phrase`, for each attribute, [n], from 0 to 1."""
        text, held = _spaced(phrase.blanked), self._name_runs.held(worth)
        whole = [name in text if name.isascii() else name.strip() in text for name in self._spaced]
        stands = np.where(whole, 1.0, held**STEEP)
        alone = [any(f" {word} " in text for word in words) for words in self._telling]
        stands = np.maximum(stands, np.where(alone, TELLING, 0.0))
        return np.array([stands[rows].max(initial=0.0) for rows in self._names], np.float32)

    def _beyond(self, centred: Array, projected: Array) -> Array:
        others, near = self._model.elsewhere
        whole = (others @ centred, near @ projected, self._likeness)
        return np.column_stack(whole).astype(np.float32)

    def _worth(self, phrase: Phrase) -> Array:
        """What each run of characters in `phrase` is worth, [BUCKETS]."""
        buckets, values = self._model.runs(phrase.blanked)
        worth = np.zeros_like(self._model.rarity)
        worth[buckets] = values
        return worth
