"""The queue of a review: what is to be decided, one by one or in groups, and how a person sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.reading_text import read_as
from qa.citation.marker import Marker
from qa.citation.shown import shown
from qa.knowledge.entities import Entities
from qa.knowledge.facts import Fact
from qa.language.inline import clipped, in_line
from qa.language.marks import Span
from qa.linking.names import NameIndex
from qa.review.admission import Admission, place, stands
from qa.review.errors import UnknownEntityError
from qa.review.group_sheets import GroupSheet, group_sheets
from qa.review.groups import FindingGroup, grouped
from qa.review.merges import Merge, named, suggestions
from qa.review.review import PENDING, Review, Verdict
from qa.review.reviewed import Reviewed
from qa.wording.messages import Messages
from qa.wording.wording import Wording, Words

SAMPLE: Final = slice(0, 5)  # rows of a group that are shown
AROUND: Final = 120  # characters before and after a quote that are shown


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finding as a person judges it, in their language.

    `quote` is as it is shown; `marks` are the subject's name and the value in it, as offsets; `before` and
    `after` are the text around it, of a row none. `held` is what the corpus says of the same otherwise.
    `merges` are for a new name only.
    """

    review: Review
    name: str
    kind: str
    attribute: str
    value: str
    edition: str
    confidence: str
    document: str
    quote: str
    marks: tuple[Span, ...]
    before: str
    after: str
    held: tuple[str, ...]
    merges: tuple[Merge, ...]


class ReviewQueue:
    """What people decide with; every decision is kept at once."""

    def __init__(self, reviewed: Reviewed, messages: Messages | None = None) -> None:
        self.reviewed, self.store = reviewed, reviewed.store
        self._messages = messages or Messages()

    def waiting(self) -> tuple[Review, ...]:
        """What is to be decided: stands in its document, fits the corpus and does not just repeat it."""
        held = self.store.all()
        admission = self._admission(held)
        return tuple(
            review
            for review in held
            if review.status == PENDING
            and stands(review, self.reviewed.documents)
            and (fact := admission.take(review)) is not None
            and not admission.repeats(fact)
        )

    def groups(self) -> tuple[FindingGroup, ...]:
        """What is to be decided, by documents, tables and measures."""
        return grouped(self.waiting(), self.reviewed.documents)

    def group_sheet(self, group: FindingGroup, language: str, places: slice = SAMPLE) -> GroupSheet:
        """How a person sees a group and its rows at `places`. Ask for what `groups` gives."""
        found = self.group_sheets((group,), language, places)
        if not found:
            raise UnknownEntityError(group.reviews[0].finding.name)
        return found[0]

    def group_sheets(
        self, groups: Iterable[FindingGroup], language: str, places: slice = SAMPLE
    ) -> tuple[GroupSheet, ...]:
        """How a person sees each of the groups."""
        return group_sheets(
            groups, self.reviewed.documents, self._admission(), self._messages, language, places
        )

    def sheet(self, review: Review, language: str) -> Sheet:
        """How a person sees a finding. Its document must be there: ask for what `waiting` gives."""
        admission = self._admission()
        fact = admission.take(review)
        if fact is None:
            raise UnknownEntityError(review.finding.name)
        knowledge, finding = admission.knowledge(about=fact.subject), review.finding
        words = Wording(knowledge, self._messages).words(language)
        document = self.reviewed.documents[finding.document_id]
        start = place(finding, document)
        end = start + len(finding.quote)
        read = read_as(document.text, start, end)
        said = read.excerpt if read.stands_alone else shown(read, words)
        marks = Marker(knowledge).stated(fact, read.text, finding.language)
        return Sheet(
            review=review,
            name=in_line(finding.name),
            kind=finding.kind,
            attribute=words.attribute(finding.attribute),
            value=_value(fact, words),
            edition=words.edition(fact.edition),
            confidence=words.percent(finding.confidence),
            document=clipped(document.title),
            quote=said.text,
            marks=said.marked(read.excerpt.located(marks)),
            before="" if read.cells else in_line(document.text[max(0, start - AROUND) : start]),
            after="" if read.cells else in_line(document.text[end : end + AROUND]),
            held=tuple(_value(other, words) for other in knowledge.facts.conflicts(fact)),
            merges=self.merges(review, language),
        )

    def merges(self, review: Review, language: str) -> tuple[Merge, ...]:
        """At most three entities that a new name may mean."""
        if not review.is_new:
            return ()
        new = review.finding
        return suggestions(new.name, new.kind, self._entities(), other_than=new.subject, language=language)

    def decide(self, finding: str, verdict: Verdict, by: str, into: str | None = None) -> Review:
        """Accept or reject what waits for it; `into` is the id of the entity that the new name means.

        Raises UnknownEntityError and what `ReviewStore.decide` raises.
        """
        if into is not None and into not in self._entities():
            raise UnknownEntityError(into)
        return self.store.decide(finding, verdict, by, into)

    def resolve(self, name: str) -> str:
        """The id of the entity that a reviewer names, by id or name; raises UnknownEntityError."""
        found = named(name, NameIndex(self._entities()))
        if found is None:
            raise UnknownEntityError(name)
        return found

    def _admission(self, held: Sequence[Review] | None = None) -> Admission:
        """The curated knowledge with what was accepted so far: of `held`, or else of all that is kept."""
        held = self.store.all() if held is None else held
        admission = Admission(self.reviewed.curated, self.reviewed.documents)
        accepted = (r for r in held if r.status == "accepted" and stands(r, self.reviewed.documents))
        admission.take_all(accepted)
        return admission

    def _entities(self) -> Entities:
        return self._admission().entities


def _value(fact: Fact, words: Words) -> str:
    value = in_line(words.fact_value(fact))
    when = words.date(fact.as_of) if fact.as_of else ""
    return f"{value} ({when})" if when else value
