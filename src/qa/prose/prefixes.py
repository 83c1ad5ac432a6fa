"""The prefixes of units: kilo, mega, giga, in five languages, behind the numbers of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qa.language.wordlists import plain
from qa.numbers.reader import read

POWERS: Final = {
    "nano": -9,
    "n": -9,
    "micro": -6,
    "µ": -6,
    "milli": -3,
    "m": -3,
    "毫": -3,
    "ミリ": -3,
    "kilo": 3,
    "k": 3,
    "千": 3,
    "キロ": 3,
    "mega": 6,
    "méga": 6,
    "M": 6,
    "メガ": 6,
    "兆": 6,
    "giga": 9,
    "G": 9,
    "吉": 9,
    "ギガ": 9,
    "tera": 12,
    "téra": 12,
    "T": 12,
    "太": 12,
    "テラ": 12,
}
PREFIXED: Final = re.compile(
    r"[\s-]?(?:(?P<word>nano|micro|milli|kilo|mega|méga|giga|tera|téra)(?=[a-z])"
    r"|(?P<letter>[nµmkMGT])(?=(?:Wh?|Hz|B|g|l|L|J|V|A|Pa|bit|o)\b)"
    r"|(?P<sign>ミリ|キロ|メガ|ギガ|テラ|毫|千|兆|吉|太)(?=[瓦赫字克升焦伏ワヘバグリ]))"
)


def other_prefix(said: str, told: tuple[str, ...]) -> bool:
    """Whether a number has a unit of another size than wherever it is told with a sized one."""
    held = [pair for text in told for pair in _sized(text)]
    for value, power in _sized(said):
        powers = {other for number, other in held if number == value}
        if powers and power not in powers:
            return True
    return False


def _sized(text: str) -> Iterator[tuple[float, int]]:
    """The numbers of a text before units with a prefix, each with its power of ten."""
    for number in read(plain(text)):
        match = PREFIXED.match(text, number.stop)
        if match:
            yield number.parts[0][0], POWERS[match[match.lastgroup or 0]]
