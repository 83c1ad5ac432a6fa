"""Several people, or fingers, at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from unittest.mock import patch

import simcord

T = TypeVar("T")


@contextmanager
def meeting(owner: type, method: str, times: int) -> Iterator[None]:
    """Within it nobody's call of `method` goes on before `times` of them have begun; at most ten seconds."""
    together, original = threading.Barrier(times, timeout=10), getattr(owner, method)

    def late(*arguments: Any) -> Any:
        together.wait()
        return original(*arguments)

    with patch.object(owner, method, late):
        yield


async def at_once(env: simcord.Env, *actions: Awaitable[T]) -> list[T]:
    """Do all of it before the bot has had time for any; the simulation otherwise waits after each."""

    async def go_on(**_: object) -> None:
        return None

    with patch.object(env, "_settle_internal", go_on):
        results = [await action for action in actions]
    await env.settle()
    return results
