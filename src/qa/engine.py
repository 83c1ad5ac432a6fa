"""The way from a question to a verified answer. Built once, shared by all threads, holds no conversation."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import replace

from index.build import ensure_index
from index.embedding import Embedder, Progress, open_embedder
from index.errors import FootnoteError, QuestionError
from index.passage_index import PassageIndex
from index.text import terms
from qa.citing import Citations
from qa.composing import Composer
from qa.draft import Abstention, Draft, Note, Section
from qa.figures import Figures
from qa.frame import Frame, Operation
from qa.knowledge import Knowledge
from qa.language import LANGUAGES, detect, from_locale
from qa.messages import Messages
from qa.models import Answer, Choice, Completion, FactView, Notice, Reply, Statement, Turn
from qa.names import NameIndex
from qa.notices import Notices
from qa.overviews import Overviews
from qa.passages import PassageAnswers
from qa.quoting import Quoting
from qa.reading import Reader
from qa.retrieval import Retriever
from qa.settings import Settings
from qa.suggesting import Suggestions
from qa.understanding import Understanding
from qa.wording import Wording

LONGEST_QUESTION = 2000  # characters
MOST_CLOSEST = 2


class Engine:
    """Answers questions from one corpus and its index."""

    def __init__(
        self, knowledge: Knowledge, index: PassageIndex, embedder: Embedder, threshold: float = 0.5
    ) -> None:
        self.knowledge = knowledge
        self.index = index
        self.messages = Messages()
        self.wording = Wording(knowledge, self.messages)
        self.names = NameIndex(knowledge.entities, self._is_ordinary)
        self.retriever = Retriever(index, embedder)
        self._reader = Reader(knowledge, self.names, self._is_known)
        figures = Figures(knowledge)
        self._understanding = Understanding(knowledge, figures)
        quoting = Quoting(index.documents)
        self._notices = Notices(knowledge, figures, self.wording)
        self._composer = Composer(knowledge, figures, quoting, self.wording, self._notices)
        self._quoting = quoting
        self._passages = PassageAnswers(index, self.retriever, knowledge, self.wording, threshold)
        self._overviews = Overviews(knowledge, figures, self._composer, self._passages)
        self._suggestions = Suggestions(knowledge, self.wording)
        self._unknown_rarity = index.rarity("\0")

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Engine:
        """The engine over the settings' corpus; its index is built first where it is missing or stale."""
        embedder = open_embedder(settings.model)
        knowledge = Knowledge.load(settings.corpus)
        index = ensure_index(settings.corpus, settings.data_dir, embedder, progress)
        return cls(knowledge, index, embedder, settings.threshold)

    @property
    def editions(self) -> tuple[str, ...]:
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
        (a bare name), the last turn's or the `locale`'s. Raises QuestionError for what is no question.
        """
        started = time.perf_counter()
        hint = history[-1].language if history and not locale else locale
        text = self._checked(question, language or hint)
        frame = self._frame(text, history, language, hint, edition)
        draft = self._draft(frame)
        return self._reply(question, frame, draft, started)

    def score(self, name: str, *, edition: str | None = None, locale: str | None = None) -> Reply:
        """The figures of the entity that `name` (an id, or a name however written) means."""
        started = time.perf_counter()
        mention = self.names.resolve(self._checked(name, locale))
        entities = mention.entities[:1] if mention else ()
        frame = replace(
            self._figure_frame(name, Operation.LOOKUP, entities, edition, locale),
            mentions=(mention,) if mention else (),
            absent_names=() if mention else (name,),
            ties=mention.entities if mention and len(mention.entities) > 1 and not mention.exact else (),
        )
        return self._reply(name, frame, self._draft(frame), started)

    def compare(
        self, names: Sequence[str], *, edition: str | None = None, locale: str | None = None
    ) -> Reply:
        """The scores of the entities that `names` mean, side by side."""
        started = time.perf_counter()
        found = {name: self.names.resolve(self._checked(name, locale)) for name in names}
        absent = tuple(name for name, mention in found.items() if mention is None)
        entities = tuple(dict.fromkeys(m.entities[0] for m in found.values() if m))
        frame = self._figure_frame(" / ".join(names), Operation.COMPARE, entities, edition, locale)
        frame = replace(frame, absent_names=absent, difference=True)
        return self._reply(frame.question, frame, self._draft(frame), started)

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
        found = {name: self.names.resolve(self._checked(name, locale)) for name in within}
        absent = tuple(name for name, mention in found.items() if mention is None)
        scopes = tuple(dict.fromkeys(m.entities[0] for m in found.values() if m))
        frame = self._figure_frame(" / ".join(within), Operation.RANK, (), edition, locale)
        frame = replace(frame, absent_names=absent, scopes=scopes, limit=top)
        return self._reply(frame.question, frame, self._draft(frame), started)

    def _figure_frame(
        self,
        question: str,
        operation: Operation,
        entities: tuple[str, ...],
        edition: str | None,
        locale: str | None,
    ) -> Frame:
        """A frame for a command: the attribute is the one that models are ranked by."""
        default = next((a.id for a in self.knowledge.attributes.values() if a.default_for), None)
        if default is None:
            raise FootnoteError("The corpus names no attribute to rank by (default_for in attributes.yaml).")
        return Frame(
            question=question,
            language=from_locale(locale),
            operation=operation,
            entities=entities,
            attributes=(default,),
            editions=(edition,) if edition else (),
            search=question,
        )

    def complete(self, prefix: str, *, locale: str | None = None, limit: int = 25) -> tuple[Completion, ...]:
        """Names that begin with or hold `prefix`, in the language of `locale`, for autocompletion."""
        language = from_locale(locale)
        found = self.names.complete(prefix, limit * 4)
        scored = [e for e in found if e.kind in ("model", "family", "application", "lab")]
        return tuple(Completion(label=e.name(language), value=e.id) for e in scored[:limit])

    def examples(self, locale: str | None = None) -> tuple[str, ...]:
        """Three questions to try, in the language of `locale`."""
        return self._suggestions.examples(from_locale(locale))

    # --- steps ----------------------------------------------------------------------

    def _checked(self, question: str, locale: str | None) -> str:
        language = from_locale(locale)
        if "\0" in question or any(0xD800 <= ord(c) <= 0xDFFF or c == "\ufffd" for c in question):
            raise QuestionError(self.messages.format(language, "error-binary"))
        text = question.strip()
        if not any(character.isalnum() for character in text):
            raise QuestionError(self.messages.format(language, "error-empty"))
        if len(text) > LONGEST_QUESTION:
            limits = {"length": len(text), "limit": LONGEST_QUESTION}
            raise QuestionError(self.messages.format(language, "error-long", **limits))
        return text

    def _frame(
        self, text: str, history: Sequence[Turn], language: str | None, hint: str | None, edition: str | None
    ) -> Frame:
        if language is None or language not in LANGUAGES:
            named = tuple(mention.text for mention in self.names.find(text))
            language = detect(text, hint, named)
        return self._understanding.frame(self._reader.read(text, language), history, edition)

    def _draft(self, frame: Frame) -> Draft:
        if frame.ties:
            return self._clarification(frame)
        if frame.operation is Operation.SMALLTALK:
            return self._smalltalk(frame)
        if frame.absent_editions and not frame.editions:
            return self._abstained(frame, self._no_such_edition(frame))
        if frame.absent_names:
            name = self.wording.join(frame.absent_names, frame.language)
            return self._abstained(
                frame, Abstention(self.wording.text(frame.language, "abstain-name", name=name))
            )
        if frame.operation is Operation.PASSAGE:
            composed: Draft | Abstention = self._passages.compose(frame)
        elif frame.operation is Operation.OVERVIEW:
            composed = self._overviews.compose(frame)
        else:
            composed = self._composer.compose(frame)
            if isinstance(composed, Abstention) and not composed.applies:
                composed = self._passages.compose(frame)
        return self._abstained(frame, composed) if isinstance(composed, Abstention) else composed

    def _clarification(self, frame: Frame) -> Draft:
        """Near-tied readings of a name: which one is meant? Each choice asks the question with that name."""
        mention = next(m for m in frame.mentions if len(m.entities) > 1 and not m.exact)
        names = {entity: self.wording.name(entity, frame.language) for entity in frame.ties}
        choices = tuple(
            Choice(
                label=name, question=frame.question[: mention.start] + name + frame.question[mention.end :]
            )
            for name in names.values()
        )
        text = self.wording.text(
            frame.language, "clarify", names=self.wording.join(list(names.values()), frame.language)
        )
        return Draft(text=text, choices=choices, confidence=0.5)

    def _smalltalk(self, frame: Frame) -> Draft:
        titles = [
            e.title.get(frame.language) or e.id for e in self.knowledge.editions.by_id.values()
        ] or sorted({d.title for d in self.index.documents.values()})[:3]
        text = self.wording.text(
            frame.language,
            f"help-{frame.smalltalk}",
            titles=self.wording.join(titles, frame.language),
            examples=self.wording.text(
                frame.language, "quote", text=self._suggestions.examples(frame.language)[0]
            )
            if self._suggestions.examples(frame.language)
            else "",
        )
        return Draft(text=text, followups=self._suggestions.examples(frame.language))

    def _no_such_edition(self, frame: Frame) -> Abstention:
        held = self.wording.editions(self.editions, frame.language)
        asked = self.wording.join(frame.absent_editions, frame.language)
        return Abstention(self.wording.text(frame.language, "abstain-edition", edition=asked, editions=held))

    def _abstained(self, frame: Frame, why: Abstention) -> Draft:
        """An abstention with what comes closest: figures of another edition, or the nearest sentences."""
        quotes = [q for fact in why.facts if (q := self._quoting.proof(fact, frame.language))]
        wide = replace(frame, editions=()) if frame.absent_editions else frame
        if not quotes:
            found = self._passages.search(wide)
            quotes = [self._passages.quote(item) for item in self._passages.choose(found)] if found else []
        return Draft(
            text=why.text,
            abstained=True,
            confidence=0.1,
            closest=tuple(quotes[:MOST_CLOSEST]),
            entities=frame.entities,
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=frame.editions,
        )

    def _reply(self, question: str, frame: Frame, draft: Draft, started: float) -> Reply:
        labels = [self.wording.edition(e, frame.language) for e in self.editions]
        citations = Citations(self.index.documents, question, labels)
        lines, statements = self._verified(draft, citations)
        notices = [Notice(kind=note.kind, text=note.text) for note in draft.notes]
        if draft.sections and not statements:
            draft = self._abstained(
                frame,
                Abstention(
                    self.wording.text(
                        frame.language,
                        "abstain-passage",
                        editions=self.wording.editions(self.editions, frame.language),
                    )
                ),
            )
        if draft.abstained:
            notices += self._closest(draft, citations, frame.language)
        cited = citations.all()
        translation = self._notices.translation(
            [q for claim in draft.claims for q in claim.quotes], citations.languages, frame.language
        )
        if translation:
            notices.append(Notice(kind=translation.kind, text=translation.text))
        answer = Answer(
            id=uuid.uuid4().hex,
            question=question,
            language=frame.language,
            answer="\n".join(filter(None, (draft.text, *lines))),
            statements=tuple(statements),
            abstained=draft.abstained,
            confidence=round(draft.confidence, 4),
            citations=cited,
            facts=self._fact_views(draft, frame.language),
            notices=tuple(notices),
            followups=draft.followups or self._suggestions.after(frame, draft),
            corpus_version=self.corpus_version,
            latency_ms=round((time.perf_counter() - started) * 1000, 2),
        )
        turn = Turn(
            question=question,
            language=frame.language,
            entities=draft.entities or frame.entities,
            attribute=draft.attribute,
            editions=draft.editions,
            operation=frame.operation.value,
        )
        return Reply(answer=answer, turn=turn, choices=draft.choices)

    @staticmethod
    def _verified(draft: Draft, citations: Citations) -> tuple[list[str], list[Statement]]:
        lines: list[str] = []
        statements: list[Statement] = []
        for section in draft.sections:
            held = [s for claim in section.claims if (s := citations.verify(claim))]
            if held and section.heading:
                lines.append(section.heading)
            lines += [statement.text for statement in held]
            statements += held
        return lines, statements

    def _closest(self, draft: Draft, citations: Citations, language: str) -> list[Notice]:
        notices = []
        for quote in draft.closest:
            if citations.add(quote) is not None:
                document = self.index.documents[quote.document_id]
                text = document.text[quote.start : quote.end]
                edition = self.wording.edition(document.edition, language)
                notices.append(
                    Notice(
                        kind="closest",
                        text=self.wording.text(language, "notice-closest", quote=text, edition=edition),
                    )
                )
        return notices

    def _fact_views(self, draft: Draft, language: str) -> tuple[FactView, ...]:
        facts = dict.fromkeys(fact for claim in draft.claims for fact in claim.facts)
        return tuple(
            FactView(
                subject=self.wording.name(fact.subject, language),
                attribute=fact.attribute,
                value=fact.value,
                unit=fact.unit,
                edition=fact.edition,
            )
            for fact in facts
        )

    def _is_known(self, word: str) -> bool:
        """Whether a folded word occurs in the documents, in a cue, or among question words."""
        return any(self.index.rarity(term) < self._unknown_rarity for term in terms(word))

    def _is_ordinary(self, word: str) -> bool:
        """Whether a folded word is one that questions use, so that it is no misspelt name."""
        return self._is_known(word) or any(self._reader.knows(word, language) for language in ("en", "fr"))


__all__ = ["Engine", "Note", "Section"]
