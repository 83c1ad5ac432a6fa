"""Several people, or fingers, at the same moment."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar
from unittest.mock import patch

import simcord

T = TypeVar("T")


async def at_once(env: simcord.Env, *actions: Awaitable[T]) -> list[T]:
    """Do all of it before the bot has had time for any; the simulation otherwise waits after each."""

    async def go_on(**_: object) -> None:
        return None

    with patch.object(env, "_settle_internal", go_on):
        results = [await action for action in actions]
    await env.settle()
    return results
