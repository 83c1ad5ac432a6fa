"""What a cell of a table holds: one number with its sign, unit and qualifier, or no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Final

from qa.extraction.measures.units import PERCENT, POINTS, MeasureUnit, money_before, unit_at
from qa.language.wordlists import alternatives, folded, plain
from qa.numbers.numerals import exact, numerals
from qa.numbers.qualifiers import Qualifier, qualifier
from qa.numbers.reader import read
from qa.numbers.struck import unstruck
from qa.numbers.terms import terms

LONGEST: Final = 80  # characters of a cell with a figure
COMMA_LANGUAGES: Final = frozenset(
    {"fr", "de", "es", "it", "pt", "nl", "da", "nb", "sv", "fi", "pl", "cs", "ru", "tr", "id"}
)
EMPHASIS: Final = re.compile(
    r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|</?(?:b|i|em|strong|u|small|span)\b[^<>]{0,80}>"
)
MARK: Final = (
    r"\[\^?\w{1,3}\]|[*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹※＊]+|<sup>.{0,20}?</sup>|\\\*"
    r"|[(（](?:注|註|note\s?)\s?\d{0,2}[)）]|(?:注|註)\d{1,2}\)?"
)
POWER: Final = r"(?:(?<=[\s/(]m)|(?<=[kcdm]m))[²³]"  # of a metre, no mark of a note
NOTES: Final = re.compile(
    rf"(?:\s*(?!{POWER})(?:{MARK}|(?<=[^\s\d])\s\((?:\d|[a-f])\)|(?<=[^\W\d_])\(\d\)))+\s*\Z"
)
LEADING: Final = re.compile(rf"\A(?:{MARK})\s*(?=\S)")
DIGITS: Final = r"\d(?:[\d.,]|['’](?=\d{3})| (?=\d{3}(?!\d)))*(?<![.,])"
NUMBER: Final = re.compile(DIGITS)
MINUS: Final = "−–—△▲▵-"
OPEN: Final = re.compile(rf"(?P<sign>[+±{MINUS}]|\()?\s*\Z")
LETTER: Final = re.compile(r"(?P<letter>mm|[kmb])(?![\w€$£¥/])")
HUNDREDTHS: Final = re.compile(r"(\d)(円|元)([0-9０-９]{2})(?:銭|钱|錢|分)")  # 128円43銭
SLASH: Final = re.compile(r"\s?/\s?(?:5|10|20|40|50|100|1000|200|500)(?![\d.,])")
GROUPS: Final = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")
DOTS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
DECIMAL_COMMA: Final = re.compile(r"(?<![\d,])\d+,(?:\d{1,2}|\d{4,})(?![\d,])")
DECIMAL_POINT: Final = re.compile(r"(?<![\d.])\d[\d,]*\.(?:\d{1,2}|\d{4,})(?![\d.])")
CJK_SCALE: Final = re.compile(r"\s?[千万亿兆百]+\d")
BARE: Final = re.compile(r"[\d.,%()+ -]*(?<!\s)")  # a cell that shows what is written
ORDINAL: Final = re.compile(
    r"(?:第|no\.?|#)?\s?(?P<number>\d{1,6})\s?(?:位|名|[.):º°]|st|nd|rd|th|er?)?", re.IGNORECASE
)
PLAIN: Final = {  # numbers that can be read in one way only, by whether a comma parts decimals
    False: re.compile(r"(?P<sign>[+−-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<percent> ?%)?"),
    True: re.compile(r"(?P<sign>[+−-]?)(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?P<rest>,\d+)?(?P<percent> ?%)?"),
}
WORDS: Final = re.compile(r"\s?(?P<unit>[^\W\d_][^\d()（）,;:|]{0,20}?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Value:
    """A number as a cell writes it, with its own scale; `unit` is None where the cell names none.

    `aside` says that something stands behind it in brackets.
    """

    number: float
    unit: MeasureUnit | None = None
    qualifier: Qualifier | None = None
    aside: bool = False


def shown(written: str) -> str:
    """What a cell shows: without emphasis, marks of notes, and what is struck out."""
    if BARE.fullmatch(written):
        return written
    text = EMPHASIS.sub("", unescape(unstruck(written))).replace("\\|", "|")
    return " ".join(NOTES.sub("", LEADING.sub("", text.strip())).split())


def uses_comma(cells: Iterable[str], language: str) -> bool:
    """Whether a comma parts decimals in the cells of a table; where none tells, by the language."""
    commas = points = 0
    for cell in cells:
        commas += DECIMAL_COMMA.search(cell) is not None
        points += DECIMAL_POINT.search(cell) is not None
    return commas > points if commas or points else language in COMMA_LANGUAGES


def is_empty(cell: str) -> bool:
    """Whether a shown cell holds nothing, or says that there is nothing to hold."""
    return not cell or (not cell[0].isdigit() and plain(cell) in _empty())


def ordinal(cell: str) -> Value | None:
    """The number of a first cell that is one in an order and nothing else: "3", "3rd", 第3位."""
    found = ORDINAL.fullmatch(cell)
    return Value(float(found["number"])) if found else None


def value(cell: str, language: str, *, comma: bool) -> Value | None:
    """The figure of a shown cell; None for none, for a range, and for what holds more than one number."""
    if not cell or len(cell) > LONGEST:
        return None
    simple = PLAIN[comma].fullmatch(cell)
    if simple:
        return _simple(simple)
    if is_empty(cell):
        return None
    cell = HUNDREDTHS.sub(r"\1.\3\2", cell)
    flat = plain(cell)
    found = NUMBER.search(flat)
    led = _before(cell, flat, found.start(), language) if found else None
    if found is None or led is None:
        return None
    amount = _amount(cell, flat, found, language, comma=comma, money=led.money is not None)
    if amount is None:
        return None
    number, unit, end = amount
    if led.money and (unit is None or not unit.unit):
        unit = MeasureUnit(led.money, unit.scale if unit else 1.0)
    rest = flat[end:].strip()
    if led.sign == "(":
        if ")" not in rest:
            return None
        unit, rest = _behind(rest.replace(")", "", 1).strip(), unit, language)
    after = qualifier(flat[end:], 0, 0) if rest and not led.hedge else None
    aside = bool(rest) and after is None
    if aside and (any(c.isdigit() for c in rest) or rest[0] not in "(（"):
        return None
    total = exact(number * (unit.scale if unit else 1.0)) * (-1 if led.negative else 1)
    return Value(total, unit, led.hedge or after, aside)


def _simple(found: re.Match[str]) -> Value:
    whole = found["whole"].replace(",", "").replace(" ", "")
    number = float(f"{whole}{(found['rest'] or '').replace(',', '.')}")
    unit = MeasureUnit(PERCENT) if found["percent"] else None
    return Value(-number if found["sign"] in ("-", "−") else number, unit)


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before the number of a cell."""

    sign: str
    negative: bool
    money: str | None
    hedge: Qualifier | None


def _before(cell: str, flat: str, start: int, language: str) -> _Before | None:
    """What stands before the number at `start`; None for words that are part of a name."""
    if not start:
        return _Before("", negative=False, money=None, hedge=None)
    sign = OPEN.search(flat, 0, start)
    begin = sign.start() if sign else start
    money = money_before(cell, begin, language, flat) if flat[:begin].strip() else None
    if money:
        outer = OPEN.search(flat, 0, money.start)
        begin = outer.start() if outer else money.start
        sign = sign if sign and sign["sign"] else outer  # "€-5" and "-€5"
    word, mark = flat[:begin].strip(" :"), (sign["sign"] or "") if sign else ""
    told = word in _words("negatives"), word in _words("positives")
    hedge = qualifier(flat, begin) if word and not any(told) else None
    if mark == "±" or (word and not any(told) and not (hedge and _hedges().fullmatch(word))):
        return None
    negative = told[0] or mark == "(" or (bool(mark) and mark in MINUS)
    return _Before(mark, negative=negative, money=money.unit.unit if money else None, hedge=hedge)


def _amount(
    cell: str, flat: str, found: re.Match[str], language: str, *, comma: bool, money: bool
) -> tuple[float, MeasureUnit | None, int] | None:
    """The number at a match, without its scale, its unit, and where both end; None for a part of a name."""
    if CJK_SCALE.match(flat, found.end()):
        number = next((one for one in read(flat) if one.start == found.start()), None)
        if number is None:
            return None
        unit = unit_at(cell, number.end, language, flat)
        return number.value, MeasureUnit(unit.unit.unit) if unit else None, unit.end if unit else number.end
    digits = _float(found[0], comma=comma)
    if digits is None:
        return None
    end = found.end()
    if not flat[end:].strip(" )"):
        return digits, None, end
    share = SLASH.match(flat, end)
    if share:
        return digits, MeasureUnit(POINTS), share.end()
    letter = LETTER.match(flat, end)
    if letter and (money or letter["letter"] == "k" or cell[letter.start() : letter.end()].isupper()):
        return digits, MeasureUnit("", terms().letters[letter["letter"]]), letter.end()
    unit = unit_at(cell, end, language, flat)
    if unit:
        return digits, unit.unit, unit.end
    scaled = _long_scales().match(flat, end)
    if scaled:
        scale, end = scaled["scale"], scaled.end()
        behind = unit_at(cell, end, language, flat)
        name = behind.unit.unit if behind else ""
        return digits, MeasureUnit(name, numerals().scales[scale]), behind.end if behind else end
    words = WORDS.match(flat, end)
    if words and qualifier(flat[end:], 0, 0) is None and words["unit"] not in _empty():
        return digits, MeasureUnit(cell[words.start("unit") : words.end("unit")].strip()), words.end()
    return digits, None, end


def _behind(rest: str, unit: MeasureUnit | None, language: str) -> tuple[MeasureUnit | None, str]:
    """The unit behind a closing bracket: "(12.5)%"."""
    found = unit_at(rest, 0, language) if rest and unit is None else None
    return (found.unit, rest[found.end :].strip()) if found else (unit, rest)


def _float(digits: str, *, comma: bool) -> float | None:
    """A number by how its thousands and decimals are parted; None for a version or a date."""
    digits = re.sub(r"[ '’]", "", digits)
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        thousands, point = (",", ".") if digits.rfind(".") > digits.rfind(",") else (".", ",")
        if digits.count(point) > 1:
            return None
        digits = digits.replace(thousands, "").replace(point, ".")
    elif commas:
        if GROUPS.fullmatch(digits) and not (comma and commas == 1):
            digits = digits.replace(",", "")
        elif commas == 1:
            digits = digits.replace(",", ".")
        else:
            return None
    elif points > 1 or (comma and points):
        if not DOTS.fullmatch(digits):
            return float(digits) if points == 1 else None
        digits = digits.replace(".", "")
    return float(digits)


@cache
def _hedges() -> re.Pattern[str]:
    from qa.numbers.qualifiers import qualifiers

    held = qualifiers()
    words = [word for group in held.before.values() for word in group]
    between = alternatives(held.between)
    return re.compile(rf"(?:{alternatives(words)}\s*)+(?:{between}\s*)*")


@cache
def _empty() -> frozenset[str]:
    return frozenset(folded(terms().empty))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(folded(getattr(terms(), name)))


@cache
def _long_scales() -> re.Pattern[str]:
    words = (word for word in numerals().scales if len(word) > 1 or word > "\u3000")
    return re.compile(rf"\s?(?P<scale>{'|'.join(sorted(words, key=len, reverse=True))})")
