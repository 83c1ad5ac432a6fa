"""`/facts review`: administrators decide, in private, on the figures that a program found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands

from bot.cards.review import ReviewCards
from bot.cards.review_items import Verb
from bot.commands.slash import Slash
from bot.declined import DeclinedError
from bot.locale import Readers
from bot.workers import Desk
from qa.language.detection import from_locale
from qa.review.errors import UnknownEntityError, UnknownFindingError
from qa.review.queue import ReviewQueue
from qa.review.review import Review, Verdict
from qa.wording.messages import Messages

if TYPE_CHECKING:
    from discord import ui

    from bot.client import FootnoteClient

T = TypeVar("T")


class Reviews:
    """Shows one finding after another; each decision is kept at once and takes effect in the next answer.

    One bot may be in many servers and has one corpus: only administrators of `servers` decide on it, or,
    where none is named, those of the only server that the bot is in.
    """

    def __init__(self, desk: Desk, messages: Messages, readers: Readers, servers: frozenset[int]) -> None:
        self._desk, self._readers, self._servers = desk, readers, servers
        self._cards = ReviewCards(messages)
        self._renewing = asyncio.Lock()

    async def open(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        """Show the first finding that is to be decided."""
        reviewing = self._admitted(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(view=await self._next(reviewing, interaction))

    async def press(
        self,
        interaction: discord.Interaction[FootnoteClient],
        verb: Verb,
        finding: str,
        into: str | None = None,
    ) -> None:
        """Do what was pressed on the card of `finding`, and show what comes next in its place."""
        reviewing = self._admitted(interaction)
        await interaction.response.defer()
        who = f"discord:{interaction.user.id}"
        if verb == "undo":
            taken_back = await _threaded(lambda: reviewing.store.undo(who))
            if taken_back is None:
                raise DeclinedError("error-review-undo")
            view = await self._next(reviewing, interaction, at=taken_back.id)
        elif verb == "skip":
            view = await self._next(reviewing, interaction, after=finding)
        else:
            verdict: Verdict = "accepted" if verb == "accept" else "rejected"
            following = await _threaded(lambda: _decided(reviewing, finding, verdict, who, into))
            view = await self._next(reviewing, interaction, at=following)
        if verb != "skip":
            await self._renew()
        await interaction.edit_original_response(view=view)

    def _admitted(self, interaction: discord.Interaction[FootnoteClient]) -> ReviewQueue:
        """What decisions are made with; DeclinedError for whom they are not for, asked at every press."""
        served = len(interaction.client.guilds) == 1 if not self._servers else False
        here = interaction.guild_id is not None and (served or interaction.guild_id in self._servers)
        if not here or not interaction.permissions.administrator:
            raise DeclinedError("error-review")
        reviewed = self._desk.assistant.reviewed
        if reviewed is None:
            raise DeclinedError("review-none")
        return ReviewQueue(reviewed)

    async def _next(
        self,
        reviewing: ReviewQueue,
        interaction: discord.Interaction,
        *,
        at: str | None = None,
        after: str | None = None,
    ) -> ui.LayoutView:
        """The card of the finding `at`, of the one `after` another, or of the first; from the end, anew."""
        locale = self._readers.of(interaction)

        def look() -> ui.LayoutView:
            queue = reviewing.waiting()
            if not queue:
                return self._cards.empty(locale)
            wanted = _after(queue, after) if after else at
            review = next((one for one in queue if one.id == wanted), queue[0])
            return self._cards.finding(reviewing.sheet(review, from_locale(locale)), len(queue), locale)

        return await _threaded(look)

    async def _renew(self) -> None:
        """Let the engine know of what was decided: one at a time, so that the last decision counts."""
        async with self._renewing:
            self._desk.assistant = await _threaded(self._desk.assistant.renewed)


def review_commands(messages: Messages) -> app_commands.Group:
    """`/facts review`, which Discord offers to administrators of servers alone."""
    slash = Slash(messages, ())
    group = app_commands.Group(
        name=slash.text("command-facts"),
        description=slash.text("describe-facts"),
        default_permissions=discord.Permissions(administrator=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    async def review(interaction: discord.Interaction[FootnoteClient]) -> None:
        async with interaction.client.edge.watch(interaction):
            await interaction.client.reviews.open(interaction)

    group.add_command(slash.command("review", review))
    return group


def _decided(
    reviewing: ReviewQueue, finding: str, verdict: Verdict, who: str, into: str | None
) -> str | None:
    """Decide on a finding that waits, and give the id of the next; UnknownFindingError if somebody has."""
    queue = reviewing.waiting()
    if finding not in (review.id for review in queue):
        raise UnknownFindingError(finding)
    reviewing.decide(finding, verdict, who, into)
    return _after(queue, finding)


def _after(queue: tuple[Review, ...], finding: str) -> str | None:
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
