"""Numbers in running text, in five languages: the values that a text states.

Used to refuse a statement whose numbers do not stand in the quotes it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from qa.language.wordlists import plain
from qa.numbers.columns import columns
from qa.numbers.numerals import exact, numerals
from qa.numbers.reader import read

MARKER: Final = re.compile(r"\[\d+\]")


@lru_cache(maxsize=256)  # a question and the quotes of its answer, each of which every figure is looked up in
def values(text: str) -> frozenset[float]:
    """Every value that `text` states, as written and with its scale word: "1.67 billion" is 1.67 and 1.67e9.

    Numerals in words count too ("seven", 七, "sept"), since a quote may write them so, and in a table numbers
    times the scale that the head of their column states: the 110 under "MAU (millions)" is 110 and 1.1e8.
    """
    flat = plain(text)
    found = {float(numerals().numerals[word]) for word in _numeral().findall(flat)}
    for number in read(flat):
        digits, scale = number.parts[0]
        found |= {digits, exact(digits * scale), number.value}
    for cell, scales in columns(text):
        found |= {exact(number.value * scale) for number in read(plain(cell)) for scale in scales}
    return frozenset(found)


def stated(text: str) -> tuple[float, ...]:
    """The values that `text` itself claims: digits with their scale words, citation markers left out."""
    numbers = read(plain(MARKER.sub(" ", text)))
    return tuple(number.value for number in numbers if not number.in_words)


def unsupported(text: str, quotes: Iterable[str], granted: Iterable[float] = ()) -> tuple[float, ...]:
    """The values that `text` claims and none of `quotes` states; `granted` are allowed besides."""
    held = set(granted).union(*(values(quote) for quote in quotes))
    return tuple(value for value in stated(text) if value not in held)


@cache
def _numeral() -> re.Pattern[str]:
    """A numeral as a word of letters, or as a character within others: 七家."""
    words = numerals().numerals
    letters = "|".join(word for word in words if word.isascii())
    return re.compile(rf"(?<![a-z])(?:{letters})(?![a-z])|[{''.join(w for w in words if not w.isascii())}]")
