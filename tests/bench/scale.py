"""Searching many vectors: `python -m tests.bench.scale [--counts N …] [--kinds KIND …]`.

Unit vectors are drawn that are spread as those of multilingual-e5-small are: a common direction, 2,000 topics
and what is a text's own, along axes of falling weight. Any two have a cosine of 0.70 to 0.90, the tenth
nearest of a vector 0.93. Each kind of index is built and searched in processes of its own, in one thread.

Queries are drawn like the data and are not among them. What is printed for each: the time of building, the
peak of its memory, the size of its files, the memory of a process that has searched (PSS, of which the
anonymous part is what it cannot drop), the times of a search, the least of several rounds for each query, and
the share of the 10 and the 100 nearest that is missed: of all, and where a tenth is kept, of the vectors or
of the topics. On a busy machine times by the clock are those of whatever else runs; those of the processor
are not.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.embedding import Vectors
from index.graph import nearest, paths
from index.hnsw import build_graph
from index.manifest import load_array
from index.quantised import build_lists
from index.rows import writing_rows
from tests.bench.bench import Row, quantile, report, run, say

KINDS: dict[str, Callable[[Path, Vectors], object] | None] = {
    "flat": None,
    "hnsw": build_graph,
    "lists": build_lists,
}
DIMENSION = 384
TOPICS = 2000
RECALL = 0.95
DEPTHS = (10, 100)
KEPT = 10  # of the vectors, or of the topics, one in so many
COMMON, TOPIC, OWN = 0.81, 0.10, 0.09  # shares of a vector's square: what any two have in common, and so on
_AT_ONCE = 16_384  # vectors that are drawn at once
_VECTORS, _TOPICS, _QUERIES, _TRUTH = "vectors.npy", "topics.npy", "queries.npy", "truth.npz"


def main() -> None:
    options = _options()
    if options.work:
        done = WORK[options.work](options.folder, options.kinds[0], options.rounds)
        sys.stdout.write(json.dumps(done) + "\n")
        return
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="footnote-bench-", dir=options.folder) as folder:
        for count in options.counts:
            say(f"scale: drawing {count:,} vectors")
            draw(Path(folder), count, options.queries)
            for kind in options.kinds:
                rows += measure(Path(folder), f"{count:,} {kind}", kind, options.rounds)
    report(rows, as_json=options.json)


def draw(folder: Path, count: int, queries: int) -> None:
    """Write vectors and their topics, queries, and what is nearest to these."""
    random = np.random.default_rng(0)
    spread = 1 / np.sqrt(np.arange(DIMENSION) + 2)
    spread /= np.linalg.norm(spread)
    turned = np.linalg.qr(random.normal(size=(DIMENSION, DIMENSION)))[0]
    common = np.sqrt(COMMON) * turned[0]
    axes = (spread[:, np.newaxis] * turned).astype(np.float32)
    middles = np.sqrt(TOPIC) * random.standard_normal((TOPICS, DIMENSION), np.float32) @ axes
    topics = random.integers(0, TOPICS, count + queries)

    def some(start: int, stop: int) -> Vectors:
        own = np.sqrt(OWN) * random.standard_normal((stop - start, DIMENSION), np.float32) @ axes
        drawn = common + middles[topics[start:stop]] + own
        found: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
        return found

    with writing_rows(folder / _VECTORS, np.float32, (count, DIMENSION)) as rows:
        for start in range(0, count, _AT_ONCE):
            stop = min(start + _AT_ONCE, count)
            rows.put(np.arange(start, stop), some(start, stop))
    np.save(folder / _TOPICS, topics[:count])
    np.save(folder / _QUERIES, some(count, count + queries))
    for file in paths(folder / _VECTORS):
        file.unlink(missing_ok=True)
    asked, vectors = np.load(folder / _QUERIES), opened(folder)
    truth = {name: least(asked, vectors, keep) for name, keep in kept(folder).items()}
    np.savez(folder / _TRUTH, allow_pickle=False, **truth)


def opened(folder: Path) -> Vectors:
    count = len(np.load(folder / _TOPICS, mmap_mode="r"))
    return load_array(folder, _VECTORS, np.float32, (count, DIMENSION))


def kept(folder: Path) -> dict[str, NDArray[np.bool_]]:
    """Flags by name: all, a tenth of the vectors, a tenth of the topics."""
    topics = np.load(folder / _TOPICS)
    return {
        "all": np.ones(len(topics), dtype=bool),
        "a tenth": np.arange(len(topics)) % KEPT == 0,
        "a tenth of the topics": topics % KEPT == 0,
    }


def least(queries: Vectors, vectors: Vectors, keep: NDArray[np.bool_]) -> Vectors:
    """The scores of the nearest of what is kept to each query, [m, the last of DEPTHS]."""
    rows = np.flatnonzero(keep)
    best = np.empty((len(queries), 0), dtype=np.float32)
    for start in range(0, len(rows), _AT_ONCE):
        part = vectors[rows[start : start + _AT_ONCE]]
        best = np.hstack([best, nearest(queries, part, min(DEPTHS[-1], len(part)))[0]])
        best = -np.sort(-best, axis=1)[:, : DEPTHS[-1]]
    return best


def measure(folder: Path, name: str, kind: str, rounds: int) -> Iterator[Row]:
    """What building and searching by `kind` take, as two processes tell."""
    say(f"scale: {name}")
    call = partial(_process, folder, kind, rounds)
    built = call("build")
    if KINDS[kind]:
        yield Row(f"{name}: building", built["seconds"], "s")
        yield Row(f"{name}: … processor time", built["processor"], "s")
        yield Row(f"{name}: … peak of memory (with pages of files)", built["peak_mb"], "MB")
        yield Row(f"{name}: files beside the vectors", built["files_mb"], "MB")
        yield Row(f"{name}: breadth", built["breadth"], "")
        yield Row(f"{name}: 1 - recall as measured when built", 1 - built["recall"], "", 1 - RECALL)
    found = call("search")
    yield Row(f"{name}: PSS after searching", found["pss_mb"], "MB")
    yield Row(f"{name}: … of which anonymous", found["anonymous_mb"], "MB")
    for keep, figures in found["kept"].items():
        yield Row(f"{name}: {keep}, p50 by the clock", figures["clock"], "ms")
        yield Row(f"{name}: {keep}, … of processor time", figures["p50"], "ms")
        yield Row(f"{name}: {keep}, p95 of processor time", figures["p95"], "ms")
        yield Row(f"{name}: {keep}, 1 - recall", 1 - figures["recall"], "", 1 - RECALL)


def build(folder: Path, kind: str, _rounds: int) -> dict[str, Any]:
    """Build the index; how long it took, what it says of itself."""
    path, make = folder / _VECTORS, KINDS[kind]
    for file in paths(path):
        file.unlink(missing_ok=True)
    if make is None:
        return {}
    vectors = opened(folder)
    started, spent = time.perf_counter(), time.process_time()
    measured: Any = make(path, vectors)
    return {
        "seconds": time.perf_counter() - started,
        "processor": time.process_time() - spent,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        "files_mb": sum(file.stat().st_size for file in paths(path)) / 1e6,
        "breadth": measured.breadth,
        "recall": measured.recall,
    }


def search(folder: Path, _kind: str, rounds: int) -> dict[str, Any]:
    """Search for all queries in every way."""
    queries, truth = np.load(folder / _QUERIES), np.load(folder / _TRUTH)
    dense = DenseIndex(folder / _VECTORS, opened(folder).shape)
    figures = {}
    memory: dict[str, float] = {}
    for (name, keep), depth in product(kept(folder).items(), DEPTHS):
        times, right = np.full((rounds, len(queries), 2), np.inf), 0.0
        for round_, (place, query) in product(range(rounds), enumerate(queries)):
            started = time.perf_counter(), time.thread_time()
            hits = dense.search(query, depth, keep)
            times[round_, place] = time.perf_counter() - started[0], time.thread_time() - started[1]
            right += sum(hit.score >= truth[name][place, depth - 1] - 1e-5 for hit in hits) / depth
        clock, processor = (times.min(axis=0) * 1000).T.tolist()
        figures[f"{depth} of {name}"] = {
            "clock": quantile(clock, 0.5),
            "p50": quantile(processor, 0.5),
            "p95": quantile(processor, 0.95),
            "recall": right / len(queries) / rounds,
        }
        memory = memory or {"pss_mb": held("Pss"), "anonymous_mb": held("Pss_Anon")}
    return {"kept": figures, **memory}


def held(field: str) -> float:
    """A share of memory that the system tells of this process, in MB (1,000,000 bytes)."""
    told = Path("/proc/self/smaps_rollup")
    found = re.search(rf"^{field}:\s+(\d+) kB$", told.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else float("nan")


WORK = {"build": build, "search": search}


def _process(folder: Path, kind: str, rounds: int, work: str) -> dict[str, Any]:
    command = [sys.executable, "-m", __spec__.name, "--work", work, "--folder", str(folder)]
    command += ["--kinds", kind, "--rounds", str(rounds)]
    told: dict[str, Any] = json.loads(run(command, {**os.environ, "OMP_NUM_THREADS": "1"}))
    return told


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[100_000], help="vectors (default: 100000)")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=[*KINDS], help="(default: all)")
    parser.add_argument("--queries", type=int, default=200, help="how many (default: 200)")
    parser.add_argument("--rounds", type=int, default=3, help="searches for each (default: 3)")
    parser.add_argument("--folder", type=Path, help="where to write (default: the system's place)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    parser.add_argument("--work", choices=WORK, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
