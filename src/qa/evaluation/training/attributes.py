"""Learning when a question asks for an attribute: the space in which it is near the attribute's examples.

Learned from domains, each with attributes of its own, so that it holds for those that any corpus declares.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from qa.understanding.declared import NEVER, Declared, DeclaredAttributes, masked, nameless
from qa.understanding.features import Array
from qa.understanding.lessons import Lesson
from qa.understanding.model import BEYOND, DIMENSION, NEARNESS, PROJECTED, QuestionModel
from qa.understanding.phrase import Phrase

if TYPE_CHECKING:
    import torch

EPOCHS: Final = 60  # of learning the projection
RATE: Final = 2e-3
DECAY: Final = 1e-2
DROPPED: Final = 0.2
SMOOTHED: Final = 0.05
FEW: Final = (3, 6, 10)  # examples that stand for an attribute
SHARPNESS: Final = 2.5  # logarithm of what cosines are multiplied by, at first
FAR: Final = 0.3  # cosine under which no attribute is asked for, at first
DECLARED: Final = (0.5, 0.8, 1.0)  # shares of a domain's attributes that a corpus may declare
STEPS: Final = 400  # of learning what nearness is worth
STEP_RATE: Final = 0.05


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
    """Domains by their names; `phrases` are what their rows stand for."""

    phrases: list[Phrase]
    by_name: dict[str, Domain]

    @classmethod
    def of(cls, lessons: Iterable[Lesson]) -> Domains:
        table = _PhraseTable([])
        ordered = sorted(lessons, key=lambda one: one.domain)
        by_domain = groupby(ordered, key=lambda one: one.domain)
        by_name = {name: table.domain(list(held)) for name, held in by_domain}
        return cls(table.phrases, by_name)

    def rows(self, names: Iterable[str]) -> list[int]:
        """The rows of the domains of those names, in order."""
        held = (self.by_name[name] for name in names)
        return sorted(row for one in held for rows in (*one.examples, one.questions) for row in rows)


@dataclass(frozen=True)
class _PhraseTable:
    """Numbers phrases as they come."""

    phrases: list[Phrase]

    def domain(self, lessons: Sequence[Lesson]) -> Domain:
        attributes = [one for one in lessons if one.attribute is not None]
        beside = [one for one in lessons if one.attribute is None]
        examples = [self._rows((text, "en") for text in one.examples) for one in attributes]
        questions, asked = list[int](), list[int]()
        for place, one in enumerate((*attributes, *beside)):
            rows = self._rows((question.text, question.language) for question in one.questions)
            questions += rows
            asked += [min(place, len(attributes))] * len(rows)
        names = [str(one.attribute) for one in attributes]
        return Domain(names, examples, questions, np.array(asked, np.int64))

    def _rows(self, texts: Iterable[tuple[str, str]]) -> list[int]:
        start = len(self.phrases)
        self.phrases.extend(Phrase(masked(text), nameless(text), language) for text, language in texts)
        return list(range(start, len(self.phrases)))


def with_attributes(
    model: QuestionModel, domains: Domains, names: Sequence[str], vectors: Array, seed: int = 0
) -> QuestionModel:
    """The model with what it learns of attributes from the domains `names`.

    `vectors` are those of the domains' phrases. What nearness is worth is learned on domains that the
    projection was not, then the projection on all.
    """
    table, drawn = model.centred(vectors), np.random.default_rng(seed)
    each = [domains.by_name[name] for name in names]
    cases: list[Case] = []
    for half in (0, 1):
        beside = replace(model, projection=learn_projection(each[1 - half :: 2], table, seed))
        for name in names[half::2]:
            rivals = with_others(beside, domains, [other for other in names if other != name], vectors)
            cases += _cases(rivals, domains.by_name[name], domains.phrases, vectors, drawn)
    worth, none = learn_nearness([case for case in cases if case.whole])
    beyond = learn_beyond(cases, worth, none)
    projection = learn_projection(each, table, seed)
    return replace(model, projection=projection, nearness=worth, none=none, beyond=beyond)


def with_others(
    model: QuestionModel, domains: Domains, names: Iterable[str], vectors: Array
) -> QuestionModel:
    """The model with the attributes of the domains `names` as those that people ask for elsewhere."""
    table = model.centred(vectors)
    means = [table[rows].mean(axis=0) for name in names for rows in domains.by_name[name].examples]
    return replace(model, others=np.array(means, np.float16).reshape(-1, DIMENSION))


def declared_attributes(
    model: QuestionModel, domain: Domain, phrases: Sequence[Phrase], vectors: Array
) -> DeclaredAttributes:
    """A domain's attributes as a corpus would declare them."""
    attributes = {
        name: Declared((name,), tuple(phrases[row].text for row in rows))
        for name, rows in zip(domain.names, domain.examples, strict=True)
    }
    return DeclaredAttributes(model, attributes, vectors[[row for rows in domain.examples for row in rows]])


@dataclass(frozen=True)
class Case:
    """Questions in a domain of whose attributes only some are declared.

    How near each question is to these, `near` [n, declared, 4], and to those of other domains, `beyond`
    [n, m, 3]; `asked` [n] is the place of the attribute that it asks for, or behind the last: of none, and
    behind that, of one that is not declared.
    """

    near: Array
    beyond: Array
    asked: NDArray[np.int64]

    @property
    def whole(self) -> bool:
        """Whether all that is asked for is declared."""
        return bool((self.asked <= self.near.shape[1]).all())


def _cases(
    model: QuestionModel,
    domain: Domain,
    phrases: Sequence[Phrase],
    vectors: Array,
    drawn: np.random.Generator,
) -> Iterator[Case]:
    """A domain with all of its attributes declared, and with some of them, whose `others` are the model's."""
    questions = [(phrases[row], vectors[row]) for row in domain.questions]
    for share in DECLARED:
        count = max(2, round(share * len(domain.names)))
        kept = np.sort(drawn.permutation(len(domain.names))[:count]).tolist()
        declared = declared_attributes(model, _with_only(domain, kept), phrases, vectors)
        near = np.stack([declared.nearness(*question) for question in questions])
        beyond = np.stack([declared.beyond(vector) for _, vector in questions])
        places = {attribute: place for place, attribute in enumerate((*kept, len(domain.names)))}
        asked = [places.get(attribute, count + 1) for attribute in domain.asked.tolist()]
        yield Case(near, beyond, np.array(asked, np.int64))


def _with_only(domain: Domain, kept: Sequence[int]) -> Domain:
    names, examples = [domain.names[place] for place in kept], [domain.examples[place] for place in kept]
    return replace(domain, names=names, examples=examples)


def learn_projection(domains: Sequence[Domain], vectors: Array, seed: int = 0) -> Array:
    """The space [384, 128] in which a question is nearest to the examples of what it asks for.

    `vectors` are those that the domains' rows number. Each step is one domain, a random few of whose examples
    stand for each attribute, so that many and few are learned alike.
    """
    import torch

    torch.manual_seed(seed)
    drawn = random.Random(seed)  # noqa: S311 - an order, no secret
    space = _Space(torch.from_numpy(vectors))
    groups = [
        {"params": [space.projection], "weight_decay": DECAY},
        {"params": [space.sharpness, space.none], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=RATE)
    for _ in range(EPOCHS):
        for domain in drawn.sample(list(domains), len(domains)):
            few = [drawn.sample(rows, min(len(rows), drawn.choice(FEW))) for rows in domain.examples]
            loss = space.loss(domain, few)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return np.asarray(space.projection.detach().numpy(), np.float32)


class _Space:
    """The space that is learned, and what a cosine in it means."""

    def __init__(self, table: torch.Tensor) -> None:
        import torch

        self._table = table
        empty = torch.empty(DIMENSION, PROJECTED)
        self.projection = torch.nn.init.orthogonal_(empty).requires_grad_()
        self.sharpness, self.none = (torch.tensor(value, requires_grad=True) for value in (SHARPNESS, FAR))

    def loss(self, domain: Domain, few: Sequence[Sequence[int]]) -> torch.Tensor:
        """The mean loss of a domain's questions, where the rows `few` stand for its attributes."""
        import torch
        from torch.nn import functional

        means = functional.normalize(torch.stack([self._placed(rows).mean(0) for rows in few]), dim=-1)
        near = self._placed(domain.questions) @ means.T
        logits = torch.cat([near, self.none.expand(len(near), 1)], 1) * self.sharpness.exp()
        asked = torch.from_numpy(domain.asked)
        return functional.cross_entropy(logits, asked, label_smoothing=SMOOTHED)

    def _placed(self, rows: Sequence[int]) -> torch.Tensor:
        from torch.nn import functional

        return functional.normalize(
            functional.dropout(self._table[list(rows)], DROPPED) @ self.projection, dim=-1
        )


def learn_nearness(cases: Sequence[Case]) -> tuple[Array, Array]:
    """What each measure of nearness is worth [4], and the logit of no attribute, where all are declared."""
    import torch

    worth, none = (torch.zeros(size, requires_grad=True) for size in (NEARNESS, 1))
    _descend(cases, (worth, none), lambda near, _: (near @ worth, none.expand(len(near), 1)))
    return worth.detach().numpy(), none.detach().numpy()


def learn_beyond(cases: Sequence[Case], worth: Array, none: Array) -> Array:
    """What is worth how near a question is to attributes that are not declared, and a constant, [4]."""
    import torch

    known, nothing = torch.from_numpy(worth), torch.from_numpy(none)
    beyond = torch.zeros(BEYOND + 1, requires_grad=True)

    def logits(near: torch.Tensor, others: torch.Tensor) -> tuple[torch.Tensor, ...]:
        each = others @ beyond[:-1] + beyond[-1]
        least = torch.full((len(near), 1), NEVER)
        undeclared = torch.cat([each, least], 1).max(1, keepdim=True).values
        return near @ known, nothing.expand(len(near), 1), undeclared

    _descend(cases, (beyond,), logits)
    return np.asarray(beyond.detach().numpy(), np.float32)


def _descend(
    cases: Sequence[Case],
    learned: Iterable[torch.Tensor],
    logits: Callable[[torch.Tensor, torch.Tensor], Iterable[torch.Tensor]],
) -> None:
    """Fit what is `learned` so that the `logits` of cases, in columns, tell what is asked for."""
    import torch
    from torch.nn import functional

    optimiser = torch.optim.Adam(learned, lr=STEP_RATE)
    held = [tuple(map(torch.from_numpy, (case.near, case.beyond, case.asked))) for case in cases]
    for _ in range(STEPS):
        losses = [
            functional.cross_entropy(torch.cat(list(logits(near, beyond)), 1), asked)
            for near, beyond, asked in held
        ]
        optimiser.zero_grad()
        torch.stack(losses).mean().backward()
        optimiser.step()
