"""What a refusal tells beside its reason: what was looked for, in which documents, and whom to ask."""

from __future__ import annotations

from typing import Final

from index.documents import Document
from qa.drafts.works import edition_beside
from qa.language.inline import clipped, in_line
from qa.language.lexicon import plain
from qa.question.frame import EVERYWHERE, Frame
from qa.retrieval.retriever import Retriever
from qa.wording.wording import Wording, Words

MOST_TITLES: Final = 3  # documents that are named; of more, how many
LONGEST_TITLE: Final = 80  # characters
MOST_WORDS: Final = 4  # things looked for, of which a reader keeps track


class Refusals:
    """Puts into words where no answer was found."""

    def __init__(self, retriever: Retriever, wording: Wording, contact: str) -> None:
        """`contact` is whom the operator lets askers turn to; "" is nobody."""
        self._retriever, self._wording, self._contact = retriever, wording, in_line(contact)

    def searched(self, frame: Frame) -> str:
        """What was looked for in which documents, the likeliest first."""
        words = self._wording.words(frame.language)
        sought = [words.text("quote", text=one) for one in self._sought(frame, words)]
        titles = self._titles(frame, words)
        if not sought:
            return words.text("abstain-searched", documents=titles)
        return words.text("abstain-searched-for", words=words.join(sought), documents=titles)

    def limited(self, frame: Frame) -> str:
        """That the documents that the question names have no answer."""
        words = self._wording.words(frame.language)
        return words.text("abstain-documents", documents=self._titles(frame, words))

    def whom_to_ask(self, frame: Frame) -> str:
        words = self._wording.words(frame.language)
        return words.text("abstain-contact", contact=self._contact) if self._contact else ""

    def _titles(self, frame: Frame, words: Words) -> str:
        """The documents searched, the likeliest first: the first few by their titles."""
        where = (frame.editions, frame.tongue, frame.scope)
        held = self._retriever.searched(*where) or self._retriever.searched((), frame.tongue, EVERYWHERE)
        vector = self._retriever.embed(frame.search)
        ranked = self._retriever.passages(frame.search, vector, *where)
        documents = self._retriever.index.passage_documents
        likely = dict.fromkeys(documents[row].id for row in ranked.rows.tolist())
        ordered = [id_ for id_ in (*likely, *sorted(held - likely.keys())) if id_ in held]
        titles = list(dict.fromkeys(_quoted(self._retriever.index.documents[id_], words) for id_ in ordered))
        more = len(titles) - MOST_TITLES
        if more <= 0:
            return words.join(titles)
        return words.text("help-titles", titles=words.series(titles[:MOST_TITLES]), number=more)

    def _sought(self, frame: Frame, words: Words) -> list[str]:
        """What was looked for, as it is written; [] where that is much, or no more than a name."""
        written = [_as_written(word, frame.question) for word in frame.content]
        sought = [*map(words.name, frame.entities), *written]
        return sought if written and len(sought) <= MOST_WORDS else []


def _quoted(document: Document, words: Words) -> str:
    """A document by its title, and by its edition, where that does not say it: “Rules” (2022)."""
    quoted = words.text("quote", text=clipped(document.title, LONGEST_TITLE))
    edition = edition_beside(document, words)
    return words.text("with-detail", text=quoted, detail=edition) if edition else quoted


def _as_written(word: str, question: str) -> str:
    """A folded word of a question as that has it."""
    at = plain(question).find(word)
    found = question[at : at + len(word)] if at >= 0 else word
    return found if plain(found) == word else word
