"""The names of a corpus's entities in a text, as they are written there and in no other spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from qa.extraction.mentions.name import Named
from qa.knowledge.entities import Entities
from qa.language.compact import Compact, compact, key_of

TITLED: Final = 4  # letters up to which a name of letters alone has to be written with a capital
BEGINNING: Final = 8  # characters of a name by which it is looked for
VALUE_LIKE: Final = re.compile(r"[\d.]+[a-z]?")  # "67b", "0528": no name outside a table
LONGER: Final = re.compile(r"(?<=\d)[a-z]{1,2}(?![A-Za-z\u00c0-\u024f])")  # "x1b" is not X1
INSIDE: Final = frozenset(" \t\n\u00a0-_‐‑–·・’'`*./()（）")


class KnownNames:
    """All names of all entities, in the folded form in which they are compared."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self._names: dict[str, tuple[str, ...]] = {}
        for entity in entities:
            for name in entity.written:
                key = key_of(name)
                if key:
                    self._names[key] = tuple(dict.fromkeys((*self._names.get(key, ()), entity.id)))
        lengths: dict[str, set[int]] = {}
        for key in self._names:
            lengths.setdefault(key[:2], set()).add(len(key))
        begun = _any_of({key[:BEGINNING] for key in self._names})
        self._beginnings = re.compile(begun or r"(?!)")
        self._lengths = {prefix: tuple(sorted(found, reverse=True)) for prefix, found in lengths.items()}

    def exactly(self, name: str) -> Named | None:
        """The entities that are called `name`; None for none."""
        ids = self._names.get(key_of(name), ())
        return self._of(name, 0, len(name), ids) if ids else None

    def find(self, text: str) -> list[Named]:
        """The names in `text`, the longest at each place, with the shorter readings of each."""
        folded = compact(text)
        found: list[Named] = []
        reached = 0
        for place in self._places(folded.text):
            if folded.origin[place] < reached or not folded.may_start(place):
                continue
            readings = self._readings(text, folded, place)
            if readings:
                first, *others = self._reaching(text, folded, place, readings)
                found.append(replace(first, shorter=tuple(others)))
                reached = first.end
        return found

    def _places(self, text: str) -> Iterator[int]:
        """Where names may begin in the folded text."""
        found = self._beginnings.search(text)
        while found:
            yield found.start()
            found = self._beginnings.search(text, found.start() + 1)

    def _reaching(self, text: str, folded: Compact, place: int, readings: list[Named]) -> list[Named]:
        """The readings but those that cut another name in two: 百度, 文心4.0, not 百度文心, 4.0."""
        end = readings[0].end
        for inner in range(place + 1, len(folded.text)):
            if folded.origin[inner] >= end:
                break
            further = self._readings(text, folded, inner) if folded.may_start(inner) else []
            across = next((n for n in further if n.end > end), None)
            if across and across.ids != readings[0].ids:
                kept = [n for n in readings if n.end <= folded.origin[inner]]
                return kept or readings
        return readings

    def _readings(self, text: str, folded: Compact, start: int) -> list[Named]:
        """The names that begin at a place of the folded text, longest first."""
        prefix = folded.text[start : start + 2]
        lengths = (*self._lengths.get(prefix, ()), *self._lengths.get(prefix[:1], ()))
        out = []
        for length in lengths:
            end = start + length
            key = folded.text[start:end]
            ids = self._names.get(key) if len(key) == length else None
            if not ids or VALUE_LIKE.fullmatch(key) or not folded.may_end(end):
                continue
            first, last = folded.origin[start], folded.origin[end - 1] + 1
            last += text[first:last].count("(") > text[first:last].count(")") and text[last : last + 1] == ")"
            cut = len(key) <= TITLED and last == folded.origin[end - 1] + 1 and LONGER.match(text, last)
            if not cut and _is_one(text, first, last, key):
                out.append(self._of(text[first:last], first, last, ids))
        return out

    def _of(self, name: str, start: int, end: int, ids: tuple[str, ...]) -> Named:
        return Named(start, end, name, ids, tuple(self.entities.kinds[self.entities[i].kind] for i in ids))


def _any_of(words: Collection[str]) -> str:
    """A regular expression for any of `words`, each as far as the shortest that it begins with."""
    if not words or "" in words:
        return ""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0], set()).add(word[1:])
    return f"(?:{'|'.join(re.escape(first) + _any_of(rest) for first, rest in sorted(tails.items()))})"


def _is_one(text: str, start: int, end: int, key: str) -> bool:
    """Whether what is written there is one name: no punctuation inside, and short words with a capital."""
    written = text[start:end]
    if any(not c.isalnum() and c not in INSIDE for c in written) or "\n\n" in written:
        return False
    if written.count("(") + written.count("（") != written.count(")") + written.count("）"):
        return False
    if re.search(r"\.\s|[)）]\S", written):
        return False
    return not (key.isascii() and key.isalpha() and len(key) <= TITLED and written[0].islower())
