"""A corpus of one's own: documents that declare nothing, and what they measure, as it is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from index.build import build_from_documents
from index.documents import Document
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.attributes import Attribute, own_id
from qa.knowledge.editions import Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Evidence, Fact, FactStore
from qa.knowledge.knowledge import THING, Knowledge, Reporter
from tests.index.samples import TermEmbedder
from tests.qa.newsstand import article

Told = tuple[str, str, str, float, str, str]
"""A subject, a measure, its unit, a value, its time and the sentence that states it."""

TEST: Final = "scooters"
TRIAL: Final = "scooters-winter"
FIRM: Final = "firm"
TURNOVER: Final[tuple[Told, ...]] = tuple(
    (
        "Northvale",
        "Turnover",
        "EUR",
        millions * 1e6,
        time,
        f"In {said}, Northvale had a turnover of {millions} million euros.",
    )
    for millions, time, said in (
        (41, "2022", "2022"),
        (48, "2023", "2023"),
        (45, "2024", "2024"),
        (12, "2024-Q3", "the third quarter of 2024"),
    )
)
OF_FIRM: Final[tuple[Told, ...]] = (
    *TURNOVER,
    (
        "Northvale",
        "Operating margin",
        "%",
        7.5,
        "2024",
        "The operating margin of Northvale was 7.5% in 2024.",
    ),
    ("Ostrand", "Turnover", "EUR", 39e6, "2023", "In 2023, Ostrand had a turnover of 39 million euros."),
)
OF_TEST: Final[tuple[Told, ...]] = (
    ("Kestrel GT", "Top speed", "km/h", 46, "2024", "The Kestrel GT reached a top speed of 46 km/h."),
    ("Heron 2", "Top speed", "km/h", 43, "2024", "The Heron 2 reached a top speed of 43 km/h."),
    ("Plover Mini", "Top speed", "km/h", 25, "2024", "The Plover Mini reached a top speed of 25 km/h."),
    ("Kestrel GT", "Mark", "", 1.8, "2024", "The Kestrel GT got the mark 1.8."),
    ("Heron 2", "Mark", "", 2.3, "2024", "The Heron 2 got the mark 2.3."),
)
OF_TRIAL: Final[tuple[Told, ...]] = (
    ("Kestrel GT", "Mark", "", 71, "2024", "In the snow the Kestrel GT got the mark 71."),
    ("Plover Mini", "Mark", "", 64, "2024", "In the snow the Plover Mini got the mark 64."),
)
HELD: Final = {FIRM: OF_FIRM, TEST: OF_TEST, TRIAL: OF_TRIAL}


def measured(held: dict[str, tuple[Told, ...]] = HELD) -> tuple[Knowledge, list[Document]]:
    """The knowledge of what documents tell, each by its id, and the documents."""
    documents = [
        article(name, f"About {name}", "\n\n".join(one[-1] for one in told), edition="")
        for name, told in held.items()
    ]
    facts = [_fact(name, place, told) for name, each in held.items() for place, told in enumerate(each)]
    return knowledge_of(facts, held), documents


def _fact(document: str, place: int, told: Told) -> Fact:
    subject, measure, unit, value, time, quote = told
    return Fact(
        id=f"{document}-{place}",
        subject=thing(subject),
        attribute=own_id(measure, unit, document),
        value=value,
        unit=unit,
        edition=time,
        reported_by=(f"document:{document}",),
        evidence=(Evidence(document_id=document, quote=quote),),
    )


def knowledge_of(facts: Sequence[Fact], held: dict[str, tuple[Told, ...]]) -> Knowledge:
    told = [(document, one) for document, each in held.items() for one in each]
    attributes = {
        own_id(measure, unit, document): Attribute(
            id=own_id(measure, unit, document),
            subjects=(THING,),
            unit=unit,
            names={"en": measure},
            sentence={},
        )
        for document, (_, measure, unit, *_) in told
    }
    names = dict.fromkeys(one[0] for _, one in told)
    reporters = {
        f"document:{name}": Reporter(
            publisher=None, title=f"About {name}", url=None, published=None, language="en", edition="2024"
        )
        for name in held
    }
    return Knowledge(
        entities=Entities(
            {thing(name): Entity(id=thing(name), kind=THING, names={"en": name}) for name in names}
        ),
        attributes=attributes,
        editions=Editions({fact.edition: Edition(id=fact.edition, title={}) for fact in facts}),
        facts=FactStore(tuple(facts)),
        reporters=reporters,
        spare=frozenset(attributes),
    )


def thing(name: str) -> str:
    return name.lower().replace(" ", "-")


def engine_on(knowledge: Knowledge, documents: Iterable[Document], folder: Path) -> Engine:
    embedder = TermEmbedder(dimension=512)
    build_from_documents(list(documents), folder, embedder)
    return Engine(knowledge, PassageIndex.open(folder), embedder)
