"""How far a share might be from the truth, by the questions that happened to be asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

NORMAL: Final = 1.96  # standard deviations that hold 95 % of a normal distribution


class Interval(NamedTuple):
    low: float
    high: float


def interval(flags: Sequence[bool]) -> Interval | None:
    """Wilson's 95 % interval of the share of true `flags`; None without any.

    A bootstrap gives the same between the ends, but calls it certain when all flags are alike.
    """
    if not flags:
        return None
    count, held = len(flags), sum(flags) / len(flags)
    grain = NORMAL**2 / count
    middle = (held + grain / 2) / (1 + grain)
    reach = math.sqrt(held * (1 - held) * grain + grain**2 / 4) / (1 + grain)
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))


def share(flags: Sequence[bool]) -> float | None:
    """The share of true `flags`; None without any."""
    return sum(flags) / len(flags) if flags else None
