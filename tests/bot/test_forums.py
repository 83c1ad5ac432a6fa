"""Forums: a post of a named one is answered once, and its asker says whether that solved it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.app import create_bot
from bot.assistant import Alone
from bot.client import FootnoteClient
from bot.settings import BotSettings
from qa.collections.catalogue import CollectionCatalogue
from qa.question.conversation import Conversations
from qa.settings import Settings
from qa.store.feedback import AnswerVerdict, Feedback
from tests.bot.conftest import Clock
from tests.bot.fakes import FakeAssistant
from tests.bot.look import labels, press, text

pytestmark = pytest.mark.simcord(settle_timeout=20)
R1 = "What did DeepSeek R1 score?"
Make = Callable[..., FootnoteClient]


@dataclass
class Board:
    """A server with a forum, an administrator, and two members of whom one posts."""

    env: simcord.Env
    bot: FootnoteClient
    guild: simcord.GuildHandle
    forum: simcord.ChannelHandle
    channel: simcord.ChannelHandle
    admin: simcord.MemberActor
    alice: simcord.MemberActor
    bob: simcord.MemberActor

    async def post(self, title: str, said: str, *, known: bool = True) -> simcord.ChannelHandle:
        """What Discord does when Alice posts: a thread, and in it a message of the same id."""
        backend = self.env.backend
        thread = backend.create_thread(self.forum.id, title, self.alice.id, broadcast=False)
        if known:
            backend.announce_thread_create(thread)
        opening = backend.prepare_message(thread.id, self.alice.id, said)
        opening.id = thread.id
        backend.commit_message(opening)
        await self.env.settle()
        return self.thread(thread.id)

    def thread(self, id_: int) -> simcord.ChannelHandle:
        return next(one for one in self.forum.threads if one.id == id_)

    def answers(self, thread: simcord.ChannelHandle) -> list[discord.Message]:
        seen = thread.history(viewer=self.alice)
        own = self.env.backend.bot_user.id
        return [one for one in seen if one.author.id == own and not one.flags.ephemeral]

    async def again(self, thread: simcord.ChannelHandle) -> None:
        """Discord tells once more of the message that begins a post."""
        backend = self.env.backend
        backend.announce_message_create(backend.get_message(thread.id, thread.id))
        await self.env.settle()

    async def name(self, **options: Any) -> simcord.InteractionResult:
        result = await self.admin.slash(self.channel, "corpus forum", forum=self.forum, **options)
        assert result.ephemeral
        return result

    def tags(self, thread: simcord.ChannelHandle) -> list[int]:
        return self.env.backend.get_channel(thread.id).applied_tags


@pytest.fixture
def content() -> bool:
    return True


@pytest.fixture
async def make(
    tmp_path: Path,
    assistant: FakeAssistant,
    clock: Clock,
    content: bool,
) -> AsyncIterator[Make]:
    made: list[FootnoteClient] = []

    def create(cooldown: int = 100) -> FootnoteClient:
        folder = tmp_path / "data"
        chosen = BotSettings(data_dir=folder, shards=1, cooldown_questions=cooldown, message_content=content)
        catalogue = CollectionCatalogue(Settings(data_dir=folder, corpus=tmp_path / "none"))
        bot = create_bot(
            *(Alone(assistant), Conversations(), chosen),
            always_register=True,
            catalogue=catalogue,
            clock=clock,
        )
        made.append(bot)
        return bot

    yield create
    for bot in made:
        await bot.close()


@pytest.fixture
def simcord_bot(make: Make) -> FootnoteClient:
    return make()


@pytest.fixture
def board(simcord_env: simcord.Env, simcord_bot: FootnoteClient, clock: Clock) -> Board:
    clock.now = simcord_env.backend.clock.now().timestamp()
    guild = simcord_env.create_guild()
    admins = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    forum = guild.create_forum_channel("questions")
    return Board(
        *(simcord_env, simcord_bot, guild, forum, guild.create_text_channel("general")),
        guild.add_member(simcord_env.create_user("root"), roles=[admins]),
        guild.add_member(simcord_env.create_user("alice", global_name="Alice")),
        guild.add_member(simcord_env.create_user("bob", global_name="Bob")),
    )


def tag(board: Board, name: str) -> int:
    """Give the forum a tag; its id."""
    backend = board.env.backend
    id_ = backend.snowflake()
    channel = backend.get_channel(board.forum.id)
    channel.available_tags.append(
        {"id": str(id_), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
    )
    backend.announce_channel_update(channel.id)
    return id_


def later(board: Board, clock: Clock) -> None:
    """A minute later, for Discord as well."""
    board.env.backend.advance_clock(60)
    clock.now += 60


def deny(board: Board, *names: str) -> None:
    """Take permissions in the forum from the bot."""
    backend = board.env.backend
    denied = discord.Permissions(**dict.fromkeys(names, True)).value
    overwrite = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    backend.set_overwrite(board.forum.id, overwrite)


async def test_a_post_is_answered_once_in_its_thread(board: Board, assistant: FakeAssistant) -> None:
    await board.name()
    thread = await board.post("A score", R1)
    (answer,) = board.answers(thread)
    assert [one["question"] for one in assistant.asked] == [f"A score\n{R1}"]
    assert {"Solved", "Wrong", "Helpful"} <= {*labels(answer)}
    await board.alice.send(thread, "Thank you!")
    await board.again(thread)
    assert board.answers(thread) == [answer]
    await board.alice.send(thread, f"<@{answer.author.id}> And V3?")
    assert [one["question"] for one in assistant.asked][1:] == ["And V3?"]
    assert answer.reference is not None
    assert answer.reference.message_id == thread.id
    assert answer.mentions == []


async def test_what_the_message_says_of_the_title_is_not_said_twice(
    board: Board, assistant: FakeAssistant
) -> None:
    await board.name()
    thread = await board.post(R1, f"Hello. {R1}")
    assert [one["question"] for one in assistant.asked] == [f"Hello. {R1}"]
    assert len(board.answers(thread)) == 1


async def test_where_the_whole_has_no_answer_the_title_is_asked(
    board: Board, assistant: FakeAssistant
) -> None:
    await board.name()
    whole = f"{R1}\nI need it by Friday."
    assistant.replies[whole] = assistant.replies["Who won the World Cup?"]
    thread = await board.post(R1, "I need it by Friday.")
    assert [one["question"] for one in assistant.asked] == [whole, R1]
    assert "DeepSeek R1 scored 89" in text(board.answers(thread)[0])
    assistant.replies["Hm"] = assistant.replies["Hm\nHelp?"] = assistant.replies["Who won the World Cup?"]
    thread = await board.post("Hm", "Help?")
    assert "The reports do not say." in text(board.answers(thread)[0])


async def test_a_post_that_comes_before_its_thread_is_answered(board: Board) -> None:
    await board.name()
    thread = await board.post("A score", R1, known=False)
    assert len(board.answers(thread)) == 1


async def test_a_post_is_answered_once_though_the_bot_restarts(board: Board, make: Make) -> None:
    await board.name()
    thread = await board.post("A score", R1)
    await board.env.restart_bot(make())
    await board.again(thread)
    (answer,) = board.answers(thread)
    result = await press(board.alice, answer, "Solved")
    (told,) = result.followups
    assert text(told) == "Marked as solved. Pressing the button once more takes it back."


async def test_what_was_posted_while_the_bot_was_away_is_answered_once(
    board: Board, make: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = await board.post("Before it was named", R1)
    later(board, clock)
    await board.name()
    later(board, clock)
    with monkeypatch.context() as patch:
        patch.setattr("bot.forums.Forums.receive", _deaf)
        missed = await board.post("A score", R1)
    assert board.answers(missed) == []
    for _ in range(2):
        await board.env.restart_bot(make())
        await board.env.settle()
        await board.again(missed)
        assert len(board.answers(missed)) == 1
    assert board.answers(early) == []


async def test_a_post_that_is_broken_keeps_none_of_the_others_from_an_answer(
    board: Board, make: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await board.name()
    later(board, clock)
    with monkeypatch.context() as patch:
        patch.setattr("bot.forums.Forums.receive", _deaf)
        broken, *missed = [await board.post(f"A score ({number})", R1) for number in range(3)]
    del board.env.backend.messages[broken.id][broken.id]
    await board.env.restart_bot(make(cooldown=1))
    await board.env.settle()
    for thread in missed:
        (answer,) = board.answers(thread)
        assert "89" in text(answer)


async def _deaf(*_: object, **__: object) -> bool:
    return True


async def test_a_post_whose_answer_was_cut_short_is_answered_after_the_restart(
    board: Board, make: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await board.name()
    later(board, clock)
    with monkeypatch.context() as patch:
        patch.setattr("bot.forums.Forums._answer", _deaf)  # the bot is killed when it has taken the post up
        thread = await board.post("A score", R1)
    assert board.answers(thread) == []
    await board.env.restart_bot(make())
    await board.env.settle()
    (answer,) = board.answers(thread)
    await board.env.restart_bot(make())
    await board.env.settle()
    assert board.answers(thread) == [answer]


async def test_an_answer_that_was_deleted_does_not_come_back(board: Board, make: Make) -> None:
    await board.name()
    thread = await board.post("A score", R1)
    await press(board.alice, board.answers(thread)[0], "Delete")
    await board.env.restart_bot(make())
    await board.env.settle()
    await board.again(thread)
    assert board.answers(thread) == []


async def test_other_forums_and_other_messages_are_left_alone(board: Board, assistant: FakeAssistant) -> None:
    assert board.answers(await board.post("Not named", R1)) == []
    await board.name()
    await board.name(stop=True)
    assert board.answers(await board.post("No more", R1)) == []
    refused = await board.name(stop=True)
    assert text(refused) == "I don’t answer posts in that forum."
    assert assistant.asked == []


async def test_naming_is_taken_back_by_its_button_once(board: Board) -> None:
    told = await board.name()
    assert text(await press(board.admin, told, "Undo")) == "That is undone."
    assert text(await press(board.admin, told, "Undo")) == "That has been undone already."
    assert board.answers(await board.post("A score", R1)) == []


async def test_only_administrators_name_forums(board: Board) -> None:
    command = next(one for one in await board.bot.tree.fetch_commands() if one.name == "corpus")
    board.guild.set_command_permissions(command, {board.bob: True})
    refused = await board.bob.slash(board.channel, "corpus forum", forum=board.forum)
    assert text(refused) == "Only administrators of this server can say in which forums I answer."
    await board.name()
    assert board.answers(await board.post("A score", R1)) != []


@pytest.mark.parametrize("who", ["alice", "admin"])
async def test_the_asker_and_administrators_mark_a_post(board: Board, who: str) -> None:
    solved = tag(board, "Solved")
    told = await board.name()
    assert "What is solved gets the tag *solved*." in text(told)
    thread = await board.post("A score", R1)
    feedback, actor = Feedback(board.bot.handlers.answers.database), getattr(board, who)

    async def seen() -> tuple[bool, bool, list[int], dict[int, AnswerVerdict]]:
        (answer,) = board.answers(thread)
        key = next(iter(board.bot.handlers.answers.recent._held))
        said = {one.person: one.verdict for one in await feedback.of(key)}
        return "✅ Solved" in text(answer), "❌ Marked as wrong" in text(answer), board.tags(thread), said

    assert await seen() == (False, False, [], {})
    await press(actor, board.answers(thread)[0], "Solved")
    assert await seen() == (True, False, [solved], {actor.id: "helpful"})
    result = await press(actor, board.answers(thread)[0], "Wrong")
    assert await seen() == (False, True, [], {actor.id: "wrong"})
    assert labels(result.followups[0]) == (["Teach the right answer"] if who == "admin" else [])
    result = await press(actor, board.answers(thread)[0], "Wrong")
    assert text(result.followups[0]) == "You have taken that back."
    assert await seen() == (False, False, [], {})


async def test_nobody_else_marks_a_post(board: Board) -> None:
    await board.name()
    thread = await board.post("A score", R1)
    refused = await press(board.bob, board.answers(thread)[0], "Solved")
    told = "Only whoever posted this, or an administrator, can say whether it is solved."
    assert text(refused) == told
    assert "✅" not in text(board.answers(thread)[0])


async def test_a_tag_that_may_not_be_set_is_told_and_the_rest_is_done(board: Board) -> None:
    tag(board, "erledigt")
    await board.name(tag="Erledigt")
    thread = await board.post("A score", R1)
    board.env.inject_error("PATCH", "/channels/*", status=403, code=50013)
    result = await press(board.alice, board.answers(thread)[0], "Solved")
    told = "The post’s tag is as it was: I lack the permission *Manage Threads*."
    assert text(result.followups[0]).endswith(told)
    assert "✅ Solved" in text(board.answers(thread)[0])


async def test_what_is_missing_is_told_when_a_forum_is_named(board: Board) -> None:
    tag(board, "solved")
    deny(board, "send_messages_in_threads", "read_message_history", "manage_threads")
    told = text(await board.name())
    needed = "*Send Messages in Threads*, *Read Message History*"
    assert f"To answer there I still need these permissions: {needed}." in told
    assert "To set the tag *solved* on what is solved I still need the permission *Manage Threads*" in told
    told = text(await board.name(tag="none such"))
    assert "There is no tag *none such* in that forum, so only my answer says what is solved." in told
    assert "I read the title and the first message." in told


@pytest.mark.simcord(settle_timeout=20, approved_intents=discord.Intents.default())
@pytest.mark.parametrize("content", [False])
async def test_without_message_content_titles_are_answered_and_that_is_told(
    board: Board, assistant: FakeAssistant
) -> None:
    told = text(await board.name())
    assert "turns *Message Content* on, a privileged intent" in told
    thread = await board.post(R1, "As I said.")
    assert [one["question"] for one in assistant.asked] == [R1]
    assert len(board.answers(thread)) == 1


async def test_titles_cannot_forge_anything(board: Board) -> None:
    await board.name()
    thread = await board.post("@everyone **x**", "<@&1> # big?")
    (answer,) = board.answers(thread)
    assert "@everyone **x**" not in text(answer)
    assert not answer.mention_everyone
    assert answer.mentions == []
