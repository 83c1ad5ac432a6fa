"""Whether a statement says anything, and of the world: neither "No." nor what the evidence lacks."""

from __future__ import annotations

import re
from typing import Final

from qa.language.detection import SPACED
from qa.language.lexicon import lexicon, plain
from qa.prose.senses import speaks_of_proofs
from qa.prose.told import ToldPieces, ToldText

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
HAN: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
FEWEST: Final = 4  # characters of Chinese or Japanese that say something: more than 是的 and いいえ


def is_empty(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement has no word of content, or speaks of its evidence where that does not itself."""
    return _has_no_content(said.text) or (
        speaks_of_proofs(said.text) and not any(speaks_of_proofs(one.text) for one in told.texts)
    )


def _has_no_content(text: str) -> bool:
    if len(HAN.findall(text)) >= FEWEST:
        return False
    function_words = frozenset[str]().union(*(lexicon(language).function_words for language in SPACED))
    return all(word in function_words or HAN.match(word) for word in WORD.findall(plain(text)))
