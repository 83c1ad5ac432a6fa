"""Whether a statement denies what is told, or states what is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from qa.language.wordlists import WordFile, alternatives, plain
from qa.prose.nearest import ClausePair
from qa.prose.told import Told, ToldText


class DenialWords(WordFile):
    """The content of denials.yaml; see the comments there."""

    idle: dict[str, tuple[str, ...]]
    only: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


def denies_alike(said: ToldText, told: Told, pairs: Sequence[ClausePair]) -> bool:
    """Whether what denies is told as denied, and what does not is told so.

    A denial needs one in what is told. A statement without one may leave clauses that deny aside, but not say
    what one does.
    """
    if is_denied(said.text, said.language):
        return any(is_denied(text.text, text.language) for text in told.texts)
    return not any(all(is_denied(one.text, one.language) for one in pair.told) for pair in pairs)


@lru_cache(maxsize=1_024)
def is_denied(text: str, language: str) -> bool:
    """Whether a text in `language` holds a word that denies; False for a language whose words are not known."""
    idle, words = _patterns(language.partition("-")[0])
    return words is not None and words.search(idle.sub(" ", plain(text))) is not None


@cache
def _patterns(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    listed = DenialWords.beside(__file__, "denials.yaml")
    words = listed.words.get(tongue)
    idle = [*listed.only.get(tongue, ()), alternatives(listed.idle.get(tongue, ()))]
    deny = "|".join((alternatives(words), r"n't\b")) if words else None
    return re.compile("|".join(idle)), re.compile(deny) if deny else None
