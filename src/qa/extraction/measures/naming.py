"""What a table measures where no axis of it says so: by its corner, its caption, or what is said above it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.extraction.measures.grid import Grid
from qa.extraction.measures.heads import BULLET, EDGES, is_measures_head, is_thing, label
from qa.extraction.measures.sheets import GridSheet
from qa.extraction.measures.units import unit_named
from qa.language.wordlists import alternatives, plain
from qa.numbers.terms import terms
from qa.numbers.times import without_periods

NUMBERED: Final = re.compile(
    r"\A(?:[^\W\d_]{1,10}\.?\s?)?[(（]?[\d一二三四五六七八九十]{1,3}(?:[.\-]\d+)*[)）]?\s*[:：.、–—-]?\s+",
    re.IGNORECASE,
)
TABLE_NUMBER: Final = re.compile(r"(?:table|tableau|tab\.|fig\.|表|图表|図表)\s?[\divx.-]{1,5}")
BRACKETS: Final = re.compile(r"\s*[(（\[][^()（）]{0,80}[)）\]]")
CUT: Final = re.compile(r"[,;:：，；。]\s")
ENDING: Final = re.compile(
    r"[\s,;:：，、。.]+(?:(?:in|of|the|by|for|at|over|from|en|de|du|des|le|la|les|par|pour|à|au|aux|sur|is|are|was|were)[\s.,]*)*\Z",
    re.IGNORECASE,
)
PARTS: Final = re.compile(r"\s*[:：|–—]\s*")
ARTICLES: Final = re.compile(r"\A\s*(?:(?:the|les?|la|die|der|das|el|los|las)\s|l['’])", re.IGNORECASE)
LONGEST: Final = 90


def measure_above(sheet: GridSheet, title: str, language: str) -> tuple[str, str]:
    """The measure that corner, caption, sentence or heading of a table name, or the title of the document.

    Which of them does stands second; two times "" for none.
    """
    corner, grid = sheet.corner, sheet.grid
    named = corner.name and (corner.unit or corner.measured) and not corner.is_time
    if named and not is_measures_head(corner.text) and not is_thing(corner.text):
        return corner.name, "corner"
    told = grid.before if _tells(grid.before) else ""
    heading = grid.heading if len(grid.headings) > 1 else ""  # the first one is of the document
    for where, text in (("caption", grid.caption), ("sentence", told), ("heading", heading)):
        name = _said(text, language) if text else ""
        name = "" if TABLE_NUMBER.fullmatch(plain(name)) else name
        if name and (
            label((name,), language).measured or (where != "heading" and unit_named(text, language))
        ):
            return name, where
    money = corner.unit is not None and corner.unit.unit.isupper()
    return (_titled(title), "title") if money and _titled(title) else ("", "")


def said_of(grid: Grid) -> str:
    """The sentence above a table that is about it; "" where it may be of something else."""
    told = _tells(grid.before) or _pointing().search(plain(grid.before))
    return grid.before if told else ""


def _tells(sentence: str) -> bool:
    """Whether a sentence says what the table below it shows."""
    flat = plain(sentence)
    return bool(_before().match(flat) or _behind().search(flat)) or flat.rstrip().endswith(":")


def _titled(title: str) -> str:
    """The measure that a part of a title begins with: "NAME: chiffre d'affaires du 3e trimestre"."""
    for part in PARTS.split(title):
        found = _measures().match(plain(part))
        if found:
            return part[: found.end()]
    return ""


def _said(text: str, language: str) -> str:
    """What a caption or a sentence names, without its number, its unit, its times, and other words."""
    rest = NUMBERED.sub("", text)
    named = unit_named(rest, language)
    if named:
        rest = f"{rest[: named.start]} {rest[named.end :]}"
    rest = BRACKETS.sub("", rest)
    behind = _behind().search(plain(rest))
    if behind and behind.start():
        rest = rest[: behind.start()]
    rest = without_periods(rest, language)
    before = _before().match(plain(rest))
    rest = ARTICLES.sub("", rest[before.end() :] if before else rest, count=1)
    first = CUT.split(rest)[0]
    rest = without_end(BULLET.sub("", first).strip(EDGES))
    return " ".join(rest.split()) if len(rest) <= LONGEST else ""


def without_end(name: str) -> str:
    """A name without the words that lead on from it: "Part du" of "Part du T3 2025"."""
    return ENDING.sub("", name) or name


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternatives(terms().told_before)}\s*")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternatives(terms().told_behind)}")


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(alternatives(terms().pointing))


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(alternatives(terms().measures))
