"""Engines side by side: `python -m tests.bench.engines [--count N] [--kinds KIND …]`.

The vectors are those of `tests.bench.scale`. Each engine gets all of them, and then every query is asked of
one engine after the other, of all vectors and of a tenth and a fiftieth of them, drawn at random. Engines are
as the tests have them: PostgreSQL in processes of its own with its usual settings, milvus-lite in this one.

What is printed for each: the time of building, the room on the disk, the memory that it took (PSS, with pages
of files), the times of a search, by the clock and of the processor, which tell more on a busy machine, and
the share of the 10 nearest that is missed. pgvector's graph is also asked by itself where a filter leaves
few, which are compared one by one otherwise.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex, add_graph
from index.embedding import Vectors
from index.engines.engine import BuiltParts, VectorPart
from index.engines.opening import engine_at
from index.hits import Hit, Keep
from index.lexical import LexicalIndex
from tests.bench import scale
from tests.bench.bench import Row, quantile, report, say
from tests.index.engines.servers import milvus, pgvector

KINDS: Final = ("faiss", "pgvector", "milvus")
DEPTH: Final = 10
RECALL: Final = 0.97
SHARES: Final = (1.0, 0.1, 0.02)
ALONE: Final = "pgvector's graph alone"
WARMING: Final = 20  # searches before any is measured

Search = Callable[[NDArray[np.float32], Keep], list[Hit]]


@dataclass
class Searched:
    """An engine with all vectors in it, and what was found with it."""

    search: Search
    built: float
    files: float
    memory: float
    server: int = 0
    times: dict[float, list[tuple[float, float]]] = field(default_factory=dict)
    recall: dict[float, list[float]] = field(default_factory=dict)

    def rows(self, name: str) -> Iterator[Row]:
        if name != ALONE:
            yield Row(f"{name}: building", self.built, "s")
            yield Row(f"{name}: room on the disk", self.files, "MB")
            yield Row(f"{name}: memory after searching", self.memory, "MB")
        for share, times in self.times.items():
            for what, taken in zip(
                ("by the clock", "of processor time"), zip(*times, strict=True), strict=True
            ):
                yield Row(f"{name}: {share:.0%}, p50 {what}", quantile(taken, 0.5), "ms")
                yield Row(f"{name}: {share:.0%}, p95 {what}", quantile(taken, 0.95), "ms")
            missed = 1 - float(np.mean(self.recall[share]))
            yield Row(f"{name}: {share:.0%}, 1 - recall", missed, "", 1 - RECALL)


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="footnote-bench-")))
        say(f"engines: drawing {options.count:,} vectors")
        scale.draw(folder, options.count, options.queries)
        opened: dict[str, Searched] = {}
        for kind in options.kinds:
            say(f"engines: building {kind}")
            opened |= BUILT[kind](folder, stack)
        ask(folder, opened, options.rounds)
        for name, one in opened.items():
            report(list(one.rows(name)), as_json=options.json)


def ask(folder: Path, opened: dict[str, Searched], rounds: int) -> None:
    """Ask all queries of all engines in turn; of several rounds the least time of each query counts."""
    vectors, queries = scale.opened(folder), np.load(folder / "queries.npy")
    drawn = np.random.default_rng(4).random(len(vectors))
    for share in SHARES:
        say(f"engines: asking for {share:.0%}")
        keep = drawn < share
        least = scale.least(queries, vectors, keep)[:, DEPTH - 1]
        taken = {name: np.full((rounds, len(queries), 2), np.inf) for name in opened}
        for round_ in range(rounds):
            for place, query in enumerate(queries):
                for name, one in opened.items():
                    started = _clocks(one.server)
                    hits = one.search(query, None if share == 1 else keep)
                    taken[name][round_, place] = (_clocks(one.server) - started) * 1000
                    right = sum(hit.score >= least[place] - 1e-5 for hit in hits)
                    one.recall.setdefault(share, []).append(right / DEPTH)
        for name, one in opened.items():
            one.times[share] = [(clock, spent) for clock, spent in taken[name].min(axis=0).tolist()]


def faiss(folder: Path, _stack: ExitStack) -> dict[str, Searched]:
    path, vectors = folder / "vectors.npy", scale.opened(folder)
    started = time.perf_counter()
    add_graph(path, vectors)
    built = time.perf_counter() - started
    before = scale.held("Pss")
    dense = DenseIndex(path, vectors.shape)
    search = partial(_dense, dense)
    _warm(folder, search)
    files = sum(file.stat().st_size for file in folder.glob("vectors*")) / 1e6
    return {"FAISS": Searched(search, built, files, scale.held("Pss") - before)}


def postgres(folder: Path, stack: ExitStack) -> dict[str, Searched]:
    from index.engines.pg_tables import near
    from index.engines.pgvector import PgvectorVersion

    address = stack.enter_context(pgvector())
    server = Path(re.sub(r".*host=", "", address))
    before = _room(server)
    opened, built = _built(folder, address)
    assert isinstance(opened, PgvectorVersion)
    dense = opened.dense(VectorPart.SENTENCES, _shape(folder))
    table = opened._tables.table(VectorPart.SENTENCES)
    say(f"engines: pgvector's graph is searched with a breadth of {table.breadth}")

    def alone(query: NDArray[np.float32], keep: Keep) -> list[Hit]:
        found = opened._base.read(partial(near, table, query, DEPTH, keep))
        return [
            Hit(int(row), float(score)) for row, score in zip(found.rows, found.vectors @ query, strict=True)
        ]

    search = partial(_dense, dense)
    _warm(folder, search)
    master = int((server / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0])
    memory = sum(map(_pss, _family(master)))
    return {
        "pgvector": Searched(search, built, _room(server) - before, memory, master),
        ALONE: Searched(alone, built, 0, memory, master),
    }


def lite(folder: Path, _stack: ExitStack) -> dict[str, Searched]:
    place = folder / "milvus"
    place.mkdir()
    before = scale.held("Pss")
    opened, built = _built(folder, milvus(place))
    search = partial(_dense, opened.dense(VectorPart.SENTENCES, _shape(folder)))
    _warm(folder, search)
    return {"milvus-lite": Searched(search, built, _room(place), scale.held("Pss") - before)}


BUILT: Final[dict[str, Callable[[Path, ExitStack], dict[str, Searched]]]] = {
    "faiss": faiss,
    "pgvector": postgres,
    "milvus": lite,
}


def _built(folder: Path, address: str) -> tuple[Any, float]:
    """A version with all vectors for its sentences, and how long that took."""
    engine, vectors = engine_at(address), scale.opened(folder)
    assert engine is not None
    terms = folder / f"terms-{engine.kind}"
    LexicalIndex.build([(0, ["word"])], terms)
    engine.check()
    started = time.perf_counter()
    engine.build("bench", "one", BuiltParts(vectors[:1], vectors, LexicalIndex.open(terms, 1)))
    return engine.open("bench", "one"), time.perf_counter() - started


def _shape(folder: Path) -> tuple[int, int]:
    count, dimension = scale.opened(folder).shape
    return count, dimension


def _dense(dense: Any, query: Vectors, keep: Keep) -> list[Hit]:
    found: list[Hit] = dense.search(query, DEPTH, keep)
    return found


def _warm(folder: Path, search: Search) -> None:
    """Search until what is built in the background is there, and what is searched is in memory."""
    queries, started = np.load(folder / "queries.npy"), time.perf_counter()
    for query in np.resize(queries, (WARMING, queries.shape[1])):
        search(query, None)
    say(f"engines: … {WARMING} searches took {time.perf_counter() - started:.1f} s")


def _room(folder: Path) -> float:
    files = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return sum(file.lstat().st_size for file in files) / 1e6


def _clocks(server: int) -> NDArray[np.float64]:
    """Seconds by the clock, and of the processor: of this process, and of those of a server."""
    spent = time.process_time()
    for pid in _family(server) if server else ():
        with suppress(OSError):  # one that has ended
            spent += int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    return np.array([time.perf_counter(), spent])


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *map(int, children)]


def _pss(pid: int) -> float:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB$", told, re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else float("nan")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engines", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="vectors (default: 100000)")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=[*KINDS], help="(default: all)")
    parser.add_argument("--queries", type=int, default=200, help="how many (default: 200)")
    parser.add_argument("--rounds", type=int, default=3, help="searches for each (default: 3)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
