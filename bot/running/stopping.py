"""The bot's life: it takes questions until it is told to stop, and then ends what it has in hand."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from bot.client import FootnoteClient

log = logging.getLogger(__name__)

TELLING: Final = 5.0  # seconds for telling those whose questions were given up
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


async def run_until_stopped(
    bot: FootnoteClient, connecting: Coroutine[Any, Any, None], seconds: float
) -> None:
    """Await `connecting`, the bot at Discord, until it ends or a signal stops it; raises what it raises.

    Then no question is taken any more: whoever asks is told so. What was taken is answered for `seconds`, but
    not worded any more, and whoever still waits then is told to ask again. A second signal ends it at once.
    """
    loop, stop, again = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    running = loop.create_task(connecting)

    def stopped() -> None:
        again.set() if stop.is_set() else stop.set()

    with suppress(NotImplementedError):  # Windows has no such signals
        for one in SIGNALS:
            loop.add_signal_handler(one, stopped)
    await _first_of(running, loop.create_task(stop.wait()))
    if stop.is_set():
        ending = loop.create_task(_end(bot, seconds))
        await _first_of(ending, loop.create_task(again.wait()))
        if ending.done():
            ending.result()
        else:
            ending.cancel()
            running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _first_of(task: asyncio.Task[None], signalled: asyncio.Task[Any]) -> None:
    await asyncio.wait({task, signalled}, return_when=asyncio.FIRST_COMPLETED)
    signalled.cancel()


async def _end(bot: FootnoteClient, seconds: float) -> None:
    """End what is in hand, and then the bot."""
    workers, requests = bot.handlers.workers, bot.handlers.failures.requests
    log.info("stopping: %d requests are in hand, for which there are %g s", len(requests), seconds)
    workers.refuse()
    bot.handlers.rewording.stop_all()
    if not await requests.ended(seconds):
        log.warning("%d requests are given up: who asked is told", len(requests))
        workers.give_up()
        await requests.ended(TELLING)
    await bot.close()
