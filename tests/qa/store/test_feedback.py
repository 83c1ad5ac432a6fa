"""What people say of answers, and who watches them, in both databases."""

from __future__ import annotations

import asyncio
from typing import get_args

import pytest

from index.errors import StorageError
from qa.store.answers import AnswerStore
from qa.store.feedback import LONGEST, AnswerVerdict, Feedback, Opinion
from qa.store.tables import VERDICTS
from qa.store.watches import Watch, Watches
from tests.bot.conftest import Clock
from tests.qa.store.conftest import shown


@pytest.fixture
async def feedback(store: AnswerStore, clock: Clock) -> Feedback:
    await store.put(shown("a"))
    return Feedback(store.database, clock)


@pytest.fixture
async def watches(store: AnswerStore, clock: Clock) -> Watches:
    await store.put(shown("a"))
    return Watches(store.database, clock)


def test_the_table_knows_every_verdict() -> None:
    assert get_args(AnswerVerdict) == VERDICTS


async def test_each_person_has_one_verdict_which_they_may_change(feedback: Feedback, clock: Clock) -> None:
    await feedback.give("a", 1, "helpful")
    clock.now += 1
    await feedback.give("a", 2, "beside", "I asked about\0 boats")
    await feedback.give("a", 1, "wrong", "x" * (LONGEST + 1))
    assert await feedback.of("a") == (
        Opinion("a", 1, "wrong", "x" * LONGEST, clock.now),
        Opinion("a", 2, "beside", "I asked about\ufffd boats", clock.now),
    )
    assert await feedback.counts("a") == {"wrong": 1, "beside": 1}
    assert [await feedback.take_back("a", 1) for _ in range(2)] == [True, False]
    assert await feedback.counts("a") == {"beside": 1}


async def test_a_press_repeated_fifty_times_counts_once(feedback: Feedback) -> None:
    await asyncio.gather(*(feedback.give("a", 1, "helpful") for _ in range(50)))
    assert await feedback.counts("a") == {"helpful": 1}


async def test_nothing_is_said_of_an_answer_that_is_gone(feedback: Feedback, store: AnswerStore) -> None:
    await store.forget("a")
    for key in ("a", "b"):
        with pytest.raises(StorageError, match=f"the answer {key} is no longer kept"):
            await feedback.give(key, 1, "helpful")
    assert await feedback.of("a") == ()


async def test_a_watch_is_kept_once_and_ended_once(watches: Watches) -> None:
    begun = await asyncio.gather(*(watches.begin(Watch("x", answer="a", person=1)) for _ in range(50)))
    assert len({watch.key for watch in begun}) == 1
    of_a_channel = await watches.begin(Watch("x", entity="deepseek-r1", channel=2, guild=5))
    assert await watches.all() == tuple(sorted((begun[0], of_a_channel), key=lambda watch: watch.key))
    assert await watches.of(1) == (begun[0],)
    assert [await watches.end(begun[0].key) for _ in range(2)] == [True, False]
    assert await watches.all() == (of_a_channel,)


async def test_of_fifty_who_would_tell_a_watcher_one_does(watches: Watches) -> None:
    watch = await watches.begin(Watch("old", answer="a", person=1))
    moved = await asyncio.gather(*(watches.move(watch, "new") for _ in range(50)))
    assert sum(moved) == 1
    assert [held.digest for held in await watches.all()] == ["new"]


async def test_a_watcher_who_is_told_watches_the_new_answer(watches: Watches, store: AnswerStore) -> None:
    watch = await watches.begin(Watch("old", answer="a", person=1))
    with pytest.raises(StorageError):
        await watches.move(watch, "new", "nowhere")
    await store.put(shown("b"))
    assert await watches.move(watch, "new", "b")
    assert not await watches.move(watch, "newer", "b")
    assert [(held.digest, held.answer) for held in await watches.all()] == [("new", "b")]
    await store.forget("a")
    assert len(await watches.all()) == 1
    await store.forget("b")
    assert await watches.all() == ()


async def test_an_answer_that_is_gone_cannot_be_watched(watches: Watches) -> None:
    with pytest.raises(StorageError, match="no longer kept"):
        await watches.begin(Watch("x", answer="b", person=1))


@pytest.mark.parametrize(
    "odd", [Watch("x", answer="a"), Watch("x", person=1), Watch("x", answer="a", entity="e", person=1)]
)
async def test_a_watch_is_of_one_thing_by_one_watcher(watches: Watches, odd: Watch) -> None:
    with pytest.raises(StorageError, match=r"ck_watches_watche[dr]"):
        await watches.begin(odd)
    assert await watches.all() == ()
