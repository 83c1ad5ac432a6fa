"""SQuAD files as a test of retrieval, quotes and abstention: every paragraph is a document."""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.crossing import CrossingEncoder
from index.embedding import Embedder, Progress
from index.engines.engine import VectorEngine
from index.passage_index import PassageIndex
from qa.citation.claim import Quote
from qa.citation.quotes import QuoteFinder
from qa.drafts.draft import Draft
from qa.drafts.notices import Notices
from qa.drafts.passages import PassageAnswers
from qa.evaluation.measures.outcomes import Outcome, Placing
from qa.evaluation.squad.file import SquadItem, SquadParagraph, read_squad
from qa.evaluation.squad.indexes import IndexCache, temporary_indexes
from qa.evaluation.squad.measures import SquadReport, squad_report
from qa.evaluation.squad.reader import question_reader
from qa.evaluation.squad.steps import LEARNED, simple_steps
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.question.frame import Frame
from qa.reading.reader import EvidenceReader
from qa.retrieval.asides import Asides
from qa.retrieval.judge import Judge
from qa.retrieval.model import model_for
from qa.retrieval.retriever import Retriever
from qa.settings import THRESHOLD
from qa.wording.messages import Messages
from qa.wording.wording import Wording

__all__ = ["Draw", "Run", "SquadItem", "SquadParagraph", "evaluate_squad", "read_squad", "run_squad"]

DEPTH: Final = 10  # ranks that are measured
LOOSE: Final = 2  # times an answer's length: what marked words may be at most


@dataclass(frozen=True, slots=True)
class Draw:
    """Which questions are asked, and which share of the paragraphs is taken away; both by the seed."""

    limit: int | None = None
    seed: int = 0
    unanswerable: float = 0.0

    def items(self, items: Sequence[SquadItem]) -> list[SquadItem]:
        """The questions to ask: the same whatever is taken away."""
        if self.limit is None or self.limit >= len(items):
            return list(items)
        return self._random().sample(list(items), self.limit)

    def removed(self, paragraphs: Sequence[SquadParagraph]) -> frozenset[str]:
        """The ids of the paragraphs that are not indexed; at least one is kept."""
        count = min(round(self.unanswerable * len(paragraphs)), len(paragraphs) - 1)
        return frozenset(self._random().sample([paragraph.id for paragraph in paragraphs], count))

    def _random(self) -> random.Random:
        return random.Random(self.seed)  # noqa: S311 - a draw, no secret


@dataclass(frozen=True, slots=True)
class Run:
    """What every question got, and the measures over all."""

    outcomes: tuple[Outcome, ...]
    report: SquadReport


def evaluate_squad(
    paragraphs: Sequence[SquadParagraph],
    items: Sequence[SquadItem],
    embedder: Embedder,
    draw: Draw = Draw(),
    *,
    threshold: float = THRESHOLD,
    crossing: CrossingEncoder | None = None,
    progress: Progress | None = None,
    engine: VectorEngine | None = None,
) -> SquadReport:
    """Index the paragraphs in a temporary folder, or in an `engine`, and ask the drawn questions.

    Raises FootnoteError if none of these has an answer.
    """
    with temporary_indexes(embedder, progress, crossing, engine) as indexes:
        return run_squad(indexes, paragraphs, items, draw, threshold=threshold).report


def run_squad(
    indexes: IndexCache,
    paragraphs: Sequence[SquadParagraph],
    items: Sequence[SquadItem],
    draw: Draw,
    *,
    threshold: float = THRESHOLD,
    steps: bool = False,
    label: str = "questions",
) -> Run:
    """Ask the drawn questions over the paragraphs that are left; `steps` also ranks in the simpler ways."""
    removed = draw.removed(paragraphs)
    kept = [paragraph for paragraph in paragraphs if paragraph.id not in removed]
    indexed = indexes.of(kept)
    asker = Asker(indexed.index, indexes.embedder, indexes.crossing)
    drawn = draw.items(items)
    outcomes = []
    for number, item in enumerate(drawn, 1):
        outcome = asker.ask(item, steps=steps)
        outcomes.append(replace(outcome, relevant=None) if item.paragraph in removed else outcome)
        if indexes.progress:
            indexes.progress(label, number, len(drawn))
    report = squad_report(
        outcomes,
        documents=len(kept),
        passages_per_second=indexed.passages_per_second,
        threshold=threshold,
    )
    return Run(tuple(outcomes), report)


class Asker:
    """Asks one index in the way in which the engine answers from passages; it knows no entities."""

    def __init__(
        self,
        index: PassageIndex,
        embedder: Embedder,
        crossing: CrossingEncoder | None = None,
        reader: EvidenceReader | None = None,
    ) -> None:
        knowledge = Knowledge.empty()
        wording = Wording(knowledge, Messages())
        notices = Notices(knowledge, Figures(knowledge), QuoteFinder(index.documents), wording)
        self._index = index
        self._retriever, self._reader = Retriever(index, embedder, crossing), reader or EvidenceReader()
        judge = Judge(self._retriever, model_for(embedder), self._reader)
        self._answers = PassageAnswers(
            index, self._retriever, judge, knowledge, wording, notices, 0.0, Asides(index, knowledge)
        )
        self._read = question_reader(index)

    def ask(self, item: SquadItem, *, steps: bool = False) -> Outcome:
        """What is shown for a question, however sure it is; timed is what an answer needs, no more.

        Where nothing at all is shown, the confidence is 0.
        """
        started = time.perf_counter()
        frame = self._read(item.question)
        composed = self._answers.compose(frame)
        spent = (time.perf_counter() - started) * 1000
        claims = composed.claims if isinstance(composed, Draft) else ()
        quotes = [self._text(claim.quotes[0]) for claim in claims]
        words = [claim.answers for claim in claims[:1] if claim.answers]
        ranking = self._documents(self._answers.look_up(frame).ranked.rows.tolist())
        first = _holds(item, quotes[:1])
        return Outcome(
            id=item.id,
            relevant=item.paragraph,
            ranking=ranking,
            lengths=tuple(map(len, quotes)),
            in_first_quote=first,
            in_quotes=_holds(item, quotes),
            in_words=any(_is_answer(item, quotes[0][start:end]) for start, end in words),
            confidence=composed.confidence if isinstance(composed, Draft) else 0.0,
            milliseconds=spent,
            steps={**self._steps(item, frame), LEARNED: Placing(ranking, first)} if steps else {},
        )

    def _text(self, quote: Quote) -> str:
        return self._index.documents[quote.document_id].text[quote.start : quote.end]

    def _steps(self, item: SquadItem, frame: Frame) -> dict[str, Placing]:
        vector = self._retriever.embed(frame.search)
        found = simple_steps(self._index, self._retriever, frame.search, vector)
        return {
            name: Placing(self._documents(step.rows), self._hit(item, step.sentence))
            for name, step in found.items()
        }

    def _hit(self, item: SquadItem, sentence: int | None) -> bool:
        return sentence is not None and _holds(item, [self._index.sentence_text(sentence)])

    def _documents(self, rows: Iterable[int]) -> tuple[str, ...]:
        """The documents of passages, each once, as many as are measured."""
        return tuple(dict.fromkeys(self._index.passages[row].document_id for row in rows))[:DEPTH]


def _is_answer(item: SquadItem, words: str) -> bool:
    """Whether marked words are an answer, or hold one that is at least half as long."""
    return any(answer in words and len(words) <= LOOSE * len(answer) for answer in item.answers)


def _holds(item: SquadItem, quotes: Collection[str]) -> bool:
    return any(answer in quote for quote in quotes for answer in item.answers)
