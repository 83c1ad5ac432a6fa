"""Reviews: administrators decide, in private, on the figures that a program found."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.cards.outbox import acknowledge
from bot.cards.review import ROWS, GroupTarget, ReviewCards, Verb
from bot.courtesy import Courtesies
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.reviewing import reviewer_of
from bot.rules import Rules
from bot.workers import Workers
from qa.language.detection import from_locale
from qa.review.errors import DecidedError, MergedError, UnknownEntityError, UnknownFindingError
from qa.review.groups import FindingGroup
from qa.review.queue import ReviewQueue
from qa.review.review import Verdict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Effect:
    """What came of a press: what to show, and whether anything changed.

    `shows` is the id of a finding, or a group with a page of it; None for the first of all. `said` is the
    message for whoever pressed: why nothing changed, or, if their card cannot be renewed, what has changed
    all the same. `skipped` counts what others had decided on meanwhile.
    """

    shows: str | GroupTarget | None = None
    decided: bool = False
    said: str | None = None
    skipped: int = 0


class Reviews:
    """Shows one group or finding after another; each decision is kept at once and is in the next answer.

    Administrators decide on their server's own documents. On those that are nobody's own, only those of
    `servers` do, or, where none is named, those of the only server that the bot is in.
    """

    def __init__(
        self,
        workers: Workers,
        cards: ReviewCards,
        locales: Locales,
        failures: FailureReporter,
        courtesies: Courtesies,
        servers: frozenset[int],
        rules: Rules,
        *,
        sees_all: bool = True,
    ) -> None:
        """`sees_all` says that no other process has servers of the bot."""
        self._sees_all = sees_all
        self.failures = failures
        self._rules = rules
        self._workers, self._cards, self._locales, self._servers = workers, cards, locales, servers
        self._courtesies = courtesies

    @reported
    async def open(self, interaction: discord.Interaction) -> None:
        """Show the first of what is to be decided."""
        _, reviewing = await self._admitted(interaction)
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
        name, reviewing = await self._admitted(interaction)
        await acknowledge(interaction.response.defer)
        effect = await asyncio.to_thread(_do, reviewing, verb, target, _reviewer(interaction), into)
        if effect.decided:
            await self._rules.noted(interaction, "review", verdict=verb, collection=name)
            await self._renew(name)
        showing = self._show(reviewing, interaction, effect.shows)
        if effect.said is None:
            await showing
        elif not await self._courtesies.attempt(showing) or not effect.decided:
            raise DeclinedError(effect.said)
        if effect.skipped:
            raise DeclinedError("review-skipped", count=effect.skipped)

    async def _admitted(self, interaction: discord.Interaction) -> tuple[str, ReviewQueue]:
        """Whose findings are decided on, and with what; DeclinedError for those who may not.

        Checked at every press. A server's own findings come first, while there are any to decide on.
        """
        server = await self._rules.administered(interaction, "error-review")
        only = self._sees_all and not self._servers and len(interaction.client.guilds) == 1
        found = await asyncio.to_thread(self._queues, server, only or server in self._servers)
        if not found:
            raise DeclinedError("review-none" if only or server in self._servers else "error-review")
        return found

    def _queues(self, server: int, everybodys: bool) -> tuple[str, ReviewQueue] | None:  # noqa: FBT001
        found = [self._workers.assistants.to_review(server)]
        found += [self._workers.assistants.to_review(None)] if everybodys else []
        queues = [(one.name, ReviewQueue(one.reviewed)) for one in found if one is not None]
        waiting = (one for one in queues[:-1] if one[1].groups())
        return next(waiting, queues[-1] if queues else None)

    async def _show(
        self,
        reviewing: ReviewQueue,
        interaction: discord.Interaction,
        shows: str | GroupTarget | None = None,
    ) -> None:
        """Show what still waits for a decision of what an effect shows, else the first that does."""
        locale, by = self._locales.of(interaction), _reviewer(interaction)
        card = await asyncio.to_thread(self._card, reviewing, locale, by, shows)
        await acknowledge(lambda: interaction.edit_original_response(view=card))

    def _card(
        self, reviewing: ReviewQueue, locale: str, by: str, shows: str | GroupTarget | None
    ) -> ui.LayoutView:
        groups, last = reviewing.groups(), reviewing.store.last(by)
        if not groups:
            return self._cards.empty(locale, last)
        left, language = sum(len(group.reviews) for group in groups), from_locale(locale)
        page = shows.page if isinstance(shows, GroupTarget) else 0
        wanted = shows.id if isinstance(shows, GroupTarget) else shows
        review = next((one for group in groups for one in group.reviews if one.id == wanted), None)
        group = next((group for group in groups if group.id == wanted), groups[0])
        if review is None and len(group.reviews) == 1:
            review = group.reviews[0]
        if review is not None:
            return self._cards.finding(reviewing.sheet(review, language), left, locale, last)
        page = page if page * ROWS < len(group.reviews) else 0
        sheet = reviewing.group_sheet(group, language, slice(page * ROWS, (page + 1) * ROWS))
        return self._cards.group(sheet, page, left, locale, last)

    async def _renew(self, name: str) -> None:
        """Let the engine know of what was decided on the collection of that name.

        One that cannot be renewed stays as it is until the next decision: what was decided is kept.
        """
        try:
            await self._workers.renew(name)
        except Exception:
            log.exception("answers do not know yet of what was decided: the engine could not be renewed")


def _reviewer(interaction: discord.Interaction) -> str:
    return reviewer_of(interaction.user.id)


def _do(reviewing: ReviewQueue, verb: Verb, target: str, by: str, into: str | None) -> _Effect:
    """Do what `verb` says."""
    if verb == "undo":
        return _undo(reviewing, target, by)
    groups = reviewing.groups()
    if seen := GroupTarget.read(target):
        return _do_group(reviewing, groups, verb, seen, by)
    following = _following(groups, target)
    if verb == "skip":
        return _Effect(following)
    try:
        if all(review.id != target for group in groups for review in group.reviews):
            raise UnknownFindingError(target)
        reviewing.decide(target, "rejected" if verb == "reject" else "accepted", by, into)
    except (UnknownFindingError, DecidedError):
        return _Effect(following, said="error-review-gone")
    except (UnknownEntityError, MergedError):
        return _Effect(target, said="error-review-merge")
    return _Effect(following, decided=True, said="review-decided")


def _do_group(
    reviewing: ReviewQueue, groups: Sequence[FindingGroup], verb: Verb, seen: GroupTarget, by: str
) -> _Effect:
    """Do what `verb` says with a group that somebody has seen: nothing that they have not seen is decided."""
    place = next((at for at, group in enumerate(groups) if group.id == seen.id), None)
    if place is None:
        return _Effect(said="error-review-gone")
    reviews, following = groups[place].reviews, _after(groups, place)
    if verb == "turn":
        return _Effect(seen)
    if verb == "skip":
        return _Effect(following)
    if verb == "singly":
        return _Effect(reviews[0].id)
    if len(reviews) > seen.count:
        return _Effect(seen, said="error-review-grown")
    verdict: Verdict = "accepted" if verb == "accept-all" else "rejected"
    batch = reviewing.store.decide_all([review.id for review in reviews], verdict, by)
    if not batch.taken:
        return _Effect(following, said="error-review-gone")
    skipped = seen.count - len(batch.taken)
    return _Effect(following, decided=True, said="review-decided", skipped=skipped)


def _undo(reviewing: ReviewQueue, target: str, by: str) -> _Effect:
    """Take back the decision with that number; where the card names none, the last one."""
    decision = int(target) if target.isdecimal() else None
    undone = reviewing.store.undo(by, decision)
    if not undone:
        return _Effect(said="error-review-undo" if decision is None else "error-review-undone")
    shows: str | GroupTarget = undone[0].id
    if len(undone) > 1:
        shows = next((_target(g) for g in reviewing.groups() if undone[0] in g.reviews), shows)
    return _Effect(shows, decided=True, said="review-undone")


def _following(groups: Sequence[FindingGroup], finding: str) -> str | GroupTarget | None:
    """What follows `finding`: the next of its group, or the next group; None at the end.

    Of one that waits no longer, the first of all.
    """
    for place, group in enumerate(groups):
        ids = [review.id for review in group.reviews]
        if finding in ids:
            rest = ids[ids.index(finding) + 1 :]
            return rest[0] if rest else _after(groups, place)
    return groups[0].reviews[0].id if groups else None


def _after(groups: Sequence[FindingGroup], place: int) -> GroupTarget | None:
    return _target(groups[place + 1]) if place + 1 < len(groups) else None


def _target(group: FindingGroup) -> GroupTarget:
    return GroupTarget(group.id, len(group.reviews))
