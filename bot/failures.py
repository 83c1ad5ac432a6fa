"""The one place where failures end: the asker is told something useful, the log gets the cause."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
import discord

from bot.declined import DeclinedError
from bot.locale import Locales
from index.errors import FootnoteError, QuestionError
from qa.language.detection import detect
from qa.wording.messages import Messages

log = logging.getLogger(__name__)

GONE: Final = frozenset({10062, 10015})  # unknown interaction, unknown webhook: its token has expired
OURS: Final = (FootnoteError, discord.DiscordException, aiohttp.ClientError, OSError)


class FailureReporter:
    """Tells askers about failures, in their language, and writes the cause to the log under a reference.

    The log never holds a question: other exceptions than ours, whose messages may quote one, are logged by
    type and place, and with their message only at DEBUG.
    """

    def __init__(self, messages: Messages, locales: Locales) -> None:
        self._messages, self._locales = messages, locales

    @asynccontextmanager
    async def watch(self, interaction: discord.Interaction) -> AsyncIterator[None]:
        """Everything done in answer to `interaction` runs in here."""
        try:
            yield
        except Exception as error:
            await self.tell(interaction, error)

    @asynccontextmanager
    async def watch_message(self, message: discord.Message, text: str) -> AsyncIterator[None]:
        """Everything done in answer to `message`, which asks `text`, runs in here."""
        try:
            yield
        except Exception as error:
            await self._tell_author(message, error, detect(text, self._locales.near(message)))

    async def tell(self, interaction: discord.Interaction, error: Exception) -> None:
        """Explain `error` to whoever caused `interaction`, privately where that is still open."""
        text = self.explain(error, self._locales.of(interaction))
        if _gone(error):
            return
        try:
            if interaction.response.is_done():
                await interaction.followup.send(text, ephemeral=True)
            else:
                await interaction.response.send_message(text, ephemeral=True)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
            log.warning("the asker could not be told: %s", failure)

    async def _tell_author(self, message: discord.Message, error: Exception, language: str) -> None:
        text = self.explain(error, language)
        try:
            if isinstance(error, discord.Forbidden):  # not in this channel, then: in private
                await message.author.send(text)
            elif not isinstance(error, discord.NotFound):
                reference = message.to_reference(fail_if_not_exists=False)
                await message.channel.send(text, reference=reference, mention_author=False)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
            log.warning("the asker could not be told: %s", failure)

    def note(self, error: Exception) -> None:
        """Log an `error` that nobody can be told about."""
        self.explain(error, None)

    def explain(self, error: Exception, locale: str | None) -> str:
        """What to tell about `error`, in the language nearest to `locale`; logs it."""
        language = locale or ""
        if isinstance(error, DeclinedError):
            log.info("declined: %s", error.message)
            return self._messages.format(language, error.message, **error.values)
        if isinstance(error, QuestionError):
            log.info("declined: a question that cannot be answered as it stands")
            return self._messages.format(language, "error-question")
        reference = secrets.token_hex(4)
        _log_failure(reference, error)
        return self._messages.format(language, _message_of(error), reference=reference)


def _gone(error: Exception) -> bool:
    return isinstance(error, discord.NotFound) and error.code in GONE


def _message_of(error: Exception) -> str:
    if isinstance(error, discord.Forbidden):
        return "error-permission"
    if isinstance(error, discord.RateLimited | aiohttp.ClientError):
        return "error-discord"
    if isinstance(error, discord.HTTPException) and (error.status == 429 or error.status >= 500):
        return "error-discord"
    return "error-internal"


def _log_failure(reference: str, error: Exception) -> None:
    level = logging.WARNING if isinstance(error, discord.NotFound | discord.Forbidden) else logging.ERROR
    cause = str(error) if isinstance(error, OURS) else "(message at DEBUG)"
    place = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    log.log(level, "[%s] %s: %s\n%s", reference, type(error).__name__, cause, place)
    log.debug("[%s] in full", reference, exc_info=error)
