"""A figure that a program found in a document: what a person has yet to accept or reject."""

from __future__ import annotations

import hashlib

from pydantic import Field

from index.documents import Frozen
from qa.knowledge.attributes import Unit
from qa.knowledge.facts import Value
from qa.numbers.qualifiers import Qualifier


class Finding(Frozen):
    """A value of an attribute of a subject, with the sentence or table row that states it.

    `quote == document.text[start:end]`. `subject` is the id of an entity of the corpus if `known`; otherwise
    a new name's own id, never merged with another by a program, `name` being how the document writes it and
    `kind` what it seems to be. `edition` is None where neither the text nor its front matter names one.
    """

    subject: str
    name: str
    known: bool
    kind: str
    attribute: str
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
