"""A figure that a program found in a document: what a person has yet to accept or reject."""

from __future__ import annotations

import hashlib

from pydantic import Field

from index.documents import Frozen
from index.fields import Line
from qa.knowledge.attributes import Unit
from qa.knowledge.facts import Value
from qa.numbers.qualifiers import Qualifier


class Finding(Frozen):
    """A value of an attribute of a subject, with the sentence or table row that states it.

    `quote == document.text[start:end]`. `subject` is the id of an entity of the corpus if `known`; otherwise
    a new name's own id, never merged with another by a program, `name` being how the document writes it and
    `kind` what it seems to be. `edition` is None where neither the text nor its front matter names one.

    `measure` is what the document calls a measure of its own; `attribute` is then an id made of that name and
    of the unit, so that a figure of the same measure of another document is of the same attribute, and
    `as_of` is whatever time the document gives it: 2024, 2024-Q3, 2024-H1, 2024-03, 2024-12-31. `of` is whom
    the document is of where the subject is a part of that, as "Europe" is in a company's report. `table` is
    where the table begins that it is a cell of; None for a figure of a sentence.
    """

    subject: str
    name: str
    known: bool
    kind: str
    attribute: str
    measure: Line | None = None
    of: Line | None = None
    table: int | None = Field(default=None, ge=0)
    value: Value
    unit: Unit
    qualifier: Qualifier | None = None
    edition: str | None
    as_of: str | None = None
    document_id: str
    language: str
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    confidence: float = Field(ge=0, le=1)

    @property
    def id(self) -> str:
        """The same for the same figure of the same document, however often it is found."""
        stated = (self.document_id, self.subject, self.attribute, self.value, self.edition, self.as_of)
        return "x-" + hashlib.sha256("\0".join(map(str, stated)).encode()).hexdigest()[:16]
