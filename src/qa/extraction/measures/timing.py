"""When a figure of a sentence held: the time that its clause names, else its sentence, else its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.documents import Document
from qa.extraction.measures.about import about
from qa.extraction.measures.amounts import AMOUNT, TIME, Amount, MaskedText, Span
from qa.extraction.measures.prose import prose_words
from qa.language.wordlists import any_of, plain
from qa.numbers.measure_period import PART_YEAR, MeasurePeriod
from qa.numbers.times import periods

BEFORE: Final = 90  # characters before a figure in which its time stands
BEHIND: Final = 48  # and behind it
NEAR: Final = 40  # characters before a figure in which a time stands that is its own
BREAK: Final = re.compile(r"[,;:，；：。(（]\s?")
ENDED: Final = re.compile(r"[,;:、，；：。()（）]")
COMPARED: Final = re.compile(r"\s?(?:比|同期比|に比べ|相比)")
FOUNDED: Final = re.compile(r"\w{2}[于於自]\s?\Z")  # 公司成立于
RELATIVE: Final = re.compile(  # a time of a name behind it: 10月に稼働した工場
    r"(?:に|から)[^、。はがの]{1,12}(?:(?:した|された|する)(?=[^ぁ-ん、。])|(?:し|され|して)、)"
)
YEAR: Final = re.compile(r"\d{4}")
PAST: Final = re.compile("此前|之前|原先")  # some time before
HIDDEN: Final = "¤"
DAY: Final = re.compile(r"\d{4}-\d\d")
CUMULATED: Final = re.compile(
    "前[一二三两]个?季度?|前[三六九]个?月|[1一](?:~|-|至|到)[三六九69]月|九个月|nine months|neuf mois"
)
BESIDE: Final = re.compile(r"[末底]?[的の]\s?\x01+")
LAST: Final = re.compile(
    "last year|l'an (?:dernier|passe|passé)|année dernière|去年|昨年"
)  # of the year of a date
PARTS: Final = re.compile(r"\d{4}(?:-(?:[HQ]\d|\d\d))?")  # years and their parts: no day of publication
INTERIM: Final = re.compile(r"interim|half|quarter|semestr|trimestr|中期|半年|季度|四半期|上期|下期")
DONE_ON: Final = re.compile(  # before a day on which something was done: "was paid on 3 October"
    r"\s(?:was|were|been|is|are|a été|ont été|est|sont|sera|seront)\s\w+\s(?:on|le)\s\Z"
)
DAY_OF: Final = re.compile(r"\d{4}-\d\d-\d\d")
ANNOUNCED: Final = re.compile(
    r"\b(?:announce|unveil|told|reveal|publish)|annonc|dévoil|publi|宣布|公布|发布|披露|发表|発表|公表|明らかに"
)
ENDING: Final = re.compile(r"[;；]")
DATED: Final = re.compile(rf"{PARTS.pattern}|\d{{4}}-(?:06-30|09-30|12-31|03-31)")
YEARS: Final = re.compile(r"(?P<year>\d{4})(?P<part>(?:-.*)?)")
THIS_YEAR: Final = re.compile("this year|cette annee|cette année|今年|本年")
OWN: Final = re.compile(  # times by a document's own period, in folded text
    r"(?<![上前去])(?:(?:本|当)?(?:报告)期末|期内末|期末|年末|年底|当期末|(?P<all>本?报告期内?|期内|全年|本期|当期|单季|本季|当中间(?:连结)?会计期间|当中间期|当连结会计年度"
    r"|当事业年度|当四半期|通期))(?![间残余后外])"
)
LEADING, LEADING_EAST = 6, 10  # characters of a clause before a time that it begins with
FLOWING: Final = re.compile(
    "销售|收入|营收|产量|出货|売上|販売|revenue|sales|ventes"
)  # no stock, whatever else is named
UNTOLD: Final = "?"  # a time that is named, but which no figure has: nine months
STEPS: Final = (("quarter", "trimestre", "季", "四半期"), ("month", "mois", "月"))
ENDS: Final = ("末", "底")
FISCAL: Final = re.compile("[期度]")
YEARLY: Final = re.compile("twelve|douze|12|同月")  # months that are a year
LASTS: Final = {"H1": "06-30", "H2": "12-31", "Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}


def time_of(
    document: Document, masked: MaskedText, place: Span, amount: Amount, measure: str, *, lasting: bool
) -> tuple[str | None, tuple[str, ...]]:
    """The time of an amount in the sentence that stands at `place`, with what is doubtful; or UNTOLD.

    `lasting` where its measure may be one of the whole period that the document is of.
    """
    around, text = about(document), masked.text
    first, stop = max(place[0], amount.start - BEFORE), min(place[1], amount.end + BEHIND)
    after = ENDED.search(text, amount.end, stop)
    begun = max((match.end() for match in BREAK.finditer(text, first, amount.start)), default=first)
    found = []
    for iso, start, end in _named(document, masked, (first, after.start() if after else stop), amount):
        if not _is_of_other(masked, amount, begun, (start, end)):
            found.append((iso, start))
    if any(at > amount.end and DONE_ON.search(text, amount.end, at) for _, at in found):
        return None, ("untimed",)
    leading = LEADING_EAST if document.language.startswith(("zh", "ja")) else LEADING
    own = [iso for iso, at in found if at >= begun]
    led = [] if own else [iso for iso, at in found if _begins(text, first, at, leading)]
    if led and ENDING.search(text, first, amount.start):
        return None, ("untimed",)  # what was at that time goes on to the end of its clause
    announced = any(iso and DAY_OF.fullmatch(iso) for iso in own or led)
    if announced and ANNOUNCED.search(masked.flat, first, min(place[1], amount.end + BEHIND)):
        return None, ("untimed",)  # the day on which it was told
    if len(set(own or led)) == 1:
        doubts = () if len(found) == 1 else ("times",)
        return (own or led)[0], (*doubts, *(("leading time",) if led else ()))
    near = masked.skeleton[max(place[0], amount.start - NEAR) : amount.start]
    timed = TIME in near[near.rfind(AMOUNT) + 1 :]
    if found or timed or not lasting or around.time is None or not PARTS.fullmatch(around.time):
        return None, ("untimed",)
    if YEAR.fullmatch(around.time) and INTERIM.search(plain(document.title)):
        return None, ("untimed",)  # the part of the year is not said
    flat = plain(measure)
    stock = any_of(prose_words(document.language).stocks).search(flat) and not FLOWING.search(flat)
    if stock and not YEAR.fullmatch(around.time):
        return None, ("untimed",)  # on its last day, or over it
    return around.time, ("document's time",)


def _is_of_other(masked: MaskedText, amount: Amount, begun: int, time: Span) -> bool:
    """Whether a time of the clause that begins at `begun` is that of another amount, or of a name."""
    start, end = time
    beside = BESIDE.match(masked.skeleton, end)  # 由2023年的40升至46
    return (
        (start < amount.start and AMOUNT in masked.skeleton[begun:start])  # "from 40 in 2023 to 46"
        or bool(beside and beside.end() <= amount.start)
        or AMOUNT in masked.skeleton[amount.end : start]  # "4 after a loss of 7 in 2023"
        or RELATIVE.match(masked.text, end) is not None
        or COMPARED.match(masked.text, end) is not None
    )


def _begins(text: str, first: int, at: int, leading: int) -> bool:
    """Whether a time stands where a clause begins: "In 2024, …", not in "which opened in 2020, …"."""
    begun = max((match.end() for match in BREAK.finditer(text, max(0, first - 1), at)), default=first)
    return at - begun <= leading and FOUNDED.search(text, begun, at) is None


def former_time(document: Document, masked: MaskedText, region: Span, time: str | None) -> str | None:
    """The time of a value that was before one of `time`; its words stand in `region` of the sentence."""
    found = {iso for iso, _, _ in _named(document, masked, region)}
    written = masked.flat[slice(*region)]
    if PAST.search(written):
        return None
    earlier = any_of(prose_words(document.language).earlier).search(written)
    base = next((iso for iso in (time, about(document).time) if iso and DATED.fullmatch(iso)), None)
    if len(found) == 1 and not earlier:
        told = found.pop()
        return UNTOLD if told and base and _end(told) > _end(base) else told
    if len(found) > 1 or (not earlier and TIME in masked.skeleton[slice(*region)]) or base is None:
        by_date = not earlier or LAST.search(earlier[0]) is not None
        return found.pop() if len(found) == 1 and by_date else None
    closing = around.closing if (around := about(document).period) else None
    return _stepped(base, earlier[0] if earlier else "", closing)


def _end(iso: str) -> tuple[int, int]:
    """The year and month in which a time ends; the last of all for one that is not known."""
    match = YEARS.fullmatch(iso)
    part = LASTS.get(match["part"][1:], match["part"][1:])[:2] if match else ""
    return (int(match["year"]) if match else 0), int(part) if part.isdigit() else 12


def _stepped(iso: str, words: str, closing: int | None) -> str | None:
    """The time one step before another: a year, or what the words name; fiscal years end in `closing`."""
    match = YEARS.fullmatch(iso)
    if match is None:
        return None
    year, part = int(match["year"]), match["part"][1:]
    if part and words.endswith(ENDS):  # of the year before the one of which that is a part
        last = MeasurePeriod(year - 1, closing=closing).closed()
        return last.iso if last else None if FISCAL.search(words) else f"{year - 1}-12-31"
    if any(word in words for word in STEPS[0]):
        number = int(part[1]) if part[:1] == "Q" else 0
        return None if not number else f"{year}-Q{number - 1}" if number > 1 else f"{year - 1}-Q4"
    if any(word in words for word in STEPS[1]) and not YEARLY.search(words):
        number = int(part) if part.isdigit() else 0
        return None if not number else f"{year}-{number - 1:02}" if number > 1 else f"{year - 1}-12"
    return f"{year - 1}{match['part']}"


def _named(
    document: Document, masked: MaskedText, region: Span, amount: Amount | None = None
) -> Iterator[tuple[str | None, int, int]]:
    """The times that a stretch names, each with its place; none of digits of an amount in it."""
    period = about(document).period
    written, taken = masked.text[slice(*region)], []
    if amount and region[0] <= amount.start and amount.end <= region[1]:
        start, end = amount.start - region[0], amount.end - region[0]
        written = f"{written[:start]}{HIDDEN * (end - start)}{written[end:]}"
    for match in CUMULATED.finditer(masked.flat, *region):
        taken.append(match.span())
        yield UNTOLD, *match.span()
    for one in periods(written, document.language):
        start, end = region[0] + one.start, region[0] + one.end
        taken.append((start, end))
        named = (
            _past(_fiscal(one.period.within(period).iso, period), period)
            if one.period.year is None
            else one.period.iso
        )
        if one.period.back is not None and about(document).time is None:  # "last year" on a day
            named = named[:4] if named and period and period.part else None
        if period and period.part and THIS_YEAR.fullmatch(plain(written[one.start : one.end])):
            named = None  # of the year so far, or of all of it
        iso = UNTOLD if one.period.part == PART_YEAR else named
        yield iso, start, end
    whole = about(document).time
    if whole is None or not PARTS.fullmatch(whole):
        return
    for match in OWN.finditer(masked.flat, *region):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            yield (whole if match["all"] else _last_day(whole)), *match.span()


def _fiscal(iso: str | None, around: MeasurePeriod | None) -> str | None:
    """A month without a year in a fiscal year that ends before it: 9月末 of the year that ends in 2026-03."""
    if not (iso and around and around.closing and DAY.match(iso) and YEAR.match(around.iso or "")):
        return iso
    return f"{int(iso[:4]) - 1}{iso[4:]}" if int(iso[5:7]) > around.closing else iso


def _past(iso: str | None, around: MeasurePeriod | None) -> str | None:
    """A month without a year that would come after the day of a document, in the year before it."""
    written = around.iso if around else None
    later = iso and written and DAY.match(iso) and DAY.match(written) and iso[:7] > written[:7]
    return f"{int(iso[:4]) - 1}{iso[4:]}" if iso and later else iso


def _last_day(iso: str) -> str:
    """The last day of a half or a quarter; a year as it is, which may end on any day."""
    year, _, part = iso.partition("-")
    return f"{year}-{LASTS[part]}" if part in LASTS else iso
