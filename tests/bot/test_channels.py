"""Channels as a source: what is chosen of them is in the reports as Discord has it, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.app import create_bot
from bot.batches import BatchItem, ReportBatch
from bot.children import Hear
from bot.client import FootnoteClient
from bot.settings import BotSettings
from bot.shelving import Shelved, Shelving
from index.build import IndexBuilder, is_empty
from index.errors import FootnoteError
from index.ingestion import Ingestion
from index.shelf import Library
from qa.collections.desk import Desk
from qa.question.conversation import Conversations
from tests.bot.disks import fill, holding
from tests.bot.look import press, text
from tests.index.samples import TermEmbedder
from tests.qa.collections.stacks import desk_over, stacks

BLUE = "The blue line carries 4,200 riders on a working day."
RED = "The red line carries 900 riders on a working day."
PAST = "This morning the depot of the blue line was closed."
QUESTION = "How many riders does the blue line carry on a working day?"

PATIENT = 20.0  # seconds
pytestmark = pytest.mark.simcord(settle_timeout=PATIENT)
HIDDEN = pytest.mark.simcord(settle_timeout=PATIENT, approved_intents=discord.Intents.default())
"""Discord does not show what messages say, neither when they come nor when they are asked for."""

Make = Callable[[], FootnoteClient]


@dataclass
class Shelves:
    """What the bot let a process do: here it is done at once, in this one."""

    batches: list[ReportBatch]
    fails: bool = False

    def done(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.kind, tuple(Path(name).name for name in one.named) or one.ids) for one in self.batches]


@pytest.fixture
def shelves(monkeypatch: pytest.MonkeyPatch) -> Shelves:
    kept = Shelves([])

    async def work(self: Shelving, batch: ReportBatch, _hear: Hear) -> Shelved:
        kept.batches.append(batch)
        if kept.fails:
            raise FootnoteError("the process was killed")
        return Shelved(await asyncio.to_thread(_work, self, batch))

    monkeypatch.setattr(Shelving, "work", work)
    return kept


def _work(shelving: Shelving, batch: ReportBatch) -> tuple[BatchItem, ...]:
    settings = shelving.settings(batch.collection)
    library, items = Library(settings.shelf_dir), []
    taken = [*Ingestion(library).take(batch.named)]
    assert [one.reason for one in taken if one.state == "failed"] == []
    for entry in filter(None, map(library.find, batch.ids)):
        library.remove(entry)
        items.append(BatchItem(fate="removed", name=entry.title, id=entry.id))
    if not is_empty(settings.corpus, settings.shelf_dir):
        builder = IndexBuilder(settings.corpus, settings.data_dir, TermEmbedder(dimension=512))
        builder.build()
    return tuple(items)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_over(stacks(tmp_path))


@pytest.fixture
def settings() -> dict[str, Any]:
    return {}


@pytest.fixture
async def make(tmp_path: Path, desk: Desk, settings: dict[str, Any], shelves: Shelves) -> AsyncIterator[Make]:
    """Makes bots on one data folder; closes their threads."""
    made: list[FootnoteClient] = []

    def create() -> FootnoteClient:
        chosen = BotSettings(data_dir=tmp_path / "data", shards=1, cooldown_questions=100, **settings)
        bot = create_bot(desk, Conversations(), chosen, always_register=True, catalogue=desk.catalogue)
        assert bot.chosen
        bot.chosen.keeper._quiet = 0.0
        made.append(bot)
        return bot

    yield create
    for bot in made:
        assert bot.chosen
        assert bot.corpora
        await bot.chosen.keeper.close()
        await bot.corpora.intake.close()
        await bot.handlers.close()


@pytest.fixture
def simcord_bot(make: Make) -> FootnoteClient:
    return make()


@dataclass
class Newsroom:
    """A server with a channel, an administrator and a member."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    admin: simcord.MemberActor
    alice: simcord.MemberActor
    desk: Desk

    @classmethod
    def of(cls, env: simcord.Env, desk: Desk, name: str = "Trams") -> Newsroom:
        guild = env.create_guild(name)
        role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
        return cls(
            env,
            guild,
            guild.create_text_channel("lines"),
            guild.add_member(env.create_user(f"root-{name}", global_name="Root"), roles=[role]),
            guild.add_member(env.create_user(f"alice-{name}", global_name="Alice")),
            desk,
        )

    async def name(self, channel: simcord.ChannelHandle | None = None, **options: Any) -> str:
        result = await self.admin.slash(
            self.channel, "corpus channel", channel=channel or self.channel, **options
        )
        assert result.ephemeral
        return text(result)

    async def pin(self, said: str, channel: simcord.ChannelHandle | None = None) -> discord.Message:
        message = await self.alice.send(channel or self.channel, said)
        await self.admin.set_pinned(message, pinned=True)
        return message

    async def choose(self, message: discord.Message, who: simcord.MemberActor | None = None) -> str:
        return text(await (who or self.admin).context_menu(self.channel, "Add to the reports", message))

    async def thread(self) -> simcord.ChannelHandle:
        channel = self.env.bot.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
        return self.channel.threads[-1]

    @property
    def folder(self) -> Path:
        return self.desk.catalogue.folder(f"server-{self.guild.id}")

    def file(self, channel: simcord.ChannelHandle | None = None) -> str | None:
        path = self.folder / "uploads" / f"channel-{(channel or self.channel).id}.md"
        return path.read_text(encoding="utf-8") if path.exists() else None

    def indexed(self) -> list[str]:
        """The texts that the index in use holds."""
        federation = self.desk.of(self.guild.id)
        return [held.text for one in federation.members for held in one.engine.index.documents.values()]

    def written(self) -> bytes:
        """All that the files of the server's own collection hold."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())

    async def ask(self, question: str = QUESTION) -> str:
        return text(await self.asked(question))

    async def asked(self, question: str = QUESTION) -> simcord.InteractionResult:
        """The card, or why there is none; what that needs is loaded before: simcord waits five seconds."""
        with suppress(FootnoteError):
            self.desk.of(self.guild.id).ask(question)
        return await self.alice.slash(self.channel, "ask", question=question)

    def silently_gone(self, message: discord.Message) -> None:
        """Delete a message without an event, as happens while the bot is away."""
        del self.env.backend.messages[message.channel.id][message.id]


@pytest.fixture
def news(simcord_env: simcord.Env, desk: Desk) -> Newsroom:
    return Newsroom.of(simcord_env, desk)


class TestWithMessageContent:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"message_content": True}

    async def test_pinned_messages_are_a_document(self, news: Newsroom) -> None:
        message = await news.pin(BLUE)
        await news.alice.send(news.channel, RED)
        said = await news.name()
        link = f"https://discord.com/channels/{news.guild.id}/{news.channel.id}"
        day = message.created_at.date().isoformat()
        assert news.file() == (
            f"---\nid: channel-{news.channel.id}\ntitle: '#lines (Trams)'\npublished: '{day}'\nsources:\n"
            f"- title: '#lines (Trams)'\n  publisher: Trams\n  published: '{day}'\n  url: {link}\n---\n"
            f"## {day}\n\n{BLUE}\n\n<{link}/{message.id}>\n"
        )
        assert f"<#{news.channel.id}>" in said
        assert "1 message so far" in said
        assert "The names of those who wrote are not kept." in said
        assert "Message Content" not in said
        assert "**4,200** riders" in await news.ask()

    async def test_what_is_pinned_later_edited_and_unpinned_follows(self, news: Newsroom) -> None:
        await news.name()
        assert news.file() is None
        message = await news.pin(BLUE)
        await news.env.settle()
        assert BLUE in "".join(news.indexed())
        await news.alice.edit(message, BLUE.replace("4,200", "4,300"))
        await news.env.settle()
        assert "4,300" in "".join(news.indexed())
        assert "4,200" not in "".join(news.indexed())
        await news.admin.set_pinned(message, pinned=False)
        await news.env.settle()
        assert news.file() is None
        assert news.indexed() == []

    async def test_who_deletes_their_own_message_takes_it_out_for_good(self, news: Newsroom) -> None:
        mine, other = await news.pin(BLUE), await news.pin(RED)
        await news.name()
        await news.alice.delete(mine)
        await news.env.settle()
        assert BLUE not in (news.file() or "")
        assert RED in (news.file() or "")
        assert "4,200" not in "".join(news.indexed())
        await news.alice.delete(other)
        await news.env.settle()
        assert news.file() is None
        assert news.indexed() == []
        assert Library(news.folder).removed() == []
        assert [path for path in (news.folder / "library").rglob("*") if path.suffix == ".document"] == []

    async def test_no_file_of_the_collection_holds_what_was_deleted(self, news: Newsroom) -> None:
        mine, other = await news.pin(BLUE), await news.pin(RED)
        await news.name()
        await news.env.settle()
        assert b"4,200" in news.written()
        await news.alice.delete(mine)
        await news.env.settle()
        assert b"4,200" not in news.written(), "nor an index before the one in use"
        assert b"900" in news.written()
        await news.alice.delete(other)
        await news.env.settle()
        assert b"900" not in news.written()

    async def test_what_is_deleted_is_not_quoted_while_the_index_still_holds_it(
        self, news: Newsroom, shelves: Shelves
    ) -> None:
        mine, _ = await news.pin(BLUE), await news.pin(RED)
        await news.name()
        card = await news.asked()
        assert "**4,200** riders" in text(card)
        shelves.fails = True
        await news.alice.delete(mine)
        await news.env.settle()
        assert BLUE in "".join(news.indexed())
        assert "has been removed" in await news.ask()
        sources = await news.alice.click(card.response.message, label="Source")  # type: ignore[union-attr]
        assert "has been removed" in text(sources)
        shelves.fails = False
        await news.env.advance_time(61)
        await news.env.settle()
        assert "4,200" not in "".join(news.indexed())
        assert "4,200" not in await news.ask()

    async def test_a_bulk_of_deleted_messages_is_one_build(self, news: Newsroom, shelves: Shelves) -> None:
        messages = [await news.pin(f"{RED} Fact {number}.") for number in range(5)]
        await news.name()
        before = len(shelves.batches)
        channel = news.env.bot.get_channel(news.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete_messages(messages[:4])
        await news.env.settle()
        assert (news.file() or "").count(RED) == 1
        assert len(shelves.batches) == before + 1

    async def test_a_burst_of_pins_is_one_build(self, news: Newsroom, shelves: Shelves) -> None:
        await news.name()
        news.env.bot.chosen.keeper._quiet = 60.0  # type: ignore[attr-defined]
        for number in range(5):
            await news.pin(f"{RED} Fact {number}.")
        assert shelves.batches == []
        await news.env.advance_time(121)
        await news.env.settle()
        assert shelves.done() == [("add", (f"channel-{news.channel.id}.md",))]
        assert (news.file() or "").count(RED) == 5

    async def test_names_of_authors_stand_there_as_long_as_they_may(self, news: Newsroom) -> None:
        message = await news.pin(BLUE)
        day = message.created_at.date().isoformat()
        assert "The names of those who wrote are kept." in await news.name(authors=True)
        assert f"## {day} · Alice\n" in (news.file() or "")
        await news.name()
        assert f"## {day} · Alice\n" in (news.file() or ""), "without a word on it they stay"
        assert "are not kept" in await news.name(authors=False)
        await news.env.settle()
        assert "Alice" not in (news.file() or "Alice")
        assert "Alice" not in "".join(news.indexed())
        await news.name(authors=True)
        assert "Alice" in (news.file() or "")

    async def test_who_is_forgotten_is_named_in_no_file_any_more(
        self, news: Newsroom, tmp_path: Path
    ) -> None:
        await news.pin(BLUE)
        await news.name(authors=True)
        await news.env.settle()
        assert b"Alice" in news.written()
        shown = await news.alice.slash(news.channel, "privacy")
        sure = await press(news.alice, shown, "Forget me")
        assert text(await press(news.alice, sure, "Yes")) == "Done: I keep nothing of you any more."
        await news.env.settle()
        assert BLUE in "".join(news.indexed())
        assert holding(tmp_path, "Alice") == set()
        await news.name(authors=True)
        assert "Alice" not in (news.file() or "Alice"), "what was forgotten is not read again"

    async def test_all_that_people_write_in_a_thread_is_taken_in(self, news: Newsroom) -> None:
        thread = await news.thread()
        await news.alice.send(thread, BLUE)
        said = await news.name(thread)
        assert "all that people write in it is taken in" in said
        await news.alice.send(thread, RED)
        await news.admin.slash(thread, "ask", question="Who?")
        await news.env.settle()
        file = news.file(thread) or ""
        assert BLUE in file
        assert RED in file
        assert file.count("\n## ") == 2, "neither the bot's own messages nor notices"
        assert news.file() is None

    async def test_messages_of_other_channels_are_not_taken_in(self, news: Newsroom) -> None:
        other = news.guild.create_text_channel("other")
        await news.name()
        await news.pin(BLUE, other)
        await news.env.settle()
        assert news.file() is None
        assert news.file(other) is None

    async def test_what_happened_while_the_bot_was_away_is_found(self, news: Newsroom, make: Make) -> None:
        gone, edited, chosen = (
            await news.pin(BLUE),
            await news.pin(RED),
            await news.alice.send(news.channel, PAST),
        )
        await news.name()
        await news.choose(chosen)
        assert PAST in (news.file() or "")
        news.silently_gone(gone)
        news.silently_gone(chosen)
        stored = news.env.backend.messages[news.channel.id][edited.id]
        stored.content, stored.edited_timestamp = RED.replace("900", "950"), news.env.backend.now_iso()
        news.guild.create_text_channel("new")
        await news.env.restart_bot(make())
        await news.env.settle()
        assert [number for number in ("4,200", "900", "950", "depot") if number in (news.file() or "")] == [
            "950"
        ]
        assert "950" in "".join(news.indexed())

    async def test_what_was_not_taken_in_before_a_restart_is_taken_in(
        self, news: Newsroom, make: Make, shelves: Shelves
    ) -> None:
        await news.pin(BLUE)
        shelves.fails = True
        await news.name()
        await news.env.settle()
        assert news.indexed() == []
        shelves.fails = False
        await news.env.restart_bot(make())
        await news.env.settle()
        assert BLUE in "".join(news.indexed())
        count = len(shelves.batches)
        await news.env.restart_bot(make())
        await news.env.settle()
        assert len(shelves.batches) == count, "there is nothing to do"

    async def test_documents_of_channels_that_nobody_knows_go(
        self, news: Newsroom, make: Make, tmp_path: Path
    ) -> None:
        await news.pin(BLUE)
        await news.name()
        await news.env.settle()
        await news.env.bot.chosen.keeper.close()  # type: ignore[attr-defined]
        (tmp_path / "data" / "channels.sqlite3").unlink()
        await news.env.restart_bot(make())
        await news.env.settle()
        assert news.file() is None
        assert news.indexed() == []

    @pytest.mark.parametrize("how", ["channel", "stop", "access", "server"])
    async def test_what_is_closed_to_the_bot_goes(self, news: Newsroom, how: str) -> None:
        thread = await news.thread()
        await news.alice.send(thread, RED)
        await news.pin(BLUE)
        await news.name()
        await news.name(thread)
        await news.env.settle()
        assert len(news.indexed()) == 2
        channel = news.env.bot.get_channel(news.channel.id)
        assert isinstance(channel, discord.TextChannel)
        if how == "channel":
            await channel.delete()
        elif how == "stop":
            await news.name(stop=True)
            await news.name(thread, stop=True)
        elif how == "server":
            await news.env.bot.on_guild_remove(channel.guild)  # type: ignore[attr-defined]
        else:
            await channel.set_permissions(channel.guild.me, view_channel=False)
        await news.env.settle()
        assert (news.file(), news.file(thread)) == (None, None)
        assert news.indexed() == []

    async def test_a_thread_that_is_deleted_takes_its_document_alone(self, news: Newsroom) -> None:
        thread = await news.thread()
        await news.alice.send(thread, RED)
        await news.pin(BLUE)
        await news.name()
        await news.name(thread)
        place = news.env.bot.get_channel(thread.id)
        assert isinstance(place, discord.Thread)
        await place.delete()
        await news.env.settle()
        assert news.file(thread) is None
        assert BLUE in (news.file() or "")

    async def test_a_channel_that_was_deleted_while_the_bot_was_away(
        self, news: Newsroom, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await news.pin(BLUE)
        await news.name()
        with monkeypatch.context() as patch:
            patch.setattr(news.env.backend, "emit", lambda *_: None)
            news.env.backend.delete_channel(news.channel.id)
        await news.env.restart_bot(make())
        await news.env.settle()
        assert news.file() is None

    async def test_taking_the_document_out_gives_the_channel_up(self, news: Newsroom) -> None:
        message = await news.pin(BLUE)
        await news.pin(RED)
        await news.name()
        await news.env.settle()
        news.env.bot.chosen.keeper._quiet = 60.0  # type: ignore[attr-defined]
        card = await news.admin.slash(news.channel, "corpus remove", document="#lines (Trams)")
        assert "lines" in text(card)
        await news.env.settle()
        assert news.file() is None
        assert news.indexed() == []
        await news.env.advance_time(61)
        await news.env.settle()
        assert Library(news.folder).removed() == [], "what people delete meanwhile cannot be brought back"
        await news.alice.edit(message, BLUE.replace("4,200", "4,300"))
        await news.env.settle()
        assert news.file() is None

    async def test_there_are_so_many_channels_and_no_more(
        self, news: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.channels.chosen.MOST_CHANNELS", 1)
        await news.name()
        assert "can’t have more" in await news.name(news.guild.create_text_channel("other"))
        assert "From now on" in await news.name(authors=True), "which is there already"

    async def test_other_permissions_on_the_server_may_close_a_channel(self, news: Newsroom) -> None:
        await news.pin(BLUE)
        await news.name()
        guild = news.env.bot.get_guild(news.guild.id)
        assert guild
        for role in (guild.default_role, *guild.me.roles):
            news.env.backend.edit_role(guild.id, role.id, {"permissions": 0})
        await news.env.settle()
        assert news.file() is None

    async def test_a_renamed_channel_has_a_renamed_document(self, news: Newsroom) -> None:
        await news.pin(BLUE)
        await news.name()
        channel = news.env.bot.get_channel(news.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.edit(name="tracks")
        await news.env.settle()
        assert "title: '#tracks (Trams)'" in (news.file() or "")

    async def test_two_servers_have_documents_of_their_own(
        self, news: Newsroom, simcord_env: simcord.Env, desk: Desk
    ) -> None:
        other = Newsroom.of(simcord_env, desk, "Buses")
        await news.pin(BLUE)
        await other.pin(RED)
        await news.name()
        await other.name()
        await news.env.settle()
        assert "900" not in "".join(news.indexed())
        assert "4,200" not in "".join(other.indexed())
        assert "**4,200** riders" in await news.ask()
        assert "4,200" not in await other.ask()
        message = await other.alice.send(other.channel, PAST)
        assert "in the reports now" in await other.choose(message)
        assert PAST not in (news.file() or "")

    async def test_on_a_full_disk_nobody_is_hurt_and_it_is_made_up_for(
        self, news: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        mine, _ = await news.pin(BLUE), await news.pin(RED)
        await news.name()
        with monkeypatch.context() as patch:
            fill(patch)
            await news.alice.delete(mine)
            await news.env.settle()
        assert "not as they should be" in caplog.text
        await news.env.advance_time(61)
        await news.env.settle()
        assert BLUE not in (news.file() or "")
        assert RED in (news.file() or "")

    async def test_a_message_without_words_is_not_taken_in(self, news: Newsroom) -> None:
        message = await news.pin("👍 <:party:123456789012345678>")
        emoji = await news.pin("👍")
        await news.name()
        assert emoji
        assert "party" in (news.file() or "")
        assert (news.file() or "").count("\n## ") == 1
        await news.alice.edit(message, "!!!")
        await news.env.settle()
        assert news.file() is None


@HIDDEN
async def test_without_message_content_what_can_be_read_is_told(news: Newsroom) -> None:
    assert news.env.bot.user is not None
    await news.pin(BLUE)
    await news.pin(f"{news.env.bot.user.mention} {RED}")
    said = await news.name()
    assert "1 pinned message is left out" in said
    assert "1 message so far" in said
    assert "4,200" not in (news.file() or "")
    assert f"@… {RED}" in (news.file() or "")


@HIDDEN
async def test_without_message_content_an_administrator_shows_a_message(news: Newsroom) -> None:
    message = await news.alice.send(news.channel, BLUE)
    assert "not in the reports" in await news.choose(message)
    await news.name()
    assert "in the reports now" in await news.choose(message)
    assert BLUE in (news.file() or "")
    await news.admin.set_pinned(message, pinned=True)
    await news.admin.set_pinned(message, pinned=False)
    await news.env.settle()
    assert BLUE in (news.file() or ""), "it was chosen, whether or not it is pinned"
    await news.alice.edit(message, RED)
    await news.env.settle()
    assert news.file() is None, "what it says now nobody has shown"
    assert "in the reports now" in await news.choose(message)
    assert RED in (news.file() or "")


@HIDDEN
async def test_without_message_content_what_is_deleted_while_away_is_found(
    news: Newsroom, make: Make
) -> None:
    first, second = await news.alice.send(news.channel, BLUE), await news.alice.send(news.channel, RED)
    await news.name()
    await news.choose(first)
    await news.choose(second)
    news.silently_gone(first)
    await news.env.restart_bot(make())
    await news.env.settle()
    assert BLUE not in (news.file() or "")
    assert RED in (news.file() or "")


@HIDDEN
async def test_without_message_content_a_thread_is_not_taken_in_as_a_whole(news: Newsroom) -> None:
    thread = await news.thread()
    await news.alice.send(thread, BLUE)
    assert "Not all that is written in this thread" in await news.name(thread)
    assert news.file(thread) is None


async def test_only_administrators_choose(news: Newsroom) -> None:
    commands = news.alice.available_commands(news.channel)
    assert "corpus channel" not in commands
    held = await news.env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    corpus = next(one for one in held if one.name == "corpus")
    news.guild.set_command_permissions(corpus, {news.guild.default_role: True})
    told = await news.alice.slash(news.channel, "corpus channel")
    assert text(told).startswith("Only administrators")
    assert news.file() is None


async def test_the_channel_of_the_command_is_meant_where_none_is_named(news: Newsroom) -> None:
    result = await news.admin.slash(news.channel, "corpus channel")
    assert f"<#{news.channel.id}>" in text(result)


async def test_what_the_bot_may_not_read_is_declined(news: Newsroom) -> None:
    channel = news.env.bot.get_channel(news.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.me, read_message_history=False)
    assert "Read Message History" in await news.name()
    assert "not in the reports" in await news.choose(await news.alice.send(news.channel, BLUE))


async def test_that_not_everybody_reads_a_channel_is_told(news: Newsroom) -> None:
    channel = news.env.bot.get_channel(news.channel.id)
    assert isinstance(channel, discord.TextChannel)
    assert "Not everybody" not in await news.name()
    await channel.set_permissions(channel.guild.me, view_channel=True)
    await channel.set_permissions(channel.guild.default_role, view_channel=False)
    assert "Not everybody on this server can see that channel" in await news.name()


async def test_the_bots_own_words_are_no_source(news: Newsroom) -> None:
    await news.name()
    await news.admin.slash(news.channel, "ask", question=QUESTION)
    card = news.channel.history(viewer=news.admin)[-1]
    assert "one of my own" in await news.choose(card)


async def test_stopping_what_was_never_named(news: Newsroom) -> None:
    assert "not in the reports" in await news.name(stop=True)
