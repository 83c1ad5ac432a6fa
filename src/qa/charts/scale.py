"""From values to places on a line, and where its marks are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from babel.core import Locale
from babel.numbers import format_compact_decimal, format_decimal

TICKS: Final = 4
NICE: Final = (1, 2, 2.5, 5, 10)
COMPACT_FROM: Final = 10_000
COMPACT_TO: Final = 1e15  # beyond, no language has short words


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from `low` to `high` between `left` and `right` on the page; it holds zero."""

    low: float
    high: float
    left: float
    right: float

    @classmethod
    def of(cls, values: Iterable[float], left: float, right: float) -> Scale:
        """The scale that just holds zero and the finite ones of `values`."""
        finite = [value for value in values if math.isfinite(value)]
        low, high = min([0.0, *finite]), max([0.0, *finite])
        apart = high / 2 > low / 2  # as `at` measures it: the smallest of floats has no half
        return cls(low, high if apart else low + 1, left, right)

    def at(self, value: float) -> float:
        """The place of `value`; of zero for one that is not finite."""
        sound = value if math.isfinite(value) else 0.0
        span = self.high / 2 - self.low / 2  # halves: the difference of two large floats would overflow
        share = (sound / 2 - self.low / 2) / span
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> tuple[float, ...]:
        """Round values on the scale, at most TICKS of them and zero."""
        rough = (self.high / TICKS) - (self.low / TICKS)
        power = 10.0 ** math.floor(math.log10(rough)) if rough > 1e-300 else 0.0
        step = next((nice * power for nice in NICE if nice * power >= rough * 0.999), 0.0)
        if not step or not math.isfinite(step):
            return (0.0,)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(place * step for place in range(first, last + 1))


def tick_label(value: float, language: str) -> str:
    """A mark's value in the language's own short form: 200B, 2000亿, 200 Md."""
    if abs(value) >= COMPACT_TO:
        return f"{value:.1e}"
    locale = Locale.parse(language, sep="-")
    if abs(value) >= COMPACT_FROM:
        return str(format_compact_decimal(value, format_type="short", locale=locale, fraction_digits=1))
    return str(format_decimal(value, format="#,##0.###", locale=locale))
