"""Kills operations at random moments and between any two of their steps, and looks at what is left.

    python -m tests.soak.kills --count 100 --seed 0 [--only share delete]

Half of the kills come at a random moment, the other half at the points that the operation passes, one after
another in random order. A trial is told on stderr by its number, and can be repeated with the same seed:
`--only OPERATION --first NUMBER --count 1`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from tests.forks import forks
from tests.soak.operations import KINDS, Fault, Operation, Workplace
from tests.soak.points import Points

STUCK: Final = 600.0  # seconds after which a process is given up
TRIES: Final = 3  # trials for a kill: an operation may end before its moment comes


@dataclass(frozen=True, slots=True)
class Course:
    """What an operation takes when nobody kills it: the points it passes, and seconds."""

    points: int
    seconds: float


@dataclass
class Outcome:
    """What became of an operation: how often it was killed, and the faults by the number of their trial."""

    operation: str
    kills: int = 0
    faults: list[tuple[int, Fault]] = field(default_factory=list)

    def row(self) -> str:
        found = Counter(fault.kind for _, fault in self.faults)
        return f"{self.operation:10}{self.kills:8}" + "".join(f"{found[kind]:10}" for kind in KINDS)


class Harness:
    """Kills one operation again and again in copies of a folder; what happens follows from `seed`."""

    def __init__(self, operation: Operation, folder: Path, seed: int) -> None:
        self._operation, self._folder, self._seed = operation, folder, seed
        self._context = forks()

    def kill(self, count: int, first: int = 0) -> Outcome:
        """Kill the operation `count` times, beginning with the trial of number `first`."""
        outcome = Outcome(self._operation.name)
        template = self._folder / "template"
        template.mkdir(parents=True)
        self._call(_prepared, self._operation, template)
        course = self._undisturbed(template)
        sys.stderr.write(f"{outcome.operation}: {course.points} points, {course.seconds:.2f} s\n")
        for number in range(first, first + count * TRIES):
            if outcome.kills == count:
                break
            folder = Path(shutil.copytree(template, self._folder / str(number)))
            outcome.kills += self._killed(folder, number, course)
            faults = self._call(_checked, self._operation, folder)
            outcome.faults += [(number, fault) for fault in faults]
            _tell(self._operation.name, number, faults)
            shutil.rmtree(folder)
        return outcome

    def _undisturbed(self, template: Path) -> Course:
        folder = Path(shutil.copytree(template, self._folder / "undisturbed"))
        course: Course = self._call(_run, self._operation, folder, None)
        faults = self._call(_checked, self._operation, folder)
        if faults:
            raise RuntimeError(f"{self._operation.name} fails without being killed: {faults}")
        return course

    def _killed(self, folder: Path, number: int, course: Course) -> bool:
        """Whether a kill came before the operation had ended."""
        last, seconds = self._moment(number, course)
        process, ours = self._start(_run, self._operation, folder, last)
        ours.poll(STUCK)  # until it has begun
        try:
            ours.recv()
            ended = ours.poll(seconds) and isinstance(ours.recv(), Course)
        except EOFError:  # it was killed at its point
            ended = False
        process.kill()
        process.join(STUCK)
        return not ended

    def _moment(self, number: int, course: Course) -> tuple[int | None, float]:
        """The point at which trial `number` is killed, or after how many seconds."""
        name = f"{self._seed} {self._operation.name}"
        if number % 2:
            return None, random.Random(f"{name} {number}").uniform(0, course.seconds)  # noqa: S311 - no secret
        points = list(range(1, course.points + 1))
        random.Random(name).shuffle(points)  # noqa: S311 - all of them come, in any order
        return points[number // 2 % len(points)], STUCK

    def _call(self, work: Callable[..., None], *arguments: Any) -> Any:
        """What `work` sends last, in a process of its own."""
        process, ours = self._start(work, *arguments)
        told: list[Any] = []
        try:
            while ours.poll(STUCK):
                told.append(ours.recv())
        except EOFError:
            pass
        process.join(STUCK)
        if process.exitcode:
            raise RuntimeError(f"{self._operation.name}: {work.__name__} failed with {process.exitcode}")
        return told[-1] if told else None

    def _start(
        self, work: Callable[..., None], *arguments: Any
    ) -> tuple[multiprocessing.process.BaseProcess, Connection[Any, Any]]:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(theirs, *arguments))
        process.start()
        theirs.close()
        return process, ours


def _prepared(_: Connection[Any, Any], operation: Operation, folder: Path) -> None:
    operation.prepare(Workplace(folder, Points(folder)))


def _run(told: Connection[Any, Any], operation: Operation, folder: Path, last: int | None) -> None:
    """Run the operation, and be killed at point `last`."""
    points = Points(folder, last)
    told.send("begun")
    began = time.monotonic()
    points.watch()
    operation.run(Workplace(folder, points))
    told.send(Course(points.reached, time.monotonic() - began))


def _checked(told: Connection[Any, Any], operation: Operation, folder: Path) -> None:
    try:
        told.send(operation.check(Workplace(folder, Points(folder))))
    except Exception as error:
        told.send([Fault("damaged", f"{type(error).__name__}: {error}")])


def _tell(name: str, number: int, faults: Sequence[Fault]) -> None:
    said = "; ".join(f"{fault.kind}: {fault.what}" for fault in faults)
    sys.stderr.write(f"{name} {number} {said or 'sound'}\n")


def all_operations() -> dict[str, Operation]:
    from tests.soak import cards, intake, keeping, stores

    known = (*stores.operations(), *keeping.operations(), *intake.operations(), *cards.operations())
    return {one.name: one for one in known}


def main() -> None:
    known = all_operations()
    parser = argparse.ArgumentParser(description="Kills operations and looks at what is left.")
    parser.add_argument("--count", type=int, default=100, help="kills of each operation [100]")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first trial [0]")
    parser.add_argument("--only", nargs="+", choices=known, default=list(known))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [
            Harness(known[name], Path(folder) / name, given.seed).kill(given.count, given.first)
            for name in given.only
        ]
    sys.stdout.write(f"{'operation':10}{'kills':>8}" + "".join(f"{kind:>10}" for kind in KINDS) + "\n")
    sys.stdout.writelines(f"{outcome.row()}\n" for outcome in outcomes)
    sys.exit(any(outcome.faults for outcome in outcomes))


if __name__ == "__main__":
    main()
