"""Things by the words of their names, of which a question says some."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from index.text import terms
from qa.language.detection import HAN, KANA

VERSION: Final = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z\d.]+")  # letters and digits
FEW: Final = 6  # names that begin with one word


def unexplained(word: str, words: Collection[str]) -> str:
    """What of a word is not among terms: all or nothing of one with spaces, parts of Chinese or Japanese."""
    if word.isascii():
        return "" if all(term in words for term in terms(word)) else word
    covered = [False] * len(word)
    for at in range(len(word) - 1):
        if word[at : at + 2] in words:
            covered[at] = covered[at + 1] = True
    return "".join(character for character, held in zip(word, covered, strict=True) if not held)


class NameWords:
    """Things by the words of their names.

    `begun` is what a name is worth by its first word alone, `short` the same of a name of two.
    """

    def __init__(
        self, names: Mapping[str, Collection[str]], *, begun: float = 0.0, short: float = 0.0
    ) -> None:
        self._begun, self._short = begun, short
        self._names = {key: [tuple(terms(name)) for name in each] for key, each in names.items()}
        self._held = defaultdict[str, set[str]](set)
        for key, each in self._names.items():
            for term in frozenset[str]().union(*each):
                self._held[term].add(key)

    def __contains__(self, term: object) -> bool:
        return term in self._held

    @property
    def terms(self) -> Collection[str]:
        """The words of all names."""
        return self._held.keys()

    def shares(self, asked: frozenset[str], least: float) -> dict[str, float]:
        """What is named with at least that share of its words, and the share."""
        keys = {key for term in asked for key in self._held.get(term, ())}
        found = {key: self.share(key, asked) for key in keys}
        return {key: share for key, share in found.items() if share >= least}

    def share(self, key: str, asked: frozenset[str]) -> float:
        """How much of a name is asked for; nearly all by its first word, where few names have that."""
        parts = (max(self._part(name, asked), self._beginning(name, asked)) for name in self._names[key])
        return 0.0 if self._is_other_version(key, asked) else max(parts)

    def _is_other_version(self, key: str, asked: Collection[str]) -> bool:
        """Whether another version is asked for than that of a name: 7B, not 32B."""
        own = {term for term in self.words(key) if VERSION.fullmatch(term)}
        named = {term for term in asked if VERSION.fullmatch(term)}
        return bool(own and named) and not any(one in other or other in one for one in own for other in named)

    def words(self, key: str) -> frozenset[str]:
        return frozenset[str]().union(*self._names[key])

    def weight(self, term: str) -> float:
        """How telling a word is: the rarer, the more."""
        return math.log(1 + len(self._names) / len(self._held[term])) if term in self._held else 0.0

    def _beginning(self, name: Sequence[str], asked: frozenset[str]) -> float:
        if name and len(name) > 1 and name[0] not in asked and self._is_ending(name[-1], asked):
            return self._begun
        if not name or name[0] not in asked or len(self._held[name[0]]) > FEW:
            return 0.0
        if KANA.fullmatch(name[0][0]) and not asked.issuperset(name[:2]):
            return 0.0  # two signs of a syllabary are in many words
        return max(self._begun, self._short if len(name) == 2 else 0.0)

    def _is_ending(self, last: str, asked: frozenset[str]) -> bool:
        """Whether the last characters of a Chinese name, which say what it is, are asked for: 公車."""
        return last in asked and all(map(HAN.fullmatch, last)) and len(self._held[last]) <= FEW

    def _part(self, name: Sequence[str], asked: frozenset[str]) -> float:
        weights = {term: self.weight(term) for term in name}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in asked) / total if total else 0.0
