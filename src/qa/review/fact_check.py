"""Checks facts against the documents that they quote."""

from __future__ import annotations

from collections.abc import Sequence

from index.documents import Document
from index.sentences import split_sentences
from qa.citation.proof import states
from qa.knowledge.facts import Evidence, Fact
from qa.knowledge.knowledge import Knowledge


def problems(knowledge: Knowledge, documents: Sequence[Document]) -> list[str]:
    """What is wrong, fact by fact; empty when all quotes hold."""
    by_id = {document.id: document for document in documents}
    sentences = {
        document.id: {document.text[start:end] for start, end in split_sentences(document.text)}
        for document in documents
    }
    found: list[str] = []
    for fact in knowledge.facts.facts:
        for evidence in fact.evidence:
            document = by_id.get(evidence.document_id)
            if document is None:
                found.append(f"{fact.id}: there is no document {evidence.document_id!r}")
                continue
            found += [
                f"{fact.id} ({document.language}): {problem}"
                for problem in _problems_of(knowledge, fact, evidence, document, sentences[document.id])
            ]
    return found


def _problems_of(
    knowledge: Knowledge, fact: Fact, evidence: Evidence, document: Document, sentences: set[str]
) -> list[str]:
    found = []
    if evidence.quote not in document.text:
        found.append("the quote is not in the document")
    elif evidence.quote not in sentences:
        found.append("the quote is not one whole sentence")
    if document.edition != fact.edition:
        found.append(f"the document is of edition {document.edition}")
    if not states(knowledge, fact, evidence.quote, document.language):
        found.append(f"the quote does not state {fact.value!r}")
    return found
