"""Questions as they are typed in chat: without marks and capitals, short-handed, with slips of the finger."""

from __future__ import annotations

import random
import re
from typing import Final

_END: Final = re.compile(r"\s*[?？¿.。]+\s*$")
_WORD: Final = re.compile(r"[a-zà-ÿ]{5,}")

BEFORE: Final = {
    "en": ("hey, ", "anyone know ", "quick question: ", "so ", "hi! ", "pls ", "does it say "),
    "fr": ("dites, ", "salut, ", "quelqu'un sait ", "petite question : ", "du coup ", "svp "),
    "ja": ("ねえ、", "すみません、", "質問です。", "誰か知ってる？", "ちょっと聞きたいんだけど"),
    "zh": ("请问", "問一下", "有人知道吗，", "話說", "大佬们，", "想問"),
}
AFTER: Final = {
    "en": (" thx", " lol", " ?", "??", " anyone"),
    "fr": (" merci", " ?", " ??", " svp"),
    "ja": ("教えて", "？？", " お願いします", "w"),
    "zh": ("呢", "啊", "？？", " 谢谢", "求解"),
}


def spoken(question: str, language: str, draw: random.Random) -> str:
    """`question` as somebody in a hurry would type it."""
    text = _END.sub("", question) or question  # one of marks alone keeps them
    if draw.random() < 0.6:
        text = text.lower()
    if draw.random() < 0.25:
        text = _slip(text, draw)
    code = language.partition("-")[0]
    if draw.random() < 0.25:
        text = draw.choice(BEFORE.get(code, ("",))) + text
    if draw.random() < 0.25:
        text += draw.choice(AFTER.get(code, ("",)))
    return text


def _slip(text: str, draw: random.Random) -> str:
    """`text` with two letters of a long word exchanged, or one left out."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = draw.choice(words)
    place = draw.randrange(word.start() + 1, word.end() - 1)
    if draw.random() < 0.5:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + text[place + 1 :]
