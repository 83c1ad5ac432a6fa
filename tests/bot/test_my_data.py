"""What is kept of a person: told and handed to them alone, and gone from every file once they want that."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot import privacy
from bot.batches import BatchStore, ReportBatch
from bot.channels.authors import ChannelAuthors
from bot.channels.keeping import ChannelKeeper
from bot.channels.kept_messages import SOMEBODY as SOMEBODY_CHOSE
from bot.channels.kept_messages import KeptMessage, KeptMessages, NamedChannel
from bot.person import Person
from bot.reviewing import ReviewerRecords
from index.errors import StorageError
from qa.review.reviewers import SOMEBODY
from qa.review.store import ReviewStore
from qa.store.leadership import SoleProcess
from qa.store.retention import Retention
from qa.store.settings import ServerSettings
from qa.store.watches import Watch, Watches
from tests.bot.conftest import Build, Clock, World
from tests.bot.disks import fill, holding
from tests.bot.look import custom_id, labels, message, press, text
from tests.bot.reports import office

OWN_WORDS = "What did DeepSeek R1 score, asked as only Alice would?"
OPINION = "the harbour is nearer, says she"


async def live(world: World, who: simcord.MemberActor, words: str) -> None:
    """Do all that leaves something of a person: ask, judge, watch, decide."""
    card = await who.slash(world.channel, "ask", question=words)
    await who.send(world.channel, f"{world.at} {words}")
    shown = await press(who, card, "Not helpful")
    await who.submit_modal(shown, {"reason": ["wrong"], "words": f"{OPINION} ({words})"})
    database = world.bot.handlers.answers.database
    await Watches(database).begin(Watch("d", answer=custom_id(card, "Delete").split(":")[2], person=who.id))
    await ServerSettings(database).put("tone", "plain", guild=world.guild.id, by=who.id)
    await Retention(database, Clock()).decide(world.guild.id, 7, who.id)


async def held(result: simcord.InteractionResult) -> dict[str, Any]:
    (attachment,) = message(result).attachments
    assert attachment.filename == "footnote-data.json"
    told: dict[str, Any] = json.loads(await attachment.read())
    return told


async def forget(who: simcord.MemberActor, world: World) -> simcord.InteractionResult:
    shown = await who.slash(world.channel, "privacy")
    sure = await press(who, shown, "Forget me")
    return await press(who, sure, "Yes, delete")


async def test_what_is_kept_is_told_and_handed_out_to_nobody_else(world: World) -> None:
    await live(world, world.alice, OWN_WORDS)
    await live(world, world.bob, "What did R1 score?")
    shown = await world.alice.slash(world.channel, "privacy")
    assert shown.ephemeral
    assert labels(shown) == ["My data", "Forget me"]
    assert "for 30 days at most" in text(shown)
    for line in ("2 questions with their answers", "1 opinion on an answer", "1 answer that you watch"):
        assert f"• {line}" in text(shown)
    result = await press(world.alice, shown, "My data")
    assert message(result).flags.ephemeral
    told = await held(result)
    assert told["person"] == str(world.alice.id)
    assert [one["question"] for one in told["answers"]] == [OWN_WORDS] * 2
    assert told["answers"][0]["reply"]["answer"]["citations"][0]["edition"] == "2025-Q1"
    assert {one["guild"] for one in told["answers"]} == {str(world.guild.id)}
    assert [(one["verdict"], one["words"]) for one in told["feedback"]] == [
        ("wrong", f"{OPINION} ({OWN_WORDS})")
    ]
    assert [one["answer"] for one in told["watches"]] == [told["answers"][0]["key"]]
    assert [(one["name"], one["value"]) for one in told["settings"]] == [("tone", "plain")]
    assert told["retention"] == []  # bob decided later
    assert [turn["question"] for turn in told["remembered"]] == [OWN_WORDS] * 2
    assert "What did R1 score?" not in json.dumps(told)


async def test_who_is_forgotten_is_in_no_file_any_more(world: World, tmp_path: Path) -> None:
    await live(world, world.alice, OWN_WORDS)
    await live(world, world.bob, "What did R1 score?")
    words = world.alice.id, OWN_WORDS, OPINION + f" ({OWN_WORDS})"
    assert holding(tmp_path / "data", *words) >= {"footnote.sqlite3"}
    done = await forget(world.alice, world)
    assert text(done) == "Done: I keep nothing of you any more. 2 answers are gone."
    assert holding(tmp_path / "data", *words) == set()
    assert world.memory.of_person(world.alice.id) == ()
    assert [turn.question for turn in world.memory.of_person(world.bob.id)] == ["What did R1 score?"] * 2
    assert holding(tmp_path / "data", world.bob.id) != set()
    shown = await world.bob.slash(world.channel, "privacy")
    assert "• 2 questions with their answers" in text(shown)
    database = world.bot.handlers.answers.database
    assert [one.by for one in await ServerSettings(database).all(world.guild.id)] == [world.bob.id]


async def test_nothing_is_deleted_before_it_is_confirmed(world: World) -> None:
    await live(world, world.alice, OWN_WORDS)
    shown = await world.alice.slash(world.channel, "privacy")
    sure = await press(world.alice, shown, "Forget me")
    assert message(sure).flags.ephemeral
    assert "deleted everywhere, at once and for good" in text(sure)
    assert len((await held(await press(world.alice, shown, "My data")))["answers"]) == 2


async def test_the_buttons_work_after_a_restart_and_in_direct_messages(world: World, build: Build) -> None:
    user = world.env.create_user("dana")
    await user.slash("ask", question=OWN_WORDS)
    shown = await user.slash("privacy")
    await world.env.restart_bot(build())
    sure = await press(user, shown, "Forget me")
    assert text(await press(user, sure, "Yes")) == "Done: I keep nothing of you any more. 1 answer is gone."
    assert text(await press(user, sure, "Yes")) == "Done: I keep nothing of you any more."


async def test_on_a_full_disk_nothing_is_deleted_and_that_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live(world, world.alice, OWN_WORDS)
    with monkeypatch.context() as patch:
        fill(patch)
        failed = await forget(world.alice, world)
    assert "I could not write that down, so I have changed nothing" in "".join(map(text, failed.followups))
    assert world.memory.of_person(world.alice.id) != ()
    assert "2 answers" in text(await forget(world.alice, world))


async def test_what_is_left_beside_the_store_is_told(world: World, tmp_path: Path) -> None:
    class Stubborn:
        async def told(self, _person: Person) -> dict[str, Any]:
            return {}

        async def forget(self, _person: Person) -> None:
            raise StorageError("the disk is full")

    batches = BatchStore(tmp_path / "batches.sqlite3")
    await batches.put(BATCH.model_copy(update={"by": world.alice.id}))
    world.bot.voices.privacy.records[:0] = [Stubborn(), batches]  # type: ignore[index]
    await live(world, world.alice, OWN_WORDS)
    failed = await forget(world.alice, world)
    assert "not everything else could be" in "".join(map(text, failed.followups))
    told = await batches.told(Person(world.alice.id, called_ada))
    assert told == {"batches": []}, "what can be forgotten is, whatever became of the first"
    await batches.close()
    assert "• 0 questions" in text(await world.alice.slash(world.channel, "privacy"))


async def test_what_is_too_large_for_discord_is_packed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "LARGEST", 10)
    shown = await world.alice.slash(world.channel, "privacy")
    (attachment,) = message(await press(world.alice, shown, "My data")).attachments
    assert attachment.filename == "footnote-data.json.zip"
    assert (await attachment.read()).startswith(b"PK")


async def called_ada(_server: int) -> frozenset[str]:
    return frozenset({"Ada", "ada"})


ADA, BEN = Person(111_222_333_444_555_666, called_ada), 7
BATCH = ReportBatch(id="b", server=1, collection="server-1", by=ADA.id, at=1.0, kind="add", step="ended")


async def test_of_a_batch_only_who_asked_for_it_is_forgotten(tmp_path: Path) -> None:
    store = BatchStore(tmp_path / "batches.sqlite3")
    await store.put(BATCH)
    await store.put(BATCH.model_copy(update={"id": "c", "by": BEN}))
    assert [one["id"] for one in (await store.told(ADA))["batches"]] == ["b"]  # type: ignore[union-attr, index, call-overload]
    await store.forget(ADA)
    await store.put(BATCH)  # as who works on it still knows it
    assert await store.told(ADA) == {"batches": []}
    assert [one.by for one in await store.latest(1, 0)] == [0, BEN]
    await store.close()
    assert holding(tmp_path, ADA.id) == set()


async def test_of_a_review_only_who_decided_is_forgotten(tmp_path: Path) -> None:
    ReviewStore(tmp_path / "reviews.sqlite3").add([])
    with closing(sqlite3.connect(tmp_path / "reviews.sqlite3")) as base, base:
        for number, by in enumerate((ADA.id, BEN)):
            base.execute(
                "INSERT INTO findings (id, document, status, by, at, record) VALUES (?, 'd', ?, ?, '', '{}')",
                (str(number), "accepted", f"discord:{by}"),
            )
            base.execute(
                "INSERT INTO decisions (who, finding, status, by) VALUES (?, ?, 'pending', NULL)",
                (f"discord:{by}", str(number)),
            )
    folder = tmp_path / "collections" / "server-1"
    folder.mkdir(parents=True)
    (folder / "reviews.sqlite3").write_bytes((tmp_path / "reviews.sqlite3").read_bytes())
    records = ReviewerRecords(tmp_path)
    assert await records.told(ADA) == {"decisions": 2}
    await records.forget(ADA)
    assert await records.told(ADA) == {"decisions": 0}
    assert holding(tmp_path, f"discord:{ADA.id}") == set()
    with closing(sqlite3.connect(folder / "reviews.sqlite3")) as base:
        assert base.execute("SELECT by FROM findings ORDER BY id").fetchall() == [(SOMEBODY,), ("discord:7",)]
        assert base.execute("SELECT who FROM decisions").fetchall() == [(SOMEBODY,), ("discord:7",)]


async def test_a_file_of_reviews_that_is_broken_is_told(tmp_path: Path) -> None:
    (tmp_path / "reviews.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(StorageError, match=r"reviews\.sqlite3"):
        await ReviewerRecords(tmp_path).forget(ADA)


async def test_other_processes_are_told_once_nothing_is_left_that_they_could_read_again(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = office(tmp_path, clock).bot()
    (batches,) = [one for one in bot.voices.privacy.records if isinstance(one, BatchStore)]
    await batches.put(BATCH)
    left: list[object] = []

    async def tell(_self: SoleProcess, what: str, of: str) -> None:
        left.append((what, of, await batches.told(ADA)))

    monkeypatch.setattr(SoleProcess, "tell", tell)
    assert await bot.voices.privacy._forget(ADA) == 0
    assert left == [("forgotten", str(ADA.id), {"batches": []})]
    await batches.close()
    await bot.handlers.answers.database.close()


class Paper:
    """A shelf that keeps what is written."""

    def __init__(self) -> None:
        self.written: dict[int, tuple[KeptMessage, ...]] = {}

    async def write(self, channel: NamedChannel, messages: Sequence[KeptMessage]) -> None:
        self.written[channel.id] = tuple(messages)

    async def take_in(self, channels: object) -> None: ...

    async def take_out(self, server: int, channels: object) -> None: ...

    async def left(self, known: object) -> dict[int, set[int]]:
        return {}


LINES = NamedChannel(
    1, 9, None, thread=False, name="lines", server_name="Trams", authors=True, named_by=ADA.id
)
SAID = KeptMessage(11, 1, "2026-01-01", 0.0, "Ada", "The depot is closed.", chosen_by=ADA.id)


async def test_in_channels_a_name_goes_for_good_and_what_was_said_stays(tmp_path: Path) -> None:
    store, paper = KeptMessages(tmp_path / "channels.sqlite3"), Paper()
    keeper = ChannelKeeper(store, paper, message_content=False, quiet=0.0)
    authors = ChannelAuthors(keeper)
    await store.name(LINES)
    await store.put([SAID, SAID._replace(id=12, author="Ben", text="So it is.", chosen_by=BEN)])
    assert await authors.told(ADA) == {
        "written": [{"channel": 1, "day": "2026-01-01", "text": "The depot is closed."}],
        "channels": [1],
        "chosen": [11],
    }
    await authors.forget(ADA)
    await store.put([SAID._replace(chosen_by=None)])  # as Discord still has it
    await keeper.close()
    kept = KeptMessages(tmp_path / "channels.sqlite3")
    assert [(one.author, one.text, one.chosen_by) for one in await kept.messages(1)] == [
        ("", "The depot is closed.", SOMEBODY_CHOSE),
        ("Ben", "So it is.", BEN),
    ]
    assert [one.author for one in paper.written[1]] == ["", "Ben"]
    assert (await kept.channels())[1].named_by == 0
    assert holding(tmp_path, ADA.id, "Ada") == set()
    assert await ChannelAuthors(ChannelKeeper(kept, paper, message_content=False)).told(ADA) == {
        "written": [],
        "channels": [],
        "chosen": [],
    }
    await kept.name(LINES._replace(authors=False))
    await kept.name(LINES)
    await kept.put([SAID])
    assert [one.author for one in await kept.messages(1)] == ["", None]
    await kept.close()
