"""The bot presents itself: once to a server that it joins, and to whoever asks what it answers from."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import discord

from bot.assistant import Assistant
from bot.cards.about import AboutSheet, about_card, welcome_card
from bot.cards.outbox import FAILURES, acknowledge
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from index.errors import FootnoteError
from qa.language.detection import from_locale

log = logging.getLogger(__name__)

TRIES: Final = 5  # channels that are tried for the first message
JOINED: Final = "joined"
PACKAGE: Final = "footnote"


@dataclass(frozen=True, slots=True)
class Presenting:
    """`links` are addresses of the operator's, by the message that names them."""

    handlers: Handlers
    links: Mapping[str, str]
    own_reports: bool

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def about(self, interaction: discord.Interaction) -> None:
        """Say which reports there are here, how old they are, and how answers are made; to whoever asks."""
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        locale, guild = self.handlers.locales.of(interaction), interaction.guild_id
        reports = await self.handlers.workers.look(lambda one: one.reports(locale), guild)
        days = (await self.handlers.rules.of(interaction)).days
        sheet = AboutSheet(reports, _version(), days, from_locale(locale), self.links)
        await interaction.edit_original_response(view=about_card(sheet, partial(self.failures.say, locale)))

    async def greet(self, guild: discord.Guild) -> None:
        """Post the first message in a server, once, where the bot may write; never raises."""
        channels = [*_writable(guild)][:TRIES]
        try:
            if not channels or not await self.handlers.events.first(guild.id, JOINED):
                return
            locale = self.handlers.locales.forced or guild.preferred_locale.value

            def see(assistant: Assistant) -> tuple[str, tuple[str, ...]]:
                return assistant.titles(locale), assistant.examples(locale)

            titles, examples = await self.handlers.workers.look(see, guild.id)
            say, own = partial(self.failures.say, locale), self.own_reports
            card = welcome_card(titles, examples, from_locale(locale), say, own_reports=own)
        except FootnoteError as error:
            log.warning("a server that was joined is not greeted: %s", type(error).__name__)
            return
        for channel in channels:
            try:
                await channel.send(view=card)
            except FAILURES as error:
                log.info("a server cannot be greeted in a channel: %s", type(error).__name__)
                if not isinstance(error, discord.Forbidden | discord.NotFound):
                    return  # it may have been posted
            else:
                return


def _writable(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """The channels that a first message may stand in: the one for such messages, then the others in order."""
    first = [guild.system_channel] if guild.system_channel else []
    for channel in dict.fromkeys((*first, *sorted(guild.text_channels, key=lambda one: one.position))):
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages:
            yield channel


def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:  # a folder that was never installed
        return "–"
