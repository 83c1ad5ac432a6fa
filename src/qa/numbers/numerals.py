"""Numbers in words: what numerals.yaml holds, and the numbers that a text writes out.

Texts are folded: lower case, Traditional Chinese characters as Simplified ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from qa.language.wordlists import WordFile

DIGITS: Final = 9  # what a single digit is at most


class Numerals(WordFile):
    """The file as it stands; see the comments there."""

    scales: dict[str, float]
    counted: tuple[str, ...]
    numerals: dict[str, float]
    teens: dict[str, float]
    tens: dict[str, float]
    hundreds: tuple[str, ...]
    powers: dict[str, float]
    myriads: dict[str, float]
    vague: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`, with its scale words.

    `parts` are its digits with what each is multiplied by: those of 16億7000万 are (16, 1e8) and (7000, 1e4).
    The digits of the first part end at `stop`, before their scale word.
    """

    start: int
    stop: int
    end: int
    parts: tuple[tuple[float, float], ...]
    in_words: bool = False

    @property
    def value(self) -> float:
        return exact(sum(digits * scale for digits, scale in self.parts))

    @property
    def scale(self) -> float:
        """The largest scale word's factor, 1 for none."""
        return max(scale for _, scale in self.parts)


def exact(product: float) -> float:
    """A product without the error of binary fractions: 67.9 times 10^8 is a whole number."""
    return float(f"{product:.12g}")


@cache
def numerals() -> Numerals:
    return Numerals.beside(__file__, "numerals.yaml")


def scale_words(*, ascii_only: bool) -> tuple[str, ...]:
    """The scale words of letters, or else those of characters, the longest first."""
    words = (word for word in numerals().scales if word.isascii() == ascii_only)
    return tuple(sorted(words, key=len, reverse=True))


def spelled(text: str) -> Iterator[Number]:
    """The numbers that folded `text` writes out: "sixty-two", "cent cinquante millions", 二亿五千万.

    In Chinese and Japanese those of two characters and more that count: no year (二〇二五) or guess (两三亿).
    """
    for match in _latin().finditer(text):
        part = (_in_letters(match["number"]), numerals().scales.get(match["scale"] or "", 1.0))
        yield Number(match.start(), match.end("number"), match.end(), (part,), in_words=True)
    for match in _characters().finditer(text):
        written = _myriads().fullmatch(match[0])
        if written:
            held = [(_below(written[f"p{at}"] or ""), power) for at, power in enumerate(_powers())]
            parts = tuple(part for part in (*held, (_below(written["rest"]), 1.0)) if part[0])
            yield Number(match.start(), match.end(), match.end(), parts, in_words=True)


def _in_letters(written: str) -> float:
    words, total = numerals(), 0.0
    for part in _words().findall(written):
        if part in words.hundreds:
            total = max(total, 1.0) * 100
        else:
            total += next(t[part] for t in (words.tens, words.teens, words.numerals) if part in t)
    return total


def _below(written: str) -> float:
    """What characters without a myriad write: 三百六十五."""
    total, digit = 0.0, 0.0
    for character in written:
        power = numerals().powers.get(character)
        if power is None:
            digit = numerals().numerals[character]
        else:
            total, digit = total + (digit or 1.0) * power, 0.0
    return total + digit


def _powers() -> tuple[float, ...]:
    return tuple(sorted(set(numerals().myriads.values()), reverse=True))


@cache
def _characters() -> re.Pattern[str]:
    words = numerals()
    characters = {c for word in (*words.numerals, *words.powers, *words.myriads) for c in word}
    within = "".join(sorted(c for c in characters if not c.isascii()))
    begin = rf"(?:(?<![{''.join(words.vague)}\d{within}])|(?<=以上))"  # 上百 is a guess, 以上十五萬 is none
    return re.compile(rf"{begin}[{within}]{{2,}}")


@cache
def _myriads() -> re.Pattern[str]:
    """A number in Chinese characters: its myriads in their order, each with what is below them."""
    words = numerals()
    digit = f"[{''.join(word for word in words.numerals if not word.isascii() and word not in words.powers)}]"
    powers = sorted(words.powers.items(), key=lambda pair: -pair[1])
    section = (
        "".join(rf"(?:{digit}{'?' if power == 10 else ''}{word})?" for word, power in powers) + f"{digit}?"
    )
    parts = ""
    for at, power in enumerate(_powers()):
        named = _any(word for word, value in words.myriads.items() if value == power)
        parts += rf"(?:(?P<p{at}>(?=[^{''.join(words.myriads)}]){section}){named})?"
    return re.compile(rf"{parts}(?P<rest>{section})")


@cache
def _words() -> re.Pattern[str]:
    words = numerals()
    return re.compile(
        _any(w for w in (*words.tens, *words.teens, *words.numerals, *words.hundreds) if w.isascii())
    )


@cache
def _latin() -> re.Pattern[str]:
    words = numerals()
    letters = [word for word in words.numerals if word.isascii()]
    digit = _any(word for word in letters if words.numerals[word] <= DIGITS)
    teen = _any((*words.teens, *(word for word in letters if words.numerals[word] > DIGITS)))
    small = rf"(?:{_any(words.tens)}(?:[- ](?:et[- ])?(?:{digit}|{teen}))?|{teen}|{digit})"
    hundred = _any(words.hundreds)
    scale = _any(scale_words(ascii_only=True))
    above = rf"(?:{digit}[- ])?{hundred}[- ](?:and[- ])?{small}|{digit}[- ]{hundred}|{hundred}(?=[ -]{scale})"
    number = rf"(?P<number>{above}|{small})(?:[- ](?P<scale>{scale}))?"
    return re.compile(rf"(?<![a-zà-ÿ\d'])(?<![a-zà-ÿ]-){number}(?![a-zà-ÿ\d]|-[a-zà-ÿ])")


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
