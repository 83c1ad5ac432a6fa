"""A shard that left while it caught up hears of nothing until it is back."""

from __future__ import annotations

from bot.hearing_shards import HearingShards
from tests.bot.conftest import Clock


def hearing(clock: Clock) -> HearingShards:
    """A shard that has caught up."""
    shards = HearingShards(clock)
    assert shards.begin(0) is None
    shards.end(0)
    return shards


def test_a_shard_is_away_since_it_was_noted_last(clock: Clock) -> None:
    shards, before = hearing(clock), clock.now
    clock.now += 5
    shards.left(0)
    assert [*shards.note()] == []
    assert shards.begin(0) == before


def test_one_that_resumes_has_missed_nothing(clock: Clock) -> None:
    shards = hearing(clock)
    shards.left(0)
    shards.is_back(0)
    assert [*shards.note()] == [0]


def test_one_that_leaves_while_it_catches_up_is_away_since_then(clock: Clock) -> None:
    shards, began = HearingShards(clock), clock.now
    shards.begin(0)
    clock.now += 5
    shards.left(0)
    shards.left(0)
    shards.end(0)
    assert [*shards.note()] == []
    assert shards.begin(0) == began
    shards.end(0)
    assert [*shards.note()] == [0]


def test_one_that_resumes_while_it_catches_up_has_caught_up_at_the_end(clock: Clock) -> None:
    shards = HearingShards(clock)
    shards.begin(0)
    shards.left(0)
    shards.is_back(0)
    assert [*shards.note()] == []
    shards.end(0)
    assert [*shards.note()] == [0]


def test_one_that_is_new_again_while_it_catches_up_has_caught_up_when_both_are_done(clock: Clock) -> None:
    shards, began = HearingShards(clock), clock.now
    shards.begin(0)
    shards.left(0)
    clock.now += 5
    assert shards.begin(0) == began
    shards.end(0)
    assert [*shards.note()] == []
    shards.end(0)
    assert [*shards.note()] == [0]
