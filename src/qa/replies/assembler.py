"""From a draft to an answer: only what was verified, numbered and put into words."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from index.documents import Document
from qa.citation.claim import Claim
from qa.citation.gate import Citations
from qa.citation.marker import Marker
from qa.drafts.draft import Draft, Section
from qa.drafts.drafter import Drafter
from qa.drafts.notices import of_translation
from qa.drafts.suggestions import Suggestions
from qa.drafts.works import document_title
from qa.knowledge.figures import Figures
from qa.language.inline import in_line
from qa.models import Answer, FactView, Line, Notice, Reply, Turn
from qa.question.frame import LISTS, Frame
from qa.reading.reader import EvidenceReader
from qa.replies.lines import statements, written
from qa.replies.plots import Plotter
from qa.replies.tables import rows
from qa.wording.wording import Wording, Words

logger = logging.getLogger(__name__)


class Assembler:
    """The last step. Nothing passes it that `Citations` has not verified."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        drafter: Drafter,
        figures: Figures,
        suggestions: Suggestions,
        wording: Wording,
        corpus_version: str,
        reader: EvidenceReader,
    ) -> None:
        self._documents = documents
        self._drafter = drafter
        self._figures = figures
        self._plotter = Plotter(figures, wording)
        self._suggestions = suggestions
        self._wording = wording
        self._marker = Marker(wording.knowledge, reader)
        self._corpus_version = corpus_version
        self._editions = tuple(dict.fromkeys(document.edition for document in documents.values()))

    def reply(self, frame: Frame, draft: Draft, started: float) -> Reply:
        """The reply for a draft; `started` is when the question came, by `time.perf_counter`."""
        words = self._wording.words(frame.language)
        labels = (*map(words.edition, self._editions), *_labels(draft, words))
        mark = partial(self._marker.marks, frame)
        citations = Citations(self._documents, frame.question, labels, mark, words)
        sections = self._verified(draft, citations)
        if draft.sections and not sections:
            draft = self._drafter.unproved(frame)
        claims = [claim for section in sections for claim in section.claims]
        lines = _lines(draft, sections, citations)
        notices = self._noticed(draft, claims, citations, words)
        answer = Answer(
            id=uuid.uuid4().hex,
            question=frame.question,
            language=frame.language,
            answer=written(lines),
            statements=statements(lines),
            abstained=draft.abstained,
            confidence=round(draft.confidence, 4),
            citations=citations.all(),
            facts=_facts(claims, words),
            notices=notices,
            followups=draft.followups or self._suggestions.after(frame, draft),
            corpus_version=self._corpus_version,
            latency_ms=round((time.perf_counter() - started) * 1000, 2),
        )
        return Reply(
            answer=answer,
            turn=_turn(frame, draft),
            choices=draft.choices,
            plot=self._plotter.plot(frame, claims),
            rows=rows(claims, answer.statements, words),
            lines=lines,
        )

    def _verified(self, draft: Draft, citations: Citations) -> list[Section]:
        """The sections with the claims that are proved, without those of which nothing is left to say."""
        found = (
            replace(section, claims=tuple(filter(citations.verify, section.claims)))
            for section in draft.sections
            if self._is_one_scale(section)
        )
        return [section for section in found if section.claims or section.remarks]

    def _is_one_scale(self, section: Section) -> bool:
        """Whether no claim, and no order of claims, rests on figures of editions that may not be compared."""
        ordered = [fact for claim in section.claims if claim.place for fact in claim.facts]
        together = [ordered, *(claim.facts for claim in section.claims)]
        apart = [facts for facts in together if self._figures.incomparable(facts)]
        if apart:
            logger.error("a section was left out: it puts %s on one scale", [f.id for f in apart[0]])
        return not apart

    def _noticed(
        self, draft: Draft, claims: Sequence[Claim], citations: Citations, words: Words
    ) -> tuple[Notice, ...]:
        """The notices of the draft, the evidence that comes closest, and in which language the quotes are."""
        notices = list(draft.notices)
        for quote in draft.closest:
            text = citations.cite(quote)
            if text is not None:
                title = document_title(self._documents[quote.document_id], words)
                message = words.text("notice-closest", quote=in_line(text), document=title)
                notices.append(Notice(kind="closest", text=message))
        # a quoted sentence speaks its own language, whoever bears it out
        quotes = [quote for claim in claims for quote in (claim.quotes if claim.facts else claim.quotes[:1])]
        spoken = [self._documents[quote.document_id].language for quote in (*quotes, *draft.closest)]
        return (*notices, *of_translation(spoken, words))


def _labels(draft: Draft, words: Words) -> Iterator[str]:
    """The names of what a draft tells figures of, and of whose: a number in them is not a claim."""
    facts = [fact for claim in draft.claims for fact in claim.facts]
    yield from map(words.attribute, {fact.attribute for fact in facts} & words.knowledge.attributes.keys())
    yield from map(words.edition, {fact.edition for fact in facts})
    yield from (name for name in map(words.name, {fact.subject for fact in facts}) if not name.isdigit())


def _lines(draft: Draft, sections: Sequence[Section], citations: Citations) -> tuple[Line, ...]:
    """What a draft says, with the claims of `sections`, which are verified."""
    lines = [Line(kind="heading", text=draft.title), Line(kind="remark", text=draft.text)]
    for section in sections:
        lines.append(Line(kind="heading", text=section.heading))
        lines += [Line(kind="remark", text=text) for text in section.remarks]
        lines += [citations.line(claim) for claim in section.claims]
    lines.append(Line(kind="remark", text=draft.closing))
    return tuple(line for line in lines if line.text)


def _turn(frame: Frame, draft: Draft) -> Turn:
    """The turn of a question with its draft; of a list also what was selected."""
    return Turn(
        question=frame.question,
        language=frame.language,
        entities=draft.entities or frame.entities,
        attribute=draft.attribute,
        editions=draft.editions,
        operation=frame.operation.value,
        results=tuple(dict.fromkeys(fact.subject for claim in draft.claims for fact in claim.facts)),
        selection=frame.selection if frame.operation in LISTS and frame.attributes else None,
    )


def _facts(claims: Sequence[Claim], words: Words) -> tuple[FactView, ...]:
    """The facts of the claims, once each."""
    facts = dict.fromkeys(fact for claim in claims for fact in claim.facts)
    return tuple(
        FactView(
            subject=words.name(fact.subject),
            attribute=fact.attribute,
            value=fact.value,
            unit=fact.unit,
            edition=fact.edition,
        )
        for fact in facts
    )
