"""Numbers in running text, in five languages: the values that a text states.

Used to refuse a statement whose numbers do not stand in the quotes it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from index.text import fold
from index.yamlfile import load_yaml

TABLE: Final = Path(__file__).with_name("numerals.yaml")
GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u202f]\d{3})+)(?!\d)")
DECIMAL_COMMA: Final = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?!\d|,\d)")
MARKER: Final = re.compile(r"\[\d+\]")


def values(text: str) -> frozenset[float]:
    """Every value that `text` states, as written and with its scale word: "1.67 billion" is 1.67 and 1.67e9.

    Numerals in words count too ("seven", 七, "sept"), since a quote may write them so.
    """
    folded = _normalise(text)
    found: set[float] = set()
    for match in _pattern().finditer(folded):
        parts = _parts(match[0])
        found |= {parts[0][0], _exact(parts[0][0] * parts[0][1]), _sum(parts)}
    return frozenset(found | set(_in_words(folded)))


def stated(text: str) -> tuple[float, ...]:
    """The values that `text` itself claims: digits with their scale words, citation markers left out."""
    folded = _normalise(MARKER.sub(" ", text))
    return tuple(_sum(_parts(match[0])) for match in _pattern().finditer(folded))


def unsupported(text: str, quotes: Iterable[str], granted: Iterable[float] = ()) -> tuple[float, ...]:
    """The values that `text` claims and none of `quotes` states; `granted` are allowed besides."""
    held = set(granted).union(*(values(quote) for quote in quotes))
    return tuple(value for value in stated(text) if value not in held)


def _normalise(text: str) -> str:
    folded = fold(re.sub(r"，(?!\d)", ", ", text))
    folded = GROUPED.sub(lambda m: re.sub(r"\D", "", m[0]), folded)
    return DECIMAL_COMMA.sub(r"\1.\2", folded)


@cache
def _scales() -> dict[str, float]:
    return {str(word): float(scale) for word, scale in load_yaml(TABLE)["scales"].items()}


@cache
def _numerals() -> dict[str, float]:
    return {str(word): float(value) for word, value in load_yaml(TABLE)["numerals"].items()}


def _parts(written: str) -> list[tuple[float, float]]:
    """The digits and scales of one number: 16億7000万 is [(16, 1e8), (7000, 1e4)]."""
    return [
        (float(match["digits"]), _scales().get(match["scale"] or "", 1.0))
        for match in _part().finditer(written)
    ]


def _sum(parts: Iterable[tuple[float, float]]) -> float:
    return _exact(sum(digits * scale for digits, scale in parts))


def _exact(product: float) -> float:
    """A product without the error of binary fractions: 67.9 times 10^8 is a whole number."""
    return float(f"{product:.12g}")


@cache
def _scale_words() -> str:
    ordered = sorted(_scales(), key=len, reverse=True)
    return "|".join(re.escape(word) + ("(?![a-z])" if word.isascii() else "") for word in ordered)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?P<digits>\d+(?:\.\d+)?)(?:\s*(?P<scale>{_scale_words()}))?")


@cache
def _pattern() -> re.Pattern[str]:
    """One number: digits with a scale word, in Chinese and Japanese followed by its smaller parts."""
    myriads = "|".join(word for word in _scales() if not word.isascii())
    return re.compile(
        rf"\d+(?:\.\d+)?(?:(?:{myriads})(?:\d+(?:{myriads}))*(?:\d+(?![\d年.]))?|\s*(?:{_scale_words()}))?"
    )


def _in_words(folded: str) -> list[float]:
    return [
        value
        for word, value in _numerals().items()
        if (re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded) if word.isascii() else word in folded)
    ]
