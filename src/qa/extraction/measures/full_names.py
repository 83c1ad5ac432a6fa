"""The full names of what a table names in short: "Veltra" of the "Veltra Nine 40" of another table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from qa.language.wordlists import plain

MOST: Final = 24  # names that share a word which tells one of them


class FullNames:
    """The names that a document's tables give, by their words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name: plain(name).split() for name in names}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for name, words in self._names.items():
            for word in set(words):
                self._by_word[word].append(name)

    def of(self, short: Iterable[str]) -> dict[str, str]:
        """The full name of each of a table's names; none where one of them has none, or two have the same."""
        found = {name: self._full(name) for name in short}
        full = [name for name in found.values() if name]
        return {short: name for short, name in found.items() if name} if len(set(full)) == len(found) else {}

    def _full(self, name: str) -> str | None:
        """The only longest name that holds all words of another one."""
        words = set(plain(name).split())
        rarest = min((self._by_word.get(word, []) for word in words), key=len, default=[])
        held = [one for one in rarest if words < set(self._names[one])] if len(rarest) <= MOST else []
        whole = [
            one for one in held if not any(set(self._names[one]) < set(self._names[other]) for other in held)
        ]
        return whole[0] if len(whole) == 1 else name if name in self._names and not whole else None
