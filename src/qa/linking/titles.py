"""Titles in a text → documents: where words of a title, a heading or a publisher's name stand together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from index.documents import Document
from index.text import located
from qa.language.wordlists import plain
from qa.numbers.dates import is_of_date

WORD: Final = re.compile(r"\w+")
SHORT: Final = 3  # letters up to which a word between two of a title is an article or the like
BETWEEN: Final = 2  # such words at most
BREAK: Final = re.compile(r"[:：;；.。?？!！()（）「」『』《》〈〉“”\"«»‹›]")
DIGITS: Final = re.compile(r"[\d.]+")

PARTS: Final = re.compile(r"[:：—–|/,，、()（）《》「」『』“”\"]|(?<=[\u2e80-\u9fff])\s")
HEAD_FIRST: Final = frozenset({"ar", "ca", "es", "fr", "he", "id", "it", "ms", "pt", "ro", "th", "vi"})
"""The languages in which a name begins with what the thing is: la lettre du phare."""

Light = Callable[[str], bool]
Dates = Callable[[], Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Titled:
    """What `text[start:end]` may name: those whose titles have all its `terms`.

    `whole` says that they are all the words of a title, `headed` that they have the one that says what the
    thing is: the "digest" of "Harbour Digest".
    """

    start: int
    end: int
    terms: frozenset[str]
    held: frozenset[str]
    whole: bool = False
    headed: bool = False

    def joined(self, other: Titled) -> Titled:
        """With what stands behind it, of what both may name."""
        return Titled(self.start, other.end, self.terms | other.terms, self.held & other.held)


class Titles:
    """Things by the words of their titles; a thing may have several."""

    def __init__(self, titles: Iterable[tuple[str, str, str]]) -> None:
        """`titles` are the ids of things, each with a title and its language."""
        self._titles: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._held: dict[str, set[str]] = defaultdict(set)
        for thing, title, language in titles:
            self._titles[thing].append((title, language))
            for term, _, _ in located(title):
                self._held[term].add(thing)
        self._words_of, self._heads_of = cache(self._words_found), cache(self._heads_found)

    def __len__(self) -> int:
        return len(self._titles)

    def find(self, text: str, light: Light, dates: Dates = tuple) -> tuple[Titled, ...]:
        """Where words of titles stand together in `text`, with nothing but `light` words in between.

        Words of a date, which stand at `dates`, only tell titles apart: none is named by them alone.
        """
        runs: list[Titled] = []
        for one in self._words(text):
            between = text[runs[-1].end : one.start] if runs and runs[-1].end < one.start else ""
            shared = runs[-1].held & one.held if runs else frozenset()
            weak = all(map(light, one.terms))  # "report" ends the name of one, and begins none
            close = not between.strip() if weak else is_light(between, light)
            if shared and (close or self._has_mark(between, shared)):
                runs[-1] = runs[-1].joined(one)
            elif not weak:
                runs.append(one)
        found = (self._of_words(run, text, light, dates) for run in runs)
        return tuple(run for run in found if run.terms)

    def _has_mark(self, between: str, things: Iterable[str]) -> bool:
        """Whether one of the things has the mark `between` in a title: the colon of "The Port: a Report"."""
        mark = between.strip()
        written = (title for thing in things for title, _ in self._titles[thing])
        return len(mark) == 1 and any(mark in title for title in written)

    def _words(self, text: str) -> Iterator[Titled]:
        """Each word of `text` that titles have."""
        for term, start, end in located(text):
            if held := self._held.get(term):
                yield Titled(start, end, frozenset([term]), frozenset(held))

    def _of_words(self, run: Titled, text: str, light: Light, dates: Dates) -> Titled:
        """A run by the words that name something, and of what they name that which is called just so."""
        words = [
            (term, start)
            for term, start, end in located(text[run.start : run.end])
            if term in run.terms and not DIGITS.fullmatch(term) and not light(term)
        ]
        dated = {term for term, at in words if any(a <= run.start + at < b for a, b in dates())}
        naming = frozenset(term for term, _ in words) - dated
        called = frozenset(thing for thing in run.held if self._is_called(thing, naming, light))
        headed = frozenset(
            thing for thing in called or run.held if not run.terms.isdisjoint(self._heads_of(thing))
        )
        held = headed or called or run.held
        return Titled(run.start, run.end, naming, held, whole=bool(called), headed=bool(headed))

    def _is_called(self, thing: str, terms: frozenset[str], light: Light) -> bool:
        """Whether `terms` are all the words of one of its titles."""
        return any(
            {term for term in own if not DIGITS.fullmatch(term) and not light(term)} == terms
            for own in self._words_of(thing)
        )

    def _words_found(self, thing: str) -> tuple[frozenset[str], ...]:
        """The terms of each of its titles without their dates, which tell those of a series apart."""
        words = ([term for term, _, _ in located(title)] for title, _ in self._titles[thing])
        return tuple(frozenset(term for term in each if not is_of_date(term)) for each in words)

    def _heads_found(self, thing: str) -> frozenset[str]:
        return frozenset(head for title, language in self._titles[thing] for head in _heads(title, language))


def is_light(text: str, light: Light) -> bool:
    """Whether the words of `text`, if any, are such as stand between those of a name: "of the", の."""
    words = WORD.findall(text)
    return (
        not BREAK.search(text)
        and len(words) <= BETWEEN
        and all(light(w) or (w.isascii() and len(w) <= SHORT) for w in words)
    )


def _heads(title: str, language: str) -> Iterator[str]:
    """The words of a title's parts that say what each is: Rules in "Rules of the Port", 手册 in 种植手册."""
    for part in PARTS.split(title):
        words = [word for word in WORD.findall(part) if not is_of_date(plain(word))]
        long = [len(word) > SHORT or word.isupper() for word in words]
        named = [word for word, is_long in zip(words, long, strict=True) if is_long]
        if named and language.partition("-")[0] in HEAD_FIRST:
            yield from (term for term, _, _ in list(located(named[0]))[:1])
        elif named:
            first = long.index(True)
            until = long.index(False, first) if False in long[first:] else len(words)  # "of", "der"
            yield from (term for term, _, _ in list(located(words[until - 1]))[-1:])


class Catalogue:
    """The documents by their titles, their publishers and their headings."""

    def __init__(self, documents: Mapping[str, Document], headings: Mapping[str, Collection[str]]) -> None:
        """`headings` are those of each document, by its id."""
        self.documents = documents
        self._headings = {id_: frozenset(own) for id_, own in headings.items()}

    @cached_property
    def titles(self) -> Titles:
        return Titles((one.id, one.title, one.language) for one in self.documents.values())

    @cached_property
    def publishers(self) -> Titles:
        documents = self.documents.values()
        return Titles((one.id, name, one.language) for one in documents for name in publishers(one))

    @cached_property
    def headings(self) -> Titles:
        """The headings, each of which is its own id."""
        found = dict.fromkeys(heading for own in self._headings.values() for heading in own)
        return Titles((heading, heading, "") for heading in found)

    def under(self, headings: Collection[str]) -> frozenset[str]:
        """The documents that have any of these headings."""
        return frozenset(id_ for id_, own in self._headings.items() if not own.isdisjoint(headings))


def publishers(document: Document) -> tuple[str, ...]:
    """Who published what a document is made from, each once."""
    return tuple(dict.fromkeys(one.publisher for one in document.sources if one.publisher))
