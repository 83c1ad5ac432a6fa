"""What a reader sees of a card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
import simcord
from discord import ui

from bot.cards.share_menu import WAYS, Way

Seen = discord.Message | simcord.ResponseMessage | simcord.InteractionResult


def message(seen: Seen) -> discord.Message:
    if isinstance(seen, simcord.InteractionResult):
        shown = [*filter(None, [seen.response]), *seen.followups]
        assert shown, "the interaction was not answered"
        seen = shown[0]
    return seen.message if isinstance(seen, simcord.ResponseMessage) else seen


def items(seen: Seen) -> list[ui.Item[Any]]:
    return list(ui.LayoutView.from_message(message(seen), timeout=None).walk_children())


def text(seen: Seen) -> str:
    """All the text of a card, or of a plain message."""
    shown = message(seen)
    return shown.content or "\n".join(
        item.content for item in items(shown) if isinstance(item, ui.TextDisplay)
    )


def labels(seen: Seen) -> list[str]:
    return [item.label or "" for item in items(seen) if isinstance(item, ui.Button)]


def custom_id(seen: Seen, label: str) -> str:
    """The custom id of the button whose label begins with `label`."""
    for item in items(seen):
        if isinstance(item, ui.Button) and (item.label or "").startswith(label):
            assert item.custom_id is not None
            return item.custom_id
    raise AssertionError(f"no button {label!r} among {labels(seen)}")


def told(results: Iterable[simcord.InteractionResult]) -> list[str]:
    """What is said beside the cards."""
    return [text(one) for result in results for one in result.followups]


async def press(
    who: simcord.MemberActor | simcord.UserHandle, seen: Seen, label: str
) -> simcord.InteractionResult:
    shown = message(seen)
    result: simcord.InteractionResult = await who.click(shown, custom_id=custom_id(shown, label))
    return result


async def share(
    who: simcord.MemberActor | simcord.UserHandle, seen: Seen, way: Way = "here"
) -> simcord.InteractionResult:
    """Share the private answer that is seen in that way, by its menu, which is opened if it is not yet."""
    if share_menu(seen) is None:
        seen = opened = await press(who, seen, "Share")
        if share_menu(opened) is None:
            return opened  # which tells why there is none
    menu = share_menu(seen)
    assert menu is not None
    result: simcord.InteractionResult = await who.select(
        message(seen), [str(WAYS.index(way))], custom_id=menu.custom_id
    )
    return result


def share_menu(seen: Seen) -> ui.Select[Any] | None:
    """The menu of ways to share on a card, where it is open."""
    menus = (item for item in items(seen) if isinstance(item, ui.Select))
    return next((menu for menu in menus if menu.custom_id.startswith("fn:share-as:")), None)


def ways(seen: Seen) -> list[Way]:
    """The ways that an open menu offers."""
    menu = share_menu(seen)
    assert menu is not None, "the menu is closed"
    return [WAYS[int(option.value)] for option in menu.options]
