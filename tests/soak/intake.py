"""Taking reports in, building, going back, pruning and taking out, as operations to be killed.

The library holds Markdown, HTML, CSV and PDF. Each command of `qa` runs in a process of its own, with an
embedder that is ready at once; the child processes that convert are the real ones.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import index.embedding
from index.documents import Document
from index.embedding import Embedder
from index.errors import FootnoteError, IndexMissingError
from index.passage_index import PassageIndex
from index.shelf import DOCUMENT, ENTRY, ORIGINAL, REMOVED, Library
from index.versions import KEPT, current_version, is_held, list_versions
from qa.cli import main
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from tests.index.formats.pdf_samples import lines, pdf
from tests.index.samples import TermEmbedder
from tests.soak.operations import Fault, Operation, Workplace

DIMENSION: Final = 512
LOCK: Final = ".lock"
QUESTION: Final = "How long is the pier of Brannoch?"
QUOTE: Final = "The pier of Brannoch is 41 metres long."
EXPECTED: Final = "expected.json"
REPORTS: Final = "reports"
WHERE: Final = "where"  # the reports stay where they were taken in from, and are never changed by a trial

State = dict[str, Any]


def markdown(name: str, metres: int) -> bytes:
    return f"# The pier of {name}\n\nThe pier of {name} is {metres} metres long. It is of oak.\n".encode()


def html(name: str, metres: int) -> bytes:
    told = f"The bridge of {name} is {metres} metres long, and it carries carts, people and cattle. " * 3
    return f"<html lang=en><title>Bridge of {name}</title><h1>{name}</h1><p>{told}</p></html>".encode()


def csv(name: str, metres: int) -> bytes:
    return f"Boat,Length\n{name},{metres}\nSeal,9\n".encode()


def pdf_page(name: str, metres: int) -> bytes:
    return pdf(lines(60, 700, (f"The tower of {name} is {metres} metres high.", "It was built in 1902.")))


FIRST: Final[Mapping[str, bytes]] = {
    "pier.md": markdown("Brannoch", 41),
    "gone.md": markdown("Oldwick", 12),
    "bridge.html": html("Carrow", 80),
    "gone.html": html("Marsk", 33),
    "boats.csv": csv("Orca", 12),
    "tower.pdf": pdf_page("Ferrol", 30),
}
THEN: Final[Mapping[str, bytes]] = {
    "pier.md": FIRST["pier.md"],
    "bridge.html": html("Carrow", 95),
    "boats.csv": csv("Orca", 14),
    "tower.pdf": pdf_page("Ferrol", 31),
    "new.pdf": pdf_page("Nimmo", 22),
    "new.html": html("Dunlin", 60),
}


def prepare(place: Workplace, files: Mapping[str, bytes] = FIRST) -> None:
    """A corpus of one document, and `files` that were taken in, in two versions of the index."""
    corpus, reports = place.folder / "corpus", place.folder / REPORTS
    (place.folder / WHERE).write_text(str(reports), encoding="utf-8")
    corpus.mkdir()
    (corpus / "harbour.md").write_bytes(b"# The harbour\n\nThe harbour is deep. Ships come.\n")
    write(reports, dict(list(files.items())[:1]))
    qa(place, "ingest", str(reports))
    write(reports, files)
    qa(place, "ingest", str(reports))


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold just these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def reports_of(place: Workplace) -> str:
    return (place.folder / WHERE).read_text(encoding="utf-8")


def qa(place: Workplace, *arguments: str, data: Path | None = None) -> None:
    """Run `qa` in this process, silently. Raises RuntimeError where it fails."""
    os.environ |= {"QA_DATA_DIR": str(data or place.data), "QA_CORPUS": str(place.folder / "corpus")}
    index.embedding.open_embedder = _open_embedder
    sys.argv = ["qa", *arguments]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise RuntimeError(said.getvalue()) from ended


def _open_embedder(name: str = "") -> Embedder:
    return _embedder()


def _embedder() -> TermEmbedder:
    return TermEmbedder(dimension=DIMENSION)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of `qa` that is killed. `change` makes the state that it starts from of the prepared one.

    `arguments` are asked for at the end of that. `by_name` is whether it decides which versions there are.
    """

    name: str
    change: Callable[[Workplace], None]
    arguments: Callable[[Workplace], Sequence[str]]
    by_name: bool = False

    def prepare(self, place: Workplace) -> None:
        """The state before, and what it is to be afterwards: what a run gives that nobody kills."""
        prepare(place)
        self.change(place)
        after, run = place.folder / "after", self.arguments(place)
        shutil.copytree(place.data, after)
        qa(place, *run, data=after)
        before, wanted = self._state(place.data), self._state(after)
        shutil.rmtree(after)
        expected = {"before": before, "after": wanted, "run": run}
        (place.folder / EXPECTED).write_text(json.dumps(expected), encoding="utf-8")

    def run(self, place: Workplace) -> None:
        qa(place, *_expected(place)["run"])
        place.acknowledge("done")

    def check(self, place: Workplace) -> list[Fault]:
        expected = _expected(place)
        wanted = expected["after"]
        known = [wanted] if place.acknowledged() else [expected["before"], wanted]
        faults = [
            *served(place.data, place.folder / "corpus", _embedder(), known),
            *held(place.data, known),
        ]
        with contextlib.suppress(RuntimeError):  # who removes again what is removed is told so
            qa(place, *expected["run"])
        if now := difference(self._state(place.data), wanted):
            faults.append(Fault("lost", f"the next run ends otherwise: {now}"))
        return faults + litter(place.data)

    def _state(self, data: Path) -> State:
        versions = [path.name for path in list_versions(data)]
        by_name = {"versions": versions, "in use": current_version(data).name} if self.by_name else {}
        return state_of(data) | by_name


def _expected(place: Workplace) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((place.folder / EXPECTED).read_text(encoding="utf-8"))
    return found


def state_of(data: Path) -> State:
    """What a data folder holds, times and the names of versions aside."""
    library, opened = Library(data), PassageIndex.open(data)
    return {
        "entries": {one.id: one.model_dump(exclude={"added"}) for one in library.entries()},
        "library": _texts(library.documents().values()),
        "index": _texts(opened.documents.values()),
        "hash": opened.manifest.corpus_hash,
        "files": {name: held.digest for name, held in opened.manifest.files.items()},
        "held": is_held(data),
    }


def _texts(documents: Iterable[Document]) -> dict[str, str]:
    return {one.id: one.model_dump_json() for one in documents}


def served(data: Path, corpus: Path, embedder: Embedder, known: Sequence[State]) -> list[Fault]:
    """What is wrong with the version in use: it must be a whole one that is `known`, and answer."""
    try:
        opened = PassageIndex.open(data, embedder)
        opened.verify(embedder)
        if _texts(opened.documents.values()) not in [state["index"] for state in known]:
            return [Fault("lost", f"the version in use holds {sorted(opened.documents)}")]
        answer = Engine(Knowledge.load(corpus), opened, embedder).ask(QUESTION).answer
    except IndexMissingError as error:
        return [Fault("lost", f"the version in use: {error}")]
    except FootnoteError as error:
        return [Fault("damaged", f"the version in use: {error}")]
    quotes = [one.quote for one in answer.citations]
    return [] if QUOTE in quotes else [Fault("damaged", f"the version in use answers {quotes}")]


def held(data: Path, known: Sequence[State]) -> list[Fault]:
    """What is wrong with the library: each document must be as it was or as it is to be, and once."""
    library = Library(data)
    try:
        entries, documents = library.entries(), _texts(library.documents().values())
    except FootnoteError as error:
        return [Fault("damaged", f"the library: {error}")]
    ids = documents.keys() | {id_ for state in known for id_ in state["library"]}
    faults = [
        Fault("lost", f"the document {id_} of the library")
        for id_ in sorted(ids)
        if documents.get(id_) not in [state["library"].get(id_) for state in known]
    ]
    origins = [one.origin for one in entries]
    return faults + [Fault("doubled", one) for one in sorted(set(origins)) if origins.count(one) > 1]


def litter(data: Path) -> list[Fault]:
    """What lies in a data folder and belongs to nothing."""
    library, versions = Library(data), {LOCK, "current", *(path.name for path in list_versions(data))}
    documents = list(library.folder.glob(f"*{DOCUMENT}"))
    originals = {path.with_suffix(ORIGINAL).name for path in documents}
    beside = [path.name for path in (data / "index").iterdir() if path.name not in versions]
    beside += [
        path.name
        for path in library.folder.iterdir()
        if path.suffix not in (ENTRY, DOCUMENT) and path.name not in (LOCK, REMOVED, *originals)
    ]
    if len(documents) != len(library.entries()):
        beside.append(f"{len(documents)} documents of {len(library.entries())} entries")
    return [Fault("litter", name) for name in beside]


def difference(now: State, due: State) -> str:
    """Where two states differ, in words; empty where they do not."""
    told = {part: sorted(now[part]) if isinstance(now[part], dict) else now[part] for part in due}
    return "; ".join(f"{part}: {told[part]}" for part in due if now[part] != due[part])


def _reports_change(place: Workplace) -> None:
    write(place.folder / REPORTS, THEN)


def _corpus_changes(place: Workplace) -> None:
    (place.folder / "corpus" / "market.html").write_bytes(html("Market", 7))


def _more_versions(place: Workplace) -> None:
    for _ in range(KEPT - 2):
        qa(place, "index", "build")


def _nothing_changes(_: Workplace) -> None:
    """The command needs none."""


def _going_back(place: Workplace) -> Sequence[str]:
    used = current_version(place.data)
    return "index", "rollback", next(path.name for path in list_versions(place.data) if path != used)


def _taking_in(place: Workplace) -> Sequence[str]:
    return "ingest", reports_of(place)


def _said(*arguments: str) -> Callable[[Workplace], Sequence[str]]:
    """The same arguments everywhere."""
    return partial(_always, arguments)


def _always(arguments: Sequence[str], _: Workplace) -> Sequence[str]:
    return arguments


def operations() -> Iterable[Operation]:
    for command in (
        Command("ingest", _reports_change, _taking_in),
        Command("rebuild", _corpus_changes, _said("index", "build")),
        Command("rollback", _nothing_changes, _going_back, by_name=True),
        Command("prune", _more_versions, _said("index", "prune", "--keep", "1"), by_name=True),
        Command("remove", _nothing_changes, _said("corpus", "remove", "boats", "tower")),
    ):
        yield Operation(command.name, command.prepare, command.run, command.check)
