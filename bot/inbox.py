"""Which messages are questions to the bot, what they ask, and what they reply to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import discord

FETCHING: Final = 3.0  # seconds that Discord has to show a message that is replied to
UNAVAILABLE: Final = (discord.DiscordException, aiohttp.ClientError, OSError)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message for the bot: its text, "" where it only mentions the bot, and that of what it replies to.

    `replied_to` is None where there is nothing to refer to, or that is the bot's own message, and "" where
    the bot may not read it, or it holds no text. `title` is that of the post of a forum that it begins. One
    that is `late` has waited because the bot was away.
    """

    text: str
    replied_to: str | None = None
    title: str | None = None
    late: bool = False


class Inbox:
    """Tells messages that are for the bot from others.

    `in_conversation` says whether a message's author has talked with the bot in its channel lately.
    Without the Message Content intent Discord only sends the text of messages that mention the bot, reply to
    it with a ping, or are direct; with `message_content` others can be read as well.
    """

    def __init__(self, *, message_content: bool, in_conversation: Callable[[discord.Message], bool]) -> None:
        self._message_content, self._in_conversation = message_content, in_conversation

    async def read(
        self,
        message: discord.Message,
        me: discord.ClientUser,
        *,
        talks: bool = True,
        asks: bool = False,
        again: bool = False,
    ) -> Incoming | None:
        """What to answer; None for messages that are not for the bot, or hold no text.

        Where it does not talk, no message is for it that neither names it nor replies to it. Where everybody
        `asks`, all are, but those that speak to somebody else. One that is read `again` is for it.
        """
        if message.author.bot or message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return None
        text = text_of(message)
        if not text or not (again or self._addressed(message, me, talks=talks, asks=asks)):
            return None
        mentions, replied_to = self._mentions(message, me), await _replied_to(message, me)
        return Incoming(_without(text, mentions), replied_to and _without(replied_to, mentions))

    def _addressed(
        self, message: discord.Message, me: discord.ClientUser, *, talks: bool, asks: bool
    ) -> bool:
        if message.guild is None or me in message.mentions or self._role(message) in message.role_mentions:
            return True
        if not self._message_content or message.mentions:
            return False
        if asks and not (message.reference or message.role_mentions or message.mention_everyone):
            return True
        return _replies_to(message, me) or (
            talks and isinstance(message.channel, discord.Thread) and self._in_conversation(message)
        )

    def _role(self, message: discord.Message) -> discord.Role | None:
        """The role that Discord makes for the bot: people pick it from the list by mistake."""
        return message.guild.self_role if message.guild else None

    def _mentions(self, message: discord.Message, me: discord.ClientUser) -> list[str]:
        role = self._role(message)
        return [rf"<@!?{me.id}>"] + ([rf"<@&{role.id}>"] if role else [])


def text_of(message: discord.Message) -> str:
    """What a message says: its own words, else what it forwards or asks in a poll; "" for pictures alone."""
    return _shown(message) or _forwarded(message) or (message.poll.question.strip() if message.poll else "")


def _forwarded(message: discord.Message) -> str:
    return "\n".join(filter(None, map(_shown, message.message_snapshots)))


def _shown(message: discord.Message | discord.MessageSnapshot) -> str:
    """The content of a message, else the words on its cards."""
    if message.content.strip():
        return message.content.strip()
    return "\n".join(filter(None, (*_in_embeds(message.embeds), *_in_components(message.components))))


def _in_embeds(embeds: Sequence[discord.Embed]) -> Iterator[str]:
    for embed in embeds:
        yield from filter(None, (embed.title, embed.description))
        yield from (f"{field.name}: {field.value}" for field in embed.fields)


def _in_components(components: Sequence[Any]) -> Iterator[str]:
    """The texts of a card: those that stand by themselves, and those in containers and sections."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content.strip()
        yield from _in_components(getattr(component, "children", ()))


async def _replied_to(message: discord.Message, me: discord.ClientUser) -> str | None:
    """The text of what `message` speaks about: a message it forwards along, or one it replies to."""
    if message.content.strip() and message.message_snapshots:
        return _forwarded(message)
    reference = message.reference
    if message.type is not discord.MessageType.reply or reference is None or reference.message_id is None:
        return None
    said = reference.resolved or reference.cached_message
    said = said or await _fetched(message.channel, reference.message_id)
    if not isinstance(said, discord.Message) or said.author.id == me.id:
        return None
    return text_of(said)


async def _fetched(channel: discord.abc.Messageable, message: int) -> discord.Message | None:
    """A message that did not come along; None where Discord does not show it, or not in time."""
    try:
        async with asyncio.timeout(FETCHING):
            return await channel.fetch_message(message)
    except UNAVAILABLE:
        return None


def _replies_to(message: discord.Message, me: discord.ClientUser) -> bool:
    reference = message.reference
    resolved = reference.resolved if reference else None
    return isinstance(resolved, discord.Message) and resolved.author.id == me.id


def _without(text: str, mentions: list[str]) -> str:
    """`text` without the bot's `mentions` and the spaces and punctuation that tied them to it."""
    return re.sub(rf"\s*(?:{'|'.join(mentions)})[ \t,:，：、]*", " ", text).strip()
