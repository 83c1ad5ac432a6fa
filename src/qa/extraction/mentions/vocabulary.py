"""The words by which statements of figures are read: vocabulary.yaml, folded and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from pydantic import BaseModel, ConfigDict

from index.text import aligned
from index.yamlfile import load_yaml

FILE: Final = Path(__file__).with_name("vocabulary.yaml")
LETTER: Final = "a-z\u00df-\u024f"
GOES_ON: Final = "+"
END: Final = ""
INITIAL: Final = re.compile(rf"[{LETTER}]")
LISTING_COMMA: Final = re.compile(r"，(?!\d{3}(?!\d))")
PLAIN: Final = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u3000": " ", "～": "~", "〜": "~"})


# Words by their characters: each character leads to what may follow it, END to the end of a word.
_Node: TypeAlias = dict[str, "_Node"]


class CueWords(BaseModel):
    """The words of an attribute, the units its values are told in, and the most a value may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: tuple[str, ...]
    most: float | None = None
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


class Qualifiers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    between: tuple[str, ...]


class Former(BaseModel):
    """The words before a former value, and those that end what stands between it and the present one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: tuple[str, ...]
    between: tuple[str, ...]


class Sides(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    before: tuple[str, ...]
    within: tuple[str, ...]
    compared: tuple[str, ...]
    by: tuple[str, ...]
    after: tuple[str, ...]


class Columns(BaseModel):
    """What the head of a column says of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    totals: tuple[str, ...]
    model: tuple[str, ...]
    application: tuple[str, ...]
    lab: tuple[str, ...]
    edition: tuple[str, ...]
    empty: tuple[str, ...]


class Firms(BaseModel):
    """How the names of firms are told in Chinese and Japanese; see the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ends: tuple[str, ...]
    common: tuple[str, ...]
    described: tuple[str, ...]
    after: tuple[str, ...]
    kinds: tuple[str, ...]
    verbs: tuple[str, ...]


class Vocabulary(BaseModel):
    """The file as it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    attributes: dict[str, CueWords]
    rivals: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    not_units: tuple[str, ...]
    qualifiers: Qualifiers
    differences: Sides
    averages: tuple[str, ...]
    sums: tuple[str, ...]
    unsaid: tuple[str, ...]
    speculated: tuple[str, ...]
    conditional: tuple[str, ...]
    rescaled: tuple[str, ...]
    retracted: tuple[str, ...]
    relatives: tuple[str, ...]
    possessives: tuple[str, ...]
    pronouns: tuple[str, ...]
    fractions: tuple[str, ...]
    restricted: tuple[str, ...]
    denied: tuple[str, ...]
    not_denied: tuple[str, ...]
    questions: tuple[str, ...]
    thresholds: tuple[str, ...]
    connectors: tuple[str, ...]
    objects_before: tuple[str, ...]
    shares: tuple[str, ...]
    former: Former
    equalled: tuple[str, ...]
    objects_after: tuple[str, ...]
    before_subject: tuple[str, ...]
    definite: tuple[str, ...]
    relating: tuple[str, ...]
    both: tuple[str, ...]
    same_before: tuple[str, ...]
    same_after: tuple[str, ...]
    respectively: tuple[str, ...]
    joints: tuple[str, ...]
    generic: tuple[str, ...]
    ordinary: tuple[str, ...]
    firms: Firms
    institutions: tuple[str, ...]
    titles: tuple[str, ...]
    variants: tuple[str, ...]
    capitals: tuple[str, ...]
    makings: tuple[str, ...]
    made: tuple[str, ...]
    applied: tuple[str, ...]
    columns: Columns
    dates: dict[str, tuple[str, ...]]
    quarters: dict[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.model_validate(load_yaml(FILE))


def folded(words: Iterable[str]) -> Iterator[str]:
    """The words as text is compared: folded character by character, with plain apostrophes."""
    return (plain(word) for word in words)


def plain(text: str) -> str:
    """`text` folded so that every character keeps its place.

    A Chinese comma stays apart from the one within a number: 79，78 is two, 7，000 one.
    """
    parted = LISTING_COMMA.sub("、", text) if "，" in text else text
    return aligned(parted).translate(PLAIN)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of `words`, the longest first: words of letters whole, others anywhere.

    Words that begin alike share their beginning, so that hundreds are looked for as fast as a few.
    """
    lettered: _Node = {}
    others: _Node = {}
    for word in folded(words):
        node = lettered if INITIAL.match(word) else others
        for character in word[:-1] if _goes_on(word) else word:
            node = node.setdefault(character, {})
        node[END] = {GOES_ON: {}} if _goes_on(word) else {}
    parts = [rf"(?<![{LETTER}0-9]){_joined(lettered)}"] if lettered else []
    parts += [_joined(others)] if others else []
    return f"(?:{'|'.join(parts)})"


def _goes_on(word: str) -> bool:
    return len(word) > 1 and word.endswith(GOES_ON)


def _joined(node: _Node, last: str = "") -> str:
    """The expression for what follows the character `last` in the words that begin alike."""
    branches = [
        _written(character) + _joined(below, character) for character, below in node.items() if character
    ]
    if END in node:
        if GOES_ON in node[END]:
            branches.append(f"[{LETTER}]*")
        else:
            branches.append(rf"(?![{LETTER}])" if INITIAL.match(last) else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _written(character: str) -> str:
    return r"[ \n]+" if character == " " else re.escape(character)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of `words`, compiled once."""
    return _any_of(tuple(words))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives(words))


@cache
def ending_in(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches at the end of a text that ends in one of `words`."""
    return re.compile(alternatives(words) + r"\s*\Z")


@cache
def compiled(name: str) -> re.Pattern[str]:
    """Any word of the list called `name`."""
    words: tuple[str, ...] = getattr(vocabulary(), name)
    return any_of(words)


@cache
def word_set(name: str) -> frozenset[str]:
    words: tuple[str, ...] = getattr(vocabulary(), name)
    return frozenset(folded(words))


@cache
def column_words(name: str) -> frozenset[str]:
    """The words of the list called `name` of those that tell columns."""
    words: tuple[str, ...] = getattr(vocabulary().columns, name)
    return frozenset(folded(words))


def labelled(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each folded word with the group it is of."""
    return {word: group for group, words in groups.items() for word in folded(words)}
