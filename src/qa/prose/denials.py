"""Whether a statement denies what is told, or states what is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from qa.language.wordlists import WordFile, alternatives, any_of, plain
from qa.prose.nearest import ClausePair
from qa.prose.told import ToldPieces, ToldText

GAP: Final = 0.02  # how far behind the nearest clause one that denies is looked at


class DenialWords(WordFile):
    """The content of denials.yaml; see the comments there."""

    idle: dict[str, tuple[str, ...]]
    only: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    lacks: dict[str, tuple[str, ...]]


def denies_alike(said: ToldText, told: ToldPieces, pairs: Sequence[ClausePair]) -> bool:
    """Whether what denies is told as denied, and what does not is told so.

    A denial needs one in what is told. A statement without one may leave clauses that deny aside, but not say
    what one does.
    """
    if is_denied(said.text, said.language):
        lacks = not _lacks(said)
        return any(is_denied(text.text, text.language) or (lacks and _lacks(text)) for text in told.texts)
    return not any(is_denied(one.text, one.language) for pair in pairs for one in pair.within(GAP))


@lru_cache(maxsize=1_024)
def is_denied(text: str, language: str) -> bool:
    """Whether a text in `language` holds a word that denies; False where its words are not known."""
    idle, words = _patterns(language.partition("-")[0])
    return words is not None and words.search(idle.sub(" ", plain(text))) is not None


def _lacks(text: ToldText) -> bool:
    """Whether a text says in one word what others deny: that a thing is free, refused, lacking."""
    words = _words().lacks.get(text.tongue)
    return words is not None and any_of(words).search(plain(text.text)) is not None


@cache
def _words() -> DenialWords:
    return DenialWords.beside(__file__, "denials.yaml")


@cache
def _patterns(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    words = _words().words.get(tongue)
    idle = [*_words().only.get(tongue, ()), alternatives(_words().idle.get(tongue, ()))]
    deny = "|".join((alternatives(words), r"n't\b")) if words else None
    return re.compile("|".join(idle)), re.compile(deny) if deny else None
