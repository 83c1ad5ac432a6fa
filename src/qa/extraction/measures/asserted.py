"""Whether a sentence states a value as a fact: no plan, forecast, rumour, example, limit or rival's claim."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.extraction.measures.amounts import Amount, MaskedText, Span
from qa.extraction.measures.prose import prose_words
from qa.extraction.mentions.clause import clause_around, is_nonfactual, is_question, is_speculated
from qa.extraction.mentions.vocabulary import has_word

REACH: Final = 200  # characters before a value that are looked at
BEHIND: Final = 120  # and behind it
CHOICE: Final = re.compile(r"\s?(?:or|ou|或|か|至|到|から)\s?\x01")
UNSPACED: Final = ("zh", "ja")  # languages that tell behind a value that it is none


def is_asserted(masked: MaskedText, place: Span, amount: Amount, language: str) -> bool:
    """Whether the sentence that stands at `place` states the amount."""
    flat, (low, high), (start, end) = masked.flat, place, (amount.start, amount.end)
    first, last = clause_around(flat, start, end, low, high)
    east = language.startswith(UNSPACED)
    near, far = max(low, start - REACH), min(high, end + BEHIND)
    doubted = _doubted(language)
    if doubted.search(flat, near, start) or doubted.search(flat, end, far if east else min(last, far)):
        return False
    if CHOICE.match(masked.skeleton, end, high) or is_question(flat[near : min(high, end + REACH)]):
        return False
    if is_speculated(flat[near:start]) or has_word(flat[end:far], "retracted"):
        return False
    return not is_nonfactual(flat[first:last], end - first)


@cache
def _doubted(language: str) -> re.Pattern[str]:
    return re.compile(prose_words(language).any("doubted"))
