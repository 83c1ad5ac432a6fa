"""Talk: what is said to the bot, and of the answer before: where it is from, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.documents import Document, Source
from qa.citation.claim import Claim, Quote
from qa.drafts.answer import Resources
from qa.drafts.draft import Draft, Section, quotation
from qa.drafts.suggestions import Suggestions
from qa.drafts.works import Work, works
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Reporter
from qa.language.inline import clipped
from qa.question.frame import Frame
from qa.wording.wording import Words

MOST_TITLES: Final = 3  # documents that a greeting names
MOST_LISTED: Final = 6  # editions or documents whose articles are listed
MOST_QUOTES: Final = 3  # that are repeated to somebody who doubts
MOST_ARTICLES: Final = 5  # of one of them


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
        quoted = self._shown(examples[0], words) if examples else ""
        figures = frame.smalltalk != "help" or self._knowledge.declares
        text = words.text(
            f"help-{frame.smalltalk}" if figures else "help-documents",
            titles=titles(self._documents, self._editions, words),
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
            text, closing = words.text("help-doubt-again"), words.text("help-doubt-report")
            sections = (*answer.sections, self._again(answer, words))
            return replace(answer, text=text, sections=sections, closing=closing)
        sections = tuple(self._cited(answer, words))
        return replace(
            answer, text=words.text("help-sources-answer"), sections=sections, closing="", notices=()
        )

    @staticmethod
    def _shown(example: str, words: Words) -> str:
        """An example in quotation marks, unless it has some of its own."""
        marks = words.text("quote", text=" ").split()
        return example if any(mark in example for mark in marks) else words.text("quote", text=example)

    def _words(self, frame: Frame) -> Words:
        return self._resources.wording.words(frame.language)

    def _sources(self, words: Words) -> tuple[Section, ...]:
        """The editions or documents, each with the articles that it digests."""
        held = works(self._documents, words)
        listed = tuple(self._listed(work, words) for work in held[:MOST_LISTED])
        more = len(held) - MOST_LISTED
        return (*listed, Section((), "", (words.text("summary-more", number=more),))) if more > 0 else listed

    @staticmethod
    def _listed(work: Work, words: Words) -> Section:
        """A work with the articles that it digests; one that digests none with its date."""
        told = articles([source for one in work.documents for source in one.sources], words)
        return Section((), work.title, told or (published(work, words),))

    def _cited(self, answer: Draft, words: Words) -> Iterable[Section]:
        """The quotes of an answer by their documents, with the articles that these digest."""
        facts = {quote: claim.facts for claim in answer.claims for quote in claim.quotes}
        for document_id, quotes in grouped(facts, lambda quote: quote.document_id).items():
            keys = dict.fromkeys(key for quote in quotes for fact in facts[quote] for key in fact.reported_by)
            document = self._documents[document_id]
            reported = [self._knowledge.reporters[key] for key in keys] or document.sources
            claims = tuple(self._quoted(quote, words, facts[quote]) for quote in quotes)
            yield Section(claims, clipped(document.title), articles(reported, words))

    def _again(self, answer: Draft, words: Words) -> Section:
        """The sentences that an answer rests on and does not itself quote, the first few."""
        said = {quote for claim in answer.claims if claim.places for quote in claim.quotes}
        rest = dict.fromkeys(q for claim in answer.claims for q in claim.quotes if q not in said)
        claims = tuple(self._quoted(quote, words) for quote in list(rest)[:MOST_QUOTES])
        return Section(claims, words.text("help-doubt-quotes") if claims else "")

    def _quoted(self, quote: Quote, words: Words, facts: tuple[Fact, ...] = ()) -> Claim:
        return quotation(quote, self._resources.quotes.read(quote), words, facts)


def titles(documents: Mapping[str, Document], editions: Sequence[str], words: Words) -> str:
    """What there is to ask about: the `editions`, or, where none is declared, the first documents."""
    declared = words.knowledge.without_own.editions.by_id
    if declared and words.knowledge.declares:
        titled = {id_: known.title.get(words.language, id_) for id_, known in declared.items()}
        return words.join([titled.get(edition, edition) for edition in editions])
    held = sorted(documents.values(), key=lambda one: one.language != words.language)  # a reader's own first
    told = list(dict.fromkeys(clipped(document.title) for document in held))
    more = len(told) - MOST_TITLES
    if more <= 0:
        return words.join(told)
    return words.text("help-titles", titles=words.series(told[:MOST_TITLES]), number=more)


def published(work: Work, words: Words) -> str:
    """When the latest document of a work came out, or that none says it."""
    dates = [one.published for one in work.documents if one.published]
    return (
        words.text("editions-published", date=words.date(max(dates)))
        if dates
        else words.text("editions-unpublished")
    )


def articles(listed: Sequence[Source | Reporter], words: Words) -> tuple[str, ...]:
    """A line for each article, the first few: its publisher, its title and its date, as far as stated."""
    lines = []
    for article in listed[:MOST_ARTICLES]:
        publisher = clipped(article.publisher) if article.publisher else words.text("publisher-unnamed")
        when = words.date(article.published[:10]) if article.published else ""
        parts = filter(None, (publisher, words.text("quote", text=clipped(article.title)), when))
        lines.append(words.text("help-article", article=words.details(parts)))
    return tuple(lines)
