"""What can be pressed on a card of a review; made anew from its custom id after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, cast

import discord
from discord import ui

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from typing import Self

Verb = Literal["accept", "reject", "skip", "undo"]
FINDING: Final = r"(?P<finding>[\w-]{1,40})"
BLANK: Final = "…"  # a label must not be empty


class Verdict(
    ui.DynamicItem[ui.Button[Any]], template=rf"fn:review:(?P<verb>accept|reject|skip|undo):{FINDING}"
):
    """Says what becomes of a finding."""

    def __init__(
        self,
        verb: Verb,
        finding: str,
        label: str = BLANK,
        emoji: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        self.verb: Verb = verb
        self.finding = finding
        custom_id = f"fn:review:{verb}:{finding}"
        super().__init__(ui.Button(label=label, emoji=emoji, style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast(Verb, match["verb"]), match["finding"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        async with interaction.client.failures.watch(interaction):
            await interaction.client.reviews.press(interaction, self.verb, self.finding)


class MergeInto(ui.DynamicItem[ui.Select[Any]], template=rf"fn:review:merge:{FINDING}"):
    """Accepts a finding whose new name means an entity: an option's value is its id."""

    def __init__(
        self, finding: str, placeholder: str = BLANK, options: Sequence[discord.SelectOption] = ()
    ) -> None:
        self.finding = finding
        held = list(options) or [discord.SelectOption(label=BLANK)]
        super().__init__(
            ui.Select(custom_id=f"fn:review:merge:{finding}", placeholder=placeholder, options=held)
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["finding"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        async with interaction.client.failures.watch(interaction):
            into = self.item.values[0]
            await interaction.client.reviews.press(interaction, "accept", self.finding, into)


REVIEW_ITEMS: Final = (Verdict, MergeInto)
