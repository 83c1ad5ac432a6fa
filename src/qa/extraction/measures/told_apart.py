"""What is said above a table of single rows or columns of it: in which units they are, and when they held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from qa.extraction.measures.heads import BRACKETED, Label
from qa.extraction.measures.units import MeasureUnit, unit_at, unit_named
from qa.language.wordlists import plain
from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.times import period_named, periods

PIECES: Final = re.compile(r"[;；，。、]\s*|[,.](?!\d)\s*|(?<=[)）])\s+")
REMEMBERED: Final = 4_096  # labels, of which tables repeat many
SHORTEST: Final = 2  # characters of a name that is looked for in a text
SEVERAL: Final = 2  # units in a text, by which each may be of some names
MOST: Final = 64  # names that are looked for
LINK: Final = re.compile(r"\s?(?:[为為は]|[:：])\s?(?=\S)")  # between a name and its unit
LED: Final = re.compile("(?P<name>[\u3041-\u9fff]{3,12}?)(?=[为は])")  # a name before its unit
IN: Final = re.compile(r"\s(?:in|en)\s[^\W\d]")  # behind a name, before its unit
PER: Final = re.compile(r"\w{0,4}[/／]\w{1,6}")  # behind a unit or a scale: 万件/年
ASIDE: Final = re.compile(r"[(（](?P<in>[^()（）]{5,80})[)）]")
NOUN: Final = re.compile(r"\s*(?:(?:all|the|les|tous les|toutes les)\s)?(?P<noun>[^\W\d_]{3,})\s")
ARE_IN: Final = re.compile(
    r"\s(?:are|is|sont|est)\s(?:(?:given|shown|stated|expressed|exprim\w+|donn\w+)\s)?(?:in|en)\s"
)
WORD: Final = re.compile(r"\w")


def names_of(labels: Iterable[Label]) -> list[str]:
    """The folded names of labels, with what stands before their brackets, the longest first."""
    held = {name for one in labels for name in _names(one.name)}
    return sorted(held, key=lambda name: (-len(name), name)) if len(held) <= MOST else []


@lru_cache(maxsize=REMEMBERED)
def _names(name: str) -> tuple[str, ...]:
    whole = plain(name)
    return tuple(one for one in (whole, BRACKETED.sub("", whole)) if len(one) >= SHORTEST)


def bracketed_apart(
    text: str, names: list[str], language: str
) -> tuple[dict[str, MeasureUnit], dict[str, MeasurePeriod], str]:
    """The unit and time that brackets tell of a kind of measure alone, and the text without them.

    "(prices in euros, May 2024)" is of the row "Price", and of no other.
    """
    for match in ASIDE.finditer(text) if names else ():
        first, *others = [piece for piece in PIECES.split(match["in"]) if piece]
        named = unit_named(first, language)
        found = [*_called(first, names)] if named and IN.search(plain(first)) else []
        if named and found:
            times = (period for piece in others if (period := period_named(piece, language)))
            period = next(times, None)
            dated = dict.fromkeys(found, period) if period else {}
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return dict.fromkeys(found, named.unit), dated, rest
    return {}, {}, text


def _called(piece: str, names: list[str]) -> Iterator[str]:
    """The names that have the noun, one or several, with which a part of a text begins."""
    noun = NOUN.match(plain(piece))
    word = noun["noun"].removesuffix("s") if noun else ""
    held = re.compile(rf"(?<!\w){re.escape(word)}s?(?!\w)") if len(word) > 2 else None
    return (name for name in names if held and held.search(name))


def units_of_kinds(text: str, names: list[str], language: str) -> dict[str, MeasureUnit]:
    """The units of kinds of measures by what a text says: "ratios are in per cent of earned premium"."""
    own: dict[str, MeasureUnit] = {}
    for piece in PIECES.split(text) if names else ():
        flat = plain(piece)
        told = ARE_IN.search(flat)
        found = [*_called(flat, names)] if told else []
        unit = unit_at(piece, told.end(), language) if told and found else None
        if unit:
            own |= dict.fromkeys(found, unit.unit)
    return own


def units_apart(text: str, names: list[str], language: str) -> tuple[dict[str, MeasureUnit], str]:
    """The unit of each name that a text gives one, and the part of the text that is of no name.

    营业收入、净利润为万元，会员数为万人 gives the first two 万元, and the last one 万人.
    """
    pieces = [*_pieces(text, names, language)]
    told = sum(unit is not None or _is_other(piece, found) for piece, found, unit in pieces)
    linked = any(found and _linked(piece, found[-1], language) for piece, found, _ in pieces)
    if told < SEVERAL and not linked:
        return {}, text
    own: dict[str, MeasureUnit] = {}
    waiting: list[str] = []
    general: list[str] = []
    for piece, found, unit in pieces:
        waiting += found
        if unit and found:
            own |= dict.fromkeys(waiting, unit)
        elif _is_other(piece, found):
            own[found[0]] = MeasureUnit("")
        elif not found:
            general.append(piece)
        waiting = [] if unit else waiting
    return own, ", ".join(general) if own else text


def times_apart(text: str, names: list[str], language: str) -> tuple[dict[str, MeasurePeriod], str]:
    """The time of each name that a text gives one, and the text without that: 従業員数は3月末現在."""
    own: dict[str, MeasurePeriod] = {}
    rest = text
    for at, piece in enumerate(one for one in PIECES.split(text) if one):
        period = period_named(piece, language) if at else None
        found = occurring(piece, names) if period else []
        if period and len(found) == 1 and len(periods(piece, language)) == 1:
            own[found[0]] = period
            rest = rest.replace(piece, " ", 1)
    return own, rest


def _pieces(
    text: str, names: list[str], language: str
) -> Iterator[tuple[str, list[str], MeasureUnit | None]]:
    """The parts of a text, with the names and the unit in each."""
    for piece in PIECES.split(text):
        named = unit_named(piece, language)
        found = occurring(piece[: named.start] if named else piece, names) or _ending(piece, names)
        unit = named.unit if named else _linked(piece, found[-1], language) if found else None
        yield piece, found, unit


def _is_other(piece: str, found: list[str]) -> bool:
    """Whether a part says of a name what it is in, even if that is no known unit: "staff in posts"."""
    flat = plain(piece).strip()
    return len(found) == 1 and flat.startswith(found[0]) and IN.match(flat, len(found[0])) is not None


def _ending(piece: str, names: list[str]) -> list[str]:
    """The one name that ends with what a part tells the unit of: 1日の読書時間 by 読書時間は分."""
    led = LED.match(plain(piece))
    found = [name for name in names if led and name.endswith(led["name"])]
    return [found[0]] if len(found) == 1 else []


def _linked(piece: str, name: str, language: str) -> MeasureUnit | None:
    """The unit that a name is said to be in by one character: 会员数为万人."""
    flat = plain(piece)
    led = LED.match(flat)
    link = LINK.match(piece, flat.rfind(name) + len(name) if name in flat else led.end("name") if led else 0)
    found = unit_at(piece, link.end(), language) if link else None
    paid = PER.match(piece, found.end) if found else None
    if found is None or WORD.search(piece, paid.end() if paid else found.end):
        return None
    return MeasureUnit(f"{found.unit.unit}{paid[0]}", found.unit.scale) if paid else found.unit


def occurring(piece: str, names: list[str]) -> list[str]:
    """The names in a part of a text that are no parts of others there."""
    flat = plain(piece)
    found: list[str] = []
    for name in names:
        at = flat.find(name)
        if at >= 0 and not any(name in one for one in found) and _is_whole(flat, at, at + len(name)):
            found.append(name)
    return found


def _is_whole(flat: str, start: int, end: int) -> bool:
    """Whether no letter goes on before or behind a place, but for characters."""
    before, behind = flat[start - 1 : start], flat[end : end + 1]
    return not (_goes_on(before, flat[start]) or _goes_on(flat[end - 1], behind))


def _goes_on(one: str, other: str) -> bool:
    return all(WORD.match(held) and held < "\u3000" for held in (one, other))
