"""Whom a table is of by what stands above it: a caption, the sentence before, the heading of its section."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from qa.extraction.measures.about import is_of_document
from qa.extraction.measures.axes import OTHERS
from qa.extraction.measures.grid import Grid
from qa.extraction.measures.heads import label
from qa.extraction.measures.naming import NUMBERED, said_of
from qa.extraction.measures.sheets import GridSheet
from qa.language.wordlists import plain

LED: Final = re.compile(r"([\u3041-\u30ff\u3400-\u9fff]{2,8}?)[の的]")  # a name in short: 鉄道 of 鉄道事業
LONGEST_NAME: Final = 40  # characters of a heading that may name something
MOST_NAMES: Final = 400  # things among which a caption's is looked for
EAST: Final = "[\u3041-\u30ff\u3400-\u9fff]"
OWNED: Final = re.compile(  # whom a measure is of, before it or behind it
    rf"(?P<east>[\w・ー]{{2,30}})[の的](?P<measure>{EAST}[^の的]*)\Z"
    r"|(?P<before>[A-ZÀ-ÞŒ][\w&. -]{1,40})['’]s\s(?P<named>\S.*)\Z"
    r"|(?P<name>\S.*?)\s(?:of(?: the)?|at|du|de la|des|de|d['’]|de l['’])\s?"
    r"(?P<behind>[A-ZÀ-ÞŒ][\w'’&. -]{1,60})\Z"
)
RUN: Final = re.compile(r"(?P<who>[\w・ー]{2,30})[の的]\Z")  # before a label of the table
BEGUN: Final = re.compile(
    r"\s?(?:[:：–—|(（・]|[の的])|\s-\s|['’]s\s|\Z"
)  # behind a name that a caption begins with


def owned(base: str, title: str) -> tuple[str, str]:
    """Whom a measure above a table is said to be of, if the title names that, and the measure without it."""
    found = OWNED.search(base)
    if found is None:
        return "", base
    who = found["east"] or found["before"] or found["behind"]
    measure = found["measure"] or found["named"] or found["name"]
    return (who, measure) if who in title else ("", base)


def named_above(grid: Grid, things: set[str]) -> str:
    """The one thing of other tables that what stands above a table names: "Population of NAME"."""
    heading = grid.heading if len(grid.headings) > 1 else ""  # the first one is of the document
    for text in (grid.caption, said_of(grid), heading) if len(things) <= MOST_NAMES else ():
        flat = plain(text)
        known = (name for name in things if len(name) > 2 or (len(name) > 1 and name > "\u3000"))
        found = [name for name in known if not OTHERS.match(plain(name)) and _names(plain(name), flat)]
        whole = _longest(found)
        if text and whole:
            return whole[0] if len(whole) == 1 else ""
    return ""


def headed_by(grid: Grid, things: set[str]) -> str:
    """The thing of other tables that a caption begins with, or that a table's section is called."""
    if len(things) > MOST_NAMES:
        return ""
    for text in (grid.caption, grid.before):
        told = NUMBERED.sub("", text)
        begun = (one for one in things if len(one) > 1 and told.startswith(one))
        named = _longest(one for one in begun if BEGUN.match(told, len(one)))
        if named:
            return named[0]
    heading = NUMBERED.sub("", grid.heading) if len(grid.headings) > 1 else ""
    led = LED.match(heading)
    longer = [one for one in things if one.startswith(led[1])] if led else []
    return heading if heading in things else longer[0] if len(longer) == 1 else ""


def of_sections(held: Sequence[GridSheet], language: str) -> dict[int, str]:
    """The sections by whose names tables of the same measures and times differ, by the places of these."""
    alike: dict[tuple[object, ...], dict[int, str]] = defaultdict(dict)
    for at, sheet in enumerate(held):
        name = NUMBERED.sub("", sheet.grid.heading) if len(sheet.grid.headings) > 1 else ""
        if _may_name(name, language) and any(one.measured for one in (*sheet.rows, *sheet.heads.values())):
            rows = tuple(one.text for one in sheet.rows)
            alike[rows, tuple(one.text for one in sheet.heads.values())][at] = name
    return {
        at: name
        for group in alike.values()
        if len(set(group.values())) == len(group) > 1
        and not all(label((name,), language).measured for name in group.values())
        for at, name in group.items()
    }


def _may_name(heading: str, language: str) -> bool:
    """Whether the heading of a section may be the name of something: no time, total, change or plan."""
    if not 1 < len(heading) <= LONGEST_NAME or not heading[0].isalpha() or heading[0].islower():
        return False
    told = label((heading,), language)
    other = told.total or told.plan or told.change or is_of_document(heading)
    return told.name == heading and not other


def told_before(sheet: GridSheet) -> str:
    """Whom the sentence above a table says that one of its measures is of: NAMEの売上高は次のとおり."""
    text = sheet.grid.before
    for one in (*sheet.rows, *sheet.heads.values()):
        at = text.find(one.name) if len(one.name) > 1 else -1
        found = RUN.search(text[:at]) if at > 0 else None
        if found:
            return found["who"]
    return ""


def _longest(names: Iterable[str]) -> list[str]:
    """Names that are no part of another one."""
    held = [*names]
    return [name for name in held if not any(name != one and name in one for one in held)]


def _names(name: str, text: str) -> bool:
    """Whether a text has a name in it as a word of its own."""
    return name in text and re.search(rf"(?<![a-z\d]){re.escape(name)}(?![a-z\d])", text) is not None
