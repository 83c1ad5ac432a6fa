"""The one place where failures end: the asker is told something useful, the log gets the cause."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

import aiohttp
import discord

from bot.declined import DeclinedError
from bot.locale import Locales
from bot.logs import place_of
from bot.operation.open_requests import OpenRequests
from index.errors import FootnoteError, QuestionError, StorageError
from qa.language.detection import detect
from qa.operation.request import request_id
from qa.operation.telemetry import Telemetry
from qa.wording.messages import Messages

log = logging.getLogger(__name__)

EXPIRED: Final = frozenset({10062, 10015})  # unknown interaction, unknown webhook: its token has expired
REPEATED: Final = 40060  # already acknowledged: Discord has delivered an interaction twice
PLACEHOLDER: Final = "…"
WITHHELD: Final = "(its message is withheld: it may quote a question)"
THINKING: Final = discord.InteractionResponseType.deferred_channel_message
UNREACHABLE: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
QUOTELESS: Final = (FootnoteError, discord.DiscordException, aiohttp.ClientError, OSError)


class FailureReporter:
    """Tells askers about failures, in their language, and writes the cause to the log under a reference.

    The reference is the id of the request, which the other lines about it have, too.
    The log never holds a question: exceptions that are not `QUOTELESS`, whose messages may quote one, are
    logged by type and place alone.
    """

    def __init__(self, messages: Messages, locales: Locales, telemetry: Telemetry | None = None) -> None:
        self._messages, self._locales = messages, locales
        self._telemetry = telemetry or Telemetry()
        self.requests = OpenRequests()

    async def tell(self, interaction: discord.Interaction, error: Exception) -> None:
        """Explain `error` to whoever caused `interaction`, privately, while Discord still takes a reply."""
        if isinstance(error, discord.HTTPException) and error.code == REPEATED:
            log.info("an interaction was delivered twice")
            return
        text = self.explain(error, self._locales.of(interaction))
        if isinstance(error, discord.NotFound) and error.code in EXPIRED:
            return
        if not interaction.response.is_done():
            await _try(interaction.response.send_message(text, ephemeral=True))
            return
        thinking = interaction.response.type is THINKING
        if thinking:  # the next message would take its place and be as public as it is: let another do that
            await _try(interaction.edit_original_response(content=PLACEHOLDER))
        await _try(interaction.followup.send(text, ephemeral=True))
        if thinking:
            await _try(interaction.delete_original_response())

    async def tell_author(self, message: discord.Message, question: str, error: Exception) -> None:
        """Explain `error` to the author of `message`, in the language of the `question` it asks."""
        text = self.explain(error, detect(question, self._locales.near(message)))
        if isinstance(error, discord.Forbidden):  # the bot may not write in this channel
            await _try(message.author.send(text))
        elif not isinstance(error, discord.NotFound):
            reference = message.to_reference(fail_if_not_exists=False)
            await _try(message.channel.send(text, reference=reference, mention_author=False))

    def explain(self, error: Exception, locale: str = "") -> str:
        """Log `error` and say what to tell about it, in the language nearest to `locale`."""
        if isinstance(error, DeclinedError):
            log.info("declined: %s", error.message)
            self._telemetry.declined(error.message)
            return self._messages.format(locale, error.message, **error.values)
        if isinstance(error, QuestionError):
            log.info("declined: a question that cannot be answered as it stands")
            self._telemetry.declined("error-question")
            return self._messages.format(locale, "error-question")
        reference, message = request_id() or secrets.token_hex(4), _message_of(error)
        _log_failure(reference, error)
        self._telemetry.failed(message)
        return self.say(locale, message, reference=reference)

    def say(self, locale: str, message: str, **values: str | float) -> str:
        """One of the bot's own messages in the language nearest to `locale`."""
        return self._messages.format(locale, message, **values)


class Reporting(Protocol):
    """Whoever answers interactions and has a reporter of failures."""

    @property
    def failures(self) -> FailureReporter: ...


S = TypeVar("S", bound=Reporting)
P = ParamSpec("P")


def reported(
    method: Callable[Concatenate[S, discord.Interaction, P], Awaitable[None]],
) -> Callable[Concatenate[S, discord.Interaction, P], Coroutine[Any, Any, None]]:
    """A method that answers an interaction: if it fails, its asker is told, and nothing is raised.

    discord.py's own hooks will not do: it has none for dynamic items, and an error that reaches the hook of
    the command tree counts as a crash, which a polite refusal is not.
    """

    @wraps(method)
    async def reporting(
        self: S, interaction: discord.Interaction, /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        with self.failures.requests.request():
            try:
                await method(self, interaction, *args, **kwargs)
            except Exception as error:
                await self.failures.tell(interaction, error)

    return reporting


async def _try(sending: Awaitable[object]) -> None:
    """Send an explanation; where that fails too, only the log can be told."""
    try:
        await sending
    except UNREACHABLE as failure:
        log.warning("the asker could not be told: %s", failure)


def _message_of(error: Exception) -> str:
    if isinstance(error, StorageError):
        return "error-storage"
    if isinstance(error, discord.Forbidden):
        return "error-permission"
    if isinstance(error, discord.RateLimited | aiohttp.ClientError):
        return "error-discord"
    if isinstance(error, discord.HTTPException) and (error.status == 429 or error.status >= 500):
        return "error-discord"
    return "error-internal"


def _log_failure(reference: str, error: Exception) -> None:
    level = logging.WARNING if isinstance(error, discord.NotFound | discord.Forbidden) else logging.ERROR
    cause = str(error) if isinstance(error, QUOTELESS) else WITHHELD
    log.log(level, "[%s] %s: %s\n%s", reference, type(error).__name__, cause, place_of(error))
