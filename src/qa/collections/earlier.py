"""Earlier versions of what answers, as far as they are still kept: to ask again what was asked then."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from index.passage_index import PassageIndex
from index.versions import list_versions
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import Collection, UnknownCollectionError
from qa.collections.federation import Federation
from qa.collections.member import Member
from qa.engine import Engine
from qa.instruments import Instruments
from qa.knowledge.cache import knowledge_of
from qa.settings import Settings


class EarlierVersions:
    """Opens a version anew each time: nobody answers from it for long.

    What people have decided since on findings holds there, too: a decision is about a quote, not a version.
    """

    def __init__(self, catalogue: CollectionCatalogue, instruments: Instruments, settings: Settings) -> None:
        """`settings` are those of the data folder."""
        self._catalogue: Final = catalogue
        self._instruments: Final = instruments
        self._settings: Final = settings

    def find(self, collection: str | None, version: str) -> Federation | None:
        """What answered from a collection in that version; None where it is not kept.

        Without a collection, that is the data folder. Raises FootnoteError where it cannot be opened.
        """
        catalogue = self._catalogue
        known = {one.name: one for one in catalogue.all()}
        name = collection or catalogue.corpus_name
        if name not in known:
            raise UnknownCollectionError(name, tuple(known))
        if name in catalogue.home and (folder := _version(self._settings.data_dir, version)):
            return self._opened(known[name], frozenset(catalogue.home), self._settings, folder)
        settings = catalogue.settings_of(known[name])
        folder = _version(settings.data_dir, version)
        return self._opened(known[name], frozenset({name}), settings, folder) if folder else None

    def _opened(
        self, collection: Collection, names: frozenset[str], settings: Settings, folder: Path
    ) -> Federation:
        held = self._instruments
        index = PassageIndex.open(folder, held.embedder, lazy=True, engine=settings.engine)
        knowledge = knowledge_of(settings)
        engine = Engine.of_index(settings, knowledge, index, held)
        return Federation((Member(names, collection, engine),), held)


def _version(data_dir: Path, version: str) -> Path | None:
    """The newest index of that version: its name ends in it."""
    return next((one for one in list_versions(data_dir) if one.name.endswith(f"-{version}")), None)
