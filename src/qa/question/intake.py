"""From what somebody writes to frames: checked, cleaned, split into questions, each read and parsed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.errors import QuestionError
from index.passage_index import PassageIndex
from index.text import terms
from qa.knowledge.figures import Figures
from qa.language.detection import LANGUAGES, detect, from_locale
from qa.linking.names import NameIndex
from qa.linking.titles import Catalogue
from qa.models import Turn
from qa.question.attribution import Attributions
from qa.question.completions import Completions
from qa.question.frame import Frame, Operation
from qa.question.message import Message
from qa.question.noise import clean
from qa.question.own_frames import OwnFrames
from qa.question.own_measures import OwnMeasures
from qa.question.parser import Parser
from qa.question.plan import PlanOffer, QuestionPlan
from qa.question.planning import PlanOffers
from qa.question.reader import Reader
from qa.question.requests import Requests
from qa.question.splitter import Parts, Splitter
from qa.question.tongues import Tongues
from qa.understanding.understander import Understander
from qa.wording.wording import Wording

LONGEST_QUESTION: Final = 2000  # characters, as many as a Discord message holds
SPELT_OUT: Final = 2  # characters that each may stand for on average: U+FDFA alone stands for 18
LONGEST_CONTEXT: Final = 300  # characters of a quote or preamble that are looked at


class Intake:
    """Reads messages and requests; `names` are those of the corpus, `requests` makes frames of commands.

    `completions` are what these may name.
    """

    def __init__(
        self,
        figures: Figures,
        wording: Wording,
        index: PassageIndex,
        understander: Understander,
        measures: OwnMeasures,
    ) -> None:
        """`index` holds the documents, whose words and titles are known."""
        own, knowledge = wording.knowledge, wording.knowledge.without_own
        self._holds, self._messages = index.lexical.holds, wording.messages
        self.names = NameIndex(knowledge.entities, self._is_ordinary)
        attributions = Attributions(Catalogue(index.documents, index.headings), index.says)
        editions = knowledge.editions.with_held(
            filter(None, (one.edition for one in index.documents.values()))
        )
        self._reader = Reader(knowledge, self.names, self._is_known, understander, attributions, editions)
        self._parser = Parser(knowledge, Figures(knowledge) if knowledge is not own else figures)
        self._own, self._plans = OwnFrames(own, measures), PlanOffers(own, self.names)
        self._splitter = Splitter(self._reader)
        self._tongues = Tongues(one.language for one in index.documents.values())
        self.requests = Requests(self.names, self._reader, wording, self.checked)
        self.completions = Completions(self.names, self.requests, wording)

    def warm(self) -> None:
        """Load what only some questions need."""
        self._reader.warm()
        self.completions.warm()

    def split(self, text: str, language: str) -> Parts:
        """The questions that a text asks, each with what was said before it."""
        return self._splitter.split(text, language)

    def frame(
        self,
        text: str,
        language: str,
        turns: Sequence[Turn],
        edition: str | None,
        plan: QuestionPlan | None = None,
    ) -> Frame:
        """One question as a frame; `turns` is what it may refer to, `plan` what it asks, if that is known."""
        frame = self._frame(text, language, turns, edition)
        if plan and edition:
            plan = replace(plan, editions=())
        return self._plans.frame(frame, plan) if plan else frame

    def offer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> PlanOffer | None:
        """What a plan of a message may choose from; None where it asks several questions, or is read surely.

        Raises QuestionError.
        """
        message = self.message(question, history, language, locale)
        first, *others = message.split.parts
        if others:
            return None
        turns = (*message.turns, *self.topic(first.context, message.spoken))
        written_in = self.language(first.text, message.spoken)
        frame = self._frame(first.text, written_in, turns, None)
        return self._plans.offer(frame, self._reader.read(first.text, written_in), turns)

    def message(
        self, question: str, history: Sequence[Turn], language: str | None, locale: str | None
    ) -> Message:
        """A message taken in; `history` is the asker's, the rest as the engine is told. QuestionError."""
        hint = history[-1].language if history and not locale else locale
        asked = self.checked(question, language or hint)
        cleaned = clean(asked)
        self.checked(cleaned.text, language or hint)
        fixed = language if language in LANGUAGES else None
        spoken = self.language(cleaned.text, fixed or hint)
        turns = (*history, *self.topic(cleaned.quoted, spoken))
        return Message(asked, self.split(cleaned.text, spoken), spoken, fixed, turns)

    def _frame(self, text: str, language: str, turns: Sequence[Turn], edition: str | None) -> Frame:
        reading = self._reader.read(text, language)
        asked = self._parser.frame(reading, turns, edition)
        frame = self._own.frame(replace(asked, spoken=self._tongues.of(text, language)), reading, turns)
        if frame.smalltalk and frame.operation is Operation.PASSAGE:
            frame = self._quoted_before(frame, turns, edition)
            text = frame.question
        return replace(frame, spoken=self._tongues.of(text, language))

    def _quoted_before(self, frame: Frame, turns: Sequence[Turn], edition: str | None) -> Frame:
        """The frame of an answer before, read anew: a turn does not keep all that its question says."""
        earlier = [turn for turn in turns if turn.question != frame.question]
        reading = self._reader.read(frame.question, self.language(frame.question, frame.language))
        asked = self._parser.frame(reading, earlier, edition)
        return replace(asked, language=frame.language, smalltalk=frame.smalltalk)

    def topic(self, text: str, hint: str) -> tuple[Turn, ...]:
        """What a quote or a preamble speaks of, for the question to refer to; () where that is nothing."""
        if not text:
            return ()
        text = text[:LONGEST_CONTEXT]
        turn = self._parser.topic(self._reader.read(text, self.language(text, hint)))
        return (turn,) if turn else ()

    def language(self, text: str, hint: str | None) -> str:
        """The language of a text, whose names do not count; that of `hint` where it is unclear."""
        return detect(text, hint, tuple(mention.text for mention in self.names.find(text)))

    def names_a_subject(self, text: str, language: str) -> bool:
        """Whether a text says what it asks about: a thing, a figure, an edition, an order."""
        read = self._reader.read(text, language)
        return read.names_something or read.stands_alone or read.pick is not None

    def goes_on(self, text: str, language: str) -> bool:
        """Whether a text asks nothing but more of what was said before: "why?", "which is higher?"."""
        read = self._reader.read(text, language)
        asks = read.wants - {"person"} or read.asks("compare", "difference")  # "who knows?" asks for help
        return bool(asks) and not read.content

    def may_stand(self, text: str, language: str) -> bool:
        """Whether the documents may hold what a text without a subject asks: they have all of its words.

        A single word, as of "can you answer this?", is not enough.
        """
        read = self._reader.read(text, language)
        return len(read.content) > 1 and not read.unknown

    def checked(self, question: str, locale: str | None) -> str:
        """The question without surrounding white space; raises QuestionError, in the asker's language."""
        language = from_locale(locale)
        text = "".join(c for c in question if unicodedata.category(c) != "Cf").strip()  # nothing invisible
        if "\0" in text or any("\ud800" <= c <= "\udfff" or c == "\ufffd" for c in text):
            raise QuestionError(self._messages.format(language, "error-binary"))
        if not any(character.isalnum() for character in text):
            raise QuestionError(self._messages.format(language, "error-empty"))
        length = max(len(text), len(unicodedata.normalize("NFKC", text)) // SPELT_OUT)
        if length > LONGEST_QUESTION:
            limits = {"length": length, "limit": LONGEST_QUESTION}
            raise QuestionError(self._messages.format(language, "error-long", **limits))
        return text

    def _is_known(self, word: str) -> bool:
        """Whether a folded word occurs in the documents; of a word with digits every part that has some."""
        parts = terms(word)
        numbered = [part for part in parts if any(character.isdigit() for character in part)]
        check = all if numbered else any
        return check(map(self._holds, numbered or parts))

    def _is_ordinary(self, word: str) -> bool:
        """Whether a folded word is one that texts or questions use, so that it is no misspelt name."""
        return any(self._reader.knows(word, language) for language in ("en", "fr"))
