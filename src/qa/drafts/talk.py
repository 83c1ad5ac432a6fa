"""Talk: what is said to the bot, and of the answer before: where it is from, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.documents import Document
from qa.drafts.answer import Resources
from qa.drafts.draft import Draft, Section, quotation
from qa.drafts.suggestions import Suggestions
from qa.drafts.works import Work, works
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.language.inline import clipped
from qa.question.frame import Frame
from qa.wording.wording import Words

MOST_TITLES: Final = 3  # documents that a greeting names
MOST_LISTED: Final = 6  # editions or documents whose articles are listed
MOST_ARTICLES: Final = 8  # of one of them


class Talk:
    """Answers what is no question of the documents."""

    def __init__(
        self,
        resources: Resources,
        suggestions: Suggestions,
        documents: Mapping[str, Document],
        editions: Sequence[str],
    ) -> None:
        """`editions` are all that documents or figures belong to."""
        self._resources, self._knowledge = resources, resources.wording.knowledge
        self._suggestions, self._documents, self._editions = suggestions, documents, editions

    def said(self, frame: Frame) -> Draft:
        """What is answered to small talk with no answer before it."""
        words, examples = self._words(frame), self._suggestions.examples(frame.language)
        quoted = words.text("quote", text=examples[0]) if examples else ""
        figures = frame.smalltalk != "help" or self._knowledge.facts.facts
        text = words.text(
            f"help-{frame.smalltalk}" if figures else "help-documents",
            titles=self._titles(words),
            examples=words.text("help-try", examples=quoted) if examples else "",
        )
        sections = self._sources(words) if frame.smalltalk == "sources" else ()
        return Draft(text=text, sections=sections, followups=examples)

    def about(self, frame: Frame, answer: Draft) -> Draft:
        """What is said of `answer`, the draft of the question before: its sources, or the same once more."""
        if not answer.claims:
            return answer if answer.abstained else self.said(frame)
        words = self._words(frame)
        if frame.smalltalk != "sources":
            closing = words.text("help-doubt-report")
            return replace(answer, text=words.text("help-doubt-again"), closing=closing)
        sections = tuple(self._cited(answer, words))
        return replace(
            answer, text=words.text("help-sources-answer"), sections=sections, closing="", notices=()
        )

    def _words(self, frame: Frame) -> Words:
        return self._resources.wording.words(frame.language)

    def _titles(self, words: Words) -> str:
        """What there is to ask about: the editions, or, where none is declared, the first documents."""
        declared = self._knowledge.editions.by_id
        if declared:
            titled = {id_: known.title.get(words.language, id_) for id_, known in declared.items()}
            return words.join([titled.get(edition, edition) for edition in self._editions])
        held = list(self._documents.values())
        own = [document for document in held if document.language == words.language]
        titles = list(dict.fromkeys(clipped(document.title) for document in own or held))
        more = len(titles) - MOST_TITLES
        if more <= 0:
            return words.join(titles)
        return words.text("help-titles", titles=words.series(titles[:MOST_TITLES]), number=more)

    def _sources(self, words: Words) -> tuple[Section, ...]:
        """The editions or documents, each with the articles that it digests."""
        held = works(self._documents, words)
        listed = tuple(self._listed(work, words) for work in held[:MOST_LISTED])
        more = len(held) - MOST_LISTED
        return (*listed, Section((), "", (words.text("summary-more", number=more),))) if more > 0 else listed

    def _listed(self, work: Work, words: Words) -> Section:
        named = [words.article(s.publisher, s.published) for one in work.documents for s in one.sources]
        return Section((), work.title, self._digest_of(named, words))

    def _cited(self, answer: Draft, words: Words) -> Iterable[Section]:
        """The quotes of an answer by their documents, with the articles that these digest."""
        facts = {quote: claim.facts for claim in answer.claims for quote in claim.quotes}
        for document_id, quotes in grouped(facts, lambda quote: quote.document_id).items():
            stated = [fact for quote in quotes for fact in facts[quote]]
            text = self._resources.quotes.text
            claims = tuple(quotation(quote, text(quote), words, facts[quote]) for quote in quotes)
            document = self._documents[document_id]
            named = self._articles(document, stated, words)
            yield Section(claims, clipped(document.title), self._digest_of(named, words))

    @staticmethod
    def _articles(document: Document, facts: Sequence[Fact], words: Words) -> list[str]:
        """The articles that report the facts; without facts, all that the document digests."""
        if facts:
            return [words.reporter(key) for fact in facts for key in fact.reported_by]
        return [words.article(source.publisher, source.published) for source in document.sources]

    @staticmethod
    def _digest_of(named: Sequence[str], words: Words) -> tuple[str, ...]:
        articles = list(dict.fromkeys(named))[:MOST_ARTICLES]
        return (words.text("help-digest-of", articles=words.clauses(articles)),) if articles else ()
