"""Which figures of an attribute are wanted: the scopes that narrow them, a bound, and the order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

Direction = Literal["high", "low"]
Bound = Literal["above", "at_least", "below", "at_most", "between", "equal"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound on a value: above 80 is ("above", 80.0); `upper` is the second number of "between"."""

    kind: Bound
    value: float
    upper: float = 0.0

    def admits(self, value: float) -> bool:
        match self.kind:
            case "above":
                return value > self.value
            case "at_least":
                return value >= self.value
            case "below":
                return value < self.value
            case "at_most":
                return value <= self.value
            case "equal":
                return value == self.value
            case "between":
                return self.value <= value <= self.upper


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the figures of an attribute, in order: "the three worst of China above 70".

    `scopes` are the makers, product lines, countries and groups that narrow it, `excluded` what it leaves
    out, `wholes` what it leaves out itself, but not the parts of it; `open_weights` keeps only what is
    declared open, or closed. Of what `threshold` admits the first `limit` places are wanted from the
    `direction` end, or, with `single`, the first place alone.
    """

    scopes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    open_weights: bool | None = None
    threshold: Threshold | None = None
    direction: Direction = "high"
    limit: int | None = None
    single: bool = False

    @property
    def narrows(self) -> bool:
        """Whether some subjects are left out, whatever their figures."""
        return bool(self.scopes or self.excluded) or self.open_weights is not None

    @property
    def first_alone(self) -> bool:
        """Whether the first place is wanted and no number of them is named."""
        return self.single and self.limit is None

    @property
    def ordering(self) -> Selection:
        """The same without what only cuts a finished order: selections that are ranked alike are equal."""
        return replace(self, threshold=None, limit=None, single=False)


ALL: Final = Selection()  # the highest first
