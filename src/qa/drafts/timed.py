"""Passages on a time: first those of its own edition, then what others say of that very time.

A month that has an edition is met by that edition, or by a sentence that names the month: the digest of May
tells nothing of June. A year may as well be when something was; its edition is only looked into first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.documents import Document
from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.knowledge.editions import period_of
from qa.language.wordlists import plain
from qa.numbers.dates import moments
from qa.question.frame import Frame


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

    def elsewhere(self, frame: Frame, months: Sequence[str]) -> Draft | None:
        """What documents of any edition say of `months`, if all that is named are months."""
        times = {_year_and_month(month) for month in months}
        if not times or None in times:
            return None
        missing = replace(frame.missing, editions=())
        composed = self._passages.compose(replace(frame, editions=(), missing=missing))
        if isinstance(composed, Abstention):
            return None
        claims = tuple(claim for claim in composed.claims if self._names(claim, times))
        return replace(composed, sections=(Section(claims),)) if claims else None

    def _names(self, claim: Claim, times: Collection[tuple[int | None, int] | None]) -> bool:
        """Whether what a claim quotes names any of the months `times`."""
        quote = claim.quotes[0]
        text = plain(self._documents[quote.document_id].text[quote.start : quote.end])
        named = ((one.year, one.month) for one in moments(text) if one.month)
        return any((year, month) in times or (None, month) in times for year, month in named)


def _year_and_month(edition: str) -> tuple[int | None, int] | None:
    """The month of an edition's id, which may stand without a year: --07."""
    year, _, month = edition.rpartition("-")
    if not (month.isdigit() and (year.isdigit() or not year.strip("-"))):
        return None
    return (int(year) if year.isdigit() else None), int(month)
