"""Reviews: administrators decide, in private, on the figures that a program found."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.cards.outbox import acknowledge
from bot.cards.review import ReviewCards, Verb
from bot.courtesy import Courtesies
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.workers import Workers
from qa.language.detection import from_locale
from qa.review.errors import DecidedError, MergedError, UnknownEntityError, UnknownFindingError
from qa.review.queue import ReviewQueue
from qa.review.review import Review

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Effect:
    """What came of a press: which finding to show (None for the first), and whether anything changed.

    `said` is the message for whoever pressed: why nothing changed, or, if their card cannot be renewed, what
    has changed all the same.
    """

    shows: str | None = None
    decided: bool = False
    said: str | None = None


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
        courtesies: Courtesies,
        servers: frozenset[int],
    ) -> None:
        self.failures = failures
        self._workers, self._cards, self._locales, self._servers = workers, cards, locales, servers
        self._courtesies = courtesies

    @reported
    async def open(self, interaction: discord.Interaction) -> None:
        """Show the first finding that is to be decided."""
        reviewing = self._admitted(interaction)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        await self._show(reviewing, interaction)

    @reported
    async def press(
        self, interaction: discord.Interaction, verb: Verb, target: str, into: str | None = None
    ) -> None:
        """Do what was pressed, and show what comes next in place of the card.

        `target` is that of the control; `into` is the id of the entity that a new name means. Whatever
        becomes of the card, a decision that is kept is never called a failure.
        """
        reviewing = self._admitted(interaction)
        await acknowledge(interaction.response.defer)
        effect = await asyncio.to_thread(_do, reviewing, verb, target, _reviewer(interaction), into)
        if effect.decided:
            await self._renew()
        showing = self._show(reviewing, interaction, effect.shows)
        if effect.said is None:
            await showing
        elif not await self._courtesies.attempt(showing) or not effect.decided:
            raise DeclinedError(effect.said)

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
            queue, last = reviewing.waiting(), reviewing.store.last(_reviewer(interaction))
            if not queue:
                return self._cards.empty(locale, last)
            review = next((review for review in queue if review.id == finding), queue[0])
            return self._cards.finding(reviewing.sheet(review, from_locale(locale)), len(queue), locale, last)

        await interaction.edit_original_response(view=await asyncio.to_thread(card))

    async def _renew(self) -> None:
        """Let the engine know of what was decided.

        One that cannot be renewed stays as it is until the next decision: what was decided is kept.
        """
        try:
            await self._workers.renew()
        except Exception:
            log.exception("answers do not know yet of what was decided: the engine could not be renewed")


def _reviewer(interaction: discord.Interaction) -> str:
    return f"discord:{interaction.user.id}"


def _do(reviewing: ReviewQueue, verb: Verb, target: str, by: str, into: str | None) -> _Effect:
    """Do what `verb` says."""
    if verb == "undo":
        return _undo(reviewing, target, by)
    queue = reviewing.waiting()
    following = _following(queue, target)
    if verb == "skip":
        return _Effect(following)
    try:
        if target not in (review.id for review in queue):
            raise UnknownFindingError(target)
        reviewing.decide(target, "rejected" if verb == "reject" else "accepted", by, into)
    except (UnknownFindingError, DecidedError):
        return _Effect(following, said="error-review-gone")
    except (UnknownEntityError, MergedError):
        return _Effect(target, said="error-review-merge")
    return _Effect(following, decided=True, said="review-decided")


def _undo(reviewing: ReviewQueue, target: str, by: str) -> _Effect:
    """Take back the decision with that number; where the card names none, the last one."""
    decision = int(target) if target.isdecimal() else None
    review = reviewing.store.undo(by, decision)
    if review is None:
        return _Effect(said="error-review-undo" if decision is None else "error-review-undone")
    return _Effect(review.id, decided=True, said="review-undone")


def _following(queue: Sequence[Review], finding: str) -> str | None:
    """The id of what follows `finding` in the queue; None at its end."""
    ids = [review.id for review in queue]
    place = ids.index(finding) + 1 if finding in ids else len(ids)
    return ids[place] if place < len(ids) else None
