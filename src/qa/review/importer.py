"""Facts of others, checked one by one: each must be one that the corpus's documents prove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

from pydantic import ValidationError

from index.documents import Document
from index.sentences import LONGEST
from qa.citation.proof import states
from qa.extraction.finding import Finding
from qa.knowledge.attributes import Attribute, is_quantity
from qa.knowledge.facts import Fact, Value
from qa.knowledge.knowledge import Knowledge, shipped_attributes
from qa.linking.names import NameIndex
from qa.numbers.columns import headed
from qa.review import cells as cell
from qa.review.admission import Admission
from qa.review.cells import CellError, Cells
from qa.review.merges import named
from qa.review.review import Review
from qa.review.tables import FactLine, Problem

ORIGINS: Final = ("stated", "extracted")
QUALIFIERS: Final = tuple(get_args(get_args(Finding.model_fields["qualifier"].annotation)[0]))


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table held: facts that somebody vouches for, figures that nobody checked, and what is wrong.

    `facts` is how many lines these come from, as one may give several quotes; `repeated` are lines that say
    what the corpus says already.
    """

    vouched: tuple[Finding, ...]
    unchecked: tuple[Finding, ...]
    facts: int
    repeated: int
    problems: tuple[Problem, ...]


class Importer:
    """Turns lines into findings of the corpus's documents."""

    def __init__(self, knowledge: Knowledge, documents: Mapping[str, Document]) -> None:
        attributes = {**shipped_attributes(), **knowledge.attributes}
        self._knowledge = replace(knowledge, attributes=attributes)
        self._documents = documents
        self._names = NameIndex(knowledge.entities)
        kinds = {entity.kind for entity in knowledge.entities}
        self._kinds = sorted(kinds.union(*(attribute.subjects for attribute in attributes.values())))
        self._admission = Admission(self._knowledge, documents)

    def take(self, lines: Iterable[FactLine | Problem]) -> Imported:
        vouched, unchecked, problems = list[Finding](), list[Finding](), list[Problem]()
        facts = repeated = 0
        for line in lines:
            if isinstance(line, Problem):
                problems.append(line)
                continue
            try:
                extracted = cell.one_of(line.cells, "origin", ORIGINS) == "extracted"
                findings = self._findings(line)
                known = self._admission.repeats(self._fact(findings[0]))
            except CellError as error:
                problems.append(Problem(line.number, error.column, error.reason))
                continue
            if known:
                repeated += 1
            else:
                facts += 1
                (unchecked if extracted else vouched).extend(findings)
        return Imported(tuple(vouched), tuple(unchecked), facts, repeated, tuple(problems))

    def _findings(self, line: FactLine) -> list[Finding]:
        """A finding for each quote of a line."""
        cells = line.cells
        subject = self._subject(cells)
        attribute = self._attribute(cells)
        if not line.quotes:
            raise CellError("quote", "is missing: a fact needs a sentence of a document that states it")
        sure = cell.share(cells, "confidence")  # of a program; a person is
        shared: dict[str, Any] = {
            **subject,
            "attribute": attribute.id,
            "value": self._value(cells, attribute),
            "unit": attribute.unit,
            "qualifier": cell.one_of(cells, "qualifier", QUALIFIERS),
            "as_of": cell.moment(cells, "as_of"),
            "confidence": 1.0 if sure is None else sure,
        }
        edition = cell.label(cells, "edition")
        return [self._finding(shared, edition, *quote) for quote in line.quotes]

    def _finding(
        self, shared: Mapping[str, Any], edition: str, column: str, document_id: str, quote: str
    ) -> Finding:
        document = self._documents.get(document_id)
        if document is None:
            where = column.replace("quote", "document_id", 1)
            raise CellError(where, f"there is no document {document_id!r} in the corpus")
        start = document.text.find(quote) if quote else -1
        if start < 0:
            raise CellError(column, f"does not stand word for word in {document_id}")
        if len(quote) > LONGEST:
            raise CellError(column, f"is longer than the {LONGEST} characters of a sentence")
        try:
            finding = Finding(
                **shared,
                edition=edition or document.edition,
                document_id=document.id,
                language=document.language,
                quote=quote,
                start=start,
                end=start + len(quote),
            )
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise CellError(str(first["loc"][0]), first["msg"]) from error
        proof = headed(document.text, start, start + len(quote))
        if not states(self._knowledge, self._fact(finding), proof, document.language):
            raise CellError(column, f"does not state {finding.value!r}")
        return finding

    def _fact(self, finding: Finding) -> Fact:
        fact = self._admission.take(Review(finding=finding))
        if fact is None:
            raise CellError("value", "does not fit the attribute")
        return fact

    def _subject(self, cells: Cells) -> dict[str, Any]:
        written, entities = cell.label(cells, "subject"), self._knowledge.entities
        if not written:
            raise CellError("subject", "is missing")
        known = named(written, self._names)
        if known is not None:
            entity = entities[known]
            return {"subject": entity.id, "name": entity.name("en"), "known": True, "kind": entity.kind}
        name, kind = cell.label(cells, "subject_name"), cell.one_of(cells, "kind", self._kinds)
        if not name or not kind:
            problem = f"{written!r} is not an entity of the corpus; a new one needs subject_name and kind"
            raise CellError("subject", problem)
        if (taken := named(name, self._names)) is not None:
            raise CellError("subject_name", f"means {taken!r}, which the corpus holds: give that as subject")
        return {"subject": written, "name": name, "known": False, "kind": kind}

    def _attribute(self, cells: Cells) -> Attribute:
        written = cell.text(cells, "attribute")
        attribute = self._knowledge.attributes.get(written)
        if attribute is None:
            raise CellError("attribute", f"there is no attribute {written!r}" if written else "is missing")
        unit = cell.text(cells, "unit")
        if unit and unit != attribute.unit:
            raise CellError("unit", f"should be {attribute.unit}, not {unit}")
        return attribute

    def _value(self, cells: Cells, attribute: Attribute) -> Value:
        written = cell.text(cells, "value")
        if not written:
            raise CellError("value", "is missing")
        if is_quantity(attribute.unit):
            return cell.number(cells, "value")
        if attribute.unit == "entity" and written not in self._knowledge.entities:
            raise CellError("value", f"there is no entity {written!r}")
        return cell.moment(cells, "value") or "" if attribute.unit == "date" else written
