"""What can be pressed under an answer; made anew from its custom id, so that a restart loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import discord
from discord import ui

from bot.cards.markup import clip
from bot.declined import DeclinedError

if TYPE_CHECKING:
    import re
    from typing import Self

    from bot.answers import ShownAnswer
    from bot.client import FootnoteClient

LABEL: Final = 80  # characters of a button's label
OPTIONS: Final = 25  # options of a select menu
OPTION: Final = 100  # characters of an option's label
BLANK: Final = "…"  # a label must not be empty

KEY: Final = r"(?P<key>[\w-]{1,40})"
NUMBER: Final = r"(?P<number>\d{1,4})"


class Press(ui.DynamicItem[ui.Button[Any]], template=r"(?!)"):
    """A button of the answer `key`; `number` says which page or question."""

    verb: ClassVar[str]

    def __init__(
        self,
        key: str,
        number: int = 0,
        *,
        label: str = BLANK,
        emoji: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> None:
        self.key, self.number = key, number
        super().__init__(
            ui.Button(
                label=clip(label, LABEL) or BLANK,
                emoji=emoji,
                style=style,
                disabled=disabled,
                custom_id=f"fn:{self.verb}:{key}:{number}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["key"], int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        async with interaction.client.failures.watch(interaction):
            await self.press(interaction)

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        """Do what the button is for."""

    async def shown(self, interaction: discord.Interaction[FootnoteClient]) -> ShownAnswer:
        """The answer this button belongs to; DeclinedError if it is no longer kept."""
        return await interaction.client.handlers.recall(self.key)


class Sources(Press, template=f"fn:sources:{KEY}:{NUMBER}"):
    """Shows the quotes to whoever presses, and to nobody else."""

    verb = "sources"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        handlers = interaction.client.handlers
        card = handlers.cards.sources(await self.shown(interaction), handlers.locales.of(interaction))
        await interaction.response.send_message(view=card, ephemeral=True)


class Quotes(Press, template=f"fn:quotes:{KEY}:{NUMBER}"):
    """Turns the page of the sources, which only their reader sees."""

    verb = "quotes"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        handlers = interaction.client.handlers
        card = handlers.cards.sources(
            await self.shown(interaction), handlers.locales.of(interaction), self.number
        )
        await interaction.response.edit_message(view=card)


class Page(Press, template=f"fn:page:{KEY}:{NUMBER}"):
    """Turns the page: on the card for the asker, in a private copy for everybody else."""

    verb = "page"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        await interaction.client.handlers.turn(interaction, await self.shown(interaction), self.number)


class Share(Press, template=f"fn:share:{KEY}:{NUMBER}"):
    """Posts a private answer to the channel, saying who asked."""

    verb = "share"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        await interaction.client.handlers.share(interaction, await self.shown(interaction))


class Delete(Press, template=f"fn:delete:{KEY}:{NUMBER}"):
    """Removes the card and what is kept of it: for the asker and for moderators."""

    verb = "delete"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        await interaction.client.handlers.delete(interaction, self.key)


class FollowUp(Press, template=f"fn:follow:{KEY}:{NUMBER}"):
    """Asks a suggested question in the conversation of whoever presses."""

    verb = "follow"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        shown = await self.shown(interaction)
        question = shown.reply.answer.followups[self.number]
        await interaction.client.handlers.follow(interaction, shown, question)


class Example(Press, template=f"fn:example:{KEY}:{NUMBER}"):
    """Asks one of the questions to try that the help shows; `key` is their language."""

    verb = "example"

    async def press(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        handlers = interaction.client.handlers
        examples = handlers.workers.assistant.examples(self.key)
        if self.number >= len(examples):
            raise DeclinedError("error-expired")
        await handlers.ask(interaction, examples[self.number], private=True, headed=True)


class Choose(ui.DynamicItem[ui.Select[Any]], template=f"fn:choose:{KEY}"):
    """Settles which of several near-tied names was meant; an option's value is its place."""

    def __init__(self, key: str, *, placeholder: str = BLANK, labels: tuple[str, ...] = (BLANK,)) -> None:
        self.key = key
        options = [
            discord.SelectOption(label=clip(label, OPTION) or BLANK, value=str(place))
            for place, label in enumerate(labels[:OPTIONS])
        ]
        super().__init__(
            ui.Select(custom_id=f"fn:choose:{key}", placeholder=clip(placeholder, OPTION), options=options)
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["key"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        async with interaction.client.failures.watch(interaction):
            handlers = interaction.client.handlers
            shown = await handlers.recall(self.key)
            choice = shown.reply.choices[int(self.item.values[0])]
            await handlers.follow(interaction, shown, choice.question, settle=True)


ITEMS: Final = (Sources, Quotes, Page, Share, Delete, FollowUp, Example, Choose)
