"""What was said lately: the recent turns of each person in each place, bounded, expiring, never mixed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from qa.models import Turn


@dataclass(frozen=True, slots=True)
class _Said:
    turn: Turn
    when: float
    private: bool
    sources: tuple[int, ...]


class Conversations:
    """Recent turns by key; a key is a person in a channel or thread. Safe to use from several threads."""

    def __init__(
        self,
        turns: int = 6,
        keys: int = 10_000,
        seconds: float = 900.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the last `turns` of each of the `keys` most recent conversations for `seconds`."""
        self._turns, self._keys, self._seconds, self._clock = turns, keys, seconds, clock
        self._kept: OrderedDict[Hashable, deque[_Said]] = OrderedDict()
        self._places: OrderedDict[int, Hashable] = OrderedDict()  # where the turn of a source is kept
        self._lock = threading.Lock()

    def recent(self, key: Hashable, *, private: bool = False) -> tuple[Turn, ...]:
        """The turns of `key` that are not too old, oldest first; private ones only if `private`."""
        oldest = self._clock() - self._seconds
        with self._lock:
            said = tuple(self._kept.get(key, ()))
        return tuple(one.turn for one in said if one.when >= oldest and (private or not one.private))

    def remember(
        self, key: Hashable, turn: Turn, *, private: bool = False, sources: tuple[int, ...] = ()
    ) -> None:
        """Keep what was asked and answered; by `sources`, the messages that say it, it can be forgotten."""
        now = self._clock()
        with self._lock:
            said = self._kept.setdefault(key, deque(maxlen=self._turns))
            said.append(_Said(turn, now, private, sources))
            self._kept.move_to_end(key)
            self._places.update(dict.fromkeys(sources, key))
            while self._kept and (len(self._kept) > self._keys or self._stale(now)):
                self._kept.popitem(last=False)
            while len(self._places) > 2 * self._keys * self._turns:
                self._places.popitem(last=False)

    def replace(self, key: Hashable, turn: Turn, by: Turn) -> None:
        """Put a turn in the place of the very `turn` that was remembered, unless that is forgotten by now."""
        with self._lock:
            said = self._kept.get(key, deque())
            for place, one in enumerate(said):
                if one.turn is turn:
                    said[place] = replace(one, turn=by)

    def forget(self, source: int) -> None:
        """Forget what the message `source` asked or was asked about, and what was answered."""
        with self._lock:
            key = self._places.pop(source, None)
            if key not in self._kept:
                return
            left = [said for said in self._kept[key] if source not in said.sources]
            if left:
                self._kept[key] = deque(left, self._turns)
            else:
                del self._kept[key]

    def of_person(self, person: Hashable) -> tuple[Turn, ...]:
        """The turns of a person in all places, also those that are too old to be referred to."""
        with self._lock:
            return tuple(one.turn for key in self._keys_of(person) for one in self._kept[key])

    def forget_person(self, person: Hashable) -> None:
        """Forget what a person said in any place."""
        with self._lock:
            for key in self._keys_of(person):
                del self._kept[key]

    def forget_all(self) -> None:
        """Forget what anybody said."""
        with self._lock:
            self._kept.clear()
            self._places.clear()

    def _keys_of(self, person: Hashable) -> list[Hashable]:
        """The keys of a person: one is of a person in a place."""
        return [key for key in self._kept if isinstance(key, tuple) and key[0] == person]

    def __len__(self) -> int:
        return len(self._kept)

    def _stale(self, now: float) -> bool:
        first = next(iter(self._kept.values()))
        return first[-1].when < now - self._seconds
