"""Sending a card once, whatever becomes of the connection meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeAlias, TypeVar

import aiohttp
import discord

from bot.cards.buttons import deleted_by

log = logging.getLogger(__name__)
T = TypeVar("T")

ECHO: Final = 2.0  # seconds in which Discord tells the bot of a message that it has just stored
LOOKS: Final = 10
ACKNOWLEDGED: Final = 40060  # "Interaction has already been acknowledged"
DROPPED: Final = (aiohttp.ClientError, OSError, TimeoutError)
FAILURES: Final = (discord.HTTPException, *DROPPED)
"""What a call to Discord may end in."""

Call: TypeAlias = Callable[[], Awaitable[discord.Message]]


class Outbox:
    """Sends cards, and asks or hears from Discord what it stored before anything is sent again.

    A card is known by the key in the ids of its buttons. discord.py itself repeats what Discord answers with
    500 or 429, with a nonce by which Discord recognises a repetition; here is what comes after that.
    """

    def __init__(self, seconds: float = ECHO) -> None:
        """Wait `seconds` to hear from the gateway that a message was stored."""
        self._seconds = seconds
        self._awaited: dict[str, asyncio.Future[int]] = {}

    async def post(self, key: str, post: Call) -> int:
        """Post the card with `key`, once more where the connection dropped before it was stored; its id.

        Raises what Discord refuses it with; after an error that is `unclear` nobody can tell.
        """
        with self._listening(key) as heard:

            async def look() -> int | None:
                for _ in range(LOOKS):
                    if heard.done():
                        return heard.result()
                    await asyncio.sleep(self._seconds / LOOKS)
                return None

            return await _sent(post, look)

    async def edit(self, key: str, edit: Call, look: Call) -> int:
        """Turn a message into the card with `key`; its id. `look` gets the message as it is.

        Raises as `post` does.
        """

        async def looked() -> int | None:
            with suppress(*FAILURES):
                message = await look()
                return message.id if key_of(message) == key else None
            return None

        return await _sent(edit, looked)

    async def edit_again(self, edit: Call) -> int:
        """Turn a card into another with its key; its id. Raises as `post` does.

        Where the connection dropped it is done once more, which does no harm: by the key nobody could tell
        whether it arrived.
        """
        try:
            return (await edit()).id
        except DROPPED as error:
            log.warning("an edit may not have arrived: %s", type(error).__name__)
        return (await edit()).id

    def stored(self, message: discord.Message) -> None:
        """Take note of a message of the bot's own that Discord tells of."""
        heard = self._awaited.get(key_of(message) or "")
        if heard is not None and not heard.done():
            heard.set_result(message.id)

    @contextmanager
    def _listening(self, key: str) -> Iterator[asyncio.Future[int]]:
        self._awaited[key] = asyncio.get_running_loop().create_future()
        try:
            yield self._awaited[key]
        finally:
            del self._awaited[key]


async def acknowledge(call: Callable[[], Awaitable[T]]) -> T | None:
    """Respond to an interaction, once more where the connection dropped; None if that was needless."""
    try:
        return await call()
    except DROPPED as error:
        log.warning("a response may not have arrived: %s", type(error).__name__)
    try:
        return await call()
    except discord.InteractionResponded:
        return None
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
        return None


def key_of(message: discord.Message) -> str | None:
    """The key of the answer whose card `message` shows; None if it shows none."""
    return next(filter(None, map(deleted_by, _custom_ids(message.components))), None)


def unclear(error: Exception) -> bool:
    """Whether Discord may have stored a message although sending it failed with `error`."""
    return isinstance(error, DROPPED) or _is_discords(error)


async def _sent(send: Call, look: Callable[[], Awaitable[int | None]]) -> int:
    try:
        return (await send()).id
    except FAILURES as error:
        stored = await _stored(look, error)
        if stored is not None:
            return stored
        if _is_discords(error):  # discord.py has tried five times
            raise
    try:
        return (await send()).id
    except FAILURES as error:
        stored = await _stored(look, error)
        if stored is None:
            raise
        return stored


async def _stored(look: Callable[[], Awaitable[int | None]], error: Exception) -> int | None:
    """The id of the message that was stored in spite of `error`, if it was; raises a refusal."""
    if not unclear(error):
        raise error
    log.warning("a message may not have arrived: %s: %s", type(error).__name__, error)
    return await look()


def _is_discords(error: Exception) -> bool:
    return isinstance(error, discord.HTTPException) and error.status >= 500


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        yield from _custom_ids(getattr(component, "children", ()))
        if name := getattr(component, "custom_id", None):
            yield name
