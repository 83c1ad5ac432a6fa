"""What Discord is asked of what was written, and what was answered, while nobody listened."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import discord
from discord.webhook.async_ import async_context

from bot.cards.outbox import FAILURES
from bot.rules import Rules

log = logging.getLogger(__name__)

PAUSES: Final = (0.0, 3.0, 10.0)  # seconds before each try to ask Discord
GONE: Final = (discord.NotFound, discord.Forbidden)
Written: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.Thread


def answered_in(client: discord.Client, seen: Iterable[discord.Message]) -> set[int]:
    """The messages that the bot's own among those that are seen reply to."""
    own = [one.reference for one in seen if client.user is not None and one.author.id == client.user.id]
    return {one.message_id for one in own if one is not None and one.message_id is not None}


def written_places(guild: discord.Guild) -> Iterator[Written]:
    """Where people write in a server, as far as the bot may read there what was written before."""
    places: list[Written] = [*guild.text_channels, *guild.voice_channels, *guild.threads]
    for one in places:
        try:
            allowed = one.permissions_for(guild.me)
        except discord.ClientException:  # the channel of a thread is not to be seen
            continue
        if allowed.view_channel and allowed.read_message_history:
            yield one


async def first_response(webhook: discord.Webhook) -> discord.WebhookMessage | None:
    """The response to an interaction, asked for until Discord says what it is; None where there is none."""
    for pause in PAUSES:
        await asyncio.sleep(pause)
        try:
            return await _original(webhook)
        except GONE:
            return None
        except FAILURES as error:
            log.warning("whether a question was answered cannot be asked: %s", type(error).__name__)
    return None


async def _original(webhook: discord.Webhook) -> discord.WebhookMessage:
    """The response to the interaction whose token this is; discord.py finds it for interactions alone."""
    ask = async_context.get().get_original_interaction_response
    data = await ask(webhook.id, webhook.token or "", session=webhook.session)
    return await webhook.fetch_message(int(data["id"]))


async def know_member(message: discord.Message, rules: Rules) -> None:
    """Have the author of a fetched message as a member with roles, where these decide who may ask."""
    if message.guild is None or not isinstance(message.author, discord.User):
        return
    if not (await rules.at(message.guild.id)).roles:
        return
    try:
        message.author = await message.guild.fetch_member(message.author.id)
    except FAILURES:
        return
