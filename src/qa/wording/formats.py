"""How numbers, shares and dates are written in each language (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name

LARGE: Final = 1_000_000
COMPACT_FROM: Final = 10_000
ODD: Final = 1_000
DECIMALS: Final = {"en": (2, 3), "fr": (2,)}  # 2,588 might be read as a thousand and more
SPACED: Final = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "fr": ((1e12, " billions"), (1e9, " milliards"), (1e6, " millions")),
}
MYRIADS: Final = {
    "zh-Hans": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "zh-Hant": ((1e12, "兆"), (1e8, "億"), (1e4, "萬")),
}
EXACT: Final = "#,##0.####"
MOST_DECIMALS: Final = (2, 3, 4)
TRILLION: Final = 1e12
MONTH_ALONE: Final = re.compile(r"--(0[1-9]|1[0-2])")
LEAP: Final = 2000  # any year
CODE: Final = re.compile(r"[A-Z]{3}")
VOWEL: Final = re.compile(r"[aeiouhéè]", re.IGNORECASE)
PLAIN_SPACES: Final = {0x202F: " ", 0x00A0: " "}


def whole(value: float) -> float | int:
    """An integer where the value is one: 1.0 is written "1", and is one of a thing."""
    return int(value) if float(value).is_integer() else value


def number(value: float, language: str) -> str:
    """A number as a person writes it: 110 million, 1,1 milliard, 1.1亿; small ones in digits."""
    locale = _locale(language)
    spaced = language in SPACED
    if abs(value) < (LARGE if spaced else COMPACT_FROM):
        text = format_decimal(value, locale=locale)
    elif language == "fr" and abs(value) >= TRILLION and value % 1e6 == 0:
        # the French "billion" is right and misread as the English one
        text = f"{format_decimal(value / 1e9, locale=locale)} milliards"
    elif language == "ja":
        text = _in_myriads(value)
    elif (scaled := _scaled(value, language)) is None or (not spaced and _is_odd(value)):
        text = format_decimal(value, locale=locale)
    elif not scaled[0]:
        # CLDR has the long form of the East Asian languages in the short one
        length: Literal["long", "short"] = "long" if spaced else "short"
        text = format_compact_decimal(value, format_type=length, locale=locale, fraction_digits=scaled[2])
    else:
        word, scale, few = scaled
        text = f"{format_decimal(round(value / scale, few), format=EXACT, locale=locale)}{word}"
    return str(text).translate(PLAIN_SPACES)


def _is_odd(value: float) -> bool:
    """Whether a number up to a million is written in digits in Chinese, too: 12,900, not 1.29万."""
    return abs(value) < LARGE and value % ODD != 0


def _scaled(value: float, language: str) -> tuple[str, float, int] | None:
    """With which scale word few decimals say all of a number; None for none: a value is never rounded.

    The largest one has no word here: CLDR knows it. Then the scale, and how many decimals.
    """
    scales = [scale for scale in (SPACED.get(language) or MYRIADS[language]) if abs(value) >= scale[0]]
    most = DECIMALS.get(language, MOST_DECIMALS)
    for at, (scale, word) in enumerate(scales):
        for few in most:
            if round(round(value / scale, few) * scale, 3) == value:
                return word if at else "", scale, few
    return None


def _in_myriads(value: float) -> str:
    """1,670,000,000 as 16億7000万, the way Japanese writes large numbers."""
    parts, rest = ["-"] if value < 0 else [], round(abs(value))
    for scale, sign in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{count}{sign}")
    return "".join(parts)


def parameters(value: float, language: str) -> str:
    """Model sizes as the field writes them everywhere: 671B."""
    for scale, letter in ((1e9, "B"), (1e6, "M")):
        if scale <= value < scale * 1000:
            return f"{value / scale:g}{letter}"
    return number(value, language)


def with_unit(amount: str, unit: str, value: float, language: str) -> str:
    """A written amount with a unit that answers have no words for: 46.2 million euros, 12 km/h, 1200人."""
    if is_currency(unit):
        named = get_currency_name(unit, count=value, locale=_locale(language))
        if language == "fr" and value >= LARGE:  # 12 millions d'euros
            return f"{amount} d’{named}" if VOWEL.match(named) else f"{amount} de {named}"
        return f"{amount} {named}" if named.isascii() or language == "fr" else f"{amount}{named}"
    if unit == "%" and language != "fr":
        return f"{amount}%"
    return f"{amount} {unit}".rstrip() if unit.isascii() or language in ("en", "fr") else f"{amount}{unit}"


def is_currency(unit: str) -> bool:
    """Whether a unit is the ISO 4217 code of some money."""
    return CODE.fullmatch(unit) is not None and unit in _locale("en").currencies


def percent(share: float, language: str) -> str:
    """A share from 0 to 1 in whole per cent."""
    return str(format_percent(share, locale=_locale(language))).translate(PLAIN_SPACES)


def written_date(value: str, language: str) -> str:
    """A date such as "2025-01" in words, as exact as it is given; anything else is returned unchanged.

    A month may stand without a year, as --01.
    """
    if alone := MONTH_ALONE.fullmatch(value):
        # LLLL, the form to stand alone, is that of the first locale in all others (Babel's aliases)
        return str(format_date(date(LEAP, int(alone[1]), 1), "MMMM", locale=_locale(language)))
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= len(("year", "month", "day")):
        return value
    year, month, day = (int(part) for part in (*parts, *("1",) * (3 - len(parts))))
    moment, locale = date(year, month, day), _locale(language)
    if len(parts) == 3:
        return str(format_date(moment, format="long", locale=locale))
    return str(format_skeleton("yMMMM" if len(parts) > 1 else "y", moment, locale=locale))


def tongue_name(tag: str, language: str) -> str:
    """What the language with a BCP 47 tag is called in `language`; the tag where CLDR does not know it."""
    try:
        named = Locale.parse(tag, sep="-").get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        return tag
    return named or tag


def date_forms(value: str, language: str) -> tuple[str, ...]:
    """The ways in which a text of `language` may write a date."""
    written = written_date(value, language)
    year, _, rest = value.partition("-")
    if not year.isdigit() or not rest:
        return (written, value)
    month, _, day = rest.partition("-")
    moment = date(int(year), int(month), int(day or 1))
    day_first = str(format_date(moment, format="d MMMM yyyy", locale=_locale(language))) if day else written
    return (written, day_first, value)


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))
