"""The words by which statements of figures are read: vocabulary.yaml, folded and compiled."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, TypeAlias

from pydantic import BaseModel

from qa.language.wordlists import WordFile, alternatives, any_of, folded

Words: TypeAlias = tuple[str, ...]


class CueWords(BaseModel, frozen=True, extra="forbid"):
    """The words of an attribute, the units its values are stated in, and the most a value may be."""

    of: Words
    most: float | None = None
    strong: Words
    weak: Words = ()

    @property
    def written(self) -> Words:
        return self.strong + self.weak


class Vocabulary(WordFile, extra="allow"):
    """The file as it stands: besides what is declared here, lists of words and groups of such lists."""

    __pydantic_extra__: dict[str, Words | dict[str, Words]]

    attributes: dict[str, CueWords]
    rivals: dict[str, Words]
    units: dict[str, Words]

    def lists(self) -> dict[str, Words]:
        """The lists by name; one of a group by both names: "columns.model"."""
        found: dict[str, Words] = {}
        for name, held in {**self.__pydantic_extra__, "units": self.units}.items():
            if isinstance(held, dict):
                found |= {f"{name}.{part}": words for part, words in held.items()}
            else:
                found[name] = held
        return found


class _Alternatives(dict[str, str]):
    """The expression for any word of a list, by the list's name."""

    def __missing__(self, name: str) -> str:
        self[name] = alternatives(word_list(name))
        return self[name]


_ALTERNATIVES: Final = _Alternatives()


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.beside(__file__, "vocabulary.yaml")


@cache
def _lists() -> dict[str, Words]:
    return vocabulary().lists()


def word_list(name: str) -> Words:
    return _lists()[name]


@cache
def word_set(*names: str) -> frozenset[str]:
    """The words of the lists called `names`, folded."""
    return frozenset(word for name in names for word in folded(word_list(name)))


@cache
def pattern(template: str) -> re.Pattern[str]:
    """A regular expression in which `%(name)s` stands for any word of the list called `name`."""
    return re.compile(template % _ALTERNATIVES)


@cache
def compiled(name: str) -> re.Pattern[str]:
    """Any word of the list called `name`."""
    return any_of(word_list(name))


def ending(name: str) -> re.Pattern[str]:
    """Matches at the end of a text that ends in a word of the list called `name`."""
    return pattern(rf"%({name})s\s*\Z")


def has_word(text: str, *names: str) -> bool:
    """Whether folded `text` holds a word of the lists called `names`."""
    return any(compiled(name).search(text) for name in names)
