"""What the model reads of a phrase beside its vector: question words, how it is built, runs of characters."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from math import log
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qa.language.lexicon import Lexicon, lexicon
from qa.understanding.phrase import BLANK, Phrase

Array: TypeAlias = NDArray[np.float32]

WORDS: Final[tuple[tuple[str, str], ...]] = (
    *(
        ("operations", name)
        for name in (
            *("top", "bottom", "ranking", "compare", "difference", "aggregate", "models", "points"),
            *("comparable", "count", "change", "history", "editions", "overview", "list"),
        )
    ),
    *(("types", name) for name in ("date", "person", "reason", "manner", "place", "number")),
    *(("smalltalk", name) for name in ("greeting", "thanks", "farewell", "help")),
    *(
        ("followup", name)
        for name in (
            *("opening", "ending", "thing", "person", "joining", "alternative"),
            *("first", "second", "third", "last"),
        )
    ),
    ("orders", "plain"),
)
"""The question words of a language, by group and name, each of which is there or not."""

BOUNDS: Final = ("above", "below", "at_least", "at_most", "between")
PLACES: Final = ("limit", "limit_low", "position", "next")
STRUCTURE: Final = 8
SIGNALS: Final = len(WORDS) + 1 + len(PLACES) + STRUCTURE
LONG: Final = 80  # characters from which a phrase is just long
BUCKETS: Final = 1 << 15  # that runs of characters are counted in
LONGEST_RUN: Final = 5  # characters
_WORD: Final = re.compile(r"\w+|[^\w\s]+")


def signals(phrase: Phrase) -> Array:
    """Which question words stand in a phrase, and how it is built, [SIGNALS]."""
    text, tongues = phrase.blanked, _tongues(phrase.language)
    found = [any(words.has(group, name, text) for words in tongues) for group, name in WORDS]
    found.append(any(words.compared(bound, text) for words in tongues for bound in BOUNDS))
    found += [any(words.places(place, text) for words in tongues) for place in PLACES]
    built = (
        phrase.subjects == 0,
        phrase.subjects == 1,
        phrase.subjects > 1,
        phrase.groups > 0,
        phrase.editions == 1,
        phrase.editions > 1,
        any(character.isdigit() for character in text),
        min(len(text), LONG) / LONG,
    )
    return np.array([*found, *built], np.float32)


def runs(text: str) -> tuple[NDArray[np.int64], Array]:
    """The runs of one to five characters within the words of plain `text`: buckets, and how often each.

    How often is told as 1 + log n. Names that were blanked are left out.
    """
    counted = Counter(zlib.crc32(run.encode()) % BUCKETS for run in _runs(text))
    buckets = np.fromiter(counted, np.int64, len(counted))
    return buckets, np.array([1.0 + log(n) for n in counted.values()], np.float32)


def _runs(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.replace(BLANK, " ")):
        padded = f" {word} "
        for length in range(1, LONGEST_RUN + 1):
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


def _tongues(language: str) -> tuple[Lexicon, ...]:
    """The asker's language, and English, whose words turn up in all others."""
    return tuple(lexicon(tongue) for tongue in dict.fromkeys((language, "en")))
