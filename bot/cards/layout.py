"""Putting a card together."""

from __future__ import annotations

from typing import Any

from discord import ui


def view(*items: ui.Item[Any]) -> ui.LayoutView:
    """A card of `items` that stays usable for ever."""
    card = ui.LayoutView(timeout=None)
    for item in items:
        card.add_item(item)
    return card
