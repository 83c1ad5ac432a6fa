"""Putting a card together, and what of it is left for texts."""

from __future__ import annotations

import json
from typing import Any, Final

from discord import ui

from bot.cards.markup import Size

PAYLOAD: Final = 9_000
"""The most bytes of a card's components, as JSON in UTF-8.

Discord's servers answer 500 to more than 10,170 bytes, which is documented nowhere. They were measured in
https://github.com/discord/discord-api-docs/issues/8554, to the byte: the texts in UTF-8, however the request
escapes them, and 12 bytes for each. https://github.com/discord/discord-api-docs/issues/7310 met the same with
the labels of menus. Here all counts that a card says, keys and marks included, which is more than Discord can
count but for what it adds of its own, such as the address of a picture. A thousand bytes are left for that.
"""
LEAST: Final = (
    700  # bytes for texts on the fullest card, whose labels and picture are bounded where they are made
)


def view(*items: ui.Item[Any]) -> ui.LayoutView:
    """A card of `items` that stays usable for ever."""
    card = ui.LayoutView(timeout=None)
    for item in items:
        card.add_item(item)
    return card


def payload(card: ui.LayoutView) -> int:
    """The bytes of a card's components, as JSON in UTF-8."""
    components = card.to_components()  # type: ignore[no-untyped-call]
    return len(json.dumps(components, ensure_ascii=False, separators=(",", ":")).encode())


def text_room(units: int, empty: ui.LayoutView) -> Size:
    """The room for texts, at most `units`, on the card that is `empty` of them."""
    return Size(units, max(LEAST, PAYLOAD - payload(empty)))
