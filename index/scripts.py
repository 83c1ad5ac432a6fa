"""Simplified and Traditional Chinese: which characters only one of them has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from index.text import fold

HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class ScriptCounts(NamedTuple):
    """How many characters of a text only Simplified Chinese has, and how many only Traditional."""

    simplified: int
    traditional: int


def script_counts(text: str) -> ScriptCounts:
    """The counts of `text`, each character as often as it stands there."""
    kinds = [_kind(character) for character in HAN.findall(text)]
    return ScriptCounts(kinds.count("zh-Hans"), kinds.count("zh-Hant"))


def chinese_script(text: str) -> str | None:
    """zh-Hans or zh-Hant, by the characters that only one of them has; None where that does not tell."""
    simplified, traditional = script_counts(text)
    return None if simplified == traditional else "zh-Hans" if simplified > traditional else "zh-Hant"


@lru_cache(maxsize=16_384)
def _kind(character: str) -> str | None:
    """What has this character alone: not 里 or 台, which both have.

    Traditional is what is folded to another character; Simplified is told by the character sets that each is
    written in: OpenCC's other direction takes 26 MB of memory and agrees on all but rare characters.
    """
    if fold(character) != character:
        return "zh-Hant"
    return "zh-Hans" if _is_in(character, "gb2312") and not _is_in(character, "big5") else None


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
