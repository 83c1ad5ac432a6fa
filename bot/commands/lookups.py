"""The commands that look figures up: /score, /compare, /rank, /history, /lab and /editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import discord
from discord import app_commands

from bot.commands.slash import Slash, completing
from qa.knowledge.kinds import Role
from qa.models import Reply

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.client import FootnoteClient

MODELS: Final[frozenset[Role]] = frozenset({"model"})
LABS: Final[frozenset[Role]] = frozenset({"maker"})
COUNTRIES: Final[frozenset[Role]] = frozenset({"country"})
COMPARED: Final = 5
MOST: Final = 40  # models of a ranking

Name: TypeAlias = app_commands.Range[str, 1, 100]
Command: TypeAlias = "app_commands.Command[Any, ..., None]"
Interaction: TypeAlias = "discord.Interaction[FootnoteClient]"


class LookUps:
    """Makes the commands; what is answered is the assistant's, in the reader's language."""

    def __init__(self, slash: Slash) -> None:
        self._slash = slash

    def commands(self) -> Iterator[Command]:
        yield self._score()
        yield self._compare()
        yield self._rank()
        yield self._history()
        yield self._lab()
        yield self._about_editions()

    def _score(self) -> Command:
        @self._slash.options("model", "edition", "private")
        @app_commands.autocomplete(model=completing(MODELS))
        async def score(
            interaction: Interaction,
            model: Name,
            edition: str | None = None,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            await _answer(
                interaction,
                lambda assistant, locale: assistant.score(model, edition=edition, locale=locale),
                private,
            )

        return self._slash.command("score", score)

    def _compare(self) -> Command:
        models = [f"model{number}" for number in range(1, COMPARED + 1)]

        @self._slash.options("edition", "private")
        @app_commands.autocomplete(**dict.fromkeys(models, completing(MODELS)))
        async def compare(
            interaction: Interaction,
            model1: Name,
            model2: Name,
            model3: Name | None = None,
            model4: Name | None = None,
            model5: Name | None = None,
            edition: str | None = None,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            names = tuple(filter(None, (model1, model2, model3, model4, model5)))
            await _answer(
                interaction,
                lambda assistant, locale: assistant.compare(names, edition=edition, locale=locale),
                private,
            )

        for number, model in enumerate(models, 1):
            shown = self._slash.text("option-numbered-model", number=number)
            compare = self._slash.option(model, shown, described="model")(compare)
        return self._slash.command("compare", compare)

    def _rank(self) -> Command:
        @self._slash.options("edition", "country", "open_weights", "top", "private")
        @self._slash.option("lab", self._slash.text("option-lab"), described="by-lab")
        @app_commands.autocomplete(lab=completing(LABS), country=completing(COUNTRIES))
        async def rank(
            interaction: Interaction,
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

            await _answer(interaction, ask, private)

        return self._slash.command("rank", rank)

    def _history(self) -> Command:
        @self._slash.options("name", "private")
        @app_commands.autocomplete(name=completing(MODELS | LABS))
        async def history(
            interaction: Interaction,
            name: Name,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            await _answer(
                interaction, lambda assistant, locale: assistant.history(name, locale=locale), private
            )

        return self._slash.command("history", history)

    def _lab(self) -> Command:
        @self._slash.options("private")
        @self._slash.option("lab", self._slash.text("option-lab"), described="lab-name")
        @app_commands.autocomplete(lab=completing(LABS))
        async def lab_(
            interaction: Interaction,
            lab: Name,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            await _answer(
                interaction, lambda assistant, locale: assistant.profile(lab, locale=locale), private
            )

        return self._slash.command("lab", lab_)

    def _about_editions(self) -> Command:
        @self._slash.options("private")
        async def editions(
            interaction: Interaction,
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
        ) -> None:
            await _answer(
                interaction, lambda assistant, locale: assistant.about_editions(locale=locale), private
            )

        return self._slash.command("editions", editions)


async def _answer(
    interaction: Interaction,
    ask: Callable[[Assistant, str], Reply],
    private: bool,  # noqa: FBT001
) -> None:
    async with interaction.client.edge.watch(interaction):
        await interaction.client.front.look_up(interaction, ask, private=private)
