"""Answers from passages: the one to three sentences that answer, quoted."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.passage_index import PassageIndex
from qa.agreeing import Asked
from qa.draft import Abstention, Claim, Draft, Quote, Section
from qa.frame import Frame
from qa.inline import clipped, in_line
from qa.knowledge import Knowledge
from qa.names import key_of
from qa.notices import Notices
from qa.retrieval import Found, Ranked, Retriever, Scope
from qa.witnesses import Told, Witnesses
from qa.wording import Wording

SHOWN: Final = 3
LOOKED_AT: Final = 24
LONGEST: Final = {"ja": 160, "zh-Hans": 160, "zh-Hant": 160}
LONGEST_LATIN: Final = 400
SHARED: Final = 0.7  # share of a sentence's terms that another holds, from which it adds nothing
SAME: Final = 0.97  # cosine from which two sentences say the same
NAMED: Final = 0.8  # confidence of a sentence that names what was asked about
NEAR: Final = 0.2  # confidence under which a sentence is not even close
MARGIN: Final = 4.0  # score below the best sentence at which others are still shown
NARROW: Final = 1.5  # the same where one name or date is asked for
POINTED: Final = frozenset({"date", "person", "place"})
OWN_LANGUAGE: Final = 1.2  # score by which a sentence in the asker's language is preferred
NAMES_SUBJECT: Final = 1.2  # and one that names what is asked about


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found: passages in order, and their sentences in order."""

    ranked: Ranked
    found: list[Found]


class PassageAnswers:
    """Chooses sentences and decides whether they answer."""

    def __init__(
        self,
        index: PassageIndex,
        retriever: Retriever,
        knowledge: Knowledge,
        wording: Wording,
        notices: Notices,
        threshold: float,
    ) -> None:
        self._index = index
        self._retriever = retriever
        self._knowledge = knowledge
        self._wording = wording
        self._notices = notices
        self._threshold = threshold
        self._witnesses = Witnesses(index, knowledge.editions.ids)

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The best sentences, or an abstention where they are not likely enough to answer."""
        found = self.search(frame)
        confidence = self.confidence(frame, found)
        if not found or confidence < self._threshold:
            return self._too_weak(frame, found, confidence)
        chosen = self._at_home(self.choose(found, frame.wants), frame)
        return self._draft(frame, chosen, confidence) if chosen else self.nothing(frame, confidence)

    def _too_weak(self, frame: Frame, found: Sequence[Found], confidence: float) -> Abstention:
        """The abstention after a search, with what came closest."""
        return replace(self.nothing(frame, confidence), closest=self._closest(frame, found, confidence))

    def nearest(self, frame: Frame) -> tuple[Quote, ...]:
        """The quotes that come closest to a question without an answer."""
        found = self.search(frame)
        return self._closest(frame, found, self.confidence(frame, found))

    def _closest(self, frame: Frame, found: Sequence[Found], confidence: float) -> tuple[Quote, ...]:
        """The quotes of sentences that are close enough to be worth showing."""
        near = self._at_home(self.choose(found), frame) if confidence >= NEAR else []
        return tuple(self.quote(item) for item in near)

    def texts(self, frame: Frame) -> list[tuple[Quote, str]]:
        """The best sentences for a frame with their text."""
        return [(self.quote(item), self._index.sentence_text(item.row)) for item in self.search(frame)]

    def edition(self, quote: Quote) -> str:
        return self._index.documents[quote.document_id].edition

    def titles(self, language: str) -> list[str]:
        """The titles of the documents in `language`, or of all where none is."""
        held = list(self._index.documents.values())
        own = [document for document in held if document.language == language]
        return list(dict.fromkeys(clipped(document.title) for document in own or held))

    def quoted(self, quote: Quote, language: str) -> Claim:
        """A sentence as a claim of its own: its words, in quotation marks."""
        text = self._index.documents[quote.document_id].text[quote.start : quote.end]
        return Claim(self._wording.text(language, "quote", text=in_line(text)), (quote,))

    def nothing(self, frame: Frame, confidence: float | None = None) -> Abstention:
        """Why there is no answer: where was searched."""
        held = frame.editions or self._knowledge.editions.ids or self._held_editions()
        editions = self._wording.editions(held, frame.language)
        text = self._wording.text(frame.language, "abstain-passage", editions=editions)
        return Abstention(text, confidence=confidence)

    def _draft(self, frame: Frame, chosen: Sequence[Found], confidence: float) -> Draft:
        """The sentences and what other documents say of them: who agrees is cited, who differs is told."""
        asked = Asked.of(frame.search, frame.language, frame.wants)
        heard = self._witnesses.hear([item.row for item in chosen], asked, frame.editions)
        claims = tuple(self._claim(told, frame.language) for told in heard.told)
        notes = self._notices.of_quotes(frame, [claim.quotes[0] for claim in claims])
        return Draft(
            sections=(Section(claims),),
            confidence=confidence,
            notes=(*notes, *self._notices.of_documents(heard.conflicts, frame.language)),
            entities=frame.entities,
            editions=tuple(dict.fromkeys(self.edition(claim.quotes[0]) for claim in claims)),
        )

    def search(self, frame: Frame) -> list[Found]:
        """The best sentences for a frame."""
        return self.look_up(frame).found

    def look_up(self, frame: Frame) -> Result:
        """The passages and sentences for a frame, those that speak of its subjects first."""
        text = frame.search
        vector = self._retriever.embed(text)
        ranked = self._retriever.passages(text, vector, Scope(editions=frame.editions), frame.language)
        found = self._retriever.sentences(text, vector, ranked, frame.wants)[:LOOKED_AT]
        names = self._names(frame)
        return Result(ranked, sorted(found, key=lambda f: -(f.score + self._bonus(f, frame, names))))

    def about(self, frame: Frame, count: int) -> Draft | Abstention:
        """Up to `count` sentences that name the subjects of the frame."""
        names = self._names(frame)
        found = [item for item in self.search(frame) if any(name in self._compact(item) for name in names)]
        if not found:
            return self.nothing(frame)
        return self._draft(frame, self._at_home(self.choose(found)[:count], frame), NAMED)

    def choose(self, found: Sequence[Found], wants: Collection[str] = ()) -> list[Found]:
        """Up to three sentences that each add something, the best first.

        Who asks for a person, a date or a place wants the one sentence that names it: `wants` says so.
        """
        margin = NARROW if set(wants) & POINTED and not set(wants) & {"reason", "manner"} else MARGIN
        chosen: list[Found] = []
        for item in found:
            if len(chosen) == SHOWN or (chosen and item.score < found[0].score - margin):
                break
            if self._too_long(item) or (chosen and self._language(item) != self._language(chosen[0])):
                continue
            if not any(self._says_the_same(item, other) for other in chosen):
                chosen.append(item)
        return [*chosen[:1], *sorted(chosen[1:], key=lambda f: f.row)]

    def _at_home(self, chosen: list[Found], frame: Frame) -> list[Found]:
        """The sentences, those in other languages replaced by ones of the asker's that say the same."""
        swapped = [
            item
            if self._language(item) == frame.language
            else self._retriever.counterpart(item, frame.language) or item
            for item in chosen
        ]
        return list({item.row: item for item in swapped}.values())

    def confidence(self, frame: Frame, found: Sequence[Found]) -> float:
        """How likely the best sentence answers: a logistic function of similarity and of covered words."""
        if not found:
            return 0.0
        best = found[0]
        names = self._names(frame)
        text = self._compact(best)
        named = 1.0 if not names or any(name in text for name in names) else 0.0
        strange = len(frame.unknown) / max(2, len(frame.content))
        score = (
            -31.0
            + 32.0 * best.similarity
            + 5.0 * best.passage_similarity
            + 3.0 * best.coverage
            + 1.0 * named
            - 3.0 * strange
        )
        return 1.0 / (1.0 + math.exp(-score))

    def quote(self, item: Found) -> Quote:
        return self._quote_of(item.row)

    def _quote_of(self, row: int) -> Quote:
        passage_row, start, end = (int(n) for n in self._index.sentences[row])
        return Quote(self._index.passages[passage_row].document_id, start, end)

    def _claim(self, told: Told, language: str) -> Claim:
        """A sentence with its witnesses, and with its edition where another edition states otherwise."""
        first, *others = (self._quote_of(row) for row in (told.row, *told.witnesses))
        claim = self.quoted(first, language)
        colon = self._wording.text(language, "colon")
        label = self._wording.edition(self.edition(first), language) + colon if told.by_edition else ""
        return replace(claim, quotes=(first, *others), label=label)

    def _held_editions(self) -> tuple[str, ...]:
        return tuple(sorted({document.edition for document in self._index.documents.values()}))

    def _names(self, frame: Frame) -> frozenset[str]:
        """How the subjects of the question are written, compactly."""
        entities = self._knowledge.entities
        return frozenset(key_of(name) for e in frame.entities for name in entities[e].written)

    def _bonus(self, item: Found, frame: Frame, names: frozenset[str]) -> float:
        bonus = NAMES_SUBJECT if names and any(name in self._compact(item) for name in names) else 0.0
        return bonus + (OWN_LANGUAGE if self._language(item) == frame.language else 0.0)

    def _compact(self, item: Found) -> str:
        return key_of(self._index.sentence_text(item.row))

    def _language(self, item: Found) -> str:
        return self._index.documents[self._index.passages[item.passage].document_id].language

    def _too_long(self, item: Found) -> bool:
        text = self._index.sentence_text(item.row)
        return len(text) > LONGEST.get(self._language(item), LONGEST_LATIN)

    def _says_the_same(self, one: Found, other: Found) -> bool:
        first, second = (self._retriever.terms(f.row) for f in (one, other))
        if len(first & second) >= SHARED * min(len(first), len(second)):
            return True
        vectors = self._index.sentence_vectors([one.row, other.row])
        return float(vectors[0] @ vectors[1]) >= SAME
