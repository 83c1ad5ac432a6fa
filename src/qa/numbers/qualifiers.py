"""How exactly a number is stated: qualifiers.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from qa.language.wordlists import WordFile, alternatives

LOOK_BACK: Final = 40  # characters before a number among which its qualifier is looked for

Qualifier = Literal["about", "nearly", "under", "over"]


class Qualifiers(WordFile):
    """The file as it stands; `between` may stand between a qualifier and its number."""

    before: dict[Qualifier, tuple[str, ...]]
    after: dict[Qualifier, tuple[str, ...]]
    between: tuple[str, ...]


@cache
def qualifiers() -> Qualifiers:
    return Qualifiers.beside(__file__, "qualifiers.yaml")


def qualifier(text: str, start: int, *ends: int) -> Qualifier | None:
    """How exact the number at `start` of `plain` text is; it ends, with its unit and without, at `ends`.

    The longest qualifier before it counts, else the longest behind it; None for an exact number.
    """
    before = text[max(0, start - LOOK_BACK) : start]
    found = [(len(match[0]), name) for name, pattern in _before() if (match := pattern.search(before))]
    if found:
        return max(found, key=lambda one: one[0])[1]
    for place in dict.fromkeys(ends):
        found = [(len(match[0]), name) for name, pattern in _after() if (match := pattern.match(text, place))]
        if found:
            return max(found, key=lambda one: one[0])[1]
    return None


_Patterns = tuple[tuple[Qualifier, re.Pattern[str]], ...]


@cache
def _before() -> _Patterns:
    between = alternatives(qualifiers().between)
    return tuple(
        (name, re.compile(rf"(?<!~){alternatives(words)}(?:\s*{between})?\s*\Z"))
        for name, words in qualifiers().before.items()
    )


@cache
def _after() -> _Patterns:
    return tuple(
        (name, re.compile(rf"\s?[(\[]?{alternatives(words)}")) for name, words in qualifiers().after.items()
    )
