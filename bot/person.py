"""Whoever asks what is kept of them, and what keeps something of people beside the store of answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Person:
    """`names` says what they are called in a server, by its id: what is kept of authors is a name alone."""

    id: int
    names: Callable[[int], Awaitable[frozenset[str]]]


class PersonalRecords(Protocol):
    """Something that is kept of people. Its methods raise StorageError."""

    async def told(self, person: Person) -> Mapping[str, JsonValue]:
        """What is kept of them, by what it is called."""

    async def forget(self, person: Person) -> None:
        """Keep nothing of them: what others still need stays, without them."""
