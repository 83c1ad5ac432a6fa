"""Many texts embedded by one process and by several: `python -m tests.bench.bulk PARAGRAPHS.json MODEL`.

PARAGRAPHS.json is a SQuAD file; MODEL is a SentenceTransformer, best one with the weights of the bundled
model. The same paragraphs are embedded in turn by MODEL, in one process of torch and float32, by the bundled
model in one process, by processes of `--workers 1` and `2`, and by a shared build alone and with a worker
beside it (where PostgreSQL is installed). Torch and one process have a thread for each core, of several
processes each has its share. Then one of two processes is killed midway, and a worker of a shared build.
Times begin when every process has embedded a batch. What is printed are rates as multiples of torch's: by the
clock, which on a busy machine is the scheduler's, and by the processor time of all processes together.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np

from index.bulk.batches import Done, OneProcess, TextBatch, Workforce
from index.bulk.processes import EmbeddingProcesses
from index.bulk.shared import SharedWork, work
from index.embedding import BundledEmbedder, Vectors, open_embedder
from index.threads import keep_to
from qa.evaluation.squad.file import read_squad
from tests.bench.bench import Row, report, say
from tests.qa.store import postgres

SIZE: Final = 4  # texts of a batch: paragraphs are long
BASE: Final = "torch, one process"
_spawned = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class Taken:
    """Seconds that a text took in each round: by the clock, and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def main() -> None:
    options = _options()
    paragraphs, _ = read_squad(options.paragraphs)
    texts = list(dict.fromkeys(one.text for one in paragraphs))[: options.count]
    batches = [TextBatch(tuple(texts[at : at + SIZE])) for at in range(0, len(texts), SIZE)]
    with ExitStack() as stack:
        address = stack.enter_context(_database())
        taken: dict[str, Taken] = {}
        for round_ in range(options.rounds):
            for name, (make, others) in ways(options.model, address).items():
                say(f"bulk: round {round_ + 1} of {options.rounds}, {name}")
                with others():
                    measure(make(), batches, taken.setdefault(name, Taken()))
        rows = [*rates(taken), *killed(batches, address)]
    report(rows, as_json=options.json)


def ways(
    model: str, address: str | None
) -> dict[str, tuple[Callable[[], Workforce], Callable[[], ExitStack]]]:
    """What is measured, by name: a workforce, and who works beside it."""
    nobody = ExitStack
    found: dict[str, tuple[Callable[[], Workforce], Callable[[], ExitStack]]] = {
        BASE: (lambda: OneProcess(open_embedder(model)), nobody),
        "one process": (lambda: OneProcess(BundledEmbedder()), nobody),
        "--workers 1": (lambda: EmbeddingProcesses(1, BundledEmbedder), nobody),
        "--workers 2": (lambda: EmbeddingProcesses(2, BundledEmbedder), nobody),
    }
    if address:
        share = partial(SharedWork, address, lambda: "bench", BundledEmbedder())
        found["shared, the builder alone"] = share, nobody
        found["shared, a worker beside it"] = share, partial(_beside, address)
    return found


def measure(workforce: Workforce, batches: Sequence[TextBatch], taken: Taken) -> None:
    """Embed all `batches`; what the first ones take, in which models are loaded, does not count."""
    warm, texts = 4, 0
    began = ended = (0.0, 0.0)
    for place, (batch, _) in enumerate(workforce.embedded(batches), 1):
        if place == warm:
            began = time.perf_counter(), _processor()
        elif place > warm:
            texts += len(batch.texts)
        if place == len(batches):  # before what embeds is ended
            ended = time.perf_counter(), _processor()
    taken.clock.append((ended[0] - began[0]) / texts)
    taken.processor.append((ended[1] - began[1]) / texts)
    say(f"bulk: … {taken.clock[-1]:.3f} s a text, {taken.processor[-1]:.3f} s of the processor")


def _processor() -> float:
    """Seconds of the processor that this process and its children have had so far."""
    own = time.process_time()
    return own + sum(map(_spent, multiprocessing.active_children())) + sum(os.times()[2:4])


def _spent(child: multiprocessing.process.BaseProcess) -> float:
    try:
        fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:  # it has just ended: it is counted among those that did
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rates(taken: dict[str, Taken]) -> Iterator[Row]:
    base = taken[BASE]
    for name, one in taken.items():
        yield Row(f"{name}, paragraphs", 1 / median(one.clock), "a second")
        yield Row(f"{name}, … of processor time", 1 / median(one.processor), "a second")
        if name != BASE:
            ratios = [torch / own for torch, own in zip(base.clock, one.clock, strict=True)]
            yield Row(f"{name} ÷ torch, by the clock", median(ratios), "×")
            ratios = [torch / own for torch, own in zip(base.processor, one.processor, strict=True)]
            yield Row(f"{name} ÷ torch, by the processor", median(ratios), "×")


def killed(batches: Sequence[TextBatch], address: str | None) -> Iterator[Row]:
    """What is lost, and what is there twice, if a process is killed in the middle."""
    wanted = dict(OneProcess(BundledEmbedder()).embedded(batches))
    say("bulk: one of two processes is killed")
    yield from _compared("--workers 2, one killed", wanted, EmbeddingProcesses(2, BundledEmbedder), batches)
    if address:
        say("bulk: the worker of a shared build is killed")
        share = SharedWork(address, lambda: "killed", BundledEmbedder())
        with _beside(address):
            yield from _compared("shared, the worker killed", wanted, share, batches)


def _compared(
    name: str, wanted: Mapping[TextBatch, Vectors], workforce: Workforce, batches: Sequence[TextBatch]
) -> Iterator[Row]:
    found: list[Done] = []
    for done in workforce.embedded(batches):
        found.append(done)
        if len(found) == len(batches) // 3:
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
    keys = [batch.key for batch, _ in found]
    same = {batch.key: vectors for batch, vectors in wanted.items()}
    other = sum(not np.array_equal(np.asarray(same[batch.key]), vectors) for batch, vectors in found)
    yield Row(f"{name}: batches", len(batches), "", None)
    yield Row(f"{name}: … lost", len(same.keys() - set(keys)), "", 0)
    yield Row(f"{name}: … there twice", len(keys) - len(set(keys)), "", 0)
    yield Row(f"{name}: … with other vectors than one process makes", other, "", 0)


def _beside(address: str) -> ExitStack:
    """A worker of a shared build, which is ready, and ends with the block."""
    stack, ready = ExitStack(), _spawned.Event()
    process = _spawned.Process(target=_work, args=(address, ready), daemon=True)
    process.start()
    stack.callback(process.join)
    stack.callback(process.kill)
    ready.wait()
    return stack


def _work(address: str, ready: Event) -> None:
    keep_to(max(1, (os.cpu_count() or 1) // 2))
    embedder = BundledEmbedder()
    embedder.embed_documents(["loads the model"])
    ready.set()
    work(address, embedder)


@contextmanager
def _database() -> Iterator[str | None]:
    binaries = postgres.programs()
    if binaries is None:
        say(postgres.MISSING)
        yield None
        return
    with postgres.server(binaries) as folder:
        yield postgres.address(folder, "postgres")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bulk", description=__doc__)
    parser.add_argument("paragraphs", type=Path, help="a SQuAD file")
    parser.add_argument("model", help="the name or folder of a SentenceTransformer")
    parser.add_argument("--count", type=int, default=96, help="paragraphs (default: 96)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is measured (default: 3)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
