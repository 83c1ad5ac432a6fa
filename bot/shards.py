"""Shards: which part of the servers a process has, as Discord divides them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

PART: Final = re.compile(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*")
MOST: Final = 100_000  # shards; the largest bots have some ten thousand
FORM: Final = "the shards of a process are none; write 0-3, or 0,2,5-7"


@dataclass(frozen=True, slots=True)
class ShardRange:
    """The shards of a process, `ids` of `count`; without both, all that Discord recommends."""

    ids: tuple[int, ...] | None = None
    count: int | None = None

    @property
    def share(self) -> float:
        """Which part of the bot's servers these are."""
        return len(self.ids) / self.count if self.ids and self.count else 1.0

    def owns(self, server: int | None) -> bool:
        """Whether what happens in a server reaches this process; None stands for direct messages."""
        if self.ids is None or self.count is None:
            return True
        return (0 if server is None else (server >> 22) % self.count) in self.ids


def read_shards(text: str) -> tuple[int, ...]:
    """The numbers in "0-3,7", in order and each once. Raises ValueError."""
    found: set[int] = set()
    for part in text.split(","):
        read = PART.fullmatch(part)
        first, last = (int(read[1]), int(read[2] or read[1])) if read else (0, -1)
        if last < first or last >= MOST:
            raise ValueError(FORM)
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def write_shards(ids: Sequence[int]) -> str:
    """The numbers as `read_shards` reads them: "0-3,7"."""
    runs: list[list[int]] = []
    for one in sorted(ids):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def divide(ids: Sequence[int], processes: int) -> list[tuple[int, ...]]:
    """The shards of each of so many processes: neighbours, as many as the others have, or one more."""
    each, more = divmod(len(ids), processes)
    ends = [number * each + min(number, more) for number in range(processes + 1)]
    return [tuple(ids[first:last]) for first, last in pairwise(ends)]
