"""A million passages on one machine: `python -m tests.bench.million FOLDER [--counts N …] [--kinds KIND …]`.

Vectors are drawn around real ones, those that the shipped corpus brings: between a text, two of its
neighbours and what neighbours differ by, so that they lie as densely in some places and as thinly in others.
Queries are of two sorts, 200 each: `drawn` like the data, and `asked`, real questions about the corpus, which
lie farther from all texts. Each kind of index is built, then opened and searched by a process of its own, in
one thread, after the system has forgotten the files (`posix_fadvise`): the first round of queries meets a
cold disk, the later ones do not. What is found is compared with a search of everything.

Every step is written to FOLDER/steps.json when it is done; a run that was ended goes on from there. Times of
building, and of searching what is in memory (for each query the least of its rounds), are those of the
processor; those of a cold disk are by the clock, and on a busy machine those of whatever else runs. The last
rows are 10 million passages as the growth between the last two counts tells them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.dense import DenseIndex
from index.embedding import BundledEmbedder, Vectors
from index.graph import load_faiss, paths
from index.precomputed import VECTORS, load_vectors
from index.rows import writing_rows
from qa.knowledge.knowledge import Knowledge
from qa.settings import Settings
from tests.bench.bench import Row, quantile, report, run, say
from tests.bench.scale import KINDS, build, held, least

COUNTS: Final = (100_000, 300_000, 1_000_000)
AHEAD: Final = 10_000_000
QUERIES: Final = 200  # of each sort
ROUNDS: Final = 3  # of which the first is cold
DEPTH: Final = 10
NEIGHBOURS: Final = 10  # of a real vector, of which two are mixed with it
SPREAD: Final = 0.6  # of what neighbours differ by, that is drawn on top
SEED: Final = 0
STEPS: Final = "steps.json"
_AT_ONCE: Final = 16_384
_FILE, _TOPICS, _ASKED = "vectors.npy", "topics.npy", "queries.npz"

Step = dict[str, Any]


def main() -> None:
    options = _options()
    if options.work:
        done = WORK[options.work](options.folder / str(options.counts[0]), options.kinds[0])
        sys.stdout.write(json.dumps(done) + "\n")
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    steps = Steps(options.folder)
    for count in options.counts:
        for kind in options.kinds:
            for work in ("draw", "build", "search"):
                steps.done(count, "all" if work == "draw" else kind, work)
        for file in (options.folder / str(count)).glob("*"):
            file.unlink()  # gigabytes, of which nothing is needed any more
    report(list(rows(steps, options.counts, options.kinds)), as_json=options.json)


class Steps:
    """What was measured, by step; each in a process of its own, and kept in a file as soon as it is known."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / STEPS
        held = self._file.read_text(encoding="utf-8") if self._file.exists() else "{}"
        self._known: dict[str, Step] = json.loads(held)

    def done(self, count: int, kind: str, work: str) -> Step:
        """What the step tells; it is done now if it was not before."""
        name = f"{count} {kind} {work}"
        if name not in self._known:
            say(f"million: {count:,} {kind}, {work}")
            (self._folder / str(count)).mkdir(exist_ok=True)
            command = [sys.executable, "-m", __spec__.name, str(self._folder), "--work", work]
            command += ["--counts", str(count), "--kinds", kind if kind in KINDS else "flat"]
            self._known[name] = json.loads(run(command, {**os.environ, "OMP_NUM_THREADS": "1"}))
            self._file.write_text(json.dumps(self._known, indent=1), encoding="utf-8")
        return self._known[name]


def draw(folder: Path, _kind: str) -> Step:
    """Write vectors and queries, and how near the nearest of these are."""
    count, random = int(folder.name), np.random.default_rng(SEED)
    drawn = drawing(random)
    with writing_rows(folder / _FILE, np.float32, (count, drawn(1).shape[1])) as file:
        for start in range(0, count, _AT_ONCE):
            stop = min(start + _AT_ONCE, count)
            file.put(np.arange(start, stop), drawn(stop - start))
    np.save(folder / _TOPICS, np.zeros(count, dtype=np.int8))
    queries = {"drawn": drawn(QUERIES), "asked": questions(random)}
    vectors, every = np.load(folder / _FILE, mmap_mode="r"), np.ones(count, dtype=bool)
    truth = {f"{sort} nearest": least(asked, vectors, every)[:, :DEPTH] for sort, asked in queries.items()}
    np.savez(folder / _ASKED, allow_pickle=False, **queries, **truth)
    return {name: float(np.median(scores[:, -1])) for name, scores in truth.items()}


def drawing(random: np.random.Generator) -> Callable[[int], Vectors]:
    """Draws so many unit vectors around those of the shipped corpus."""
    real = np.stack(list(load_vectors(Settings().corpus / VECTORS, BundledEmbedder()).values()))
    alike = real @ real.T
    np.fill_diagonal(alike, -1)
    near = np.argsort(-alike, axis=1)[:, :NEIGHBOURS]
    differences = (real[near] - real[:, np.newaxis]).reshape(-1, real.shape[1])
    spread = np.linalg.cholesky(np.cov(differences.T) + 1e-6 * np.eye(real.shape[1])).T.astype(np.float32)

    def drawn(count: int) -> Vectors:
        rows = random.integers(0, len(real), count)
        others = near[rows[:, np.newaxis], random.integers(0, NEIGHBOURS, (count, 2))]
        shares = random.dirichlet((1, 1, 1), count).astype(np.float32)
        mixed = shares[:, :1] * real[rows] + np.einsum("nk,nkd->nd", shares[:, 1:], real[others])
        mixed += SPREAD * random.standard_normal(mixed.shape, np.float32) @ spread
        found: Vectors = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
        return found

    return drawn


def questions(random: np.random.Generator) -> Vectors:
    """The vectors of questions that the shipped corpus declares, as the engine embeds them."""
    declared = Knowledge.load(Settings().corpus).attributes.values()
    texts = sorted({text for one in declared for text in one.examples})
    chosen = random.choice(len(texts), min(QUERIES, len(texts)), replace=False)
    return BundledEmbedder().embed_queries([texts[place] for place in chosen])


def search(folder: Path, _kind: str) -> Step:
    """Open the index cold, and search for every query in each round."""
    asked = dict(np.load(folder / _ASKED))
    path, count = folder / _FILE, len(np.load(folder / _TOPICS, mmap_mode="r"))
    files = [file for file in (path, *paths(path)) if file.exists()]
    load_faiss()
    forget(files)
    before = held("Pss_Anon")
    began = time.perf_counter()
    dense = DenseIndex(path, (count, asked["drawn"].shape[1]))
    told: Step = {"open": (time.perf_counter() - began) * 1000}
    began = time.perf_counter()
    dense.search(asked["drawn"][0], DEPTH)
    told["first"] = (time.perf_counter() - began) * 1000
    for sort in ("drawn", "asked"):
        told[sort] = _searched(dense, asked[sort], asked[f"{sort} nearest"])
    told["bytes"] = sum(file.stat().st_size for file in files)
    told["mapped"], told["anonymous"] = held("Pss") - held("Pss_Anon"), held("Pss_Anon") - before
    return told


def _searched(dense: DenseIndex, queries: Vectors, nearest: Vectors) -> Step:
    clock, processor = (np.empty((ROUNDS, len(queries))) for _ in range(2))
    right = 0
    for round_ in range(ROUNDS):
        for place, query in enumerate(queries):
            began = time.perf_counter(), time.thread_time()
            hits = dense.search(query, DEPTH)
            clock[round_, place] = (time.perf_counter() - began[0]) * 1000
            processor[round_, place] = (time.thread_time() - began[1]) * 1000
            right += sum(hit.score >= nearest[place, -1] - 1e-5 for hit in hits)
    cold, warm = clock[0].tolist(), processor[1:].min(axis=0).tolist()
    return {
        "cold p50": quantile(cold, 0.5),
        "cold p95": quantile(cold, 0.95),
        "p50": quantile(warm, 0.5),
        "p95": quantile(warm, 0.95),
        "recall": right / (ROUNDS * len(queries) * DEPTH),
    }


def forget(files: list[Path]) -> None:
    """Let the system drop what it holds of `files` in memory."""
    for file in files:
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def rows(steps: Steps, counts: list[int], kinds: list[str]) -> Iterator[Row]:
    """All figures, and those of `AHEAD` passages as they follow from the last two counts."""
    for kind in kinds:
        figures = {count: _figures(steps, count, kind) for count in counts}
        for count, found in figures.items():
            yield from (Row(f"{count:,} {kind}: {name}", *value) for name, value in found.items())
        if len(counts) > 1:
            yield from _ahead(kind, figures)
    for count in counts:
        for sort, cosine in steps.done(count, "all", "draw").items():
            yield Row(f"{count:,}: cosine of the tenth of the {sort}", cosine, "")


def _figures(steps: Steps, count: int, kind: str) -> dict[str, tuple[float, str]]:
    built, found = (steps.done(count, kind, work) for work in ("build", "search"))
    named = {"processor": ("built in", "s of the processor"), "peak_mb": ("peak of memory", "MB")}
    named["breadth"] = "breadth", ""
    told = {
        **{name: (built[key], unit) for key, (name, unit) in named.items() if built},
        "files a passage": (found["bytes"] / count, "bytes"),
        "mapped after searching, a passage": (found["mapped"] * 1e6 / count, "bytes"),
        "anonymous": (found["anonymous"], "MB"),
        "cold open": (found["open"], "ms"),
        "first search": (found["first"], "ms"),
    }
    for sort in ("drawn", "asked"):
        told |= {
            f"{sort}, {name}": (found[sort][name], "ms") for name in ("cold p50", "cold p95", "p50", "p95")
        }
        told[f"{sort}, 1 - recall"] = 1 - found[sort]["recall"], ""
    return told


def _ahead(kind: str, figures: Mapping[int, Mapping[str, tuple[float, str]]]) -> Iterator[Row]:
    """Figures of `AHEAD` passages: each grows as a power of their number, as it last did, or not."""
    less, more = sorted(figures)[-2:]
    for name in ("built in", "peak of memory", "files a passage", "drawn, p95", "asked, p95"):
        if name in figures[more]:
            (before, unit), (now, _) = figures[less][name], figures[more][name]
            power = max(0.0, math.log(now / before) / math.log(more / less))
            yield Row(f"{AHEAD:,} {kind}, from growth: {name}", now * (AHEAD / more) ** power, unit)


def _built(folder: Path, kind: str) -> Step:
    return build(folder, kind, ROUNDS)


WORK: Final[dict[str, Callable[[Path, str], Step]]] = {"draw": draw, "build": _built, "search": search}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.million", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to work; 4 GB of it are used at a time")
    parser.add_argument("--counts", type=int, nargs="+", default=[*COUNTS], help="passages, ascending")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=[*KINDS], help="(default: all)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    parser.add_argument("--work", choices=WORK, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
