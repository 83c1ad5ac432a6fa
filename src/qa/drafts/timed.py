"""Passages on a time: first those of its own edition, then what others say of that very time.

A month that has an edition is met by that edition, or by a sentence that names the month: the digest of May
tells nothing of June. A year may as well be when something was; its edition is only looked into first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from index.documents import Document
from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.knowledge.editions import period_of
from qa.language.wordlists import plain
from qa.numbers.columns import headed
from qa.numbers.dates import moments
from qa.question.frame import Frame

YEAR: Final = re.compile(r"\d{4}")

Time: TypeAlias = tuple[int | None, int | None]
"""A year and a month, either of which may be left open."""


class TimedPassages:
    """Answers from passages, in the light of the months and years that a question names."""

    def __init__(
        self, passages: PassageAnswers, documents: Mapping[str, Document], editions: Sequence[str]
    ) -> None:
        self._passages, self._documents = passages, documents
        self._yearly = [id_ for id_ in editions if (period := period_of(id_)) and period.is_year]

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The best sentences, or an abstention where none is likely enough to answer."""
        if first := self._of_year(frame):
            return first
        composed = self._passages.compose(frame)
        if isinstance(composed, Draft) or frame.edition_carried:
            return composed
        return self.elsewhere(frame, frame.editions) or composed

    def _of_year(self, frame: Frame) -> Draft | None:
        """What the editions of the years say that are named."""
        named = tuple(id_ for id_ in self._yearly if id_ in frame.years)
        if not named or frame.editions or frame.missing.editions:
            return None
        composed = self._passages.compose(replace(frame, editions=named))
        return composed if isinstance(composed, Draft) else None

    def elsewhere(self, frame: Frame, named: Sequence[str]) -> Draft | None:
        """What documents of any edition say of the times `named`, if all of them are months or years."""
        times = {_year_and_month(one) for one in named}
        if not times or None in times:
            return None
        missing = replace(frame.missing, editions=())
        composed = self._passages.compose(replace(frame, editions=(), missing=missing))
        if isinstance(composed, Abstention):
            return None
        claims = tuple(claim for claim in composed.claims if self._names(claim, times))
        return replace(composed, sections=(Section(claims),)) if claims else None

    def _names(self, claim: Claim, times: Collection[Time | None]) -> bool:
        """Whether what a claim quotes names any of the months or years `times`."""
        quote = claim.quotes[0]
        text = plain(headed(self._documents[quote.document_id].text, quote.start, quote.end))
        named = {(one.year, one.month) for one in moments(text)}
        named |= {
            part for year, month in named for part in ((year, None), (None, month)) if part != (None, None)
        }
        return not named.isdisjoint(times)


def _year_and_month(edition: str) -> Time | None:
    """The year or the month of an edition's id, which may stand without a year: 2024, 2024-07, --07."""
    if YEAR.fullmatch(edition):
        return int(edition), None
    year, _, month = edition.rpartition("-")
    if not (month.isdigit() and (year.isdigit() or not year.strip("-"))):
        return None
    return (int(year) if year.isdigit() else None), int(month)
