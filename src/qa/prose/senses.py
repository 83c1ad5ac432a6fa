"""What words add to what is told: a way, the utmost, a doubt; in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias, cast, get_args

from qa.language.wordlists import WordFile, alternatives, folded, plain

Sense: TypeAlias = Literal["more", "less", "before", "after", "utmost", "hedge"]
Trend: TypeAlias = Literal["rises", "falls"]
Extreme: TypeAlias = Literal["most", "least"]
SENSES: Final = cast("tuple[Sense, ...]", get_args(Sense))
OPPOSITES: Final[Mapping[Sense, Sense]] = {
    "more": "less",
    "less": "more",
    "before": "after",
    "after": "before",
}
WAYS: Final = ("more", "less")
CLAUSE: Final = re.compile(
    r"[,;:。、，；：!?！？()（）·|]|\.(?=\s|\Z)|一方|但|而"
    r"|\b(?:while|whereas|but|though|although|tandis que|mais|alors que)\b"
)
ANSWER: Final = re.compile(r"\A\W*(?:(?:yes|no|oui|non|是的?|不是?|はい|いいえ)\s?[,:，、：]\s?)?")
MAY: Final = re.compile(
    r"\b\d{1,2} may(?= \d|[.,;)]|\Z)|\bmay (?=\d)"
    r"|\b(?:in|since|until|till|by|from|to|of|early|late|last|next) may\b"
)
"""The month, which is no doubt."""


class SenseWords(WordFile):
    """The content of senses.yaml; see the comments there."""

    idioms: dict[str, tuple[str, ...]]
    more: dict[str, tuple[str, ...]]
    less: dict[str, tuple[str, ...]]
    rises: dict[str, tuple[str, ...]]
    falls: dict[str, tuple[str, ...]]
    most: dict[str, tuple[str, ...]]
    least: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    utmost: dict[str, tuple[str, ...]]
    hedge: dict[str, tuple[str, ...]]
    orders: dict[str, tuple[str, ...]]
    machines: tuple[str, ...]
    duties: tuple[str, ...]
    sayings: tuple[str, ...]
    proofs: dict[str, tuple[str, ...]]
    pronouns: dict[str, tuple[str, ...]]
    impersonal: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1_024)
def senses(text: str, language: str) -> frozenset[Sense]:
    """What a text in `language` says of these; nothing for a language whose words are not known."""
    idioms, patterns = _patterns(language.partition("-")[0])
    flat = MAY.sub(" ", plain(text))
    if idioms:
        flat = idioms.sub(" ", flat)
    return frozenset(sense for sense, pattern in patterns if pattern.search(flat))


def trend(text: str, language: str) -> Trend | None:
    """Whether a text says that something rose or fell; None where it says neither or both."""
    found = [one for one in get_args(Trend) if _is_said(one, text, language)]
    return found[0] if len(found) == 1 else None


def extreme(text: str, language: str) -> Extreme | None:
    """Whether a text says of something that it is the most or the least; None where neither or both."""
    found = [one for one in get_args(Extreme) if _is_said(one, text, language)]
    return found[0] if len(found) == 1 else None


def _is_said(sense: Trend | Extreme, text: str, language: str) -> bool:
    pattern = _listed(sense, language.partition("-")[0])
    return pattern is not None and pattern.search(plain(text)) is not None


@cache
def _listed(sense: Trend | Extreme, tongue: str) -> re.Pattern[str] | None:
    words: dict[str, tuple[str, ...]] = getattr(SenseWords.beside(__file__, "senses.yaml"), sense)
    return _pattern(words[tongue]) if tongue in words else None


def nearest_way(text: str, language: str, start: int, end: int) -> frozenset[Sense]:
    """The way, more or less, that is said nearest to `text[start:end]`; () where none is."""
    idioms, patterns = _patterns(language.partition("-")[0])
    flat = idioms.sub(lambda match: " " * len(match[0]), plain(text)) if idioms else plain(text)
    found = [
        (max(match.start() - end, start - match.end(), 0), sense)
        for sense, pattern in patterns
        if sense in WAYS
        for match in pattern.finditer(flat)
    ]
    near = min(found, default=(0, None))[0]
    return frozenset(sense for distance, sense in found if distance == near)


def without_orders(text: str) -> str:
    """A quote up to where it turns to a machine that reads it, in whatever language."""
    flat = plain(text)
    found = _orders().search(flat) or _to_machines().search(flat)
    return text[: found.start()].rstrip(" \n[(【（:：") if found else text


def begins_with_pronoun(text: str, language: str) -> bool:
    """Whether a text begins with one that stands for somebody, behind yes or no."""
    words, tongue = SenseWords.beside(__file__, "senses.yaml"), language.partition("-")[0]
    flat = ANSWER.sub("", plain(text))
    impersonal = words.impersonal.get(tongue)
    if tongue not in words.pronouns or (impersonal and _pattern(impersonal).match(flat)):
        return False
    return _pattern(words.pronouns[tongue]).match(flat) is not None


def speaks_of_proofs(text: str) -> bool:
    """Whether a text, in whatever language, speaks of what a model was given to prove its words with."""
    return _proofs().search(plain(text)) is not None


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a text stand, between the marks and words that part them."""
    start = 0
    for match in CLAUSE.finditer(text):
        if text[start : match.start()].strip() and not _within_number(text, match.start()):
            yield start, match.start()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def at_odds(said: frozenset[Sense], stated: frozenset[Sense]) -> bool:
    """Whether one way alone is said of which the opposite alone is stated."""
    return any(
        way in said and other not in said and other in stated and way not in stated
        for way, other in OPPOSITES.items()
    )


def _within_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, tuple[tuple[Sense, re.Pattern[str]], ...]]:
    words = SenseWords.beside(__file__, "senses.yaml")
    idioms = words.idioms.get(language)
    lists: dict[Sense, dict[str, tuple[str, ...]]] = {sense: getattr(words, sense) for sense in SENSES}
    held = {sense: of[language] for sense, of in lists.items() if language in of}
    compiled = tuple((sense, _pattern(listed)) for sense, listed in held.items())
    return _pattern(idioms) if idioms else None, compiled


@cache
def _orders() -> re.Pattern[str]:
    listed = SenseWords.beside(__file__, "senses.yaml").orders.values()
    return _pattern(tuple(word for words in listed for word in words))


@cache
def _proofs() -> re.Pattern[str]:
    listed = SenseWords.beside(__file__, "senses.yaml").proofs.values()
    return re.compile(
        rf"\be\d{{1,3}}\b|{_pattern(tuple(word for words in listed for word in words)).pattern}"
    )


@cache
def _to_machines() -> re.Pattern[str]:
    """A machine, a duty and what it is to say, in one sentence."""
    words = SenseWords.beside(__file__, "senses.yaml")
    listed = (words.machines, words.duties, words.sayings)
    machine, duty, saying = (alternatives(folded(held)) for held in listed)
    return re.compile(
        rf"[^.!?。！？\n]{{0,40}}?{machine}[^!?。！？\n]{{0,60}}?{duty}[^!?。！？\n]{{0,60}}?{saying}"
    )


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives(folded(words)))
