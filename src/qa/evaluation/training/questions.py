"""Learning to read questions: `qa train questions`.

Every utterance is learned from twice, with its names masked as known ones are and as it is, as if nobody knew
them. Intents and links are learned by logistic regression; the space in which questions for one attribute are
near each other, and what nearness is worth, from the questions of domains that are not the corpus's.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qa.understanding.declared import Declared, DeclaredAttributes, masked, nameless
from qa.understanding.features import BUCKETS, SIGNALS, Array, runs, signals
from qa.understanding.lessons import Lesson
from qa.understanding.model import DIMENSION, NEARNESS, PROJECTED, RUNS_SCALE, VECTOR_SCALE, QuestionModel
from qa.understanding.names import CONTEXTS, LETTER, SHAPE, WordReader, contexts, words_of
from qa.understanding.phrase import Name, Phrase, phrase
from qa.understanding.utterance import Intent, Link, Role, Utterance

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Embed: TypeAlias = Callable[[Sequence[str]], Array]
"""Texts to their unit vectors as queries, [n, 384]."""

RAREST: Final = 3  # phrases that a run of characters must stand in
BESIDE: Final = 0.3  # weight of what an utterance asks besides
STRENGTH: Final = 1.0  # inverse of the regularisation
NAME_STRENGTH: Final = 0.5  # the same of the weights that tell names
MOST_ITERATIONS: Final = 300
EPOCHS: Final = 60  # of learning the projection
RATE: Final = 2e-3
DECAY: Final = 1e-2
DROPPED: Final = 0.2
SMOOTHED: Final = 0.05
FEW: Final = (3, 6, 10)  # examples that stand for an attribute
NAMED: Final = (Role.SUBJECT, Role.GROUP)
LEFT_OUT: Final = frozenset({"AI models and labs"})  # domains that the shipped corpus is about


def phrases(utterance: Utterance) -> tuple[Phrase, Phrase]:
    """An utterance as it is read where its names are known, and where they are not."""
    editions = sum(mark.role is Role.EDITION for mark in utterance.marks)
    follows = utterance.before is not None
    names = [
        Name(mark.start, mark.end, mark.role is Role.GROUP) for mark in utterance.marks if mark.role in NAMED
    ]
    known, unknown = (
        phrase(utterance.text, utterance.language, each, editions=editions, follows=follows)
        for each in (names, ())
    )
    return known, unknown


def rarity(texts: Iterable[str]) -> Array:
    """What a run of characters is worth by how few of the plain `texts` it stands in, [BUCKETS]."""
    counted: Counter[int] = Counter()
    total = 0
    for text in texts:
        counted.update(runs(text)[0].tolist())
        total += 1
    found = np.zeros(BUCKETS, np.float32)
    for bucket, count in counted.items():
        if count >= RAREST:
            found[bucket] = np.log((1 + total) / (1 + count)) + 1.0
    return found


@dataclass(frozen=True)
class Heads:
    """Weights of a logistic regression with k outcomes: `dense` [384 + SIGNALS, k], `sparse` [BUCKETS, k]."""

    dense: Array
    sparse: Array
    bias: Array


class Rows:
    """The features of phrases as one matrix [n, 384 + SIGNALS + BUCKETS]."""

    def __init__(self, of: Sequence[Phrase], vectors: Array, worth: Array) -> None:
        from scipy.sparse import csr_matrix, hstack

        dense = np.hstack([vectors * VECTOR_SCALE, np.stack([signals(one) for one in of])])
        data, places, starts = list[float](), list[int](), [0]
        for one in of:
            buckets, counts = runs(one.blanked)
            values = counts * worth[buckets]
            values = values / max(float(np.linalg.norm(values)), 1e-9)
            data += (values * RUNS_SCALE).tolist()
            places += buckets.tolist()
            starts.append(len(places))
        sparse = csr_matrix((data, places, starts), shape=(len(of), BUCKETS), dtype=np.float32)
        self.matrix: csr_matrix = hstack([csr_matrix(dense), sparse]).tocsr()


def fit(
    matrix: csr_matrix, outcomes: NDArray[np.int64], weights: Array, count: int, strength: float = STRENGTH
) -> Heads:
    """The weights that tell `count` outcomes from the rows of `matrix`."""
    from sklearn.linear_model import LogisticRegression

    learned = LogisticRegression(C=strength, max_iter=MOST_ITERATIONS).fit(matrix, outcomes, weights)
    whole = np.zeros((count, matrix.shape[1]), np.float32)
    bias = np.full(count, -1e3, np.float32)
    whole[learned.classes_], bias[learned.classes_] = learned.coef_, learned.intercept_
    split = DIMENSION + SIGNALS
    return Heads(whole[:, :split].T, whole[:, split:].T, bias)


@dataclass(frozen=True)
class Domain:
    """A domain's attributes, each with its name and examples, and questions for them.

    `examples` are rows of the table of vectors by attribute, `questions` rows too, and `asked` [n] is the
    place of the attribute that each asks for, or the number of attributes where it asks for none.
    """

    names: list[str]
    examples: list[list[int]]
    questions: list[int]
    asked: NDArray[np.int64]


@dataclass(frozen=True)
class Domains:
    """All domains; `phrases` are what their rows stand for."""

    phrases: list[Phrase]
    by_name: dict[str, Domain]

    @classmethod
    def of(cls, lessons: Iterable[Lesson], left_out: Collection[str] = LEFT_OUT) -> Domains:
        """The domains of `lessons` but those left out, which are about what the shipped corpus is about."""
        phrases: list[Phrase] = []
        rows = partial(_rows, phrases)
        by_name: dict[str, Domain] = {}
        ordered = sorted((one for one in lessons if one.domain not in left_out), key=lambda one: one.domain)
        for name, held in groupby(ordered, key=lambda one: one.domain):
            each = list(held)
            attributes = [one for one in each if one.attribute is not None]
            examples = [rows((text, "en") for text in one.examples) for one in attributes]
            questions, asked = list[int](), list[int]()
            for place, one in enumerate((*attributes, *(other for other in each if not other.attribute))):
                found = rows((question.text, question.language) for question in one.questions)
                questions += found
                asked += [min(place, len(attributes))] * len(found)
            called = [str(one.attribute) for one in attributes]
            by_name[name] = Domain(called, examples, questions, np.array(asked, np.int64))
        return cls(phrases, by_name)


def _rows(phrases: list[Phrase], texts: Iterable[tuple[str, str]]) -> list[int]:
    """Where phrases of `texts`, each with its language, stand in `phrases`, to which they are added."""
    start = len(phrases)
    phrases += [Phrase(masked(text), nameless(text), language) for text, language in texts]
    return list(range(start, len(phrases)))


def learn_projection(domains: Sequence[Domain], vectors: Array, seed: int = 0) -> Array:
    """The space [384, 128] in which a question is nearest to the examples of what it asks for.

    `vectors` are those that the domains' rows number. Each step is one domain, a random few of whose examples
    stand for each attribute, so that many and few are learned alike.
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    drawn = random.Random(seed)
    table = torch.from_numpy(vectors)
    projection = torch.nn.init.orthogonal_(torch.empty(DIMENSION, PROJECTED)).requires_grad_()
    sharpness, none = (torch.tensor(value, requires_grad=True) for value in (2.5, 0.3))
    groups = [
        {"params": [projection], "weight_decay": DECAY},
        {"params": [sharpness, none], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=RATE)

    def placed(rows: Sequence[int]) -> torch.Tensor:
        return functional.normalize(functional.dropout(table[rows], DROPPED) @ projection, dim=-1)

    for _ in range(EPOCHS):
        for domain in drawn.sample(list(domains), len(domains)):
            few = [drawn.sample(rows, min(len(rows), drawn.choice(FEW))) for rows in domain.examples]
            means = functional.normalize(torch.stack([placed(rows).mean(0) for rows in few]), dim=-1)
            near = placed(domain.questions) @ means.T
            logits = torch.cat([near, none.expand(len(near), 1)], 1) * sharpness.exp()
            loss = functional.cross_entropy(logits, torch.from_numpy(domain.asked), label_smoothing=SMOOTHED)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return np.asarray(projection.detach().numpy(), np.float32)


def learn_nearness(cases: Sequence[tuple[Array, NDArray[np.int64]]]) -> tuple[Array, Array]:
    """What each measure of nearness is worth [4], and the logit of asking for none of the attributes.

    A case is a domain: how near each question is to each attribute [n, attributes, 4], and what it asks for.
    """
    import torch
    from torch.nn import functional

    worth = torch.zeros(NEARNESS, requires_grad=True)
    none = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.Adam([worth, none], lr=0.05)
    held = [(torch.from_numpy(near), torch.from_numpy(asked)) for near, asked in cases]
    for _ in range(300):
        losses = [
            functional.cross_entropy(torch.cat([near @ worth, none.expand(len(near), 1)], 1), asked)
            for near, asked in held
        ]
        optimiser.zero_grad()
        torch.stack(losses).mean().backward()
        optimiser.step()
    return worth.detach().numpy(), none.detach().numpy()


def nearness(model: QuestionModel, domain: Domain, phrases: Sequence[Phrase], vectors: Array) -> Array:
    """How near each question of a domain is to each of its attributes, [n, attributes, 4]."""
    attributes = {
        name: Declared((name,), tuple(phrases[row].text for row in rows))
        for name, rows in zip(domain.names, domain.examples, strict=True)
    }
    rows = [row for each in domain.examples for row in each]
    declared = DeclaredAttributes(model, attributes, vectors[rows])
    return np.stack([declared.nearness(phrases[row], vectors[row]) for row in domain.questions])


def learn(
    utterances: Sequence[Utterance], lessons: Iterable[Lesson], embed: Embed, seed: int = 0
) -> QuestionModel:
    """The weights learned from all of them."""
    domains = Domains.of(lessons)
    read = [one for utterance in utterances for one in phrases(utterance)]
    vectors = embed([one.text for one in (*read, *domains.phrases)])
    centre = vectors.mean(axis=0)
    worth = rarity(one.blanked for one in (*read, *domains.phrases))
    heads = learn_heads(utterances, read, centred(vectors[: len(read)], centre), worth)
    sparse, step = quantised(heads.sparse)
    model = QuestionModel(
        centre=centre,
        rarity=worth,
        dense=heads.dense,
        sparse=sparse,
        step=step,
        bias=heads.bias,
        projection=np.zeros((DIMENSION, PROJECTED), np.float32),
        nearness=np.zeros(NEARNESS, np.float32),
        none=np.zeros(1, np.float32),
    )
    return with_attributes(model, domains, vectors[len(read) :], seed)


def with_attributes(model: QuestionModel, domains: Domains, vectors: Array, seed: int = 0) -> QuestionModel:
    """The model with what it knows of attributes; `vectors` are those of the domains' phrases.

    What nearness is worth is learned on domains that the projection was not, then the projection on all.
    """
    table = model.centred(vectors)
    each = list(domains.by_name.values())
    cases: list[tuple[Array, NDArray[np.int64]]] = []
    for half in (0, 1):
        others = each[1 - half :: 2]
        beside = replace(model, projection=learn_projection(others, table, seed))
        cases += [(nearness(beside, one, domains.phrases, vectors), one.asked) for one in each[half::2]]
    worth, none = learn_nearness(cases)
    return replace(model, projection=learn_projection(each, table, seed), nearness=worth, none=none)


def learn_heads(
    utterances: Sequence[Utterance], read: Sequence[Phrase], vectors: Array, worth: Array
) -> Heads:
    """The weights of intents and links; `read` are two phrases of each utterance, with centred vectors."""
    twice = [utterance for utterance in utterances for _ in range(2)]
    matrix = Rows(read, vectors, worth).matrix
    intents, links = list(Intent), list(Link)
    rows, asked, weights = list[int](), list[int](), list[float]()
    for row, utterance in enumerate(twice):
        for intent, weight in ((utterance.intent, 1.0), *((also, BESIDE) for also in utterance.also)):
            rows.append(row)
            asked.append(intents.index(intent))
            weights.append(weight)
    first = fit(matrix[rows], np.array(asked), np.array(weights, np.float32), len(intents))
    linked = [row for row, utterance in enumerate(twice) if utterance.link is not None]
    how = np.array([links.index(twice[row].link or Link.ALONE) for row in linked])
    second = fit(matrix[linked], how, np.ones(len(linked), np.float32), len(links))
    return Heads(
        np.hstack([first.dense, second.dense]),
        np.hstack([first.sparse, second.sparse]),
        np.hstack([first.bias, second.bias]),
    )


def quantised(sparse: Array) -> tuple[NDArray[np.int8], Array]:
    """Weights [BUCKETS, k] in whole steps, and the size of a step for each outcome [k]."""
    step = np.maximum(np.abs(sparse).max(axis=0), 1e-9) / 127.0
    return np.round(sparse / step).astype(np.int8), step.astype(np.float32)


def centred(vectors: Array, centre: Array) -> Array:
    moved = vectors - centre
    return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), np.float32)


def learn_names(utterances: Sequence[Utterance], reader: WordReader) -> dict[str, Array]:
    """The weights that tell whether a word is part of a name, from where names stand in the utterances."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    shapes, places, starts, named = list[Array](), list[int](), [0], list[bool]()
    for utterance in utterances:
        words = words_of(utterance.text)
        for place, (word, start, end) in enumerate(words):
            if LETTER.match(word):
                shapes.append(reader.shape(words, place, utterance.language))
                places += contexts(words, place, utterance.language)
                starts.append(len(places))
                named.append(_is_named(utterance, start, end))
    beside = csr_matrix((np.ones(len(places)), places, starts), shape=(len(named), CONTEXTS))
    matrix = hstack([csr_matrix(np.stack(shapes)), beside]).tocsr()
    learned = LogisticRegression(C=NAME_STRENGTH, max_iter=MOST_ITERATIONS).fit(matrix, named)
    weights = learned.coef_[0].astype(np.float32)
    bias = learned.intercept_.astype(np.float32)
    return {"shape": weights[:SHAPE], "context": weights[SHAPE:].astype(np.float16), "bias": bias}


def _is_named(utterance: Utterance, start: int, end: int) -> bool:
    subjects = (mark for mark in utterance.marks if mark.role is Role.SUBJECT)
    return any(mark.start <= start and end <= mark.end for mark in subjects)
