"""Facts of others, checked one by one: each must be one that the corpus's documents prove."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

from pydantic import ValidationError

from index.documents import Document
from index.sentences import LONGEST
from qa.attributes import Attribute
from qa.extraction.finding import Finding
from qa.facts import QUANTITIES, Fact, Value
from qa.knowledge import Knowledge, load_attributes
from qa.names import NameIndex
from qa.proving import states
from qa.reviewing.admitting import LONGEST_NAME, Admission
from qa.reviewing.merges import named
from qa.reviewing.review import Review
from qa.reviewing.tables import Line, Problem
from qa.settings import shipped_corpus

DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(–\d{4})?")
QUALIFIERS: Final = tuple(get_args(get_args(Finding.model_fields["qualifier"].annotation)[0]))


class CellError(Exception):
    """A cell that cannot be taken: its column and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


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
        attributes = {**load_attributes(shipped_corpus()), **knowledge.attributes}
        self._knowledge = replace(knowledge, attributes=attributes)
        self._documents = documents
        self._names = NameIndex(knowledge.entities)
        self._admission = Admission(self._knowledge, documents)

    def take(self, lines: Iterable[Line | Problem]) -> Imported:
        vouched, unchecked, problems, facts, repeated = (
            list[Finding](),
            list[Finding](),
            list[Problem](),
            0,
            0,
        )
        for line in lines:
            if isinstance(line, Problem):
                problems.append(line)
                continue
            try:
                findings, new = self._findings(line)
            except CellError as error:
                problems.append(Problem(line.number, error.column, error.reason))
                continue
            facts, repeated = facts + new, repeated + (not new)
            if not new:
                continue
            if line.cells.get("origin") == "extracted":
                unchecked += findings
            else:
                vouched += findings
        return Imported(tuple(vouched), tuple(unchecked), facts, repeated, tuple(problems))

    def _findings(self, line: Line) -> tuple[list[Finding], bool]:
        """A finding for each quote, and whether they tell what the corpus does not."""
        cells = line.cells
        subject = self._subject(cells)
        attribute = self._attribute(cells)
        if not line.quotes:
            raise CellError("quote", "is missing: a fact needs a sentence of a document that states it")
        told: dict[str, Any] = {
            **subject,
            "attribute": attribute.id,
            "value": self._value(cells, attribute),
            "unit": attribute.unit,
            "qualifier": _one_of(cells, "qualifier", QUALIFIERS),
            "as_of": _date(cells, "as_of"),
            "confidence": _confidence(cells),
        }
        findings = [self._finding(told, _cell(cells, "edition"), *quote) for quote in line.quotes]
        return findings, not self._admission.repeats(self._fact(findings[0]))

    def _finding(
        self, told: Mapping[str, Any], edition: str, column: str, document_id: str, quote: str
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
                **told,
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
        if not states(self._knowledge, self._fact(finding), quote, document.language):
            raise CellError(column, f"does not state {finding.value!r}")
        return finding

    def _fact(self, finding: Finding) -> Fact:
        fact = self._admission.take(Review(finding=finding))
        if fact is None:
            raise CellError("value", "does not fit the attribute")
        return fact

    def _subject(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        written, entities = _cell(cells, "subject"), self._knowledge.entities
        if not written:
            raise CellError("subject", "is missing")
        known = named(written, self._names)
        if known is not None:
            entity = entities[known]
            return {"subject": entity.id, "name": entity.name("en"), "known": True, "kind": entity.kind}
        name, kind = _cell(cells, "subject_name"), _cell(cells, "kind")
        if not name or not kind:
            problem = f"{written!r} is no entity of the corpus; a new one needs subject_name and kind"
            raise CellError("subject", problem)
        if len(name) > LONGEST_NAME:
            raise CellError("subject_name", f"is longer than {LONGEST_NAME} characters")
        return {"subject": written, "name": name, "known": False, "kind": kind}

    def _attribute(self, cells: Mapping[str, Any]) -> Attribute:
        written = _cell(cells, "attribute")
        attribute = self._knowledge.attributes.get(written)
        if attribute is None:
            raise CellError("attribute", f"there is no attribute {written!r}" if written else "is missing")
        unit = _cell(cells, "unit")
        if unit and unit != attribute.unit:
            raise CellError("unit", f"should be {attribute.unit}, not {unit}")
        return attribute

    def _value(self, cells: Mapping[str, Any], attribute: Attribute) -> Value:
        written = _cell(cells, "value")
        if not written:
            raise CellError("value", "is missing")
        if attribute.unit in QUANTITIES:
            return _number(written)
        if attribute.unit == "entity" and written not in self._knowledge.entities:
            raise CellError("value", f"there is no entity {written!r}")
        return _date(cells, "value") or "" if attribute.unit == "date" else written


def _cell(cells: Mapping[str, Any], column: str) -> str:
    value = cells.get(column)
    return "" if value is None else str(value).strip()


def _number(written: str) -> float | int:
    try:
        number = float(written)
    except ValueError as error:
        raise CellError("value", f"{written!r} is not a number") from error
    if not math.isfinite(number):
        raise CellError("value", f"{written!r} is not a number")
    return int(number) if number.is_integer() else number


def _date(cells: Mapping[str, Any], column: str) -> str | None:
    written = _cell(cells, column)
    if written and not DATE.fullmatch(written):
        raise CellError(column, f"{written!r} is not a date such as 2025-03 or 2025-03-31")
    return written or None


def _confidence(cells: Mapping[str, Any]) -> float:
    """How sure a program was; 1 for what a person states."""
    written = _cell(cells, "confidence")
    if not written:
        return 1.0
    number = float(_number(written)) if written.replace(".", "").isalnum() else -1.0
    if not 0 <= number <= 1:
        raise CellError("confidence", f"{written!r} is not a number from 0 to 1")
    return number


def _one_of(cells: Mapping[str, Any], column: str, allowed: tuple[str, ...]) -> str | None:
    written = _cell(cells, column)
    if written and written not in allowed:
        raise CellError(column, f"{written!r} is none of {', '.join(allowed)}")
    return written or None
