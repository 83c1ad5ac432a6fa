"""Whether a number that is quoted can be the one a question asks for.

It is not, if its sentence does not state it as a fact, but as a plan, a forecast or what is denied; if it is
of another time; if it is known to be another figure; or if the cell that would answer is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import isclose
from typing import Final

from index.documents import Document
from index.layout import layout
from index.tables import PIPE, cells
from index.text import terms
from qa.citation.claim import Claim, Quote
from qa.citation.quotes import QuoteFinder
from qa.drafts.draft import Draft
from qa.extraction.measures.amounts import TIME, Amount, MaskedText, masked_amounts
from qa.extraction.measures.asserted import is_asserted, tells_doubt
from qa.extraction.mentions.clause import is_nonfactual
from qa.knowledge.facts import FactStore
from qa.language.wordlists import plain
from qa.numbers.times import periods
from qa.question.frame import Frame
from qa.question.own_times import Time, times_in

ASKED: Final = 0.5  # likelihood from which a figure is asked for
LONG_PARTS: Final = ("Q", "H")  # quarters and halves, which a figure is of as a whole


class FittingQuotes:
    """Leaves out of drafts the quotes whose numbers are none that a question asks for."""

    def __init__(self, quotes: QuoteFinder, documents: Mapping[str, Document], facts: FactStore) -> None:
        self._quotes, self._documents, self._facts = quotes, documents, facts

    def kept(self, frame: Frame, draft: Draft) -> Draft | None:
        """The draft with the claims that fit; None where that is none."""
        sections = [
            replace(section, claims=tuple(claim for claim in section.claims if self._fits(claim, frame)))
            for section in draft.sections
        ]
        held = tuple(section for section in sections if section.claims)
        return replace(draft, sections=held) if held else None

    def _fits(self, claim: Claim, frame: Frame) -> bool:
        if not claim.quotes:
            return True
        quote = claim.quotes[0]
        if self._quotes.text(quote).startswith(PIPE):
            return self._has_cell(quote, frame)
        return self._states(claim, frame)

    def _states(self, claim: Claim, frame: Frame) -> bool:
        """Whether the numbers of a sentence that answer are facts, and of a time that is asked for."""
        text = self._quotes.read(claim.quotes[0]).text
        language = self._quotes.language(claim.quotes[0])
        flat = plain(text)
        if len(flat) != len(text):
            return True
        masked = masked_amounts(text, flat, language)
        figure = frame.figure >= ASKED or "number" in frame.wants
        numbers = _answering(masked.shown, claim, figure=figure)
        if numbers and self._are_others(claim.quotes[0], numbers, frame):
            return False
        times = times_in(frame.question, frame.tongue)
        timely = [one for one in numbers if _is_of(times, _around(text, masked, one), language)]
        if not timely:
            return not numbers
        clear = replace(masked, flat=_without_times(masked))  # of "may" no month is left
        told = any(
            is_asserted(clear, (0, len(text)), one, language, ranged=True)
            and not _is_denied(clear.flat, one.end)
            for one in timely
        )
        return told or tells_doubt(frame.question, frame.tongue)

    def _are_others(self, quote: Quote, numbers: Collection[Amount], frame: Frame) -> bool:
        """Whether all numbers are figures that are known, and none of them is asked for."""
        known = [
            fact for fact in self._quotes.proved_by(quote, self._facts) if not isinstance(fact.value, str)
        ]
        found = [[fact for fact in known if isclose(fact.number, one.value)] for one in numbers]
        return all(found) and all(
            (fact.subject, fact.attribute) in frame.others for facts in found for fact in facts
        )

    def _has_cell(self, quote: Quote, frame: Frame) -> bool:
        """Whether a row of a table has a number in one of the columns that are asked for most."""
        document = self._documents[quote.document_id]
        units = layout(document.text).within(quote.start, quote.end)
        table = units[0].table if units else None
        if table is None:
            return True
        row = [document.text[a:b] for a, b in cells(document.text, quote.start, quote.end)]
        heads = [" ".join(document.text[a:b] for a, b in column) for column in table.columns]
        times, language = times_in(frame.question, frame.tongue), document.language
        asked = frozenset(terms(frame.question))
        columns = [
            (_shared(head, asked, times, language), cell, head)
            for head, cell in zip(heads[1:], row[1:], strict=False)
            if _is_of(times, f"{row[0]}\n{head}", language)
        ]
        most = max((shared for shared, _, _ in columns), default=0)
        if not most:
            return bool(columns)
        best = [(cell, head) for shared, cell, head in columns if shared == most]
        doubted = all(tells_doubt(head, language) for _, head in best)
        return any(map(_has_digit, (cell for cell, _ in best))) and (
            not doubted or tells_doubt(frame.question, frame.tongue)
        )


def _shared(head: str, asked: Collection[str], times: Sequence[Time], language: str) -> int:
    """How much of what is asked for the head of a column says."""
    timed = bool(times) and bool(times_in(head, language))
    return len(frozenset(terms(head)).intersection(asked)) + timed


def _answering(numbers: Iterable[Amount], claim: Claim, *, figure: bool) -> list[Amount]:
    """The numbers in the words that answer; all, where there are none and a `figure` is asked for."""
    found = list(numbers)
    start, end = claim.answers or (0, 0)
    return [one for one in found if one.start < end and start < one.end] or (found if figure else [])


def _around(text: str, masked: MaskedText, number: Amount) -> str:
    """What stands around a number, up to the next ones."""
    start = max((one.end for one in masked.shown if one.end <= number.start), default=0)
    end = min((one.start for one in masked.shown if one.start >= number.end), default=len(text))
    return text[start:end]


def _is_denied(flat: str, end: int) -> bool:
    """Whether what folded text goes on with behind a number denies: "bought for 3 million; it has not"."""
    _, mark, rest = flat[end:].partition(";")
    return bool(mark) and is_nonfactual(rest, len(rest))


def _without_times(masked: MaskedText) -> str:
    """The folded text with its times masked."""
    pairs = zip(masked.flat, masked.skeleton, strict=True)
    return "".join(TIME if mark == TIME else character for character, mark in pairs)


def _is_of(asked: Sequence[Time], text: str, language: str) -> bool:
    """Whether a text may be of one of the times that are asked for: it names that, or none at all."""
    named = [one.period for line in text.split("\n") for one in periods(line, language)]
    years = {one.year for one in named if one.year}
    parts = {one.part for one in named}
    return (
        not asked
        or not named
        or any(
            (not time.year or not years or time.year in years)
            and (not time.part.startswith(LONG_PARTS) or time.part in parts)
            for time in asked
        )
    )


def _has_digit(cell: str) -> bool:
    return any(character.isdigit() for character in cell)
