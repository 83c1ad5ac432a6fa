"""The one place where failures end: the asker is told something useful, the log gets the cause."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial, wraps
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
HEARD: Final = "heard"
MOST_HEARD: Final = 10_000  # interactions: Discord repeats what it does within minutes
PLACEHOLDER: Final = "…"
WITHHELD: Final = "(its message is withheld: it may quote a question)"
THINKING: Final = discord.InteractionResponseType.deferred_channel_message
DROPPED: Final = (aiohttp.ClientError, ConnectionError, TimeoutError)
QUOTELESS: Final = (FootnoteError, discord.DiscordException, aiohttp.ClientError, OSError)


class HeardInteractions:
    """Which interactions have come: one that Discord delivers twice is heeded once."""

    def __init__(self) -> None:
        self._ids: dict[int, None] = {}

    def first(self, interaction: discord.Interaction) -> bool:
        """Whether this is not another one with the id of one that came."""
        if HEARD in interaction.extras:
            return True
        if interaction.id in self._ids:
            return False
        interaction.extras[HEARD] = True
        self._ids[interaction.id] = None
        if len(self._ids) > MOST_HEARD:
            del self._ids[next(iter(self._ids))]
        return True


class FailureReporter:
    """Tells askers about failures, in their language, and writes the cause to the log under a reference.

    The reference is the id of the request, which the other lines about it have, too.
    The log never holds a question: exceptions that are not `QUOTELESS`, whose messages may quote one, are
    logged by type and place alone.
    """

    def __init__(self, messages: Messages, locales: Locales, telemetry: Telemetry | None = None) -> None:
        self._messages, self._locales = messages, locales
        self.heard: Final = HeardInteractions()
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
            failure = await _try(lambda: interaction.response.send_message(text, ephemeral=True))
            if _code_of(failure) != REPEATED:  # else it was acknowledged, but the bot never heard of it
                return
        if interaction.response.type is THINKING:
            await _instead(interaction, text)
        elif await _try(lambda: interaction.followup.send(text, ephemeral=True)) is not None:
            await _try(partial(interaction.user.send, text, nonce=secrets.token_hex(8)))

    async def tell_author(self, message: discord.Message, question: str, error: Exception) -> None:
        """Explain `error` to the author of `message`, in the language of the `question` it asks."""
        text = self.explain(error, detect(question, self._locales.near(message)))
        once = secrets.token_hex(8)  # of several tries with one nonce Discord stores one
        reference = message.to_reference(fail_if_not_exists=False)
        here = partial(message.channel.send, text, mention_author=False, nonce=once)
        ways = [partial(here, reference=reference), here, partial(message.author.send, text, nonce=once)]
        failure: Exception | None = error
        while ways and failure is not None and not isinstance(failure, discord.NotFound):
            if isinstance(failure, discord.Forbidden):  # the bot may not write in this channel
                ways = ways[-1:]
            failure = await _try(ways.pop(0))

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
    """A method that answers an interaction, once: if it fails, its asker is told, and nothing is raised.

    discord.py's own hooks will not do: it has none for dynamic items, and an error that reaches the hook of
    the command tree counts as a crash, which a polite refusal is not.
    """

    @wraps(method)
    async def reporting(
        self: S, interaction: discord.Interaction, /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        if not self.failures.heard.first(interaction):
            log.info("an interaction was delivered twice")
            return
        with self.failures.requests.request():
            try:
                await method(self, interaction, *args, **kwargs)
            except Exception as error:
                await self.failures.tell(interaction, error)

    return reporting


async def _instead(interaction: discord.Interaction, text: str) -> None:
    """Tell whoever sees that the bot is thinking, privately, and take that away; openly if that fails.

    The next message would take its place and be as public as it is: another is set there first.
    """
    held = await _try(lambda: interaction.edit_original_response(content=PLACEHOLDER)) is None
    if await _try(lambda: interaction.followup.send(text, ephemeral=True)) is not None:
        await _try(lambda: interaction.edit_original_response(content=text))
    elif held:
        await _try(interaction.delete_original_response)


async def _try(send: Callable[[], Awaitable[object]]) -> Exception | None:
    """Send an explanation, once more where the connection dropped; what keeps it from that, which is logged.

    One that had arrived all the same is sent, too.
    """
    dropped = False
    while True:
        try:
            await send()
        except DROPPED as failure:
            if not dropped:
                dropped = True
                continue
            log.warning("the asker could not be told: %s", type(failure).__name__)
            return failure
        except Exception as failure:  # discord.py itself fails on some answers
            if dropped and _code_of(failure) == REPEATED:
                return None
            told = failure if isinstance(failure, QUOTELESS) else type(failure).__name__
            log.warning("the asker could not be told: %s", told)
            return failure
        return None


def _code_of(error: Exception | None) -> int:
    return error.code if isinstance(error, discord.HTTPException) else 0


def _message_of(error: Exception) -> str:
    if isinstance(error, StorageError):
        return "error-storage"
    if isinstance(error, discord.Forbidden):
        return "error-permission"
    if isinstance(error, (discord.RateLimited, *DROPPED)):
        return "error-discord"
    if isinstance(error, discord.HTTPException) and (error.status == 429 or error.status >= 500):
        return "error-discord"
    return "error-internal"


def _log_failure(reference: str, error: Exception) -> None:
    level = logging.WARNING if isinstance(error, discord.NotFound | discord.Forbidden) else logging.ERROR
    cause = str(error) if isinstance(error, QUOTELESS) else WITHHELD
    log.log(level, "[%s] %s: %s\n%s", reference, type(error).__name__, cause, place_of(error))
