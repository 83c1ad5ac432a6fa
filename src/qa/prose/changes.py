"""From one number to another: a statement may not turn round what its quotes say changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from qa.language.wordlists import plain
from qa.numbers.numerals import Number
from qa.numbers.reader import read
from qa.prose.times import time_parts
from qa.prose.told import ToldPieces, ToldText

NEAR: Final = 24  # characters before the first number, and between the two
FROM: Final = {
    "en": re.compile(r"\bfrom\b"),
    "fr": re.compile(r"\b(?:de|du|des)\b|\bd['’]"),
    "zh": re.compile(r"[由从自]"),
    "de": re.compile(r"\bvon\b"),
    "es": re.compile(r"\bde\b"),
}
TO: Final = {
    "en": re.compile(r"\bto\b"),
    "fr": re.compile(r"(?:^|\s)à\s"),
    "zh": re.compile(r"[到至为成]"),
    "ja": re.compile(r"\A[^、。はがで]{0,6}から"),
    "de": re.compile(r"\bauf\b"),
    "es": re.compile(r"(?:^|\s)a\s"),
}


def turned_round(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement goes from one number to another where quotes go the other way alone."""
    stated = {pair for text in told.texts for pair in changes(text)}
    return any(
        pair not in stated and (pair[1], pair[0]) in stated for pair in changes(said) if pair[0] != pair[1]
    )


def changes(text: ToldText) -> Iterator[tuple[float, float]]:
    """The numbers that a text says something changed from and to; years between them are no such numbers."""
    to, begin = TO.get(text.tongue), FROM.get(text.tongue)
    if to is None:
        return
    flat = plain(text.text)
    dates = {value for _, value in time_parts(text.text)}
    numbers = [one for one in read(flat) if one.value not in dates]
    for first, second in pairwise(numbers):
        between = flat[first.end : second.start]
        led = begin is None or begin.search(_before(flat, first))
        if led and len(between) <= NEAR and to.search(between):
            yield first.value, second.value


def _before(flat: str, number: Number) -> str:
    return flat[max(0, number.start - NEAR) : number.start]
