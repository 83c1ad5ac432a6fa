"""The words by which sentences state figures: prose.yaml, and what doubts them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from qa.language.wordlists import WordFile, alternatives
from qa.numbers.qualifiers import qualifiers

Words = tuple[str, ...]
UNKNOWN: Final = "en"  # the words of a document in another language


class ProseWords(BaseModel, frozen=True, extra="forbid"):
    """The words of one language; see the comments in prose.yaml."""

    measures: Words
    counted: Words = ()
    states: Words
    moves: Words
    to: Words
    pads: Words
    fillers: Words
    reports: Words
    of: Words
    into: Words
    holds: Words
    flows: Words
    verbs: dict[str, dict[str, Words]]
    holders: Words
    pronouns: Words
    selves: Words
    stocks: Words
    divided: Words = ()
    strong: Words = ()
    modifiers: Words = ()
    breaks: Words = ()
    prepositions: Words = ()
    joining: Words = ()
    stops: Words = ()
    uncounted: Words = ()
    determiners: Words
    against: Words = ()
    earlier: Words
    dimensions: dict[str, Words] = {}
    parts: Words = ()
    people: Words = ()
    doubted: Words

    def any(self, name: str) -> str:
        """An expression for any word of the list called `name`; of fillers with those of exactness."""
        words: Words = getattr(self, name)
        if name == "fillers":
            exact = (word for group in qualifiers().before.values() for word in group)
            words = (*words, *exact, *qualifiers().between)
        return alternatives(word for word in words if word)


class ProseFile(WordFile):
    """prose.yaml as it stands."""

    en: ProseWords
    fr: ProseWords
    zh: ProseWords
    ja: ProseWords


@cache
def prose_words(language: str) -> ProseWords:
    """The words of a language by its tag, "zh-Hant"."""
    held: Any = getattr(_file(), language[:2], None)
    return held if isinstance(held, ProseWords) else getattr(_file(), UNKNOWN)


@cache
def _file() -> ProseFile:
    return ProseFile.beside(__file__, "prose.yaml")
