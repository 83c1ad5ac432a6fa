"""The desk: engines of collections, opened when they are asked for, and handed out by what may be read.

This is the one place that decides whose documents a question can reach: whoever answers a server gets a
`Federation` of the collections in its reach from here, and nothing else holds an engine.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, RLock
from typing import Final

from index.build import is_empty
from index.corpus_files import Complain
from index.embedding import Progress
from index.errors import (
    EmptyCorpusError,
    FootnoteError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import Collection, UnknownCollectionError
from qa.collections.earlier import EarlierVersions
from qa.collections.federation import Federation
from qa.collections.later_builds import LaterBuilds
from qa.collections.member import Member
from qa.engine import Engine
from qa.instruments import Instruments
from qa.models import Reply
from qa.review.reviewed import ToReview
from qa.settings import Settings

log = logging.getLogger(__name__)

OPEN: Final = 512
"""Engines that are held open, beside that of the data folder: some 2 MB each with fifty passages."""
HOME: Final = ""
"""What the engine of the data folder itself is kept under: no collection is called that."""
UNUSABLE: Final = (EmptyCorpusError, IndexMissingError, IndexMismatchError, IndexDamagedError)
"""What keeps a collection from answering for now."""


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
        self._later: LaterBuilds | None = None

    def build_apart(self, build: Callable[[str], None]) -> None:
        """From now on have indexes built by `build`, which gets a name, so that no answer waits for one.

        Meanwhile the last index is answered from; a collection that has none answers nothing until then.
        """
        self._later = LaterBuilds(build)

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

    @property
    def looks_up(self) -> bool:
        """Whether there may be figures to look up: whatever there is today, more is taken in tomorrow."""
        return True

    def offered(self, server: int | None) -> tuple[Collection, ...]:
        """The collections that may be named in a server."""
        return self.catalogue.reach(server)

    def may_show(self, reply: Reply, server: int | None) -> bool:
        """Whether all that a kept reply quotes may still be read in a server, and is still there."""
        return self.of(server).may_show(reply)

    def reading(self, server: int | None) -> Federation:
        """The documents that pages of a server's answers may show."""
        return self.of(server)

    def same_question(self, question: str, others: Sequence[str]) -> int | None:
        """Which of `others`, by its place, asks the same as `question`. Raises EmbeddingError."""
        return self.instruments.same_questions.find(question, others)

    def own_collection(self, server: int) -> str | None:
        """The name of a server's own collection, where it has one."""
        return next((one.name for one in self.catalogue.reach(server) if one.owner == server), None)

    def earlier(self, collection: str | None, version: str) -> Federation | None:
        """What answered from a collection in that version; None where it is not kept. FootnoteError."""
        return EarlierVersions(self.catalogue, self.instruments, self._settings).find(collection, version)

    def to_review(self, server: int | None) -> ToReview | None:
        """The findings of a server's own collection, or, with None, of the data folder's documents.

        None where there are no such documents.
        """
        if server is None:
            return _to_review("", self.home)
        own = self.own_collection(server)
        return _to_review(own, self.engine(own)) if own else None

    def warm(self) -> None:
        """Load what every question needs."""
        if self.home:
            self.home.warm()

    def renew(self, only: str | None = None) -> tuple[str, ...]:
        """Answer from the versions in use by now; the names of the collections that were renewed.

        "" is the data folder itself. What cannot be opened goes on as it was, and is told in the log. `only`
        renews that one, with what people have decided since; raises FootnoteError where it cannot be.
        """
        renewed = []
        with self._lock:
            held = [(name, one) for name, one in self._engines.items() if not _is_removed(name, one)]
        for name, engine in held:
            if name == only or (only is None and engine.outdated):
                try:
                    self._replace(name, engine, engine.renewed())
                except FootnoteError as error:
                    if only is not None:
                        raise
                    told = name or "of the data folder"
                    log.warning("the collection %s could not be renewed: %s", told, error)
                else:
                    renewed.append(name)
        return tuple(renewed)

    def _replace(self, name: str, engine: Engine, successor: Engine) -> None:
        with self._lock:
            if self._engines.get(name) is engine:  # else somebody else has renewed or closed it
                self._engines[name] = successor

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
                    names = frozenset(self.catalogue.home)
                    members.append(Member(names, one, engine, settings=self._settings))
                continue
            settings = self.catalogue.settings_of(one)
            if engine := self._engine(one.name, settings):
                folder = None if one.owner is None else self.catalogue.folder(one.name)
                members.append(Member(frozenset({one.name}), one, engine, folder, settings))
        return Federation(tuple(members), self.instruments)

    def _engine(self, name: str, settings: Settings) -> Engine | None:
        if is_empty(settings.corpus, settings.shelf_dir):
            self.drop(name)  # its last document is gone: the index that it is still in is not answered from
            return None
        with self._lock:
            if engine := self._held(name):
                return engine
            opening = self._opening.setdefault(name, Lock())
        with opening:  # one opens it, and others of the same collection wait for that
            return self._held(name) or self._opened(name, settings)

    def _held(self, name: str) -> Engine | None:
        """The engine that is open, unless its collection was removed: one of the same name is another's."""
        with self._lock:
            engine = self._engines.get(name)
            if engine is None or _is_removed(name, engine):
                self.drop(name)
                return None
            self._engines.move_to_end(name)
            return engine

    def _opened(self, name: str, settings: Settings) -> Engine | None:
        apart = partial(self._later.want, name) if self._later else None
        with suppress(*(UNUSABLE if apart else (EmptyCorpusError,))):
            given = settings, self._progress, self._complain
            engine = Engine.open(*given, lazy=self._lazy, instruments=self.instruments, apart=apart)
            with self._lock:
                self._engines[name] = engine
                named = [one for one in self._engines if one != HOME]
                for oldest in named[: max(0, len(named) - self._most)]:
                    del self._engines[oldest]
            return engine
        return None


def _is_removed(name: str, engine: Engine) -> bool:
    """Whether the index that an engine answers from is there no more; that of the data folder always is."""
    return name != HOME and not engine.index.folder.is_dir()


def _to_review(name: str, engine: Engine | None) -> ToReview | None:
    reviewed = engine.reviewed if engine else None
    return ToReview(name, reviewed) if reviewed is not None else None
