"""Insights: administrators see what was asked on their server without an answer, most, and disputed most."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from bot.cards.layout import view
from bot.cards.markup import clip, escape, line
from bot.cards.outbox import acknowledge
from bot.cards.voice import teach_menu
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.rules import Rules
from index.embedding import open_embedder
from qa.store.asked import AskedQuestions
from qa.store.insights import Insights, QuestionGroup, as_csv, insights

DAY: Final = 86_400.0  # seconds
LISTED: Final = 5  # groups of each kind on the card; the file has all
QUESTION: Final = 120  # UTF-16 units of a question
FILE: Final = "insights.csv"
REASONS: Final = ("wrong", "unsupported", "outdated", "missing", "beside")

Say: TypeAlias = Callable[..., str]


@dataclass(frozen=True, slots=True)
class ServerInsights:
    """Only administrators, only of their own server, and only what was asked there for everybody to read.

    What is shown names nobody; nothing is kept for it.
    """

    asked: AskedQuestions
    rules: Rules
    locales: Locales
    failures: FailureReporter
    clock: Callable[[], float] = time.time

    @reported
    async def show(self, interaction: discord.Interaction, days: int) -> None:
        """Show what was asked in the last `days`, with a table of all of it; to nobody else."""
        guild = await self.rules.administered(interaction, "error-insights")
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        asked = await self.asked.of(guild, self.clock() - days * DAY)
        told = await asyncio.to_thread(lambda: insights(asked, open_embedder().embed_queries))
        say = partial(self.failures.say, self.locales.of(interaction))
        text = "\n".join(_lines(told, days, say))
        items: list[ui.Item[Any]] = [ui.Container(ui.TextDisplay(text))]
        if wanting := _wanting(told):
            items.append(ui.ActionRow(teach_menu(say("insights-teach"), wanting)))
        files = []
        if told.asked:
            items.append(ui.File(f"attachment://{FILE}"))
            files = [discord.File(io.BytesIO(as_csv(told).encode("utf-8-sig", "replace")), FILE)]
        await interaction.edit_original_response(view=view(*items), attachments=files)


def _wanting(told: Insights) -> dict[str, str]:
    """The questions on the card that want another answer, by the keys of those that they got."""
    groups = (*told.gaps[:LISTED], *told.disputed[:LISTED])
    return {one.key: one.question for one in groups if one.key}


def _lines(told: Insights, days: int, say: Say) -> Iterator[str]:
    yield f"### {say('insights-title', days=days)}"
    yield say("insights-asked", count=told.asked, unanswered=told.unanswered)
    for message, groups in (
        ("insights-gaps", told.gaps),
        ("insights-most", told.most),
        ("insights-disputed", told.disputed),
    ):
        if groups:
            yield f"**{say(message)}**"
            yield from _listed(groups, say)
    yield f"-# {say('insights-kept')}"


def _listed(groups: Sequence[QuestionGroup], say: Say) -> Iterator[str]:
    for one in groups[:LISTED]:
        reasons = [
            f"{say(f'feedback-{name}')} ({count})" for name in REASONS if (count := one.verdicts.get(name))
        ]
        told = " · ".join([f"{one.count}× {escape(clip(line(one.question), QUESTION))}", *reasons])
        yield f"• {told}"
    if len(groups) > LISTED:
        yield f"-# {say('corpus-more', count=len(groups) - LISTED)}"
