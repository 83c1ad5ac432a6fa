"""Learning to read questions, all of it: `qa train questions`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

import numpy as np

from index.embedding import Embedder, Progress
from qa.evaluation.squad.file import read_squad
from qa.evaluation.training.attributes import Domains, with_attributes, with_others
from qa.evaluation.training.intents import ReadPhrase, ReadUtterance, learn_intents, phrases, rarity
from qa.language.detection import detect
from qa.understanding.features import Array
from qa.understanding.lessons import Lesson
from qa.understanding.model import QuestionModel
from qa.understanding.names import NameModel
from qa.understanding.phrase import phrase
from qa.understanding.utterance import Utterance

LEFT_OUT: Final = frozenset({"AI models and labs"})  # domains that the shipped corpus is about
BATCH: Final = 64  # texts
ASKED: Final = 500  # questions that are taken from one file

Embed: TypeAlias = Callable[[Sequence[str]], Array]
"""Texts to their unit vectors as queries, [n, 384]."""


class Embedding:
    """Embeds texts as queries, each of them once, and reports how far it is."""

    def __init__(self, embedder: Embedder, progress: Progress | None = None) -> None:
        self._embedder, self._progress = embedder, progress
        self._known: dict[str, Array] = {}

    def __call__(self, texts: Sequence[str]) -> Array:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            self._known |= zip(batch, self._embedder.embed_queries(batch), strict=True)
            if self._progress:
                self._progress("questions", start + len(batch), len(missing))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True)
class Material:
    """What is learned from: utterances, each read in two ways, one after the other, and domains.

    `asked` is what people asked of texts, any texts; `vectors` [n, 384] are those of the domains' phrases.
    """

    utterances: list[ReadUtterance]
    asked: list[ReadPhrase]
    domains: Domains
    vectors: Array

    @classmethod
    def of(
        cls,
        utterances: Sequence[Utterance],
        lessons: Iterable[Lesson],
        embed: Embed,
        asked: Sequence[str] = (),
    ) -> Material:
        domains = Domains.of(lessons)
        questions = [phrase(text, detect(text), ()) for text in asked]
        read = [(utterance, one) for utterance in utterances for one in phrases(utterance)]
        vectors = embed([one.text for one in (*(one for _, one in read), *domains.phrases, *questions)])
        held = [ReadUtterance(*one, vector) for one, vector in zip(read, vectors, strict=False)]
        end = len(vectors) - len(questions)
        others = [ReadPhrase(*one) for one in zip(questions, vectors[end:], strict=True)]
        return cls(held, others, domains, vectors[len(read) : end])

    @property
    def plain(self) -> list[Utterance]:
        """The utterances, each once."""
        return [one.utterance for one in self.utterances[::2]]

    @property
    def learned(self) -> list[str]:
        """The domains that are learned from."""
        return [name for name in self.domains.by_name if name not in LEFT_OUT]

    def measures(self) -> tuple[Array, Array]:
        """The mean of all vectors that are learned from [384], and what runs of characters are worth."""
        rows = self.domains.rows(self.learned)
        vectors = np.vstack([*(one.vector for one in self.utterances), self.vectors[rows]])
        read = [one.phrase for one in self.utterances] + [self.domains.phrases[row] for row in rows]
        return vectors.mean(axis=0), rarity(one.blanked for one in read)


def learn(material: Material, seed: int = 0) -> QuestionModel:
    """The weights learned from all of it.

    Nothing is learned from the domains that the shipped corpus is about; of their attributes it is only kept
    that people ask for them.
    """
    model = learn_intents(material.utterances, material.asked, *material.measures())
    model = with_attributes(model, material.domains, material.learned, material.vectors, seed)
    return with_others(model, material.domains, material.domains.by_name, material.vectors)


def save_questions(model: QuestionModel, file: IO[bytes]) -> None:
    """Write the weights to `file`, as `load_model` reads them."""
    arrays: dict[str, Any] = {field.name: getattr(model, field.name) for field in fields(model)}
    np.savez_compressed(file, allow_pickle=False, **arrays)


def save_names(model: NameModel, file: IO[bytes]) -> None:
    """Write the weights to `file`, as `load_names` reads them."""
    arrays: dict[str, Any] = {"shape": model.shape, "context": model.context, "bias": model.bias}
    np.savez_compressed(file, allow_pickle=False, **arrays)


def some_questions(file: Path, count: int = ASKED) -> list[str]:
    """The questions of a SQuAD file, every n-th, so that there are `count` at most."""
    questions = [item.question for item in read_squad(file)[1]]
    return questions[:: max(1, -(-len(questions) // count))]
