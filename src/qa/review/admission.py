"""Findings that join the curated knowledge: what stands in a document, and nobody has rejected.

A figure of a document is shown only while the document is there and its quote stands in it word for word.
What is pending is `extracted`, with its confidence; what a person accepted is `stated` like any other fact.
A figure of a document's own measure of which the program is not sure enough is a candidate until then.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from index.documents import Document
from index.fields import LONGEST_LINE, is_moment
from qa.extraction.finding import Finding
from qa.extraction.mentions.name import slug
from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import UNDATED, Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Evidence, Fact, FactStore, Value, without_roundings
from qa.knowledge.knowledge import Knowledge, Reporter, shipped_attributes
from qa.language.inline import in_line
from qa.review.review import PENDING, Review

log = logging.getLogger(__name__)

DOCUMENT: Final = "document:"  # before the id of a document that is its own reporter
ADMITTED: Final = 0.5  # the least confidence of a pending figure of a document's own measure that is a fact
LONGEST_NAME: Final = 100  # characters; anything longer is not a name
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
YEAR: Final = 4  # characters of a year
MONTH: Final = 7  # the same of a month
LAST_DAY: Final = "-12-31"
NEW: Final = "new-"  # before the id of a new name that an entity of the corpus has meanwhile taken

Figure = tuple[str, str, str, Value, str | None]


def admit(knowledge: Knowledge, reviews: Iterable[Review], documents: Mapping[str, Document]) -> Knowledge:
    """The curated `knowledge` with what was found in `documents` and not rejected.

    Where nothing is to be added, it is `knowledge` itself.
    """
    standing = [r for r in reviews if _is_admitted(r) and stands(r, documents)]
    if not standing:
        return knowledge
    admission = Admission(knowledge, documents)
    admission.take_all(standing)
    return admission.knowledge()


def _is_admitted(review: Review) -> bool:
    """Whether it may be a fact as it is: it is not rejected, nor a mere candidate."""
    unsure = review.finding.measure is not None and review.finding.confidence < ADMITTED
    return review.status != "rejected" and not (review.status == PENDING and unsure)


def stands(review: Review, documents: Mapping[str, Document]) -> bool:
    """Whether the document is there and holds the quote word for word."""
    document = documents.get(review.finding.document_id)
    return document is not None and place(review.finding, document) >= 0


def place(finding: Finding, document: Document) -> int:
    """Where the quote begins: where it was found, or where else it stands by now; -1 for nowhere."""
    kept = document.text.startswith(finding.quote, finding.start)
    return finding.start if kept else document.text.find(finding.quote)


@dataclass(frozen=True, slots=True)
class _Found:
    review: Review
    fact: Fact


class Admission:
    """What is being put together. Every finding that is taken must stand in its document."""

    def __init__(self, knowledge: Knowledge, documents: Mapping[str, Document]) -> None:
        self._curated, self._documents = knowledge, documents
        self._attributes = dict(knowledge.attributes)
        self._entities = dict(knowledge.entities.by_id)
        self._editions = dict(knowledge.editions.by_id)
        self._reporters = dict(knowledge.reporters)
        self._parts: dict[str, str] = {}  # new things, and what each is a part of
        self._found: dict[Figure, list[_Found]] = {}
        self._accepted: set[tuple[str, str, str, Value]] = set()

    def take_all(self, reviews: Iterable[Review]) -> None:
        """Take all of `reviews`: those first that others may have been merged into."""
        for review in sorted(reviews, key=lambda review: review.entity is not None):
            self.take(review)

    def take(self, review: Review) -> Fact | None:
        """The finding as a fact; None, with a line in the log, where it does not fit the corpus."""
        if not self._fits(review.finding):
            log.info("%s does not fit the corpus: its attribute, unit or name", review.id)
            return None
        try:
            fact = self._fact(review, self._entity(review))
        except ValidationError as error:
            log.info("%s is not a fact: %s", review.id, error.errors(include_url=False)[0]["msg"])
            return None
        if fact.unit == "entity" and fact.value not in self._entities:
            log.info("%s: there is no entity %r", review.id, fact.value)
            return None
        self._editions.setdefault(fact.edition, Edition(id=fact.edition, title={"en": fact.edition}))
        self._found.setdefault((*fact.key, fact.value, fact.as_of), []).append(_Found(review, fact))
        if review.status != PENDING:
            self._accepted.add((*fact.key, fact.value))
        return fact

    @property
    def entities(self) -> Entities:
        """The entities of the corpus and those that were taken for new."""
        held = self._entities
        for part, whole in self._parts.items():
            if whole in held and held[part].part_of is None and whole != part:
                held[part] = held[part].model_copy(update={"part_of": whole})
        return Entities(held, self._curated.entities.kinds)

    def knowledge(self, about: str | None = None) -> Knowledge:
        """The curated knowledge with all that was taken and does not just repeat it.

        With `about`, of the facts only those of that entity: a store of them all takes its time to make.
        """
        curated = self._curated.facts
        held = curated.facts if about is None else curated.of(about)
        figures = (_one(found) for key, found in self._found.items() if about in (None, key[0]))
        fresh = without_roundings([fact for fact in figures if not self.repeats(fact)])
        return Knowledge(
            entities=self.entities,
            attributes=self._attributes,
            editions=Editions(self._editions),
            facts=FactStore((*held, *fresh)),
            reporters=self._reporters,
            spare=frozenset(self._attributes.keys() - self._curated.attributes.keys()),
        )

    def repeats(self, fact: Fact) -> bool:
        """Whether the curated knowledge says the same, or an accepted finding what nobody has checked."""
        held = self._curated.facts.find(fact.attribute, (fact.subject,), (fact.edition,))
        if any(other.value == fact.value for other in held):
            return True
        return fact.origin == "extracted" and (*fact.key, fact.value) in self._accepted

    def _fact(self, review: Review, subject: str) -> Fact:
        finding = review.finding
        document = self._documents[finding.document_id]
        pending = review.status == PENDING
        return Fact(
            id=finding.id,
            subject=subject,
            attribute=finding.attribute,
            value=finding.value,
            unit=finding.unit,
            qualifier=finding.qualifier,
            edition=edition_of(finding, document),
            as_of=finding.as_of if finding.as_of and is_moment(finding.as_of) else None,
            reported_by=(self._reporter(document),),
            evidence=(Evidence(document_id=document.id, quote=finding.quote),),
            origin="extracted" if pending else "stated",
            confidence=finding.confidence if pending else None,
        )

    def _entity(self, review: Review) -> str:
        """Whom the finding is about; a new name becomes an entity, one that was merged another alias."""
        finding, known = review.finding, self._curated.entities
        if not review.is_new and review.subject in self._entities:
            if not finding.known:
                self._add_alias(review.subject, in_line(finding.name))
            return review.subject
        name = NEW + finding.subject if finding.subject in known else finding.subject
        written = in_line(finding.name)
        names = {"en": written, finding.language: written}
        if finding.of:
            names = dict.fromkeys(names, f"{written} ({in_line(finding.of)})")
            self._parts[name] = slug(finding.of)
        if name not in self._entities:
            self._entities[name] = Entity(id=name, kind=finding.kind, names=names)
        self._add_alias(name, written)
        return name

    def _add_alias(self, entity: str, name: str) -> None:
        held = self._entities[entity]
        if name not in held.written:
            self._entities[entity] = held.model_copy(update={"aliases": (*held.aliases, name)})

    def _reporter(self, document: Document) -> str:
        """The key of the document as its own reporter."""
        key = DOCUMENT + document.id
        if key not in self._reporters:
            publishers = dict.fromkeys(s.publisher for s in document.sources if s.publisher)
            self._reporters[key] = Reporter(
                publisher=", ".join(publishers)[:LONGEST_LINE] or None,
                title=document.title,
                url=next((source.url for source in document.sources if source.url), None),
                published=_published(document),
                language=document.language,
                edition=_edition(document),
            )
        return key

    def _fits(self, finding: Finding) -> bool:
        """Whether it is named as entities are, and the corpus, or Footnote's own, has its attribute.

        A measure that its document names becomes an attribute.
        """
        if finding.measure is not None:
            self._attributes[finding.attribute] = _measure(finding, self._attributes.get(finding.attribute))
        elif finding.attribute not in self._attributes and finding.attribute in shipped_attributes():
            self._attributes[finding.attribute] = shipped_attributes()[finding.attribute]
        known = self._attributes.get(finding.attribute)
        named = 0 < len(in_line(finding.name)) <= LONGEST_NAME
        return named and known is not None and known.unit == finding.unit


def _measure(finding: Finding, held: Attribute | None) -> Attribute:
    """The attribute of a measure that a document names; `held` is that of what was found before."""
    name = finding.measure or ""
    if held is None:
        held = Attribute(
            id=finding.attribute, subjects=(), unit=finding.unit, names={"en": name}, sentence={}
        )
    kinds = held.subjects if finding.kind in held.subjects else (*held.subjects, finding.kind)
    names = held.names if finding.language in held.names else {**held.names, finding.language: name}
    if (kinds, names) == (held.subjects, held.names):
        return held
    return held.model_copy(update={"subjects": kinds, "names": names})


def edition_of(finding: Finding, document: Document) -> str:
    """The edition that a finding is of.

    A figure of a document's own measure is of its own time; that of a day is of its month, that of the last
    day of a year of this year. One without is of the edition of its document, or else of the year of it.
    """
    if finding.measure is not None and finding.as_of:
        last = finding.as_of.endswith(LAST_DAY)
        return finding.as_of[: YEAR if last else MONTH] if DAY.fullmatch(finding.as_of) else finding.as_of
    return finding.edition or _edition(document)


def _edition(document: Document) -> str:
    """The edition of a document; of one without, the year of it."""
    return document.edition or (_published(document) or "")[:YEAR] or UNDATED


def _published(document: Document) -> str | None:
    dates = [source.published for source in document.sources if source.published]
    return document.published or max(dates, default=None)


def _one(found: list[_Found]) -> Fact:
    """One fact of all findings of one figure: those that a person accepted, or else all of them."""
    accepted = [one.fact for one in found if one.review.status != PENDING]
    facts = accepted or sorted((one.fact for one in found), key=lambda fact: -(fact.confidence or 0))
    return facts[0].model_copy(
        update={
            "reported_by": tuple(dict.fromkeys(key for fact in facts for key in fact.reported_by)),
            "evidence": tuple(dict.fromkeys(quote for fact in facts for quote in fact.evidence)),
        }
    )
