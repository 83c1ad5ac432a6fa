"""The commands that look figures up: /score, /compare, /rank, /history, /lab and /editions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Iterator
from typing import Any, Final, TypeAlias

import discord
from discord import app_commands

from bot.assistant import Assistant
from bot.commands.slash import CHOICES, Command, CommandBuilder
from bot.handlers import Handlers
from qa.knowledge.kinds import Role
from qa.models import Reply

MODELS: Final[frozenset[Role]] = frozenset({"model"})
LABS: Final[frozenset[Role]] = frozenset({"maker"})
COUNTRIES: Final[frozenset[Role]] = frozenset({"country"})
COMPARED: Final = 5
MOST: Final = 40  # models of a ranking
LABEL: Final = 100  # characters of a choice

Name: TypeAlias = app_commands.Range[str, 1, 100]
Complete: TypeAlias = Callable[
    [discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


class LookUps:
    """Makes the commands; what is answered is the assistant's, in the reader's language."""

    def __init__(self, build: CommandBuilder, handlers: Handlers) -> None:
        self._build, self._handlers = build, handlers

    def commands(self) -> Iterator[Command]:
        yield self._score()
        yield self._compare()
        yield self._rank()
        yield self._history()
        yield self._lab()
        yield self._about_editions()

    def _score(self) -> Command:
        @self._build.options("model", "edition", "private")
        @app_commands.autocomplete(model=self._completing(MODELS))
        async def score(
            interaction: discord.Interaction,
            model: Name,
            edition: str | None = None,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            def ask(assistant: Assistant, locale: str) -> Reply:
                return assistant.score(model, edition=edition, locale=locale)

            await self._handlers.look_up(interaction, ask, private=private)

        return self._build.command("score", score)

    def _compare(self) -> Command:
        models = [f"model{number}" for number in range(1, COMPARED + 1)]

        @self._build.options("edition", "private")
        @app_commands.autocomplete(**dict.fromkeys(models, self._completing(MODELS)))
        async def compare(
            interaction: discord.Interaction,
            model1: Name,
            model2: Name,
            model3: Name | None = None,
            model4: Name | None = None,
            model5: Name | None = None,
            edition: str | None = None,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            names = tuple(filter(None, (model1, model2, model3, model4, model5)))

            def ask(assistant: Assistant, locale: str) -> Reply:
                return assistant.compare(names, edition=edition, locale=locale)

            await self._handlers.look_up(interaction, ask, private=private)

        for number, model in enumerate(models, 1):
            shown = self._build.text("option-numbered-model", number=number)
            compare = self._build.option(model, shown, described="model")(compare)
        return self._build.command("compare", compare)

    def _rank(self) -> Command:
        @self._build.options("edition", "country", "open_weights", "top", "private")
        @self._build.option("lab", self._build.text("option-lab"), described="by-lab")
        @app_commands.autocomplete(lab=self._completing(LABS), country=self._completing(COUNTRIES))
        async def rank(
            interaction: discord.Interaction,
            edition: str | None = None,
            lab: Name | None = None,
            country: Name | None = None,
            open_weights: bool | None = None,  # noqa: FBT001 - a slash option
            top: app_commands.Range[int, 1, MOST] | None = None,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            def ask(assistant: Assistant, locale: str) -> Reply:
                return assistant.rank(
                    edition=edition,
                    lab=lab,
                    country=country,
                    open_weights=open_weights,
                    top=top,
                    locale=locale,
                )

            await self._handlers.look_up(interaction, ask, private=private)

        return self._build.command("rank", rank)

    def _history(self) -> Command:
        @self._build.options("name", "private")
        @app_commands.autocomplete(name=self._completing(MODELS | LABS))
        async def history(
            interaction: discord.Interaction,
            name: Name,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            def ask(assistant: Assistant, locale: str) -> Reply:
                return assistant.history(name, locale=locale)

            await self._handlers.look_up(interaction, ask, private=private)

        return self._build.command("history", history)

    def _lab(self) -> Command:
        @self._build.options("private")
        @self._build.option("lab", self._build.text("option-lab"), described="lab-name")
        @app_commands.autocomplete(lab=self._completing(LABS))
        async def lab_(
            interaction: discord.Interaction,
            lab: Name,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            def ask(assistant: Assistant, locale: str) -> Reply:
                return assistant.profile(lab, locale=locale)

            await self._handlers.look_up(interaction, ask, private=private)

        return self._build.command("lab", lab_)

    def _about_editions(self) -> Command:
        @self._build.options("private")
        async def editions(
            interaction: discord.Interaction,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            def ask(assistant: Assistant, locale: str) -> Reply:
                return assistant.about_editions(locale=locale)

            await self._handlers.look_up(interaction, ask, private=private)

        return self._build.command("editions", editions)

    def _completing(self, roles: Collection[Role]) -> Complete:
        """Completes names of entities with any of these roles, in the reader's language."""

        async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            names = await self._handlers.complete(interaction, current, roles, CHOICES)
            return [
                app_commands.Choice(name=name.label[:LABEL], value=name.value)
                for name in names
                if name.label.strip() and 0 < len(name.value) <= LABEL
            ]

        return complete
