"""Holdings: what there is to say of the documents themselves: when they came out, of whom, and on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from index.text import terms
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.talk import articles, published
from qa.drafts.works import Work, works
from qa.language.inline import clipped
from qa.question.frame import Frame
from qa.retrieval.retriever import Retriever
from qa.wording.wording import Wording, Words

MOST_LISTED: Final = 6  # documents, or editions, of one answer
MOST_HEADINGS: Final = 8  # of a document that is asked about alone
LONGEST_HEADING: Final = 60  # characters


class Holdings:
    """Answers from the front matter of documents, which no quote can prove: it is said as a remark."""

    def __init__(self, retriever: Retriever, wording: Wording) -> None:
        self._retriever, self._index, self._wording = retriever, retriever.index, wording

    def compose(self, frame: Frame) -> Draft | Abstention:
        """A section for each document that is named, or that has the words asked for."""
        words = self._wording.words(frame.language)
        ids = self._named(frame) if frame.scope else self._on(frame.content)
        held = works({id_: self._index.documents[id_] for id_ in ids}, words)
        if not held:
            sought = [words.text("quote", text=word) for word in frame.content]
            return Abstention(words.text("abstain-topic", words=words.join(sought)))
        sections = tuple(
            Section((), work.title, tuple(self._said(work, words, alone=len(held) == 1)))
            for work in held[:MOST_LISTED]
        )
        more = len(held) - MOST_LISTED
        return Draft(sections, closing=words.text("summary-more", number=more) if more > 0 else "")

    def _named(self, frame: Frame) -> Iterable[str]:
        return self._retriever.searched(frame.editions, frame.tongue, frame.scope)

    def _on(self, topic: Iterable[str]) -> tuple[str, ...]:
        """The documents in which a passage, with its title and its headings, has all words of a topic."""
        rows = self._index.lexical.having(terms(" ".join(topic)))
        return tuple(dict.fromkeys(self._index.passage_documents[row].id for row in rows.tolist()))

    def _said(self, work: Work, words: Words, *, alone: bool) -> Iterator[str]:
        """When a work came out, and from whom; of one `alone` also what its parts are called."""
        yield published(work, words)
        yield from self._published_by(work, words)
        headings = self._headings(work) if alone else []
        if headings:
            yield words.text("documents-parts", headings=words.series(headings))

    @staticmethod
    def _published_by(work: Work, words: Words) -> tuple[str, ...]:
        """Who published a work, or the articles that it digests."""
        sources = list(dict.fromkeys(source for one in work.documents for source in one.sources))
        titles = {one.title for one in work.documents}
        if any(source.title not in titles for source in sources):
            return articles(sources, words)
        names = [clipped(name) for name in dict.fromkeys(s.publisher for s in sources if s.publisher)]
        unnamed = words.text("documents-unpublished")
        return (words.text("documents-publisher", publisher=words.join(names)) if names else unnamed,)

    def _headings(self, work: Work) -> list[str]:
        """The first headings of a work, in the order of the text, its title aside."""
        ids = {one.id for one in work.documents}
        found = dict.fromkeys(
            heading
            for one in self._index.passages
            if one.document_id in ids
            for heading in one.headings
            if heading not in {document.title for document in work.documents}
        )
        return [clipped(heading, LONGEST_HEADING) for heading in list(found)[:MOST_HEADINGS]]
