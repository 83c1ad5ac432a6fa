"""Answers from passages: the one to three sentences that answer, quoted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

import numpy as np

from index.excerpt import Span
from index.passage_index import PassageIndex
from index.reading_text import read_as
from index.text import fold, follow, terms
from qa.citation.claim import Claim, Quote
from qa.drafts.draft import Abstention, Draft, Section, quotation
from qa.drafts.notices import Notices, of_documents
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import key_of
from qa.language.lexicon import plain
from qa.question.frame import Frame
from qa.retrieval.asides import Asides
from qa.retrieval.corroboration import Corroborator, SupportedSentence, too_long
from qa.retrieval.judge import Judge, Judgement
from qa.retrieval.relations import QuestionTerms
from qa.retrieval.retriever import Retriever, ScoredSentence
from qa.wording.wording import Wording, Words

SHOWN: Final = 3
SHARED: Final = 0.7  # share of a sentence's terms that another holds, from which it adds nothing
SAME: Final = 0.97  # cosine from which two sentences say the same
NAMED: Final = 0.8  # confidence of a sentence that names what was asked about
CLOSE: Final = 0.5  # of the threshold: the confidence from which a sentence is shown as the closest
NEAR: Final = 0.2  # from which it is in any case
ENOUGH: Final = 0.85  # share of the likelihood from which no further sentence is shown
LIKELY: Final = 0.1  # share under which a further sentence is not shown
VAGUE: Final = 0.3  # of the threshold: the confidence in an answer to "when?"
SPOKEN_OF: Final = 1.0  # log-odds of a sentence that names what is asked about, or does not
UNSAID: Final = 0.4  # share from which a sentence must have a word of what is asked
LIKELY_TO_HOLD: Final = 20  # passages that share most with a name: those looked through for it
SPOKEN_OFTEN: Final = 2  # sentences that have the words of a topic, from which it is one
NAMES_SUBJECT: Final = 0.7  # logits by which a sentence is preferred that names what is asked about


class PassageAnswers:
    """Chooses sentences and decides whether they answer."""

    def __init__(
        self,
        index: PassageIndex,
        retriever: Retriever,
        judge: Judge,
        knowledge: Knowledge,
        wording: Wording,
        notices: Notices,
        threshold: float,
        asides: Asides,
    ) -> None:
        """Nothing is taken for an answer of which the `judge` is less sure than `threshold`."""
        self._index = index
        self._retriever = retriever
        self._judge = judge
        # names that a program found are entities, too: only who declares attributes knows its own
        self._declares_entities = knowledge.declares and any(True for _ in knowledge.entities)
        self._knowledge = knowledge
        self._wording = wording
        self._notices = notices
        self._threshold, self._asides = threshold, asides
        self._corroborator = Corroborator(index, knowledge.editions.ids)

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The best sentences, or an abstention where they are not likely enough to answer."""
        evidence = self.look_up(frame)
        if not evidence.found or evidence.confidence < self._threshold:
            return self._refused(frame, evidence, evidence.confidence)
        chosen = self.choose(evidence.found)
        return self._draft(frame, chosen, evidence, evidence.confidence) if chosen else self.nothing(frame)

    def nearest(self, frame: Frame) -> Abstention:
        """The abstention with the quotes that come closest to a question without an answer."""
        return self._refused(frame, self.look_up(frame))

    def _refused(self, frame: Frame, evidence: Judgement, confidence: float | None = None) -> Abstention:
        return replace(self.nothing(frame, confidence), closest=self._closest(evidence), evidence=evidence)

    def _closest(self, evidence: Judgement) -> tuple[Quote, ...]:
        """The quotes of sentences that are close enough to be worth showing."""
        if evidence.confidence < min(NEAR, CLOSE * self._threshold):
            return ()
        return tuple(self._quote(item.row) for item in self.choose(self._of_the_world(evidence)))

    def _of_the_world(self, evidence: Judgement) -> list[ScoredSentence]:
        """What is found and does not speak of the documents themselves."""
        return [item for item in evidence.found if item.row not in self._asides]

    def texts(self, frame: Frame) -> list[tuple[Quote, str]]:
        """The best sentences for a frame with their text."""
        rows = [item.row for item in self.look_up(frame, thorough=True).found]
        return [(self._quote(row), self._index.sentence_text(row)) for row in rows]

    def hold(self, name: str) -> bool:
        """Whether a passage has the words of `name` one after another; what has no word is no name."""
        asked = terms(name)
        hits = self._index.lexical.search(asked, LIKELY_TO_HOLD)
        texts = (terms(self._index.passage_text(hit.row)) for hit in hits)
        return not asked or any(follow(asked, held) for held in texts)

    def edition(self, quote: Quote) -> str:
        return self._index.documents[quote.document_id].edition

    def quoted(self, quote: Quote, words: Words) -> Claim:
        """A sentence as a claim of its own: its words, in quotation marks."""
        read = read_as(self._index.documents[quote.document_id].text, quote.start, quote.end)
        return quotation(quote, read, words)

    def nothing(self, frame: Frame, confidence: float | None = None) -> Abstention:
        """The abstention; what was searched is added to it where it is told (`Refusals`)."""
        text = self._wording.words(frame.language).text("abstain-passage")
        return Abstention(text, confidence=confidence)

    def _draft(
        self, frame: Frame, chosen: Sequence[ScoredSentence], evidence: Judgement, confidence: float
    ) -> Draft:
        """The sentences, with the documents that agree cited and those that contradict them in a notice."""
        asked = QuestionTerms.of(frame.search, frame.language, frame.wants)
        found = self._corroborator.corroborate([item.row for item in chosen], asked, frame.editions)
        words = self._wording.words(frame.language)
        marked = {item.row: self._answers(item, frame) for item in chosen}
        claims = tuple(
            replace(self._claim(sentence, words), answers=marked.get(sentence.row))
            for sentence in found.sentences
        )
        notices = self._notices.of_quotes(frame, [claim.quotes[0] for claim in claims])
        return Draft(
            sections=(Section(claims),),
            confidence=confidence,
            notices=(*notices, *of_documents(found.conflicts, words)),
            entities=frame.entities,
            editions=tuple(dict.fromkeys(self.edition(claim.quotes[0]) for claim in claims)),
            evidence=evidence,
        )

    def look_up(self, frame: Frame, *, thorough: bool = False) -> Judgement:
        """The evidence for a frame, sentences that speak of its subjects first; `thorough` as of a judge."""
        evidence = self._judge.judge(frame, thorough=thorough)
        if not evidence.found:
            return evidence
        names = self._names(frame)
        found = sorted(evidence.found, key=lambda item: -(item.score + self._bonus(item, names)))
        return replace(evidence, found=found, confidence=self._informed(evidence, frame, found[0], names))

    def _informed(
        self, evidence: Judgement, frame: Frame, best: ScoredSentence, names: frozenset[str]
    ) -> float:
        """The confidence in the light of what the question says, of which the reader knows nothing.

        One that says nothing of what it is about has no answer. Where the corpus declares entities, a quote
        must have a word of a figure that nobody declared.
        """
        if not (
            frame.content or frame.entities or frame.selection.scopes or frame.mentions or frame.attributes
        ):
            return min(evidence.confidence, VAGUE * self._threshold)
        if not self._declares_entities:
            return evidence.confidence
        beside = frame.undeclared >= UNSAID and not frame.attributes and not self._speaks(best, frame)
        # a declared figure of what no document knows is nobody else's
        strange = frame.attributes and frame.missing.words and not frame.entities
        if beside or strange:
            return min(evidence.confidence, VAGUE * self._threshold)
        return self._named(evidence.confidence, frame, best, names)

    def _named(self, confidence: float, frame: Frame, best: ScoredSentence, names: frozenset[str]) -> float:
        """The confidence once it is known whether the best sentence names what is asked about.

        The reader sees one window; whose figure or reason a sentence states, the corpus knows by name.
        """
        if not names and not frame.comparable:
            return confidence
        score = math.log(confidence / (1.0 - confidence))
        if frame.comparable or self._bonus(best, names):
            score += SPOKEN_OF if frame.missing.words else 2 * SPOKEN_OF
        else:
            score -= SPOKEN_OF
        return 1.0 / (1.0 + math.exp(-score))

    def _speaks(self, item: ScoredSentence, frame: Frame) -> bool:
        """Whether a sentence has a word of what is asked; one in another language may."""
        if self._language(item) != frame.tongue:
            return True
        text = plain(self._index.sentence_text(item.row))
        return any(word in text for word in frame.content)

    def about(self, frame: Frame, count: int) -> Draft | Abstention:
        """Up to `count` sentences that name the subjects of the frame."""
        names = self._names(frame)
        evidence = self.look_up(frame, thorough=True)
        found = [item for item in evidence.found if self._bonus(item, names)]
        if not found:
            return self.nothing(frame)
        return self._draft(frame, self.choose(found)[:count], evidence, NAMED)

    def on_topic(self, frame: Frame, count: int) -> Draft | None:
        """Up to `count` sentences on what a summary is narrowed to; None where it is narrowed to nothing.

        A topic is what its words say that the documents have, all of them in one sentence: what they do not
        have, such as "tldr", says only how the answer is wanted, and what their titles say narrows nothing.
        """
        topic = set(terms(" ".join(frame.content))) - self._titles
        if not topic or frame.missing.words or frame.entities:
            return None
        evidence = self.look_up(frame, thorough=True)
        named = [item for item in self._of_the_world(evidence) if topic <= self._retriever.terms(item.row)]
        if len(named) < (1 if frame.scope else SPOKEN_OFTEN) and evidence.confidence < self._threshold:
            return None
        chosen = self._distinct(named, count)
        return replace(self._stated(frame, chosen), evidence=evidence) if chosen else None

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The terms of all titles."""
        return frozenset(term for one in self._index.documents.values() for term in terms(one.title))

    def _distinct(self, found: Sequence[ScoredSentence], count: int) -> list[ScoredSentence]:
        """The best that each say something else, in one language, in the order of the documents."""
        chosen: list[ScoredSentence] = []
        for item in found:
            readable = not too_long(self._index, item.row) and self._language(item) == self._language(
                found[0]
            )
            if readable and not any(self._says_the_same(item, other) for other in chosen):
                chosen.append(item)
        return sorted(chosen[:count], key=lambda item: item.row)

    def _stated(self, frame: Frame, chosen: Sequence[ScoredSentence]) -> Draft:
        """Sentences under the editions that they stand in, where those are several."""
        words = self._wording.words(frame.language)
        quotes = grouped((self._quote(item.row) for item in chosen), self.edition)
        sections = tuple(
            Section(
                tuple(self.quoted(quote, words) for quote in held),
                words.edition(edition) if len(quotes) > 1 else "",
            )
            for edition, held in quotes.items()
        )
        return Draft(sections, confidence=NAMED, entities=frame.entities, editions=tuple(quotes))

    def choose(self, found: Sequence[ScoredSentence]) -> list[ScoredSentence]:
        """The best sentence, and up to two more that may answer as well, until they are likely enough."""
        chosen: list[ScoredSentence] = []
        seen = 0.0
        for item, likelihood in zip(found, likelihoods(found), strict=True):
            if len(chosen) == SHOWN or (chosen and (seen >= ENOUGH or likelihood < LIKELY)):
                break
            if too_long(self._index, item.row) or (
                chosen and self._language(item) != self._language(chosen[0])
            ):
                continue
            seen += likelihood
            if not any(self._says_the_same(item, other) for other in chosen):
                chosen.append(item)
        return [*chosen[:1], *sorted(chosen[1:], key=lambda f: f.row)]

    def _quote(self, row: int) -> Quote:
        passage_row, start, end = (int(n) for n in self._index.sentences[row])
        return Quote(self._index.passages[passage_row].document_id, start, end)

    def _claim(self, sentence: SupportedSentence, words: Words) -> Claim:
        """A sentence with those that bear it out; with its edition where another edition states otherwise."""
        first, *others = (self._quote(row) for row in (sentence.row, *sentence.supporting))
        claim = self.quoted(first, words)
        label = words.edition(self.edition(first)) + words.text("colon") if sentence.by_edition else ""
        return replace(claim, quotes=(first, *others), label=label)

    def _answers(self, item: ScoredSentence, frame: Frame) -> Span | None:
        """The words of a sentence, as it reads, that answer; None where the question says them itself."""
        read = self._index.sentence_reading(item.row)
        before = len(read.whole) - len(read.text)
        start, end = item.words[0] - before, item.words[1] - before
        said = fold(read.text[max(start, 0) : end]) in fold(frame.search or frame.question)
        return (start, end) if 0 <= start < end and not said else None

    def _names(self, frame: Frame) -> frozenset[str]:
        """How the subjects of the question are written, compactly."""
        entities = self._knowledge.entities
        return frozenset(key_of(name) for e in frame.entities for name in entities[e].written)

    def _bonus(self, item: ScoredSentence, names: frozenset[str]) -> float:
        text = key_of(self._index.sentence_text(item.row)) if names else ""
        return NAMES_SUBJECT if any(name in text for name in names) else 0.0

    def _language(self, item: ScoredSentence) -> str:
        return self._index.passage_documents[item.passage].language

    def _says_the_same(self, one: ScoredSentence, other: ScoredSentence) -> bool:
        first, second = (self._retriever.terms(f.row) for f in (one, other))
        if len(first & second) >= SHARED * min(len(first), len(second)):
            return True
        vectors = self._index.dense_sentences.vectors[[one.row, other.row]]
        return float(vectors[0] @ vectors[1]) >= SAME


def likelihoods(found: Sequence[ScoredSentence]) -> list[float]:
    """The share that each sentence has of the odds of all."""
    if not found:
        return []
    odds = np.exp(np.array([item.score for item in found]) - max(item.score for item in found))
    shares: list[float] = (odds / odds.sum()).tolist()
    return shares
