"""Items by what they share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Member = TypeVar("Member")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Member], key: Callable[[Member], Key]) -> dict[Key, tuple[Member, ...]]:
    """The items by their key; keys and items in the order in which they come."""
    found: dict[Key, list[Member]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {shared: tuple(held) for shared, held in found.items()}
