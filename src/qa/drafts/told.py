"""What named documents tell of a topic: what stands under its heading, or the sentences that speak of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.text import terms
from qa.citation.claim import Quote
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.drafts.works import document_title
from qa.question.frame import Frame
from qa.retrieval.corroboration import too_long
from qa.retrieval.retriever import Retriever
from qa.wording.wording import Words

MOST_DOCUMENTS: Final = 3  # in which a heading is looked up
MOST_SENTENCES: Final = 3  # of what stands under it
ON_TOPIC: Final = 6  # sentences that speak of a topic
HEADED: Final = 0.8  # confidence of what stands under a heading of just these words


class Told:
    """Answers "what does the handbook say about tolls?"."""

    def __init__(self, retriever: Retriever, passages: PassageAnswers) -> None:
        self._retriever, self._index, self._passages = retriever, retriever.index, passages

    def compose(self, frame: Frame, words: Words) -> Draft | Abstention:
        sections = tuple(self._headed(frame, words))
        if sections:
            editions = {self._passages.edition(section.claims[0].quotes[0]) for section in sections}
            return Draft(sections[:MOST_DOCUMENTS], confidence=HEADED, editions=tuple(sorted(editions)))
        return self._passages.on_topic(frame, ON_TOPIC) or self._passages.compose(frame)

    def _headed(self, frame: Frame, words: Words) -> Iterator[Section]:
        """The first sentences under the heading of each document that has the words of the topic."""
        topic = set(terms(" ".join(frame.content)))
        searched = self._retriever.searched(frame.editions, frame.tongue, frame.scope)
        for id_ in sorted(searched) if topic else ():
            rows = [
                row
                for place, one in enumerate(self._index.passages)
                if one.document_id == id_ and any(topic <= set(terms(title)) for title in one.headings[1:])
                for row in self._index.sentence_rows(place)
                if not too_long(self._index, row)
            ]
            if rows:
                claims = tuple(
                    self._passages.quoted(self._quote(row), words) for row in rows[:MOST_SENTENCES]
                )
                yield Section(claims, document_title(self._index.documents[id_], words))

    def _quote(self, row: int) -> Quote:
        passage, start, end = self._index.sentences[row].tolist()
        return Quote(self._index.passages[passage].document_id, start, end)
