"""The form in which a person says why an answer does not help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias, cast, get_args

import discord
from discord import ui

from qa.store.feedback import AnswerVerdict, Opinion

WORDS: Final = 1_000  # characters of what may be added
OPEN: Final = 3_600.0  # seconds in which a form may be handed in
REASONS: Final[tuple[AnswerVerdict, ...]] = tuple(one for one in get_args(AnswerVerdict) if one != "helpful")
Say: TypeAlias = Callable[[str], str]
TakeIn: TypeAlias = Callable[[discord.Interaction, AnswerVerdict, str], Awaitable[None]]
"""Takes the reason and the words; must not raise."""


class FeedbackForm(ui.Modal):
    """Asks for a reason in the words of `say`, filled in with what the person said `before`."""

    def __init__(self, name: str, say: Say, before: Opinion | None, take_in: TakeIn) -> None:
        """`name` tells it from the forms of other people and answers, which are open at the same time."""
        super().__init__(title=say("feedback-title"), timeout=OPEN, custom_id=f"fn:feedback:{name}")
        self._take_in = take_in
        chosen = before.verdict if before else None
        self.reason: ui.Select[Any] = ui.Select(
            custom_id="reason",
            placeholder=say("feedback-reason"),
            options=[
                discord.SelectOption(label=say(f"feedback-{one}"), value=one, default=one == chosen)
                for one in REASONS
            ],
        )
        self.words: ui.TextInput[Any] = ui.TextInput(
            custom_id="words",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=WORDS,
            default=(before.words[:WORDS] if before else None) or None,
        )
        self.add_item(ui.Label(text=say("feedback-reason"), component=self.reason))
        self.add_item(
            ui.Label(text=say("feedback-words"), description=say("feedback-words-told"), component=self.words)
        )

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        reason = cast(AnswerVerdict, self.reason.values[0])
        await self._take_in(interaction, reason, self.words.value.strip())
