"""Sharing an answer and deleting one, as operations to be killed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from contextlib import closing
from typing import Final

import discord
import simcord

from tests.bot.look import labels, press, share, share_menu, text, ways
from tests.soak.lasting import Scene, discord_in
from tests.soak.operations import Fault, Operation, Workplace

QUESTION: Final = "What did DeepSeek R1 score?"
ANSWER: Final = "DeepSeek R1 scored 89"
QUOTE: Final = "DeepSeek R1 reaches 89 points"
PRESSES: Final = 3  # after a kill: more than anybody needs


def _copies(scene: Scene, *, private: bool) -> list[discord.Message]:
    """The cards that show the answer."""
    shown = (card for card in scene.cards() if ANSWER in text(card))
    return [card for card in shown if card.flags.ephemeral == private]


async def _ask(place: Workplace, *, private: bool) -> None:
    async with discord_in(place) as scene:
        await scene.alice.slash(scene.channel, "ask", question=QUESTION, private=private)
        scene.save(place.folder)


async def _use(place: Workplace, label: str, use: Callable[..., Awaitable[object]]) -> None:
    async with discord_in(place) as scene:
        (card,) = (one for one in scene.cards() if one.flags.ephemeral or label != "take back")
        with place.points.counted():
            await use(scene.alice, card)
            place.acknowledge(label)


async def _share_again(place: Workplace) -> list[Fault]:
    """Press what is left to be pressed: in the end the answer stands there once, and its buttons work."""
    async with discord_in(place) as scene:
        faults = []
        if place.acknowledged() and not _copies(scene, private=False):
            faults.append(Fault("lost", "what was shared"))
        faults += [
            Fault("lost", "a press that did nothing and said nothing")
            for _ in range(PRESSES)
            if await _does_nothing(scene)
        ]
        standing = _copies(scene, private=False)
        if not standing:
            faults.append(Fault("lost", "what was to be shared"))
        if len(standing) > 1:
            faults.append(Fault("doubled", f"{len(standing)} public copies"))
        behind = [text(await press(scene.alice, card, "Sources")) for card in standing]
        return faults + [Fault("lost", "the answer of a copy") for said in behind if QUOTE not in said]


async def _does_nothing(scene: Scene) -> bool:
    """Whether pressing Share, where it can still be pressed, neither changes nor says anything."""
    (card,) = _copies(scene, private=True)
    if "Share" not in labels(card):
        return False
    before = len(_copies(scene, private=False))
    told = (await share(scene.alice, card)).followups
    (card,) = _copies(scene, private=True)
    return not told and "Share" in labels(card) and len(_copies(scene, private=False)) == before


async def _take_back_again(place: Workplace) -> list[Fault]:
    """Take back what still stands: in the end nothing of the copy is kept, and the answer can be shared."""
    async with discord_in(place) as scene:
        faults = []
        if "take back" in place.acknowledged() and _copies(scene, private=False):
            faults.append(Fault("lost", "what was taken back still stands"))
        for _ in range(PRESSES):
            (card,) = _copies(scene, private=True)
            if "Shared …" in labels(card):
                await _take_back(scene.alice, card)
        faults += [Fault("lost", "a copy that cannot be taken back") for _ in _copies(scene, private=False)]
        if _kept(place) != 1:
            faults.append(Fault("litter", f"{_kept(place)} answers where one is shown"))
        (card,) = _copies(scene, private=True)
        await share(scene.alice, card)
        if len(_copies(scene, private=False)) != 1:
            faults.append(Fault("lost", "an answer that cannot be shared again"))
        return faults


async def _take_back(who: simcord.MemberActor, card: discord.Message) -> None:
    opened = card if share_menu(card) else await press(who, card, "Share")
    if "unshare" in ways(opened):
        await share(who, opened, "unshare")


async def _delete_again(place: Workplace) -> list[Fault]:
    """Press Delete where there is still a card: in the end neither it nor the answer is kept."""
    async with discord_in(place) as scene:
        faults = []
        if _kept(place) and not scene.cards():
            faults.append(Fault("litter", "an answer without a card"))
        if place.acknowledged() and scene.cards():
            faults.append(Fault("lost", "what was deleted is still there"))
        for card in scene.cards():
            await press(scene.alice, card, "Delete")
        faults += [Fault("lost", "a card that cannot be deleted") for _ in scene.cards()]
        if _kept(place):
            faults.append(Fault("litter", "an answer that was deleted"))
        return faults


def _kept(place: Workplace) -> int:
    """How many answers can be read from the disk."""
    with closing(sqlite3.connect(place.data / "footnote.sqlite3")) as base:
        return int(base.execute("SELECT COUNT(*) FROM answers WHERE reply IS NOT NULL").fetchone()[0])


def _prepare_share(place: Workplace) -> None:
    asyncio.run(_ask(place, private=True))


def _share(place: Workplace) -> None:
    asyncio.run(_use(place, "Share", share))


def _check_share(place: Workplace) -> list[Fault]:
    return asyncio.run(_share_again(place))


def _prepare_take_back(place: Workplace) -> None:
    _prepare_share(place)
    asyncio.run(_use(place, "share first", share))


def _take_back_once(place: Workplace) -> None:
    asyncio.run(_use(place, "take back", _take_back))


def _check_take_back(place: Workplace) -> list[Fault]:
    return asyncio.run(_take_back_again(place))


def _prepare_delete(place: Workplace) -> None:
    asyncio.run(_ask(place, private=False))


def _delete(place: Workplace) -> None:
    asyncio.run(_use(place, "Delete", lambda who, card: press(who, card, "Delete")))


def _check_delete(place: Workplace) -> list[Fault]:
    return asyncio.run(_delete_again(place))


def operations() -> Iterable[Operation]:
    yield Operation("share", _prepare_share, _share, _check_share)
    yield Operation("take back", _prepare_take_back, _take_back_once, _check_take_back)
    yield Operation("delete", _prepare_delete, _delete, _check_delete)
