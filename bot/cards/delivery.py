"""Sending cards with their pictures, or without where a picture is not to be had."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import discord
from discord import ui

from bot.cards.answer import Cards
from bot.cards.outbox import Outbox, acknowledge
from bot.cards.pictures import Pictures, attachment, described
from bot.cards.share_menu import ShareMenu
from qa.store.shown_answer import ShownAnswer

if TYPE_CHECKING:
    from discord.abc import MessageableChannel

log = logging.getLogger(__name__)

NO_HISTORY_PERMISSION: Final = 160002  # "Cannot reply without permission to read message history"
FILES_REFUSED: Final = frozenset({403, 413})  # files are not permitted here, or not of this size
Send: TypeAlias = Callable[[Outbox, str, ui.LayoutView, Sequence[discord.File]], Awaitable[int | None]]
"""Sends the card with that key and its files through the outbox; the message's id, where it is known."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Cards with a picture come with its file each time they are sent: an edit replaces what was attached.

    They are drawn in a thread: 200 lines take 70 ms.
    """

    cards: Cards
    pictures: Pictures
    outbox: Outbox

    async def deliver(
        self,
        shown: ShownAnswer,
        send: Send,
        page: int = 0,
        menu: ShareMenu | None = None,
        *,
        stops: bool = False,
    ) -> int | None:
        """Send the card of `shown` with `send`, and without its picture if that is refused.

        `stops` says that its asker can stop the wording.

        The id of the message that shows it, where Discord tells.
        """
        plot = shown.plot
        png = await self.pictures.draw(plot) if plot else None
        draw = partial(self.cards.answer, shown, page, menu=menu, stops=stops)
        if plot and png:
            card = await asyncio.to_thread(draw, picture=described(plot))
            try:
                return await send(self.outbox, shown.key, card, [attachment(plot, png)])
            except discord.HTTPException as error:
                if error.status not in FILES_REFUSED:
                    raise
                log.warning("a picture may not be attached there: %s", error)
        return await send(self.outbox, shown.key, await asyncio.to_thread(draw), [])


def by_reply(message: discord.Message) -> Send:
    """Replies to `message`, without pinging; plainly where the bot may not read the history."""

    async def send(outbox: Outbox, key: str, card: ui.LayoutView, files: Sequence[discord.File]) -> int:
        reference = message.to_reference(fail_if_not_exists=False)
        try:
            return await outbox.post(key, partial(_send, message.channel, key, card, files, reference))
        except discord.HTTPException as error:
            if error.code != NO_HISTORY_PERMISSION:
                raise
            return await outbox.post(key, partial(_send, message.channel, key, card, files))

    return send


def by_posting(channel: discord.abc.Messageable) -> Send:
    """Posts to `channel`."""
    return lambda outbox, key, card, files: outbox.post(key, partial(_send, channel, key, card, files))


def by_edit(interaction: discord.Interaction) -> Send:
    """Edits the response to `interaction`: its card, and whatever was attached to it."""

    async def send(outbox: Outbox, key: str, card: ui.LayoutView, files: Sequence[discord.File]) -> int:
        async def edit() -> discord.Message:
            return await interaction.edit_original_response(view=card, attachments=_anew(files))

        return await outbox.edit(key, edit, interaction.original_response)

    return send


def by_editing(channel: MessageableChannel, message: int) -> Send:
    """Edits a card of the bot's own in `channel`, whose key stays."""

    async def send(outbox: Outbox, _: str, card: ui.LayoutView, files: Sequence[discord.File]) -> int:
        async def edit() -> discord.Message:
            return await discord.PartialMessage(channel=channel, id=message).edit(
                view=card, attachments=_anew(files)
            )

        return await outbox.edit_again(edit)

    return send


def by_original(webhook: discord.Webhook, original: discord.WebhookMessage, *, again: bool = False) -> Send:
    """Edits the response to an interaction of which only its token is left; `again` where its key stays."""

    async def send(outbox: Outbox, key: str, card: ui.LayoutView, files: Sequence[discord.File]) -> int:
        async def edit() -> discord.Message:
            return await original.edit(view=card, attachments=_anew(files))

        if again:
            return await outbox.edit_again(edit)
        return await outbox.edit(key, edit, lambda: webhook.fetch_message(original.id))

    return send


def by_redrawing(interaction: discord.Interaction) -> Send:
    """Edits the response to `interaction`, whose key stays."""

    async def send(outbox: Outbox, _: str, card: ui.LayoutView, files: Sequence[discord.File]) -> int:
        async def edit() -> discord.Message:
            return await interaction.edit_original_response(view=card, attachments=_anew(files))

        return await outbox.edit_again(edit)

    return send


def by_turning(interaction: discord.Interaction) -> Send:
    """Edits the pressed card in answer to the press."""

    async def send(_: Outbox, __: str, card: ui.LayoutView, files: Sequence[discord.File]) -> None:
        await acknowledge(lambda: interaction.response.edit_message(view=card, attachments=_anew(files)))

    return send


def in_private(interaction: discord.Interaction) -> Send:
    """Answers a press with a card that only whoever pressed sees."""

    async def send(_: Outbox, __: str, card: ui.LayoutView, files: Sequence[discord.File]) -> None:
        send_message = interaction.response.send_message
        await acknowledge(lambda: send_message(view=card, files=_anew(files), ephemeral=True))

    return send


def by_follow_up(interaction: discord.Interaction) -> Send:
    """Posts a further message in answer to `interaction`, for everybody."""

    async def send(outbox: Outbox, key: str, card: ui.LayoutView, files: Sequence[discord.File]) -> int:
        async def post() -> discord.Message:
            return await interaction.followup.send(view=card, files=_anew(files), wait=True)

        return await outbox.post(key, post)

    return send


async def _send(
    channel: discord.abc.Messageable,
    key: str,
    card: ui.LayoutView,
    files: Sequence[discord.File],
    reference: discord.MessageReference | None = None,
) -> discord.Message:
    """Post a card; of several tries with one key, which is also the nonce, Discord stores one."""
    arguments: dict[str, Any] = {"reference": reference, "mention_author": False} if reference else {}
    return await channel.send(view=card, files=_anew(files), nonce=key, **arguments)


def _anew(files: Sequence[discord.File]) -> Sequence[discord.File]:
    """Files to be read from their beginning: they may have been sent in vain."""
    for file in files:
        file.reset()
    return files
