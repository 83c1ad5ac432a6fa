"""What was taken up and not answered is taken up again, once, as long as it can be answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from qa.store.alive import LastAlive
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.events import Events
from qa.store.pending import KEPT, MOST_TRIES, PendingQuestion, PendingQuestions
from tests.bot.conftest import Clock
from tests.bot.disks import fill
from tests.qa.store.conftest import GUILD, Open, shown

FIRST = PendingQuestion(11, 2, GUILD, 1)
SECOND = PendingQuestion(12, 3, None, 7, "t", asked='{"a": "\ud800"}')


def everywhere(_: int | None) -> bool:
    return True


async def test_another_run_takes_up_what_one_has_left(open_store: Open, clock: Clock) -> None:
    killed, next_run = PendingQuestions(open_store(), clock), PendingQuestions(open_store(), clock)
    await killed.begin(FIRST)
    await killed.begin(SECOND)
    await killed.begin(PendingQuestion(13, 2, GUILD, 1))
    await killed.end(13)
    assert await killed.take_up(everywhere) == (), "it is at these itself"
    assert [one.source for one in await next_run.take_up(lambda guild: guild == GUILD)] == [11]
    (second,) = await next_run.take_up(everywhere)
    assert (second.source, second.token, second.asked) == (12, "t", '{"a": "�"}')
    assert await next_run.take_up(everywhere) == ()


async def test_of_two_who_take_up_one_gets_it(open_store: Open, clock: Clock) -> None:
    await PendingQuestions(open_store(), clock).begin(FIRST)
    runs = [PendingQuestions(open_store(), clock) for _ in range(4)]
    taken = [await one.take_up(everywhere) for one in runs[:2]]
    assert [len(one) for one in taken] == [1, 1], "the second is later, when the first may have ended"
    at_once = await asyncio.gather(*(one.take_up(everywhere) for one in runs[2:]))
    assert sum(map(len, at_once)) <= 2


async def test_what_ends_the_bot_is_given_up(
    open_store: Open, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await PendingQuestions(open_store(), clock).begin(FIRST)
    taken = [await PendingQuestions(open_store(), clock).take_up(everywhere) for _ in range(4)]
    given_up = [[one.is_given_up for one in left] for left in taken]
    assert given_up == [[False]] * (MOST_TRIES - 1) + [[True], [True]]
    assert "a question is given up" in caplog.text


async def test_no_token_outlives_its_use(database: StoreDatabase, open_store: Open, clock: Clock) -> None:
    await PendingQuestions(database, clock).begin(SECOND)
    clock.now += KEPT
    assert await PendingQuestions(open_store(), clock).take_up(everywhere) == ()
    await PendingQuestions(database, clock).begin(SECOND)
    clock.now += KEPT
    await PendingQuestions(database, clock).begin(FIRST)
    (left,) = await PendingQuestions(open_store(), clock).take_up(everywhere)
    assert left == replace(FIRST, tries=2), "a new question removes those that are too old"


async def test_a_question_is_pending_from_the_moment_that_it_is_taken_up(
    open_store: Open, clock: Clock
) -> None:
    database = open_store()
    events, pending = Events(database, clock), PendingQuestions(database, clock)
    assert await events.first(11, also=pending.row(FIRST))
    await pending.end(11)
    assert not await events.first(11, also=pending.row(FIRST))
    assert await PendingQuestions(open_store(), clock).take_up(everywhere) == (), "it was answered"


async def test_a_failure_ends_it_and_being_ended_does_not(open_store: Open, clock: Clock) -> None:
    pending, other = PendingQuestions(open_store(), clock), PendingQuestions(open_store(), clock)
    for error, left in ((ValueError, []), (asyncio.CancelledError, [11])):
        await pending.begin(FIRST)
        with pytest.raises(error):
            async with pending.ending(11):
                raise error
        assert [one.source for one in await other.take_up(everywhere)] == left


@pytest.mark.parametrize("whose", ["person", "server"])
async def test_what_is_forgotten_is_not_pending(store: AnswerStore, clock: Clock, whose: str) -> None:
    pending, other = PendingQuestions(store.database, clock), PendingQuestions(store.database, clock)
    await pending.begin(FIRST)
    await (Erasure(store).person(1) if whose == "person" else Erasure(store).server(GUILD))
    assert await other.take_up(everywhere) == ()


async def test_a_full_disk_loses_nothing_that_is_answered(
    database: StoreDatabase, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pending, alive = PendingQuestions(database, clock), LastAlive(database, clock)
    await pending.begin(SECOND)
    fill(monkeypatch)
    await pending.begin(FIRST)
    await pending.end(11)
    await alive.note((1,), 2)
    assert await pending.take_up(everywhere) == ()
    assert "would be lost if the bot ended now" in caplog.text
    clock.now += KEPT
    await pending.sweep()
    assert "are not removed" in caplog.text


async def test_shards_are_known_to_have_been_there(database: StoreDatabase, clock: Clock) -> None:
    alive = LastAlive(database, clock)
    assert await alive.of(1, 4) is None
    await alive.note((), 4)
    await alive.note((0, 1), 4)
    clock.now += 5
    await alive.note((1,), 4)
    at = [await alive.of(*which) for which in ((0, 4), (1, 4), (1, 2))]
    assert at == [clock.now - 5, clock.now, None]


async def test_whoever_was_answered_directly_lately_may_have_written(
    store: AnswerStore, database: StoreDatabase, clock: Clock
) -> None:
    for key, changes in (
        ("a", {"guild": None, "channel": 5}),
        ("b", {"guild": GUILD, "channel": 6}),
        ("c", {"guild": None, "channel": 7}),
        ("d", {"guild": None, "channel": 5}),
    ):
        await store.put(shown(key, **changes))
    alive = LastAlive(database, clock)
    assert await alive.direct() == (5, 7)
    clock.now += 8 * 86_400
    assert await alive.direct() == ()
