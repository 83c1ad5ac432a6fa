"""Versions swapped under people who ask: `python -m tests.soak.swaps [--askers 50] [--swaps 20] [--pause 5]`.

Every report says one length, another one in each version, so that an answer tells which version it is of.
The bot's own workers answer with the real engine, while version after version is built in a process of its
own, as the bot builds them, and swapped in. Each answer, its quotes and the version that it names must be of
one version, and none may fail. How long people wait for an answer while a version is built or swapped in is
told beside how long they wait otherwise, so that both meet the same machine. Hardly a question is worded as
another: an engine remembers what it has read of a question, for a quarter of the time, and a new one
remembers nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import methodcaller
from pathlib import Path
from statistics import quantiles
from typing import Final, Literal, TypeAlias, get_args

from bot.assistant import Alone
from bot.declined import DeclinedError
from bot.renewal import Renewal, building
from bot.settings import BotSettings
from bot.workers import Workers
from index.build import contents_hash
from index.errors import FootnoteError
from qa.engine import Engine
from qa.models import Answer
from qa.settings import Settings

TOWNS: Final = ("Brannoch", "Carrow", "Dunlin", "Ferrol", "Marsk", "Nimmo", "Oldwick", "Tarbet")
OPENINGS: Final = ("Tell me", "I wonder", "I want to know", "Do you know", "Can you say", "Please look up")
HEARD: Final = ("my aunt", "my uncle", "my sister", "my brother", "my teacher", "our guide", "a neighbour")
CLAIMS: Final = ("forgot", "never told me", "could not say", "would like to know", "asked me")
PAUSE: Final = 5.0  # seconds, on average, for which somebody reads an answer before asking again
ROUNDS: Final = 3  # questions of each asker between two swaps
TARGET: Final = 2.0  # times as long as without swaps

Span: TypeAlias = tuple[float, float]
Outcome: TypeAlias = Literal["answered", "mixed", "failed"]


@dataclass(slots=True)
class SwapReport:
    """What became of the questions: spans of seconds from each to its answer, and of the swaps."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    asked: list[Span] = field(default_factory=list)
    swaps: list[Span] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        told = "  ".join(f"{outcome}: {self.outcomes[outcome]}" for outcome in get_args(Outcome))
        yield f"{told}  versions answered from: {len(self.versions)}"
        during, otherwise = self.waits()
        quiet, swapping = p95(otherwise), p95(during)
        yield f"waits, p95: {quiet:.3f} s quiet, {swapping:.3f} s during swaps ({len(during)} answers)"
        yield f"waits, longest: {max(otherwise):.3f} s quiet, {max(during):.3f} s during swaps"
        yield f"during swaps ÷ quiet: {swapping / quiet:.2f} × (at most {TARGET:.0f} wanted)"
        yield from self.problems[:5]

    def waits(self) -> tuple[list[float], list[float]]:
        """The seconds of each wait that meets a swap, and of each that meets none."""
        during: list[float] = []
        otherwise: list[float] = []
        for begun, ended in self.asked:
            met = any(began < ended and begun < over for began, over in self.swaps)
            (during if met else otherwise).append(ended - begun)
        return during, otherwise


def p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[18]


class Coast:
    """Reports of piers in a folder, whose lengths all change from one version to the next."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.numbers: dict[str, int] = {}
        """The number of each version by what answers call it."""

    def write(self, number: int) -> None:
        """Let the reports be those of version `number`."""
        self.settings.corpus.mkdir(exist_ok=True)
        for town in TOWNS:
            path = self.settings.corpus / f"{town}.md"
            path.write_text(f"# The pier of {town}\n\n{said(town, number)}\n", encoding="utf-8")
        self.numbers[contents_hash(self.settings.corpus, self.settings.data_dir)[:12]] = number

    def outcome(self, town: str, answer: Answer) -> Outcome:
        """Whether an answer is of the version that it names, in all its parts."""
        number = self.numbers[answer.corpus_version]
        quotes = [one.quote for one in answer.citations]
        if not quotes:
            return "failed"
        told = answer.answer.replace(",", "")  # 1,012 as a figure, 1012 as it is quoted
        whole = quotes == [said(town, number)] and str(length(town, number)) in told
        return "answered" if whole else "mixed"


def length(town: str, number: int) -> int:
    return 1000 + 10 * number + TOWNS.index(town)


def said(town: str, number: int) -> str:
    return f"The pier of {town} is {length(town, number)} metres long."


def asked_of(town: str, draw: random.Random) -> str:
    """A question about a town, in one of 210 wordings."""
    opening, who, claim = draw.choice(OPENINGS), draw.choice(HEARD), draw.choice(CLAIMS)
    return f"{opening} how long the pier of {town} is, {who} {claim}"


class Askers:
    """People who ask one question after another, each of a town drawn anew."""

    def __init__(self, workers: Workers, coast: Coast, report: SwapReport, count: int, pause: float) -> None:
        self._workers, self._coast, self._report = workers, coast, report
        self._count, self._pause = count, pause

    async def ask_until(self, over: Callable[[int], bool]) -> None:
        """Let each ask until `over`, which is told how many questions they have asked, says so."""
        await asyncio.gather(*(self._ask(person, over) for person in range(self._count)))

    async def _ask(self, person: int, over: Callable[[int], bool]) -> None:
        draw, asked = random.Random(person), 0  # noqa: S311 - no secret
        while not over(asked):
            await asyncio.sleep(draw.uniform(0, 2 * self._pause))
            town, began = draw.choice(TOWNS), time.perf_counter()
            await self._one(person, town, asked_of(town, draw))
            self._report.asked.append((began, time.perf_counter()))
            asked += 1

    async def _one(self, person: int, town: str, question: str) -> None:
        began = time.perf_counter()
        try:
            reply = await self._workers.answer(methodcaller("ask", question), server=person, person=person)
        except (DeclinedError, FootnoteError) as error:
            self._report.outcomes["failed"] += 1
            waited = time.perf_counter() - began
            self._report.problems.append(f"{town}: {type(error).__name__} after {waited:.1f} s: {error}")
            return
        outcome = self._coast.outcome(town, reply.answer)
        self._report.outcomes[outcome] += 1
        self._report.versions.add(reply.answer.corpus_version)
        if outcome != "answered":
            self._report.problems.append(f"{town}: {reply.answer.corpus_version}: {reply.answer.answer}")


async def swap_under(
    askers: int,
    swaps: int,
    settings: Settings,
    build: Callable[[], None] | None = None,
    *,
    pause: float = PAUSE,
    rounds: int = ROUNDS,
) -> SwapReport:
    """What becomes of the questions of so many askers while so many versions are swapped in."""
    coast, report, bot = Coast(settings), SwapReport(), BotSettings()
    coast.write(0)
    engine = await asyncio.to_thread(Engine.open, settings)
    workers = Workers(Alone(engine), threads=bot.threads, waiting=bot.waiting, seconds=bot.answer_seconds)
    try:
        await workers.warm()
        people, renewal = Askers(workers, coast, report, askers, pause), Renewal(workers)
        build = build or building(settings.corpus, settings.data_dir)
        for number in range(1, swaps + 1):
            await people.ask_until(lambda asked: asked >= rounds)
            coast.write(number)
            swap = asyncio.create_task(_swap(build, renewal))
            await people.ask_until(lambda asked, swap=swap: asked > 0 and swap.done())  # type: ignore[misc]
            report.swaps.append(await swap)
    finally:
        workers.close()
    return report


async def _swap(build: Callable[[], None], renewal: Renewal) -> Span:
    began = time.perf_counter()
    await asyncio.to_thread(build)
    await asyncio.to_thread(renewal.look)
    return began, time.perf_counter()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.swaps", description=__doc__.splitlines()[0])
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--swaps", type=int, default=20)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between an answer and a question")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footnote-swaps-") as folder:
        settings = Settings(data_dir=Path(folder) / "data", corpus=Path(folder) / "corpus")
        report = asyncio.run(swap_under(options.askers, options.swaps, settings, pause=options.pause))
    sys.stdout.write("\n".join(report.lines()) + "\n")
    complete = len(report.versions) == options.swaps + 1
    return 0 if complete and report.outcomes.total() == report.outcomes["answered"] else 1


if __name__ == "__main__":
    sys.exit(main())
