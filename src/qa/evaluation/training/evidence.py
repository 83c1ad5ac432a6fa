"""Fitting the evidence model on what the reader was not taught: `qa train evidence`.

The articles that were held out to fit become documents of an index for each source and language. A question
is asked as it is, and again with the paragraph that answers taken away; one that its paragraph nearly answers
is asked once. The weights of the clues are fitted by softmax over the sentences of a question, confidence by
logistic regression on rankings that were fitted on the other half of the articles.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.squad.file import SquadParagraph
from qa.evaluation.squad.indexes import IndexCache
from qa.evaluation.squad.reader import question_reader
from qa.evaluation.training.reader.lesson import Held, TaughtParagraph, TaughtQuestion, TaughtSource, uses
from qa.evaluation.training.reader.spoken import spoken
from qa.question.frame import Frame
from qa.reading.reader import EvidenceReader
from qa.retrieval.clues import CLUES, Candidates, joined
from qa.retrieval.judge import Judge, unknown_share
from qa.retrieval.model import STEPS, EvidenceModel, Logistic, Weights, sureness
from qa.retrieval.retriever import Array, Retriever

if TYPE_CHECKING:
    import torch

ASKED: Final = 60  # questions of each source and language that are asked
ASKED_ACROSS: Final = 200  # of a source whose questions are in other languages than its paragraphs
PARAGRAPHS: Final = 160  # of each that are indexed, those asked about first
SPOKEN: Final = 0.25  # share of the questions that are typed as in chat
NEAR_MISSES: Final = 0.4  # share of what is asked that has no answer, where a source has such questions
ROUNDS: Final = 60  # of the optimiser for the clues' weights
RIDGE: Final = 0.03  # in units of standardised clues


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what was read for it; `answers` flags the sentences that hold the answer, [n].

    `ends` are how many sentences were read after each step, `alike` which of them say the same, [n, n].
    `answerable` is whether the paragraph that answers was among the documents, `half` which half of the
    articles it is of.
    """

    source: str
    candidates: Candidates
    answers: NDArray[np.bool_]
    alike: NDArray[np.bool_]
    ends: tuple[int, ...]
    unknown: float
    answerable: bool
    across: bool
    half: int


def read_examples(
    indexes: IndexCache,
    sources: Sequence[TaughtSource],
    reader: EvidenceReader,
    *,
    held: Held = "fitted",
    seed: int = 0,
) -> Iterator[Example]:
    """The examples of `sources`, of articles that are put to the use `held`."""
    used = uses(sources)
    for source in sources:
        for language in sorted({paragraph.language for paragraph in source.paragraphs}):
            drawing = random.Random(f"{seed} {source.name} {language}")  # noqa: S311 - a draw, no secret
            group = _Group(source, language, held, used, drawing)
            if group.asked:
                yield from group.examples(indexes, reader)


class _Group:
    """The paragraphs of a source in one language, each text a document once, and what is asked of them."""

    def __init__(
        self,
        source: TaughtSource,
        language: str,
        held: Held,
        used: Mapping[str, set[Held]],
        drawing: random.Random,
    ) -> None:
        self._source, self._language, self._drawing = source, language, drawing
        ours = [one for one in source.asked if source.paragraphs[one.paragraph].language == language]
        by_text = {source.paragraphs[one.paragraph].text: one.paragraph for one in reversed(ours)}
        first = [n for text, n in by_text.items() if used[text] == {held}]
        others = [n for text, n in by_text.items() if used[text] != {held}]
        for places in (first, others):
            drawing.shuffle(places)
        self._places = [*first, *others][:PARAGRAPHS]
        self._ids = {source.paragraphs[n].text: f"p{n:05d}" for n in self._places}
        fitting = [one for one in ours if used[self._paragraph(one).text] == {held}]
        self.asked = self._drawn([one for one in fitting if self._paragraph(one).text in self._ids])

    def _paragraph(self, asked: TaughtQuestion) -> TaughtParagraph:
        return self._source.paragraphs[asked.paragraph]

    def _drawn(self, fitting: Sequence[TaughtQuestion]) -> list[TaughtQuestion]:
        """The questions to ask, those without an answer among them."""
        abroad = any(one.language != self._language for one in fitting)
        count = ASKED_ACROSS if abroad else ASKED
        missing = [one for one in fitting if one.answer is None]
        stated = [one for one in fitting if one.answer is not None]
        misses = min(len(missing), round(NEAR_MISSES * count))
        return [
            *self._drawing.sample(missing, misses),
            *self._drawing.sample(stated, min(len(stated), count - misses)),
        ]

    def examples(self, indexes: IndexCache, reader: EvidenceReader) -> Iterator[Example]:
        """What is read for each question."""
        held = [self._source.paragraphs[n] for n in self._places]
        paragraphs = [SquadParagraph(self._ids[one.text], one.article, one.text) for one in held]
        index = indexes.of(paragraphs).index
        # Whatever the weights in use say, everything is read that there is time for.
        judge = Judge(Retriever(index, indexes.embedder, indexes.crossing), _unweighted(), reader)
        read = question_reader(index)
        articles = sorted({one.article for one in held})
        halves = {one.text: articles.index(one.article) % 2 for one in held}
        for number, one in enumerate(self.asked, 1):
            question = one.question
            if self._drawing.random() < SPOKEN:
                question = spoken(question, one.language, self._drawing)
            yield from self._read(judge, read(question), one, halves[self._paragraph(one).text])
            if indexes.progress:
                indexes.progress(f"{self._source.name} {self._language}", number, len(self.asked))

    def _read(self, judge: Judge, frame: Frame, one: TaughtQuestion, half: int) -> Iterator[Example]:
        """A question with its paragraph and, where that answers, without it."""
        name = self._ids[self._paragraph(one).text]
        for without in ((), (name,)) if one.answer is not None else ((),):
            stated = one.answer is not None and not without
            for across in (False, True):
                parts = judge.candidates(frame, without, across=across)
                if not parts:
                    continue
                candidates, ends = joined(parts), np.cumsum([len(part.found) for part in parts])
                answers = np.zeros(len(candidates.found), bool)
                if one.answer is not None and not without:
                    words = self._paragraph(one).text[slice(*one.answer)]
                    held = [words in judge.text(i) and judge.stands_in(i, name) for i in candidates.found]
                    answers = np.array(held, dtype=bool)
                yield Example(
                    *(self._source.name, candidates, answers, judge.alike(candidates), tuple(ends.tolist())),
                    *(unknown_share(frame), stated, across, half),
                )


def fit(examples: Sequence[Example], *, seed: int = 0) -> EvidenceModel:
    """The model, in each part of which a source counts by the root of how much was asked of it."""
    return EvidenceModel(
        *(_fitted([one for one in examples if one.across == across], seed) for across in (False, True))
    )


def _fitted(examples: Sequence[Example], seed: int) -> Weights:
    halves = [fit_clues([one for one in examples if one.half == half], seed) for half in (0, 1)]
    best = [one.candidates.clues[one.candidates.column("reading").argmax()] for one in examples]
    centre: Array = np.stack(best).mean(axis=0)
    logits = [
        np.subtract(one.candidates.clues, centre, dtype=np.float32) @ halves[1 - one.half] for one in examples
    ]
    counts = Counter(one.source for one in examples)
    weights = np.array([counts[one.source] ** -0.5 for one in examples])
    weights *= len(weights) / weights.sum()
    sure: list[Logistic] = []
    for step in range(len(STEPS)):
        fitted = fit_sureness(examples, logits, weights, step)
        sure.append(fitted or sure[-1])
    return Weights(fit_clues(examples, seed), tuple(sure), centre)


def fit_sureness(
    examples: Sequence[Example], logits: Sequence[Array], weights: NDArray[np.float64], step: int
) -> Logistic | None:
    """How sure the best sentence is after a step of reading, of examples for which as much was read.

    Those that are right count as much as those that are not, so that a threshold means the same wherever it
    is harder to be right: in another language, after a few windows.

    None for a step after the first that tells nothing: where it is always right, or never.
    """
    rows, right, counted = [], [], []
    for example, scores, weight in zip(examples, logits, weights, strict=True):
        if step >= len(example.ends):
            continue
        end = example.ends[step]
        best, seen = int(np.argmax(scores[:end])), example.candidates.first(end)
        rows.append(sureness(seen, scores[:end], example.unknown, example.alike[best, :end]))
        right.append(bool(example.answers[best]))
        counted.append(weight)
    if step and len(set(right)) < 2:
        return None
    which, even = np.array(right), np.array(counted)
    for one in (which, ~which):
        even[one] *= len(even) / 2 / even[one].sum()
    return fit_logistic(np.stack(rows), which, even)


def fit_clues(examples: Sequence[Example], seed: int = 0) -> Array:
    """Weights by which the sentences that answer stand out, [len(CLUES)]; 0 for a clue that never varies."""
    import torch  # two seconds; nothing but training needs it

    torch.manual_seed(seed)
    held = [one for one in examples if one.answers.any()]
    clues = [torch.from_numpy(one.candidates.clues) for one in held]
    answers = [torch.from_numpy(one.answers) for one in held]
    every = torch.cat(clues)
    varies = every.amax(0) > every.amin(0)
    scale = torch.where(varies, every.std(0) + 1e-6, torch.inf)
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

    known = np.ma.masked_invalid(features)
    mean, scale = (np.ma.filled(of(axis=0), 0.0).astype(np.float32) for of in (known.mean, known.std))
    scale += np.float32(1e-6)
    standard = np.nan_to_num((features - mean) / scale)
    fitted = LogisticRegression(max_iter=4_000).fit(standard, right, weights)
    return Logistic(mean, scale, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))


def save_model(model: EvidenceModel, file: IO[bytes]) -> None:
    """Write the weights to `file`."""
    np.savez_compressed(file, **model.arrays())


def _unweighted() -> EvidenceModel:
    """A model that says nothing, for a judge that is asked for candidates alone."""
    nothing = Logistic(*(np.zeros(0, np.float32),) * 3, bias=0.0)
    weights = Weights(np.zeros(len(CLUES), np.float32), (nothing,) * len(STEPS))
    return EvidenceModel(weights, weights)
