"""What is offered while an option is typed: names, measures, editions and collections."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from itertools import islice
from typing import Final

import discord
from discord import app_commands

from bot.assistant import Assistant
from bot.cards.markup import clip
from bot.commands.slash import CHOICES, Complete
from bot.handlers import Handlers
from qa.knowledge.editions import in_order
from qa.knowledge.kinds import Role
from qa.models import Completion

LABEL: Final = 100  # characters of a choice


class Completing:
    """Completes options for `handlers`: nothing is offered that could not be asked for there."""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers

    def names(self, roles: Collection[Role]) -> Complete:
        """Names of entities with any of these roles."""

        async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            offer = partial(_names, typed, roles)
            return _choices(await self._handlers.complete(interaction, offer))

        return complete

    async def measures(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Names of measures."""
        return _choices(
            await self._handlers.complete(
                interaction, lambda assistant, locale: assistant.complete_measures(typed, locale=locale)
            )
        )

    def editions(self, *, times: bool) -> Complete:
        """The latest editions that hold what is typed; with `times`, of figures of their own as well."""

        async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            offer = partial(_editions, typed, times)
            return _choices(await self._handlers.complete(interaction, offer))

        return complete

    async def collections(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The collections that may be read here, whose name or title holds what is typed."""
        held = await self._handlers.collections(interaction)
        return _choices(
            Completion(label=one.title, value=one.name)
            for one in held
            if typed.casefold() in one.title.casefold() or typed.casefold() in one.name
        )


def _names(typed: str, roles: Collection[Role], assistant: Assistant, locale: str) -> tuple[Completion, ...]:
    return assistant.complete(typed, roles=roles, locale=locale)


def _editions(typed: str, times: bool, assistant: Assistant, _locale: str) -> tuple[Completion, ...]:  # noqa: FBT001
    held = in_order({*assistant.editions, *(assistant.times if times else ())})
    fitting = (one for one in reversed(held) if typed.casefold() in one.casefold())
    return tuple(Completion(label=one, value=one) for one in fitting)


def _choices(offered: Iterable[Completion]) -> list[app_commands.Choice[str]]:
    """What Discord takes of it: 25 choices, of whose values each is short enough to be sent back."""
    usable = (one for one in offered if one.label.strip() and 0 < len(one.value) <= LABEL)
    return [
        app_commands.Choice(name=clip(one.label, LABEL), value=one.value) for one in islice(usable, CHOICES)
    ]
