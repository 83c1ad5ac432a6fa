"""Many small collections beside one large: `python -m tests.bench.collections [--collections N]`.

Documents of ten passages, of sentences that the reader was taught with, are taken into N collections of one
server each, and all of them into one more. Three desks answer, each in a process of its own, whose memory is
told: all collections with room for each, all with room for a tenth, the large one alone. Then one process
asks them the same questions, in turn, each about what one sentence says, in each round in other words. Times
are those of the processor: on a busy machine those by the clock are those of whatever else runs.

The bundled model reads questions and windows, but the vectors of passages are drawn: embedding 20,000 of them
takes an hour, and memory and times do not depend on it.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

import numpy as np

from index.documents import Document
from index.embedding import BundledEmbedder, Vectors
from index.remembered import RememberingEmbedder
from index.shelf import Library, LibraryEntry
from qa.collections.desk import Desk
from qa.evaluation.training import reader
from qa.instruments import Instruments
from qa.settings import Settings
from tests.bench.bench import Row, quantile, report, run, say, timed
from tests.bench.resident import megabytes

DOCUMENTS: Final = 5  # of a collection
PASSAGES: Final = 10  # of a document
SENTENCES: Final = 5  # of a passage
ROOM: Final = 10  # one collection in so many has room where the desk is full
SERVER: Final = 1_000  # that of the large collection; others are counted from 1
WRITTEN: Final = Path(reader.__file__).with_name("written")
COMMON: Final = 0.81  # of a vector's square: what any two have in common
ASKED_FOR: Final = "The toll of the"
QUESTIONS: Final = (
    "What is the toll of the {} bridge?",
    "How many coins is the toll of the {} bridge?",
    "What does one pay at the {} bridge?",
    "Tell me the toll of the {} bridge.",
)
NAMES: Final = "names.json"
DESKS: Final = ("room", "full", "large")


class DrawnEmbedder(BundledEmbedder):
    """The bundled model for questions and for what answers them; other texts have unit vectors drawn by them.

    Any two of these are as near as two of the model's own.
    """

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        drawn = np.array([_drawn(text) for text in ("", *texts)], np.float32)
        mixed = np.sqrt(COMMON) * drawn[0] + np.sqrt(1 - COMMON) * drawn[1:]
        unit: Vectors = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
        telling = [place for place, text in enumerate(texts) if ASKED_FOR in text]
        if telling:
            unit[telling] = super().embed_passages([texts[place] for place in telling])
        return unit

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)


def _drawn(text: str) -> Vectors:
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    vector = np.random.default_rng(seed).normal(size=DrawnEmbedder.dimension)
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit


def main() -> None:
    options = _options()
    if options.work:
        memory(options.folder, options.work, options.collections)
        return
    with tempfile.TemporaryDirectory(prefix="footnote-bench-", dir=options.folder) as folder:
        report(list(rows(Path(folder), options.collections, options.rounds)), as_json=options.json)


def rows(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    """Memory and times of `count` small collections, and as shares of those of the large one."""
    names = write(folder, count)
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")
    say("collections: building the indexes")
    desk = _desk(folder, 1)
    built = [timed(partial(desk.of, server)) / 1000 for server in range(1, count + 1)]
    yield Row("indexing a collection, median", median(built), "s")
    yield Row("indexing the large one", timed(partial(desk.of, SERVER)) / 1000, "s")
    yield from _memory_rows(folder, count)
    yield from _time_rows(folder, count, names, rounds)


def write(folder: Path, count: int) -> list[str]:
    """Take the documents in; what each collection has a bridge of."""
    draw = Random(0)  # noqa: S311 - the same documents on every machine
    lines = [line for path in sorted(WRITTEN.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    said = [sentence["en"] for line in lines for sentence in json.loads(line)["sentences"]]
    catalogue = _desk(folder, count).catalogue
    large = catalogue.create("large", owner=SERVER)
    names = []
    for number in range(count):
        small = catalogue.create(f"small-{number}", owner=number + 1)
        name = "".join(draw.choices("aeioubdklmnrst", k=8)).capitalize()
        names.append(name)
        for part in range(DOCUMENTS):
            text = "\n\n".join(_passage(draw, said) for _ in range(PASSAGES))
            if part == 0:
                text += f" {ASKED_FOR} {name} bridge is {number + 2} coins."
            for one in (small, large):
                _put(catalogue.settings_of(one), f"d{number}-{part}", text)
    return names


def _passage(draw: Random, said: Sequence[str]) -> str:
    sentences = draw.sample(said, SENTENCES)
    return f"## {' '.join(sentences[0].split()[:4])}\n\n{' '.join(sentences)}"


def _put(settings: Settings, id_: str, text: str) -> None:
    document = Document(
        id=id_,
        title=f"Report {id_}",
        edition="",
        language="en",
        published=None,
        sources=(),
        license=None,
        text=text,
    )
    entry = LibraryEntry(id=id_, title=document.title, origin="/drawn", key=id_, added="2030-01-01")
    Library(settings.shelf_dir).put(entry, document)


def _desk(folder: Path, most: int) -> Desk:
    (folder / "corpus").mkdir(exist_ok=True)
    settings = Settings(data_dir=folder / "data", corpus=folder / "corpus")
    return Desk(settings, instruments=Instruments(RememberingEmbedder(DrawnEmbedder())), most=most)


def memory(folder: Path, kind: str, count: int) -> None:
    """Print this process's memory in MB: before anything is opened, once all is, and once all was asked."""
    names: list[str] = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    desk = _desk(folder, count // ROOM if kind == "full" else count + 1)
    _warm(desk)
    servers = [SERVER] * count if kind == "large" else range(1, count + 1)
    found = {"bare": _resident()}
    taken = [timed(partial(desk.of, server)) for server in servers]
    found["opened"] = _resident()
    for server, name in zip(servers, names, strict=True):
        desk.of(server).ask(QUESTIONS[0].format(name))
    found["asked"] = _resident()
    opening = taken[0] if kind == "large" else median(taken)
    sys.stdout.write(json.dumps(found | {"opening_ms": opening}) + "\n")


def _warm(desk: Desk) -> None:
    """Load what all engines share, by questions to a collection of no account."""
    if "warm" not in {one.name for one in desk.catalogue.all()}:
        made = desk.catalogue.create("warm")
        text = "# Ferries\n\nThe ferry to the island leaves at noon.\n"
        _put(desk.catalogue.settings_of(made), "warm", text)
    for question in ("When does the ferry leave?", "What is the highest price?", "hello"):
        desk.alone("warm", anybody=True).ask(question)


def _resident() -> dict[str, float]:
    gc.collect()
    return {field: megabytes(field) for field in ("VmRSS", "RssAnon")}


def _memory_rows(folder: Path, count: int) -> Iterator[Row]:
    environment, held = dict(os.environ), {}
    for kind in DESKS:
        say(f"collections: memory, {kind}")
        command = (sys.executable, "-m", "tests.bench.collections", "--work", kind)
        given = ("--folder", str(folder), "--collections", str(count))
        held[kind] = json.loads(run((*command, *given), environment))
        for state in ("bare", "opened", "asked"):
            for field, size in held[kind][state].items():
                yield Row(f"{kind}: {state}, {field}", size, "MB")
        yield Row(f"{kind}: opening one", held[kind]["opening_ms"], "ms")
    for kind in DESKS[:2]:
        for state in ("opened", "asked"):
            share = held[kind][state]["VmRSS"] / held["large"][state]["VmRSS"]
            yield Row(f"{kind} ÷ large: {state}, VmRSS", share, "×")
        yield Row(f"{kind} ÷ large: opening", held[kind]["opening_ms"] / held["large"]["opening_ms"], "×")


def _time_rows(folder: Path, count: int, names: Sequence[str], rounds: int) -> Iterator[Row]:
    """What is asked of each desk in turn, each first as often as the others."""
    desks = {
        "room": _desk(folder, count + 1),
        "full": _desk(folder, count // ROOM),
        "large": _desk(folder, 1),
    }
    taken: dict[str, list[float]] = {kind: [] for kind in DESKS}
    answered = dict.fromkeys(DESKS, 0)
    for desk in desks.values():
        _warm(desk)
    for round_ in range(rounds + 1):  # in the first, what is open is asked for the first time
        say(f"collections: questions, round {round_} of {rounds}")
        for number, name in enumerate(names):
            question = QUESTIONS[round_ % len(QUESTIONS)].format(name)
            for kind in (*DESKS[number % 3 :], *DESKS[: number % 3]):
                server = SERVER if kind == "large" else number + 1
                start = time.process_time()
                reply = desks[kind].of(server).ask(question)
                if round_:
                    taken[kind].append((time.process_time() - start) * 1000)
                    answered[kind] += not reply.answer.abstained
    for kind in DESKS:
        yield Row(f"{kind}: answered", answered[kind] / len(taken[kind]), "of questions")
        for share in (0.5, 0.95):
            value, least = quantile(taken[kind], share), quantile(taken["large"], share)
            yield Row(f"{kind}: a question, p{share * 100:.0f}", value, "ms")
            if kind != "large":
                yield Row(f"{kind} ÷ large, p{share * 100:.0f}", value / least, "×")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.collections", description=__doc__)
    parser.add_argument("--collections", type=int, default=200, help="how many (default: 200)")
    parser.add_argument("--rounds", type=int, default=2, help="how often all is asked (default: 2)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    parser.add_argument("--folder", type=Path, help="where to write [the system's temporary folder]")
    parser.add_argument("--work", choices=DESKS, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
