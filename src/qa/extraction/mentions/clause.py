"""What a stretch of text says of the value in it: a difference, a hope, a denial, a question."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import compiled, ending, has_word, pattern, word_list, word_set
from qa.language.wordlists import alternatives
from qa.numbers.qualifiers import qualifiers

BREAK: Final = re.compile(r"[,;:。、!?()\n]|\.(?=\s|$)|，")
ASCII: Final = re.compile(r"[a-z'-]+")
ENDED: Final = re.compile(r"[!?。]")
FORECAST: Final = 90  # characters before a value in which a forecast is looked for
LONGEST_JOINT: Final = 40  # characters between listed names: "and its sibling"
HARD: Final = "。！？!?.…｡"
REACH: Final = 48  # characters around a number in which a difference is looked for
LONGEST: Final = 240  # characters of a clause that are looked at
COMPARED: Final = r"%(differences.compared)s(?s:.*)%(differences.by)s\s*\Z"
DIFFERING: Final = r"\s*-?%(differences.after)s"
POINTING: Final = r"[\s,]*(?:[(\[]|%(before_subject)s)"  # "for", 的: a value points to the name behind it
CORRECTED: Final = r"%(corrected.from)s[^,;:]{1,40}?%(corrected.to)s|%(corrected.rather)s"  # "not 89 but 85"
CONDITIONAL: Final = re.compile(r"[a-zà-ÿ]{2}(?:erait|eraient|drait|draient)(?![a-zà-ÿ])")  # in French
LABEL: Final = r"[\W_]*(?:[a-z']+\s)?%(announced.untold)s[^:.;,\n]{0,40}:"
QUESTION: Final = re.compile(r"[?？]\W*\Z")


def clause_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The clause of folded `text[low:high]` around a value: between the marks that part it from others."""
    low, high = max(low, start - LONGEST), min(high, end + LONGEST)
    before = [match.end() for match in BREAK.finditer(text, low, start)]
    after = BREAK.search(text, end, high)
    return (before[-1] if before else low), (after.start() if after else high)


def is_difference(text: str, quantity: Quantity) -> bool:
    """Whether the number itself is a distance or a growth: "5 points behind", 领先5分, "20 million more"."""
    before = text[max(0, quantity.start - REACH) : quantity.start]
    differing = _differs_before().search(before)
    if differing:
        exact = _qualified().search(before)  # the "just" in "just under" is of no difference
        if not exact or exact.start() > differing.start():
            return True
    return any(
        pattern(DIFFERING).match(text, place) for place in dict.fromkeys((quantity.stop, quantity.end))
    )


def is_distance(text: str) -> bool:
    """Whether folded `text`, before a value, speaks of what lies between two."""
    return has_word(text, "differences.within") or pattern(COMPARED).search(text) is not None


def is_speculated(text: str) -> bool:
    """Whether folded `text`, a sentence up to its value, forecasts or supposes."""
    text = ENDED.split(text[-FORECAST:])[-1]
    return compiled("speculated").search(compiled("not_denied").sub(" ", text)) is not None


def is_announced(text: str) -> bool:
    """Whether folded `text`, a sentence up to its value, begins as a target or forecast: "Target: …"."""
    label = pattern(LABEL).match(text)
    return label is not None and not has_word(label[0], "announced.told")


def is_nonfactual(text: str, place: int) -> bool:
    """Whether folded `text` hopes, plans, supposes or denies the value that ends at `place`.

    In languages of Latin letters such words stand before it, in Chinese and Japanese anywhere.
    """
    if compiled("supposing").match(text.lstrip()):
        return True
    text = _own(text, place)
    rest = compiled("not_denied").sub(_blank, text)
    rest = pattern(CORRECTED).sub(_blank, rest[:place]) + rest[place:]
    if compiled("rescaled").search(text):
        rest = compiled("conditional").sub(_blank, rest)
    if CONDITIONAL.search(rest, 0, place) or any(
        match.start() < place or not match[0].isascii() for match in compiled("nonfactual").finditer(rest)
    ):
        return True
    rest = rest[:place] + ASCII.sub(" ", rest[place:])
    denials = [match[0] for match in compiled("denied").finditer(rest)]
    if denials and set(denials) <= {"ne", "n'"} and compiled("restricted").search(rest):
        return False
    return bool(denials)


def _own(text: str, place: int) -> str:
    """A clause up to "and scores", by which it goes on to state something of its own, blanked."""
    ends = [match.start() for match in compiled("asserting").finditer(text, 0, place)]
    if not ends or has_word(text[: ends[-1]], "supposed"):
        return text
    return " " * ends[-1] + text[ends[-1] :]


def is_question(text: str) -> bool:
    return QUESTION.search(text) is not None or has_word(text, "questions")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@cache
def _qualified() -> re.Pattern[str]:
    several = (word for group in qualifiers().before.values() for word in group if " " in word)
    return re.compile(rf"{alternatives(several)}\s*\Z")


@cache
def _differs_before() -> re.Pattern[str]:
    exactness = [word for group in qualifiers().before.values() for word in group]
    before = alternatives(word_list("differences.before"))
    return re.compile(rf"{before}\s*(?:{alternatives(exactness)})?\s*\Z")


def foreign(gap: str, idle: re.Pattern[str]) -> int:
    """How many letters and digits of a gap are of no `idle` word."""
    return sum(map(str.isalnum, idle.sub("", gap)))


def is_given(text: str, start: int, end: int) -> bool:
    """Whether folded `text` takes the value at `start`, which ends at `end`, for granted: "the 94 of o1"."""
    before = ending("definite").search(text[max(0, start - REACH) : start])
    return before is not None and pattern(POINTING).match(text, end) is not None


def is_related(text: str, start: int, end: int) -> bool:
    """Whether a relative clause behind it says whose the value is: "the 94 that o1 got"."""
    return is_given(text, start, end) and compiled("relating").match(text[end:].lstrip()[:REACH]) is not None


def is_joint(gap: str, *, loose: bool = False) -> bool:
    """Whether two names or values are joined by what stands between them; `loose` allows a few words more."""
    rest = " ".join(gap.split())
    if rest in word_set("joints") or re.sub(r"^[,、;]\s*", "", rest) in word_set("joints"):
        return True
    return loose and len(rest) <= LONGEST_JOINT and compiled("joints").match(rest) is not None
