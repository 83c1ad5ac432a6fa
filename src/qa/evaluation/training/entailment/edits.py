"""Changes of a sentence after which it says something else: numbers, names and words are exchanged."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Final, TypeAlias

from index.excerpt import Span
from qa.language.wordlists import WordFile

Edited: TypeAlias = tuple[str, tuple[Span, ...]]
"""A text after a change, and which words of it are new."""

SPACED: Final = frozenset({"en", "fr"})
NUMBER: Final = re.compile(r"(?<![\d.,])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?!\d)")
NAME: Final = re.compile(
    r"(?<=[^\W\d_][ ’'])(?:[A-ZÀ-Þ][\w’'-]+)(?: [A-ZÀ-Þ][\w’'-]+)*|(?<=[^\x00-\u024f])[A-Z][\w-]+"
    r"|[ァ-ヴー・]{3,}|[\u4e00-\u9fff]{1,4}·[\u4e00-\u9fff]{2,4}"
)
FAR: Final = 12  # times as great or as small as a number is what is no rival of it


class EditWords(WordFile):
    """The content of edits.yaml; see the comments there."""

    groups: dict[str, tuple[tuple[str, ...], ...]]
    surer: dict[str, tuple[tuple[str, str], ...]]
    joined: dict[str, tuple[str, ...]]
    causing: dict[str, tuple[str, ...]]
    according: dict[str, tuple[str, ...]]
    orders: dict[str, tuple[str, ...]]
    praising: dict[str, tuple[str, ...]]


@cache
def edit_words() -> EditWords:
    return EditWords.beside(__file__, "edits.yaml")


def other_number(text: str, others: Sequence[str], draw: random.Random) -> Edited | None:
    """A number exchanged for one of `others` of about its size, or for one that is nearly the same."""
    found = [*NUMBER.finditer(text)]
    if not found:
        return None
    match = draw.choice(found)
    rivals = [one for one in others if one != match[0] and _comparable(one, match[0])]
    new = draw.choice(rivals) if rivals and draw.random() < 0.6 else _misread(match[0], draw)
    return _placed(text, [(match.span(), new)]) if new != match[0] else None


def other_name(text: str, others: Sequence[str], draw: random.Random) -> Edited | None:
    """A name exchanged for one of `others` that is written alike and that the text does not have."""
    found = [*NAME.finditer(text)]
    if not found:
        return None
    match = draw.choice(found)
    rivals = [
        one for one in others if one not in text and match[0] not in one and _script(one) == _script(match[0])
    ]
    return _placed(text, [(match.span(), draw.choice(rivals))]) if rivals else None


def other_words(text: str, words: str, others: Sequence[str]) -> Edited | None:
    """The `words` of a text exchanged for the first of `others` that it has not."""
    start = text.find(words)
    new = next((one for one in others if one not in text and one not in words and words not in one), None)
    return None if start < 0 or new is None else _placed(text, [((start, start + len(words)), new)])


def turned_round(text: str, draw: random.Random) -> Edited | None:
    """Two numbers, or two names, of a text in each other's place."""
    for pattern in draw.sample([NUMBER, NAME], 2):
        found = [*pattern.finditer(text)]
        pairs = [
            (a, b)
            for place, a in enumerate(found)
            for b in found[place + 1 :]
            if a[0] != b[0]
            and (pattern is NAME or _comparable(a[0], b[0]))
            and _script(a[0]) == _script(b[0])
        ]
        if pairs:
            first, second = draw.choice(pairs)
            return _placed(text, [(first.span(), second[0]), (second.span(), first[0])])
    return None


def other_sense(text: str, language: str, draw: random.Random) -> Edited | None:
    """A word exchanged for another of its group: more for less, is for is not."""
    tongue = language.partition("-")[0]
    pattern, groups = _groups(tongue)
    found = [*pattern.finditer(text)] if pattern else []
    if not found:
        return None
    match = draw.choice(found)
    same = match[0].casefold()
    rivals = [one for group in groups[same] for one in group if one.casefold() != same]
    return _placed(text, [(match.span(), _cased(draw.choice(rivals), match[0]))])


def surer(text: str, language: str, draw: random.Random) -> Edited | None:
    """What is less sure said as sure."""
    tongue = language.partition("-")[0]
    pattern, words = _surer(tongue)
    found = [*pattern.finditer(text)] if pattern else []
    if not found:
        return None
    match = draw.choice(found)
    return _placed(text, [(match.span(), _cased(words[match[0].casefold()], match[0]))])


def less_sure(text: str, language: str, draw: random.Random) -> Edited | None:
    """What is sure said as less so: what follows from the text before does not follow from the one after."""
    tongue = language.partition("-")[0]
    back = {strong: weak for weak, strong in edit_words().surer.get(tongue, ())}
    found = [*pattern.finditer(text)] if (pattern := _any(tuple(back), tongue)) else []
    if not found:
        return None
    match = draw.choice(found)
    return _placed(text, [(match.span(), _cased(back[match[0].casefold()], match[0]))])


def _placed(text: str, changes: Sequence[tuple[Span, str]]) -> Edited:
    """The text with each span exchanged for what belongs to it; spans are disjoint and in order."""
    parts, spans, at, length = list[str](), list[Span](), 0, 0
    for (start, end), new in changes:
        parts += [text[at:start], new]
        length += start - at
        spans.append((length, length + len(new)))
        length += len(new)
        at = end
    return "".join([*parts, text[at:]]), tuple(spans)


def _misread(number: str, draw: random.Random) -> str:
    """A number with one digit changed or two in each other's place, or ten times as great."""
    places = [place for place, one in enumerate(number) if one.isdigit()]
    ways: list[Callable[[], str]] = [lambda: _with_digit(number, draw.choice(places), draw)]
    if len(places) > 1:
        first = draw.randrange(len(places) - 1)
        a, b = places[first], places[first + 1]
        ways.append(lambda: number[:a] + number[b] + number[a + 1 : b] + number[a] + number[b + 1 :])
    if len(places) < 4:
        ways.append(lambda: number + "0")
    return draw.choice(ways)()


def _with_digit(number: str, place: int, draw: random.Random) -> str:
    digits = [one for one in "123456789" if one != number[place]]
    return number[:place] + draw.choice(digits) + number[place + 1 :]


def _comparable(one: str, other: str) -> bool:
    """Whether one number may stand where the other does: years for years, and sizes alike."""
    a, b = (float(re.sub(r"\D", "", number) or 0) for number in (one, other))
    if (1000 <= a <= 2100 and one.isdigit()) != (1000 <= b <= 2100 and other.isdigit()):
        return False
    return max(a, b) <= FAR * max(1.0, min(a, b))


def _script(name: str) -> str:
    first = name[:1]
    return "latin" if first < "\u0250" else "kana" if "\u3040" <= first <= "\u30ff" else "han"


def _cased(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


@lru_cache(maxsize=16)
def _groups(tongue: str) -> tuple[re.Pattern[str] | None, dict[str, list[tuple[str, ...]]]]:
    held: dict[str, list[tuple[str, ...]]] = {}
    for group in edit_words().groups.get(tongue, ()):
        for one in group:
            held.setdefault(one.casefold(), []).append(group)
    return _any(tuple(held), tongue), held


@lru_cache(maxsize=16)
def _surer(tongue: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    words = dict(edit_words().surer.get(tongue, ()))
    return _any(tuple(words), tongue), words


@lru_cache(maxsize=64)
def _any(words: tuple[str, ...], tongue: str) -> re.Pattern[str] | None:
    if not words:
        return None
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b(?:{either})\b" if tongue in SPACED else either, re.IGNORECASE)
