"""Collections full of secrets, and who may know them: kept beside the product, by rules of its own.

Each document has words that stand nowhere else: in its title, a heading, a sentence, a row of a table, the
name of its file, the label of a place. What is shown to a server is looked through for those of others.
"""

from __future__ import annotations

import logging
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from index.build import IndexBuilder, is_empty
from index.documents import Document, Source
from index.formats.converted import PlaceMark
from qa.collections.catalogue import FILE, FOLDER, CollectionCatalogue
from qa.collections.collection import CORPUS, DEFAULT
from qa.collections.desk import Desk
from qa.instruments import Instruments
from qa.models import Turn
from tests.index.samples import TermEmbedder
from tests.qa.collections.stacks import declare, put, settings_of, stacks, take_out

SERVERS: Final = (1, 2, None)
NAMES: Final = ("red", "blue", "green")
HOME: Final = (CORPUS, DEFAULT)
MANY: Final = 3  # engines that are open at once: less than there are collections
STEM: Final = 7  # letters by which a secret is known: titles are clipped
INSTRUMENTS: Final = Instruments(TermEmbedder(dimension=512))  # shared by all worlds: nothing in it tells
TEXT: Final = """# {heading}

The {key} bridge toll is {value} coins.

| town | people |
|---|---|
| {row} | 4,100 |
"""


@dataclass(frozen=True)
class SecretPaper:
    """A document: what may be asked for in it, and all its secrets."""

    id: str
    key: str
    value: str
    words: tuple[str, ...]

    @property
    def question(self) -> str:
        return f"What is the {self.key} bridge toll?"

    @property
    def sentence(self) -> str:
        return f"The {self.key} bridge toll is {self.value} coins."


@dataclass
class Ward:
    """A collection as the test knows it, with all secrets that ever were in it."""

    name: str
    owner: int | None = None
    everyone: bool = False
    given: set[int] = field(default_factory=set)
    taken: set[int | None] = field(default_factory=set)
    declared: bool = False
    papers: dict[str, SecretPaper] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    @property
    def tells(self) -> set[str]:
        """What may be told of it: nothing once its last document is gone."""
        gone = self.name not in HOME and not self.declared and not self.papers
        return set() if gone else self.words

    def may_read(self, server: int | None) -> bool:
        own = server is not None and (server == self.owner or server in self.given)
        return own or (self.everyone and server not in self.taken)


class SecretWorld:
    """A data folder with collections, a desk over it, and what the test knows of both."""

    def __init__(self, folder: Path, instruments: Instruments) -> None:
        self._folder, self._instruments = folder, instruments
        self._draw, self._used = random.Random(0), set[str]()  # noqa: S311 - words that nobody guesses
        self.settings = stacks(folder)
        self.catalogue = CollectionCatalogue(self.settings)
        self.wards = {name: Ward(name, everyone=True) for name in HOME}
        self.past: dict[str, set[str]] = {}
        self.words: list[str] = []
        self.desk = Desk(self.settings, instruments=instruments, most=MANY)
        self._declare(self.wards[CORPUS], self.settings.corpus)

    @property
    def owners(self) -> set[int | None]:
        return {ward.owner for ward in self.wards.values()}

    def word(self, place: int) -> str:
        """One of the secrets that ever were."""
        return self.words[place % len(self.words)]

    def secret(self, ward: Ward) -> str:
        """A word that stands nowhere else."""
        while True:
            made = "".join(self._draw.choice("bdfgklmnprstvz") + self._draw.choice("aeiou") for _ in range(5))
            if made[:STEM] not in self._used:
                self._used.add(made[:STEM])
                ward.words.add(made.capitalize())
                self.words.append(made.capitalize())
                return made.capitalize()

    def create(self, name: str, owner: int | None, *, declared: bool) -> None:
        self.catalogue.create(name, f"All {name}", owner=owner)
        ward = self.wards[name] = Ward(name, owner, declared=declared)
        if declared:
            self._declare(ward, settings_of(self.catalogue, name).corpus)

    def remove(self, name: str) -> None:
        self.catalogue.remove(name)
        self.past.setdefault(name, set()).update(self.wards.pop(name).words)

    def make_anew(self, name: str, owner: int | None) -> None:
        """As another process does: remove a collection, and make one of the same name, perhaps for others."""
        self.remove(name)
        self.create(name, None if owner in self.owners else owner, declared=False)

    def put(self, name: str, id_: str) -> SecretPaper:
        ward = self.wards[name]
        roles = ("key", "value", "heading", "row", "title", "file", "label", "publisher")
        words = {role: self.secret(ward) for role in roles}
        source = Source(title=f"{words['title']} papers", publisher=words["publisher"])
        document = Document(
            id=id_,
            title=f"{words['title']} papers",
            edition="",
            language="en",
            published=None,
            sources=(source,),
            license=None,
            text=TEXT.format(**words),
            file=f"{words['file']}.epub",
            places=(PlaceMark(kind="chapter", label=words["label"], start=0),),
        )
        put(self.catalogue, name, document)
        made = SecretPaper(id_, words["key"], words["value"], tuple(words.values()))
        ward.papers[id_] = made
        return made

    def take_out(self, name: str, id_: str) -> None:
        take_out(self.catalogue, name, id_)
        del self.wards[name].papers[id_]

    def give(self, name: str, server: int | None) -> None:
        self.catalogue.give(name, server)
        ward = self.wards[name]
        if server is None:
            ward.everyone = True
        else:
            ward.given.add(server)
            ward.taken.discard(server)

    def take(self, name: str, server: int | None) -> None:
        self.catalogue.take(name, server)
        ward = self.wards[name]
        if server is None:
            ward.everyone = False
        else:
            ward.given.discard(server)
            ward.taken.add(server)

    def take_from_all(self, name: str) -> None:
        for server in SERVERS:
            if server is None or server != self.wards[name].owner:
                self.take(name, server)

    @contextmanager
    def without(self, names: Iterable[str]) -> Iterator[Desk]:
        """A desk over a copy of the data folder that never had the collections `names`."""
        copy = self._folder / "copy"
        shutil.copytree(self.settings.data_dir, copy)
        settings = self.settings.model_copy(update={"data_dir": copy})
        alone = Desk(settings, instruments=self._instruments)
        for name in names:
            alone.catalogue.remove(name)
        try:
            yield alone
        finally:
            shutil.rmtree(copy)

    def renewed(self, names: Sequence[str]) -> None:
        """Build the indexes of collections as another process does, and answer from these."""
        embedder = self._instruments.embedder
        for name in names:
            settings = settings_of(self.catalogue, name)
            folders = [settings] if name not in HOME else [settings, self.settings]
            for one in folders:
                if not is_empty(one.corpus, one.shelf_dir):
                    library = one.shelf_dir
                    IndexBuilder(one.corpus, one.data_dir, embedder, shelf_dir=library).ensure()
        self.desk.renew()

    def readable(self, server: int | None) -> list[Ward]:
        return [ward for ward in self.wards.values() if ward.may_read(server)]

    def leaks(self, server: int | None, shown: str, said: str = "", known: Iterable[str] = ()) -> list[str]:
        """The secrets in `shown` that a server may not know, unless they were `said` to it or `known`."""
        allowed = set(known).union(*(ward.tells for ward in self.readable(server)))
        folded, told = shown.casefold(), said.casefold()
        stems = {word: word.casefold()[:STEM] for word in self.words if word not in allowed}
        return [word for word, stem in stems.items() if stem in folded and stem not in told]

    def own_words(self, server: int | None, question: str, turns: Sequence[Turn]) -> str:
        """What a server's members said themselves: the question, and those before it that count there."""
        names = {None, *(ward.name for ward in self.readable(server))}
        return "\n".join((question, *(turn.question for turn in turns if turn.collection in names)))

    def stray(self) -> dict[Path, list[str]]:
        """The files that hold secrets of a collection which they are not of."""
        found: dict[Path, list[str]] = {}
        for path in sorted(self.settings.data_dir.rglob("*")):
            if path.is_file() and path.name != FILE:
                text = path.read_bytes().decode("latin-1").casefold()
                allowed = self._held_in(path)
                words = [w for w in self.words if w not in allowed and w.casefold()[:STEM] in text]
                found |= {path: words} if words else {}
        return found

    def _held_in(self, path: Path) -> set[str]:
        top, *below = path.relative_to(self.settings.data_dir).parts
        names = HOME if top != FOLDER else (below[0],)
        return set[str]().union(*(self.wards[name].words for name in names if name in self.wards))

    def _declare(self, ward: Ward, corpus: Path) -> None:
        """Two models with scores, of a lab, all with names that are secret."""
        first, second, lab = (self.secret(ward) for _ in range(3))
        declare(corpus, f"203{len(ward.words)}-Q1", {first: 71, second: 60}, lab=lab)


@contextmanager
def listening() -> Iterator[list[str]]:
    """All that is logged meanwhile, at any level."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(self.format(record))

    root, ear = logging.getLogger(), Ear()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.setLevel(level)
        root.removeHandler(ear)
