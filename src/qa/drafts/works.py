"""Works: what can be summed up under one heading: an edition with its documents, or a document alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.documents import Document
from qa.citation.quotes import NEIGHBOURS
from qa.knowledge.grouping import grouped
from qa.language.inline import clipped
from qa.retrieval.translations import Translations
from qa.wording.wording import Words


@dataclass(frozen=True, slots=True)
class Work:
    """The documents of one edition, as they are read in one language; a document without one by itself."""

    title: str
    edition: str
    documents: tuple[Document, ...]


def works(documents: Mapping[str, Document], words: Words, asked: Sequence[str] = ()) -> list[Work]:
    """The works of the editions `asked` for (empty: all), the latest first, in the language of `words`."""
    chosen = Translations(documents.values()).chosen(words.language)
    held = [documents[id_] for id_ in chosen if not asked or documents[id_].edition in asked]
    by_edition = grouped(sorted(held, key=lambda document: document.id), lambda document: document.edition)
    found = [work for edition, own in by_edition.items() for work in _of_edition(edition, own, words)]
    return sorted(
        found, key=lambda work: (work.edition in words.knowledge.editions.by_id, _time(work)), reverse=True
    )


def edition_title(edition: str, words: Words) -> str:
    """An edition by its label and its title, where the label does not stand in that."""
    known, label = words.knowledge.editions.by_id.get(edition), words.edition(edition)
    title = known.title.get(words.language, edition) if known else edition
    named = label in title or title == edition  # an edition that a program found has no title
    return f"{label} — {title}" if not named else title if label in title else label


def document_title(document: Document, words: Words) -> str:
    """A document by its title, and by its edition, where that does not say it."""
    title, edition = clipped(document.title), edition_beside(document, words)
    return words.details(filter(None, (title, edition)))


def edition_beside(document: Document, words: Words) -> str:
    """What is to be said of a document's edition beside its title; "" where that says it."""
    label = words.edition(document.edition)
    return "" if label in document.title or document.edition in document.title else label


def _of_edition(edition: str, documents: Sequence[Document], words: Words) -> Iterator[Work]:
    if edition in words.knowledge.editions.by_id:
        yield Work(edition_title(edition, words), edition, tuple(_readable(documents, words.language)))
        return
    for document in documents:
        yield Work(clipped(document.title), edition, (document,))


def _readable(documents: Sequence[Document], language: str) -> Iterable[Document]:
    """The documents in the language that a reader of `language` is likeliest to understand."""
    by_language = grouped(documents, lambda document: document.language)
    likely = (language, *NEIGHBOURS.get(language, ()), "en")
    return next((by_language[one] for one in likely if one in by_language), next(iter(by_language.values())))


def _time(work: Work) -> tuple[str, str]:
    return work.edition, max(document.published or "" for document in work.documents)
