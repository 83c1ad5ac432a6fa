"""Numbers that a statement gives, in digits or in words, against those that are told or follow from these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from qa.language.lexicon import joining_words
from qa.language.wordlists import plain
from qa.models import Row
from qa.numbers.measures import DATE, measures
from qa.numbers.numerals import exact, numerals
from qa.numbers.reader import read
from qa.numbers.values import stated, values
from qa.prose.names import NamedThing
from qa.prose.spelt import in_digits
from qa.prose.told import ToldPieces

LEAST: Final = 3.0  # in words: one and two stand for "a" and "both" as well
TENTHS: Final = 10.0  # 四成 is 40 %
HALVES: Final = re.compile(r"(?:个|個|年|时间|小时|か月)?半|(?:\s\S+)?\s(?:and a half|et demie?)\b")
HAN: Final = "一二三四五六七八九十半"
TENTH: Final = re.compile(r"成(?![为員员立功長长人])|割")
PERCENT: Final = "百分之"
TWO: Final = str.maketrans("兩两", "二二")  # 兩成: the two that counts
COUNTER: Final = (
    "个個名位本册冊年月日天次回倍人座枚台辆輛艘件篇首所家间間条條项項种種周週点點分秒元円かヶカつ"
)
COUNTED: Final = re.compile(rf"(?<![\d第十百千万亿一二三四五六七八九])([三四五六七八九十])(?=[{COUNTER}])")
MOST: Final = 48  # numbers whose differences are looked at
LEAST_OF_TWO: Final = (
    10  # a number whose sum and difference with others may be said: not that of a name or a quarter
)
ROUNDED: Final = 100  # from which on a number may be said rounded
READ: Final = frozenset({"en", "fr", "zh", "ja"})  # the languages whose words for numbers are known
SCALES: Final = {
    1e3: re.compile(r"\s?(?:mila?|tausend|tsd|tys|тыс)\b"),
    1e6: re.compile(r"\s?(?:million|millon|milion|milho|mln|mio|млн|백만)"),
    1e9: re.compile(r"\s?(?:milliard|miliard|mrd|mld|млрд)"),
}
"""How other languages write them behind a number."""
COMMAS: Final = str.maketrans(".,", ",.")
UNIT: Final = re.compile(r"\s?(?:([a-zà-ÿ]+)|([\u3400-\u9fff]))")
HYPHEN: Final = re.compile(r"(?<=[a-z])-(?=[a-z])")  # fifteen-year
SHARE: Final = re.compile(
    rf"(?<=\d)\s?m(?![a-z])|[\u00b2\u00b3]|[{HAN}\d]+\s?"
    rf"(?:世[纪紀]|(?:th|st|nd|rd) century|e siècle|分[之の][{HAN}\d]+|{TENTH.pattern}[{HAN}]?)"
)
"""What is no number of its own, or is said in another way elsewhere: metres, a square, a century, a share."""
ROUND: Final = {
    **dict.fromkeys(("first", "premier", "première"), 1),
    **dict.fromkeys(("second", "deuxième", "double", "both", "deux"), 2),
    **dict.fromkeys(("third", "troisième", "tiers"), 3),
    **dict.fromkeys(("fourth", "quatrième", "quart", "quarter", "quarters"), 4),
    **dict.fromkeys(("fifth", "cinquième"), 5),
    **dict.fromkeys(("sixth", "sixième"), 6),
    **dict.fromkeys(("seventh", "septième"), 7),
    **dict.fromkeys(("eighth", "huitième"), 8),
    **dict.fromkeys(("ninth", "neuvième"), 9),
    **dict.fromkeys(("tenth", "dixième", "dizaine"), 10),
    **dict.fromkeys(("dozen", "douzaine"), 12),
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
"""Numbers as order and as about so many, in the languages that write them in one word."""
DURATION: Final = re.compile(
    r"(?:(?P<h>\d+)\s?(?:hours?|hrs?|h|heures?|小时|时间)\s?)?"
    r"(?:(?P<m>\d+)\s?(?:minutes?|mins?|min|m(?=\s?\d)|分钟|分间|分)?\s?)?(?:(?P<s>\d+(?:[.,]\d+)?)\s?(?:(?:seconds?|secondes?|secs?|s)\b|秒))?"
)


def invented(text: str, things: Sequence[NamedThing], told: ToldPieces) -> bool:
    """Whether a number stands in no source; those within names are looked at with these.

    It may be said by how much two numbers differ, a great one rounded, and a time may be said in one unit.
    """
    flat = list(text)
    for one in things:
        if not text[: one.start][-1:].isalpha():  # within a unit: kWh
            flat[one.start : one.end] = " " * (one.end - one.start)
    said = SHARE.sub(" ", in_digits("".join(flat)).replace(PERCENT, " "))
    sources = [in_digits(source).replace(PERCENT, " ") for source in told.sources]
    held = {1.0}.union(
        *map(_told, sources), *(_elsewhere(one.text) for one in told.texts if one.tongue not in READ)
    )
    counted = [one for source in sources for one in _countable(plain(source))][:MOST]
    held |= {
        round(value, 6)
        for (a, unit), (b, other) in combinations(counted, 2)
        for value in (abs(a - b), a + b if min(a, b) >= LEAST_OF_TWO else 0.0)
        if not unit or not other or unit == other
    }
    written = [value for value, _ in counted if value >= LEAST_OF_TWO]
    amounts = [one for source in sources for one in measures(source)][:MOST]
    held |= {
        round(abs(a.value - b.value), 6) for a, b in combinations(amounts, 2) if a.unit == b.unit != DATE
    }
    held |= set(_counted(told.rows))
    lengths = sorted({one for source in sources for one in _durations(plain(source), parts=2)})[:MOST]
    held |= {exact(b - a) for a, b in combinations(lengths, 2)}
    held |= {part for a, b in combinations(lengths, 2) for part in divmod(exact(b - a), 60)}
    held |= {float(f"{value:.{digits}g}") for value in written if value >= ROUNDED for digits in (1, 2)}
    return any(value not in held for value in (*stated(said), *_in_words(said)))


def _elsewhere(text: str) -> Iterator[float]:
    """The numbers of a text in a language whose words are not known: 1.200,5 Millionen."""
    for flat in (plain(text), plain(text).translate(COMMAS)):
        yield from values(flat)
        for number in read(flat):
            held = (scale for scale, word in SCALES.items() if word.match(flat, number.end))
            yield from (exact(number.value * scale) for scale in held)


def _countable(flat: str) -> Iterator[tuple[float, str]]:
    """Numbers of a plain text whose difference may be said, each with the beginning of its unit."""
    for one in read(flat):
        if one.value >= LEAST_OF_TWO or one.value % 1:
            unit = UNIT.match(flat, one.end)
            word = (unit[1] or unit[2]) if unit else ""
            yield one.value, "" if word in joining_words() else word


def _counted(rows: Sequence[Row]) -> Iterator[float]:
    """Of how many things a figure is told: three machines, where the prices of three are."""
    subjects: dict[str, set[str]] = {}
    for row in rows:
        subjects.setdefault(row.figure, set()).add(row.subject)
    yield from (float(len(held)) for held in subjects.values())


def _in_words(text: str) -> Iterator[float]:
    """The numbers that a text writes out, from three on; with the half that follows."""
    flat = plain(text)
    found = [(one.value, one.end) for one in read(flat) if one.in_words]
    found += [(numerals().numerals[one[1]], one.end()) for one in COUNTED.finditer(flat)]
    for value, end in found:
        if value >= LEAST:
            yield value + 0.5 if HALVES.match(flat, end) else value


def _told(text: str) -> Iterator[float]:
    """The numbers of a text, with halves, tenths that are shares, and times in minutes and seconds."""
    flat = plain(text)
    yield from values(text)
    yield from values(HYPHEN.sub(" ", flat))
    for one in read(flat):
        if HALVES.match(flat, one.end):
            yield one.value + 0.5
    yield from map(float, re.findall(r"\d+", flat))
    for digit in re.finditer(r"[一二三四五六七八九]", flat):
        yield from (numerals().numerals[digit[0]] + 0.5,) if HALVES.match(flat, digit.end()) else ()
    counted = flat.translate(TWO)
    for share in re.finditer(rf"([一二三四五六七八九\d])(?:{TENTH.pattern})([一二三四五六七八九]?)", counted):
        tenths, ones = (
            float(one) if one.isdigit() else numerals().numerals.get(one, 0.0) for one in share.groups()
        )
        yield tenths * TENTHS + ones
    yield from (float(value) for word, value in ROUND.items() if re.search(rf"\b{word}\b", flat))
    for seconds in _durations(flat):
        yield from (exact(seconds // 60), seconds)


def _durations(flat: str, parts: int = 1) -> Iterator[float]:
    """How long a plain text says that something takes, in seconds, where it says so in that many parts."""
    for match in DURATION.finditer(flat):
        held = [match[unit] for unit in "hms"]
        hours, minutes, seconds = (float((one or "0").replace(",", ".")) for one in held)
        if match[0].strip() and sum(one is not None for one in held) >= parts:
            yield exact(hours * 3600 + minutes * 60 + seconds)
