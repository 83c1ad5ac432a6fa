"""Whole servers for half an hour: `python -m tests.soak.servers [--minutes 30] [--processes 1] [--kills 0]`.

Fifty servers of twenty people each, who ask a question a minute, by mention or by /ask, of a bot that is one
process, or several that share a PostgreSQL database, against a Discord on a loopback port. Of several
processes one is killed at random instants, a hundred times unless something else is said. Each question has
to be answered once, with its own answer, or its asker be told why not. It ends with a table, and with exit
code 1 where one was lost, answered twice or with another's answer, or where the memory of a process grew.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Final, TextIO

from qa.engine import Engine
from qa.settings import Settings
from tests.bench.bench import quantile
from tests.loopback.discord_server import Loopback
from tests.loopback.people import People, Seat
from tests.qa.store import postgres
from tests.soak.crowd import TURNS, Crowd, Drawn, Outcome
from tests.soak.hosting import Host, hosted
from tests.soak.servers_report import MINUTE, Asked, Findings, table

SHARDS: Final = 2  # of each process, where there are several
PATIENCE: Final = 180.0  # seconds until a question that nobody answers counts as lost: it may wait for sixty
IN_TIME: Final = 4.0  # seconds after which Discord takes no first response to a command
EVERY: Final = 10.0  # seconds between two lines of progress, and two weighings
FLAT: Final = 20 * MINUTE  # at the end, in which memory may not grow
GROWTH: Final = 30.0  # MB an hour
FAULTS: Final[tuple[Outcome, ...]] = ("lost", "doubled", "mixed")


class Soak:
    """A crowd, a Discord and a bot, for a while."""

    def __init__(self, options: argparse.Namespace, crowd: Crowd, out: TextIO) -> None:
        self._options, self._crowd, self._out = options, crowd, out
        self._random = Random(options.seed)  # noqa: S311 - no secret
        self._host = Host(self._random)
        self._open: dict[int, Asked] = {}
        self._closed: dict[int, Outcome] = {}
        self._before: dict[Seat, tuple[Drawn, ...]] = {}
        self.found = Findings()

    async def run(self, variables: dict[str, str], log: Path) -> bool:
        """Soak; whether nothing was wrong."""
        options = self._options
        shards = SHARDS * options.processes if options.processes > 1 else 1
        async with Loopback(shards=shards) as discord:
            self._discord, self._people = discord, People(discord)
            seats = [
                seat
                for number in range(options.servers)
                for seat in self._people.server(f"server {number}", options.people, (number % shards, shards))
            ]
            variables |= discord.environment | {"FOOTNOTE_SHARDS": str(shards)}
            async with hosted(self._host, variables, options.processes, log):
                await self._ready(shards)
                await self._asking(seats)
                await self._drain()
                self._host.weigh()
                return self._report(shards)

    async def _ready(self, shards: int) -> None:
        """Wait until every shard is there, and the commands are."""
        async with asyncio.timeout(600):
            while not self._came(shards):  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.2)
        await asyncio.sleep(5)
        self._say(f"ready: {shards} shards")

    def _came(self, shards: int) -> bool:
        return len(self._discord.gateway.connected) >= shards and bool(self._discord.backend.commands)

    def _waiting(self) -> int:
        """How many have seen nothing yet, and may still."""
        long_ago = asyncio.get_running_loop().time() - IN_TIME
        return sum(
            not self._people.told[key].cards
            and not self._people.private(key)
            and not (asked.command and asked.at < long_ago and not self._people.acknowledged(key))
            for key, asked in self._open.items()
        )

    async def _asking(self, seats: list[Seat]) -> None:
        """Let everybody ask once a minute, each at an instant of their own; kill and weigh meanwhile."""
        loop, options = asyncio.get_running_loop(), self._options
        began, end = loop.time(), loop.time() + options.minutes * MINUTE
        self._random.shuffle(seats)
        span = options.minutes * MINUTE
        kills = sorted(began + self._random.uniform(0.02, 0.98) * span for _ in range(options.kills))
        told, number = began, 0
        while (now := loop.time()) < end:
            due = began + number * MINUTE / len(seats)
            while now < due:
                await asyncio.sleep(min(0.05, due - now))
                now = loop.time()
            self._ask(seats[number % len(seats)])
            number += 1
            if kills and kills[0] <= now:
                kills.pop(0)
                self._host.kill()
            if now - told >= EVERY:
                told = now
                self._settle(now)
                self._host.weigh()
                self._say(self._progress(now - began))

    def _ask(self, seat: Seat) -> None:
        question, now = self._crowd.draw(), asyncio.get_running_loop().time()
        command = self._random.random() < self._options.commands
        if command:
            asked = self._people.command(seat, "ask", question=question.text)
        else:
            asked = self._people.ask(seat, question.text)
        steady = not self._host.kills or now - self._host.kills[-1] > self._options.calm
        before = self._before.get(seat, ())
        self._open[asked] = Asked(question, now, command, steady, before)
        self._before[seat] = (*before[1 - TURNS :], question)

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while loop.time() < end and self._waiting():  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(1)
        await asyncio.sleep(2)
        self._settle(math.inf)
        for asked, card in self.found.strange:
            self._look_again(asked, card)
        for key in self._people.strays:
            late = self._closed.get(key)
            if late in {"answered", "lost"}:
                self.found.outcomes["doubled" if late == "answered" else "answered"] += 1
                self.found.outcomes[late] -= 1
                self.found.faulty.append(f"{late}, and answered {PATIENCE:.0f} s and more later")

    def _look_again(self, asked: Asked, card: str) -> None:
        """Take an answer for mixed up unless it is one that what was asked before explains."""
        if self._crowd.refers(asked.question, card, asked.before):
            self.found.outcomes["answered"] += 1
        else:
            self.found.outcomes["mixed"] += 1
            self.found.faulty.append(f"mixed: {asked.question.text!r}: {card}")

    def _settle(self, now: float) -> None:
        """Judge the questions that were asked long ago."""
        for key in [key for key, asked in self._open.items() if asked.at < now - PATIENCE]:
            self._judge(key, self._open.pop(key))

    def _judge(self, key: int, asked: Asked) -> None:
        told = self._people.told[key]
        private = self._people.private(key)
        outcome = self._crowd.judge(asked.question, [*told.cards.values(), *private])
        if outcome == "lost" and asked.command and not self._people.acknowledged(key):
            outcome = "did not respond"
        self._people.forget(key)
        self._closed[key] = outcome
        if outcome == "mixed":
            self._crowd.avoid(asked.question)
            self.found.strange.append((asked, next(iter([*told.cards.values(), *private]))))
            return
        if outcome in FAULTS:
            kind = "command" if asked.command else "mention"
            self.found.faulty.append(f"{outcome} ({kind}): {asked.question.text!r}: {[*told.cards.values()]}")
        if outcome == "answered" and told.seen is not None:
            self.found.waits[asked.question.kind].append(told.seen)
            if asked.steady and asked.question.kind == "figure":
                self.found.undisturbed.append(told.seen)
        self.found.outcomes[outcome] += 1

    def _progress(self, seconds: float) -> str:
        lately = [told.seen for told in self._people.told.values() if told.seen is not None]
        waits = f"p50 {quantile(lately, 0.5):.2f} s, p95 {quantile(lately, 0.95):.2f} s" if lately else "none"
        counted = ", ".join(f"{name} {count}" for name, count in self.found.outcomes.items())
        weights = [points[-1][1] for points in self._host.weights.of.values()]
        memory = f"{max(weights):.0f} MB" if weights else "?"
        kills = len(self._host.kills)
        return (
            f"{seconds / MINUTE:5.1f} min: {counted or '…'}; waiting {self._waiting()}; lately {waits}; "
            f"kills {kills}; memory {memory}"
        )

    def _say(self, line: str) -> None:
        self._out.write(f"{time.strftime('%H:%M:%S')} {line}\n")
        self._out.flush()

    def _report(self, shards: int) -> bool:
        options = self._options
        slopes = self._host.weights.slopes(FLAT, FLAT / 2)
        grown = any(slope > GROWTH for slope in slopes.values())
        for line in table(self.found, options, self._host, self._discord, shards, slopes):
            self._out.write(line + "\n")
        self._out.flush()
        conduct, unknown = self._discord.rest.conduct, self._discord.rest.unknown
        wrong = sum(self.found.outcomes[one] for one in FAULTS)
        return not (wrong or grown or conduct.faults or unknown)


def main() -> int:
    options = _parser().parse_args()
    if options.kills is None:
        options.kills = 100 if options.processes > 1 else 0
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="footnote-servers-")))
        out = held.enter_context(options.out.open("w")) if options.out else sys.stdout
        log = options.log or folder / "log"
        variables = {"QA_DATA_DIR": str(folder / "data"), "FOOTNOTE_DATA_DIR": str(folder / "data")}
        crowd = _crowd(folder / "data", options)
        if options.processes > 1:
            binaries = postgres.programs()
            if binaries is None:
                sys.stderr.write(postgres.MISSING + "\n")
                return 2
            socket = held.enter_context(postgres.server(binaries))
            postgres.command(socket, "CREATE DATABASE soak")
            variables["FOOTNOTE_DATABASE"] = postgres.address(socket, "soak")
        right = asyncio.run(Soak(options, crowd, out).run(variables, log))
        return 0 if right else 1


def _crowd(data: Path, options: argparse.Namespace) -> Crowd:
    """Who asks, and in `data` an index for the bots: a copy of the one there is, where it is of use."""
    if (built := Settings().data_dir / "index").is_dir():
        shutil.copytree(built, data / "index")
    engine = Engine.open(Settings(data_dir=data))
    engine.warm()
    return Crowd(engine, options.seed, options.figures, options.passages)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.servers", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--kills", type=int, help="0, or 100 with several processes")
    parser.add_argument("--servers", type=int, default=50)
    parser.add_argument("--people", type=int, default=20, help="of each server")
    parser.add_argument("--commands", type=float, default=0.3, help="the share that is asked by /ask")
    parser.add_argument("--figures", type=int, default=200, help="questions for one that are drawn from")
    parser.add_argument("--passages", type=int, default=40, help="those for a passage")
    parser.add_argument("--calm", type=float, default=15, help="seconds after a kill that count as disturbed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="where progress and the table are written")
    parser.add_argument("--log", type=Path, help="where the bots write their log")
    return parser


if __name__ == "__main__":
    sys.exit(main())
