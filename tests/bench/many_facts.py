"""A store of 100,000 facts: how long it takes to load, and to look something up in it.

Beside each figure stands what the same takes at the least: reading the file as JSON, and taking something
from a dictionary as large.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from qa.knowledge.cache import FOLDER, load_knowledge, store_knowledge
from qa.knowledge.editions import Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Evidence, Fact, FactStore
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge, Reporter
from qa.knowledge.selection import Selection
from qa.linking.names import NameIndex
from qa.settings import shipped_corpus

EDITIONS: Final = 20
LABS: Final = 200
MODELS: Final = 20_000
ATTRIBUTES: Final = 5
LOOK_UPS: Final = 300
SCORE: Final = "intelligence_index"
FIRST: Final = "the first ranking of 1,000 models"

Measured = tuple[str, list[float]]


def knowledge() -> Knowledge:
    """20,000 models of 200 labs, each in one of 20 editions with five figures."""
    shipped = Knowledge.load(shipped_corpus())
    numeric = [
        a.id for a in shipped.attributes.values() if a.unit in ("points", "count", "parameters", "USD")
    ]
    attributes = list(dict.fromkeys((SCORE, *numeric)))[:ATTRIBUTES]
    entities = {
        f"lab-{n}": Entity(id=f"lab-{n}", kind="lab", names={"en": f"Lab {n}"}, country=f"land-{n % 20}")
        for n in range(LABS)
    }
    entities |= {
        f"land-{n}": Entity(id=f"land-{n}", kind="country", names={"en": f"Land {n}"}) for n in range(20)
    }
    for n in range(MODELS):
        names = {"en": f"Model {n} Pro", "ja": f"モデル{n}"}
        entities[f"model-{n}"] = Entity(id=f"model-{n}", kind="model", names=names, lab=f"lab-{n % LABS}")
    editions = [f"{2000 + n // 4}-Q{n % 4 + 1}" for n in range(EDITIONS)]
    return Knowledge(
        Entities(entities),
        shipped.attributes,
        Editions({name: Edition(id=name, title={"en": name}) for name in editions}),
        FactStore(tuple(_facts(attributes, editions, shipped))),
        {
            "wire": Reporter(
                publisher="Wire", title="T", url=None, published=None, language="en", edition=editions[0]
            )
        },
    )


def _facts(attributes: list[str], editions: list[str], shipped: Knowledge) -> Iterator[Fact]:
    dice = random.Random(0)  # noqa: S311 - figures, not secrets
    for n in range(MODELS):
        edition = editions[n % EDITIONS]
        for attribute in attributes:
            value = dice.randrange(10, 1000) / 10
            yield Fact(
                id=f"{attribute}-{n}",
                subject=f"model-{n}",
                attribute=attribute,
                value=value,
                unit=shipped.attributes[attribute].unit,
                edition=edition,
                reported_by=("wire",),
                evidence=(
                    Evidence(
                        document_id=f"d-{n % 1000}", quote=f"Model {n} Pro scores {value} in {edition}."
                    ),
                ),
            )


def loading(folder: Path, rounds: int) -> Iterator[tuple[Measured, Measured]]:
    """(name, seconds) of loading the store and of reading its file as JSON, in turn."""
    digest = "0" * 32
    path = folder / FOLDER / f"{digest}.json"
    store_knowledge(knowledge(), path)
    loaded, read = [], []
    for _ in range(rounds):
        loaded.append(_seconds(partial(load_knowledge, folder, folder, digest)))
        read.append(_seconds(lambda: json.loads(path.read_bytes())))
    yield ("100,000 facts, loaded", loaded), ("reading their file as JSON", read)


def look_ups(folder: Path) -> Iterator[Measured]:
    """(name, milliseconds) of each kind of look-up, each time of something else, and of a dictionary's."""
    held = load_knowledge(folder, folder, "0" * 32)
    store, figures, names = held.facts, Figures(held), NameIndex(held.entities)
    by_id = {fact.id: fact for fact in store.facts}
    calls: dict[str, Callable[[int], Any]] = {
        "a dictionary": lambda n: by_id[f"{SCORE}-{n}"],
        "facts of a subject": lambda n: store.of(f"model-{n}"),
        "a figure in the store": lambda n: store.find(SCORE, (f"model-{n}",)),
        "its contradictions": lambda n: store.conflicts(store.facts[n]),
        "a model's figure": lambda n: figures.of(SCORE, f"model-{n}"),
        "a lab's figures": lambda n: figures.of(SCORE, f"lab-{n % LABS}"),
        "who belongs to a country": lambda n: f"model-{n}" in held.entities.members(f"land-{n % 20}"),
        "a name": lambda n: names.resolve(f"Model {n} Pro"),
        "a misspelt name": lambda n: names.resolve(f"Modell {n} Pro"),
        "completing a name": lambda n: names.complete(f"model {n}", {"model"}, 25),
        "completing what there is not": lambda n: names.complete(f"x{n}", {"model"}, 25),
        "a lab's ranking in an edition": lambda n: _ranked(figures, held, n, (f"lab-{n % LABS}",)),
        "a ranking of 1,000 models, again": lambda n: _ranked(figures, held, n, ()),
        "the contradicted": lambda n: store.disputed,
    }
    figures.rank(Selection(scopes=("land-0",)), SCORE, held.editions.ids[:1])  # makes what all share
    first = [_seconds(partial(_ranked, figures, held, n, ())) * 1000 for n in range(EDITIONS)]
    yield FIRST, first
    for name, call in calls.items():
        call(0)  # what is made at the first use
        step = MODELS // LOOK_UPS
        yield name, [_seconds(partial(call, n)) * 1000 for n in range(0, MODELS, step)]


def _ranked(figures: Figures, held: Knowledge, number: int, scopes: tuple[str, ...]) -> object:
    return figures.rank(Selection(scopes=scopes), SCORE, held.editions.ids[number % EDITIONS :][:1])


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
