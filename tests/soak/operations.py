"""What is killed: an operation on a folder, and how to tell in a fresh process what the kill has done."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tests.soak.points import Points

Kind = Literal["lost", "doubled", "damaged", "litter"]
KINDS: Final[tuple[Kind, ...]] = ("lost", "doubled", "damaged", "litter")
LOG: Final = "acknowledged"


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder, the points at which whoever works there may be killed, and what was acknowledged."""

    folder: Path
    points: Points

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def acknowledge(self, what: str) -> None:
        """Tell the world that `what` is done: from now on it must never be lost."""
        self.points.reach()
        with self.points.passed_over(), (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(f"{what}\n")
            log.flush()
            os.fsync(log.fileno())

    def acknowledged(self) -> Sequence[str]:
        log = self.folder / LOG
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else ()


@dataclass(frozen=True, slots=True)
class Operation:
    """All three are run in processes of their own; `check` may go on where the killed one stopped."""

    name: str
    prepare: Callable[[Workplace], None]
    run: Callable[[Workplace], None]
    check: Callable[[Workplace], list[Fault]]
