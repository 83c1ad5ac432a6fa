"""What a soak of whole servers has found, and the table that tells it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final, get_args

from tests.bench.bench import quantile
from tests.loopback.discord_server import Loopback
from tests.soak.crowd import MIX, Drawn, Kind, Outcome
from tests.soak.hosting import Host

MINUTE: Final = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Asked:
    question: Drawn
    at: float
    """In seconds of the loop's clock."""
    command: bool
    steady: bool
    """Whether nothing had been killed for as long as a process takes to come back."""
    before: tuple[Drawn, ...]
    """What the same person asked before, in the same channel."""


@dataclass
class Findings:
    """What became of all questions; waits in seconds, from the event sent to the card seen."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    waits: dict[Kind, list[float]] = field(default_factory=lambda: {"figure": [], "passage": []})
    undisturbed: list[float] = field(default_factory=list)
    """Those of figures that were asked while nothing was killed."""
    faulty: list[str] = field(default_factory=list)
    strange: list[tuple[Asked, str]] = field(default_factory=list)
    """Answers that are not as when nobody asked anything before."""


def table(
    found: Findings,
    options: argparse.Namespace,
    host: Host,
    discord: Loopback,
    shards: int,
    slopes: dict[int, float],
) -> Iterator[str]:
    """The lines of the table; `slopes` are MB an hour of each process at the end."""
    rest = discord.rest
    total = found.outcomes.total()
    rate = total / options.minutes / MINUTE
    yield ""
    yield f"| {options.servers} servers × {options.people} people, {options.minutes:g} minutes | |"
    yield "| --- | --- |"
    yield f"| processes, shards, kills | {options.processes}, {shards}, {len(host.kills)} |"
    yield f"| questions | {total}, {rate:.1f} a second: {MIX}; {options.commands:.0%} by /ask |"
    for outcome in get_args(Outcome):
        yield f"| {outcome} | {found.outcomes[outcome]} |"
    every = [wait for waits in found.waits.values() for wait in waits]
    for name, waits in (("figures", found.waits["figure"]), ("all answers", every)):
        yield f"| {name}: p50, p95, longest | {_quantiles(waits)} |"
    if host.kills:
        told = f"figures asked {options.calm:g} s or more after a kill: p50, p95, longest"
        yield f"| {told} | {_quantiles(found.undisturbed)} |"
    for process, points in list(host.weights.of.items()):
        if process in slopes or len(host.weights.of) <= options.processes:
            mean = fmean(weight for _, weight in points)
            slope = f", {slopes[process]:+.1f} MB an hour at the end" if process in slopes else ""
            most = max(weight for _, weight in points)
            yield f"| memory of a process: mean, most | {mean:.0f} MB, {most:.0f} MB{slope} |"
    most = max((weight for points in host.weights.of.values() for _, weight in points), default=0)
    yield f"| most memory of any process | {most:.0f} MB |"
    gateway = discord.gateway
    yield f"| identified, resumed | {gateway.identified}, {gateway.resumed} |"
    yield f"| requests turned away by rate limits | {rest.rates.limited} |"
    yield f"| misconduct | {dict(rest.conduct.faults) or 'none'} |"
    yield f"| calls that the loopback does not know | {rest.unknown[:3] or 'none'} |"
    yield from found.faulty[:20]


def _quantiles(waits: list[float]) -> str:
    if not waits:
        return "none"
    return f"{quantile(waits, 0.5):.2f} s, {quantile(waits, 0.95):.2f} s, {max(waits):.2f} s"
