"""The way from a question to a verified answer. Built once, shared by all threads, holds no conversation."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.build import corpus_hash, ensure_index
from index.crossing import CrossingEncoder
from index.embedding import Embedder, Progress, open_embedder
from index.errors import FootnoteError, QuestionError
from index.passage_index import PassageIndex
from index.text import terms
from qa.assembling import Assembler
from qa.cleaning import clean
from qa.drafting import Drafting
from qa.evidence import model_for
from qa.figures import Figures
from qa.frame import Frame, Operation
from qa.knowledge import Knowledge
from qa.knowledge_cache import load_knowledge
from qa.language import LANGUAGES, detect, from_locale
from qa.makers import Makers
from qa.merging import Merging
from qa.messages import Messages
from qa.models import Completion, Reply, Turn
from qa.names import NameIndex
from qa.notices import Notices
from qa.passages import PassageAnswers
from qa.quoting import Quoting
from qa.reading import Reader
from qa.retrieval import Retriever
from qa.settings import Settings
from qa.splitting import Splitter
from qa.stating import Stating
from qa.suggesting import Suggestions
from qa.understanding import Understanding
from qa.wording import Wording

LONGEST_QUESTION: Final = 2000  # characters, as many as a Discord message holds
LONGEST_CONTEXT: Final = 300  # characters of a quote or preamble that are looked at
COMPLETED_KINDS: Final = frozenset({"model", "family", "application", "lab"})


class Engine:
    """Answers questions from one corpus and its index."""

    def __init__(
        self,
        knowledge: Knowledge,
        index: PassageIndex,
        embedder: Embedder,
        threshold: float = 0.4,
        crossing: CrossingEncoder | None = None,
    ) -> None:
        """`threshold` is the confidence, from 0 to 1, under which passages are not taken for an answer.

        `crossing` is the second encoder, for questions in a language that no document is in.
        """
        self.knowledge = knowledge
        self.index = index
        self.retriever = Retriever(index, embedder, crossing)
        self._messages = Messages()
        self._unknown_rarity = index.rarity("\0")
        self._names = NameIndex(knowledge.entities, self._is_ordinary)
        self._reader = Reader(knowledge, self._names, self._is_known)
        figures, wording = Figures(knowledge), Wording(knowledge, self._messages)
        self._understanding = Understanding(knowledge, figures)
        self._splitter = Splitter(self._reader)
        self._merging = Merging(self._messages)
        quoting = Quoting(index.documents)
        notices = Notices(knowledge, figures, quoting, wording)
        stating = Stating(knowledge, figures, quoting, wording, notices)
        model = model_for(embedder)
        passages = PassageAnswers(index, self.retriever, model, knowledge, wording, notices, threshold)
        self._suggestions = Suggestions(knowledge, wording)
        makers = Makers(knowledge.entities, index.documents)
        self._drafting = Drafting(stating, passages, makers, self._suggestions, self.editions)
        self._assembler = Assembler(
            index.documents, self._drafting, notices, self._suggestions, wording, self.corpus_version
        )

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None, *, lazy: bool = False) -> Engine:
        """The engine over the settings' corpus; its index is built first where it is missing or stale.

        `lazy` leaves the vectors unread until a question needs them; for a process that answers but one.
        """
        embedder = open_embedder(settings.model)
        digest = corpus_hash(settings.corpus)
        knowledge = load_knowledge(settings.corpus, settings.data_dir, digest)
        crossing = CrossingEncoder()
        index = ensure_index(
            settings.corpus, settings.data_dir, embedder, progress, crossing=crossing, lazy=lazy
        )
        return cls(knowledge, index, embedder, settings.threshold, crossing)

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of all editions that documents or figures belong to, oldest first."""
        held = {document.edition for document in self.index.documents.values()}
        return tuple(sorted(held | set(self.knowledge.editions.ids)))

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
    ) -> Reply:
        """Answer `question`; `history` are the asker's earlier turns here, oldest first.

        `language` fixes the answer's language; otherwise it is the question's, and where that does not tell
        (a bare name), the `locale`'s or the last turn's. Raises QuestionError for what is no question.
        """
        started = time.perf_counter()
        hint = history[-1].language if history and not locale else locale
        asked = self._checked(question, language or hint)
        message = clean(asked)
        self._checked(message.text, language or hint)
        fixed = language if language in LANGUAGES else None
        spoken = fixed or self._language(message.text, hint)
        parts = self._splitter.split(message.text, spoken)
        turns, replies = [*history, *self._said(message.quoted, spoken)], list[Reply]()
        for part, before in zip(parts.parts, (None, *parts.parts), strict=False):
            if part.context and (before is None or before.context != part.context):
                turns += self._said(part.context, spoken)
            reading = self._reader.read(part.text, fixed or self._language(part.text, spoken))
            replies.append(self._reply(self._understanding.frame(reading, turns, edition), started))
            turns.append(replies[-1].turn)
        if len(replies) > 1:
            latency = round((time.perf_counter() - started) * 1000, 2)
            return self._merging.merged(asked, replies, spoken, latency, more=parts.more)
        return replies[0].model_copy(
            update={"answer": replies[0].answer.model_copy(update={"question": asked})}
        )

    def score(self, name: str, *, edition: str | None = None, locale: str | None = None) -> Reply:
        """The scores of the entity that `name` (an id, or a name however written) means."""
        started = time.perf_counter()
        mention = self._names.resolve(self._checked(name, locale))
        tied = mention is not None and len(mention.entities) > 1 and not mention.exact
        frame = replace(
            self._command_frame(name, Operation.LOOKUP, edition, locale),
            mentions=(mention,) if mention else (),
            entities=mention.entities[:1] if mention else (),
            absent_names=() if mention else (name,),
            ties=mention.entities if mention and tied else (),
        )
        return self._reply(frame, started)

    def compare(
        self, names: Sequence[str], *, edition: str | None = None, locale: str | None = None
    ) -> Reply:
        """The scores of the entities that `names` mean, side by side."""
        started = time.perf_counter()
        entities, absent = self._resolved(names, locale)
        frame = self._command_frame(" / ".join(names), Operation.COMPARE, edition, locale)
        return self._reply(replace(frame, entities=entities, absent_names=absent), started)

    def rank(
        self,
        within: Sequence[str] = (),
        *,
        edition: str | None = None,
        top: int | None = None,
        locale: str | None = None,
    ) -> Reply:
        """The models of each edition in order, of the labs, countries and groups named in `within`."""
        started = time.perf_counter()
        scopes, absent = self._resolved(within, locale)
        frame = self._command_frame(" / ".join(within), Operation.RANK, edition, locale)
        return self._reply(replace(frame, scopes=scopes, absent_names=absent, limit=top), started)

    def complete(self, prefix: str, *, locale: str | None = None, limit: int = 25) -> tuple[Completion, ...]:
        """Names that begin with or hold `prefix`, in the language of `locale`, for autocompletion."""
        language = from_locale(locale)
        found = self._names.complete(prefix, COMPLETED_KINDS, limit)
        return tuple(Completion(label=entity.name(language), value=entity.id) for entity in found)

    def examples(self, locale: str | None = None) -> tuple[str, ...]:
        """Up to three questions to try, in the language of `locale`."""
        return self._suggestions.examples(from_locale(locale))

    def _language(self, text: str, hint: str | None) -> str:
        return detect(text, hint, tuple(mention.text for mention in self._names.find(text)))

    def _said(self, text: str, language: str) -> tuple[Turn, ...]:
        """What a quote or a preamble speaks of, for the question to refer to; () where that is nothing."""
        if not text:
            return ()
        text = text[:LONGEST_CONTEXT]
        turn = self._understanding.said(self._reader.read(text, self._language(text, language)))
        return (turn,) if turn else ()

    def _reply(self, frame: Frame, started: float) -> Reply:
        return self._assembler.reply(frame, self._drafting.draft(frame), started)

    def _checked(self, question: str, locale: str | None) -> str:
        """The question without surrounding white space; raises QuestionError, in the asker's language."""
        language = from_locale(locale)
        text = "".join(c for c in question if unicodedata.category(c) != "Cf").strip()  # nothing invisible
        if "\0" in text or any("\ud800" <= c <= "\udfff" or c == "\ufffd" for c in text):
            raise QuestionError(self._messages.format(language, "error-binary"))
        if not any(character.isalnum() for character in text):
            raise QuestionError(self._messages.format(language, "error-empty"))
        if len(text) > LONGEST_QUESTION:
            limits = {"length": len(text), "limit": LONGEST_QUESTION}
            raise QuestionError(self._messages.format(language, "error-long", **limits))
        return text

    def _resolved(self, names: Sequence[str], locale: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The entities that `names` mean, and the names that mean none."""
        found = {name: self._names.resolve(self._checked(name, locale)) for name in names}
        entities = dict.fromkeys(mention.entities[0] for mention in found.values() if mention)
        return tuple(entities), tuple(name for name, mention in found.items() if mention is None)

    def _command_frame(
        self, question: str, operation: Operation, edition: str | None, locale: str | None
    ) -> Frame:
        """A frame for a command: its attribute is the one that models are ranked by."""
        default = next((a.id for a in self.knowledge.attributes.values() if a.default_for), None)
        if default is None:
            raise FootnoteError("The corpus names no attribute to rank by (default_for in attributes.yaml).")
        return Frame(
            question=question,
            language=from_locale(locale),
            operation=operation,
            attributes=(default,),
            editions=(edition,) if edition else (),
            single=False,
            search=question,
        )

    def _is_known(self, word: str) -> bool:
        """Whether a folded word occurs in the documents; of a word with digits every part that has some."""
        parts = terms(word)
        numbered = [part for part in parts if any(character.isdigit() for character in part)]
        check = all if numbered else any
        return check(self.index.rarity(part) < self._unknown_rarity for part in numbered or parts)

    def _is_ordinary(self, word: str) -> bool:
        """Whether a folded word is one that texts or questions use, so that it is no misspelt name."""
        return any(self._reader.knows(word, language) for language in ("en", "fr"))
