"""Whether a person reads a text as the checks do: no character that is not seen parts or changes a number."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Final

from qa.language.inline import JOINERS, visible

UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2005\u2006\u2008\u200a\u205f\u2800\u3164\uffa0")
"""Letters, marks and spaces that are drawn as nothing, or hardly."""
SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
RAISED: Final = frozenset("\u00b2\u00b3")  # behind a letter they are of a unit: m²


def is_legible(text: str) -> bool:
    """Whether all of a line is seen, and each number in it ends where it is seen to end."""
    return visible(text) == text and all(map(_is_plain, pairwise(f" {text}")))


def _is_plain(pair: tuple[str, str]) -> bool:
    """Whether the second character of a pair is seen for what it is."""
    before, one = pair
    kind = unicodedata.category(one)
    if one in UNSEEN or one == "\n":
        return False
    if kind == "No":  # ½ and ⁵ are read as digits of their own, or not at all
        return one in RAISED and before.isalpha()
    if one in JOINERS or one in SELECTORS:  # of emoji: within a word they part what is seen as one
        return not before.isalnum()
    return not (before.isdecimal() and (kind[0] == "M" or kind == "Nl"))
