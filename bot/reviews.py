"""Reviews: administrators decide, in private, on the figures that a program found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

import discord
from discord import ui

from bot.cards.review import ReviewCards, Verb
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.workers import Workers
from qa.language.detection import from_locale
from qa.review.errors import UnknownEntityError, UnknownFindingError
from qa.review.queue import ReviewQueue
from qa.review.review import Review

T = TypeVar("T")


class Reviews:
    """Shows one finding after another; each decision is kept at once and takes effect in the next answer.

    One bot may be in many servers and has one corpus: only administrators of `servers` decide on it, or,
    where none is named, those of the only server that the bot is in.
    """

    def __init__(
        self,
        workers: Workers,
        cards: ReviewCards,
        locales: Locales,
        failures: FailureReporter,
        servers: frozenset[int],
    ) -> None:
        self.failures = failures
        self._workers, self._cards, self._locales, self._servers = workers, cards, locales, servers
        self._renewing = asyncio.Lock()

    @reported
    async def open(self, interaction: discord.Interaction) -> None:
        """Show the first finding that is to be decided."""
        reviewing = self._admitted(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show(reviewing, interaction)

    @reported
    async def press(
        self, interaction: discord.Interaction, verb: Verb, finding: str, into: str | None = None
    ) -> None:
        """Do what was pressed on the card of `finding`, and show what comes next in its place.

        `into` is the id of the entity that a new name means.
        """
        reviewing = self._admitted(interaction)
        await interaction.response.defer()
        by = f"discord:{interaction.user.id}"
        following = await _threaded(lambda: _next_after(reviewing, verb, finding, by, into))
        if verb != "skip":
            await self._renew()
        await self._show(reviewing, interaction, following)

    def _admitted(self, interaction: discord.Interaction) -> ReviewQueue:
        """What decisions are made with; DeclinedError for those who may not, checked at every press."""
        only = not self._servers and len(interaction.client.guilds) == 1
        here = interaction.guild_id is not None and (only or interaction.guild_id in self._servers)
        if not here or not interaction.permissions.administrator:
            raise DeclinedError("error-review")
        reviewed = self._workers.assistant.reviewed
        if reviewed is None:
            raise DeclinedError("review-none")
        return ReviewQueue(reviewed)

    async def _show(
        self, reviewing: ReviewQueue, interaction: discord.Interaction, finding: str | None = None
    ) -> None:
        """Show the card of `finding` if it still waits for a decision, else of the first that does."""
        locale = self._locales.of(interaction)

        def card() -> ui.LayoutView:
            queue = reviewing.waiting()
            if not queue:
                return self._cards.empty(locale)
            review = next((review for review in queue if review.id == finding), queue[0])
            return self._cards.finding(reviewing.sheet(review, from_locale(locale)), len(queue), locale)

        await interaction.edit_original_response(view=await _threaded(card))

    async def _renew(self) -> None:
        """Let the engine know of what was decided: one at a time, so that the last decision counts."""
        async with self._renewing:
            self._workers.assistant = await _threaded(self._workers.assistant.renewed)


def _next_after(reviewing: ReviewQueue, verb: Verb, finding: str, by: str, into: str | None) -> str | None:
    """Do what `verb` says, and give the id of the finding to show next; None for the first.

    Raises UnknownFindingError if somebody else has decided on `finding`, and DeclinedError.
    """
    if verb == "undo":
        review = reviewing.store.undo(by)
        if review is None:
            raise DeclinedError("error-review-undo")
        return review.id
    queue = reviewing.waiting()
    if verb != "skip":
        if finding not in (review.id for review in queue):
            raise UnknownFindingError(finding)
        reviewing.decide(finding, "rejected" if verb == "reject" else "accepted", by, into)
    return _following(queue, finding)


def _following(queue: Sequence[Review], finding: str) -> str | None:
    """The id of what follows `finding` in the queue; None at its end."""
    ids = [review.id for review in queue]
    place = ids.index(finding) + 1 if finding in ids else len(ids)
    return ids[place] if place < len(ids) else None


async def _threaded(call: Callable[[], T]) -> T:
    """The result of `call`, made in a thread; DeclinedError for a finding or a name that is gone."""
    try:
        return await asyncio.to_thread(call)
    except (UnknownFindingError, UnknownEntityError) as error:
        raise DeclinedError("error-review-gone") from error
