"""What administrators teach, in both databases: listed, changed, withdrawn, and each change taken back."""

from __future__ import annotations

import asyncio
import json

import pytest

from qa.models import TaughtView
from qa.store.answers import AnswerStore
from qa.store.asked import AskedQuestions
from qa.store.database import StoreDatabase
from qa.store.erasure import Erasure
from qa.store.personal import PersonalData
from qa.store.taught import LIMITS, MOST, REMEMBERED, TaughtAnswer, TaughtAnswers, TaughtError, TaughtText
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.qa.store.conftest import shown

GUILD, OTHER = 5, 6
ADA, BEN = 1, 2
WHEN = TaughtText("When is the next report?", "In May.", "https://example.org/plan")
LATER = TaughtText("When is the next report?", "In June.", "Minutes of the board, page 3")


@pytest.fixture
def taught(database: StoreDatabase, clock: Clock) -> TaughtAnswers:
    return TaughtAnswers(database, clock)


async def texts(taught: TaughtAnswers, guild: int = GUILD) -> list[TaughtText]:
    return [one.text for one in await taught.of(guild)]


async def test_what_is_taught_belongs_to_its_server(taught: TaughtAnswers, clock: Clock) -> None:
    one = await taught.teach(WHEN, guild=GUILD, by=ADA, collection="boats")
    assert one == TaughtAnswer(one.number, one.key, GUILD, "boats", WHEN, ADA, clock.now)
    assert await taught.of(GUILD) == (one,)
    assert await taught.find(GUILD, one.key) == one
    assert await taught.of(OTHER) == ()
    day = TaughtView(question=WHEN.question, answer=WHEN.answer, source=WHEN.source, on="1970-01-12")
    assert one.view == day
    with pytest.raises(TaughtError, match="no such taught answer"):
        await taught.find(OTHER, one.key)


async def test_changes_are_taken_back_one_by_one(taught: TaughtAnswers, clock: Clock) -> None:
    first = await taught.teach(WHEN, guild=GUILD, by=ADA, collection="boats")
    clock.now += 1
    second = await taught.teach(LATER, guild=GUILD, by=BEN, key=first.key)
    assert (second.key, second.collection, second.by) == (first.key, "boats", BEN)
    gone = await taught.withdraw(GUILD, first.key, ADA)
    assert await texts(taught) == []
    assert not await taught.undo(GUILD, second.number), "it no longer holds"
    assert not await taught.undo(OTHER, gone.number)
    held = []
    for one in (gone, second, first):
        assert await taught.undo(GUILD, one.number)
        assert not await taught.undo(GUILD, one.number)
        held.append(await texts(taught))
    assert held == [[LATER], [WHEN], []]


async def test_what_is_not_there_is_neither_changed_nor_withdrawn(taught: TaughtAnswers) -> None:
    one = await taught.teach(WHEN, guild=GUILD, by=ADA)
    for guild, key in ((GUILD, "none"), (OTHER, one.key)):
        with pytest.raises(TaughtError) as failed:
            await taught.teach(LATER, guild=guild, by=ADA, key=key)
        assert failed.value.fault == "gone"
        with pytest.raises(TaughtError):
            await taught.withdraw(guild, key, ADA)
    assert await texts(taught) == [WHEN]
    assert await texts(taught, OTHER) == []


@pytest.mark.parametrize("field", LIMITS)
async def test_what_is_taught_has_all_its_parts_and_no_more_than_fits(
    taught: TaughtAnswers, field: str
) -> None:
    whole = {"question": "q?", "answer": "a", "source": "s"}
    most = LIMITS[field]
    for said, fault in (("", "empty"), (" \u200b\n", "empty"), ("?!", "empty"), ("x" * (most + 1), "long")):
        with pytest.raises(TaughtError, match=field) as failed:
            await taught.teach(TaughtText(**whole | {field: said}), guild=GUILD, by=ADA)
        assert (failed.value.fault, failed.value.field) == (fault, field)
    longest = TaughtText(**whole | {field: "x" * most})
    assert (await taught.teach(longest, guild=GUILD, by=ADA)).text == longest


async def test_hostile_words_are_kept_without_what_cannot_be_seen(taught: TaughtAnswers) -> None:
    said = TaughtText("When\n is\u202e it\0?", "@everyone\u200b\n**now**", " \ud800<@1> ")
    await taught.teach(said, guild=GUILD, by=ADA)
    assert await texts(taught) == [TaughtText("When is it?", "@everyone\n**now**", "<@1>")]


async def test_a_server_has_not_more_than_can_be_compared(taught: TaughtAnswers) -> None:
    made = [await taught.teach(WHEN, guild=GUILD, by=ADA) for _ in range(MOST)]
    with pytest.raises(TaughtError) as failed:
        await taught.teach(WHEN, guild=GUILD, by=ADA)
    assert (failed.value.fault, failed.value.most) == ("many", MOST)
    await taught.withdraw(GUILD, made[0].key, ADA)
    await taught.teach(LATER, guild=GUILD, by=ADA)
    await taught.teach(LATER, guild=OTHER, by=ADA)
    assert len(await taught.of(GUILD)) == MOST


async def test_of_the_versions_only_the_last_are_kept(taught: TaughtAnswers, database: StoreDatabase) -> None:
    key = (await taught.teach(WHEN, guild=GUILD, by=ADA)).key
    for number in range(REMEMBERED):
        await taught.teach(TaughtText("q?", f"a {number}", "s"), guild=GUILD, by=ADA, key=key)
    told = (await PersonalData(database).of(ADA))["taught"]
    assert len(told) == REMEMBERED
    assert "In May." not in json.dumps(told)


async def test_fifty_who_withdraw_at_once_withdraw_once(taught: TaughtAnswers) -> None:
    one = await taught.teach(WHEN, guild=GUILD, by=ADA)
    ends = (taught.withdraw(GUILD, one.key, person) for person in range(1, 51))
    done = await asyncio.gather(*ends, return_exceptions=True)
    assert sum(isinstance(end, TaughtAnswer) for end in done) == 1


async def test_it_goes_with_its_server_and_its_collection(taught: TaughtAnswers, store: AnswerStore) -> None:
    await taught.teach(WHEN, guild=GUILD, by=ADA, collection="boats")
    await taught.teach(LATER, guild=GUILD, by=BEN)
    await taught.teach(WHEN, guild=OTHER, by=ADA)
    await Erasure(store).collection("boats")
    assert await texts(taught) == [LATER]
    await Erasure(store).person(BEN)
    assert [(one.text, one.by) for one in await taught.of(GUILD)] == [(LATER, None)]
    await Erasure(store).server(GUILD)
    assert (await texts(taught), await texts(taught, OTHER)) == ([], [WHEN])


async def test_a_person_is_told_what_they_taught(taught: TaughtAnswers, database: StoreDatabase) -> None:
    await taught.teach(WHEN, guild=GUILD, by=ADA)
    (told,) = (await PersonalData(database).of(ADA))["taught"]
    words = {"question": WHEN.question, "answer": WHEN.answer, "source": WHEN.source}
    assert told == {"guild": GUILD, **words, "withdrawn": False, "at": "1970-01-12T13:46:40+00:00"}
    assert (await PersonalData(database).of(BEN))["taught"] == []


async def test_what_was_taught_is_no_gap(taught: TaughtAnswers, store: AnswerStore) -> None:
    view = (await taught.teach(WHEN, guild=GUILD, by=ADA)).view
    for key, told in (("a", None), ("b", view)):
        await store.put(shown(key, private=False, reply=fakes.ABSTAINED.model_copy(update={"taught": told})))
    asked = await AskedQuestions(store.database).of(GUILD, 0)
    assert [(one.key, one.answered) for one in asked] == [("a", False), ("b", True)]
    kept = await AnswerStore(store.database, keep=9, days=2, clock=lambda: 1_000_000.0).get("b")
    assert kept is not None
    assert kept.reply.taught == view
