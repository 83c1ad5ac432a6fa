"""The way from a question to a verified answer. Built once, shared by all threads, holds no conversation."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from index.build import IndexBuilder, corpus_hash
from index.corpus_files import Complain
from index.crossing import CrossingEncoder
from index.embedding import Embedder, Known, Progress
from index.errors import QuestionError, StorageError
from index.passage_index import PassageIndex
from index.versions import current_version
from qa.citation.quotes import QuoteFinder
from qa.drafts.answer import Resources
from qa.drafts.drafter import Drafter
from qa.drafts.explanation import Course, Explainer, Explanation
from qa.drafts.guard import FigureGuard
from qa.drafts.notices import Notices
from qa.drafts.openings import Openings
from qa.drafts.passages import PassageAnswers
from qa.drafts.refusals import Refusals
from qa.drafts.suggestions import Suggestions
from qa.drafts.talk import titles
from qa.instruments import Instruments
from qa.knowledge.cache import FOLDER as KNOWLEDGE
from qa.knowledge.cache import knowledge_of
from qa.knowledge.editions import in_order
from qa.knowledge.figures import Figures
from qa.knowledge.held import HeldMeasure
from qa.knowledge.kinds import Role
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.makers import Makers
from qa.knowledge.reports import HeldReport, held_reports
from qa.language.detection import LANGUAGES, from_locale
from qa.models import Citation, Completion, LookUp, Reply, Turn
from qa.question.frame import Frame, Operation
from qa.question.intake import Intake
from qa.question.noise import clean
from qa.question.own_measures import OwnMeasures
from qa.question.plan import QuestionPlan
from qa.replies.assembler import Assembler
from qa.replies.merger import Merger
from qa.retrieval.asides import Asides
from qa.retrieval.headlines import Headlines
from qa.retrieval.judge import Judge
from qa.retrieval.retriever import Retriever
from qa.review.reviewed import Reviewed
from qa.settings import THRESHOLD, Settings
from qa.understanding.examples import load_examples
from qa.wording.wording import Wording

MOST_TOKENS: Final = 160  # embedded for one message, some 0.3 s of processor time; a question has 10 to 40
TOLD: Final = frozenset({Operation.PASSAGE, Operation.SUMMARY})  # what documents say in sentences


class Engine:
    """Answers questions from one corpus and its index."""

    _settings: Settings | None = None  # those it was opened with

    def __init__(
        self,
        knowledge: Knowledge,
        index: PassageIndex,
        embedder: Embedder,
        threshold: float = THRESHOLD,
        crossing: CrossingEncoder | None = None,
        reviewed: Reviewed | None = None,
        known: Known | None = None,
        folder: Path | None = None,
        contact: str = "",
        instruments: Instruments | None = None,
    ) -> None:
        """`threshold` is the confidence under which passages are not taken for an answer, from 0 to 1.

        `crossing` is the second encoder, for questions in a language that no document is in. `reviewed` is
        where the knowledge comes from, if people decide on parts of it, `known` vectors of its attributes,
        kept in `folder`; `contact` is whom a refusal names; `instruments` may be shared with other engines.
        """
        held = self._instruments = instruments or Instruments(embedder, crossing)
        retriever, reader = Retriever(index, embedder, crossing), held.reader
        self.knowledge, self.index, self.reviewed, self.retriever = knowledge, index, reviewed, retriever
        self._given = (index, embedder, threshold, crossing, reviewed, known, folder, contact, held)
        judge = Judge(retriever, held.evidence, reader)
        documents, figures, wording = index.documents, Figures(knowledge), Wording(knowledge, held.messages)
        reads = held.understander(knowledge.without_own, known, folder)
        self._intake = Intake(figures, wording, index, reads, OwnMeasures(knowledge, index, held))
        self.names_in: Final = self._intake.names.find  # where a text names what is declared
        self.offer: Final = self._intake.offer  # what a plan may choose from, where a question is unsure
        self._suggestions = Suggestions(wording, figures, Openings(index, wording, self._first_quote))
        quotes, asides = QuoteFinder(documents), Asides(index, knowledge)
        notices = Notices(knowledge, figures, quotes, wording)
        resources = Resources(figures, quotes, wording, notices, Makers(knowledge, documents))
        passages = PassageAnswers(index, retriever, judge, knowledge, wording, notices, threshold, asides)
        headlines, refusals = Headlines(index, asides), Refusals(retriever, wording, contact)
        parts = (resources, passages, headlines, self._suggestions, retriever, self.editions, refusals)
        self._drafter = Drafter(*parts, FigureGuard(reader, resources))
        made = (self._suggestions, wording, self.corpus_version, reader)
        self._assembler = Assembler(documents, self._drafter, figures, *made)
        self._merger, self._explainer = Merger(wording, notices), Explainer(index, knowledge, threshold)

    @classmethod
    def open(
        cls,
        settings: Settings,
        progress: Progress | None = None,
        complain: Complain | None = None,
        *,
        lazy: bool = False,
        instruments: Instruments | None = None,
        apart: Callable[[], None] | None = None,
    ) -> Engine:
        """The engine over the settings' corpus; its index is built first where it is missing or stale.

        With `complain`, which is told why, documents that cannot be read are left out. `lazy` leaves the
        vectors unread until a question needs them; for a process that answers but one. `instruments` are
        those of the settings' model, where other engines have them too. `apart` is that of
        `IndexBuilder.ensure`.
        """
        held = instruments or Instruments.of(settings.model)
        knowledge = knowledge_of(settings)  # before anything is built: it may have faults
        given = settings.corpus, settings.data_dir, held.embedder, progress, complain, settings.shelf_dir
        builder = IndexBuilder(*given, engine=settings.engine)
        return cls.of_index(settings, knowledge, builder.ensure(lazy=lazy, apart=apart), held, progress)

    @classmethod
    def of_index(
        cls,
        settings: Settings,
        knowledge: Knowledge,
        index: PassageIndex,
        held: Instruments,
        progress: Progress | None = None,
    ) -> Engine:
        """The engine of an index of the settings' corpus."""
        reviewed = Reviewed(knowledge, index.documents, settings.data_dir)
        reviewed.gather(index.manifest.corpus_hash, progress)
        stands = reviewed.knowledge()
        texts = [text for one in stands.attributes.values() for text in one.examples]
        folder = settings.data_dir / KNOWLEDGE
        known = load_examples(texts, settings.corpus, folder, corpus_hash(settings.corpus), progress)
        engine = cls(
            *(stands, index, held.embedder, settings.threshold, held.crossing, reviewed, known),
            *(folder, settings.contact, held),
        )
        engine._settings = settings
        return engine

    @property
    def outdated(self) -> bool:
        """Whether another version of the index is in use by now than the one it was opened with."""
        if self._settings is None:
            return False
        with suppress(StorageError):
            return current_version(self._settings.data_dir) != self.index.folder
        return False

    def renewed(self) -> Engine:
        """An engine of the index in use by now that knows what people have decided since, ready to answer.

        Itself where there is nothing to renew. Raises FootnoteError where the index cannot be opened.
        """
        if self._settings is not None and self.outdated:
            given = self._settings.data_dir, self._instruments.embedder
            index = PassageIndex.open(*given, engine=self._settings.engine)
            engine = Engine.of_index(self._settings, knowledge_of(self._settings), index, self._instruments)
            engine.warm()
            return engine
        if self.reviewed is None:
            return self
        engine = Engine(self.reviewed.knowledge(), *self._given)
        engine._settings = self._settings
        return engine

    def warm(self) -> None:
        """Load what questions in any language need, for a process that is to answer many; takes a second.

        Parsing a table and collecting garbage stop all threads, a server's event loop among them, for up to
        half a second. After this neither happens: what is held by now is not looked through any more.
        """
        titles = {document.language: document.title for document in self.index.documents.values()}
        for language in LANGUAGES:
            title = titles.get(language) or min(titles.values(), default="")  # in whatever language
            for question in (*self._suggestions.of_figures(language), title):
                with suppress(QuestionError):  # a title need not be a question
                    self.ask(question, language=language)
        self._intake.warm()
        gc.freeze()

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of all editions that documents or figures belong to, oldest first."""
        held = {document.edition for document in self.index.documents.values() if document.edition}
        known = self.knowledge.without_own
        return in_order(held | set(known.editions.ids) if known.declares else held)

    @property
    def times(self) -> tuple[str, ...]:
        """The times of figures of measures that documents name, in order: look-ups take them as editions."""
        own = {f.edition for f in self.knowledge.facts.facts if self.knowledge.attributes[f.attribute].is_own}
        return in_order(own.difference(self.editions))

    @property
    def looks_up(self) -> bool:
        """Whether there are figures to look up, to compare and to rank: declared, or named by documents."""
        return self.knowledge.declares or self.knowledge.without_own is not self.knowledge

    @property
    def measures(self) -> tuple[HeldMeasure, ...]:
        """The measures that figures are held of, those of the most things first."""
        return tuple(self._intake.requests.measures.held.values())

    @property
    def corpus_version(self) -> str:
        return self.index.manifest.corpus_hash[:12]

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
        plan: QuestionPlan | None = None,
    ) -> Reply:
        """Answer `question`; `history` are the asker's earlier turns here, oldest first.

        `language` fixes the answer's language, whatever the question's; otherwise it is the question's, and
        where that is unclear (a bare name), the `locale`'s or the last turn's. `plan` says what it asks, of
        what `offer` gives. Raises QuestionError for what is no question.
        """
        return self._asked(question, history, language, locale, edition, plan)[0]

    def explain(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
    ) -> tuple[Reply, tuple[Explanation, ...]]:
        """The reply that `ask` gives, and for each question of the message how its answer came about.

        Raises QuestionError.
        """
        reply, courses = self._asked(question, history, language, locale, edition)
        return reply, tuple(map(self._explainer.explain, courses))

    def _asked(
        self,
        question: str,
        history: Sequence[Turn],
        language: str | None,
        locale: str | None,
        edition: str | None,
        plan: QuestionPlan | None = None,
    ) -> tuple[Reply, list[Course]]:
        """The reply to a message, and what became of each of its questions."""
        started = time.perf_counter()
        message = self._intake.message(question, history, language, locale)
        split, spoken, turns, courses = message.split, message.spoken, [*message.turns], list[Course]()
        for part, before in zip(split.parts, (None, *split.parts), strict=False):
            if part.context and (before is None or before.context != part.context):
                turns += self._intake.topic(part.context, spoken)
            written_in = self._intake.language(part.text, spoken)
            frame = self._intake.frame(part.text, written_in, turns, edition, plan)
            frame = replace(frame, language=message.fixed or frame.language)
            courses.append(self._course(frame, started, questions=len(split.parts)))
            turns.append(courses[-1].reply.turn)
        replies = [course.reply for course in courses]
        if len(replies) > 1:
            latency = round((time.perf_counter() - started) * 1000, 2)
            told = message.fixed or spoken
            return self._merger.merged(message.asked, replies, told, latency, more=split.more), courses
        answer = replies[0].answer.model_copy(update={"question": message.asked})
        return replies[0].model_copy(update={"answer": answer}), courses

    def ask_in_reply(
        self,
        question: str,
        replied_to: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> Reply:
        """Answer `question`, which replies to a message that says `replied_to`.

        Where `question` says what it asks about, "and in Q2?", the message is what it may refer to. Where it
        does not and the documents do not answer it either, "can you answer this?", the message is the
        question, and `question` only tells the language of a bare name. Raises QuestionError.
        """
        hint = history[-1].language if history and not locale else locale
        own, said = clean(question).text, clean(replied_to).text
        spoken = self._intake.language(own, self._intake.language(said, hint))
        turns = (*history, *self._intake.topic(said, spoken))
        if self._intake.names_a_subject(own, spoken):
            return self.ask(question, history=turns, language=language, locale=spoken)
        goes_on = self._intake.goes_on(own, spoken)
        if goes_on or self._intake.may_stand(own, spoken):
            held = turns if goes_on else ()
            reply = self.ask(question, history=held, language=language, locale=spoken)
            if not reply.answer.abstained and reply.turn.operation != Operation.SMALLTALK:
                return reply
        return self.ask(replied_to, history=history, language=language, locale=spoken)

    def leans(self, question: str, turns: Sequence[Turn], locale: str | None = None) -> bool:
        """Whether `question` asks of something else after `turns` than it does alone: "and in Q2?"."""
        said = clean(question).text
        spoken = self._intake.language(said, locale)
        first = self._intake.split(said, spoken).parts[0].text
        alone, after = (self._intake.frame(first, spoken, held, None) for held in ((), turns))
        return _of(alone) != _of(after)

    def converse(self, turns: Sequence[str]) -> Reply:
        """Ask `turns`, at least one, each with those before it; the reply to the last.

        Raises QuestionError.
        """
        replies: list[Reply] = []
        for turn in turns:
            replies.append(self.ask(turn, history=[reply.turn for reply in replies]))
        return replies[-1]

    def look_up(self, request: LookUp, *, locale: str | None = None) -> Reply:
        """Answer what a command asks for, in the language of `locale`; raises QuestionError."""
        started = time.perf_counter()
        return self._reply(self._intake.requests.frame(request, from_locale(locale)), started)

    def complete(
        self,
        prefix: str,
        *,
        roles: Collection[Role] | None = None,
        locale: str | None = None,
        limit: int = 25,
    ) -> tuple[Completion, ...]:
        """Names that begin with or hold `prefix`, of kinds with any of `roles`, in the language of `locale`.

        Without `roles`, those of everything that has scores, and of applications. Where models are among
        them, the things that documents have figures of come last.
        """
        return self._intake.completions.names(prefix, roles, from_locale(locale), limit)

    def complete_measures(
        self, prefix: str, *, locale: str | None = None, limit: int = 25
    ) -> tuple[Completion, ...]:
        """Measures whose names begin with or hold `prefix`, with their units, in the language of `locale`."""
        return self._intake.completions.measures(prefix, from_locale(locale), limit)

    def titles(self, locale: str | None = None) -> str:
        """What it answers from, in the language of `locale`: its editions or the first documents."""
        words = Wording(self.knowledge, self._instruments.messages).words(from_locale(locale))
        return titles(self.index.documents, self.editions, words)

    def reports(self, locale: str | None = None) -> tuple[HeldReport, ...]:
        """Which reports it answers from, the newest first, named in the language of `locale`."""
        language, declared = from_locale(locale), self.knowledge.without_own.editions.by_id
        named = {id_: known.title.get(language, id_) for id_, known in declared.items()}
        return held_reports(self.index.documents.values(), named)

    def examples(self, locale: str | None = None) -> tuple[str, ...]:
        """Up to three questions to try, in the language of `locale`.

        Where there are no figures, finding them takes up to a second, once.
        """
        return self._suggestions.examples(from_locale(locale))

    def _first_quote(self, question: str, language: str) -> Citation | None:
        """The first quote of the answer to a question of the documents; None where there is none."""
        frame = self._intake.frame(question, language, (), None)
        if frame.smalltalk or frame.operation not in TOLD:  # such answers may name questions to try
            return None
        answer = self._reply(frame, time.perf_counter()).answer
        return next(iter(answer.citations), None) if not answer.abstained else None

    def _reply(self, frame: Frame, started: float) -> Reply:
        """The reply to a message that is but one question."""
        return self._course(frame, started).reply

    def _course(self, frame: Frame, started: float, *, questions: int = 1) -> Course:
        """What becomes of one of the `questions` of a message, which share the tokens to be embedded."""
        searched = self.retriever.abridged(frame.search, MOST_TOKENS // questions)
        frame = replace(frame, search=searched)
        draft = self._drafter.draft(frame)
        return Course(frame, draft, self._assembler.reply(frame, draft, started))


def _of(frame: Frame) -> tuple[object, ...]:
    """What a frame asks of: things, figures, editions, a list, or, where nothing is named, words."""
    return frame.entities or frame.search, frame.attributes, frame.editions, frame.selection
