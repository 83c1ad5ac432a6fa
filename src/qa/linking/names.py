"""Finding names of entities in a question: in any script, however spaced, with typing errors.

Names are compared in a compact form: width, case and Traditional characters folded, separators dropped, so
that "Hunyuan Turbo S", "hunyuan-turbos" and "HunyuanTurboS" are one. Digits are never guessed: GPT-5 is not a
misspelt GPT-4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TypeVar

from index.text import fold
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.grouping import grouped
from qa.language.compact import SEPARATORS, Compact, compact, key_of

Key = TypeVar("Key", bound=Hashable)

LONGEST_TYPO_WINDOW = 4  # words
GENITIVE_FROM = 4  # letters of a name after which a bare "s" is taken for a genitive
MOST_WORDS = 6  # of a name whose words may come in another order
REMEMBERED = 1024  # stretches of text that were compared with all names
MOST_MISSPELT = 60  # words of a question that are looked at for typing errors
TYPO_CUTOFF = 80.0  # similarity in percent: one slip in five letters
OFFER_CUTOFF = 60.0  # similarity from which a name is offered instead of an unknown one
MOST_OFFERED = 3
TIE_MARGIN = 4.0  # readings this near to each other are the asker's to settle
WORDS = re.compile(r"[A-Za-z\u00c0-\u024f]+|[\u30a1-\u30fa\u30fc]+|\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question that names an entity, of a kind; several `entities` where readings tie."""

    start: int
    end: int
    text: str
    entities: tuple[str, ...]
    exact: bool = True
    kinds: frozenset[str] = frozenset()


class Taken:
    """Which characters of a text belong to a name; asking costs the length of what is asked about alone."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    @classmethod
    def by(cls, mentions: Iterable[Mention], length: int) -> Taken:
        taken = cls(length)
        for mention in mentions:
            taken.add(mention.start, mention.end)
        return taken

    def add(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character from `start` to `end` belongs to a name."""
        return self._marks.find(1, start, end) < 0


class NameIndex:
    """All names of all entities, for looking up, completing and correcting."""

    def __init__(self, entities: Entities, known_word: Callable[[str], bool] = lambda _: False) -> None:
        """`known_word` says which Latin words are ordinary ones, never to be taken for typing errors."""
        self._entities = entities
        self._known_word = known_word
        self._names: dict[str, tuple[str, ...]] = {}
        self._upper: set[str] = set()
        for entity in entities:
            for name in entity.written:
                self._add(name, entity.id)
        self._add_openings()
        self._lengths = _lengths(self._names)
        self._nearest = lru_cache(maxsize=REMEMBERED)(self._find_nearest)

    def _add(self, name: str, entity: str) -> None:
        key = key_of(name)
        if not key:
            return
        self._names[key] = tuple(dict.fromkeys((*self._names.get(key, ()), entity)))
        if len(key) <= 2 and name.isascii() and name.isupper() and name.isalpha():
            self._upper.add(key)  # "US" is a country, "us" is a pronoun

    @cached_property
    def _typo_keys(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The names that may be misspelt, by their digits, which are never guessed."""
        return grouped((key for key in self._names if len(key) >= 4 and key[0].isalpha()), _digits)

    @cached_property
    def _listed(self) -> tuple[str, list[int], list[str]]:
        """All names as one text, the shortest first, each after a NUL; where each begins, and each."""
        names = sorted(self._names, key=len)
        starts = list(accumulate((len(name) + 1 for name in names), initial=0))
        return "".join(f"\0{name}" for name in names) + "\0", starts, names

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The parts of all names."""
        written = (name for entity in self._entities for name in entity.written)
        return frozenset(key_of(part) for name in written for part in re.split(r"[\s-]+", name))

    @cached_property
    def _by_words(self) -> dict[frozenset[str], tuple[str, ...]]:
        """Names of three words and more by their words, where these are one entity's alone."""
        split = ((name, [key_of(w[0]) for w in WORDS.finditer(name)], e) for name, e in self.proper)
        return _of_one_alone(
            (frozenset(words), entity)
            for name, words, entity in split
            if name.isascii() and 3 <= len(words) == len(set(words))
        )

    @property
    def proper(self) -> Iterator[tuple[str, str]]:
        """The proper names, each with its entity: those of rules and groups begin with ordinary words."""
        for entity in self._entities:
            if entity.kind in self._entities.kinds.named:
                yield from ((name, entity.id) for name in entity.written)

    def _add_openings(self) -> None:
        """Let the opening words of a longer proper name stand for it where they can mean nothing else."""
        openings = _of_one_alone((key, entity) for name, entity in self.proper for key in _openings(name))
        self._names |= {key: owner for key, owner in openings.items() if key not in self._names}

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in `text`, longest first where they overlap, in the order of the text."""
        folded = compact(text)
        exact = self._exact(text, folded)
        return tuple(sorted((*exact, *self._typos(text, exact)), key=lambda m: m.start))

    def resolve(self, name: str) -> Mention | None:
        """The entity that the whole of `name` means: an id, a name, or a name with typing errors."""
        known = (name,) if name in self._entities else self._names.get(key_of(name))
        if known:
            return Mention(0, len(name), name, known)
        found = self.find(name)
        return max(found, key=lambda m: m.end - m.start) if found else None

    def holds(self, word: str) -> bool:
        """Whether `word` is a name or a part of one: 405B is, of Llama 3.1 405B."""
        return key_of(word) in self._names or key_of(word) in self._parts

    def complete(self, prefix: str, kinds: Collection[str], limit: int) -> tuple[Entity, ...]:
        """Entities of `kinds` whose names begin with or hold `prefix`, those that begin with it first."""
        key = key_of(prefix)
        found: dict[str, None] = {}
        for needle in dict.fromkeys((f"\0{key}", key)):
            for name in self._holding(needle):
                found.update(dict.fromkeys(o for o in self._names[name] if self._entities[o].kind in kinds))
                if len(found) >= limit:
                    return tuple(self._entities[owner] for owner in found)[:limit]
        return tuple(self._entities[owner] for owner in found)

    def nearest(self, name: str, kinds: Collection[str]) -> tuple[str, ...]:
        """Up to three entities of `kinds` whose names are written most like `name`, the likest first."""
        from rapidfuzz import fuzz, process  # most names are known

        held = [(key_of(one), e.id) for e in self._entities if e.kind in kinds for one in e.written]
        keys = [key for key, _ in held]
        found = process.extract(
            key_of(name), keys, scorer=fuzz.ratio, score_cutoff=OFFER_CUTOFF, limit=4 * MOST_OFFERED
        )
        return tuple(dict.fromkeys(held[place][1] for _, _, place in found))[:MOST_OFFERED]

    def _holding(self, needle: str) -> Iterator[str]:
        """The names that hold `needle`, the shortest first; with a leading NUL, those that begin with it."""
        text, starts, names = self._listed
        at = text.find(needle)
        while 0 <= at < len(text) - 1:
            place = bisect_right(starts, at) - 1
            yield names[place]
            at = text.find(needle, starts[place + 1])

    def _exact(self, text: str, folded: Compact) -> list[Mention]:
        spans: list[tuple[int, int]] = []
        starts = [i for i in range(len(folded.text)) if folded.may_start(i)]
        for start in starts:
            for length in self._lengths.get(folded.text[start], ()):
                end = start + length
                key = folded.text[start:end]
                if (
                    len(key) == length
                    and key in self._names
                    and (folded.may_end(end) or _is_genitive(folded, start, end))
                    and self._case_fits(text, folded, start, end)
                ):
                    spans.append((start, end))
                    break
        found = [self._mention(text, folded, start, end) for start, end in spans]
        chosen: list[Mention] = []
        taken = Taken(len(text))
        for mention in sorted((*found, *self._reordered(text)), key=lambda m: m.start - m.end):
            if taken.is_free(mention.start, mention.end):
                taken.add(mention.start, mention.end)
                chosen.append(mention)
        return chosen

    def _reordered(self, text: str) -> list[Mention]:
        """Names whose words are in another order: "Ernie Turbo 4.0"."""
        words = list(WORDS.finditer(text))
        found = []
        for first in range(len(words)):
            for count in range(3, min(len(words) - first, MOST_WORDS) + 1):
                window = words[first : first + count]
                owner = self._by_words.get(frozenset(key_of(word[0]) for word in window))
                gaps = _gaps(text, window)
                if owner and all(character in SEPARATORS or character == "." for character in gaps):
                    start, end = window[0].start(), window[-1].end()
                    found.append(self._of(text, start, end, owner))
        return found

    def _case_fits(self, text: str, folded: Compact, start: int, end: int) -> bool:
        if folded.text[start:end] not in self._upper:
            return True
        return text[folded.origin[start] : folded.origin[end - 1] + 1].isupper()

    def _mention(self, text: str, folded: Compact, start: int, end: int) -> Mention:
        first, last = folded.origin[start], folded.origin[end - 1] + 1
        return self._of(text, first, last, self._names[folded.text[start:end]])

    def _of(self, text: str, start: int, end: int, owner: tuple[str, ...], *, exact: bool = True) -> Mention:
        kinds = frozenset(self._entities[one].kind for one in owner)
        return Mention(start, end, text[start:end], owner, exact, kinds)

    def _typos(self, text: str, taken: Iterable[Mention]) -> list[Mention]:
        covered = Taken.by(taken, len(text))
        found: list[Mention] = []
        words = [w for w in WORDS.finditer(text) if covered.is_free(*w.span())]
        used = -1
        for first in range(min(len(words), MOST_MISSPELT)):
            if words[first].start() < used:
                continue
            best = self._best_window(text, words[first : first + LONGEST_TYPO_WINDOW])
            if best:
                found.append(best)
                used = best.end
        return found

    def _best_window(self, text: str, words: list[re.Match[str]]) -> Mention | None:
        best: tuple[float, Mention] | None = None
        for count in range(len(words), 0, -1):
            start, end = words[0].start(), words[count - 1].end()
            if any(c not in SEPARATORS for c in _gaps(text, words[:count])):
                continue
            if not self._may_be_misspelt([fold(word[0]) for word in words[:count]]):
                continue
            scored = self._nearest(text[start:end])
            if scored and (best is None or scored[0] > best[0]):
                best = (scored[0], self._of(text, start, end, scored[1], exact=False))
        return best[1] if best else None

    def _may_be_misspelt(self, words: list[str]) -> bool:
        """Whether some of `words` are unusual, and all others are short, numbers or parts of names."""
        strange = [w for w in words if w.isalpha() and len(w) >= 4 and not self._known_word(w)]
        return bool(strange) and all(
            w in strange or w in self._parts or len(w) == 1 or w[0].isdigit() for w in words
        )

    def _find_nearest(self, written: str) -> tuple[float, tuple[str, ...]] | None:
        """The similarity and the entities of the nearest names; None where nothing is near.

        `_nearest` is the same and remembers the latest: a message is read whole and in its sentences.
        """
        key = key_of(written)
        letters = re.sub(r"[\d.]", "", key)
        if len(letters) < 4:
            return None
        from rapidfuzz import fuzz, process  # most questions are spelt right

        names = self._typo_keys.get(_digits(key), ())
        fitting = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=TYPO_CUTOFF, limit=8)
        if not fitting:
            return None
        top = fitting[0][1]
        owners = [e for name, score, _ in fitting if score >= top - TIE_MARGIN for e in self._names[name]]
        return top, tuple(dict.fromkeys(owners))


def _of_one_alone(owned: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    """The entity of each key, of those that belong to one entity alone."""
    owners: dict[Key, set[str]] = {}
    for key, entity in owned:
        owners.setdefault(key, set()).add(entity)
    return {key: tuple(held) for key, held in owners.items() if len(held) == 1}


def _lengths(keys: Iterable[str]) -> dict[str, list[int]]:
    """How long the keys are that begin with a character, each length once, the longest first."""
    found = grouped(keys, lambda key: key[0])
    return {first: sorted({len(key) for key in held}, reverse=True) for first, held in found.items()}


def _digits(key: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\d.]+", key))


def _is_genitive(folded: Compact, start: int, end: int) -> bool:
    """Whether a name is followed by a genitive "s" typed without its apostrophe: "baichuans model"."""
    if end - start < GENITIVE_FROM or folded.text[end] != "s" or not folded.text[end - 1].isalpha():
        return False
    return end + 1 == len(folded.text) or folded.origin[end + 1] != folded.origin[end] + 1


def _openings(name: str) -> list[str]:
    parts = [p for p in re.split(r"[\s-]+", name) if p]
    keys = (key_of(" ".join(parts[:count])) for count in range(2, len(parts)))
    return [key for key in keys if len(key) >= 5]


def _gaps(text: str, words: list[re.Match[str]]) -> str:
    return "".join(text[a.end() : b.start()] for a, b in pairwise(words))
