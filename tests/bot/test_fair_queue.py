from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fair_queue import FairQueue, Party

PARTIES = st.lists(st.builds(Party, st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=30)


def queue_of(parties: Sequence[Party]) -> FairQueue[tuple[Party, int]]:
    queue: FairQueue[tuple[Party, int]] = FairQueue()
    for number, party in enumerate(parties):
        queue.put(party, (party, number))
    return queue


def drained(queue: FairQueue[tuple[Party, int]]) -> list[tuple[Party, int]]:
    taken = []
    while item := queue.take():
        taken.append(item)
        queue.done(item[0])
    return taken


def order(*parties: str) -> str:
    """The order in which parties such as "A1", person 1 of server A, are served."""
    return " ".join(
        f"{party.server}{party.person}"
        for party, _ in drained(queue_of([Party(*party) for party in parties]))
    )


@pytest.mark.parametrize(
    ("waiting", "served"),
    [
        ("A1 A1 A1 A1 B1", "A1 B1 A1 A1 A1"),
        ("A1 A2 A3 A4 B1 B1", "A1 B1 A2 B1 A3 A4"),
        ("A1 A1 A1 A2 A2 A3", "A1 A2 A3 A1 A2 A1"),
        ("A1 A1 A2 B1 B1 C1", "A1 B1 C1 A2 B1 A1"),
    ],
)
def test_servers_take_turns_and_within_a_server_its_people(waiting: str, served: str) -> None:
    assert order(*waiting.split()) == served


def test_the_next_item_of_an_asker_waits_for_the_last() -> None:
    first, second = Party("A", "1"), Party("A", "2")
    queue = queue_of([first, first, second])
    assert queue.take() == (first, 0)
    assert queue.take() == (second, 2)
    assert queue.take() is None
    assert len(queue) == 1
    queue.done(first)
    assert queue.take() == (first, 1)


@given(PARTIES)
def test_nothing_is_lost_and_each_asker_is_served_in_order(parties: list[Party]) -> None:
    queue = queue_of(parties)
    assert len(queue) == len(parties)
    taken = drained(queue)
    assert sorted(number for _, number in taken) == list(range(len(parties)))
    for party in set(parties):
        numbers = [number for one, number in taken if one == party]
        assert numbers == sorted(numbers)
    assert len(queue) == 0


@given(PARTIES, st.integers(0, 30))
def test_how_many_are_ahead_is_how_many_are_taken_first(parties: list[Party], already: int) -> None:
    queue, last = queue_of(parties[:-1]), parties[-1]
    for _ in range(already):  # the turns are somewhere in a round
        if item := queue.take():
            queue.done(item[0])
    newest = (last, len(parties) - 1)
    queue.put(last, newest)
    ahead = queue.ahead(last)
    assert ahead == sum(1 for _ in takewhile(lambda item: item != newest, drained(queue)))


@given(PARTIES, st.data())
def test_what_leaves_is_not_taken(parties: list[Party], data: st.DataObject) -> None:
    queue, items = queue_of(parties), list(zip(parties, range(len(parties)), strict=True))
    gone = data.draw(st.lists(st.sampled_from(items), unique=True))
    for item in gone:
        queue.remove(item[0], item)
    assert sorted(drained(queue)) == sorted(set(items) - set(gone))


@given(PARTIES)
def test_clearing_hands_back_what_waited(parties: list[Party]) -> None:
    queue = queue_of(parties)
    assert sorted(queue.clear()) == sorted(zip(parties, range(len(parties)), strict=True))
    assert queue.take() is None
