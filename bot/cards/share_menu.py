"""The menu of ways to share a private answer, on its own card: nobody else sees either."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import discord
from discord import ui

from bot.cards.buttons import OCTETS, OPTION, AnswerControl
from bot.cards.markup import clip

Way = Literal[
    "here",
    "link",
    "private-link",
    "picture",
    "markdown",
    "json",
    "bibtex",
    "ris",
    "apa",
    "gbt7714",
    "unshare",
]
"""How an answer can be shared; what its option means:

here: post it to the channel that it was asked in;
link: let everybody who has the address read its page;
private-link: an address that ends, for an answer that stays private;
picture: a PNG, with a code that leads to its page where there are pages;
markdown … gbt7714: a file of that form;
unshare: take the copy out of its channel, and the page offline.
"""
WAYS: Final[tuple[Way, ...]] = get_args(Way)
"""An option's value is its place here, also on cards of earlier versions: new ones are added at the end."""
EMOJI: Final[dict[Way, str]] = {
    "here": "📣",
    "link": "🔗",
    "private-link": "🔑",
    "picture": "🖼️",
    "unshare": "↩️",
}
TOLD: Final = frozenset[Way](("link", "private-link", "picture", "unshare"))
"""What needs a line that says what comes of it."""
CHANNELS: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]


@dataclass(frozen=True, slots=True)
class ShareMenu:
    """The ways that are offered, and whether another channel can be chosen."""

    ways: Sequence[Way]
    elsewhere: bool


def share_rows(menu: ShareMenu, key: str, say: Callable[[str], str]) -> Iterator[ui.ActionRow[Any]]:
    """The rows of the menu under the answer of `key`, in the words of `say`."""
    how = _short(say("share-how"))
    ways: ui.Select[Any] = ui.Select(custom_id=f"fn:share-as:{key}", placeholder=how)
    for way in menu.ways:
        pictures = "pictured-" if way == "picture" and "link" in menu.ways else ""
        ways.add_option(
            label=_short(say(f"way-{way}")),
            value=str(WAYS.index(way)),
            emoji=EMOJI.get(way, "📄"),
            description=_short(say(f"told-{pictures}{way}")) if way in TOLD else None,
        )
    yield ui.ActionRow(AnswerControl(ways, "share-as", key))
    if menu.elsewhere:
        places: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"fn:share-in:{key}", placeholder=_short(say("share-where")), channel_types=CHANNELS
        )
        yield ui.ActionRow(AnswerControl(places, "share-in", key))


def _short(text: str) -> str:
    return clip(text, OPTION, OCTETS)
