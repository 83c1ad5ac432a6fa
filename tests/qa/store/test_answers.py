"""Answers, in both databases: kept, found, shared, published, and forgotten when they are to be."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from index.errors import StorageError
from qa.store import tables
from qa.store.answers import AnswerStore, Glance, StoredAnswer
from qa.store.feedback import Feedback
from qa.store.shares import Copy, Share
from qa.store.tables import storable
from qa.store.watches import Watch, Watches
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.bot.disks import fill
from tests.examples import examples
from tests.qa.store.conftest import GUILD, Open, quoting, shown

HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE answers; --",
    "nul \0 and half \ud800 a character",
    "\u202eright to left\u200b",
    "x" * 100_000,
)

OF_ONE = ("quoted", "feedback", "watches")

pytestmark = pytest.mark.usefixtures("no_memory")


async def test_what_is_put_is_got_by_another_process(
    store: AnswerStore, open_store: Open, clock: Clock
) -> None:
    await store.put(shown("a"))
    other = AnswerStore(open_store(), keep=100, days=2, clock=clock)
    assert await other.get("a") == shown("a")
    assert await other.find("a") == StoredAnswer(shown("a"), clock.now, published=False)
    assert await other.get("b") is None


async def test_an_answer_without_an_asker_or_a_channel_is_kept(store: AnswerStore) -> None:
    nobodys = shown("a", asker=None, channel=None, guild=None)
    await store.put(nobodys)
    assert await store.get("a") == nobodys


async def test_an_answer_that_is_put_again_is_there_once_and_its_share_stands(store: AnswerStore) -> None:
    await store.put(shown("a"))
    share = await store.begin_share("a")
    await store.put(shown("a", by="Bo"))
    kept = await store.get("a")
    assert kept == shown("a", by="Bo", shareable=False)
    assert await store.begin_share("a") == Share("running", share.key)


async def test_the_newest_are_kept_also_of_one_moment(database_of_three: AnswerStore) -> None:
    for key in "abcd":
        await database_of_three.put(shown(key))
    assert [await database_of_three.get(key) is not None for key in "abcd"] == [False, True, True, True]


@pytest.fixture
def database_of_three(open_store: Open, clock: Clock) -> AnswerStore:
    return AnswerStore(open_store(), keep=3, days=2, clock=clock)


async def test_old_answers_expire_at_once_and_go_with_the_next(store: AnswerStore, clock: Clock) -> None:
    await store.put(shown("a"))
    clock.now += 2 * 86_400
    assert await store.get("a") is None
    assert await rows(store, "answers") == 1
    await store.put(shown("b"))
    assert await rows(store, "answers") == 1


async def test_of_fifty_who_share_at_once_one_may(store: AnswerStore, open_store: Open, clock: Clock) -> None:
    await store.put(shown("a"))
    others = [AnswerStore(open_store(), keep=100, days=2, clock=clock) for _ in range(2)]
    begun = await asyncio.gather(*((store, *others)[n % 3].begin_share("a") for n in range(50)))
    assert Counter(share.state for share in begun)["mine"] == 1
    assert {share.state for share in begun} <= {"mine", "running", "unclear"}
    assert len({share.key for share in begun}) == 1


async def test_after_a_crash_one_of_fifty_may_find_out(
    store: AnswerStore, open_store: Open, clock: Clock
) -> None:
    await store.put(shown("a"))
    begun = await store.begin_share("a")
    restarted = AnswerStore(open_store(), keep=100, days=2, clock=clock)
    shares = await asyncio.gather(*(restarted.begin_share("a") for _ in range(50)))
    assert Counter(share.state for share in shares) == {"unclear": 1, "running": 49}
    await restarted.end_share("a", 7)
    assert await store.begin_share("a") == Share("done", begun.key, 7)


async def test_a_share_that_expired_meanwhile_is_told_of(store: AnswerStore) -> None:
    with pytest.raises(StorageError, match="expired while it was being shared"):
        await store.begin_share("gone")


async def test_what_is_published_can_be_unpublished(store: AnswerStore) -> None:
    await store.put(shown("a"))
    await store.publish("a")
    assert (found := await store.find("a")) is not None
    assert found.published
    await store.publish("a", published=False)
    assert (found := await store.find("a")) is not None
    assert not found.published
    await store.forget("a")
    with pytest.raises(StorageError, match="no longer kept"):
        await store.publish("a")
    await store.publish("gone", published=False)


async def test_of_a_forgotten_answer_its_asker_alone_is_kept(store: AnswerStore) -> None:
    await store.put(quoting("a", "boats"))
    await Feedback(store.database).give("a", 3, "wrong", "no")
    await Watches(store.database).begin(Watch("x", answer="a", person=3))
    await store.publish("a")
    await store.forget("a")
    assert await store.get("a") is None
    assert await store.asker("a") == 1
    assert [await rows(store, table) for table in ("answers", *OF_ONE)] == [1, 0, 0, 0]
    held = select(tables.answers.c.question, tables.answers.c.by, tables.answers.c.published)
    assert await store.database.read(lambda base: tuple(base.execute(held).one())) == ("", None, False)
    await store.remove("a")
    assert await rows(store, "answers") == 0


async def test_what_was_said_of_an_answer_goes_with_it(store: AnswerStore) -> None:
    await store.put(quoting("a", "boats", "towers"))
    await store.posted("a", 70)
    await Feedback(store.database).give("a", 3, "wrong", "no")
    await Watches(store.database).begin(Watch("x", answer="a", person=3))
    await store.remove_messages((70, 71))
    assert [await rows(store, table) for table in ("answers", *OF_ONE)] == [0, 0, 0, 0]


async def test_cards_that_are_gone_leave_nothing(store: AnswerStore) -> None:
    for number, key in enumerate("abc"):
        await store.put(shown(key, channel=number, parent=9 if number else None))
    await store.remove_messages(())
    await store.remove_channel(0)
    assert [await store.asker(key) for key in "abc"] == [None, 1, 1]
    await store.remove_channel(9)
    assert [await store.asker(key) for key in "abc"] == [None, None, None]


async def test_a_question_that_was_deleted_is_kept_nowhere(store: AnswerStore) -> None:
    worded = fakes.R1.model_copy(update={"found": fakes.R1.answer})
    await store.put(shown("a", source=5, reply=worded))
    await store.put(shown("b", about=5))
    await store.put(shown("c", source=6, reply=worded))
    await store.forget_questions((5,))
    asked = select(tables.answers.c.question).order_by(tables.answers.c.key)
    questions = await store.database.read(lambda base: base.execute(asked).scalars().all())
    assert questions == ["", "", fakes.R1.answer.question]
    for key in "ab":
        kept = await store.get(key)
        assert kept is not None
        assert kept.reply.answer.question == kept.reply.turn.question == ""
        assert kept.reply.as_found.answer == kept.reply.answer.answer == fakes.R1.answer.answer
        assert fakes.R1.answer.question not in kept.model_dump_json()


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_is_kept_as_it_is_or_mended(store: AnswerStore, hostile: str) -> None:
    answer = fakes.R1.answer.model_copy(update={"question": hostile.replace("\ud800", "")})
    await store.put(shown("a", reply=fakes.R1.model_copy(update={"answer": answer}), by=hostile))
    kept = await store.get("a")
    assert kept is not None
    assert kept.reply.answer == answer
    assert kept.by == storable(hostile)
    assert await rows(store, "answers") == 1


@given(said=st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=examples(), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mended_text_is_what_every_database_takes(said: str) -> None:
    mended = storable(said)
    assert "\0" not in mended
    assert mended.encode().decode() == mended
    assert storable(mended) == mended


async def test_a_full_disk_does_no_harm(
    store: AnswerStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put(shown("a"))
    with monkeypatch.context() as patch:
        fill(patch)
        await store.put(shown("b"))
        for refused in (store.forget("a"), store.begin_share("a"), store.publish("a")):
            with pytest.raises(StorageError, match=r"disk is full|No space left"):
                await refused
    assert "kept in memory only" in caplog.text
    assert await store.get("a") == shown("a")
    assert (await store.begin_share("a")).state == "mine"


async def test_fifty_who_write_and_read_at_once(store: AnswerStore, open_store: Open, clock: Clock) -> None:
    stores = [store, *(AnswerStore(open_store(), keep=100, days=2, clock=clock) for _ in range(2))]

    async def use(number: int) -> bool:
        one, key = stores[number % 3], f"k{number}"
        await one.put(quoting(key, "boats"))
        await Feedback(one.database).give(key, number, "helpful")
        await one.posted(key, number)
        return await stores[(number + 1) % 3].get(key) == quoting(key, "boats")

    assert all(await asyncio.gather(*map(use, range(50))))
    assert [await rows(store, table) for table in ("answers", "quoted", "feedback")] == [50, 50, 50]
    await asyncio.gather(*(stores[number % 3].remove(f"k{number}") for number in range(50)))
    assert [await rows(store, table) for table in ("answers", "quoted", "feedback")] == [0, 0, 0]


async def rows(store: AnswerStore, table: str) -> int:
    """How many rows a table has."""
    counted = select(func.count()).select_from(text(table))
    return await store.database.read(lambda base: int(base.execute(counted).scalar_one()))


async def glance(store: AnswerStore, key: str) -> Glance | None:
    return (await store.glances((key,))).get(key)


async def shared_and_published(store: AnswerStore) -> str:
    """Keep "a", and its public copy in the message 7; the copy's key."""
    await store.put(shown("a"))
    share = await store.begin_share("a")
    await store.put(shown(share.key, private=False))
    await store.end_share("a", 7)
    await store.posted(share.key, 7)
    await store.publish("a")
    return share.key


@pytest.mark.parametrize("by", ["message", "channel", "forgetting", "removing"])
async def test_whoever_removes_the_public_copy_takes_the_page_offline(store: AnswerStore, by: str) -> None:
    copy = await shared_and_published(store)
    assert await glance(store, "a") == Glance(1_000_000.0, published=True, asked=True, server=GUILD)
    match by:
        case "message":
            await store.remove_messages((7,))
        case "channel":
            await store.put(shown("a", channel=None, parent=None))  # asked elsewhere
            await store.remove_channel(2)
        case "forgetting":
            await store.forget(copy)
        case _:
            await store.remove(copy)
    assert (seen := await glance(store, "a")) is not None
    assert not seen.published


async def test_an_answer_whose_copy_was_taken_back_may_be_shared_again(store: AnswerStore) -> None:
    copy = await shared_and_published(store)
    assert await store.copy_of("a") == Copy(copy, 7, channel=2)
    await store.take_back("a")
    assert await store.copy_of("a") is None
    again = await store.begin_share("a")
    assert again.state == "mine"
    assert again.key != copy
    await store.take_back("a")  # it is being posted: it is no copy yet that stands
    assert await store.begin_share("a") == Share("running", again.key)
    assert await store.copy_of("a") is None


async def test_a_glance_tells_of_every_change(store: AnswerStore, clock: Clock) -> None:
    await store.put(shown("a", source=9))
    seen = await glance(store, "a")
    assert seen == Glance(clock.now, published=False, asked=True, server=GUILD)
    await store.publish("a")
    assert (published := await glance(store, "a")) != seen
    await store.forget_questions((9,))
    assert await glance(store, "a") not in (seen, published)
    await store.forget("a")
    assert await glance(store, "a") is None
    assert await glance(store, "b") is None


async def test_every_write_is_counted_so_that_what_was_read_before_is_read_again(store: AnswerStore) -> None:
    await store.put(shown("a"))
    before = store.database.writes
    await store.get("a")
    await glance(store, "a")
    assert store.database.writes == before
    await store.publish("a")
    assert store.database.writes > before


async def test_many_are_glanced_at_together(store: AnswerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.store.answers.AT_ONCE", 2)
    for key in "abcde":
        await store.put(shown(key))
    await store.remove("d")
    assert sorted(await store.glances("abcdefg")) == ["a", "b", "c", "e"]
    found = await store.finds("abcdefg")
    assert {key: await store.find(key) for key in "abce"} == found
    store.recent.renew("e", written=False)
    assert (await store.finds("ae"))["e"].published is False
