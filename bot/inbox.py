"""Which messages are questions to the bot, and what they ask."""

from __future__ import annotations

import re
from collections.abc import Callable

import discord


class Inbox:
    """Tells messages that are for the bot from others.

    `in_conversation` says whether a message's author has talked with the bot in its channel lately.
    Without the Message Content intent Discord only sends the text of messages that mention the bot, reply to
    it with a ping, or are direct; with `message_content` others can be read as well.
    """

    def __init__(self, *, message_content: bool, in_conversation: Callable[[discord.Message], bool]) -> None:
        self._message_content, self._in_conversation = message_content, in_conversation

    def question(self, message: discord.Message, me: discord.ClientUser) -> str | None:
        """The text to answer, "" for a bare mention; None for messages that are not for the bot."""
        if message.author.bot or message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return None
        if not message.content.strip() or not self._addressed(message, me):
            return None
        return _without(message.content, self._mentions(message, me))

    def _addressed(self, message: discord.Message, me: discord.ClientUser) -> bool:
        if message.guild is None or me in message.mentions or self._role(message) in message.role_mentions:
            return True
        if not self._message_content or message.mentions:
            return False
        return _replies_to(message, me) or (
            isinstance(message.channel, discord.Thread) and self._in_conversation(message)
        )

    def _role(self, message: discord.Message) -> discord.Role | None:
        """The role that Discord makes for the bot: people pick it from the list by mistake."""
        return message.guild.self_role if message.guild else None

    def _mentions(self, message: discord.Message, me: discord.ClientUser) -> list[str]:
        role = self._role(message)
        return [rf"<@!?{me.id}>"] + ([rf"<@&{role.id}>"] if role else [])


def _replies_to(message: discord.Message, me: discord.ClientUser) -> bool:
    reference = message.reference
    resolved = reference.resolved if reference else None
    return isinstance(resolved, discord.Message) and resolved.author.id == me.id


def _without(text: str, mentions: list[str]) -> str:
    """`text` without the bot's `mentions` and the spaces and punctuation that tied them to it."""
    return re.sub(rf"\s*(?:{'|'.join(mentions)})[ \t,:，：、]*", " ", text).strip()
