"""The words of what the tables of a document are known to be of, told apart by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from collections.abc import Set as AbstractSet

from qa.extraction.measures.axes import words_of


class KnownWords:
    """The words of the things of all tables; `named` are those of each."""

    def __init__(self, named: Iterable[AbstractSet[str]]) -> None:
        self._counts = Counter(word for one in named for word in _words(one))

    def but_for(self, own: AbstractSet[str]) -> Container[str]:
        """The words that other tables than the one of the things `own` have."""
        return _Others(self._counts, _words(own))


class _Others(Container[str]):
    """Words of some tables without one."""

    def __init__(self, counts: Counter[str], own: AbstractSet[str]) -> None:
        self._counts, self._own = counts, own

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self._counts[word] > (word in self._own)


def _words(names: Iterable[str]) -> AbstractSet[str]:
    return {word for name in names for word in words_of(name)}
