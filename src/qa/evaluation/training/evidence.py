"""Fitting the evidence model on what the reader was not taught: `qa train evidence`.

The articles that were held out to fit become documents of an index for each source and language. A question
is asked as it is, and again with the paragraph that answers taken away; one that its paragraph nearly answers
is asked once. The weights of the clues are fitted by softmax over the sentences of a question, confidence by
logistic regression on rankings that were fitted on the other half of the articles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.squad.file import SquadParagraph
from qa.evaluation.squad.indexes import IndexCache
from qa.evaluation.squad.reader import question_reader
from qa.evaluation.training.reader.lesson import Asked, Held, Source, part_of
from qa.evaluation.training.reader.spoken import spoken
from qa.question.frame import Frame
from qa.reading.reader import Reader
from qa.retrieval.clues import CLUES, Candidates
from qa.retrieval.judge import Judge, unknown_share
from qa.retrieval.model import EvidenceModel, Logistic, Weights, sureness
from qa.retrieval.retriever import Array, Retriever

if TYPE_CHECKING:
    import torch

ASKED: Final = 60  # questions of each source and language that are asked
PARAGRAPHS: Final = 160  # of each that are indexed, those asked about first
SPOKEN: Final = 0.25  # share of the questions that are typed as in chat
NEAR_MISSES: Final = 0.4  # share of what is asked that has no answer, where a source has such questions
ROUNDS: Final = 60  # of the optimiser for the clues' weights
RIDGE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what was read for it; `answers` flags the sentences that hold the answer, [n].

    `answerable` is whether the paragraph that answers was among the documents, `half` which half of the
    articles it is of.
    """

    source: str
    candidates: Candidates
    answers: NDArray[np.bool_]
    unknown: float
    answerable: bool
    across: bool
    half: int


def read_examples(
    indexes: IndexCache, sources: Sequence[Source], reader: Reader, *, held: Held = "fitted", seed: int = 0
) -> Iterator[Example]:
    """The examples of `sources`, of articles that are put to the use `held`."""
    for source in sources:
        for language in sorted({paragraph.language for paragraph in source.paragraphs}):
            drawing = random.Random(f"{seed} {source.name} {language}")  # noqa: S311 - a draw, no secret
            asked = _drawn(source, language, held, drawing)
            if asked:
                yield from _of_group(indexes, source, asked, language, reader, drawing)


def _drawn(source: Source, language: str, held: Held, drawing: random.Random) -> list[Asked]:
    """The questions to ask of the paragraphs in one language."""
    fitting = [
        one
        for one in source.asked
        if source.paragraphs[one.paragraph].language == language
        and part_of(source.paragraphs[one.paragraph].article) == held
    ]
    missing = [one for one in fitting if one.answer is None]
    stated = [one for one in fitting if one.answer is not None]
    misses = min(len(missing), round(NEAR_MISSES * ASKED))
    return [
        *drawing.sample(missing, misses),
        *drawing.sample(stated, min(len(stated), ASKED - misses)),
    ]


def _of_group(
    indexes: IndexCache,
    source: Source,
    asked: Sequence[Asked],
    language: str,
    reader: Reader,
    drawing: random.Random,
) -> Iterator[Example]:
    """The examples of questions about the paragraphs of a source in one language."""
    places = list(dict.fromkeys(one.paragraph for one in asked))
    others = [
        n for n, held in enumerate(source.paragraphs) if held.language == language and n not in set(places)
    ]
    drawing.shuffle(others)
    places += others[: max(0, PARAGRAPHS - len(places))]
    paragraphs = [
        SquadParagraph(f"p{n:05d}", source.paragraphs[n].article, source.paragraphs[n].text) for n in places
    ]
    index = indexes.of(paragraphs).index
    retriever = Retriever(index, indexes.embedder, indexes.crossing)
    # Whatever the weights in use say, everything is read that there is time for.
    judge, read = Judge(retriever, _unweighted(), reader), question_reader(index)
    halves = {
        article: n % 2 for n, article in enumerate(sorted({source.paragraphs[n].article for n in places}))
    }
    for number, one in enumerate(asked, 1):
        question = spoken(one.question, one.language, drawing) if drawing.random() < SPOKEN else one.question
        frame = read(question)
        half = halves[source.paragraphs[one.paragraph].article]
        yield from _asked(judge, frame, source, one, half)
        if indexes.progress:
            indexes.progress(f"{source.name} {language}", number, len(asked))


def _asked(judge: Judge, frame: Frame, source: Source, one: Asked, half: int) -> Iterator[Example]:
    """A question with its paragraph and, where that answers, without it."""
    name = f"p{one.paragraph:05d}"
    for without in ((), (name,)) if one.answer is not None else ((),):
        for across in (False, True):
            candidates = judge.candidates(frame, without, across=across)
            if candidates is None:
                continue
            answers = np.zeros(len(candidates.found), bool)
            if one.answer is not None and not without:
                words = source.paragraphs[one.paragraph].text[slice(*one.answer)]
                answers = np.array(
                    [words in judge.text(item) and judge.stands_in(item, name) for item in candidates.found]
                )
            stated = one.answer is not None and not without
            yield Example(source.name, candidates, answers, unknown_share(frame), stated, across, half)


def fit(examples: Sequence[Example], *, seed: int = 0) -> EvidenceModel:
    """The model, in each part of which every source counts the same."""
    return EvidenceModel(
        *(_fitted([one for one in examples if one.across == across], seed) for across in (False, True))
    )


def _fitted(examples: Sequence[Example], seed: int) -> Weights:
    halves = [fit_clues([one for one in examples if one.half == half], seed) for half in (0, 1)]
    rows, right = [], []
    for example in examples:
        logits = example.candidates.clues @ halves[1 - example.half]
        rows.append(sureness(example.candidates, logits, example.unknown))
        right.append(bool(example.answers[int(np.argmax(logits))]))
    counts = {name: sum(one.source == name for one in examples) for name in {one.source for one in examples}}
    weights = np.array([len(examples) / len(counts) / counts[one.source] for one in examples])
    return Weights(fit_clues(examples, seed), fit_logistic(np.stack(rows), np.array(right), weights))


def fit_clues(examples: Sequence[Example], seed: int = 0) -> Array:
    """Weights by which the sentences that answer stand out, [len(CLUES)]."""
    import torch  # two seconds; nothing but training needs it

    torch.manual_seed(seed)
    held = [one for one in examples if one.answers.any()]
    clues = [torch.from_numpy(one.candidates.clues) for one in held]
    answers = [torch.from_numpy(one.answers) for one in held]
    scale = torch.cat(clues).std(0) + 1e-6
    weights = torch.zeros(len(CLUES), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=ROUNDS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        losses = []
        for rows, right in zip(clues, answers, strict=True):
            logits = (rows / scale) @ weights
            losses.append(torch.logsumexp(logits, 0) - torch.logsumexp(logits[right], 0))
        loss = torch.stack(losses).mean() + RIDGE * (weights**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    fitted: Array = (weights / scale).detach().numpy()
    return fitted


def fit_logistic(features: Array, right: NDArray[np.bool_], weights: NDArray[np.float64]) -> Logistic:
    """The regression of `right` [n] on `features` [n, f], NaN where one is not known."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = np.nanmean(features, axis=0), np.nanstd(features, axis=0) + np.float32(1e-6)
    standard = np.nan_to_num((features - mean) / scale)
    fitted = LogisticRegression(max_iter=4_000).fit(standard, right, weights)
    return Logistic(mean, scale, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))


def save_model(model: EvidenceModel, file: IO[bytes]) -> None:
    """Write the weights to `file`."""
    np.savez_compressed(file, **model.arrays())


def _unweighted() -> EvidenceModel:
    """A model that says nothing, for a judge that is asked for candidates alone."""
    nothing = Logistic(*(np.zeros(0, np.float32),) * 3, bias=0.0)
    weights = Weights(np.zeros(len(CLUES), np.float32), nothing)
    return EvidenceModel(weights, weights)
