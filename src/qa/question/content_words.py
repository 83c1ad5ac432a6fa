"""The words of a question that say something, in any alphabet."""

from __future__ import annotations

import re
from typing import Final

from qa.language.detection import HAN, KANA

ELIDED: Final = 2  # letters that what is elided before has at least: "I'll" is no L and an "ll"
_UNSPACED: Final = f"{HAN.pattern[1:-1]}{KANA.pattern[1:-1]}"
_LATIN: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")
_OTHER: Final = re.compile(rf"[^\W\d_a-z{_UNSPACED}]+")  # Кто, 누구
_RUN: Final = re.compile(f"[{_UNSPACED}]+")


def content_words(text: str, function: frozenset[str]) -> tuple[str, ...]:
    """The words of folded `text` that are none of the `function` words, those of one letter left out."""
    latin = (
        word
        for each in _LATIN.findall(text)
        if (word := _unelided(each)) not in function and not function.issuperset(word.split("'"))
    )
    found = [word for word in (*latin, *_OTHER.findall(text)) if len(word) > 1]
    return (*found, *_east_asian(text, function))


def _unelided(word: str) -> str:
    """A word without the letter that an elision has put before it: "indice" of "d'indice"."""
    before, _, rest = word.partition("'")
    return rest if len(before) == 1 and len(rest) > ELIDED else word


def _east_asian(text: str, function: frozenset[str]) -> tuple[str, ...]:
    """The Han and Kana in `text` without `function` words; single Han where nothing longer is left."""
    found: list[str] = []
    for run in _RUN.findall(text):
        rest = run
        for word in sorted(function, key=len, reverse=True):
            if word and not word.isascii():
                rest = rest.replace(word, " ")
        found += rest.split()
    return tuple(part for part in found if len(part) > 1) or tuple(filter(HAN.fullmatch, found))
