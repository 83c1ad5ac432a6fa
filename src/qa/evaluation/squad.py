"""SQuAD files as a test of retrieval and quotes: every paragraph is a document, every question has one."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from index.build import build_from_documents
from index.documents import Document
from index.embedding import Embedder, Progress
from index.errors import FootnoteError
from index.passage_index import PassageIndex
from qa.evaluation.ranking import ranking_measures
from qa.figures import Figures
from qa.frame import Frame
from qa.knowledge import Knowledge
from qa.language import detect
from qa.messages import Messages
from qa.names import NameIndex
from qa.notices import Notices
from qa.passages import PassageAnswers
from qa.quoting import Quoting
from qa.reading import Reader
from qa.retrieval import Retriever
from qa.understanding import Understanding
from qa.wording import Wording

FrameReader = Callable[[str], Frame]

DEPTH: Final = 10  # ranks that are measured


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its gold answers, in the words of the paragraph that holds them."""

    id: str
    question: str
    paragraph: str
    answers: tuple[str, ...]


class SquadReport(BaseModel):
    """The measures; ranks are over paragraphs, `answer_in_…` shares of all questions."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    recall_at_1: float = Field(serialization_alias="recall@1")
    recall_at_5: float = Field(serialization_alias="recall@5")
    mrr_at_10: float = Field(serialization_alias="mrr@10")
    ndcg_at_10: float = Field(serialization_alias="ndcg@10")
    answer_in_first_quote: float
    answer_in_quotes: float
    quote_characters_mean: float
    passages_per_second: float
    query_ms_p50: float
    query_ms_p95: float
    questions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got: paragraph ids in order, the quotes, the time it took."""

    ranking: tuple[str, ...]
    quotes: tuple[str, ...]
    milliseconds: float


def read_squad(file: Path, questions: Path | None = None) -> tuple[list[Paragraph], list[Item]]:
    """The paragraphs of `file` and its questions, those in the words of `questions` where that is given.

    Raises FootnoteError for what is no SQuAD file.
    """
    try:
        paragraphs, items = _read(_articles(file), _articles(questions) if questions else None)
    except (KeyError, TypeError, AttributeError) as error:
        raise FootnoteError(
            f"{file} is not a SQuAD file: an article has no paragraphs, or one lacks its parts ({error})."
        ) from error
    if not items:
        raise FootnoteError(f"{file} holds no questions with answers.")
    return paragraphs, items


def _read(data: Sequence[Any], questions: Sequence[Any] | None) -> tuple[list[Paragraph], list[Item]]:
    asked = None if questions is None else {qa["id"]: qa["question"] for _, qa in _questions(questions)}
    paragraphs, items = [], []
    for number, (title, paragraph) in enumerate(_paragraphs(data)):
        name = f"p{number:05d}"
        paragraphs.append(Paragraph(name, title, paragraph["context"]))
        for qa in paragraph["qas"]:
            question = qa["question"] if asked is None else asked.get(qa["id"])
            answers = tuple(dict.fromkeys(answer["text"] for answer in qa["answers"]))
            if question and answers:
                items.append(Item(qa["id"], question, name, answers))
    return paragraphs, items


def evaluate_squad(
    paragraphs: Sequence[Paragraph],
    items: Sequence[Item],
    embedder: Embedder,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> SquadReport:
    """Index the paragraphs in a temporary folder and ask `limit` of the questions, drawn by `seed`."""
    drawn = list(items)
    if limit is not None and limit < len(drawn):
        drawn = random.Random(seed).sample(drawn, limit)  # noqa: S311 - a draw, no secret
    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder:
        started = time.perf_counter()
        build_from_documents(_documents(paragraphs), Path(folder), embedder, progress=progress)
        seconds = time.perf_counter() - started
        index = PassageIndex.open(Path(folder), embedder)
        answers, reader = _answers(index, embedder), _reader()
        outcomes = []
        for number, item in enumerate(drawn, 1):
            outcomes.append(_ask(index, answers, reader, item))
            if progress:
                progress("questions", number, len(drawn))
        return _report(drawn, outcomes, len(paragraphs), len(index.passages) / seconds)


def _answers(index: PassageIndex, embedder: Embedder) -> PassageAnswers:
    knowledge = Knowledge.empty()
    wording = Wording(knowledge, Messages())
    notices = Notices(knowledge, Figures(knowledge), Quoting(index.documents), wording)
    return PassageAnswers(index, Retriever(index, embedder), knowledge, wording, notices, threshold=0.0)


def _reader() -> FrameReader:
    """Reads questions as the engine does, but knows of no entities."""
    knowledge = Knowledge.empty()
    reader = Reader(knowledge, NameIndex(knowledge.entities), lambda _: True)
    understanding = Understanding(knowledge, Figures(knowledge))
    return lambda text: understanding.frame(reader.read(text, detect(text)))


def _ask(index: PassageIndex, answers: PassageAnswers, reader: FrameReader, item: Item) -> Outcome:
    started = time.perf_counter()
    frame = reader(item.question)
    result = answers.look_up(frame)
    chosen = answers.choose(result.found, frame.wants)
    spent = (time.perf_counter() - started) * 1000
    ranking = dict.fromkeys(index.passages[row].document_id for row in result.ranked.rows.tolist())
    quotes = tuple(index.sentence_text(found.row) for found in chosen)
    return Outcome(tuple(ranking)[:DEPTH], quotes, spent)


def _report(items: Sequence[Item], outcomes: Sequence[Outcome], documents: int, speed: float) -> SquadReport:
    measured = ranking_measures(
        {item.id: item.paragraph for item in items},
        {item.id: outcome.ranking for item, outcome in zip(items, outcomes, strict=True)},
    )
    pairs = list(zip(items, outcomes, strict=True))
    lengths = [len(quote) for outcome in outcomes for quote in outcome.quotes]
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return SquadReport(
        **measured,
        answer_in_first_quote=_share(_holds(item, outcome.quotes[:1]) for item, outcome in pairs),
        answer_in_quotes=_share(_holds(item, outcome.quotes) for item, outcome in pairs),
        quote_characters_mean=statistics.fmean(lengths) if lengths else 0.0,
        passages_per_second=speed,
        query_ms_p50=statistics.median(times),
        query_ms_p95=times[min(len(times) - 1, int(len(times) * 0.95))],
        questions=len(items),
        documents=documents,
    )


def _holds(item: Item, quotes: Sequence[str]) -> bool:
    return any(answer in quote for quote in quotes for answer in item.answers)


def _share(flags: Iterable[bool]) -> float:
    return statistics.fmean(flags)


def _documents(paragraphs: Sequence[Paragraph]) -> list[Document]:
    return [
        Document(
            id=paragraph.id,
            title=paragraph.title or paragraph.id,
            edition="eval",
            language="und",
            published="1970-01-01",
            sources=(),
            license="see the data set",
            text=paragraph.text,
        )
        for paragraph in paragraphs
    ]


def _articles(file: Path) -> list[Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))["data"]
    except OSError as error:
        raise FootnoteError(f"{file} cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError, KeyError) as error:
        raise FootnoteError(f"{file} is not a SQuAD file (JSON with a list under `data`).") from error
    if not isinstance(data, list):
        raise FootnoteError(f"{file} is not a SQuAD file (JSON with a list under `data`).")
    return data


def _paragraphs(data: Sequence[Any]) -> list[tuple[str, Any]]:
    return [(str(article.get("title", "")), p) for article in data for p in article["paragraphs"]]


def _questions(data: Sequence[Any]) -> list[tuple[str, Any]]:
    return [(title, qa) for title, paragraph in _paragraphs(data) for qa in paragraph["qas"]]
