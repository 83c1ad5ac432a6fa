"""Building an index, keeping answers, importing facts and deciding on them, as operations to be killed."""

from __future__ import annotations

import asyncio
import contextlib
import io
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from itertools import cycle
from pathlib import Path
from typing import Final

from index.build import IndexBuilder, corpus_hash
from index.errors import FootnoteError, IndexMissingError
from index.passage_index import PassageIndex
from qa.cli import main
from qa.review.store import ReviewStore
from qa.store.address import FILE, store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.shown_answer import ShownAnswer
from tests.bot.fakes import R1
from tests.index.samples import TermEmbedder
from tests.qa.review.found import KNOWN, NEWS, OTHER, SENTENCES, write_news
from tests.qa.small import write_small_corpus
from tests.soak.operations import Fault, Operation, Workplace

PARTS: Final = frozenset({".lock", "current"})  # of the folder of versions, beside these
REVIEW_FILE: Final = "reviews.sqlite3"
ANSWERED: Final = 8
DECIDED: Final = 8
IMPORTED: Final = 12  # facts, every other one unchecked
REVIEWER: Final = "ann"


def _builder(place: Workplace) -> IndexBuilder:
    return IndexBuilder(place.folder / "corpus", place.data, TermEmbedder())


def _prepare_build(place: Workplace) -> None:
    """An index in use, and a document more than it holds."""
    write_small_corpus(place.folder / "corpus")
    _builder(place).build()
    write_news(place.folder / "corpus")


def _build(place: Workplace) -> None:
    _builder(place).build()
    place.acknowledge("built")


def _check_build(place: Workplace) -> list[Fault]:
    faults = []
    wanted = corpus_hash(place.folder / "corpus")
    try:
        index = PassageIndex.open(place.data, TermEmbedder())
        index.verify(TermEmbedder())
        if place.acknowledged() and index.manifest.corpus_hash != wanted:
            faults.append(Fault("lost", "the version that was built"))
    except IndexMissingError as error:
        faults.append(Fault("lost", f"the version in use: {error}"))
    except FootnoteError as error:
        faults.append(Fault("damaged", f"the version in use: {error}"))
    _builder(place).build()  # the next start, which also clears up
    if PassageIndex.open(place.data, TermEmbedder()).manifest.corpus_hash != wanted:
        faults.append(Fault("lost", "the version built afterwards"))
    left = [path.name for path in (place.data / "index").iterdir() if path.name.startswith(".")]
    return faults + [Fault("litter", name) for name in left if name not in PARTS]


def _answer(number: int) -> ShownAnswer:
    return ShownAnswer(key=f"answer-{number}", reply=R1, asker=1, channel=2, private=True)


@asynccontextmanager
async def _answers(place: Workplace) -> AsyncIterator[AnswerStore]:
    store = AnswerStore(StoreDatabase(store_address(place.data)), keep=100, days=1)
    try:
        yield store
    finally:
        await store.close()


def _store(place: Workplace) -> None:
    async def put() -> None:
        async with _answers(place) as store:
            for number in range(ANSWERED):
                await store.put(_answer(number))
                place.acknowledge(str(number))

    asyncio.run(put())


def _check_store(place: Workplace) -> list[Fault]:
    said = [int(number) for number in place.acknowledged()]

    async def lost() -> list[int]:
        async with _answers(place) as store:
            await store.put(_answer(ANSWERED))  # the next one also clears up what a kill left
            return [number for number in said if await store.get(f"answer-{number}") != _answer(number)]

    faults = [Fault("lost", f"answer {number}") for number in asyncio.run(lost())]
    return faults + unsound(place.data / FILE)


def _prepare_import(place: Workplace) -> None:
    write_news(place.folder / "corpus")
    header = "subject,subject_name,kind,attribute,value,origin,document_id,quote"
    rows = [
        f'quasar-{number},Quasar {number},model,sky_index,77,{origin},{NEWS},"{SENTENCES["zephyr-3"]}"'
        for number, origin in zip(range(IMPORTED), cycle(("stated", "extracted")), strict=False)
    ]
    (place.folder / "facts.csv").write_text("\n".join((header, *rows)), encoding="utf-8")
    _qa(place, "review", "--list")  # the documents are looked through, so that only the import is killed


def _import(place: Workplace) -> None:
    _qa(place, "import", str(place.folder / "facts.csv"), "--by", REVIEWER)
    place.acknowledge("imported")


def _check_import(place: Workplace) -> list[Fault]:
    store = ReviewStore(place.data / REVIEW_FILE)
    whole = [("accepted", REVIEWER), ("pending", None)] * (IMPORTED // 2)

    def imported() -> list[tuple[str, str | None]]:
        found = (review for review in store.all() if review.finding.subject.startswith("quasar-"))
        ordered = sorted(found, key=lambda review: int(review.finding.subject.rsplit("-", 1)[1]))
        return [(review.status, review.by) for review in ordered]

    faults, held = [], imported()
    if held != whole and (held or place.acknowledged()):
        faults.append(Fault("lost", f"{len(held)} of {IMPORTED} facts are there"))
    _import(place)  # once more
    if imported() != whole:
        faults.append(Fault("doubled", f"imported again: {len(imported())} facts for {IMPORTED}"))
    return faults + unsound(store.path)


def _prepare_review(place: Workplace) -> None:
    findings = [KNOWN.model_copy(update={"value": value}) for value in range(DECIDED)]
    ReviewStore(place.data / REVIEW_FILE).add(findings)


def _steps(store: ReviewStore) -> Iterable[tuple[str, str]]:
    """What is done to the findings, and how each is then: all are decided on, every third is taken back."""
    for number, review in enumerate(store.all()):
        yield review.id, "rejected" if number % 2 else "accepted"
        if number % 3 == 0:
            yield review.id, "pending"


def _review(place: Workplace) -> None:
    store = ReviewStore(place.data / REVIEW_FILE)
    for finding, status in tuple(_steps(store)):
        if status == "pending":
            store.undo(REVIEWER, store.last(REVIEWER))
        else:
            store.decide(finding, "rejected" if status == "rejected" else "accepted", REVIEWER)
        place.acknowledge(f"{finding} {status}")


def _check_review(place: Workplace) -> list[Fault]:
    store = ReviewStore(place.data / REVIEW_FILE)
    held = {review.id: review.status for review in store.all()}
    steps, said = tuple(_steps(store)), len(place.acknowledged())
    pending = dict.fromkeys(held, "pending")
    faults = []
    if held not in [pending | dict(steps[:kept]) for kept in (said, said + 1)]:  # one kept and not yet said
        faults.append(Fault("lost", f"after {said} decisions and undos: {held}"))
    with closing(sqlite3.connect(store.path)) as base:
        decisions = sorted(name for (name,) in base.execute("SELECT finding FROM decisions"))
    decided = sorted(name for name, status in held.items() if status != "pending")
    if decisions != decided:
        faults.append(Fault("doubled", f"{len(decisions)} decisions on {len(decided)} findings"))
    store.add((OTHER,))  # the next one that writes also clears up what a kill left
    return faults + unsound(store.path)


def unsound(path: Path) -> list[Fault]:
    """What is wrong with a database after a kill, and what lies beside it once it was opened."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as base:
        (verdict,) = base.execute("PRAGMA integrity_check").fetchone()
    beside = (one.name for one in path.parent.iterdir() if one.name.startswith(path.name))
    found = [] if verdict == "ok" else [Fault("damaged", f"{path.name}: {verdict}")]
    return found + [Fault("litter", name) for name in beside if name != path.name]


def _qa(place: Workplace, *arguments: str) -> None:
    """Run `qa facts` in this process, and silently."""
    folders = ("--data-dir", str(place.data), "--corpus", str(place.folder / "corpus"))
    sys.argv = ["qa", "facts", *arguments, *folders]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise RuntimeError(said.getvalue()) from ended


def _nothing(_: Workplace) -> None:
    """There is nothing to prepare."""


def operations() -> Iterable[Operation]:
    yield Operation("build", _prepare_build, _build, _check_build)
    yield Operation("store", _nothing, _store, _check_store)
    yield Operation("import", _prepare_import, _import, _check_import)
    yield Operation("review", _prepare_review, _review, _check_review)
