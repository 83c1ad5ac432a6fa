"""How numbers, shares and dates are written in each language (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent

LARGE: Final = 1_000_000
COMPACT_FROM: Final = 10_000
TRILLION: Final = 1e12
MONTH_ALONE: Final = re.compile(r"--(0[1-9]|1[0-2])")
LEAP: Final = 2000  # any year
PLAIN_SPACES: Final = {0x202F: " ", 0x00A0: " "}


def whole(value: float) -> float | int:
    """An integer where the value is one: 1.0 is written "1", and is one of a thing."""
    return int(value) if float(value).is_integer() else value


def number(value: float, language: str) -> str:
    """A number as a person writes it: 110 million, 1,1 milliard, 1.1亿; small ones in digits."""
    locale = _locale(language)
    spaced = language in ("en", "fr")
    if abs(value) < (LARGE if spaced else COMPACT_FROM):
        text = format_decimal(value, locale=locale)
    elif language == "fr" and abs(value) >= TRILLION and value % 1e6 == 0:
        # the French "billion" is right and misread as the English one
        text = f"{format_decimal(value / 1e9, locale=locale)} milliards"
    elif language == "ja":
        text = _in_myriads(value)
    elif not _is_round(value, language):
        text = format_decimal(value, locale=locale)
    else:
        # CLDR has the long form of the East Asian languages in the short one
        length: Literal["long", "short"] = "long" if spaced else "short"
        text = format_compact_decimal(value, format_type=length, locale=locale, fraction_digits=2)
    return str(text).translate(PLAIN_SPACES)


def _is_round(value: float, language: str) -> bool:
    """Whether two decimals of the largest scale word say all of it: a value is never rounded."""
    scales = (1e12, 1e9, 1e6) if language in ("en", "fr") else (1e12, 1e8, 1e4)
    scale = next(scale for scale in scales if abs(value) >= scale)
    return round(round(value / scale, 2) * scale, 3) == value


def _in_myriads(value: float) -> str:
    """1,670,000,000 as 16億7000万, the way Japanese writes large numbers."""
    parts, rest = [], round(value)
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
