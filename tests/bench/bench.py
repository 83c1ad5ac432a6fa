"""Footnote's speed and size: `make bench`, or `python -m tests.bench.bench [--json] [--rounds N]`.

Prints what is measured, the target, and whether it is met. It is no test: a busy machine is no defect. What
is compared is measured in turn in one run, so that both sides meet the same machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from index.embedding import Embedder, open_embedder
from qa.engine import Engine
from qa.models import Answer
from qa.settings import Settings
from tests.bench import many_facts

QUESTIONS = Path(__file__).with_name("questions.yaml")
IMPORT = (sys.executable, "-c", "import sentence_transformers")
BUSY = "import time\nend = time.monotonic() + 600\nwhile time.monotonic() < end: pass"
COLD_TARGET = 1 / 8  # of the time that importing sentence_transformers takes
WARM_TARGET = 2.0  # times the time that embedding the question takes
MEMORY_TARGET = 350.0  # MB
BOT_ANSWERS = 20
LOAD_TARGET = 2.0  # s
LOOK_UP_TARGET = 5.0  # ms


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `target` is the most it should be, None where it only explains another."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def hit(self) -> bool | None:
        return None if self.target is None else self.value <= self.target


@dataclass(slots=True)
class Warm:
    """Times in ms: of answers, by their kind (`kind_of`), and of embedding the same questions."""

    answers: dict[str, list[float]] = field(default_factory=dict)
    embeddings: list[float] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        return [value for values in self.answers.values() for value in values]

    def rows(self, where: str = "") -> Iterator[Row]:
        """The times, and their ratio, which alone has a target."""
        embedding = median(self.embeddings)
        yield Row(f"embedding a question, p50{where}", embedding, "ms")
        yield Row(f"warm answer, p50{where}", median(self.all), "ms")
        yield Row(f"warm answer, p95{where}", quantile(self.all, 0.95), "ms")
        for kind, values in sorted(self.answers.items()):
            share = f"{len(values) / len(self.all):.0%} of questions"
            yield Row(f"  {kind} ({share}), p50{where}", median(values), "ms")
        yield Row(f"warm answer ÷ embedding{where}", median(self.all) / embedding, "×", WARM_TARGET)
        if "passage" in self.answers:
            yield Row(
                f"  passages alone ÷ embedding{where}", median(self.answers["passage"]) / embedding, "×"
            )


def main() -> None:
    options = _options()
    if options.facts:
        with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
            report(list(many(Path(folder), options.rounds)), as_json=options.json)
        return
    asked: dict[str, Any] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        settings = Settings(data_dir=Path(folder))
        say("building the index")
        Engine.open(settings)
        environment = {**os.environ, "QA_DATA_DIR": folder, "FOOTNOTE_DATA_DIR": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody else's Python compiles everything each time
        rows = [
            *cold(asked["cold"], environment, options.rounds),
            *warm(settings, asked, options.rounds).rows(),
            *beside_a_busy_process(settings, asked, options.rounds),
            *resident(asked["questions"], environment),
            *many(Path(folder) / "many", options.rounds),
        ]
    report(rows, as_json=options.json)


def cold(questions: Mapping[str, str], environment: Mapping[str, str], rounds: int) -> Iterator[Row]:
    """From the start of the process to the printed answer, in turn with importing sentence_transformers."""
    commands: dict[str, Sequence[str]] = {
        f"cold `qa ask`, {kind}": (sys.executable, "-m", "qa", "ask", question)
        for kind, question in questions.items()
    }
    commands["import sentence_transformers"] = IMPORT
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(rounds + 1):  # the first fills the disk cache and does not count
        say(f"cold starts: round {round_} of {rounds}")
        for name, command in commands.items():
            taken[name].append(timed(partial(run, command, environment)) / 1000)
    medians = {name: median(values[1:]) for name, values in taken.items()}
    importing = medians.pop("import sentence_transformers")
    yield Row("import sentence_transformers", importing, "s")
    for name, value in medians.items():
        yield Row(name, value, "s")
        yield Row(f"{name} ÷ import", value / importing, "×", COLD_TARGET)


def warm(settings: Settings, asked: Mapping[str, Any], rounds: int) -> Warm:
    """Every question once to a fresh engine in each round, in turn with embedding it alone."""
    embedder = open_embedder(settings.model)
    measured = Warm()
    for round_ in range(rounds):
        say(f"warm answers: round {round_ + 1} of {rounds}")
        engine = Engine.open(settings)
        for question in asked["warm_up"]:
            engine.ask(question)
            embedder.embed_queries([question])
        for place, question in enumerate(asked["questions"]):
            _in_turn(engine, embedder, question, measured, answer_first=place % 2 == 0)
    return measured


def _in_turn(
    engine: Engine, embedder: Embedder, question: str, measured: Warm, *, answer_first: bool
) -> None:
    def answer() -> None:
        start = time.perf_counter()
        reply = engine.ask(question)
        taken = (time.perf_counter() - start) * 1000
        measured.answers.setdefault(kind_of(reply.answer), []).append(taken)

    def embed() -> None:
        measured.embeddings.append(timed(partial(embedder.embed_queries, [question])))

    for step in (answer, embed) if answer_first else (embed, answer):
        step()


def beside_a_busy_process(settings: Settings, asked: Mapping[str, Any], rounds: int) -> Iterator[Row]:
    with busy_process():
        yield from warm(settings, asked, rounds).rows(", beside a busy process")


@contextmanager
def busy_process() -> Iterator[None]:
    """One process that keeps one core busy, for ten minutes at most."""
    with subprocess.Popen((sys.executable, "-c", BUSY)) as process:
        try:
            yield
        finally:
            process.kill()


def resident(questions: Sequence[str], environment: Mapping[str, str]) -> Iterator[Row]:
    """The bot's memory once it has answered, in a process of its own."""
    say("the bot's memory")
    spread = questions[:: max(1, len(questions) // BOT_ANSWERS)][:BOT_ANSWERS]
    command = (sys.executable, "-m", "tests.bench.resident")
    found = json.loads(run(command, environment, json.dumps(spread)))
    yield Row("the bot's memory when ready", found["ready_mb"], "MB")
    yield Row(f"the bot's memory after {found['answers']} answers", found["resident_mb"], "MB", MEMORY_TARGET)
    yield Row("the bot's memory at its peak", found["peak_mb"], "MB")
    if found["heavy"]:
        say(f"imported, which it should not be: {', '.join(found['heavy'])}")


def many(folder: Path, rounds: int) -> Iterator[Row]:
    """Loading 100,000 facts and looking things up in them, each beside the least that it can take."""
    say("100,000 facts")
    for (name, taken), (least, at_least) in many_facts.loading(folder, rounds):
        yield Row(least, median(at_least), "s")
        yield Row(name, median(taken), "s", LOAD_TARGET)
        yield Row(f"{name} ÷ {least}", median(taken) / median(at_least), "×")
    for name, taken in many_facts.look_ups(folder):
        yield Row(f"  {name}, p50", median(taken), "ms")
        target = None if name == many_facts.FIRST else LOOK_UP_TARGET  # kept from then on
        yield Row(f"  {name}, p95", quantile(taken, 0.95), "ms", target)


def kind_of(answer: Answer) -> str:
    if answer.abstained:
        return "none"
    if not answer.statements:
        return "talk"
    return "figure" if answer.facts else "passage"


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(call: Callable[[], object]) -> float:
    """How long `call` takes, in ms."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def run(command: Sequence[str], environment: Mapping[str, str], text: str = "") -> str:
    """What a program prints; a program that fails ends the benchmark with what it said."""
    done = subprocess.run(
        command,
        env=dict(environment),
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def report(rows: Sequence[Row], *, as_json: bool) -> None:
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    machine = f"{system}, Python {platform.python_version()}"
    if as_json:
        found = [{**asdict(row), "name": row.name.strip(), "hit": row.hit} for row in rows]
        sys.stdout.write(json.dumps({"machine": machine, "rows": found}, ensure_ascii=False) + "\n")
        return
    table = Table(title=f"Footnote on {machine}", title_justify="left", box=None, pad_edge=False)
    for heading in ("measured", "value", "target", ""):
        table.add_column(heading, justify="right" if heading in ("value", "target") else "left", no_wrap=True)
    for row in rows:
        target = "" if row.target is None else f"≤ {row.target:.3g} {row.unit}"
        verdict = {None: "", True: "[green]hit[/]", False: "[red]miss[/]"}[row.hit]
        table.add_row(row.name, f"{row.value:.3g} {row.unit}", target, verdict)
    Console(width=None if sys.stdout.isatty() else 110).print(table)


def say(text: str) -> None:
    sys.stderr.write(f"… {text}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench", description=__doc__)
    parser.add_argument("--facts", action="store_true", help="measure a store of 100,000 facts alone")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    parser.add_argument(
        "--rounds", type=int, default=5, help="how often each measurement is made (default: 5)"
    )
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    return options


if __name__ == "__main__":
    main()
