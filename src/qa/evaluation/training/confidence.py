"""Learning the evidence model from reading-comprehension data: `qa eval train`.

Every paragraph is a document, and every question is asked twice: with the paragraph that answers it, and
without. The ranking is learned by softmax over the sentences of a question, confidence by logistic regression
on rankings that were learned on the other half of the paragraphs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from index.crossing import CrossingEncoder
from index.embedding import Embedder, Progress
from index.passage_index import PassageIndex
from qa.evaluation.squad.file import SquadItem, SquadParagraph, read_squad
from qa.evaluation.squad.indexes import IndexCache, temporary_indexes
from qa.evaluation.squad.reader import question_reader
from qa.retrieval.features import FEATURES, SHARED, Candidates, FeatureReader
from qa.retrieval.judge import across_logits, unknown_share
from qa.retrieval.model import CLIP, SURENESS, EvidenceModel, Logistic, sureness, sureness_across
from qa.retrieval.retriever import PASSAGE_SHARE, SENTENCE_SIMILARITY, SIMILARITY, Array, Retriever

if TYPE_CHECKING:
    import torch

GATE: Final = 8  # rank of the part of the weights that depends on the question
EPOCHS: Final = 6
BATCH: Final = 24
RATE: Final = 2e-3
DECAY: Final = 1e-3
GATE_DECAY: Final = 0.3
WITHOUT_WORDS: Final = 0.2  # share of the questions whose shared words are hidden, as across languages
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates, with the paragraph that answers or (`answers` all False) without.

    `answers` flags the sentences that hold a gold answer in the right paragraph, `holds` in any, each [n].
    `crossing` are the second encoder's cosines [n]; `half` is the half of the paragraphs it belongs to.
    """

    vector: Array
    candidates: Candidates
    answers: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    crossing: Array
    unknown: float
    half: int

    @property
    def answerable(self) -> bool:
        return bool(self.answers.any())


def read_sets(
    files: Sequence[Path],
    embedder: Embedder,
    crossing: CrossingEncoder,
    characters: int,
    progress: Progress | None = None,
) -> dict[str, list[Example]]:
    """The examples of SQuAD files, from the first `characters` of text of each, by the files' names."""
    sets = {}
    with temporary_indexes(embedder, progress, crossing) as indexes:
        for file in files:
            paragraphs, items = read_squad(file)
            held = first_paragraphs(paragraphs, characters)
            ids = {paragraph.id for paragraph in held}
            asked = [item for item in items if item.paragraph in ids]
            sets[file.stem] = read_examples(indexes, held, asked, file.stem)
    return sets


def first_paragraphs(paragraphs: Sequence[SquadParagraph], characters: int) -> list[SquadParagraph]:
    """As many of the paragraphs as hold `characters` together: embedding is what training waits for."""
    held = np.cumsum([len(paragraph.text) for paragraph in paragraphs])
    return list(paragraphs[: max(1, int(np.searchsorted(held, characters, side="right")))])


def read_examples(
    indexes: IndexCache, paragraphs: Sequence[SquadParagraph], items: Sequence[SquadItem], label: str
) -> list[Example]:
    """The examples of one data set, two for each question."""
    index = indexes.of(paragraphs).index
    retriever = Retriever(index, indexes.embedder, indexes.crossing)
    reader = FeatureReader(index, retriever)
    read = question_reader(index)
    halves = {paragraph.id: number * 2 // len(paragraphs) for number, paragraph in enumerate(paragraphs)}
    examples = []
    for number, item in enumerate(items, 1):
        frame = read(item.question)
        vector = retriever.embed(frame.search)
        ranked = retriever.passages(frame.search, vector)
        right = np.array([index.passages[row].document_id == item.paragraph for row in ranked.rows])
        for part in (ranked, ranked.part(np.flatnonzero(~right))):
            candidates = reader.read(frame.search, vector, part, frame.wants)
            crossing = retriever.crossing(frame.search, [found.row for found in candidates.found])
            answers, holds = _labels(index, item, candidates)
            examples.append(
                Example(
                    vector, candidates, answers, holds, crossing, unknown_share(frame), halves[item.paragraph]
                )
            )
        if indexes.progress:
            indexes.progress(label, number, len(items))
    return examples


def _labels(
    index: PassageIndex, item: SquadItem, candidates: Candidates
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    texts = [index.sentence_text(found.row) for found in candidates.found]
    holds = np.array([any(answer in text for answer in item.answers) for text in texts], dtype=bool)
    documents = [index.passages[found.passage].document_id for found in candidates.found]
    return holds & np.array([document == item.paragraph for document in documents], dtype=bool), holds


def train(
    sets: Sequence[Sequence[Example]], *, seed: int = 0, progress: Progress | None = None
) -> EvidenceModel:
    """The model learned from data sets, each of which counts the same for confidence."""
    examples = [example for examples in sets for example in examples]
    halves = [fit_ranking([e for e in examples if e.half == half], seed, progress) for half in (0, 1)]
    ranking = fit_ranking(examples, seed, progress)
    weights = np.concatenate([np.full(len(held), len(examples) / len(sets) / len(held)) for held in sets])
    same, across, right, right_across = [], [], [], []
    for example in examples:
        logits = halves[1 - example.half].logits(example.candidates.features, example.vector)
        same.append(sureness(example.candidates, logits, example.unknown))
        right.append(_answered(example, logits))
        blind = without_words(example.candidates)
        logits = across_logits(blind, example.crossing)
        across.append(sureness_across(blind, example.crossing, int(np.argmax(logits))))
        right_across.append(_answered(example, logits))
    return replace(
        ranking,
        same=_fit_logistic(np.stack(same), np.array(right), weights),
        across=_fit_logistic(np.stack(across), np.array(right_across), weights),
    )


def without_words(candidates: Candidates) -> Candidates:
    """The candidates as they would look in another language, which shares no words with the question."""
    features = candidates.features.copy()
    features[:, [FEATURES.index(name) for name in SHARED]] = 0.0
    passages = SIMILARITY * (
        candidates.column("best_similarity") + PASSAGE_SHARE * candidates.column("passage_similarity")
    )
    behind = passages - passages.max()
    similarity = SENTENCE_SIMILARITY * candidates.column("similarity")
    features[:, FEATURES.index("behind")] = behind
    features[:, FEATURES.index("rule")] = similarity + candidates.column("expected") + behind
    return replace(candidates, features=features)


def fit_ranking(examples: Sequence[Example], seed: int, progress: Progress | None = None) -> EvidenceModel:
    """Weights by which the sentences that answer stand out, without confidence."""
    import torch  # two seconds; nothing but training needs it

    usable = [example for example in examples if example.answerable]
    features = np.concatenate([example.candidates.features for example in usable])
    mean, scale = features.mean(axis=0), features.std(axis=0) + np.float32(1e-6)
    torch.manual_seed(seed)
    draw = random.Random(seed)  # noqa: S311 - an order, no secret
    dimension, count = len(usable[0].vector), len(FEATURES)
    weights = torch.zeros(count, requires_grad=True)
    question = (0.5 * torch.randn(dimension, GATE)).requires_grad_()
    gate = torch.zeros(GATE, count, requires_grad=True)
    groups = [
        {"params": [weights], "weight_decay": DECAY},
        {"params": [question, gate], "weight_decay": GATE_DECAY},
    ]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    steps = EPOCHS * -(-len(usable) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    done = 0
    for _ in range(EPOCHS):
        draw.shuffle(usable)
        for start in range(0, len(usable), BATCH):
            held = _batch(usable[start : start + BATCH], mean, scale, draw)
            loss = _loss(held, weights, question, gate)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            done += 1
            if progress:
                progress("training", done, steps)
    empty = Logistic(*(np.empty(0, np.float32),) * 3, bias=0.0)
    learned = [tensor.detach().numpy() for tensor in (weights, question, gate)]
    return EvidenceModel(mean, scale, learned[0], learned[1], learned[2], same=empty, across=empty)


def _batch(
    examples: Sequence[Example], mean: Array, scale: Array, draw: random.Random
) -> list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Standardised features [n, f], question [d] and answers [n] of each, some without shared words."""
    import torch

    shared = [FEATURES.index(name) for name in SHARED]
    batch = []
    for example in examples:
        features = example.candidates.features
        if draw.random() < WITHOUT_WORDS:
            features = features.copy()
            features[:, shared] = 0.0
        standard = np.clip((features - mean) / scale, -CLIP, CLIP)
        parts = (standard, example.vector, example.answers)
        batch.append(tuple(map(torch.tensor, parts)))
    return batch


def _loss(
    batch: Sequence[tuple[torch.Tensor, torch.Tensor, torch.Tensor]],
    weights: torch.Tensor,
    question: torch.Tensor,
    gate: torch.Tensor,
) -> torch.Tensor:
    """The mean negative logarithm of the share that the right sentences have."""
    import torch

    losses = []
    for features, vector, answers in batch:
        logits = features @ (weights + vector @ question @ gate)
        losses.append(torch.logsumexp(logits, 0) - torch.logsumexp(logits[answers], 0))
    return torch.stack(losses).mean()


def _answered(example: Example, logits: Array) -> bool:
    """Whether one of the best sentences holds the answer; never where the right paragraph is away."""
    return example.answerable and bool(example.holds[np.argsort(-logits)[:SHOWN]].any())


def _fit_logistic(features: Array, right: NDArray[np.bool_], weights: NDArray[np.float64]) -> Logistic:
    from sklearn.linear_model import LogisticRegression

    mean, scale = np.nanmean(features, axis=0), np.nanstd(features, axis=0) + np.float32(1e-6)
    standard = np.nan_to_num((features - mean) / scale)
    fitted = LogisticRegression(max_iter=4_000).fit(standard, right, weights)
    return Logistic(mean, scale, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))


def save_model(model: EvidenceModel, file: IO[bytes]) -> None:
    """Write the weights to `file`."""
    arrays = {name: getattr(model, name) for name in ("mean", "scale", "weights", "question", "gate")}
    for name, logistic in (("same", model.same), ("across", model.across)):
        arrays |= {f"{name}_{part}": getattr(logistic, part) for part in ("mean", "scale", "weights")}
        arrays[f"{name}_bias"] = np.float32(logistic.bias)
    np.savez_compressed(file, features=np.array(FEATURES), sureness=np.array(SURENESS), **arrays)
