"""The languages Footnote writes in: which one a question is in, and which one a locale means."""

from __future__ import annotations

import re
from typing import Final

from index.scripts import chinese_script
from qa.language.lexicon import lexicon, plain

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant", "fr", "ja")
SPACED: Final = ("en", "fr")  # written in the same letters, with spaces between words
DEFAULT: Final = "en"
KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]")
HIRAGANA: Final = re.compile(r"[\u3041-\u309f]+")  # which no name is written in alone
HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")
ACCENTED: Final = re.compile(r"[àâçéèêëîïôùûüœ]", re.IGNORECASE)


def from_locale(tag: str | None) -> str:
    """The supported language for a BCP 47 tag such as "en-US", "zh-TW" or "fr"; English for others."""
    if not tag:
        return DEFAULT
    parts = tag.replace("_", "-").split("-")
    primary, rest = parts[0].lower(), {part.lower() for part in parts[1:]}
    if primary == "zh" and "hans" in rest:
        return "zh-Hans"
    if primary == "zh":
        return "zh-Hant" if rest & {"hant", "tw", "hk", "mo"} else "zh-Hans"
    return primary if primary in LANGUAGES else DEFAULT


def detect(text: str, fallback: str | None = None, names: tuple[str, ...] = ()) -> str:
    """The language of a question; `fallback` (a locale, or the last turn's language) where it does not tell.

    `names` are taken out first: 豆包 in an English sentence says nothing of its language.
    """
    rest = text
    for name in names:
        rest = rest.replace(name, " ")
    kana, han = len(KANA.findall(rest)), len(HAN.findall(rest))
    latin = sum(map(len, re.findall(r"[^\W\d_]+", rest))) - kana - han
    words = WORD.findall(plain(rest))
    spoken = any(word in lexicon(language).function_words for language in SPACED for word in words)
    if kana + han and ((kana + han) * 2 >= latin or not spoken):
        return _east_asian(rest, text, fallback)
    if words:
        return _latin(rest, words, fallback)
    if fallback:
        return from_locale(fallback)
    return _east_asian(text, text, None) if HAN.search(text) or KANA.search(text) else DEFAULT


def _east_asian(rest: str, text: str, fallback: str | None) -> str:
    """Japanese by its kana; Chinese by its characters, those of names only where nothing else tells."""
    if KANA.search(rest):
        return "ja"
    known = from_locale(fallback) if fallback else ""
    by_characters = chinese_script(rest)
    if by_characters:
        return by_characters
    return known if known in ("zh-Hans", "zh-Hant", "ja") else chinese_script(text) or "zh-Hans"


def _latin(text: str, words: list[str], fallback: str | None) -> str:
    scores = {language: sum(_tells(word, language) for word in words) for language in SPACED}
    scores["fr"] += (
        len(ACCENTED.findall(text))
        + sum(len(re.findall(rf"\b{c}'", plain(text))) for c in "ldcjqnst")
        - len(re.findall(r"\b(?:it|that|what|who|let|there|here)'s\b|\bdon't\b|\bcan't\b", plain(text)))
    )
    if scores["en"] == scores["fr"]:
        # "bonsoir", "thanks!": small talk from end to end, not a word of it in "great models"
        scores = {
            language: int(all(_tells(word, language, "smalltalk") for word in words)) for language in scores
        }
    if scores["en"] == scores["fr"]:
        return from_locale(fallback) if fallback and from_locale(fallback) in SPACED else DEFAULT
    return max(scores, key=lambda language: scores[language])


def _tells(word: str, language: str, group: str = "") -> bool:
    """Whether a plain word tells that a text is in `language`: no word does that the other one has, too.

    What counts are function words, or the entries of `group`.
    """
    own = lexicon(language)
    held = own.explains(word, (group,)) if group else word in own.function_words
    others = (lexicon(other).function_words for other in SPACED if other != language)
    return held and word not in own.homographs and not any(word in other for other in others)
