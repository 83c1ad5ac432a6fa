"""Buttons and menus of an answer. Their custom ids say all they need, so that a restart loses nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal, Self, TypeAlias, cast, get_args

import discord
from discord import ui

from bot.cards.markup import clip

LABEL: Final = 80  # UTF-16 units of a button's label
OPTIONS: Final = 25  # options of a menu
OPTION: Final = 100  # UTF-16 units of an option's label
OCTETS: Final = 150  # of either in UTF-8, 50 Chinese characters: 25 options leave room for the answer
BLANK: Final = "…"  # a label must not be empty

Verb = Literal[
    "sources",
    "quotes",
    "page",
    "share",
    "share-as",
    "share-in",
    "delete",
    "stop",
    "follow",
    "example",
    "choose",
]
"""What a press asks for; what its number means:

sources: show the quotes to whoever presses, and to nobody else;
quotes: turn to page `number` of the quotes;
page: turn to page `number` of the answer;
share: show the ways to share a private answer;
share-as: share it in the way of that number (`share_menu.WAYS`);
share-in: post it in the channel with the id `number`;
delete: remove the card and what is kept of the answer;
stop: let an answer stay as it was found, instead of having it worded;
follow: ask the suggested question `number`;
example: ask the example `number` that the help shows (the key is the language of the examples);
choose: settle which of several near-tied names was meant, by the number of the choice.
"""

CUSTOM_ID: Final = re.compile(
    rf"fn:(?P<verb>{'|'.join(get_args(Verb))}):(?P<key>[\w-]{{1,40}})(?::(?P<number>\d{{1,4}}))?"
)


Component: TypeAlias = ui.Button[Any] | ui.Select[Any] | ui.ChannelSelect[Any]


class AnswerControl(ui.DynamicItem[Any], template=CUSTOM_ID):
    """A button or a menu, for the client's `presses`.

    A menu's number is that of the option chosen, or the id of the channel.
    """

    def __init__(self, item: Component, verb: Verb, key: str, number: int = 0) -> None:
        super().__init__(item)
        self.verb: Final = verb
        self.key, self.number = key, number

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast(Component, item), cast(Verb, match["verb"]), match["key"], int(match["number"] or 0))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        number = self.number
        if isinstance(self.item, ui.Select):
            number = int(self.item.values[0])
        elif isinstance(self.item, ui.ChannelSelect):
            number = self.item.values[0].id
        await interaction.client.presses.press(interaction, self.verb, self.key, number)


def deleted_by(custom_id: str) -> str | None:
    """The key of the answer that the button with this id deletes; None for other buttons."""
    match = CUSTOM_ID.fullmatch(custom_id)
    return match["key"] if match and match["verb"] == "delete" else None


def button(
    verb: Verb, key: str, number: int = 0, *, label: str, emoji: str, disabled: bool = False
) -> AnswerControl:
    """A button; what is too long of its label is cut."""
    item: ui.Button[Any] = ui.Button(
        label=clip(label, LABEL, OCTETS) or BLANK,
        emoji=emoji,
        disabled=disabled,
        custom_id=f"fn:{verb}:{key}:{number}",
    )
    return AnswerControl(item, verb, key, number)


def choice_menu(key: str, placeholder: str, labels: Sequence[str]) -> AnswerControl:
    """A menu of what may have been meant; an option's value is its number."""
    options = [
        discord.SelectOption(label=clip(label, OPTION, OCTETS) or BLANK, value=str(number))
        for number, label in enumerate(labels[:OPTIONS])
    ]
    item: ui.Select[Any] = ui.Select(
        custom_id=f"fn:choose:{key}", placeholder=clip(placeholder, OPTION, OCTETS), options=options
    )
    return AnswerControl(item, "choose", key)
