"""From a draft to an answer: only what was verified, numbered and put into words."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from index.documents import Document
from qa.citation.gate import Citations
from qa.citation.marker import Marking
from qa.drafts.draft import Claim, Draft, Section
from qa.drafts.drafter import Drafting
from qa.drafts.notices import Notices
from qa.drafts.suggestions import Suggestions
from qa.knowledge.figures import Figures
from qa.language.inline import in_line
from qa.models import Answer, FactView, Notice, Reply, Statement
from qa.question.frame import Frame
from qa.replies.plots import Plotting
from qa.replies.tables import rows
from qa.replies.turns import turn_of
from qa.wording.wording import Wording

logger = logging.getLogger(__name__)


class Assembler:
    """The last step. Nothing passes it that `Citations` has not verified."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        drafting: Drafting,
        figures: Figures,
        notices: Notices,
        suggestions: Suggestions,
        wording: Wording,
        corpus_version: str,
    ) -> None:
        self._documents = documents
        self._drafting = drafting
        self._notices = notices
        self._figures = figures
        self._plotting = Plotting(figures, wording)
        self._suggestions = suggestions
        self._wording = wording
        self._marking = Marking(wording.knowledge)
        self._corpus_version = corpus_version
        self._editions = tuple(dict.fromkeys(document.edition for document in documents.values()))

    def reply(self, frame: Frame, draft: Draft, started: float) -> Reply:
        """The reply for a draft; `started` is when the question came, by `time.perf_counter`."""
        labels = [self._wording.edition(edition, frame.language) for edition in self._editions]
        marker = partial(self._marking.marks, frame)
        citations = Citations(self._documents, frame.question, labels, marker)
        lines, statements, claims = self._verified(draft, citations)
        headings = {section.heading for section in draft.sections} - {""}
        if draft.sections and not lines:
            draft = self._drafting.unproved(frame)
        notices = [Notice(kind=note.kind, text=note.text) for note in draft.notes]
        notices += self._closest(draft, citations, frame.language)
        translation = self._notices.translation(self._told_in(claims), frame.language)
        if translation and statements:
            notices.append(Notice(kind=translation.kind, text=translation.text))
        answer = Answer(
            id=uuid.uuid4().hex,
            question=frame.question,
            language=frame.language,
            answer="\n".join(filter(None, (draft.text, *_apart(lines, headings), draft.closing))),
            statements=tuple(statements),
            abstained=draft.abstained,
            confidence=round(draft.confidence, 4),
            citations=citations.all(),
            facts=self._facts(claims, frame.language),
            notices=tuple(notices),
            followups=draft.followups or self._suggestions.after(frame, draft),
            corpus_version=self._corpus_version,
            latency_ms=round((time.perf_counter() - started) * 1000, 2),
        )
        return Reply(
            answer=answer,
            turn=turn_of(frame, draft),
            choices=draft.choices,
            plot=self._plotting.plot(frame, claims),
            rows=rows(claims, statements, self._wording, frame.language),
            headings=tuple(line for line in lines if line in headings),
        )

    def _verified(self, draft: Draft, citations: Citations) -> tuple[list[str], list[Statement], list[Claim]]:
        """The lines of the answer, its statements, and the claims that they were made from."""
        lines: list[str] = []
        statements: list[Statement] = []
        claims: list[Claim] = []
        for section in filter(self._is_one_scale, draft.sections):
            held = [(claim, s) for claim in section.claims if (s := citations.verify(claim))]
            if section.heading and (held or section.lines):
                lines.append(section.heading)
            lines += [*section.lines, *(statement.text for _, statement in held)]
            statements += [statement for _, statement in held]
            claims += [claim for claim, _ in held]
        return lines, statements, claims

    def _is_one_scale(self, section: Section) -> bool:
        """Whether no claim, and no order of claims, rests on figures of editions that may not be compared."""
        ordered = [fact for claim in section.claims if claim.place for fact in claim.facts]
        together = [ordered, *(claim.facts for claim in section.claims)]
        apart = [facts for facts in together if self._figures.incomparable(facts)]
        if apart:
            logger.error("a section was left out: it puts %s on one scale", [f.id for f in apart[0]])
        return not apart

    def _told_in(self, claims: Sequence[Claim]) -> list[str]:
        """The languages of what proves the claims; a quoted sentence is told in its own."""
        quotes = (quote for claim in claims for quote in (claim.quotes if claim.facts else claim.quotes[:1]))
        return [self._documents[quote.document_id].language for quote in quotes]

    def _closest(self, draft: Draft, citations: Citations, language: str) -> list[Notice]:
        notices = []
        for quote in draft.closest:
            text = citations.cite(quote)
            if text is not None:
                edition = self._wording.edition(self._documents[quote.document_id].edition, language)
                message = self._wording.text(language, "notice-closest", quote=in_line(text), edition=edition)
                notices.append(Notice(kind="closest", text=message))
        return notices

    def _facts(self, claims: Sequence[Claim], language: str) -> tuple[FactView, ...]:
        """The facts of the claims that were verified."""
        facts = dict.fromkeys(fact for claim in claims for fact in claim.facts)
        return tuple(
            FactView(
                subject=self._wording.name(fact.subject, language),
                attribute=fact.attribute,
                value=fact.value,
                unit=fact.unit,
                edition=fact.edition,
            )
            for fact in facts
        )


def _apart(lines: Sequence[str], headings: Collection[str]) -> list[str]:
    """The lines with an empty one before each heading but the first line."""
    return [f"\n{line}" if place and line in headings else line for place, line in enumerate(lines)]
