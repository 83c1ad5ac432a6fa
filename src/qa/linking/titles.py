"""Titles in a text → documents: where words of a title, a heading or a publisher's name stand together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from index.documents import Document
from index.text import located
from qa.language.wordlists import plain
from qa.numbers.dates import spans

WORD: Final = re.compile(r"\w+")
SHORT: Final = 3  # letters up to which a word between two of a title is an article or the like
BETWEEN: Final = 2  # such words at most
DIGITS: Final = re.compile(r"[\d.]+")

Light = Callable[[str], bool]
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Titled:
    """What `text[start:end]` may name: those whose titles have all its `terms`, and those called just so."""

    start: int
    end: int
    terms: frozenset[str]
    held: frozenset[str]
    whole: bool = False

    def joined(self, other: Titled) -> Titled:
        """With what stands behind it, of what both may name."""
        return Titled(self.start, other.end, self.terms | other.terms, self.held & other.held)


class Titles:
    """Things by the words of their titles; a thing may have several."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """`titles` are the ids of things, each with a title."""
        # without their dates, which tell the titles of a series apart
        self._terms: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._held: dict[str, set[str]] = defaultdict(set)
        for thing, title in titles:
            dates = spans(plain(title))
            words = [(term, any(a <= at < b for a, b in dates)) for term, at, _ in located(title)]
            self._terms[thing].append(frozenset(term for term, dated in words if not dated))
            for term, _ in words:
                self._held[term].add(thing)

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, text: str, light: Light, dates: Spans = ()) -> tuple[Titled, ...]:
        """Where words of titles stand together in `text`, with nothing but `light` words in between.

        Words of a date, which stand at `dates`, only tell titles apart: none is named by them alone.
        """
        runs: list[Titled] = []
        for one in self._words(text):
            between = text[runs[-1].end : one.start] if runs and runs[-1].end < one.start else ""
            shared = runs and not runs[-1].held.isdisjoint(one.held)
            weak = all(map(light, one.terms))  # "report" ends the name of one, and begins none
            if shared and (not between.strip() if weak else is_light(between, light)):
                runs[-1] = runs[-1].joined(one)
            elif not weak:
                runs.append(one)
        found = (self._of_words(run, text, light, dates) for run in runs)
        return tuple(run for run in found if run.terms)

    def _words(self, text: str) -> Iterator[Titled]:
        """Each word of `text` that titles have."""
        for term, start, end in located(text):
            if held := self._held.get(term):
                yield Titled(start, end, frozenset([term]), frozenset(held))

    def _of_words(self, run: Titled, text: str, light: Light, dates: Spans) -> Titled:
        """A run by the words that name something, and of what they name that which is called just so."""
        words = [
            (term, start)
            for term, start, end in located(text[run.start : run.end])
            if term in run.terms and not DIGITS.fullmatch(term) and not light(term)
        ]
        dated = {term for term, at in words if any(a <= run.start + at < b for a, b in dates)}
        naming = frozenset(term for term, _ in words) - dated
        called = frozenset(thing for thing in run.held if self._is_called(thing, naming, light))
        return Titled(run.start, run.end, naming, called or run.held, whole=bool(called))

    def _is_called(self, thing: str, terms: frozenset[str], light: Light) -> bool:
        """Whether `terms` are all the words of one of its titles."""
        return any(
            {term for term in own if not DIGITS.fullmatch(term) and not light(term)} == terms
            for own in self._terms[thing]
        )


def is_light(text: str, light: Light) -> bool:
    """Whether the words of `text`, if any, are such as stand between those of a name: "of the", の."""
    words = WORD.findall(text)
    return len(words) <= BETWEEN and all(light(w) or (w.isascii() and len(w) <= SHORT) for w in words)


class Catalogue:
    """The documents by their titles, their publishers and their headings."""

    def __init__(self, documents: Mapping[str, Document], headings: Mapping[str, Collection[str]]) -> None:
        """`headings` are those of each document, by its id."""
        self.documents = documents
        self._headings = {id_: frozenset(own) for id_, own in headings.items()}

    @cached_property
    def titles(self) -> Titles:
        return Titles((one.id, one.title) for one in self.documents.values())

    @cached_property
    def publishers(self) -> Titles:
        return Titles((one.id, name) for one in self.documents.values() for name in publishers(one))

    @cached_property
    def headings(self) -> Titles:
        """The headings, each of which is its own id."""
        return Titles((one, one) for one in dict.fromkeys(h for own in self._headings.values() for h in own))

    def under(self, headings: Collection[str]) -> frozenset[str]:
        """The documents that have any of these headings."""
        return frozenset(id_ for id_, own in self._headings.items() if not own.isdisjoint(headings))


def publishers(document: Document) -> tuple[str, ...]:
    """Who published what a document is made from, each once."""
    return tuple(dict.fromkeys(one.publisher for one in document.sources if one.publisher))
