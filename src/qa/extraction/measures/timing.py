"""When a figure of a sentence held: the time that its clause names, else its sentence, else its document."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

from index.documents import Document
from qa.extraction.measures.about import about
from qa.extraction.measures.amounts import AMOUNT, Amount, MaskedText, Span
from qa.extraction.measures.prose import prose_words
from qa.language.wordlists import any_of, plain
from qa.numbers.times import periods

BEFORE: Final = 90  # characters before a figure in which its time stands
BEHIND: Final = 48  # and behind it
BREAK: Final = re.compile(r"[,;:，；：。(（]\s?")
ENDED: Final = re.compile(r"[,;:、，；：。()（）]")
COMPARED: Final = re.compile(r"\s?(?:比|同期比|に比べ|相比)")
MONTHS: Final = re.compile(r"\d{4}(?:-\d\d)?")
END_BEFORE: Final = re.compile(r"(?:\bend of|\bfin|\bfin de)\s+\Z", re.IGNORECASE)
END_AFTER: Final = re.compile(r"\s?[末底]")
PARTS: Final = re.compile(r"\d{4}(?:-[HQ]\d)?")  # years and their parts: no day of publication


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
    for one in periods(text[first : after.start() if after else stop], document.language):
        start, end = first + one.start, first + one.end
        of_other = start < amount.start and AMOUNT in masked.skeleton[begun:start]  # "from 40 in 2023 to 46"
        if not COMPARED.match(text, end) and not of_other:
            found.append((_ended(one.period.within(around.period).iso, text, start, end), start))
    own = [iso for iso, at in found if at >= begun] or [iso for iso, _ in found]
    if len(set(own)) == 1:
        return own[0], () if len(found) == 1 else ("times",)
    if found or not lasting or around.time is None or not PARTS.fullmatch(around.time):
        return None, ("untimed",)
    if any_of(prose_words(document.language).stocks).search(plain(measure)):
        return None, ("untimed",)
    return around.time, ("document's time",)


def _ended(iso: str | None, text: str, start: int, end: int) -> str | None:
    """The last day of a month or year, where a text says "at the end of" it."""
    if iso is None or not MONTHS.fullmatch(iso):
        return iso
    if not END_BEFORE.search(text, max(0, start - 14), start) and not END_AFTER.match(text, end):
        return iso
    year, month = int(iso[:4]), int(iso[5:] or 12)
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"
