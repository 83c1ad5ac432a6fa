"""Lists of words as regular expressions over text that is folded without moving a character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Self, TypeAlias

from index.documents import Frozen
from index.text import aligned
from index.yamlfile import load_yaml

LETTER: Final = "a-z\u00df-\u024f"
GOES_ON: Final = "+"  # ends a word that may go on: "rais+" is raise, raised and raising
END: Final = ""
INITIAL: Final = re.compile(rf"[{LETTER}]")
LISTING_COMMA: Final = re.compile(r"，(?!\d{3}(?!\d))")
EVEN: Final = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u3000": " ", "～": "~", "〜": "~"})

# Words by their characters: each character leads to what may follow it, END to the end of a word.
_Node: TypeAlias = dict[str, "_Node"]


class WordFile(Frozen):
    """A YAML file of words beside the module that reads them, as it stands; see the comments there."""

    @classmethod
    def beside(cls, module: str, name: str) -> Self:
        return cls.model_validate(load_yaml(Path(module).with_name(name)))


def plain(text: str) -> str:
    """`text` folded so that every character keeps its place, with plain apostrophes and spaces.

    A Chinese comma stays apart from the one within a number: 79，78 is two, 7，000 one.
    """
    if text.isascii():
        return text.lower()
    parted = LISTING_COMMA.sub("、", text) if "，" in text else text
    return "".join(map(_plain_character, parted))


@lru_cache(maxsize=16_384)
def _plain_character(character: str) -> str:
    return aligned(character).translate(EVEN)


def folded(words: Iterable[str]) -> Iterator[str]:
    """The words as text is compared."""
    return (plain(word) for word in words)


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
    parts = [_begun(first, below) for first, below in lettered.items()]
    return f"(?:{'|'.join((*parts, *_branches(others)))})"


def _begun(first: str, below: _Node) -> str:
    """The expression for the words that begin with a letter, before which no other stands.

    That is looked at behind the letter: an expression that begins with characters is found much faster.
    """
    return rf"{first}(?<![{LETTER}0-9]{first}){_joined(below, first)}"


def _goes_on(word: str) -> bool:
    return len(word) > 1 and word.endswith(GOES_ON)


def _joined(node: _Node, last: str = "") -> str:
    """The expression for what follows the character `last` in the words that begin alike."""
    branches = [*_branches(node, last)]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _branches(node: _Node, last: str = "") -> Iterator[str]:
    for character, below in node.items():
        if character:
            yield _written(character) + _joined(below, character)
    if END in node:
        if GOES_ON in node[END]:
            yield f"[{LETTER}]*"
        else:
            yield rf"(?![{LETTER}])" if INITIAL.match(last) else ""


def _written(character: str) -> str:
    return r"[ \n]+" if character == " " else re.escape(character)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of `words`, compiled once."""
    return _any_of(tuple(words))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives(words))
