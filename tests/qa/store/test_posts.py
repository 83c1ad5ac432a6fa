"""Posts of forums: what is said of their answers is on the answer and an opinion, both or neither."""

from __future__ import annotations

import pytest

from index.errors import StorageError
from qa.store.answers import AnswerStore
from qa.store.events import Events
from qa.store.feedback import Feedback
from qa.store.shown_answer import PostState
from tests.bot.conftest import Clock
from tests.qa.store.conftest import Open, shown

ADA, BEN = 1, 2


async def said(store: AnswerStore, open_store: Open) -> tuple[PostState | None, dict[int, str]]:
    """What another process reads of the answer a, which is what this one has in memory."""
    other = await AnswerStore(open_store(), keep=9, days=2, clock=lambda: 1_000_000.0).get("a")
    own = await store.get("a")
    assert own is not None
    assert own == other
    opinions = await Feedback(store.database).of("a")
    return own.post, {one.person: one.verdict for one in opinions}


async def test_what_is_said_of_a_post_is_an_opinion_as_well(store: AnswerStore, open_store: Open) -> None:
    await store.put(shown("a", post="open"))
    assert await said(store, open_store) == ("open", {})
    await store.mark("a", ADA, "solved")
    assert await said(store, open_store) == ("solved", {ADA: "helpful"})
    await store.mark("a", BEN, "wrong")
    assert await said(store, open_store) == ("wrong", {ADA: "helpful", BEN: "wrong"})
    await store.mark("a", BEN, "open")
    assert await said(store, open_store) == ("open", {ADA: "helpful"})


async def test_nothing_is_said_of_an_answer_that_is_gone(store: AnswerStore) -> None:
    await store.put(shown("a", post="open"))
    await store.forget("a")
    with pytest.raises(StorageError, match="no longer kept"):
        await store.mark("a", ADA, "solved")
    assert await Feedback(store.database).of("a") == ()


async def test_other_answers_are_to_no_post(store: AnswerStore, open_store: Open) -> None:
    await store.put(shown("a"))
    assert await said(store, open_store) == (None, {})


async def test_that_a_message_came_and_that_it_was_answered_are_two_things(
    store: AnswerStore, clock: Clock
) -> None:
    events = Events(store.database, clock)
    assert [await events.first(7), await events.first(7), await events.first(7, "answered")] == [
        *(True, False, True)
    ]
    assert not await Events(store.database, clock).first(7, "answered")
