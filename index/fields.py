"""What the fields of data files may hold: every text has a length, every date is one of the calendar's."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, Field

LONGEST_NAME: Final = 128
LONGEST_LINE: Final = 500
LONGEST_PROSE: Final = 5_000

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_YEARS: Final = re.compile(r"(\d{4})–(\d{4})", re.ASCII)
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def is_date(text: str) -> bool:
    """Whether `text` is a day, month or year of the calendar: 2025-03-31, 2025-03, 2025."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:  # a thirteenth month, the year 0
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether `text` is a date or a span of years: 2022–2024."""
    years = _YEARS.fullmatch(text)
    return is_date(text) if years is None else is_date(years[1]) and years[1] < years[2]


def _a_date(text: str) -> str:
    if not is_date(text):
        raise ValueError("should be a date of the calendar, such as 2025, 2025-03 or 2025-03-31")
    return text


def _a_moment(text: str) -> str:
    if not is_moment(text):
        raise ValueError(
            "should be a date of the calendar, such as 2025, 2025-03 or 2025-03-31, or 2022–2024"
        )
    return text


def a_name(text: str) -> str:
    """`text`, if it is one line of visible characters; raises ValueError."""
    if text != text.strip() or not all(
        character.isprintable() or unicodedata.category(character) not in _HIDDEN for character in text
    ):
        raise ValueError("should be one line of visible characters, without space around them")
    return text


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(a_name)]
"""What something is called by others: an id, an edition."""

Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE, pattern=r"\S")]
"""A title, a publisher, an entity's name."""

Prose = Annotated[str, Field(max_length=LONGEST_PROSE)]
"""A sentence or some: a quote, a note, a reason."""

Address = Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"\S")]
Language = Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Date = Annotated[str, Field(max_length=10), AfterValidator(_a_date)]
Moment = Annotated[str, Field(max_length=10), AfterValidator(_a_moment)]
