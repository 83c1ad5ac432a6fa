"""What the bot needs from the answering engine, and nothing more."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from threading import Lock
from typing import Protocol

from index.documents import Document
from index.page_pictures import DocumentPages
from qa.drafts.explanation import Explanation
from qa.knowledge.kinds import Role
from qa.knowledge.reports import HeldReport
from qa.linking.names import Mention
from qa.models import Citation, Completion, LookUp, Reply, Turn
from qa.question.plan import PlanOffer, QuestionPlan
from qa.question.same_question import SameQuestions
from qa.review.reviewed import Reviewed, ToReview


class Assistant(Protocol):
    """Answers questions; its methods may take tens of milliseconds and may be called from several threads."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of the editions in the corpus, oldest first."""

    @property
    def times(self) -> tuple[str, ...]:
        """The times of figures of measures that documents name, which look-ups take as editions; in order."""

    @property
    def looks_up(self) -> bool:
        """Whether there are figures to look up, to compare and to rank: without, documents are quoted."""

    @property
    def corpus_version(self) -> str:
        """Which version of the documents it answers from."""

    def names_in(self, text: str) -> Sequence[Mention]:
        """Where a text names what is declared."""

    def titles(self, locale: str) -> str:
        """What it answers from, in one line: its editions, or the titles of its first documents."""

    def reports(self, locale: str) -> Sequence[HeldReport]:
        """Which reports it answers from, the newest first."""

    def examples(self, locale: str) -> tuple[str, ...]:
        """Up to three questions to try, in the supported language nearest to `locale`; may take a second."""

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
        """The answer to `question`; `history` is oldest first. `language` is the only one to answer in.

        Raises FootnoteError.
        """

    def offer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> PlanOffer | None:
        """What a plan of a question may choose from; None where it was read surely. Raises FootnoteError."""

    def explain(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> tuple[Reply, tuple[Explanation, ...]]:
        """What `ask` answers, and for each of its questions how that came about. Raises FootnoteError."""

    def ask_in_reply(
        self,
        question: str,
        replied_to: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> Reply:
        """The answer to `question`, which replies to a message that says `replied_to`, or to that message.

        Raises FootnoteError.
        """

    def look_up(self, request: LookUp, *, locale: str | None = None) -> Reply:
        """The answer to a command. Raises FootnoteError."""

    def complete(
        self,
        prefix: str,
        *,
        roles: Collection[Role] | None = None,
        locale: str | None = None,
    ) -> tuple[Completion, ...]:
        """Names that begin with or hold `prefix`, of entities with any of `roles`, best first."""

    def complete_measures(self, prefix: str, *, locale: str | None = None) -> tuple[Completion, ...]:
        """Names of measures that begin with or hold `prefix`, those of the most things first."""


class RenewableAssistant(Assistant, Protocol):
    """One that is an engine itself: it can be brought up to date, and people decide on what it found."""

    @property
    def reviewed(self) -> Reviewed | None:
        """The findings that people review, with their decisions; None if nothing is reviewed."""

    @property
    def outdated(self) -> bool:
        """Whether another version of the index is in use by now."""

    def warm(self) -> None:
        """Load what answering needs, so that no question waits for it; may take seconds."""

    def renewed(self) -> RenewableAssistant:
        """An assistant that knows what people have decided since, of the index in use by now.

        May take seconds. Raises FootnoteError where that cannot be opened.
        """


class Offered(Protocol):
    """A collection that a server may read, as it is offered to a person."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...


class ReadableDocuments(Protocol):
    """The documents that may be read in a server; its methods may read files. Raises FootnoteError."""

    @property
    def corpus_version(self) -> str:
        """Another one whenever a document has changed, or others may be read."""

    def may_read(self, reply: Reply) -> bool:
        """Whether all documents that a reply speaks of may still be read, whatever they say by now."""

    def lasts(self, reply: Reply) -> bool:
        """Whether that is so for as long as `corpus_version` stays the same."""

    def cited(self, cited: Citation) -> tuple[Document, str] | None:
        """The document of a quote as it is now, and the version of the documents that it belongs to.

        None where it is no more, or may not be read.
        """

    def pages(self, cited: Citation) -> DocumentPages | None:
        """The pages of the PDF that a quote is from; None where it was none, or may not be read."""


class Assistants(Protocol):
    """What may answer where: the only way from a server to documents. Called from several threads."""

    def of(self, server: int | None) -> Assistant:
        """What answers in a server, or, with None, in direct messages. Raises FootnoteError."""

    def alone(self, name: str, server: int | None) -> Assistant:
        """What answers from one collection alone, of those that a server may read. Raises FootnoteError."""

    def offered(self, server: int | None) -> Sequence[Offered]:
        """The collections that a server may read."""

    def may_show(self, reply: Reply, server: int | None) -> bool:
        """Whether all that a kept reply quotes may still be read in a server, and is still there."""

    def reading(self, server: int | None) -> ReadableDocuments:
        """The documents that pages of a server's answers may show."""

    def same_question(self, question: str, others: Sequence[str]) -> int | None:
        """Which of `others`, by its place, asks the same as `question`; None where none does.

        May take tens of milliseconds. Raises FootnoteError.
        """

    def own_collection(self, server: int) -> str | None:
        """The name of a server's own collection, where it has one."""

    def earlier(self, collection: str | None, version: str) -> Assistant | None:
        """What answered from a collection in that version of its documents; None where it is not kept.

        Takes a second. Raises FootnoteError.
        """

    def to_review(self, server: int | None) -> ToReview | None:
        """The findings of a server's own documents, or, with None, of those that are nobody's own."""

    @property
    def looks_up(self) -> bool:
        """Whether there are, or may be one day, figures to look up."""

    def warm(self) -> None:
        """Load what answering needs, so that no question waits for it; may take seconds."""

    def renew(self, only: str | None = None) -> Sequence[str]:
        """Answer from the versions in use by now; which collections were renewed.

        `only` renews that one, with what people have decided since; then raises what keeps it from that.
        """


class Alone:
    """One assistant for all servers, whose documents everybody may read.

    Pages show its answers in their `documents` where these are given; `same` compares questions.
    """

    def __init__(
        self,
        assistant: RenewableAssistant,
        documents: Mapping[str, Document] | None = None,
        same: SameQuestions | None = None,
    ) -> None:
        self.assistant = assistant
        self.documents = documents or {}
        self.same = same
        self._renewing = Lock()

    def of(self, _server: int | None) -> Assistant:
        return self.assistant

    def alone(self, _name: str, _server: int | None) -> Assistant:
        return self.assistant

    def offered(self, _server: int | None) -> Sequence[Offered]:
        return ()

    def may_show(self, _reply: Reply, _server: int | None) -> bool:
        return True

    def reading(self, _server: int | None) -> ReadableDocuments:
        return self

    @property
    def corpus_version(self) -> str:
        return self.assistant.corpus_version

    def may_read(self, _reply: Reply) -> bool:
        return True

    def lasts(self, _reply: Reply) -> bool:
        return True

    def cited(self, cited: Citation) -> tuple[Document, str] | None:
        document = self.documents.get(cited.document_id)
        return (document, self.corpus_version) if document else None

    def same_question(self, question: str, others: Sequence[str]) -> int | None:
        return self.same.find(question, others) if self.same else None

    def own_collection(self, _server: int) -> str | None:
        return None

    def pages(self, _cited: Citation) -> DocumentPages | None:
        return None

    def earlier(self, _collection: str | None, _version: str) -> Assistant | None:
        return None

    def to_review(self, server: int | None) -> ToReview | None:
        reviewed = self.assistant.reviewed
        return ToReview("", reviewed) if reviewed is not None and server is None else None

    @property
    def looks_up(self) -> bool:
        return self.assistant.looks_up

    def warm(self) -> None:
        self.assistant.warm()

    def renew(self, only: str | None = None) -> Sequence[str]:
        with self._renewing:
            if only is None and not self.assistant.outdated:
                return ()
            self.assistant = self.assistant.renewed()
            return ("",)


class Memory(Protocol):
    """The recent turns of each conversation; bounded in number and age by whoever keeps them."""

    def recent(self, key: Hashable, *, private: bool = False) -> tuple[Turn, ...]:
        """The turns of `key`, oldest first; those of private questions only if `private`."""

    def remember(
        self, key: Hashable, turn: Turn, *, private: bool = False, sources: tuple[int, ...] = ()
    ) -> None:
        """Keep a turn; `sources` are the messages, or the interaction, that say what it asks."""

    def replace(self, key: Hashable, turn: Turn, by: Turn) -> None:
        """Put a turn in the place of the very `turn` that was remembered, unless that is forgotten by now."""

    def forget(self, source: int) -> None:
        """Forget the turns of which `source` is one."""

    def of_person(self, person: int) -> tuple[Turn, ...]:
        """The turns of a person in all places, private ones included."""

    def forget_person(self, person: int) -> None:
        """Forget all turns of a person."""

    def forget_all(self) -> None:
        """Forget all turns of everybody."""
