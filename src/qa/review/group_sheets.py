"""How a person sees findings that are decided on together: what they have in common, and rows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.documents import Document
from index.fields import is_moment
from qa.extraction.measures.cells import shown
from qa.knowledge.facts import Fact
from qa.language.inline import clipped, in_line
from qa.review.admission import Admission, edition_of
from qa.review.forms import row_of
from qa.review.groups import FindingGroup
from qa.review.review import Review
from qa.wording.messages import Messages
from qa.wording.wording import Wording, Words

MOST_TIMES: Final = 6  # of a group that are told
LONGEST_UNIT: Final = 40  # characters


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A finding in a row; `odd` for one of another magnitude than the rest."""

    id: str
    name: str
    value: str
    time: str
    confidence: str
    odd: bool


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """A group as a person judges it, in their language; `rows` are those that were asked for.

    `caption` is what announces the table, or the heading above it; "" for prose.
    """

    group: FindingGroup
    measure: str
    unit: str
    caption: str
    document: str
    times: str
    confidence: str
    rows: tuple[GroupRow, ...]


def group_sheets(
    groups: Iterable[FindingGroup],
    documents: Mapping[str, Document],
    admission: Admission,
    messages: Messages,
    language: str,
    places: slice,
) -> tuple[GroupSheet, ...]:
    """The sheets of groups with their rows at `places`, but for those of which none fits the corpus."""
    taken = [(group, _taken(group.reviews[places], admission)) for group in groups]
    words = Wording(admission.knowledge(about=""), messages).words(language)
    return tuple(_sheet(group, rows, documents[group.document], words) for group, rows in taken if rows)


def _taken(reviews: Iterable[Review], admission: Admission) -> list[tuple[Review, Fact]]:
    found = ((review, admission.take(review)) for review in reviews)
    return [(review, fact) for review, fact in found if fact is not None]


def _sheet(
    group: FindingGroup, rows: Iterable[tuple[Review, Fact]], document: Document, words: Words
) -> GroupSheet:
    first, odd = group.reviews[0], {review.id for review in group.reviews[: group.odd]}
    return GroupSheet(
        group=group,
        measure=_measure(first, words),
        unit=clipped(first.finding.unit, LONGEST_UNIT),
        caption=_caption(first, document),
        document=clipped(document.title),
        times=_times(group.reviews, document, words),
        confidence=words.percent(group.confidence),
        rows=tuple(_row(review, fact, words, odd=review.id in odd) for review, fact in rows),
    )


def _row(review: Review, fact: Fact, words: Words, *, odd: bool) -> GroupRow:
    value = in_line(words.fact_value(fact))
    time = words.date(fact.as_of) if fact.as_of else words.edition(fact.edition)
    sure = words.percent(review.finding.confidence)
    return GroupRow(review.id, in_line(review.finding.name), value, in_line(time), sure, odd)


def _measure(review: Review, words: Words) -> str:
    own = review.finding.measure
    return clipped(own) if own is not None else words.attribute(review.finding.attribute)


def _caption(review: Review, document: Document) -> str:
    """What announces the table of a finding, or else the heading above."""
    row = row_of(review.finding, document)
    if row is None:
        return ""
    text = document.text
    lead = shown(" ".join(text[start:end] for start, end in row.lead))
    heading = shown(text[slice(*row.headings[-1])]) if row.headings else ""
    return clipped(lead.rstrip(":：") or heading)


def _times(reviews: Iterable[Review], document: Document, words: Words) -> str:
    """Of what times the figures are, in order; the first few where there are many."""
    held = sorted({_time(review, document) for review in reviews})
    told = [in_line(_said(time, words)) for time in islice(held, MOST_TIMES)]
    return words.clauses([*told, "…"] if len(held) > MOST_TIMES else told)


def _time(review: Review, document: Document) -> str:
    as_of = review.finding.as_of
    return as_of if as_of and is_moment(as_of) else edition_of(review.finding, document)


def _said(time: str, words: Words) -> str:
    return words.date(time) if is_moment(time) else words.edition(time)
