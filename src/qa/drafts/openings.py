"""Questions to begin with where no figures are held: about headings of the documents, then about titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain, islice, zip_longest
from typing import Final

from index.formats.headings import is_no_title
from index.passage_index import PassageIndex
from qa.language.inline import in_line
from qa.models import Citation
from qa.wording.wording import Wording

MOST: Final = 3
TRIED: Final = 6  # headings that are asked about to find as many that are answered
TITLES: Final = 3  # titles that are, where headings do not suffice
LOOKED_AT: Final = 6  # headings of a document, from its beginning to its end
LETTERS: Final = range(3, 61)  # of a heading that says what stands under it and fits a button
NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=\D)")  # before a heading
ASKS: Final = ("?", "？")
ASIDE: Final = re.compile(r"[\d,、，;；()（）:：]")  # in the name of a table, a list of names, a date
FRONT: Final = 2  # passages of a long document in which its authors and its licence are named
LONG: Final = 20  # passages of such a document

FirstQuote = Callable[[str, str], Citation | None]
"""The first quote of the answer to a question in a language; None where the documents do not answer it."""


class Openings:
    """Asks, and keeps the questions that are answered from where their words stand."""

    def __init__(self, index: PassageIndex, wording: Wording, ask: FirstQuote) -> None:
        self._index, self._wording, self._ask = index, wording, ask

    def questions(self, language: str) -> tuple[str, ...]:
        """Up to three questions in `language`, about documents in that language first."""
        return tuple(islice(chain(self._of_headings(language), self._of_titles(language)), MOST))

    def _of_headings(self, language: str) -> Iterator[str]:
        words, own = self._wording.words(language), self._headings(language)
        for heading in islice(chain(own, self._headings(language, own=False)), TRIED):
            topic = NUMBER.sub("", in_line(heading), count=1)
            question = topic if topic.endswith(ASKS) else words.text("question", text=topic)
            if self._stands_under(heading, self._ask(question, language)):
                yield question

    def _of_titles(self, language: str) -> Iterator[str]:
        words = self._wording.words(language)
        held = sorted(self._index.documents.values(), key=lambda document: document.language != language)
        for document in held[:TITLES]:
            question = words.text("question-summary", title=in_line(document.title))
            quote = self._ask(question, language)
            if quote is not None and quote.document_id == document.id:
                yield question

    def _headings(self, language: str, *, own: bool = True) -> Iterator[str]:
        """A heading of each document that is in `language`, or is not; then another of each."""
        documents = self._index.documents
        chosen = [
            held[:: -(-len(held) // LOOKED_AT)]
            for id_, held in self._telling.items()
            if held and (documents[id_].language == language) is own
        ]
        for heading in filter(None, chain.from_iterable(zip_longest(*chosen))):
            if own or not heading.endswith(ASKS):  # a question in another language is not asked in this one
                yield heading

    @cached_property
    def _telling(self) -> dict[str, list[str]]:
        """The headings of each document, in its order, that no other has and that say what is told there."""
        times = Counter(chain.from_iterable(self._index.headings.values()))
        titles = {document.title for document in self._index.documents.values()}
        found: dict[str, dict[str, None]] = {id_: {} for id_ in self._index.documents}
        places: Counter[str] = Counter()
        held = Counter(passage.document_id for passage in self._index.passages)
        for passage in self._index.passages:
            places[passage.document_id] += 1
            if places[passage.document_id] <= FRONT and held[passage.document_id] > LONG:
                continue
            for heading in passage.headings:
                if times[heading] == 1 and heading not in titles:
                    found[passage.document_id][heading] = None
        return {id_: list(filter(_tells, held)) for id_, held in found.items()}

    def _stands_under(self, heading: str, quote: Citation | None) -> bool:
        """Whether a quote stands under a heading."""
        return quote is not None and any(
            heading in one.headings
            for one in self._index.passages
            if one.document_id == quote.document_id and one.start <= quote.start < one.end
        )


def _tells(heading: str) -> bool:
    topic = NUMBER.sub("", heading, count=1)
    words = len(topic) in LETTERS and sum(map(str.isalpha, topic)) >= 2
    return words and not ASIDE.search(topic) and not is_no_title(topic)
