"""Names in Chinese characters: one that differs from a told one in a single character is another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from index.text import aligned
from qa.language.wordlists import WordFile
from qa.prose.told import ToldPieces, ToldText

HAN: Final = re.compile(r"[\u3400-\u9fff]+")
TITLED: Final = re.compile(r"《([^《》]{1,60})》|『([^『』]{1,60})』|«\s?([^«»]{1,60}?)\s?»")
LONGEST: Final = 3  # characters of a run in Japanese from which one that differs is another name
SPACE: Final = re.compile(r"\s")


class HanNameWords(WordFile):
    """The content of names.yaml; see the comments there."""

    families: str
    bodies: tuple[str, ...]
    around: str


def other_han(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement names what is told with one character changed, or a title that is not told.

    Names are compared in one language alone.
    """
    if any(text.tongue != said.tongue for text in told.texts):
        return False
    mine, held = aligned(said.text), aligned("\n".join(told.sources))
    if any(SPACE.sub("", title) not in SPACE.sub("", held) for title in _titles(mine)):
        return True
    named = _runs if said.tongue == "ja" else _names
    theirs = frozenset(named(held))
    return any(
        name not in held and any(_is_other(name, behind, *other) for other in theirs)
        for name, behind in set(named(mine))
    )


def dotted_is_told(name: str, held: str) -> bool:
    """Whether a foreign name, with what was read before it, is told: 由艾达·斯托尔 where 艾达·斯托尔 is."""
    left, dot, right = aligned(name).partition("·")
    return bool(dot) and any(f"{left[start:]}·{right}" in held for start in range(len(left) - 1))


def _titles(text: str) -> Iterator[str]:
    for match in TITLED.finditer(text):
        yield next(part for part in match.groups() if part)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Whole runs of characters, which in Japanese other letters part; nothing stands behind them."""
    return ((run, "") for run in HAN.findall(text) if len(run) >= LONGEST)


def _names(text: str) -> Iterator[tuple[str, str]]:
    """What may be names, each with the character behind it, none where that parts a name from others."""
    for match in _named().finditer(text):
        behind = text[match.end(1) : match.end(1) + 1]
        closed = not match["person"] or _around().match(behind)
        yield match[1], "" if closed else behind


@cache
def _named() -> re.Pattern[str]:
    """A person's name of three characters, or a body's with two of its own, wherever it may begin."""
    words = HanNameWords.beside(__file__, "names.yaml")
    bodies = "|".join(sorted(map(aligned, words.bodies), key=len, reverse=True))
    person = rf"(?P<person>[{aligned(words.families)}][\u3400-\u9fff]{{2}})"
    return re.compile(rf"(?=({person}|[\u3400-\u9fff]{{2}}(?:{bodies})))")


@cache
def _around() -> re.Pattern[str]:
    return re.compile(rf"[{HanNameWords.beside(__file__, 'names.yaml').around}]|\Z")


def _is_other(one: str, behind: str, other: str, behind_other: str) -> bool:
    """Whether two names of one length, with the same behind them, differ in one character."""
    return (
        behind == behind_other
        and len(one) == len(other)
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    )
