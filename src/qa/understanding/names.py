"""Which words of a question are names, known or not: a logistic regression on each word and its neighbours.

What a name is called is never learned, only how names stand in questions: their neighbours, their letters,
and how unlikely the encoder's own language model of pieces (Kudo 2018) finds them as words.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.encoder.model_file import ModelFile
from index.encoder.vocabulary import Pieces
from qa.language.lexicon import lexicon, plain
from qa.understanding.features import Array
from qa.understanding.weights import load_weights, other_version

WORD: Final = re.compile(
    r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’.\-]?[^\W_\u3040-\u30ff\u3400-\u9fff]+)*"
    r"|[\u3040-\u30ff\u3400-\u9fff]|\d+(?:[.,]\d+)*|[^\w\s]"
)
LETTER: Final = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]")
BEGINNING: Final = "\u2581"  # begins a word among the pieces
SHAPE: Final = 16
CONTEXTS: Final = 1 << 14
WEIGHTS: Final = Path(__file__).with_name("names.npz")
EDGE: Final = "<>"

Words: TypeAlias = Sequence[tuple[str, int, int]]
"""Words with where each starts and ends."""


def words_of(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, each Chinese or Japanese character by itself, and its punctuation."""
    return [(found[0], found.start(), found.end()) for found in WORD.finditer(text)]


@cache
def _pieces() -> tuple[Pieces, Array]:
    """The encoder's pieces of words and their scores: mapped once, however many corpora are open."""
    model = ModelFile()
    return Pieces(model), model.scores()


class WordReader:
    """Reads what tells names from other words."""

    def shape(self, words: Words, place: int, language: str) -> Array:
        """What is measured of the word at `place`, [SHAPE]."""
        word = words[place][0]
        lower, capital, first = word.lower(), word[0].isupper(), place == 0
        count, unlikely = self._unlikely(lower)
        _, written = self._unlikely(word)
        common = any(plain(lower) in lexicon(t).function_words for t in dict.fromkeys((language, "en")))
        return np.array(
            [
                *(1.0, count / 4, unlikely / 20, written / 20, unlikely / len(lower) / 5),
                *(capital, word.isupper() and len(word) > 1, any(c.isdigit() for c in word)),
                *(first, first and capital, not any(w != w.lower() for w, _, _ in words), common),
                *(len(word) / 10, "-" in word, written < unlikely, capital * written / 20),
            ],
            np.float32,
        )

    def _unlikely(self, word: str) -> tuple[int, float]:
        """How many pieces a word is cut into, and its negative log probability."""
        pieces, scores = _pieces()
        cut = pieces.cut(BEGINNING + word)
        return len(cut), -sum(float(scores[number]) for number, _ in cut)


def contexts(words: Words, place: int, language: str) -> Iterator[int]:
    """The neighbours of the word at `place`, its letters and the language, as numbers below CONTEXTS."""

    def at(step: int) -> str:
        return words[place + step][0] if 0 <= place + step < len(words) else EDGE

    word, before, after = at(0).lower(), at(-1).lower(), at(1).lower()
    yield from map(_number, (f"-1 {before}", f"+1 {after}", f"-2 {at(-2).lower()}", f"+2 {at(2).lower()}"))
    yield from map(_number, (f"- {at(-2).lower()} {before}", f"+ {after} {at(2).lower()}"))
    yield _number("shape" + "".join(_kind(at(step)) for step in (-1, 0, 1)))
    yield from map(_number, (f"ends {word[-3:]}", f"ends {word[-2:]}", f"begins {word[:3]}", language))


def _kind(word: str) -> str:
    if word == EDGE or not LETTER.match(word):
        return "9" if word[:1].isdigit() else "0"
    return "A" if word[0].isupper() else "a"


def _number(text: str) -> int:
    return zlib.crc32(text.encode()) % CONTEXTS


@dataclass(frozen=True)
class NameModel:
    """The learned weights: `shape` [SHAPE], `context` [CONTEXTS], `bias` [1]."""

    shape: Array
    context: NDArray[np.float16]
    bias: Array
    reader: WordReader

    def likely(self, text: str, language: str) -> dict[tuple[int, int], float]:
        """How likely each word in letters of `text` is part of a name, by where it starts and ends."""
        words = words_of(text)
        return {
            (start, end): self._likely(words, place, language)
            for place, (word, start, end) in enumerate(words)
            if LETTER.match(word)
        }

    def _likely(self, words: Words, place: int, language: str) -> float:
        score = float(self.reader.shape(words, place, language) @ self.shape) + float(self.bias[0])
        score += sum(float(self.context[number]) for number in contexts(words, place, language))
        return float(1.0 / (1.0 + np.exp(-score)))


def load_names(path: Path = WEIGHTS) -> NameModel:
    """The weights in `path`; raises FootnoteError where they are not there or do not fit this version."""
    model = load_weights(path, partial(NameModel, reader=WordReader()))
    if model.shape.shape != (SHAPE,) or model.context.shape != (CONTEXTS,):
        raise other_version(path)
    return model
