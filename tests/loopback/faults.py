"""Faults of a Discord: calls that it refuses, loses before or after doing them, or answers too late."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any, Literal, TypeAlias

How: TypeAlias = Literal["answer", "cut before", "cut after", "late"]


@dataclass(slots=True)
class Fault:
    """What becomes of the next `times` calls to `path`, a pattern of fnmatch's; of all of them with None.

    `answer` sends `status` and `body` and does nothing; `cut before` closes the connection, `cut after` does
    the same once the call has been done; `late` does it after `seconds`.
    """

    method: str
    path: str
    how: How
    status: int = 500
    body: Any = None
    seconds: float = 0.0
    times: int | None = 1

    def meets(self, method: str, path: str) -> bool:
        return self.method in {"*", method} and fnmatch(path, self.path)


@dataclass(slots=True)
class Faults:
    waiting: list[Fault] = field(default_factory=list)
    met: int = 0

    def take(self, method: str, path: str) -> Fault | None:
        fault = next((one for one in self.waiting if one.meets(method, path)), None)
        if fault is None:
            return None
        self.met += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self.waiting.remove(fault)
        return fault
