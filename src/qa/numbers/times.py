"""The periods that heads, labels, captions and titles name, as exact as they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from qa.language.wordlists import LETTER, alternatives, any_of, folded, plain
from qa.numbers.dates import Moment, moments, months, quarters
from qa.numbers.measure_period import END, PART_YEAR, MeasurePeriod, PeriodNaming
from qa.numbers.terms import terms

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
LONGEST: Final = 160  # characters of what is looked through for a time
REMEMBERED: Final = 4_096  # texts, of which tables repeat many
HINT: Final = re.compile(  # what digits of a time stand beside
    r"(?:19|20)\d\d|\d\s?[年月季期]|[1-4][qhst](?![a-z])|(?<![a-z])[qths]\s?[1-4](?!\d)|'\d\d|\d[/.-]\d|(?:fy|cy)\s?\d"
)
AMOUNT: Final = re.compile(r"[(+−△▲-]?\s?\d{1,3}(?:[., ]\d{3})*(?:[.,]\d{1,2})?\s?[%)]*")  # which is no date
TERM: Final = re.compile(  # 2025年3月期, 25/3期
    r"(?:(?<!\d)(?:(?P<y>(?:19|20)?\d\d)(?:\s?年\s?(?=\d{1,2}\s?月)|/(?=\d{1,2}期)))|(?P<era>令和|平成)(?P<n>\d{1,2}|元)年\s?)"
    r"(?P<closing>1[0-2]|0?[1-9])\s?月?期"
)
RELATED: Final = re.compile(  # 当第2四半期连结累计期间, 前中间期: part of this year or of the one before
    r"(?P<which>前年?|当)(?:第(?P<q>[1-4])四半期|(?P<half>中间))(?:连结)?(?P<summed>累[计計])?(?:会计)?(?:期间|期)?(?P<end>末)?"
)
SUMMED_PARTS: Final = {1: "Q1", 2: "H1", 3: PART_YEAR, 4: ""}  # quarters up to one, as a part of the year
SPLIT_BEHIND: Final = re.compile(r"\s?/\s?(?P<z>(?:20)?\d\d)(?![\d/.])")
YEAR_BEHIND: Final = re.compile(
    r"[\s,\-_/(]{0,3}(?:of |de |d'|en |in |fy\s?)?'?(?P<y>20\d\d|[0-4]\d)(?![\d.,%年月]|\s?%)"
)
YEAR_AHEAD: Final = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:\s?年度?の?|\s?/\s?(?P<z>(?:20)?\d\d))?[\s,\-_/:]{0,3}\Z"
)
FISCAL: Final = re.compile(
    r"(?<![a-z])(?:fy|cy|ay)\s?'?(?P<y>20\d\d|\d\d)(?:\s?[/-]\s?'?(?P<z>20\d\d|\d\d))?(?!\d)e?(?![a-z])"
)
SPLIT: Final = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?[/–-]\s?(?P<z>(?:20)?\d\d)(?![\d.]|\s?[/–-]\s?\d)"
)
DAY_FIRST: Final = re.compile(r"(?<!\d)(?P<d>[0-3]?\d)[./](?P<m>[01]?\d)[./](?P<y>(?:19|20)\d\d)(?!\d)")
MONTH_SHORT: Final = re.compile(rf"(?<![{LETTER}])(?P<m>[{LETTER}]{{3,5}})\.?[\s\-']{{1,2}}(?P<y>\d\d)(?!\d)")
REPUBLIC: Final = re.compile(r"(?<!\d)(?P<y>1[01]\d)\s?年(?![间内前后来])度?")
CUMULATED: Final = re.compile(r"\s?[(]?(?:连结)?累[计計][)]?")
MONTHS_OF: Final = re.compile(r"\s?[(]?\d{1,2}\s?月?\s?[-–—~至]\s?\d{1,2}\s?月份?[)]?")  # 第一季度（1-3月）
MONTH_RANGE: Final = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)\s?年\s?)?(?P<a>\d{1,2})\s?月?\s?[-–—~至]\s?(?P<b>\d{1,2})\s?月份?"
)
NAMED_RANGE: Final = re.compile(
    rf"(?P<a>[{LETTER}]{{3,9}}\.?)\s?(?:[-–—]|to|à)\s?(?P<b>[{LETTER}]{{3,9}}\.?)(?:\s(?P<y>(?:19|20)\d\d))?"
)
HAN_MONTH: Final = re.compile(
    r"(?<![一二三四五六七八九十])(?P<m>十[一二]?|[一二三四五六七八九])月(?![份间間]?[个之来])"
)
EACH: Final = ("别", "ごと", "毎")  # behind what a table is parted by, and no time: 四半期別
CODES: Final = frozenset({"s1", "s2"})  # of halves, which names end with, too
EASTERN_HALVES: Final = ("上期", "下期")  # in Chinese the period before and the one after
HAN_DIGITS: Final = "一二三四五六七八九十"
EDGE: Final = re.compile(r"[^\w]|\Z")  # beside a time by the document's own: 当期純利益 is a name


@lru_cache(maxsize=REMEMBERED)
def periods(written: str, language: str) -> tuple[PeriodNaming, ...]:
    """The periods that a text names, in its order and apart; no text without digits, but "last year"."""
    if AMOUNT.fullmatch(written):
        return ()
    flat = plain(written[:LONGEST])
    if AMOUNT.fullmatch(flat) or not (HINT.search(flat) or _words_of_times().search(flat)):
        return ()
    found: list[PeriodNaming] = []
    for one in _all(flat, language):
        if not flat.startswith(EACH, one.end) and all(
            one.end <= held.start or held.end <= one.start for held in found
        ):
            found.append(_to_end(_split(one, flat), flat))
    return tuple(sorted(found, key=lambda one: one.start))


def _split(one: PeriodNaming, flat: str) -> PeriodNaming:
    """A part of a year that is named by the two that it lies in, by the later of them: H1 2024/25."""
    year, behind = one.period.year, SPLIT_BEHIND.match(flat, one.end)
    if behind and year and flat[one.end - 4 : one.end] == f"{year}" and _full(behind["z"]) == year + 1:
        return replace(one, period=replace(one.period, year=year + 1), end=behind.end())
    return one


def _to_end(one: PeriodNaming, flat: str) -> PeriodNaming:
    """A period with the word for its end: 112年底."""
    closed = flat[one.end - 1] in "年度月季" and flat[one.end : one.end + 1] in ("底", "末")
    return replace(one, end=one.end + 1) if closed else one


def period_named(written: str, language: str) -> MeasurePeriod | None:
    """The one period of a text, a quarter or month with the year beside it; None for none or for several."""
    held = [one.period for one in periods(written, language)]
    own = next((one.back for one in held if one.back is not None), None)
    days = [one for one in held if one.year and len(one.part) == len("03-31")]
    if own is not None and days and len(held) == 1 + len(days):
        held = (
            [one for one in held if one.back is not None] if len(days) > 1 else days
        )  # from one to the other
    if own is not None and len(held) == 2 and {one.year for one in held} == {None}:
        return MeasurePeriod(None, held[0].part or held[1].part, own)
    if len(held) == 2 and (held[0].year is None) != (held[1].year is None):
        part, year = sorted(held, key=lambda one: one.year is not None)
        held = [part.within(year)] if not year.part else held
    return held[0] if len(set(held)) == 1 else None


def without_periods(written: str, language: str) -> str:
    """What a head says besides its times and the words of times; "" for one that is a time."""
    flat, last, parts = plain(written[:LONGEST]), 0, []
    found = periods(written, language)
    for one in found:
        parts += [written[last : one.start], " "]
        last = one.end
    rest = "".join((*parts, written[last:]))
    if not found:
        return rest.strip()
    bare = _time_words().sub(" ", plain(rest))
    return "" if not re.search(r"\w", bare) and len(flat) <= LONGEST else rest.strip(" -–—:,/()（）、：")


def is_period(written: str, language: str) -> bool:
    """Whether a head, label or cell is a time and nothing else."""
    return bool(periods(written, language)) and not without_periods(written, language)


def _all(flat: str, language: str) -> Iterator[PeriodNaming]:
    """The periods of folded text, those first that hold others."""
    yield from _terms(flat)
    yield from _related(flat)
    yield from _ended(flat)
    yield from _counted(flat, language)
    yield from _month_ranges(flat)
    yield from _quarters(flat)
    yield from _halves(flat, language)
    for match in (*DAY_FIRST.finditer(flat), *MONTH_SHORT.finditer(flat)):
        yield from _dated(match)
    for match in (*FISCAL.finditer(flat), *SPLIT.finditer(flat)):
        first, last = _full(match["y"]), match["z"]
        if last is None or _full(last) == first + 1:
            yield _naming(MeasurePeriod(_full(last) if last else first), *match.span())
    for moment in (*moments(flat, FIRST_YEAR), *months(flat)):
        if moment.year is None or moment.year <= LAST_YEAR:
            yield _of(moment)
    yield from _months_alone(flat)
    yield from _han_months(flat)
    for back, words in enumerate((terms().current, terms().prior)):
        for match in any_of(words).finditer(flat):
            if (EDGE.match(flat, match.end()) or flat.startswith("比", match.end())) and (
                not match.start() or EDGE.match(flat[match.start() - 1])
            ):
                part = END if match[0].endswith(terms().ends) else ""
                yield _naming(MeasurePeriod(None, part, back), *match.span())


def _terms(flat: str) -> Iterator[PeriodNaming]:
    """2025年3月期 with the quarter or half of it that follows, and its last day: 2025年3月期末."""
    for match in TERM.finditer(flat):
        year = _full(match["y"]) if match["y"] else _era(match["era"], match["n"])
        quarter = next((q for q in quarters(flat[match.end() : match.end() + 12]) if q.start <= 2), None)
        half = _half().match(flat, match.end())
        part, end = "", match.end()
        if quarter:
            part, end = _summed(flat, quarter.number, end + quarter.end)
        elif half:
            part, end = f"H{_halves_by_word()[half['half']]}", half.end()
        period = MeasurePeriod(year, part, closing=int(match["closing"]))
        last = period.closed() if flat.startswith("末", end) else None
        yield _naming(last or period, match.start(), end + (last is not None))


def _summed(flat: str, number: int, end: int) -> tuple[str, int]:
    """The part of a year that a quarter names which ends at `end`, and the place behind what sums it up."""
    half = _half().match(flat, end + 1) if flat.startswith("(", end) else None
    if half and number == 2 and flat.startswith(")", half.end()):
        return "H1", half.end() + 1  # 第2四半期（中間期）
    summed = CUMULATED.match(flat, end)
    return (SUMMED_PARTS[number], summed.end()) if summed else (f"Q{number}", end)


def _related(flat: str) -> Iterator[PeriodNaming]:
    """Parts of the document's own year or of the one before: 当第2四半期連結累計期間, 前中間期."""
    for match in RELATED.finditer(flat):
        number = int(match["q"] or 2)
        part = SUMMED_PARTS[number] if match["summed"] or match["half"] else f"Q{number}"
        period = MeasurePeriod(None, part + (END if match["end"] else ""), int(match["which"] != "当"))
        yield _naming(period, *match.span())


def _ended(flat: str) -> Iterator[PeriodNaming]:
    """A year, quarter or half by the day that it ends on: "three months ended 31 March 2024"."""
    held = terms()
    kinds = {"y": held.year_months, "q": held.quarter_months, "h": held.halves[1], "?": held.part_years}
    for kind, words in kinds.items():
        for match in any_of(words).finditer(flat):
            day = next((m for m in moments(flat[match.end() : match.end() + 40]) if m.start <= 12), None)
            if day is None or not day.month or flat[: match.start()].endswith(("half-", "half ", "四")):
                continue
            quarter = f"Q{(day.month + 2) // 3}"
            part = {"q": quarter, "h": "H1" if day.month <= 6 else "H2", "?": PART_YEAR}.get(kind, "")
            yield _naming(MeasurePeriod(day.year, part), match.start(), match.end() + day.end)


def _month_ranges(flat: str) -> Iterator[PeriodNaming]:
    """Months from one to another as the whole of a text: 1~3月 and "Jan–Mar" are a quarter."""
    found = MONTH_RANGE.fullmatch(flat.strip()) or NAMED_RANGE.fullmatch(flat.strip())
    first, last = (_number_of(found[name]) for name in "ab") if found else (0, 0)
    if found and 0 < first < last <= 12:
        part = {2: f"Q{last // 3}", 5: f"H{last // 6}"}.get(last - first, PART_YEAR)
        part = part if last % (last - first + 1) == 0 else PART_YEAR
        yield _naming(MeasurePeriod(int(found["y"]) if found["y"] else None, part), 0, len(flat))


def _number_of(month: str) -> int:
    return int(month) if month.isdigit() else _month_names().get(month.strip("."), 0)


def _halves(flat: str, language: str) -> Iterator[PeriodNaming]:
    for match in _half().finditer(flat):
        if match["half"] in EASTERN_HALVES and language != "ja":
            continue
        period = MeasurePeriod(None, f"H{_halves_by_word()[match['half']]}")
        found = _with_year(flat, period, match.start("half"), match.end())
        if not (match["half"] in CODES and _is_of_name(flat, found, language)):
            yield found
    for match in any_of(terms().part_years).finditer(flat):
        yield _with_year(flat, MeasurePeriod(None, PART_YEAR), *match.span())


def _is_of_name(flat: str, found: PeriodNaming, language: str) -> bool:
    """Whether a code for a half is a part of a name: "Veltra S1", "S12"; in French s1 is a half."""
    if flat[found.end : found.end + 1].isdigit():
        return True
    return language != "fr" and found.period.year is None and flat.strip() != flat[found.start : found.end]


def _quarters(flat: str) -> Iterator[PeriodNaming]:
    for quarter in quarters(flat):
        part, end = _summed(flat, quarter.number, quarter.end)
        period = MeasurePeriod(quarter.year, part)
        told = MONTHS_OF.match(flat, end)
        end = told.end() if told else end
        yield (
            _naming(period, quarter.start, end)
            if quarter.year
            else _with_year(flat, period, quarter.start, end)
        )


def _with_year(flat: str, period: MeasurePeriod, start: int, end: int) -> PeriodNaming:
    """A part of a year with the year right behind it or before it, where there is one."""
    ahead = YEAR_AHEAD.search(flat, max(0, start - 12), start)
    behind = None if ahead else YEAR_BEHIND.match(flat, end)
    if ahead:
        year = int(ahead["y"])
        year += ahead["z"] is not None and _full(ahead["z"]) == year + 1
        return _naming(replace(period, year=year), ahead.start(), end)
    if behind:
        return _naming(replace(period, year=_full(behind["y"])), start, behind.end())
    return _naming(period, start, end)


def _counted(flat: str, language: str) -> Iterator[PeriodNaming]:
    """Years by an era, with the quarter that follows: 令和6年度, 民國113年第3季."""
    for match in _eras().finditer(flat):
        year = _era(match["era"], match["n"])
        yield from _with_part(flat, year, *match.span())
    if language == "zh-Hant":
        for match in REPUBLIC.finditer(flat):
            yield from _with_part(flat, int(match["y"]) + terms().eras["民国"], *match.span())


def _with_part(flat: str, year: int, start: int, end: int) -> Iterator[PeriodNaming]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return
    behind = flat[end : end + 12]
    quarter = next((one for one in quarters(behind) if one.start <= 1), None)
    month = re.match(r"\s?(1[0-2]|0?[1-9])\s?月(?!期)", behind)
    if quarter:
        yield _naming(MeasurePeriod(year, f"Q{quarter.number}"), start, end + quarter.end)
    elif month:
        yield _naming(MeasurePeriod(year, f"{int(month[1]):02}"), start, end + month.end())
    else:
        yield _naming(MeasurePeriod(year), start, end)


def _dated(match: re.Match[str]) -> Iterator[PeriodNaming]:
    """31.12.2024, and "Dec-24" where the word is the name of a month."""
    month = match["m"]
    number = _number_of(month)
    day = match.groupdict().get("d")
    if 1 <= number <= 12 and (day is None or 1 <= int(day) <= 31):
        part = f"{number:02}-{int(day):02}" if day else f"{number:02}"
        yield _naming(MeasurePeriod(_full(match["y"]), part), *match.span())


def _months_alone(flat: str) -> Iterator[PeriodNaming]:
    """A text that is the name of a month."""
    number = _month_names().get(flat.strip(" ."))
    if number:
        yield _naming(MeasurePeriod(None, f"{number:02}"), 0, len(flat))


def _han_months(flat: str) -> Iterator[PeriodNaming]:
    """Months in Chinese characters: 九月, 十一月."""
    for match in HAN_MONTH.finditer(flat):
        number = sum(HAN_DIGITS.index(digit) + 1 for digit in match["m"])
        yield _naming(MeasurePeriod(None, f"{number:02}"), *match.span())


def _of(moment: Moment) -> PeriodNaming:
    part = "-".join(f"{one:02}" for one in (moment.month, moment.day) if one)
    return _naming(MeasurePeriod(moment.year, part), moment.start, moment.end)


def _naming(period: MeasurePeriod, start: int, end: int) -> PeriodNaming:
    return PeriodNaming(period, start, end)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _era(era: str, count: str) -> int:
    return terms().eras[era] + (1 if count == "元" else int(count))


@cache
def _halves_by_word() -> dict[str, int]:
    return {word: number for number, words in terms().halves.items() for word in folded(words)}


@cache
def _half() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<half>(?<!四){alternatives(_halves_by_word())})")


@cache
def _eras() -> re.Pattern[str]:
    return re.compile(rf"(?P<era>{'|'.join(terms().eras)})\s?(?P<n>\d{{1,3}}|元)\s?年度?")


@cache
def _month_names() -> dict[str, int]:
    from babel.dates import get_month_names  # CLDR's names, loaded when a text is read

    return {
        plain(written).strip("."): number
        for locale in ("en", "fr")
        for width in ("wide", "abbreviated")
        for number, written in get_month_names(width, locale=locale).items()
    }


@cache
def _time_words() -> re.Pattern[str]:
    return any_of(terms().time_words)


@cache
def _words_of_times() -> re.Pattern[str]:
    """What a text without digits names a time by."""
    held = terms()
    words = (*held.current, *held.prior, *held.part_years, *held.quarter_months, *held.year_months)
    named = (
        *words,
        *(word for half in held.halves.values() for word in half),
        *_month_names(),
        *held.time_heads,
    )
    return re.compile(rf"{alternatives(named)}|[月季期元]|四半期")
