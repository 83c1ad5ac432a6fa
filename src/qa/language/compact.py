"""The compact form in which names are compared, and where each of its characters came from.

Width, case and Traditional characters are folded and separators dropped, so that "Hunyuan Turbo S",
"hunyuan-turbos" and "HunyuanTurboS" are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.text import fold

SEPARATORS = frozenset(" \t\n-_‐‑–—·・’'`*/()[]{}（）「」『』“”\"")
WITHOUT_SEPARATORS = dict.fromkeys(map(ord, SEPARATORS))
IDLE_DOTS = re.compile(r"(?<=\d)\.0(?![\d.])|\.(?!\d)|(?<!\d)\.")  # "4.0" is "4"; "2.5" keeps its dot


@dataclass(frozen=True, slots=True)
class Compact:
    """A text without separators; `origin[i]` is the place in the text of compact character i."""

    text: str
    origin: tuple[int, ...]

    def may_start(self, place: int) -> bool:
        """Whether a name may begin at a compact character; a number belongs to the word before it."""
        if place == 0 or self.origin[place] > self.origin[place - 1] + 1:
            return True
        if self._is_within(place):
            return False
        before, here = script(self.text[place - 1]), script(self.text[place])
        return (before, here) != ("latin", "digit") and (here == "han" or here != before)

    def may_end(self, place: int) -> bool:
        """Whether a name may end before a compact character; not within a decimal number."""
        if place == len(self.text) or self.origin[place] > self.origin[place - 1] + 1:
            return True
        if self._is_within(place):
            return False
        last, following = self.text[place - 1], self.text[place]
        if last.isdigit() and following == ".":
            return False
        return script(last) == "han" or script(following) != script(last)

    def _is_within(self, place: int) -> bool:
        """Whether a compact character and the one before it are folded from the same: the "ss" of ß."""
        return self.origin[place] == self.origin[place - 1]


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    return fold(character)


def script(character: str) -> str:
    """A coarse class of a character: names may begin and end where it changes."""
    if character.isdigit():
        return "digit"
    if character.isascii() or "\u00c0" <= character <= "\u024f":
        return "latin" if character.isalpha() else "other"
    if "\u3040" <= character <= "\u309f":
        return "hiragana"  # particles: a katakana name ends where they begin
    return "katakana" if "\u30a0" <= character <= "\u30ff" else "han"


# What is remembered is a question, its parts and the quotes of its answer: all names are looked for in each.
@lru_cache(maxsize=64)
def compact(text: str) -> Compact:
    """Fold `text`, drop its separators and the ".0" of versions; keep where each character came from."""
    characters: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(text):
        if character in SEPARATORS:
            continue
        for folded in _fold_character(character):
            if folded != " ":
                characters.append(folded)
                origin.append(position)
    for found in reversed(list(IDLE_DOTS.finditer("".join(characters)))):
        del characters[found.start() : found.end()]
        del origin[found.start() : found.end()]
    return Compact("".join(characters), tuple(origin))


@lru_cache(maxsize=32_768)
def key_of(name: str) -> str:
    """The compact form of a name alone, without where its characters came from."""
    if name.isascii():  # most names are, and there are thousands
        return IDLE_DOTS.sub("", name.lower().translate(WITHOUT_SEPARATORS))
    return compact(name).text
