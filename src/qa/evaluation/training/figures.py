"""How well questions are read that were not learned from: `qa train figures`.

Utterances are dealt into folds, and so are domains, for an attribute that a corpus declares is never one that
was learned from. What is told of a fold was learned from the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.documents import Frozen
from index.embedding import Progress
from qa.evaluation.measures.tables import figure
from qa.evaluation.training.attributes import declared_attributes, with_attributes, with_others
from qa.evaluation.training.intents import ReadUtterance, learn_intents, untaught
from qa.evaluation.training.names import is_named, learn_names
from qa.evaluation.training.questions import Material
from qa.language.detection import from_locale
from qa.understanding.declared import AskedFor
from qa.understanding.model import QuestionModel
from qa.understanding.names import NameModel, WordReader
from qa.understanding.utterance import Intent, Utterance

FOLDS: Final = 5
LIKELY: Final = 0.5  # from which a word counts as one of a name
ALL: Final = "all"


class WantFigures(Frozen):
    """Shares of utterances in a language that were read aright.

    `intent` with their names known, `intent_nameless` without, `either` of the two likeliest intents; `link`
    of those that follow another. `precision` and `recall` are of the words of names.
    """

    language: str
    utterances: int
    intent: float
    intent_nameless: float
    either: float
    link: float
    precision: float
    recall: float


class AttributeFigures(Frozen):
    """Of the questions in a domain or language: shares that were read aright.

    Of those that ask for an attribute, `likeliest` have it before all others that are declared, `right` also
    before none and what is not declared; `false_none` were told that they ask for nothing that is. Of those
    that ask for nothing declared, `none` were told so.
    """

    name: str
    questions: int
    likeliest: float
    right: float
    false_none: float
    none: float


class QuestionFigures(Frozen):
    """Cross-validated figures of the reading of questions."""

    seed: int
    folds: int
    wants: tuple[WantFigures, ...]
    attributes_by_language: tuple[AttributeFigures, ...]
    attributes_by_domain: tuple[AttributeFigures, ...]


@dataclass
class Tally:
    """How often something was so, of how often it could be, by what it is called."""

    held: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def count(self, name: str, *, right: bool) -> None:
        self.held[name].append(right)

    def share(self, name: str) -> float:
        """From 0 to 1, to four decimals; 0 where it never could be."""
        held = self.held.get(name, ())
        return round(sum(held) / len(held), 4) if held else 0.0


def cross_validate(
    material: Material, seed: int = 0, folds: int = FOLDS, progress: Progress | None = None
) -> QuestionFigures:
    """The figures, of `folds` folds that are drawn by `seed`."""
    report = progress or (lambda _label, _done, _total: None)
    wants, languages, domains = (defaultdict[str, Tally](Tally) for _ in range(3))
    utterances = material.plain
    dealt = np.random.default_rng(seed).integers(0, folds, len(utterances))
    for fold in range(folds):
        report("folds", fold, folds)
        _count_wants(material, dealt != fold, wants)
        _count_names(utterances, dealt != fold, wants)
        for name, language, asked, right in _attributes(material, fold, folds, seed):
            for tally in (domains[name], domains[ALL], languages[language]):
                _count_attribute(tally, asked, right)
    report("folds", folds, folds)
    return QuestionFigures(
        seed=seed,
        folds=folds,
        wants=tuple(_want_figures(wants)),
        attributes_by_language=tuple(_attribute_figures(languages)),
        attributes_by_domain=tuple(_attribute_figures(domains)),
    )


def _count_wants(material: Material, learned: NDArray[np.bool_], tallies: Mapping[str, Tally]) -> None:
    """Learn from the utterances that `learned` [n] flags, and read the others."""
    flags = np.repeat(learned, 2)
    model = learn_intents(list(compress(material.utterances, flags)), material.asked, *material.measures())
    for place in np.flatnonzero(~flags).tolist():
        one = material.utterances[place]
        for tally in (tallies[one.utterance.language], tallies[ALL]):
            _count_want(tally, model, one, nameless=bool(place % 2))


def _count_want(tally: Tally, model: QuestionModel, one: ReadUtterance, *, nameless: bool) -> None:
    understood = model.understand(one.phrase, one.vector)
    first, second, *_ = sorted(Intent, key=lambda intent: -understood.intents[intent])
    right = first is one.utterance.intent
    if nameless:
        tally.count("intent_nameless", right=right)
        return
    tally.count("intent", right=right)
    tally.count("either", right=right or second is one.utterance.intent)
    if one.utterance.link is not None:
        likeliest = max(understood.links, key=lambda link: understood.links[link])
        tally.count("link", right=likeliest is one.utterance.link)


def _count_names(
    utterances: Sequence[Utterance], learned: NDArray[np.bool_], tallies: Mapping[str, Tally]
) -> None:
    model = learn_names(list(compress(utterances, learned)), WordReader())
    for utterance in compress(utterances, ~learned):
        for told, right in _words(model, utterance):
            for tally in (tallies[utterance.language], tallies[ALL]):
                if told:
                    tally.count("precision", right=right)
                if right:
                    tally.count("recall", right=told)


def _words(model: NameModel, utterance: Utterance) -> Iterator[tuple[bool, bool]]:
    """Of each word: whether it is told to be part of a name, and whether it is."""
    for (start, end), likely in model.likely(utterance.text, utterance.language).items():
        yield likely >= LIKELY, is_named(utterance, start, end)


def _attributes(
    material: Material, fold: int, folds: int, seed: int
) -> Iterator[tuple[str, str, AskedFor, str | None]]:
    """The questions of a fold's domains: domain, language, what was told, and the attribute asked for.

    The first fold also has the domains that are never learned from.
    """
    held = material.learned[fold::folds]
    kept = [name for name in material.learned if name not in held]
    if not fold:
        held += [name for name in material.domains.by_name if name not in material.learned]
    model = untaught(*material.measures())
    model = with_attributes(model, material.domains, kept, material.vectors, seed)
    model = with_others(model, material.domains, kept, material.vectors)
    for name in held:
        domain, phrases = material.domains.by_name[name], material.domains.phrases
        declared = declared_attributes(model, domain, phrases, material.vectors)
        for row, place in zip(domain.questions, domain.asked, strict=True):
            right = domain.names[place] if place < len(domain.names) else None
            asked = declared.asked(phrases[row], material.vectors[row])
            yield name, from_locale(phrases[row].language) or ALL, asked, right


def _count_attribute(tally: Tally, asked: AskedFor, right: str | None) -> None:
    name, likely = max(asked.attributes.items(), key=lambda each: each[1])
    none = max(asked.none, asked.undeclared) >= likely
    tally.count("questions", right=True)
    if right is None:
        tally.count("none", right=none)
    else:
        tally.count("likeliest", right=name == right)
        tally.count("right", right=not none and name == right)
        tally.count("false_none", right=none)


def _want_figures(tallies: Mapping[str, Tally]) -> Iterator[WantFigures]:
    shares = [name for name in WantFigures.model_fields if name not in {"language", "utterances"}]
    for language, tally in _ordered(tallies):
        found = {name: tally.share(name) for name in shares}
        yield WantFigures(language=language, utterances=len(tally.held["intent"]), **found)


def _attribute_figures(tallies: Mapping[str, Tally]) -> Iterator[AttributeFigures]:
    for name, tally in _ordered(tallies):
        found = {share: tally.share(share) for share in ("likeliest", "right", "false_none", "none")}
        yield AttributeFigures(name=name, questions=len(tally.held["questions"]), **found)


def _ordered(tallies: Mapping[str, Tally]) -> Iterable[tuple[str, Tally]]:
    """All of them first, then the others by name."""
    return sorted(tallies.items(), key=lambda each: (each[0] != ALL, each[0]))


def figure_table(rows: Sequence[Frozen]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Figures as the columns and rows of a table."""
    columns = tuple(name.replace("_", " ") for name in type(rows[0]).model_fields)
    cells = [tuple(value if isinstance(value, str) else figure(value) for _, value in row) for row in rows]
    return columns, cells
