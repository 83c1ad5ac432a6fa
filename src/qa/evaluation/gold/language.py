"""Whether an answer is in the language that was wanted, by its script and its commonest words."""

from __future__ import annotations

import re
from typing import Final

from qa.evaluation.gold.matching import without_marks
from qa.evaluation.gold.words import GoldWords, gold_words

WORD: Final = re.compile(r"[a-zà-ÿ]+")
KANA: Final = re.compile(r"[\u3041-\u30ff]")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
UNDECIDED_HAN: Final = "han"
MIN_KANA: Final = 2
SCRAP: Final = 8  # Chinese characters under which a text without kana may be Japanese


def speaks(text: str, language: str) -> bool:
    """Whether `text` may be in `language`; text without clues, such as a bare name, may be in any."""
    plain = without_marks(text)
    found = told_language(plain)
    if found in (None, language):
        return True
    scrap = language == "ja" and len(HAN.findall(plain)) < SCRAP
    if found == UNDECIDED_HAN:
        return language in ("ja", "zh-Hans", "zh-Hant")
    return scrap and found in ("zh-Hans", "zh-Hant")


def told_language(text: str) -> str | None:
    """en, fr, ja, zh-Hans or zh-Hant; "han" for Chinese characters of either script, None where unclear."""
    words = WORD.findall(text.casefold())
    marks = gold_words()
    french, english = (sum(word in known for word in words) for known in (marks.french, marks.english))
    east_asian = len(KANA.findall(text)) + len(HAN.findall(text))
    if east_asian and (east_asian * 3 >= sum(map(len, words)) or not french + english):
        return _east_asian(text, marks)
    if french == english:
        return None
    return "fr" if french > english else "en"


def _east_asian(text: str, marks: GoldWords) -> str:
    if len(KANA.findall(text)) >= MIN_KANA:
        return "ja"
    simplified = sum(character in marks.simplified for character in text)
    traditional = sum(character in marks.traditional for character in text)
    if simplified == traditional:
        return UNDECIDED_HAN
    return "zh-Hans" if simplified > traditional else "zh-Hant"
