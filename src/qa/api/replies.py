"""What other programs are told beside an `Answer`: passages, documents, collections, and what went wrong."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from index.documents import Frozen
from qa.models import Citation, SourceView


class FoundPassage(Frozen):
    """A stretch of a document, with where it stands: `citation.quote` is the document's own text.

    A higher `score` fits better; scores are comparable within one reply. `headings` are those that it stands
    under, from the outermost in.
    """

    score: float
    headings: tuple[str, ...]
    citation: Citation


class FoundPassages(Frozen):
    """Passages, best first."""

    passages: tuple[FoundPassage, ...]
    corpus_version: str


class DocumentView(Frozen):
    """A document without its text; `digest` is that of the text."""

    id: str
    collection: str
    title: str
    edition: str
    language: str
    published: str | None
    file: str | None
    license: str | None
    sources: tuple[SourceView, ...]
    digest: str


class DocumentList(Frozen):
    """Some of `total` documents."""

    documents: tuple[DocumentView, ...]
    total: int = Field(ge=0)
    corpus_version: str


class CollectionView(Frozen):
    name: str
    title: str


class CollectionList(Frozen):
    """The collections that a key may read."""

    collections: tuple[CollectionView, ...]


class Health(Frozen):
    status: Literal["ok"] = "ok"


class Fault(Frozen):
    """What is wrong with a field of a request."""

    field: str
    problem: str


class ApiProblem(Frozen):
    """What went wrong, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...] = ()
