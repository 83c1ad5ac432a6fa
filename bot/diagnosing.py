"""Diagnosis: an administrator sees whether the bot can do its work in their server, and what to do if not."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

import discord
from discord import ui

from bot.assistant import Assistant
from bot.cards.layout import view
from bot.cards.markup import escape
from bot.cards.outbox import acknowledge
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from bot.permitted import HELPFUL, NEEDED, lacking, lacking_in
from index.errors import FootnoteError
from qa.models import Reply
from qa.store.health import store_answers

log = logging.getLogger(__name__)

SIGNS: Final = {"ok": "✅", "warning": "⚠️", "fault": "❌"}
NAMED: Final = 5  # channels
SLOW: Final = 2.0  # seconds
Say: TypeAlias = Callable[..., str]
Told: TypeAlias = tuple[str, str]
"""A state, and a sentence that says what is so, and what to do where something is not right."""


@dataclass(frozen=True, slots=True)
class ServerDiagnosis:
    """Only administrators, only of their own server; no path, no address and nothing of other servers."""

    handlers: Handlers
    message_content: bool
    clock: Callable[[], float] = time.monotonic

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def show(self, interaction: discord.Interaction) -> None:
        """Check and tell, to nobody else."""
        await self.handlers.rules.administered(interaction, "error-diagnose")
        guild = interaction.guild
        if guild is None:
            raise DeclinedError("error-diagnose")
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        locale = self.handlers.locales.of(interaction)
        say = partial(self.failures.say, locale)
        told = [
            *_permissions(guild, interaction.channel, say),
            ("ok", say("diagnose-content" if self.message_content else "diagnose-mentions")),
            *[one async for one in self._answering(guild.id, locale, say)],
            await self._database(say),
            self._model(say),
            ("ok", say("diagnose-pages" if self.handlers.sharing.pages else "diagnose-no-pages")),
        ]
        lines = [f"### {say('diagnose-title')}", *(f"{SIGNS[state]} {text}" for state, text in told)]
        card = view(ui.Container(ui.TextDisplay("\n".join(lines))))
        await interaction.edit_original_response(view=card)

    async def _answering(self, server: int, locale: str, say: Say) -> AsyncIterator[Told]:
        """What is answered from, and whether an example of it is."""

        def ask(assistant: Assistant) -> tuple[str, float, Reply | None]:
            examples, began = assistant.examples(locale), self.clock()
            reply = assistant.ask(examples[0], locale=locale) if examples else None
            return assistant.titles(locale), self.clock() - began, reply

        try:
            titles, seconds, reply = await self.handlers.workers.look(ask, server)
        except FootnoteError as error:
            log.warning("an example could not be asked: %s", type(error).__name__)
            yield "fault", say("diagnose-unanswered")
            return
        if reply is None:
            yield "warning", say("diagnose-no-documents")
            return
        yield "ok", say("diagnose-documents", titles=escape(titles))
        if not reply.answer.citations:
            yield "warning", say("diagnose-abstained")
        else:
            state = "ok" if seconds < SLOW else "warning"
            yield state, say("diagnose-answered", seconds=round(seconds, 2))

    async def _database(self, say: Say) -> Told:
        try:
            await store_answers(self.handlers.answers.database)
        except FootnoteError as error:
            log.error("the database does not answer: %s", error)
            return "fault", say("diagnose-no-database")
        return "ok", say("diagnose-database")

    def _model(self, say: Say) -> Told:
        worder = self.handlers.rewording.worder
        if worder is None:
            return "ok", say("diagnose-no-model")
        if worder.breaker.is_open:
            return "warning", say("diagnose-model-resting")
        return "ok", say("diagnose-model")


def _permissions(guild: discord.Guild, here: object, say: Say) -> list[Told]:
    """What is missing here, and in which other channels that the bot sees."""
    wanted = (*NEEDED, *HELPFUL)
    told: list[Told] = []
    place = here.parent if isinstance(here, discord.Thread) else here
    if isinstance(place, discord.abc.GuildChannel) and (missing := lacking(place, guild.me, wanted)):
        state = "fault" if {*missing} & {*NEEDED} else "warning"
        told.append((state, say("diagnose-lacks-here", permissions=_named(missing, say))))
    others = lacking_in(guild.channels, guild.me, wanted)
    elsewhere = [id_ for id_ in others if not isinstance(place, discord.abc.GuildChannel) or id_ != place.id]
    if elsewhere:
        channels = ", ".join(f"<#{id_}>" for id_ in elsewhere[:NAMED])
        lacks = dict.fromkeys(one for id_ in elsewhere for one in others[id_])
        values = {"channels": channels, "count": len(elsewhere), "permissions": _named(tuple(lacks), say)}
        told.append(("warning", say("diagnose-lacks", **values)))
    return told or [("ok", say("diagnose-permitted"))]


def _named(missing: tuple[str, ...], say: Say) -> str:
    return ", ".join(say(f"permission-{one}") for one in missing)
