"""What a language model may cost a day: so many tokens a server, and a person in it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Final

DAY: Final = 86_400.0  # seconds; days are those of UTC


class TokenBudget:
    """Kept in memory for the day: a restart begins it anew."""

    def __init__(self, server: int, person: int, clock: Callable[[], float] = time.time) -> None:
        """The tokens that each `server`, and each `person`, may cost a day."""
        self._most_server, self._most_person, self._clock = server, person, clock
        self._day = -1
        self._servers, self._persons = Counter[int](), Counter[int]()

    def has_left(self, server: int | None, person: int) -> bool:
        """Whether anything is left; direct messages (`server` None) count for their person alone."""
        self._turn()
        within = server is None or self._servers[server] < self._most_server
        return within and self._persons[person] < self._most_person

    def spend(self, server: int | None, person: int, tokens: int) -> None:
        self._turn()
        self._persons[person] += tokens
        if server is not None:
            self._servers[server] += tokens

    def _turn(self) -> None:
        """Begin a new day."""
        if (day := int(self._clock() // DAY)) != self._day:
            self._day = day
            self._servers.clear()
            self._persons.clear()
