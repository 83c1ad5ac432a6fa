"""What a head or a row label of a table is: a name with its unit and time, or a change, a total, a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from qa.extraction.measures.units import POINTS, MeasureUnit, is_per_item, unit_named
from qa.language.wordlists import alternatives, folded, plain
from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.numerals import numerals
from qa.numbers.terms import terms
from qa.numbers.times import FIRST_YEAR, LAST_YEAR, period_named, periods, without_periods

REMEMBERED: Final = 4_096  # names of measures and heads, of which tables repeat many
PLANNED_YEAR: Final = re.compile(
    r"20\d\d\s?(?:[efp](?![a-z])|\(?[efp]\))|20\d\d\s+(?:plan|budget)|(?:plan|budget)\s+20\d\d"
)
RANKS: Final = frozenset({"rank", "ranking", "ranks", "rang", "classement"})  # numbers that are no figures
EASTERN_RANKS: Final = ("顺位", "排名", "名次")
EDGES: Final = " \t:：,、;–—-|/·*・"
BULLET: Final = re.compile(
    r"\A(?:[-–•·※└├]\s*|[ivx]{1,4}[.)]\s+|\(?[a-z0-9]{1,2}[.)]\s+|[一二三四五六七八九十]{1,2}、\s*|[①-⑳]\s*)+"
)
SCORED: Final = re.compile(
    r"\s*[(](?:满分|out of|of|sur|max\.?|/)\s?\d{1,4}\s?(?:分|点|points)?[)]"
    r"|\s*[(]\d{1,4}\s?[点分]?(?:満点|满点|满分)[)]"
    r"|(?:\s*/\s?|\s(?:sur|out of|von)\s)(?:5|10|20|40|50|100)\s*\Z"
)
FULL_POINTS: Final = re.compile(r"\s*[(]\d{1,4}\s?(?:分|points|pts)[)]")  # what a part of a score can be
PER: Final = re.compile(
    r"\s*[(（](?P<unit>[\u3041-\u9fff]{1,5}\s?[/／]\s?[\u3041-\u9fff]{1,5})[)）]"
)  # （页/分钟）
MYRIADS: Final = re.compile("[万萬億亿](?=[\u3041-\u9fff])")  # scales before a unit
MEASURED: Final = re.compile(r"[\u3041-\u9fff](?:数|量|额|率|费)\Z")  # what names of amounts end with
ENDS: Final = re.compile(r"[末底初首][\u3041-\u9fff]")  # of a period within a name
AMOUNT: Final = re.compile(r"[<>≤≥~]?\s?\d[\d.,\s–-]*[^\W\d_]{0,3}[%°]?")
ENDING: Final = re.compile(
    r"[\s,;:：，、。.]+(?:(?:in|of|the|by|for|at|over|from|en|de|du|des|le|la|les|par|pour|à|au|aux|sur|is|are|was|were|[ld]['’])[\s.,]*)*\Z",
    re.IGNORECASE,
)
POSSESSIVE: Final = re.compile(r"\A['’]s?\s+")  # of a time before a name: "last year's sales"
BRACKETED: Final = re.compile(r"\s*[(（][^()（）]{0,60}[)）]\s*\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A head of a column with what stands above it, or the label of a row.

    `name` is what it says besides its unit and its time, "" for a label that is a time. `period` is None,
    too, where it names several times.
    """

    text: str
    name: str
    unit: MeasureUnit | None = None
    period: MeasurePeriod | None = None
    several: bool = False  # times
    change: bool = False
    share: bool = False
    plan: bool = False
    total: bool = False
    measured: bool = False  # whether a word of measures is in it

    @property
    def is_time(self) -> bool:
        """Whether it is a time and nothing else."""
        return bool(self.period or self.several) and not self.name


def label(parts: Sequence[str], language: str) -> Label:
    """What the shown texts `parts` are together, the outer ones first."""
    parts = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
    if [part.strip(EDGES) for part in parts] in (["N"], ["n"]):  # beside N-1: the document's year
        return _label(parts[0], "", None, MeasurePeriod(None, "", 0), several=False)
    return _of_parts(parts, language)


def _of_parts(parts: Sequence[str], language: str) -> Label:
    text = ": ".join(parts)
    names: list[str] = []
    unit: MeasureUnit | None = None
    outer: MeasurePeriod | None = None
    several = False
    for part in parts:
        rest, found = _without_unit(part, language)
        if found:
            rest = _exceptions().sub("", rest)
            unit = _scaled(unit, found)
        rest = BULLET.sub("", rest.strip(EDGES)) or rest
        if _is_of_name(rest, text, language):
            names.append(" ".join(rest.split()))
            continue
        period = period_named(rest, language)
        if period and _pattern("changes").search(plain(rest)) and _is_compared(period, rest, language):
            period = None  # 前年比, 本报告期比上年同期, "change from 2023"
        if period:
            outer = _within(period, outer)
        elif periods(rest, language):
            several = True
        own = _pattern("changes").search(plain(rest)) and period is None
        name = (_own_time(rest, language) if own else without_periods(rest, language)).strip(EDGES)
        name = POSSESSIVE.sub("", without_end(name)) if period and name != rest else name
        if name and re.search(r"\w|%", name):
            names.append(" ".join(name.split()))
    name = ": ".join(names)
    if outer is None and plain(name) in _words("full_years"):
        outer, name = MeasurePeriod(None), ""
    counted = unit and unit.unit in terms().letters and _counted(name)
    if unit and counted:
        unit = MeasureUnit(counted, terms().letters[unit.unit])
    return _label(text, _change(name), unit, outer, several=several)


def _is_of_name(rest: str, text: str, language: str) -> bool:
    """Whether a time without a year says what is measured, not when: 中間期末残高, 年間配当金 期末."""
    if any(ENDS.match(rest, one.end) and one.period.year is None for one in periods(rest, language)):
        return True
    period = period_named(rest, language) if _pattern("instalments").search(plain(text)) else None
    return period is not None and period.year is None


def _is_compared(period: MeasurePeriod, rest: str, language: str) -> bool:
    """Whether the one time of a change is what it is a change from."""
    first = next(iter(periods(rest, language)))
    return period.back is not None or _pattern("compared").search(plain(rest[: first.start])) is not None


def _scaled(outer: MeasureUnit | None, unit: MeasureUnit) -> MeasureUnit:
    """A unit under another one: one that is a scale alone is of that one."""
    return unit if outer is None or unit.unit or not outer.unit else MeasureUnit(outer.unit, unit.scale)


def _within(period: MeasurePeriod, outer: MeasurePeriod | None) -> MeasurePeriod:
    """A time under another one: 2025 under "Six months ended 30 June" is its year, Q1 under 2025 its part."""
    if outer and outer.part and outer.year is None and not period.part and period.back is None:
        return replace(outer, year=period.year)
    return period.within(outer)


def _own_time(rest: str, language: str) -> str:
    """A change without the document's own period at its beginning: 本报告期比上年同期增减."""
    found = next((one for one in periods(rest, language) if one.start == 0), None)
    return rest[found.end :] if found and found.period.back == 0 else rest


def _change(name: str) -> str:
    """The name of a change without a word that another one says more exactly: 變動 季增."""
    first, _, rest = name.replace(": ", " ").partition(" ")
    return (
        rest
        if rest and plain(first) in _words("changes") and _pattern("changes").search(plain(rest))
        else name
    )


def _counted(name: str) -> str:
    """What a measure counts by its name, where a letter behind it is a scale: "Hectares covered (m)"."""
    words = (word for word in plain(name).split() if len(word) > 3 and word.endswith("s"))
    return next((word for word in words if word in _words("counters") or word in _words("units")), "")


def _label(
    text: str, name: str, unit: MeasureUnit | None, period: MeasurePeriod | None, *, several: bool
) -> Label:
    flat = plain(text)
    return Label(
        text,
        name,
        unit,
        period,
        several,
        change=_pattern("changes").search(flat) is not None,
        share=_pattern("shares").search(flat) is not None and not is_per_item(text),
        plan=is_told_of(text),
        total=_is_total(name or text),
        measured=is_measured(name),
    )


def is_measured(name: str) -> bool:
    """Whether a word of measures is in a name, or it ends like one in characters: 来館者数."""
    flat = plain(name)
    return _pattern("measures").search(flat) is not None or MEASURED.search(flat) is not None


def _without_unit(part: str, language: str) -> tuple[str, MeasureUnit | None]:
    """A part of a head without its unit, and the unit; what reads as a unit may be a time: 年, 月."""
    scored = SCORED.search(plain(part)) or (None if language == "ja" else FULL_POINTS.search(plain(part)))
    if scored:
        return f"{part[: scored.start()]}{part[scored.end() :]}", MeasureUnit(POINTS)
    if is_year(part) or plain(part).strip(EDGES) in _words("full_years"):
        return part, None
    named = unit_named(part, language)
    paid = PER.search(part) if named is None else None
    if paid:
        return part[: paid.start()] + part[paid.end() :], _paid(paid["unit"].strip())
    if named is None or periods(part[named.start : named.end], language):
        return part, None
    return f"{part[: named.start]} {part[named.end :]}", named.unit


def _paid(unit: str) -> MeasureUnit:
    """A unit by another one, without the scale that it begins with: 万点/秒."""
    scaled = MYRIADS.match(unit)
    if scaled is None:
        return MeasureUnit(unit)
    return MeasureUnit(unit[scaled.end() :], numerals().scales[plain(scaled[0])])


def is_told_of(text: str) -> bool:
    """Whether a text makes the figures under it no facts: plans, forecasts, what others claim."""
    flat = plain(text)
    return any(_pattern(name).search(flat) for name in ("plans", "claims")) or bool(PLANNED_YEAR.search(flat))


def without_end(name: str) -> str:
    """A name without the words that lead on from it: "Part du" of "Part du T3 2025"."""
    return ENDING.sub("", name) or name


def is_bare_change(name: str) -> bool:
    """Whether a head says that its figures are changes and nothing of what: 増減率, "Change"."""
    return _pattern("changes").fullmatch(plain(name).strip(EDGES)) is not None


def of_survey(text: str) -> bool:
    """Whether a text says that people were asked."""
    return _pattern("surveys").search(plain(text)) is not None


def is_actual(text: str) -> bool:
    """Whether a head says that its figures are facts, beside those of plans: "Actual", 実績."""
    return _pattern("actuals").search(plain(text)) is not None


@lru_cache(maxsize=REMEMBERED)
def is_head_of(name: str, text: str) -> bool:
    """Whether a text is one of the heads `name` of the terms, its brackets left out: "Model", 機種, "No."."""
    words = _words(name)
    return plain(text).strip(EDGES) in words or plain(BRACKETED.sub("", text)).strip(EDGES) in words


def is_amount(text: str) -> bool:
    """Whether a label is an amount, and so neither a measure nor a thing: "100 Hz", "10%"."""
    return AMOUNT.fullmatch(text) is not None


def is_measures_head(text: str) -> bool:
    """Whether a corner names rows that are measures: "Indicator", "Poste de dépense", 評価項目."""
    flat = plain(BRACKETED.sub("", text)).strip(EDGES)
    words = flat.split()
    led = len(words) > 2 and words[1] in ("de", "of", "du") and words[0] in _words("measures_heads")
    ends = len(words) > 1 and words[-1] in _words("measures_heads")
    return is_head_of("measures_heads", text) or led or ends or flat.endswith(("项目", "指标", "科目"))


def is_thing(text: str) -> bool:
    """Whether a corner names what the rows are: a head of things, alone or as the last word of letters."""
    flat = plain(BRACKETED.sub("", text)).strip(EDGES)
    last = flat.rpartition(" ")[2]
    ends = len(flat) > 2 and flat.endswith(_kinds())
    return flat in _words("things") or (len(flat) > len(last) and last in _words("things")) or ends


def is_rank(text: str) -> bool:
    """Whether a head is one of ranks: "No.", "Rank a year earlier", 上期排名."""
    words = re.findall(r"[^\W\d_]+", plain(text))
    ends = bool(words) and (words[0] in RANKS or words[-1] in RANKS or words[-1].endswith(EASTERN_RANKS))
    return is_head_of("ranks", text) or (ends and not _pattern("scores").search(plain(text)))


def listed_by(caption: str) -> bool:
    """Whether a caption says that a table lists things: "by segment", "par ligne", 別."""
    return _pattern("listing").search(plain(caption)) is not None


@lru_cache(maxsize=REMEMBERED)
def is_count(name: str) -> bool:
    """Whether a measure is a count or a ratio, which money does not measure."""
    return _pattern("counts").search(plain(name)) is not None


@lru_cache(maxsize=REMEMBERED)
def implied_unit(name: str) -> str | None:
    """The unit that the name of a measure stands for: 人 of 従業員数."""
    return _implied().get(plain(name.rpartition(": ")[2]))


@lru_cache(maxsize=REMEMBERED)
def counted_in(name: str) -> str:
    """What a measure counts, where its name begins with that: "Passengers by line" in thousands."""
    first = name.partition(" ")[0].lower()
    return first if plain(first) in _words("counters") else ""


@lru_cache(maxsize=REMEMBERED)
def is_counted(name: str) -> bool:
    """Whether a name has a word for what is counted: "Hospital beds"."""
    return any(len(word) > 3 and word in _words("counters") for word in plain(name).split())


def unit_in(name: str) -> str:
    """The unit that a measure's name begins with: "Minutes a day among listeners", "Tonnes produced"."""
    words = plain(name).split()[:2]
    if len(words) < len(("unit", "measured")):
        return ""
    several = len(words[0]) > 3 and words[0].endswith("s") and words[0] in _words("units")
    named = words[0] in _words("timed") or (several and words[1] not in ("per", "par", "/"))
    return name.split()[0].lower() if named else ""


def is_year(part: str) -> bool:
    """Whether a text is four digits that may be a year."""
    return len(part) == 4 and part.isdecimal() and FIRST_YEAR <= int(part) <= LAST_YEAR


def _is_total(text: str) -> bool:
    flat = plain(text).strip(EDGES)
    first, _, rest = flat.partition(" ")
    led = first in ("total", "ensemble", "all") and 0 < len(rest) < 40
    ends = rest == "total"  # "Network total"
    return flat in _words("totals") or ends or (led and not rest.startswith("other"))


@lru_cache(maxsize=REMEMBERED)
def is_part(text: str) -> bool:
    """Whether a label is a part of what stands before it: "of which women", 其中：女性."""
    return _parted().match(plain(text)) is not None


@cache
def _kinds() -> tuple[str, ...]:
    """Words for things that names of kinds end with: 施設タイプ."""
    return tuple(word for word in _words("things") if len(word) > 1 and word > "\u3000")


@cache
def _parted() -> re.Pattern[str]:
    return re.compile(rf"[\s(]*{alternatives(terms().parted)}")


@cache
def _exceptions() -> re.Pattern[str]:
    """What a unit does not hold for: "US$ in millions, except per-share data"."""
    return re.compile(
        rf"[\s,;、，；(（–-]*(?:{alternatives(terms().exceptions)}.*|除.{{1,20}}外|特.{{1,8}}除外)\s*[)）]?\Z",
        re.IGNORECASE,
    )


@cache
def _implied() -> dict[str, str]:
    return {word: unit for unit, words in terms().implied.items() for word in folded(words)}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(folded(getattr(terms(), name)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternatives(getattr(terms(), name)))
