"""Invented worlds: editions that may be compared or not, models whose scores are near, disputed or absent.

A world's documents state each of its figures in a sentence of each language, so that the engine can prove
them. What may be said of it is worked out here anew, from the plain figures, and never with the code tested.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from index.build import build_from_documents
from index.documents import Document, Source
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Evidence, Fact, FactStore
from qa.knowledge.knowledge import Knowledge, Reporter
from qa.language.detection import LANGUAGES
from tests.index.samples import TermEmbedder
from tests.qa.small import FOLDER

EDITIONS: Final = ("2030-Q1", "2030-Q2", "2030-Q3", "2030-Q4")
MODELS: Final = ("borealis", "cumulus", "nimbus", "stratus", "zephyr")
LABS: Final = {"northwind": "avalon", "eastgate": "borduria"}
MADE_BY: Final = dict(
    zip(MODELS, ("northwind", "eastgate", "northwind", "eastgate", "northwind"), strict=True)
)
REASON: Final = "the ruler was replaced."
SENTENCES: Final = {
    "en": "{name} scores {value} points, {paper} writes of {edition}.",
    "fr": "{name} obtient {value} points, écrit {paper} à propos de {edition}.",
    "ja": "{paper}は{edition}について、{name}は{value}点と書いている。",
    "zh-Hans": "{paper}写道，{name}在{edition}得{value}分。",
    "zh-Hant": "{paper}寫道，{name}在{edition}得{value}分。",
}
PAPERS: Final = ("gazette", "herald")


@dataclass(frozen=True)
class World:
    """`scores[edition][model]` are the values that the papers state, in the order of `PAPERS`."""

    comparable: frozenset[frozenset[str]]
    margins: dict[str, float | None]
    scores: dict[str, dict[str, tuple[float, ...]]]
    open_weights: dict[str, bool | None]

    @property
    def editions(self) -> tuple[str, ...]:
        return tuple(self.margins)

    def together(self, editions: set[str]) -> bool:
        """Whether all of `editions` may stand on one scale."""
        return all(frozenset(pair) in self.comparable for pair in combinations(editions, 2))

    def groups(self, asked: tuple[str, ...] = ()) -> list[list[str]]:
        """The editions with scores, each joined to the first group all of which it may be compared with."""
        found: list[list[str]] = []
        for edition in (e for e in self.editions if self.scores[e] and (not asked or e in asked)):
            home = next((group for group in found if self.together({*group, edition})), None)
            found.append([edition]) if home is None else home.append(edition)
        return found

    def latest(self, group: list[str]) -> dict[str, tuple[str, float, float]]:
        """The last edition of each model in a group, and the least and the most that the papers give it."""
        return {
            model: (edition, min(values), max(values))
            for edition in group
            for model, values in self.scores[edition].items()
        }

    def margin(self, editions: list[str]) -> float:
        return max(self.margins[edition] or 0.0 for edition in editions)

    def knowledge(self) -> Knowledge:
        facts = [fact for edition in self.editions for fact in self._facts(edition)]
        entities = [
            *(Entity(id=m, kind="model", names={"en": m.title()}, lab=lab, open_weights=self.open_weights[m])
              for m, lab in MADE_BY.items()),
            *(Entity(id=lab, kind="lab", names={"en": lab.title()}, country=c) for lab, c in LABS.items()),
            *(Entity(id=c, kind="country", names={"en": c.title()}) for c in LABS.values()),
        ]  # fmt: skip
        editions = {
            edition: Edition(
                id=edition,
                title={},
                comparable_with=tuple(
                    other for other in self.editions if other > edition and self.together({edition, other})
                ),
                reason=dict.fromkeys(LANGUAGES, REASON),
                margin=self.margins[edition],
            )
            for edition in self.editions
        }
        reporters = {
            paper: Reporter(
                publisher=paper.title(),
                title=paper,
                url=None,
                published="2031-01-05",
                language="en",
                edition="x",
            )
            for paper in PAPERS
        }
        return Knowledge(
            Entities({entity.id: entity for entity in entities}),
            {"sky_index": attribute()},
            Editions(editions),
            FactStore(tuple(facts)),
            reporters,
        )

    def _facts(self, edition: str) -> list[Fact]:
        return [
            Fact(
                id=f"{model}-{edition}-{paper}",
                subject=model,
                attribute="sky_index",
                value=value,
                unit="points",
                edition=edition,
                reported_by=(paper,),
                evidence=tuple(
                    Evidence(
                        document_id=f"{edition}-{language}",
                        quote=sentence(model, value, paper, edition, language),
                    )
                    for language in LANGUAGES
                ),
            )
            for model, values in self.scores[edition].items()
            for paper, value in zip(PAPERS, values, strict=False)
        ]

    def documents(self) -> list[Document]:
        return [
            Document(
                id=f"{edition}-{language}",
                title=f"Report {edition}",
                edition=edition,
                language=language,
                published=None,
                sources=(Source(publisher=None, title="Sky", url=None, published=None, language="en"),),
                license="MIT",
                text="\n\n".join(
                    e.quote
                    for f in self._facts(edition)
                    for e in f.evidence
                    if e.document_id.endswith(language)
                )
                or "The sky was clear.",
            )
            for edition in self.editions
            for language in LANGUAGES
        ]

    def engine(self) -> Engine:
        embedder = TermEmbedder(dimension=64)
        with tempfile.TemporaryDirectory() as folder:
            build_from_documents(self.documents(), Path(folder), embedder)
            return Engine(self.knowledge(), PassageIndex.open(Path(folder)), embedder, threshold=0.9)


@cache
def attribute() -> Attribute:
    """The score of the small corpus."""
    return Knowledge.load(FOLDER).attributes["sky_index"]


def sentence(model: str, value: float, paper: str, edition: str, language: str) -> str:
    return SENTENCES[language].format(
        name=model.title(), value=f"{value:g}", paper=paper.title(), edition=edition
    )


VALUES: Final = st.sampled_from([40.0, 41.0, 41.5, 42.0, 43.0, 44.0, 47.0, 60.0])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    editions = EDITIONS[: draw(st.integers(2, 4))]
    pairs = [frozenset(pair) for pair in combinations(editions, 2)]
    comparable = frozenset(pair for pair in pairs if draw(st.booleans()))
    margins = {e: draw(st.sampled_from([None, 0.0, 1.0, 2.5])) for e in editions}
    stated = st.one_of(
        st.tuples(VALUES),
        st.tuples(VALUES),
        st.tuples(VALUES, VALUES).filter(lambda pair: pair[0] != pair[1]),
    )
    scores: dict[str, dict[str, tuple[float, ...]]] = {
        e: draw(st.dictionaries(st.sampled_from(MODELS), stated, min_size=2, max_size=len(MODELS)))
        for e in editions
    }
    weights = {model: draw(st.sampled_from([True, False, None])) for model in MODELS}
    return World(comparable, margins, scores, weights)
