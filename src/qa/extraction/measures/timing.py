"""When a figure of a sentence held: the time that its clause names, else its sentence, else its document."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from index.documents import Document
from qa.extraction.measures.about import about
from qa.extraction.measures.amounts import AMOUNT, TIME, Amount, MaskedText, Span
from qa.extraction.measures.prose import prose_words
from qa.language.wordlists import any_of, plain
from qa.numbers.times import periods

BEFORE: Final = 90  # characters before a figure in which its time stands
BEHIND: Final = 48  # and behind it
NEAR: Final = 40  # characters before a figure in which a time stands that is its own
BREAK: Final = re.compile(r"[,;:，；：。(（]\s?")
ENDED: Final = re.compile(r"[,;:、，；：。()（）]")
COMPARED: Final = re.compile(r"\s?(?:比|同期比|に比べ|相比)")
MONTHS: Final = re.compile(r"\d{4}(?:-\d\d)?")
END_BEFORE: Final = re.compile(r"(?:\bend of|\bfin|\bfin de)\s+\Z", re.IGNORECASE)
END_AFTER: Final = re.compile(r"\s?[末底]")
PARTS: Final = re.compile(r"\d{4}(?:-(?:[HQ]\d|\d\d))?")  # years and their parts: no day of publication
YEARS: Final = re.compile(r"(?P<year>\d{4})(?P<part>(?:-.*)?)")
OWN: Final = re.compile(  # times by a document's own period, in folded text
    r"(?<![上前去])(?:(?:本|当)?(?:报告)期末|期内末|期末|年末|年底|当期末|(?P<all>本?报告期内?|期内|全年|本期|当期|单季|本季|当连结会计年度"
    r"|当事业年度|当四半期|通期))(?![间残余])"
)
STEPS: Final = (("quarter", "trimestre", "季", "四半期"), ("month", "mois", "月"))
LASTS: Final = {"H1": "06-30", "H2": "12-31", "Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}


def time_of(
    document: Document, masked: MaskedText, place: Span, amount: Amount, measure: str, *, lasting: bool
) -> tuple[str | None, tuple[str, ...]]:
    """The time of an amount in the sentence that stands at `place`, with what is doubtful.

    `lasting` where its measure may be one of the whole period that the document is of.
    """
    around, text = about(document), masked.text
    first, stop = max(place[0], amount.start - BEFORE), min(place[1], amount.end + BEHIND)
    after = ENDED.search(text, amount.end, stop)
    begun = max((match.end() for match in BREAK.finditer(text, first, amount.start)), default=first)
    found = []
    for iso, start, end in _named(document, masked, (first, after.start() if after else stop)):
        of_other = start < amount.start and AMOUNT in masked.skeleton[begun:start]  # "from 40 in 2023 to 46"
        if not COMPARED.match(text, end) and not of_other:
            found.append((iso, start))
    own = [iso for iso, at in found if at >= begun] or [iso for iso, _ in found]
    if len(set(own)) == 1:
        return own[0], () if len(found) == 1 else ("times",)
    timed = TIME in masked.skeleton[max(place[0], amount.start - NEAR) : amount.start]
    if found or timed or not lasting or around.time is None or not PARTS.fullmatch(around.time):
        return None, ("untimed",)
    stock = any_of(prose_words(document.language).stocks).search(plain(measure)) is not None
    return (_last_day(around.time) if stock else around.time), ("document's time",)


def former_time(
    document: Document, masked: MaskedText, region: Span, place: Span, time: str | None
) -> str | None:
    """The time of a value that was before one of `time`; its words stand in `region` of the sentence."""
    found = {iso for iso, _, _ in _named(document, masked, region)}
    written = masked.flat[slice(*region)]
    earlier = any_of(prose_words(document.language).earlier).search(written)
    if len(found) == 1 and not earlier:
        return found.pop()
    base = time or about(document).time
    if len(found) > 1 or (not earlier and TIME in masked.skeleton[slice(*region)]) or base is None:
        return found.pop() if len(found) == 1 else None
    return _stepped(base, earlier[0] if earlier else "")


def _stepped(iso: str, words: str) -> str | None:
    """The time one step before another: a year, or what the words name."""
    match = YEARS.fullmatch(iso)
    if match is None:
        return None
    year, part = int(match["year"]), match["part"][1:]
    if any(word in words for word in STEPS[0]):
        number = int(part[1]) if part[:1] == "Q" else 0
        return None if not number else f"{year}-Q{number - 1}" if number > 1 else f"{year - 1}-Q4"
    if any(word in words for word in STEPS[1]):
        number = int(part) if part.isdigit() else 0
        return None if not number else f"{year}-{number - 1:02}" if number > 1 else f"{year - 1}-12"
    return f"{year - 1}{match['part']}"


def _named(document: Document, masked: MaskedText, region: Span) -> Iterator[tuple[str | None, int, int]]:
    """The times that a stretch names, each with its place."""
    period, text = about(document).period, masked.text
    taken = []
    for one in periods(text[slice(*region)], document.language):
        start, end = region[0] + one.start, region[0] + one.end
        taken.append((start, end))
        yield _ended(one.period.within(period).iso, text, start, end), start, end
    named = about(document).time
    if named is None or not PARTS.fullmatch(named):
        return
    for match in OWN.finditer(masked.flat, *region):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            yield (named if match["all"] else _last_day(named)), *match.span()


def _last_day(iso: str) -> str:
    """The last day of a half or a quarter; a year as it is, which may end on any day."""
    year, _, part = iso.partition("-")
    return f"{year}-{LASTS[part]}" if part in LASTS else iso


def _ended(iso: str | None, text: str, start: int, end: int) -> str | None:
    """The last day of a month or year, where a text says "at the end of" it."""
    if iso is None or not MONTHS.fullmatch(iso):
        return iso
    if not END_BEFORE.search(text, max(0, start - 14), start) and not END_AFTER.match(text, end):
        return iso
    year, month = int(iso[:4]), int(iso[5:] or 12)
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"
