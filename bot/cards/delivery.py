"""Sending cards with their pictures, or without where a picture is not to be had."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot.cards.answer import Cards
from bot.cards.pictures import Pictures, attachment, described

if TYPE_CHECKING:
    from discord import ui

    from bot.answers import ShownAnswer

log = logging.getLogger(__name__)

UNWELCOME: Final = frozenset({403, 413})  # files are not permitted here, or not of this size
Send = Callable[["ui.LayoutView", Sequence[discord.File]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Cards with a picture come with its file each time they are sent: an edit replaces what was attached."""

    cards: Cards
    pictures: Pictures

    async def deliver(self, shown: ShownAnswer, send: Send, page: int = 0) -> None:
        """Send the card of `shown` with `send`, at most twice: without the picture if it is refused."""
        plot = shown.plot
        png = await self.pictures.draw(plot) if plot else None
        if plot and png:
            card = self.cards.answer(shown, page, picture=described(plot))
            try:
                await send(card, [attachment(plot, png)])
            except discord.HTTPException as error:
                if error.status not in UNWELCOME:
                    raise
                log.warning("a picture may not be attached there: %s", error)
            else:
                return
        await send(self.cards.answer(shown, page), [])
