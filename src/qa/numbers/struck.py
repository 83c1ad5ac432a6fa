"""What a text has struck out: `~~35 million~~` in Markdown, <del>, <s> and <strike> of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 10_000  # characters of what is struck out
MARK: Final = re.compile(
    r"(?P<tildes>(?<!\\)~+)|<(?P<close>/?)(?P<tag>del|strike|s)\b[^<>\n]{0,300}>|\n[ \t]*\n|\|", re.IGNORECASE
)
SHOWN: Final = re.compile(r"[^\n]")

Span = tuple[int, int]


def unstruck(text: str) -> str:
    """`text` with what is struck out, and its marks, blanked; no place moves."""
    if "~" not in text and "<" not in text:
        return text
    parts, place = [], 0
    for start, end in struck(text):
        parts += [text[place:start], SHOWN.sub(" ", text[start:end])]
        place = end
    return "".join((*parts, text[place:]))


def struck(text: str) -> Iterator[Span]:
    """What is struck out, in order and apart; what is not closed is not.

    Tildes do not reach out of a paragraph or a cell. One alone is also how "about" is written: it strikes
    where it is closed right behind a word and before none.
    """
    opened: dict[str, int] = {}
    reached = 0
    for mark in MARK.finditer(text):
        tildes, tag = mark["tildes"], (mark["tag"] or "").lower()
        if not tildes and not tag:
            opened.pop("~", None)
            opened.pop("~~", None)
            continue
        key = tag or tildes
        begun = opened.get(key, -1)
        closes = bool(mark["close"]) if tag else _closes(text, mark, begun)
        if closes and reached <= begun and mark.end() - begun <= LONGEST:
            yield begun, mark.end()
            opened.clear()
            reached = mark.end()
        elif not mark["close"] and (tag or _opens(text, mark)):
            opened[key] = mark.start()


def _opens(text: str, mark: re.Match[str]) -> bool:
    single = len(mark[0]) == 1 and mark.start() > 0 and text[mark.start() - 1].isalnum()
    return len(mark[0]) <= 2 and not single and not text[mark.end() : mark.end() + 1].isspace()


def _closes(text: str, mark: re.Match[str], begun: int) -> bool:
    single = len(mark[0]) == 1 and text[mark.end() : mark.end() + 1].isalnum()
    return begun >= 0 and not single and not text[mark.start() - 1].isspace()
