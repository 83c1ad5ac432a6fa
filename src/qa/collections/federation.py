"""A federation: the collections that somebody may read, asked as if they were one.

Each answers by itself, from its own documents, editions and measures: nothing of two collections is ever on
one scale, in one list or in one sentence. The best answer is given, whole.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Final, TypeAlias

from index.documents import Document
from index.errors import QuestionError
from index.page_pictures import DocumentPages
from qa.collections import collection as of_documents
from qa.collections.living import is_living
from qa.collections.member import Member, names_of, stamped
from qa.drafts.explanation import Explanation
from qa.instruments import Instruments
from qa.knowledge.editions import in_order
from qa.knowledge.held import HeldMeasure
from qa.knowledge.kinds import Role
from qa.knowledge.reports import HeldReport
from qa.language.detection import detect, from_locale
from qa.linking.names import Mention, Taken
from qa.models import Answer, Citation, Completion, Line, LookUp, Reply, Turn
from qa.question.frame import Operation
from qa.question.plan import PlanOffer, QuestionPlan

Explained: TypeAlias = tuple[Reply, tuple[Explanation, ...]]
_Worth: TypeAlias = tuple[bool, bool, bool, float, int]

MOST_EXAMPLES: Final = 3
MOST_COMPLETIONS: Final = 25
NOT_ASKED: Final = "There is nothing to ask."


class Federation:
    """Answers from its members, and from nothing else. Made for a question or some; threads may share it."""

    def __init__(self, members: tuple[Member, ...], instruments: Instruments) -> None:
        """`members` in the order in which they are preferred where their answers are equally good."""
        self.members: Final = members
        self._instruments, self._messages = instruments, instruments.messages

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of the editions of all members, oldest first."""
        return in_order({edition for one in self.members for edition in one.engine.editions})

    @property
    def times(self) -> tuple[str, ...]:
        """The times of figures of measures that documents name, in order."""
        held = {time for one in self.members for time in one.engine.times}
        return in_order(held.difference(self.editions))

    @property
    def looks_up(self) -> bool:
        return any(one.engine.looks_up for one in self.members)

    @property
    def measures(self) -> tuple[HeldMeasure, ...]:
        """The measures of all members, each member's in its order."""
        return tuple(chain.from_iterable(one.engine.measures for one in self.members))

    @property
    def corpus_version(self) -> str:
        """Another one whenever a member is of another version, or another collection may be read."""
        versions = [one.engine.corpus_version for one in self.members]
        if len(versions) == 1:
            return versions[0]
        return hashlib.blake2b("\n".join(versions).encode(), digest_size=6).hexdigest()

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
        """The best answer to `question`; `history` are the asker's earlier turns here, oldest first.

        The other arguments are those of `Engine.ask`: a `plan` is of the only member. Raises QuestionError.
        """
        given = {"language": language, "locale": locale, "edition": edition}

        def asked(one: Member, turns: Sequence[Turn]) -> Explained:
            return one.engine.ask(question, history=turns, plan=plan, **given), ()

        return self._best(asked, question, history, language or locale, edition)[0]

    def offer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> PlanOffer | None:
        """What a plan may choose from of its only member; None where that read the question surely.

        Raises QuestionError.
        """
        if len(self.members) != 1:
            return None
        (one,) = self.members
        return one.engine.offer(question, one.turns(history), language, locale)

    def alone(self, collection: str | None) -> Federation:
        """The member of that name; all where there is none."""
        named = tuple(one for one in self.members if one.name == collection)
        return Federation(named or self.members, self._instruments)

    def explain(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
    ) -> Explained:
        """The reply that `ask` gives, and for each of its questions how that came about. QuestionError."""

        def asked(one: Member, turns: Sequence[Turn]) -> Explained:
            return one.engine.explain(
                question, history=turns, language=language, locale=locale, edition=edition
            )

        return self._best(asked, question, history, language or locale, edition)

    def ask_in_reply(
        self,
        question: str,
        replied_to: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> Reply:
        """The best answer to `question`, which replies to a message that says `replied_to`. QuestionError."""

        def asked(one: Member, turns: Sequence[Turn]) -> Explained:
            said = one.engine.ask_in_reply(
                question, replied_to, history=turns, language=language, locale=locale
            )
            return said, ()

        return self._best(asked, question, history, language or locale, None)[0]

    def converse(self, turns: Sequence[str]) -> Reply:
        """Ask `turns`, at least one, each with those before it; the reply to the last. QuestionError."""
        replies: list[Reply] = []
        for turn in turns:
            replies.append(self.ask(turn, history=[reply.turn for reply in replies]))
        return replies[-1]

    def look_up(self, request: LookUp, *, locale: str | None = None) -> Reply:
        """The best answer to what a command asks for. Raises QuestionError."""

        def asked(one: Member, _turns: Sequence[Turn]) -> Explained:
            return one.engine.look_up(request, locale=locale), ()

        return self._best(asked, "", (), locale, getattr(request, "edition", None))[0]

    def complete(
        self,
        prefix: str,
        *,
        roles: Collection[Role] | None = None,
        locale: str | None = None,
        limit: int = MOST_COMPLETIONS,
    ) -> tuple[Completion, ...]:
        """Names that begin with or hold `prefix`: of each member the best, then of each the next."""
        held = [(one, one.engine.complete(prefix, roles=roles, locale=locale)) for one in self.members]
        return _in_turn(([self._unmistaken(name, of) for name in names] for of, names in held), limit)

    def complete_measures(
        self, prefix: str, *, locale: str | None = None, limit: int = MOST_COMPLETIONS
    ) -> tuple[Completion, ...]:
        """Measures whose names begin with or hold `prefix`, in the same order."""
        return _in_turn((one.engine.complete_measures(prefix, locale=locale) for one in self.members), limit)

    def names_in(self, text: str) -> tuple[Mention, ...]:
        """Where a text names what any member declares, by ids that no two members share; longest first."""
        found: dict[tuple[int, int], Mention] = {}
        for place, member in enumerate(self.members):
            for one in member.engine.names_in(text):
                ids = tuple(f"{place}:{id_}" for id_ in one.entities)
                held = found.get((one.start, one.end))
                found[one.start, one.end] = replace(one, entities=(*(held.entities if held else ()), *ids))
        taken, kept = Taken(len(text)), list[Mention]()
        for one in sorted(found.values(), key=lambda one: one.start - one.end):
            if taken.is_free(one.start, one.end):
                taken.add(one.start, one.end)
                kept.append(one)
        return tuple(sorted(kept, key=lambda one: one.start))

    def titles(self, locale: str | None = None) -> str:
        """What it answers from, each member's in its own words; empty where there is nothing."""
        told = [one.engine.titles(locale) for one in self.members]
        return " · ".join(dict.fromkeys(filter(None, told)))

    def reports(self, locale: str | None = None) -> tuple[HeldReport, ...]:
        """Which reports it answers from, the newest first."""
        held = chain.from_iterable(one.engine.reports(locale) for one in self.members)
        return tuple(sorted(dict.fromkeys(held), key=lambda one: one.published, reverse=True))

    def examples(self, locale: str | None = None) -> tuple[str, ...]:
        """Up to three questions to try: of each member one, then of each the next."""
        held = zip_longest(*(one.engine.examples(locale) for one in self.members))
        return tuple(dict.fromkeys(filter(None, chain.from_iterable(held))))[:MOST_EXAMPLES]

    def _unmistaken(self, offered: Completion, of: Member) -> Completion:
        """What a member offers, by its name where the id means something else in another collection."""
        graphs = (one.engine.knowledge.entities for one in self.members if one is not of)
        others = (graph[offered.value] for graph in graphs if offered.value in graph)
        if all(offered.label in other.written for other in others):
            return offered
        return Completion(label=offered.label, value=offered.label)

    def may_show(self, reply: Reply) -> bool:
        """Whether all that a reply speaks of may still be read here, and what it quotes is still there."""
        readable = set(names_of(self.members))
        return readable.issuperset(reply.collections) and all(map(self._holds, reply.answer.citations))

    def may_read(self, reply: Reply) -> bool:
        """Whether all documents that a reply speaks of may still be read here, whatever they say by now."""
        readable = set(names_of(self.members))
        return readable.issuperset(reply.collections) and all(map(self.cited, reply.answer.citations))

    def lasts(self, reply: Reply) -> bool:
        """Whether that is so while `corpus_version` stays the same: people can take nothing of it back."""
        return not any(is_living(cited) for cited in reply.answer.citations)

    def cited(self, cited: Citation) -> tuple[Document, str] | None:
        """The document of a quote as it is now, and the version of the documents that it belongs to.

        None where it is no more, or may not be read here.
        """
        member, document = self._document(cited)
        if member is None or document is None or not member.still_says(cited):
            return None
        return document, member.engine.corpus_version

    def pages(self, cited: Citation) -> DocumentPages | None:
        """The pages of the PDF that a quote is from; None where it was none, or may not be read here."""
        member, document = self._document(cited)
        if member is None or document is None or not member.still_says(cited):
            return None
        return member.pages(document)

    def _holds(self, cited: Citation) -> bool:
        found = self.cited(cited)
        return found is not None and cited.quote in found[0].text

    def _document(self, cited: Citation) -> tuple[Member, Document] | tuple[None, None]:
        """The document of a quote with who holds it; one that names no collection, of the data folder's.

        Such a one was kept by a version that knew no collections.
        """
        meant = (cited.collection,) if cited.collection else of_documents.BUILT_IN
        asked = [one for one in self.members if one.names.intersection(meant)]
        held = ((one, one.engine.index.documents.get(cited.document_id)) for one in asked)
        return next(((one, document) for one, document in held if document), (None, None))

    def _best(
        self,
        ask: Callable[[Member, Sequence[Turn]], Explained],
        question: str,
        history: Sequence[Turn],
        locale: str | None,
        edition: str | None,
    ) -> Explained:
        """What the member says that answers best, as a reply of its collection.

        A question that leans on the turn before is that turn's collection's, if it has an answer. Raises
        QuestionError, and WithheldError where nothing answers but what was taken back.
        """
        if not self.members:
            return self._nothing(question, locale), ()
        started = time.perf_counter()
        found: list[tuple[_Worth, Member, Explained]] = []
        problem: QuestionError | of_documents.WithheldError | None = None
        for place, one in enumerate(self._holding(edition)):
            turns = one.turns(history)
            try:
                said = ask(one, turns)
            except QuestionError as error:
                problem = problem or error
            else:
                if not all(map(one.still_says, said[0].answer.citations)):
                    problem = of_documents.WithheldError()
                    continue
                last = bool(turns) and len(self.members) > 1 and turns[-1] is history[-1]
                goes_on = last and one.engine.leans(question, turns, locale)
                found.append((_worth(said[0], place, goes_on=goes_on), one, said))
        if not found:
            raise problem or QuestionError(NOT_ASKED)
        _, member, (reply, explanations) = max(found, key=lambda one: one[0])
        latency = round((time.perf_counter() - started) * 1000, 2)
        reply = stamped(reply, member, latency)
        if reply.turn.operation == Operation.SMALLTALK:
            reply = self._introduced(reply, member)
        return reply, explanations

    def _holding(self, edition: str | None) -> tuple[Member, ...]:
        """The members that have an edition or a time of that name; all where none has."""
        held = [m for m in self.members if edition in m.engine.editions or edition in m.engine.times]
        return tuple(held) or self.members

    def _introduced(self, reply: Reply, member: Member) -> Reply:
        """Small talk of one member, and what the others answer from."""
        language = reply.answer.language
        others = [one for one in self.members if one is not member]
        titles = dict.fromkeys(filter(None, (one.engine.titles(language) for one in others)))
        if not titles:
            return reply
        text = self._messages.format(language, "collections-also", titles=" · ".join(titles))
        answer = reply.answer.model_copy(update={"answer": f"{reply.answer.answer}\n\n{text}"})
        lines = (*reply.lines, Line(kind="note", text=text))
        spoken_of = names_of(self.members)
        return reply.model_copy(update={"answer": answer, "lines": lines, "collections": spoken_of})

    def _nothing(self, question: str, locale: str | None) -> Reply:
        """What is said where there is no document."""
        language = detect(question, locale) if question else from_locale(locale)
        text = self._messages.format(language, "collections-empty")
        answer = Answer(
            id=hashlib.blake2b(f"{question}\n{text}".encode(), digest_size=6).hexdigest(),
            question=question,
            language=language,
            answer=text,
            abstained=True,
            confidence=0.0,
            corpus_version=self.corpus_version,
            latency_ms=0.0,
        )
        turn = Turn(question=question, language=language)
        return Reply(answer=answer, turn=turn, lines=(Line(kind="remark", text=text),))


def _worth(reply: Reply, place: int, *, goes_on: bool) -> _Worth:
    """How good a reply is, the greatest best: it answers, it is no small talk, it is about the same, sure."""
    answers, talks = not reply.answer.abstained, reply.turn.operation == Operation.SMALLTALK
    return answers, not talks, goes_on and answers, round(reply.answer.confidence, 2), -place


def _in_turn(offered: Iterable[Sequence[Completion]], limit: int) -> tuple[Completion, ...]:
    """Of each the first, then of each the second …: every value once."""
    held: dict[str, Completion] = {}
    for one in filter(None, chain.from_iterable(zip_longest(*offered))):
        held.setdefault(one.value, one)
    return tuple(held.values())[:limit]
