"""Buttons for what people say of answers and want to know of themselves; they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, Self, TypeAlias, cast, get_args

import discord
from discord import ui

from bot.cards.buttons import BLANK, LABEL, OCTETS, OPTION
from bot.cards.layout import view
from bot.cards.markup import clip
from qa.models import Reply

AnswerVerb = Literal["helpful", "unhelpful"]
WatchVerb = Literal["watch", "watch-here", "unwatch"]
PersonVerb = Literal["data", "forget", "erase"]
PostVerb = Literal["solved", "wrong", "unset"]
TeachVerb = Literal["teach", "change", "withdraw", "restore"]
VoiceVerb: TypeAlias = AnswerVerb | WatchVerb | PersonVerb | PostVerb | TeachVerb
VERBS: Final[tuple[VoiceVerb, ...]] = tuple(verb for one in get_args(VoiceVerb) for verb in get_args(one))
"""What a press asks for; the key is that of an answer, a watch or a taught answer, the number of a change,
or "me" for whoever presses.

helpful: say that the answer helps, or take that back;
unhelpful: say in a form why it does not;
watch: be told when the answer changes;
watch-here: let the channel be told;
unwatch: end that;
data: hand out what is kept of whoever presses;
forget: ask whether it is to be deleted;
erase: delete it;
solved: say that a post of a forum is solved, or take that back;
wrong: say that its answer is wrong, or take that back;
unset: take a setting back;
teach: open the form to teach an answer to the question of an answer, or, with "new", to any;
change: open it for what was taught;
withdraw: show that no more;
restore: take a change of it back.
"""
UNDER_ANSWERS: Final[tuple[VoiceVerb, ...]] = ("helpful", "unhelpful", "watch")
EMOJI: Final = dict(
    zip(
        (*UNDER_ANSWERS, "watch-here", "unwatch", "solved", "wrong", "unset", "teach", "change", "restore"),
        ("👍", "👎", "🔔", "🔔", "🔕", "✅", "❌", "↩️", "📌", "✏️", "↩️"),
        strict=True,
    )
)


class VoiceControl(
    ui.DynamicItem[Any],
    template=rf"fn:voice:(?P<verb>{'|'.join(VERBS)}):(?P<key>[\w-]{{1,40}})",
):
    """A button for the client's `voices`, or a menu, whose key is that of the option chosen."""

    def __init__(self, item: ui.Button[Any] | ui.Select[Any], verb: VoiceVerb, key: str) -> None:
        super().__init__(item)
        self.verb: Final = verb
        self.key = key

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        held = cast("ui.Button[Any] | ui.Select[Any]", item)
        return cls(held, cast(VoiceVerb, match["verb"]), match["key"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        key = self.item.values[0] if isinstance(self.item, ui.Select) else self.key
        await interaction.client.voices.press(interaction, self.verb, key)


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


def told_card(text: str, key: str, say: Callable[[str], str], *, teaches: bool) -> ui.LayoutView:
    """What is told to whoever says that the answer `key` is wrong: who may teach a better one is asked to."""
    told: ui.TextDisplay[Any] = ui.TextDisplay(text)
    if not teaches:
        return view(told)
    row: ui.ActionRow[Any] = ui.ActionRow(voice_button("teach", key, say("button-teach")))
    return view(told, row)


def teach_menu(placeholder: str, questions: Mapping[str, str]) -> VoiceControl:
    """A menu of questions to teach an answer to, by the keys of their answers; at least one, and 25."""
    options = [
        discord.SelectOption(label=clip(question, OPTION, OCTETS) or BLANK, value=key)
        for key, question in questions.items()
    ]
    item: ui.Select[Any] = ui.Select(
        custom_id="fn:voice:teach:menu", placeholder=clip(placeholder, OPTION, OCTETS), options=options
    )
    return VoiceControl(item, "teach", "menu")


def voice_rows(key: str, reply: Reply, say: Callable[[str], str]) -> tuple[ui.ActionRow[Any], ...]:
    """What may be said to an answer; nothing where there is none to judge, as where a choice is asked for."""
    if reply.choices or not (reply.answer.citations or reply.answer.abstained):
        return ()
    return (ui.ActionRow(*(voice_button(verb, key, say(f"button-{verb}")) for verb in UNDER_ANSWERS)),)
