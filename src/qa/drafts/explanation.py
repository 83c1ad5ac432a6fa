"""Explanations for operators: what was understood, which step decided, and what was read for it.

An explanation is made of what the answer was made of. It looks nothing up and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import exp
from typing import Final, Literal

from pydantic import Field

from index.documents import Frozen
from index.passage_index import PassageIndex
from qa.drafts.draft import Draft
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import ALL, Selection
from qa.language.inline import clipped, in_line
from qa.models import Answer, Reply
from qa.question.frame import Frame, Operation
from qa.retrieval.judge import Judgement
from qa.retrieval.retriever import ScoredSentence

MOST_WEIGHED: Final = 10  # sentences, the best first
LONGEST_QUOTE: Final = 160  # characters of each
LONGEST_LINE: Final = 300  # of what is said in a line
DIGITS: Final = 4  # of figures after the point
MARGIN: Final = 16  # characters, before what is said of each

Deciding = Literal["small talk", "question back", "figures", "passages", "documents", "refusal"]
"""Which step decided: "documents" tells what is known of these themselves, their dates and publishers."""

Place = tuple[str, int, int]  # a document's id, and offsets in it


class Weighed(Frozen):
    """A sentence that was weighed, as it reads, perhaps cut short.

    `log_odds` are the reader's, that it answers against that nothing in its window does, and `share` is what
    it has of its window's likelihood; None where nothing was read. `similarity` is its cosine with the
    question, `logit` what all of this weighs. `shown` says whether the answer cites it.
    """

    document_id: str
    title: str
    quote: str
    log_odds: float | None
    share: float | None
    similarity: float
    logit: float
    shown: bool


class Explanation(Frozen):
    """How the answer to one question came about.

    Understood: the `operation`, `entities` by their names, `attributes` by their ids, what of them is
    selected, `editions`, the titles and headings that the question is limited to, which kinds of answer it
    wants, and what was searched for. `absent` are words, names and editions that no document holds.
    `decided_by` is the step that decided, `why` what a refusal says. `confidence` is that of the answer,
    which passages are only shown for from `threshold` on; `evidence` that of the passages which were looked
    through, None where figures or nothing decided, `windows` how many were read of these, and `across`
    whether they are in another language than the question. `candidates` are their sentences, best first.
    """

    question: str
    language: str
    operation: str
    smalltalk: str | None = None
    entities: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    selection: Selection | None = None
    editions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    yes_no: bool = False
    search: str = ""
    absent: tuple[str, ...] = ()
    decided_by: Deciding
    why: str = ""
    threshold: float
    confidence: float = Field(ge=0, le=1)
    evidence: float | None = None
    windows: int = 0
    across: bool = False
    candidates: tuple[Weighed, ...] = Field(default=(), max_length=MOST_WEIGHED)

    @property
    def text(self) -> str:
        """The explanation as an operator reads it, in English; each line says one thing."""
        return "\n".join((*_listed(self), *(line for place in _ranked(self.candidates) for line in place)))


class Explained(Frozen):
    """An answer with how it came about, question by question: what `qa ask --explain --json` prints."""

    answer: Answer
    explanation: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one question: as it was understood, drafted and replied to."""

    frame: Frame
    draft: Draft
    reply: Reply


class Explainer:
    """Explains what an engine did. Holds no state."""

    def __init__(self, index: PassageIndex, knowledge: Knowledge, threshold: float) -> None:
        self._index, self._knowledge, self._threshold = index, knowledge, threshold

    def explain(self, course: Course) -> Explanation:
        frame, answer, evidence = course.frame, course.reply.answer, course.draft.evidence
        missing, step = frame.missing, _decided_by(course)
        return Explanation(
            question=frame.question,
            language=frame.language,
            operation=frame.operation.value,
            smalltalk=frame.smalltalk,
            entities=tuple(self._knowledge.entities[one].name("en") for one in frame.entities),
            attributes=frame.attributes,
            selection=frame.selection if frame.selection != ALL else None,
            editions=frame.editions,
            documents=tuple(self._index.documents[one].title for one in frame.scope.documents),
            headings=frame.scope.headings,
            wants=tuple(sorted(frame.wants)),
            yes_no=frame.yes_no,
            search=frame.search,
            absent=_distinct((*missing.names, *missing.editions, *missing.words)),
            decided_by=step,
            why=_why(course) if step == "refusal" else "",
            threshold=self._threshold,
            confidence=answer.confidence,
            evidence=round(evidence.confidence, DIGITS) if evidence else None,
            windows=evidence.windows if evidence else 0,
            across=evidence.across if evidence else False,
            candidates=self._weighed(evidence, _cited(answer)) if evidence else (),
        )

    def _weighed(self, evidence: Judgement, cited: Collection[Place]) -> tuple[Weighed, ...]:
        """The best sentences, in the order in which they were considered."""
        read = _read(evidence)
        return tuple(self._of(item, read.get(item.row), cited) for item in evidence.found[:MOST_WEIGHED])

    def _of(
        self, item: ScoredSentence, read: tuple[float, float] | None, cited: Collection[Place]
    ) -> Weighed:
        document = self._index.sentence_document(item.row)
        _, start, end = self._index.sentences[item.row].tolist()
        return Weighed(
            document_id=document.id,
            title=document.title,
            quote=clipped(self._index.sentence_text(item.row), LONGEST_QUOTE),
            log_odds=round(read[0], DIGITS) if read else None,
            share=round(read[1], DIGITS) if read else None,
            similarity=round(item.similarity, DIGITS),
            logit=round(item.score, DIGITS),
            shown=(document.id, start, end) in cited,
        )


def _read(evidence: Judgement) -> dict[int, tuple[float, float]]:
    """What the reader says of each sentence that was read, by its row: log-odds, and share of its window."""
    held = evidence.candidates
    if held is None:
        return {}
    columns = (held.column("reading").tolist(), held.column("share").tolist())
    return {item.row: (odds, exp(share)) for item, odds, share in zip(held.found, *columns, strict=True)}


def _cited(answer: Answer) -> frozenset[Place]:
    """Where the sentences stand that an answer shows, those that come closest included."""
    return frozenset((one.document_id, one.start, one.end) for one in answer.citations)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each once: a name as it is written stands for the word that it is read as."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _decided_by(course: Course) -> Deciding:
    frame, draft = course.frame, course.draft
    if course.reply.answer.abstained:
        return "refusal"
    if draft.choices:
        return "question back"
    if frame.operation is Operation.SMALLTALK or (frame.smalltalk and not draft.claims):
        return "small talk"
    if any(claim.facts for claim in draft.claims):
        return "figures"
    return "passages" if draft.claims else "documents"


def _why(course: Course) -> str:
    """Why there is no answer, as the asker is told; what could not be proved was drafted and dropped."""
    if course.draft.abstained:
        return course.draft.text
    return "what was drafted could not be proved by its quotes"


def _listed(told: Explanation) -> Iterator[str]:
    """What was understood, and what came of it; nothing is said of what is not there."""
    facets = [told.operation, told.smalltalk, "yes or no" if told.yes_no else None, *told.wants]
    listed = {
        "question": [told.question],
        "understood as": [*filter(None, facets), f"in {told.language}"],
        "entities": told.entities,
        "attributes": told.attributes,
        "selection": _selected(told.selection) if told.selection else (),
        "editions": told.editions,
        "documents": told.documents,
        "headings": told.headings,
        "searched for": [told.search] if told.search != told.question else (),
        "in no document": told.absent,
        "decided by": [f"{told.decided_by}: {told.why}" if told.why else told.decided_by],
        "confidence": [f"{told.confidence:.2f}", f"passages are shown from {told.threshold:.2f} on"],
        "passages": _searched(told),
    }
    for name, said in listed.items():
        if line := clipped(", ".join(filter(None, said)), LONGEST_LINE):
            yield f"{name:<{MARGIN}}{line}"


def _selected(selection: Selection) -> Iterator[str]:
    """What is selected other than all, by the names of a `Selection`."""
    for name in ("scopes", "excluded", "open_weights", "threshold", "direction", "limit"):
        value = getattr(selection, name)
        if value != getattr(ALL, name):
            yield f"{name} {' '.join(value) if isinstance(value, tuple) else value}"


def _searched(told: Explanation) -> Iterator[str]:
    if told.evidence is None:
        return
    yield f"{told.evidence:.2f} likely to answer"
    yield f"{told.windows} windows read" if told.windows else "none read"
    yield "in another language" if told.across else ""


def _ranked(candidates: Collection[Weighed]) -> Iterator[tuple[str, str]]:
    """Two lines for each: how it was weighed, and what it says."""
    for place, one in enumerate(candidates, 1):
        was_read = one.log_odds is not None and one.share is not None
        reader = f"reader {one.log_odds:+.1f}, share {one.share:.2f}; " if was_read else ""
        figures = f"{reader}similarity {one.similarity:.2f}; evidence {one.logit:+.1f}"
        yield (
            f"{place:>2}. {'shown' if one.shown else '     '} {figures}",
            f"    {in_line(one.document_id)}: {one.quote}",
        )
