"""Sending cards with their pictures, or without where a picture is not to be had."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import discord
from discord import ui

from bot.answers import ShownAnswer
from bot.cards.answer import Cards
from bot.cards.pictures import Pictures, attachment, described

log = logging.getLogger(__name__)

NO_HISTORY_PERMISSION: Final = 160002  # "Cannot reply without permission to read message history"
FILES_REFUSED: Final = frozenset({403, 413})  # files are not permitted here, or not of this size
Send: TypeAlias = Callable[[ui.LayoutView, Sequence[discord.File]], Awaitable[object]]
"""Sends a card with its files."""


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
                if error.status not in FILES_REFUSED:
                    raise
                log.warning("a picture may not be attached there: %s", error)
            else:
                return
        await send(self.cards.answer(shown, page), [])


def by_reply(message: discord.Message) -> Send:
    """Sends a reply to `message`, without pinging; plainly where the bot may not read the history."""

    async def send(card: ui.LayoutView, files: Sequence[discord.File]) -> None:
        try:
            reference = message.to_reference(fail_if_not_exists=False)
            await message.channel.send(view=card, files=files, reference=reference, mention_author=False)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY_PERMISSION:
                raise
            for file in files:
                file.reset()
            await message.channel.send(view=card, files=files)

    return send


def by_edit(interaction: discord.Interaction) -> Send:
    """Edits the response to `interaction`: its card, and whatever was attached to it."""
    return lambda card, files: interaction.edit_original_response(view=card, attachments=files)


def by_turning(interaction: discord.Interaction) -> Send:
    """Edits the pressed card in answer to the press."""
    return lambda card, files: interaction.response.edit_message(view=card, attachments=files)


def in_private(interaction: discord.Interaction) -> Send:
    """Answers a press with a card that only whoever pressed sees."""
    return lambda card, files: interaction.response.send_message(view=card, files=files, ephemeral=True)


def by_follow_up(interaction: discord.Interaction) -> Send:
    """Posts a further message in answer to `interaction`, for everybody."""
    return lambda card, files: interaction.followup.send(view=card, files=files)
