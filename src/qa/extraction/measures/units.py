"""What unit and scale a caption, a head, a label, a cell or the words beside a number name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from qa.language.wordlists import LETTER, alternatives, folded, plain
from qa.numbers.numerals import numerals
from qa.numbers.terms import terms

PERCENT: Final = "%"
POINTS: Final = "points"
MINUTES: Final = "分"  # in Japanese; in Chinese those are points
PERCENTAGE_POINTS: Final = "pp"
LOCALES: Final = ("en", "fr", "ja", "zh_Hans", "zh_Hant")
LONGEST: Final = 120  # characters of what is looked through for a unit
LONGEST_TEXT: Final = 360  # and of a caption for all units
BRACKETS: Final = re.compile(r"\s*[(\[【](?P<in>(?:[^()\[\]【】]|\([^()]{0,3}\)){1,80})[)\]】]")
AFTER_MARK: Final = re.compile(
    r"(?:,(?!\d{3}(?!\d))|[;、]|\s[–—-]\s)\s*(?P<in>(?:[^,;:、()]|(?<=\w)\([^()]{0,3}\)){1,40}\Z|[^\s,;:、()]{1,6}(?=\s\([^()]{4,40}\)\Z))"
)
LAST: Final = re.compile(r"[,、]\s*(?P<in>[^,、\d]{1,12})\Z")  # in brackets: （最大負荷時、dB）
REST: Final = re.compile(r"\s*(?:\Z|[,;:.、)\]]|[-–—]\s|\s(?!\d))")
COMPOUND: Final = re.compile(
    r"(?:\s?[/·]\s?[\w²³°%]{1,12}){1,2}(?:\s(?:km|m²|m2|100\s?km))?|\sper\s[a-z]{1,12}(?![a-z])"
)
OF_MONEY: Final = re.compile(  # behind money: its hundredths, or what is paid for, but no shares of a company
    r"\s(?:cents?|centimes?|pence)(?![a-z])"
    r"|\s?/\s?(?!share|action|titre|aktie|股|株|主)"
    r"(?:\d{1,3}(?:[ ,]?000)?\s?(?:[mk]|million|billion)?\s|\d{0,4})[\w²³°]{1,14}"
)
PER_WHAT: Final = {  # what money is paid for, in words, by its sign
    **dict.fromkeys(("kilogram", "kilogramme", "kilo", "kg"), "kg"),
    **dict.fromkeys(("tonne", "ton", "t"), "t"),
    **dict.fromkeys(("litre", "liter", "l"), "l"),
    **dict.fromkeys(("hour", "heure", "h"), "h"),
    **dict.fromkeys(("square metre", "square meter", "metre carre", "mètre carré", "m2"), "m²"),
    **dict.fromkeys(("kilowatt-hour", "kilowattheure", "kwh"), "kWh"),
    **dict.fromkeys(("megawatt-hour", "mégawattheure", "mwh"), "MWh"),
}
PER: Final = re.compile(
    rf"\s(?:per|par|a|an|le|la|l')\s?(?P<what>{'|'.join(sorted(PER_WHAT, key=len, reverse=True))})(?![\w²])"
)
WORDS: Final = re.compile(rf"\s*(?:(?:of|de|des) |d')?(?P<word>[{LETTER}]{{3,20}})(?=\s*(?:\Z|[,;)]))")
CHARACTERS: Final = re.compile(r"(?P<word>[\u3041-\u30ff\u3400-\u9fff]{1,4})(?=\s*(?:\Z|[,;、。)]))")
THOUSANDS: Final = re.compile(r"1[ ,]000\s(?![\d/])")  # before a unit: "(1 000 l)"
LETTERS: Final = re.compile(r"[a-z]+")
SIGNS: Final = frozenset("%$'")  # of money and shares in ASCII
LISTED: Final = re.compile(r"[,;、]")  # what parts the units of a list, a character each
LIST: Final = re.compile(r"\s*(?:单位|単位)\s?[:：]\s?(?P<in>.{3,60}?)(?=[。.]?\Z)")
BESIDE: Final = 16  # characters before a number among which its money is looked for


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """A unit and what its numbers are multiplied by: ("EUR", 1e6) of "€ million", ("", 1e3) of "(thousands)".

    Money by its ISO 4217 code; "%", "pp" and "points"; others as they are written, "" for none.
    """

    unit: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class UnitNaming:
    """A unit named at `text[start:end]`, with its brackets and the "in" before it."""

    unit: MeasureUnit
    start: int
    end: int


def unit_named(written: str, language: str) -> UnitNaming | None:
    """The unit that a head, label or caption names: "Weight (kg)", "in thousands of euros", 単位：百万円.

    `language` is the tag of the document's, by which 元 and ¥ are told. Letters of a word are no unit: they
    stand in brackets, behind "in" or a mark, alone, or are money with a scale.
    """
    written = written[:LONGEST]
    flat = plain(written)
    for start, end, inner, stop in _places(flat):
        found = _read(written, flat, inner, stop, language)
        if found and REST.match(flat, found.end, stop):
            closed = inner == start or flat[end - 1 : end] in ")]】"
            return UnitNaming(found.unit, start, end if closed else found.end)
    strong = _strong(written, flat, language)
    for match in _led().finditer(flat):
        found = _read(written, flat, match.end(), len(flat), language)
        if found and REST.match(flat, found.end) and not (strong and strong.start < match.start()):
            return UnitNaming(found.unit, match.start(), found.end)
    return strong


def unit_at(written: str, at: int, language: str, flat: str = "") -> UnitNaming | None:
    """The unit that begins at `written[at]`, after a space or a hyphen: that of a number which ends there.

    `flat` is `plain(written)`, where the caller has it.
    """
    flat = flat or plain(written)
    begin = at + (flat[at : at + 1] in (" ", "-"))
    return _read(written, flat, begin, min(begin + LONGEST, len(flat)), language, counted=False)


def units_listed(written: str, language: str) -> tuple[MeasureUnit, ...]:
    """The units of a list in brackets, one for each column: "(€, m², dB at 3 m)"; none of another text."""
    flat = plain(written[:LONGEST])
    for match in (*BRACKETS.finditer(flat), *LIST.finditer(flat)):
        found, start = [], match.start("in")
        for piece in LISTED.split(match["in"]):
            read = _read(written, flat, start, start + len(piece), language)
            found.append(read.unit if read else None)
            start += len(piece) + 1
        held = tuple(one for one in found if one)
        if len(held) == len(found) > 1:
            return held
    return ()


def units_within(written: str, language: str) -> Iterator[UnitNaming]:
    """Whatever reads as a unit anywhere in a text, be it one or not: for what was left unread."""
    written = written[:LONGEST_TEXT]
    flat = plain(written)
    for match in _expression().finditer(flat):
        unit = _unit(written, flat, match, language)
        if unit:
            yield UnitNaming(unit, match.start(), match.end())


def money_before(written: str, at: int, language: str, flat: str = "") -> UnitNaming | None:
    """The money named right before the number at `written[at]`: "€46", "EUR 46", 人民币46."""
    flat = flat or plain(written)
    first = max(0, at - BESIDE)
    for match in _money_end().finditer(flat[first:at]):
        start, end = first + match.start("money"), first + match.end("money")
        code = _code(written, flat, start, end, language)
        if code:
            return UnitNaming(MeasureUnit(code), start, at)
    return None


@lru_cache(maxsize=4_096)
def is_per_item(written: str) -> bool:
    """Whether a label names a measure of one item, which no scale of the table holds for: "per share"."""
    return _per_item().search(plain(written)) is not None


def _places(flat: str) -> Iterator[tuple[int, int, int, int]]:
    """Where a unit may stand in a text: what it takes up, and its words within."""
    begin = len(flat) - len(flat.lstrip())
    whole = _expression().match(flat, begin)
    if whole and not flat[whole.end() :].strip(" .") and not _is_word(whole["unit"] or ""):
        yield 0, len(flat), begin, len(flat)
    if match := AFTER_MARK.search(flat):
        yield match.start(), match.end("in"), match.start("in"), match.end("in")
    for match in reversed([*BRACKETS.finditer(flat)]):
        inner = match.start("in")
        led = _lead().match(flat, inner, match.end("in"))
        yield match.start(), match.end(), led.end() if led else inner, match.end("in")
        last = LAST.search(flat, inner, match.end("in"))
        if last:
            yield last.start(), match.end("in"), last.start("in"), match.end("in")


def _strong(written: str, flat: str, language: str) -> UnitNaming | None:
    """Money with a scale, a sign of money or a percent sign, wherever it stands in a head."""
    if flat.isascii() and SIGNS.isdisjoint(flat) and _money_words().isdisjoint(LETTERS.findall(flat)):
        return None
    for match in _expression().finditer(flat):
        scaled = (match["s1"] or match["s2"]) is not None
        sign = match["m3"] and not match["m3"][0].isalnum() and not match["m3"].isalpha()
        sign = sign or (match["m3"] or "").endswith("銭")
        if scaled or sign or match["percent"] in ("%", "％"):
            if (
                flat[match.start() - 1 : match.start()].isdigit()
                or flat[match.end() : match.end() + 1].isdigit()
            ):
                continue
            unit = _unit(written, flat, match, language)
            if unit:
                return UnitNaming(unit, match.start(), match.end())
    return None


def _read(
    written: str, flat: str, start: int, stop: int, language: str, *, counted: bool = True
) -> UnitNaming | None:
    """The unit that is written from `start` on; what a scale counts belongs to it: "millions of users"."""
    while start < stop and flat[start] in " :：":
        start += 1
    if thousands := THOUSANDS.match(flat, start, stop):
        behind = _read(written, flat, thousands.end(), stop, language)
        if behind and behind.unit.scale == 1:
            return UnitNaming(MeasureUnit(behind.unit.unit, 1e3), start, behind.end)
        return None
    match = _expression().match(flat, start, stop)
    unit = _unit(written, flat, match, language) if match else None
    if match is None or unit is None:
        return None
    end = match.end()
    if match["s4"] and (counted or match["s4"][-1] > "\u3000"):
        word = (CHARACTERS if match["s4"][-1] > "\u3000" else WORDS).match(flat, end, stop)
        if word:
            own = written[word.start("word") : word.end()]
            return UnitNaming(MeasureUnit(own, unit.scale), start, word.end())
        later = _money_after().match(flat, end, stop)
        code = later and _code(written, flat, later.start("money"), later.end("money"), language)
        if later and code:
            return UnitNaming(MeasureUnit(code, unit.scale), start, later.end())
    if match["m3"] and (paid := PER.match(flat, end, stop) or OF_MONEY.match(flat, end, stop)):
        what = written[end : paid.end()].strip()
        named = PER_WHAT[paid["what"]] if paid.re is PER else what[1:].strip() if what[0] == "/" else ""
        own = f"{unit.unit}/{named}" if named else written[start : paid.end()]
        return UnitNaming(MeasureUnit(own), start, paid.end())
    if match["unit"] or match["m3"]:
        compound = COMPOUND.match(flat, end, stop)
        end = compound.end() if compound else end
        unit = unit if match["m3"] else MeasureUnit(" ".join(written[start:end].split()))
    return UnitNaming(unit, start, end)


def _unit(written: str, flat: str, match: re.Match[str], language: str) -> MeasureUnit | None:
    money = next((name for name in ("m1", "m2", "m3") if match[name]), None)
    scale = next((match[name] for name in ("s1", "s2", "s4") if match[name]), None)
    code = _code(written, flat, *match.span(money), language) if money else ""
    if code is None:
        return None
    if scale is not None:
        return MeasureUnit(code, _scales()[scale.strip(" '’.")])
    if match["pp"]:
        return MeasureUnit(PERCENTAGE_POINTS)
    if match["percent"]:
        return MeasureUnit("‰" if match["percent"] == "‰" else PERCENT)
    scored = match["points"] and not (language.startswith("ja") and match[0] == MINUTES)
    return MeasureUnit(code or (POINTS if scored else match[0]))


def _code(written: str, flat: str, start: int, end: int, language: str) -> str | None:
    """The ISO code of money at a place; None for letters that are one only in capitals."""
    word = flat[start:end]
    told = terms().yuan.get(word, {}).get(language)
    if told:
        return told
    code = _money()[word]
    return code if word.upper() != code or not word.isalpha() or written[start:end].isupper() else None


@cache
def _money() -> dict[str, str]:
    """The ISO code of each sign, name and code of money."""
    from babel import Locale  # CLDR's names, loaded when a unit is read
    from babel.numbers import get_currency_name

    found: dict[str, str] = {}
    for tag in LOCALES:
        locale = Locale.parse(tag)
        for code in terms().codes:
            names = (get_currency_name(code, count, locale=locale) for count in (None, 1, 2))
            found |= dict.fromkeys(folded((*names, locale.currency_symbols.get(code, code))), code)
    for code in terms().codes:
        found[plain(code)] = code
    for code, words in terms().money.items():
        found |= dict.fromkeys(folded(words), code)
    found["¥"] = "JPY"
    return {
        word: code for word, code in found.items() if len(word) > 1 or not word.isalnum() or word > "\u3000"
    }


@cache
def _money_words() -> frozenset[str]:
    """The words without which a text of ASCII names no money: names and codes, with the letter of a scale."""
    words = {part for word in _money() for part in LETTERS.findall(word)}
    codes = [code.lower() for code in terms().codes]
    glued = {f"{letter}{code}" for letter in terms().letters for code in codes}
    return frozenset({*words, *glued, *(f"{code}{letter}" for code in codes for letter in terms().letters)})


@cache
def _scales() -> dict[str, float]:
    long = {word: factor for word, factor in numerals().scales.items() if len(word) > 1 or not word.isascii()}
    own = {word.strip("'"): factor for word, factor in terms().scales.items()}
    return {**long, **dict(zip(folded(own), own.values(), strict=True)), **terms().letters}


@cache
def _money_pattern() -> str:
    """Money; a word of letters neither within another nor right behind one, but for the letter of a scale."""
    signs = [word for word in _money() if not word[0].isalpha() or not word[-1].isalpha() or word > "\u3000"]
    words = [word for word in _money() if word not in signs]
    return rf"(?:{_any(words)}(?![{LETTER}])|{_any(signs)})"


@cache
def _expression() -> re.Pattern[str]:
    money = _money_pattern()
    words = [w for w in _scales() if w not in terms().letters]
    latin = _any(word for word in words if word[0] < "\u3000" and word.isalpha())
    scale = rf"(?:(?:{latin})\.?(?![{LETTER}])|'?0{{3}}s?(?!\d)|{_any(w for w in words if w > chr(0x3000))})"
    letter = _any(terms().letters)
    between = rf"(?:\s*{_any(terms().unit_between)})?\s*"
    glued = rf"(?:{_any(folded(terms().codes))}|[€$£¥]|us\$|hk\$|nt\$)"
    units = _any(sorted(folded((*terms().units, *terms().counters)), key=len, reverse=True))
    metric = _any(unit[1:] for unit in folded(terms().units) if unit.startswith("千"))  # of 千瓦时
    follows = rf"(?![{LETTER}\d]|\s?[/·](?!\s?\w))"
    parts = (
        rf"(?P<m1>{money}|{glued}(?=(?:[kmb]|mm|mn|bn)(?![{LETTER}]))){between}(?P<s1>{scale}|(?:[kmb]|mm)(?![{LETTER}\d]))(?:{money})?",
        rf"(?P<s2>{scale}|{letter}(?=\s?{glued}(?![{LETTER}]))){between}(?P<m2>{money})",
        rf"(?P<pp>{alternatives(terms().percentage_points)})",
        rf"(?P<percent>{alternatives(terms().percent)})",
        rf"(?P<m3>{money})",
        rf"(?P<s4>{scale})(?!\s?\d)(?!(?<=千){metric})",
        rf"(?P<points>{alternatives(terms().points)})(?![钟间])",
        rf"(?P<unit>{units}){follows}",
    )
    return re.compile(rf"(?<![{LETTER}])(?:{'|'.join(parts)})")


@cache
def _money_end() -> re.Pattern[str]:
    return re.compile(rf"(?<![{LETTER}])(?P<money>{_money_pattern()})\s?\Z")


@cache
def _money_after() -> re.Pattern[str]:
    between = rf"(?:\s*{_any(terms().unit_between)}){{0,2}}\s*"
    return re.compile(rf"{between}(?P<money>{_money_pattern()})")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternatives(terms().unit_before)}\s*[:：]?\s*")


@cache
def _led() -> re.Pattern[str]:
    """The words before a unit, at the beginning of a text or within it."""
    return re.compile(
        rf"(?:\A|[\s,;:、，(]){alternatives(terms().unit_before)}\s*[:：为是は]?\s*|(?<![^\s,;:：、，(\u3041-\u9fff])\s*(?:单位|単位)\s*[:：为是は]\s*"
    )


def _is_word(unit: str) -> bool:
    """Whether a text that is a unit and nothing else names a measure or a time: "Employees", "Year", 年."""
    return (
        unit in _counters() or (unit.isalpha() and len(unit) > 3) or unit in set(folded(terms().time_heads))
    )


@cache
def _counters() -> frozenset[str]:
    """What is counted: a head that says nothing else names a measure by it."""
    return frozenset(word for word in folded(terms().counters) if len(word) > 1)


@cache
def _per_item() -> re.Pattern[str]:
    return re.compile(alternatives(terms().per_item))


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))})"
