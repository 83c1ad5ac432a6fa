"""How well marks fit: the sentences that hold gold answers of SQuAD files are marked and compared with them.

`python -m qa.evaluation.training.spans measure FILE…` prints the measures of each file, `… fit FILE…` learns
span_weights.yaml from all of them: the weights whose shares give the highest expected F1, by gradient ascent
from zero, without any draw of chance.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from index.sentences import split_sentences
from qa.citation.candidates import QuestionWords, Span
from qa.citation.spans import WEIGHTS, answer_spans, described
from qa.evaluation.squad.file import read_paragraphs, read_squad
from qa.evaluation.squad.reader import question_reader

Array = NDArray[np.float64]

TITLE_END: Final = "[SEP] "  # JSQuAD puts the article's title before each paragraph
STEPS: Final = 1500  # of the ascent
RATE: Final = 0.05
PULL: Final = 1.0  # towards zero: half the square of the weights, beside the sum of all F1
FADE: Final = (0.9, 0.999)  # of the running means of the gradient and of its square (Adam)


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, the sentence that answers it, where it does (gold) and the kinds of answer asked for."""

    question: str
    quote: str
    gold: tuple[Span, ...]
    wants: frozenset[str]


class MarkingReport(BaseModel):
    """`marked`: the share of quotes with a mark. The others are means over those.

    `covers`: the marks hold a gold answer whole; `precision`, `recall` and `f1` of the marked characters,
    against the gold answer that fits best; `share` of the quote's characters that is marked; `f1_of_all`
    counts quotes without a mark as 0.
    """

    model_config = ConfigDict(frozen=True)

    questions: int
    marked: float
    covers: float
    precision: float
    recall: float
    f1: float
    f1_of_all: float
    share: float


def read_marked(file: Path) -> list[Marked]:
    """The questions of a SQuAD file whose answer stands within one sentence; FootnoteError for others."""
    read_squad(file)  # says what is wrong with a file of another form
    read = question_reader()
    return [
        Marked(question, quote, gold, read(question).wants)
        for _, paragraph in read_paragraphs(file)
        for question, quote, gold in _sentences(paragraph)
    ]


def measure(items: Sequence[Marked], mark: Callable[..., tuple[Span, ...]] = answer_spans) -> MarkingReport:
    """The measures of `mark(quote, question, wants)`."""
    pairs = [(item, mark(item.quote, item.question, item.wants)) for item in items]
    held = [(item, spans) for item, spans in pairs if spans]
    scores = [_best(spans, item.gold) for item, spans in held]
    f1 = [score[2] for score in scores]
    return MarkingReport(
        questions=len(items),
        marked=len(held) / len(items) if items else 0.0,
        covers=_mean([any(_cover(spans, gold) for gold in item.gold) for item, spans in held]),
        precision=_mean([score[0] for score in scores]),
        recall=_mean([score[1] for score in scores]),
        f1=_mean(f1),
        f1_of_all=sum(f1) / len(items) if items else 0.0,
        share=_mean([sum(b - a for a, b in spans) / len(item.quote) for item, spans in held]),
    )


def fit(items: Sequence[Marked]) -> dict[str, float]:
    """The weights of the features for which the expected F1 of a mark is highest."""
    rows, scores, starts = _matrix(items)
    names = sorted({name for row in rows for name in row})
    place = {name: column for column, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            matrix[number, place[name]] = value
    weights = _ascend(matrix, np.array(scores), np.array(starts, dtype=np.intp))
    return dict(zip(names, (round(float(weight), 2) for weight in weights), strict=True))


def _matrix(items: Sequence[Marked]) -> tuple[list[dict[str, float]], list[float], list[int]]:
    """The features and the F1 of all candidates, and where each question's begin."""
    rows: list[dict[str, float]] = []
    scores: list[float] = []
    starts: list[int] = []
    for item in items:
        found = described(item.quote, QuestionWords(item.question), item.wants)
        if found:
            starts.append(len(rows))
        rows += [features for _, features in found]
        scores += [_best(((one.start, one.end),), item.gold)[2] for one, _ in found]
    return rows, scores, starts


def _ascend(matrix: Array, scores: Array, starts: NDArray[np.intp]) -> Array:
    """The weights [columns] that maximise the sum of expected scores, by Adam."""
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, len(scores)]))
    weights, mean, square = np.zeros((3, matrix.shape[1]))
    for step in range(1, STEPS + 1):
        sums = matrix @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, starts)[group])
        shares = powers / np.add.reduceat(powers, starts)[group]
        expected = np.add.reduceat(shares * scores, starts)
        gradient = matrix.T @ (shares * (scores - expected[group])) - PULL * weights
        mean = FADE[0] * mean + (1 - FADE[0]) * gradient
        square = FADE[1] * square + (1 - FADE[1]) * gradient**2
        weights = weights + RATE * (mean / (1 - FADE[0] ** step)) / (
            np.sqrt(square / (1 - FADE[1] ** step)) + 1e-9
        )
    return weights


def _best(spans: Sequence[Span], gold: Sequence[Span]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the characters in `spans` for the gold answer that fits best."""
    marked = sum(end - start for start, end in spans)
    best = (0.0, 0.0, 0.0)
    for first, last in gold:
        both = sum(max(0, min(end, last) - max(start, first)) for start, end in spans)
        f1 = 2 * both / (marked + last - first)
        best = max(best, (both / marked, both / (last - first), f1), key=lambda score: score[2])
    return best


def _cover(spans: Sequence[Span], gold: Span) -> bool:
    return any(start <= gold[0] and gold[1] <= end for start, end in spans)


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _sentences(paragraph: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Questions, the sentences that hold their first gold answer whole, and all gold answers in these."""
    text = paragraph["context"]
    body = text.find(TITLE_END) + len(TITLE_END) if TITLE_END in text else 0
    sentences = split_sentences(text, body)
    for question in paragraph["qas"]:
        if not question["answers"]:
            continue
        start = question["answers"][0]["answer_start"]
        end = start + len(question["answers"][0]["text"])
        found = next(((a, b) for a, b in sentences if a <= start and end <= b), None)
        if found:
            quote = text[found[0] : found[1]]
            yield question["question"], quote, _gold(quote, question["answers"], start - found[0])


def _gold(quote: str, answers: Sequence[dict[str, Any]], start: int) -> tuple[Span, ...]:
    others = [(quote.find(answer["text"]), len(answer["text"])) for answer in answers[1:]]
    found = [(start, len(answers[0]["text"])), *(other for other in others if other[0] >= 0)]
    return tuple(dict.fromkeys((begin, begin + length) for begin, length in found))


app = typer.Typer(help="Measure the marks in quotes, and learn their weights.")
Files = Annotated[list[Path], typer.Argument(help="SQuAD files.")]


@app.command(name="measure")
def print_measures(files: Files) -> None:
    """The measures of each file, a line of JSON each."""
    for file in files:
        typer.echo(f'{{"file": "{file.stem}", ' + measure(read_marked(file)).model_dump_json()[1:])


@app.command(name="fit")
def write_weights(files: Files, output: Annotated[Path, typer.Option("--output", "-o")] = WEIGHTS) -> None:
    """Learn the weights from all the files and write them."""
    weights = fit([item for file in files for item in read_marked(file)])
    names = ", ".join(file.name for file in files)
    head = f"# Learned by `python -m qa.evaluation.training.spans fit` from {names}.\n"
    lines = "".join(f"  {name}: {weight}\n" for name, weight in weights.items())
    output.write_text(f"{head}weights:\n{lines}", encoding="utf-8")


if __name__ == "__main__":
    app()
