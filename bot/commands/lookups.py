"""The commands that look figures up: /score, /compare, /rank, /history, /lab and /editions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import discord
from discord import app_commands

from bot.commands.completing import Completing
from bot.commands.slash import Command, CommandBuilder
from bot.handlers import Handlers
from qa.knowledge.kinds import Role
from qa.models import AboutEditions, Compare, History, LookUp, Profile, Rank, Score

MODELS: Final[frozenset[Role]] = frozenset({"model"})
LABS: Final[frozenset[Role]] = frozenset({"maker"})
COUNTRIES: Final[frozenset[Role]] = frozenset({"country"})
MOST: Final = 40  # models of a ranking

Name: TypeAlias = app_commands.Range[str, 1, 100]


class LookUps:
    """Makes the commands; what is answered is the assistant's, in the reader's language."""

    def __init__(self, build: CommandBuilder, handlers: Handlers, completing: Completing) -> None:
        self._build, self._handlers, self._completing = build, handlers, completing

    def commands(self) -> Iterator[Command]:
        yield self._score()
        yield self._compare()
        yield self._rank()
        yield self._history()
        yield self._lab()
        yield self._editions()

    def _score(self) -> Command:
        @app_commands.autocomplete(model=self._completing.names(MODELS), measure=self._completing.measures)
        async def score(
            interaction: discord.Interaction,
            model: Name,
            edition: str | None = None,
            measure: Name | None = None,
            private: bool | None = None,  # noqa: FBT001 - a slash option
            collection: str | None = None,
        ) -> None:
            await self._answer(interaction, Score(model, edition, measure), private, collection)

        return self._build.command("score", score)

    def _compare(self) -> Command:
        complete = self._completing.names(MODELS)

        @app_commands.autocomplete(
            model1=complete,
            model2=complete,
            model3=complete,
            model4=complete,
            model5=complete,
            measure=self._completing.measures,
        )
        async def compare(
            interaction: discord.Interaction,
            model1: Name,
            model2: Name,
            model3: Name | None = None,
            model4: Name | None = None,
            model5: Name | None = None,
            edition: str | None = None,
            measure: Name | None = None,
            private: bool | None = None,  # noqa: FBT001 - a slash option
            collection: str | None = None,
        ) -> None:
            names = tuple(filter(None, (model1, model2, model3, model4, model5)))
            await self._answer(interaction, Compare(names, edition, measure), private, collection)

        return self._build.command("compare", compare)

    def _rank(self) -> Command:
        @app_commands.autocomplete(
            lab=self._completing.names(LABS),
            country=self._completing.names(COUNTRIES),
            measure=self._completing.measures,
        )
        async def rank(
            interaction: discord.Interaction,
            edition: str | None = None,
            lab: Name | None = None,
            country: Name | None = None,
            open_weights: bool | None = None,  # noqa: FBT001 - a slash option
            top: app_commands.Range[int, 1, MOST] | None = None,
            measure: Name | None = None,
            private: bool | None = None,  # noqa: FBT001 - a slash option
            collection: str | None = None,
        ) -> None:
            within = tuple(filter(None, (lab, country)))
            request = Rank(within, edition, open_weights, top, measure)
            await self._answer(interaction, request, private, collection)

        return self._build.command("rank", rank, lab="by-lab")

    def _history(self) -> Command:
        @app_commands.autocomplete(
            name=self._completing.names(MODELS | LABS), measure=self._completing.measures
        )
        async def history(
            interaction: discord.Interaction,
            name: Name,
            measure: Name | None = None,
            private: bool | None = None,  # noqa: FBT001 - a slash option
            collection: str | None = None,
        ) -> None:
            await self._answer(interaction, History(name, measure), private, collection)

        return self._build.command("history", history)

    def _lab(self) -> Command:
        @app_commands.autocomplete(lab=self._completing.names(LABS))
        async def lab_(
            interaction: discord.Interaction,
            lab: Name,
            private: bool | None = None,  # noqa: FBT001 - a slash option
            collection: str | None = None,
        ) -> None:
            await self._answer(interaction, Profile(lab), private, collection)

        return self._build.command("lab", lab_, lab="lab-name")

    def _editions(self) -> Command:
        async def editions(
            interaction: discord.Interaction,
            private: bool | None = None,  # noqa: FBT001 - a slash option
            collection: str | None = None,
        ) -> None:
            await self._answer(interaction, AboutEditions(), private, collection)

        return self._build.command("editions", editions)

    async def _answer(
        self,
        interaction: discord.Interaction,
        request: LookUp,
        private: bool | None,  # noqa: FBT001 - as discord.py gives it
        collection: str | None,
    ) -> None:
        await self._handlers.answer(interaction, request, private=private, collection=collection)
