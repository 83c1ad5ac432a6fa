"""Buttons for what people say of answers and want to know of themselves; they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Literal, Self, cast, get_args

import discord
from discord import ui

from bot.cards.buttons import BLANK, LABEL, OCTETS
from bot.cards.markup import clip
from qa.models import Reply

VoiceVerb = Literal["helpful", "unhelpful", "watch", "watch-here", "unwatch", "data", "forget", "erase"]
"""What a press asks for; the key is that of an answer or a watch, or "me" for whoever presses.

helpful: say that the answer helps, or take that back;
unhelpful: say in a form why it does not;
watch: be told when the answer changes;
watch-here: let the channel be told;
unwatch: end that;
data: hand out what is kept of whoever presses;
forget: ask whether it is to be deleted;
erase: delete it.
"""
UNDER_ANSWERS: Final[tuple[VoiceVerb, ...]] = ("helpful", "unhelpful", "watch")
EMOJI: Final = {"helpful": "👍", "unhelpful": "👎", "watch": "🔔", "watch-here": "🔔", "unwatch": "🔕"}


class VoiceControl(
    ui.DynamicItem[Any],
    template=rf"fn:voice:(?P<verb>{'|'.join(get_args(VoiceVerb))}):(?P<key>[\w-]{{1,40}})",
):
    """A button for the client's `voices`."""

    def __init__(self, item: ui.Button[Any], verb: VoiceVerb, key: str) -> None:
        super().__init__(item)
        self.verb: Final = verb
        self.key = key

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast("ui.Button[Any]", item), cast(VoiceVerb, match["verb"]), match["key"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.voices.press(interaction, self.verb, self.key)


def voice_button(
    verb: VoiceVerb,
    key: str,
    label: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> VoiceControl:
    """A button; what is too long of its label is cut."""
    item: ui.Button[Any] = ui.Button(
        label=clip(label, LABEL, OCTETS) or BLANK,
        emoji=EMOJI.get(verb),
        style=style,
        custom_id=f"fn:voice:{verb}:{key}",
    )
    return VoiceControl(item, verb, key)


def voice_rows(key: str, reply: Reply, say: Callable[[str], str]) -> tuple[ui.ActionRow[Any], ...]:
    """What may be said to an answer; nothing where there is none to judge, as where a choice is asked for."""
    if reply.choices or not (reply.answer.citations or reply.answer.abstained):
        return ()
    return (ui.ActionRow(*(voice_button(verb, key, say(f"button-{verb}")) for verb in UNDER_ANSWERS)),)
