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
without sans ない なかった ません
最大 以内 未満 以下 範囲 の間
"""
LIMITS: Final = frozenset(LIMITED.split())  # words that are told of their own clause alone
BEFORE_NUMBERS: Final = frozenset(("between", "entre", "最大"))  # words that limit a number behind them alone
DIVIDEND: Final = re.compile(
    r"[^.;:]{0,30}divid|[^,。;]{0,8}每\d+股派"
)  # what a board proposes of it is told as it stands
NUMBER: Final = re.compile(r"[^\d]{0,12}\d")
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
    if _tells(doubted, masked, near, start) or _tells(doubted, masked, end, behind):
        return False
    if _tells(_limited(language), masked, max(first, near), behind if chinese else min(last, behind)):
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


def _tells(words: re.Pattern[str], masked: MaskedText, start: int, end: int) -> bool:
    """Whether one of the words stands there and says what it may say."""
    return any(not _is_other(masked, *match.span()) for match in words.finditer(masked.flat, start, end))


def _is_other(masked: MaskedText, start: int, end: int) -> bool:
    """Whether a word says something else: the month of May, "between them", the largest tank."""
    word = masked.flat[start:end]
    if word == "may":
        return masked.text[start] == "M" and masked.text[start - 2 : start - 1].isalnum()
    if word == "拟" or word.startswith("propos"):
        return DIVIDEND.match(masked.flat, end) is not None
    if word in BEFORE_NUMBERS:
        return not NUMBER.match(masked.flat, end)
    return False


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
