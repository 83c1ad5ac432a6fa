"""The desk: engines of collections, opened when they are asked for, and handed out by what may be read.

This is the one place that decides whose documents a question can reach: whoever answers a server gets a
`Federation` of the collections in its reach from here, and nothing else holds an engine.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock, RLock
from typing import Final

from index.build import is_empty
from index.corpus_files import Complain
from index.embedding import Progress
from index.errors import EmptyCorpusError, FootnoteError
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import Collection, UnknownCollectionError
from qa.collections.federation import Federation, Member
from qa.engine import Engine
from qa.instruments import Instruments
from qa.review.reviewed import Reviewed
from qa.settings import Settings

log = logging.getLogger(__name__)

OPEN: Final = 512
"""Engines that are held open, beside that of the data folder: some 2 MB each with fifty passages."""
HOME: Final = ""
"""What the engine of the data folder itself is kept under: no collection is called that."""


class Desk:
    """Opens each engine once, with the same instruments, and lets go of those that were not asked lately.

    Threads may share it.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        instruments: Instruments | None = None,
        progress: Progress | None = None,
        complain: Complain | None = None,
        lazy: bool = False,
        most: int = OPEN,
    ) -> None:
        """`progress`, `complain` and `lazy` are those of `Engine.open`."""
        self.catalogue: Final = CollectionCatalogue(settings)
        self.instruments: Final = instruments or Instruments.of(settings.model)
        self._settings, self._progress, self._complain = settings, progress, complain
        self._lazy, self._most = lazy, most
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._lock, self._opening = RLock(), dict[str, Lock]()

    def of(self, server: int | None) -> Federation:
        """What answers in a server, or, with None, in direct messages: from its reach alone."""
        return self._federation(self.catalogue.reach(server))

    def alone(self, name: str, server: int | None = None, *, anybody: bool = False) -> Federation:
        """What answers from one collection of a server's reach, or, for an operator, of `anybody`'s.

        Raises UnknownCollectionError for any other, as if there were none.
        """
        known = self.catalogue.all() if anybody else self.catalogue.reach(server)
        found = [one for one in known if one.name == name]
        if not found:
            raise UnknownCollectionError(name, tuple(one.name for one in known))
        return self._federation(found)

    def everything(self) -> Federation:
        """What answers from all collections: for the operator, who owns the data folder."""
        return self._federation(self.catalogue.all())

    def engine(self, name: str) -> Engine | None:
        """The engine of a collection, alone; None where it has no document. Raises FootnoteError."""
        return self._engine(name, self.catalogue.settings_of(self.catalogue.find(name)))

    @property
    def home(self) -> Engine | None:
        """The engine of the documents in the data folder itself."""
        return self._engine(HOME, self._settings)

    def reviewed(self, server: int | None) -> Reviewed | None:
        """The findings of a server's own collection; None where it has none, or no documents in it."""
        for one in self.catalogue.reach(server):
            if one.owner == server and server is not None:
                engine = self.engine(one.name)
                return engine.reviewed if engine else None
        return None

    def warm(self) -> None:
        """Load what every question needs."""
        if self.home:
            self.home.warm()

    def renew(self, *, thorough: bool = False) -> tuple[str, ...]:
        """Answer from the versions in use by now; `thorough`, also with what people have decided since.

        The names of the collections that were renewed; "" is the data folder itself. What cannot be opened
        goes on as it was, and is told in the log.
        """
        renewed = []
        for name, engine in tuple(self._engines.items()):
            if not (thorough or engine.outdated):
                continue
            try:
                successor = engine.renewed()
            except FootnoteError as error:
                log.warning("the collection %s could not be renewed: %s", name or "of the data folder", error)
                continue
            with self._lock:
                if self._engines.get(name) is engine:
                    self._engines[name] = successor
                    renewed.append(name)
        return tuple(renewed)

    def drop(self, name: str) -> None:
        """Close a collection; whoever asks next opens it as it is by then."""
        with self._lock:
            self._engines.pop(name, None)

    def _federation(self, collections: Sequence[Collection]) -> Federation:
        """The members, in the order of `collections`; those of the data folder are one if both are meant."""
        home = [one for one in collections if one.name in self.catalogue.home]
        members: list[Member] = []
        for one in collections:
            if len(home) == len(self.catalogue.home) and one in home:
                if one is home[0] and (engine := self.home):
                    members.append(Member(frozenset(self.catalogue.home), one, engine))
            elif engine := self.engine(one.name):
                members.append(Member(frozenset({one.name}), one, engine))
        return Federation(tuple(members), self.instruments)

    def _engine(self, name: str, settings: Settings) -> Engine | None:
        with self._lock:
            engine = self._engines.get(name)
            if engine is not None:
                self._engines.move_to_end(name)
                opening = None
            else:
                opening = self._opening.setdefault(name, Lock())
        if engine is None and opening is not None:
            with opening:  # one opens it, and others of the same collection wait for that
                engine = self._engines.get(name) or self._opened(name, settings)
        if engine is not None and name and is_empty(settings.corpus, settings.library_dir):
            self.drop(name)  # its last document is gone: the index that it is still in is not answered from
            return None
        return engine

    def _opened(self, name: str, settings: Settings) -> Engine | None:
        if name and is_empty(settings.corpus, settings.library_dir):
            return None
        with suppress(EmptyCorpusError):
            engine = Engine.open(
                settings, self._progress, self._complain, lazy=self._lazy, instruments=self.instruments
            )
            with self._lock:
                self._engines[name] = engine
                while len(self._engines) > self._most + 1:
                    oldest = next(one for one in self._engines if one != HOME)
                    del self._engines[oldest]
            return engine
        return None
