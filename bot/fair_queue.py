"""A queue that is fair: the next place goes round the servers, and within a server round its people."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Party(NamedTuple):
    """Who waits: a person of a server. In a direct message the person is a server of their own."""

    server: Hashable
    person: Hashable


class FairQueue(Generic[T]):
    """What waits, taken round robin by server, within a server by person, and from a person oldest first.

    A party has one item out at a time: the next is passed over until `done`. For one thread only.
    """

    def __init__(self) -> None:
        self._servers: dict[Hashable, dict[Hashable, deque[T]]] = {}  # both in the order of their next turn
        self._out: set[Party] = set()

    def __len__(self) -> int:
        return sum(_length(people) for people in self._servers.values())

    def put(self, party: Party, item: T) -> None:
        self._servers.setdefault(party.server, {}).setdefault(party.person, deque()).append(item)

    def take(self) -> T | None:
        """The next item, which is then out; None where nobody waits whose last one is done."""
        waiting = (Party(server, person) for server, people in self._servers.items() for person in people)
        party = next((party for party in waiting if party not in self._out), None)
        if party is None:
            return None
        self._out.add(party)
        people = self._servers.pop(party.server)
        items = people.pop(party.person)
        item = items.popleft()
        if items:
            people[party.person] = items  # at the end: the others come first
        if people:
            self._servers[party.server] = people
        return item

    def done(self, party: Party) -> None:
        """The item of `party` that is out has been dealt with."""
        self._out.discard(party)

    def remove(self, party: Party, item: T) -> None:
        """`item` of `party`, which waits, is not to be taken any more."""
        people = self._servers[party.server]
        people[party.person].remove(item)
        if not people[party.person]:
            del people[party.person]
        if not people:
            del self._servers[party.server]

    def ahead(self, party: Party) -> int:
        """How many items are taken before the newest that waits of `party`, if no others come."""
        people = {person: len(items) for person, items in self._servers[party.server].items()}
        servers = {server: _length(people) for server, people in self._servers.items()}
        return _ahead(servers, party.server, _ahead(people, party.person, people[party.person] - 1))

    def crowds(self, party: Party, places: int) -> bool:
        """Whether more wait than there are `places`, and `party` has more of them than is its share.

        The places are shared by the servers that wait, and those of a server by its people: whoever has no
        more than that is never sent away, however long the queue of another is.
        """
        people = self._servers[party.server]
        share = places // len(self._servers)
        own = len(people[party.person])
        return len(self) > places and _length(people) > share and own > share // len(people)

    def clear(self) -> tuple[T, ...]:
        """Empty the queue; what waited in it."""
        held = tuple(item for people in self._servers.values() for items in people.values() for item in items)
        self._servers.clear()
        return held


def _length(people: Mapping[Hashable, deque[T]]) -> int:
    return sum(map(len, people.values()))


def _ahead(lengths: Mapping[Hashable, int], mine: Hashable, own: int) -> int:
    """How many items are taken before the one that is `mine` after `own` others, where all take turns.

    By then who stands before me in the round has had one turn more than I, and who stands behind me as many.
    """
    before, turns = own, own + 1
    for one, length in lengths.items():
        if one == mine:
            turns = own
        else:
            before += min(length, turns)
    return before
