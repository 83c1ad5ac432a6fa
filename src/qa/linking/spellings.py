"""Whole names that stand for something, however they are spelt: exactly, with a slip, or nearly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

from index.text import fold, terms
from qa.language.compact import key_of

SLIP: Final = 80.0  # similarity in percent from which a name is but misspelt: one slip in five letters
SHORTEST: Final = 4  # characters of a name that may be misspelt
NEAREST: Final = 3  # names that are offered instead of an unknown one
SIGNS: Final = re.compile(r"\d+(?:\.\d+)*|(?<![^\W\d_])[a-z]{1,2}(?![^\W\d_])")  # GT is not GS


class Spellings:
    """Things by all that each is called. Digits and letters by themselves are never guessed.

    Threads may share it.
    """

    def __init__(self, names: Mapping[str, Collection[str]]) -> None:
        """`names` are those of each thing, by its id."""
        self._given = names

    def exact(self, written: str) -> tuple[str, ...]:
        """The things with that id or that name, whatever its case, width and spaces."""
        return (written,) if written in self._given else tuple(self.keys.get(_key(written), ()))

    def slipped(self, written: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """The things, of `among`, whose name a misspelt one most likely is; () where none is near."""
        key = _key(written)
        if len(key) < SHORTEST:
            return ()
        signs = SIGNS.findall(fold(written))
        alike = [name for name in self._of(among) if self._signs[name] == signs]
        found = self._near(key, alike, SLIP)
        first = found[0][1] if found else 0.0
        return self._owners((name for name, score in found if score == first), among)

    def opened(self, written: str) -> tuple[str, ...]:
        """The things whose names begin with these words, and go on."""
        key, words = _key(written), terms(written)
        if len(key) < SHORTEST:
            return ()
        longer = (thing for name, owners in self.keys.items() if name.startswith(key) for thing in owners)
        return tuple(
            thing
            for thing in dict.fromkeys(longer)
            if any(terms(name)[: len(words)] == words for name in self._given[thing])
        )

    def nearest(
        self, written: str, among: Collection[str] | None = None, *, least: float = 0.0
    ) -> tuple[str, ...]:
        """Up to three things, of `among`, with names that are written most like one, the likest first.

        `least` is how alike they are at least, in percent.
        """
        found = self._near(_key(written), self._of(among), least)
        return self._owners((name for name, _ in found), among)[:NEAREST]

    def beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Up to `limit` things whose names begin with or hold `prefix`: those that begin with it first."""
        key, found = key_of(prefix), dict[str, None]()
        for fits in (str.startswith, str.__contains__):
            for name, owners in self.keys.items():
                if fits(name, key):
                    found.update(dict.fromkeys(owners))
                if len(found) >= limit:
                    return tuple(found)[:limit]
        return tuple(found)

    @property
    def ids(self) -> AbstractSet[str]:
        """All that has a name."""
        return self._given.keys()

    @cached_property
    def keys(self) -> Mapping[str, list[str]]:
        """The things that each name, in its compact form, stands for, in the order given."""
        found: dict[str, list[str]] = {}
        for thing, names in self._given.items():
            for key in dict.fromkeys(map(_key, names)):
                found.setdefault(key, []).append(thing)
        return found

    @cached_property
    def _signs(self) -> Mapping[str, list[str]]:
        """The numbers and single letters of each name."""
        return {_key(name): SIGNS.findall(fold(name)) for names in self._given.values() for name in names}

    def _of(self, among: Collection[str] | None) -> Collection[str]:
        """The names of `among`, or of everything."""
        if among is None:
            return self.keys
        return dict.fromkeys(_key(name) for thing in among for name in self._given[thing])

    def _owners(self, names: Iterable[str], among: Collection[str] | None) -> tuple[str, ...]:
        owners = (thing for name in names for thing in self.keys[name])
        return tuple(dict.fromkeys(one for one in owners if among is None or one in among))

    @staticmethod
    def _near(key: str, names: Collection[str], least: float) -> list[tuple[str, float]]:
        """The names most like `key` with their similarity, the likest first."""
        from rapidfuzz import fuzz, process  # most names are known

        found = process.extract(key, list(names), scorer=fuzz.ratio, score_cutoff=least, limit=4 * NEAREST)
        return [(name, score) for name, score, _ in found]


def _key(name: str) -> str:
    """The compact form of a name; of one that is all signs, the name."""
    return key_of(name) or name.strip()
