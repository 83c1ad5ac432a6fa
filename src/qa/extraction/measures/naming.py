"""What a table measures where no axis of it says so: by its corner, its caption, or what is said above it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from qa.extraction.measures.grid import Grid
from qa.extraction.measures.heads import (
    BULLET,
    EDGES,
    counted_in,
    is_counted,
    is_head_of,
    is_measures_head,
    is_thing,
    label,
    without_end,
)
from qa.extraction.measures.sheets import GridSheet
from qa.extraction.measures.units import unit_named
from qa.language.wordlists import alternatives, folded, plain
from qa.numbers.terms import terms
from qa.numbers.times import without_periods

NUMBERED: Final = re.compile(
    r"\A(?:[^\W\d_]{1,10}\.?\s?)?[(（]?[\d一二三四五六七八九十]{1,3}(?:[.\-]\d+)*[)）]?\s*[:：.、–—-]?\s+",
    re.IGNORECASE,
)
TABLE_NUMBER: Final = re.compile(r"(?:table|tableau|tab\.|fig\.|表|图表|図表)\s?[\divx.-]{1,5}")
BRACKETS: Final = re.compile(r"\s*[(（\[][^()（）]{0,80}[)）\]]")
CUT: Final = re.compile(r"[,;:：，；。]\s|[，；。]")
LISTED: Final = re.compile(  # before a measure, by what a table lists it
    r"(?P<by>[按依])?(?P<what>[\u3041-\u9fffA-Za-z]{1,12}?)(?:(?(by)(?:划分|劃分|分类|分類|分)[的之]?|[別别])の?)(?=[\u3041-\u9fff]{2})"
)
LISTED_BEHIND: Final = re.compile(  # and behind it
    r"\s+(?:(?:(?:broken down |split )?by\s\S.*)|(?:par|per)\s(?P<what>[^\W\d_]+)\b.*)\Z"
    r"|[按依][\u3041-\u9fff]{1,8}(?:列示|划分|劃分|分类|分類|分)?\Z",
    re.IGNORECASE,
)
REMEMBERED: Final = 1_024  # names of measures
PARTS: Final = re.compile(r"\s*[:：|–—]\s*")
ARTICLES: Final = re.compile(r"\A\s*(?:(?:the|les?|la|die|der|das|el|los|las)\s|l['’])", re.IGNORECASE)
TOPIC: Final = re.compile("(?P<of>[^は、。]+)は、?\\Z")  # before what points to a table
LONGEST: Final = 90


def measure_above(sheet: GridSheet, title: str, language: str) -> tuple[str, str]:
    """The measure that corner, caption, sentence or heading of a table name, or the title of the document.

    Which of them does stands second; two times "" for none.
    """
    corner, grid = sheet.corner, sheet.grid
    named = corner.name and (corner.unit or corner.measured) and not corner.is_time
    if named and not is_measures_head(corner.text) and not is_thing(corner.text):
        return corner.name, "corner"
    told = _topic(grid.before) or (grid.before if _tells(grid.before) else "")
    heading = grid.heading if len(grid.headings) > 1 else ""  # the first one is of the document
    for where, text in (("caption", grid.caption), ("sentence", told), ("heading", heading)):
        name = _shown(without_listing(_said(text, language), corner.text), language) if text else ""
        name = "" if TABLE_NUMBER.fullmatch(plain(name)) or is_head_of("unit_heads", name) else name
        if name and (
            label((name,), language).measured
            or is_counted(name)
            or ((unit := unit_named(text, language)) and (where != "heading" or unit.end == len(text)))
        ):
            return name, where
    if sheet.is_of_times and grid.caption:  # nothing else says what it measures
        name = _said(grid.caption, language)
        said = name and not (TABLE_NUMBER.fullmatch(plain(name)) or is_head_of("unit_heads", name))
        return (name, "caption") if said else ("", "")
    money = corner.unit is not None and corner.unit.unit.isupper()
    return (_titled(title), "title") if money and _titled(title) else ("", "")


def is_listing(caption: str, corner: str, language: str) -> bool:
    """Whether a caption says by what its measure is parted: "Sales by channel"."""
    name = _said(caption, language)
    return without_listing(name, corner) != name


def without_listing(name: str, corner: str) -> str:
    """A measure without what it is listed by: "Sales" of "Sales by channel", 業績 of セグメント別業績."""
    led = LISTED.match(name)
    if led and len(name) > led.end() + 1 and (led["by"] or _parts(led["what"], corner)):
        return name[led.end() :]
    behind = LISTED_BEHIND.search(name)
    if behind and (not behind["what"] or _parts(behind["what"], corner)):
        return name[: behind.start()]
    return name


def _parts(word: str, corner: str) -> bool:
    """Whether a table may be parted by what a word is: a kind of things, a time, or what its corner says."""
    return is_thing(word) or plain(word) in _times() or plain(word) == plain(corner).strip(EDGES)


def _shown(name: str, language: str) -> str:
    """A measure without how it is shown: 宿泊者数 of 宿泊者数の内訳."""
    whole, _, how = name.rpartition("の")
    shown = how and label((whole,), language).measured and not label((how,), language).measured
    return whole if whole and shown else name


@lru_cache(maxsize=REMEMBERED)
def head_nouns(name: str) -> tuple[str, ...]:
    """The words by which the name of a measure says what it is, folded: 成本 of 成本构成; none of counts."""
    flat = plain(name)
    words = {one[0] for one in _measures().finditer(flat) if len(one[0]) > 1}
    words |= {flat[-2:]} if len(flat) > 2 and all("\u3400" <= one <= "\u9fff" for one in flat[-2:]) else set()
    return tuple(word for word in words if not counted_in(f"{word} "))


def said_of(grid: Grid) -> str:
    """The sentence above a table that is about it; "" where it may be of something else."""
    told = _tells(grid.before) or _pointing().search(plain(grid.before))
    return grid.before if told else ""


def _tells(sentence: str) -> bool:
    """Whether a sentence says what the table below it shows."""
    flat = plain(sentence)
    return bool(_before().match(flat) or _behind().search(flat)) or flat.rstrip().endswith(":")


def _topic(sentence: str) -> str:
    """What a Japanese sentence that points to the table below says it is of: シェアは次のように動いた."""
    pointing = _pointing().search(plain(sentence))
    topic = TOPIC.match(sentence[: pointing.start()]) if pointing else None
    return topic["of"] if topic else ""


def _titled(title: str) -> str:
    """The measure that a part of a title begins with: "NAME: chiffre d'affaires du 3e trimestre"."""
    for part in PARTS.split(title):
        found = _measures().match(plain(part))
        if found:
            return part[: found.end()]
    return ""


@lru_cache(maxsize=REMEMBERED)
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


@cache
def _times() -> frozenset[str]:
    """What time is parted into: 四半期, 月."""
    return frozenset(
        folded((*terms().time_heads, *(word for half in terms().halves.values() for word in half)))
    )


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
