"""Which way a sentence says: that something is more or less, before or after something else."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias

from qa.language.wordlists import WordFile, alternatives, folded, plain

Way: TypeAlias = Literal["more", "less", "before", "after"]
OPPOSITES: Final[dict[Way, Way]] = {"more": "less", "less": "more", "before": "after", "after": "before"}


class DirectionWords(WordFile):
    """The content of directions.yaml."""

    more: dict[str, tuple[str, ...]]
    less: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


def ways(text: str, language: str) -> frozenset[Way]:
    """The ways that a text in `language` says; () for a language whose words are not known."""
    flat = plain(text)
    return frozenset(way for way, pattern in _patterns(language.partition("-")[0]) if pattern.search(flat))


def at_odds(said: frozenset[Way], stated: frozenset[Way]) -> bool:
    """Whether a way is said of which the opposite alone is stated."""
    return any(OPPOSITES[way] in stated and way not in stated for way in said)


@cache
def _patterns(language: str) -> tuple[tuple[Way, re.Pattern[str]], ...]:
    words = DirectionWords.beside(__file__, "directions.yaml")
    lists: dict[Way, dict[str, tuple[str, ...]]] = {
        "more": words.more,
        "less": words.less,
        "before": words.before,
        "after": words.after,
    }
    held = {way: words_of[language] for way, words_of in lists.items() if language in words_of}
    return tuple((way, re.compile(alternatives(folded(listed)))) for way, listed in held.items())
