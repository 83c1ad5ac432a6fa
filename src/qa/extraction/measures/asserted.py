"""Whether a sentence states a value as a fact: no plan, forecast, rumour, example, limit or rival's claim."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.extraction.measures.amounts import Amount, MaskedText, Span
from qa.extraction.measures.prose import prose_words
from qa.extraction.mentions.clause import clause_around, is_nonfactual, is_question, is_speculated
from qa.extraction.mentions.vocabulary import has_word
from qa.language.wordlists import alternatives, plain

REACH: Final = 200  # characters before a value that are looked at
BEHIND: Final = 120  # and behind it
CHOICE: Final = re.compile(r"\s?(?:or|ou|或|か|至|到|から)\s?\x01")
DENIED: Final = re.compile("否认|不实|辟谣|传闻|有误|并非|更正|误写|误列|未获|未经证实|声明|虚构|仅为|示意")
SUPPOSED: Final = re.compile(
    "(?:\\A|[,、。;:而但])若|若(?=[每能在将公该其全再未不按以从降上下超达欧美出进要可])"
)  # in names it is none
LIMITED: Final = """
cap capped ceiling limit limits threshold thresholds maximum minimum between ranging ranged ranges plafond
plafonné plafonnée seuil limite limité entre fourchette 上限 下限 最低 最高 最多 至多
至少 不超过 不低于 不得 门槛
阈值 之间 区间 介于 未
最大 以内 未満 以下 範囲 の間
"""
LIMITS: Final = frozenset(LIMITED.split())  # words that are told of their own clause alone
UNSPACED: Final = ("zh", "ja")  # languages that tell behind a value that it is none


def is_asserted(
    masked: MaskedText, place: Span, amount: Amount, language: str, *, ranged: bool = False
) -> bool:
    """Whether the sentence that stands at `place` states the amount; `ranged` if "to" may stand behind it."""
    flat, (low, high), (start, end) = masked.flat, place, (amount.start, amount.end)
    first, last = clause_around(flat, start, end, low, high)
    east = language.startswith(UNSPACED)
    near, far = max(low, start - REACH), min(high, end + BEHIND)
    doubted = _doubted(language)
    chinese = language.startswith("zh")
    behind = far if east and not chinese else min(last, far)
    if doubted.search(flat, near, start) or doubted.search(flat, end, behind):
        return False
    if _limited(language).search(flat, max(first, near), behind):
        return False
    if chinese and SUPPOSED.search(flat, near, end):
        return False
    if chinese and DENIED.search(flat, behind, far):
        return False
    if (not ranged and CHOICE.match(masked.skeleton, end, high)) or is_question(
        flat[near : min(high, end + REACH)]
    ):
        return False
    if is_speculated(flat[near:start]) or has_word(flat[end:far], "retracted"):
        return False
    return not is_nonfactual(flat[first:last], end - first)


def tells_doubt(text: str, language: str) -> bool:
    """Whether a text says that values are planned, expected, denied or examples."""
    return _doubted(language).search(plain(text)) is not None


@cache
def _doubted(language: str) -> re.Pattern[str]:
    return re.compile(alternatives(word for word in prose_words(language).doubted if word not in LIMITS))


@cache
def _limited(language: str) -> re.Pattern[str]:
    held = [word for word in prose_words(language).doubted if word in LIMITS]
    return re.compile(alternatives(held))
