"""A corpus's knowledge as JSON beside its index: reading the YAML files takes a tenth of a cold answer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

from pydantic import ValidationError

from index.atomic import write_whole
from index.build import corpus_hash
from index.documents import Frozen
from index.private import FILE, private_folder
from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Fact, FactStore
from qa.knowledge.kinds import EntityKinds, load_kinds
from qa.knowledge.knowledge import Knowledge, Reporter
from qa.settings import Settings

FOLDER: Final = "knowledge"


class _Stored(Frozen):
    """All items of a corpus's knowledge, in their order, without what is as by default.

    The kinds of entities are read each time: a corpus without its own has the shipped
    ones, which its hash leaves out.
    """

    format: Literal[3]  # another one once a default changes
    entities: tuple[Entity, ...]
    attributes: tuple[Attribute, ...]
    editions: tuple[Edition, ...]
    facts: tuple[Fact, ...]
    reporters: dict[str, Reporter]


def knowledge_of(settings: Settings) -> Knowledge:
    """The knowledge of the corpus as it is. Raises CorpusError."""
    return load_knowledge(settings.corpus, settings.data_dir, corpus_hash(settings.corpus))


def load_knowledge(corpus: Path, data_dir: Path, digest: str) -> Knowledge:
    """The knowledge of the corpus with that hash: stored before, or read from its files and stored now.

    Where the folder cannot be written, the files are read each time. Raises CorpusError.
    """
    path = data_dir / FOLDER / f"{digest}.json"
    with suppress(OSError, ValidationError), _uncollected():
        return _knowledge(_Stored.model_validate_json(path.read_bytes()), load_kinds(corpus))
    knowledge = Knowledge.load(corpus)
    with suppress(OSError):
        store_knowledge(knowledge, path)
    return knowledge


def store_knowledge(knowledge: Knowledge, path: Path) -> None:
    """Write the knowledge to `path`, alone in its folder. Raises OSError."""
    for old in private_folder(path.parent).iterdir():
        old.unlink(missing_ok=True)
    write_whole(path, _stored(knowledge).model_dump_json(exclude_defaults=True).encode(), FILE)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection, which halves the speed of making a million objects that all stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _stored(knowledge: Knowledge) -> _Stored:
    return _Stored(
        format=3,
        entities=tuple(knowledge.entities),
        attributes=tuple(knowledge.attributes.values()),
        editions=tuple(knowledge.editions.by_id.values()),
        facts=knowledge.facts.facts,
        reporters=knowledge.reporters,
    )


def _knowledge(stored: _Stored, kinds: EntityKinds) -> Knowledge:
    return Knowledge(
        entities=Entities({entity.id: entity for entity in stored.entities}, kinds),
        attributes={attribute.id: attribute for attribute in stored.attributes},
        editions=Editions({edition.id: edition for edition in stored.editions}),
        facts=FactStore(stored.facts),
        reporters=stored.reporters,
    )
