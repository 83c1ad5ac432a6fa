"""Whether two questions ask the same: by what they mean, and by what must agree whatever they mean.

Encoders see that questions are about one thing, and hardly that they name another year, another name or the
opposite, or differ in the one word that matters. So times, numbers, names, whether something is denied and
the kind of answer that is wanted are read from both and compared, and of questions in the same words but for
one place, what stands in that place. Where that is not sure, they are two questions: a taught answer to
another question does more harm than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from operator import eq
from threading import Lock
from typing import Final

import numpy as np

from index.crossing import CrossingEncoder
from index.embedding import Embedder, Vectors
from index.text import fold
from qa.language.compact import key_of
from qa.language.detection import SPACED, detect
from qa.language.inline import visible
from qa.language.lexicon import lexicon, plain
from qa.numbers.measures import without_negation
from qa.numbers.reader import read
from qa.numbers.times import periods
from qa.question.unknown_names import OPENING
from qa.understanding.names import NameModel, load_names

ALIKE: Final = (0.965, 0.65)
"""The cosines of the two encoders from which questions of one language ask the same."""
ACROSS: Final = (0.80, 0.72)
"""The same of two languages, of which the second encoder tells more."""
FRAME: Final = 0.65  # share of words around one place in which questions differ that makes them one frame
FILLED: Final = 0.78  # cosine from which a frame is filled with the same
KINDS: Final = ("date", "person", "reason", "manner", "place", "number")
LIKELY: Final = 0.5  # from which a word is rather part of a name than not
LONGEST: Final = 600  # characters of a question that may ask the same as another
REMEMBERED: Final = 1_024  # questions
WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What a question asks of, as far as it can be compared without knowing any document.

    `text` is how encoders read it; `names` are those in Latin letters, `opening` is what a Chinese or
    Japanese question begins with, up to a particle or a number; `wants` are the kinds of answer that its
    words ask for.
    """

    text: str
    words: tuple[str, ...]
    tongue: str
    times: frozenset[str]
    numbers: frozenset[float]
    names: frozenset[str]
    opening: str
    denies: bool
    wants: frozenset[str]

    def agrees(self, other: AskedOf) -> bool:
        """Whether nothing that can be compared keeps both from asking the same."""
        if (self.times, self.numbers, self.denies) != (other.times, other.numbers, other.denies):
            return False
        if not self._names(other) or not other._names(self):
            return False
        opened = self.opening and other.opening and self.tongue == other.tongue
        if opened and self.opening != other.opening:
            return False
        return not self.wants or not other.wants or bool(self.wants & other.wants)

    def _names(self, other: AskedOf) -> bool:
        """Whether what the other names stands here, too: a name may be overlooked in one of them."""
        return all(name in key_of(self.text) for name in other.names)


@lru_cache(maxsize=REMEMBERED)
def asked_of(question: str) -> AskedOf:
    """What is read of a question that may be compared with others."""
    language = detect(question)
    named, rest = list[str](), question
    for start, end in _name_spans(question, language):
        named.append(question[start:end])
        rest = rest[:start] + " " * (end - start) + rest[end:]
    times = periods(rest, language)
    opening = None if language in SPACED else OPENING.match(question)
    words, folded = lexicon(language), plain(question)
    return AskedOf(
        question if language == "ja" else fold(question),  # people write names in capitals, or do not
        tuple(WORD.findall(fold(question))),
        language.partition("-")[0],
        frozenset(f"{one.period.year}-{one.period.part}-{one.period.back}" for one in times),
        _numbers(rest, {place for one in times for place in range(one.start, one.end)}),
        frozenset(map(key_of, named)),
        key_of(opening[1]) if opening else "",
        without_negation(question, language)[1] > 0,
        frozenset(kind for kind in KINDS if words.has("types", kind, folded)),
    )


class SameQuestions:
    """Finds which of several questions another one asks. Threads may share it."""

    def __init__(self, embedder: Embedder, crossing: CrossingEncoder | None) -> None:
        """Without the second encoder only those in the same words are the same."""
        self._embedder, self._crossing = embedder, crossing
        self._lock, self._kept = Lock(), dict[str, Vectors]()

    def find(self, question: str, others: Sequence[str]) -> int | None:
        """The place of the question that is asked, the likest of several; None where it is none of them.

        Raises EmbeddingError.
        """
        if len(question) > LONGEST:
            return None
        asked = asked_of(visible(question))
        held = [(place, one) for place, one in enumerate(map(asked_of, others)) if asked.agrees(one)]
        if not held:
            return None
        same = next((place for place, one in held if one.words == asked.words), None)
        if same is not None or self._crossing is None:
            return same
        texts = [asked.text, *(one.text for _, one in held)]
        means, crossing = self._means(texts), _cosines(self._crossing.embed(texts))
        best, found = 0.0, None
        for (place, one), mean, cross in zip(held, means, crossing, strict=True):
            least = ALIKE if asked.tongue == one.tongue else ACROSS
            alike = mean >= least[0] and cross >= least[1]
            if alike and mean + cross > best and _filled_alike(self._crossing, asked.words, one.words):
                best, found = float(mean + cross), place
        return found

    def _means(self, texts: Sequence[str]) -> Vectors:
        """The cosines of the first of n texts with the others [n - 1]; what was embedded lately is kept."""
        with self._lock:
            held = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in held]
        if missing:
            held |= zip(missing, np.asarray(self._embedder.embed_queries(missing), np.float32), strict=True)
        with self._lock:
            self._kept |= held
            for text in list(self._kept)[: max(0, len(self._kept) - REMEMBERED)]:
                del self._kept[text]
        return _cosines(np.array([held[text] for text in texts]))


def _filled_alike(crossing: CrossingEncoder, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether questions that differ in one place only have the same there: "live" is not "work"."""
    before = _shared(one, other)
    after = _shared(one[before:][::-1], other[before:][::-1])
    parts = [" ".join(words[before : len(words) - after]) for words in (one, other)]
    if not all(parts) or before + after < FRAME * max(len(one), len(other)):
        return True
    return float(_cosines(crossing.embed(parts))[0]) >= FILLED


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two questions begin with alike."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _cosines(vectors: Vectors) -> Vectors:
    """How like the first of n unit vectors is to each of the others [n - 1]."""
    held = np.asarray(vectors, np.float32)
    likeness: Vectors = held[1:] @ held[0]
    return likeness


def _numbers(text: str, taken: set[int]) -> frozenset[float]:
    """The numbers of a text, those of its times aside; a "one" in letters counts nothing."""
    folded = fold(text)
    found = ((one, one.value) for one in read(folded) if one.start not in taken)
    return frozenset(value for one, value in found if value != 1 or folded[one.start].isdecimal())


@cache
def _name_model() -> NameModel:
    return load_names()


def _name_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where something stands that is rather a name than not, of neighbours the whole."""
    spans: list[tuple[int, int]] = []
    for (start, end), share in _name_model().likely(text, language).items():
        if share >= LIKELY:
            joined = spans and text[spans[-1][1] : start].strip(" -") == ""
            spans.append((spans.pop()[0] if joined else start, end))
    return spans
