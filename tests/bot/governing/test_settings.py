"""Settings in Discord: what administrators change holds from the next question on, and can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import aiohttp
import discord
import pytest
import simcord
from discord import ui
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.cards.layout import PAYLOAD, payload
from bot.cards.settings import SettingsSheet, settings_card
from qa.language.detection import LANGUAGES
from qa.store.policy import POLICY, PolicyBounds, policy_of
from qa.store.retention import Keeping, Retention
from qa.store.settings import ServerSettings, SettingChange
from tests.bot.conftest import Build, Clock
from tests.bot.governing.conftest import Council
from tests.bot.look import items, labels, message, press, share, text, ways
from tests.bot.pages.ports import free_port

pytestmark = pytest.mark.simcord(settle_timeout=60)

R1 = "What did DeepSeek R1 score?"
SET = "Only who administers this server can change its settings."
CONTENT = {"message_content": True}


def asked(council: Council) -> list[Any]:
    return [one["question"] for one in council.world.assistant.asked]


def told(result: simcord.InteractionResult) -> str:
    """What is said beside the card."""
    return "".join(map(text, result.followups)) or text(result)


def in_private(member: simcord.MemberActor) -> list[str]:
    """What the bot wrote to somebody directly."""
    return [one.content for one in member.user.dm_channel.history()]


async def test_the_card_says_what_holds_and_who_set_it(council: Council, clock: Clock) -> None:
    card = await council.open()
    assert card.ephemeral
    assert text(card).split("\n") == [
        "### Settings of this server",
        "**Language** · that of the question",
        "**Where I answer** · everywhere",
        "**Chosen channels** · none",
        "**Ask-channels** · none",
        "**Private answers** · as each person wants; visible to all if they say nothing",
        "**Who may ask** · everybody",
        "**Who administers me** · administrators",
        "**Cooldown** · 100 questions in 20 s",
        "**Retention** · 30 days",
        "**Pages of answers** · on",
        "-# Each change holds from the next question on. **Undo** takes the last one back.",
    ]
    assert labels(card) == ["Undo", "What administrators did"]
    await council.put("language", "fr")
    assert council.line("Language") == f"French (<@{council.admin.id}>, <t:{clock.now:.0f}:R>)"


async def test_a_language_holds_from_the_next_question_on_and_is_undone(council: Council) -> None:
    world = council.world
    await council.put("language", "ja")
    await world.alice.slash(world.channel, "ask", question=R1)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await world.alice.slash(world.channel, "score", model="r1")
    assert [one.get("language") for one in world.assistant.asked] == ["ja", "ja", None]
    assert world.assistant.asked[-1]["locale"] == "ja"
    await press(council.admin, council.card, "Undo")
    assert council.line("Language") == "that of the question"
    await world.alice.slash(world.channel, "ask", question=R1)
    assert "language" not in world.assistant.asked[-1]


async def test_a_channel_may_have_another_language_or_that_of_the_question(council: Council) -> None:
    world = council.world
    other = world.guild.create_text_channel("francophone")
    await council.put("language", "ja")
    await council.put("language", "fr", channel=world.channel)
    await council.put("language", "asked", channel=other)
    await world.alice.slash(world.channel, "ask", question=R1)
    await world.alice.slash(other, "ask", question=R1)
    await world.alice.slash(world.guild.create_text_channel("third"), "ask", question=R1)
    assert [one.get("language") for one in world.assistant.asked] == ["fr", None, "ja"]
    card = await council.open(channel=world.channel)
    assert text(card).startswith(f"### Settings of <#{world.channel.id}>\n**Language** · French (")
    await press(council.admin, card, "Undo")
    assert council.line("Language") == "As in the whole server"


async def test_where_only_some_channels_are_chosen_others_stay_as_they_are(council: Council) -> None:
    world = council.world
    chosen = world.guild.create_text_channel("ask-here")
    await council.put("where", "chosen")
    await council.put("chosen", chosen)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert world.sent() == []
    (direct,) = in_private(world.alice)
    assert direct == (f"I don’t answer messages in that channel. Ask me in <#{chosen.id}>, or use `/ask`.")
    assert (await world.alice.slash(world.channel, "ask", question=R1)).ephemeral
    assert (await world.alice.slash(world.channel, "ask", question=R1, private=False)).ephemeral
    await world.alice.send(chosen, f"{world.at} {R1}")
    assert [one.author.id for one in chosen.history(viewer=world.alice)] == [world.alice.id, world.bot.me.id]
    assert not (await world.alice.slash(chosen, "ask", question=R1)).ephemeral


async def test_where_only_commands_are_answered_messages_are_not(council: Council) -> None:
    world = council.world
    await council.put("where", "commands")
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert world.sent() == []
    (direct,) = in_private(world.alice)
    assert direct.startswith("I don’t answer messages in that channel. Use `/ask` there")
    assert not (await world.alice.slash(world.channel, "ask", question=R1)).ephemeral
    here = world.guild.create_text_channel("here")
    await council.put("where", "everywhere", channel=here)
    await world.alice.send(here, f"{world.at} {R1}")
    assert len(here.history(viewer=world.alice)) == 2


@pytest.mark.parametrize("settings", [CONTENT])
async def test_in_an_ask_channel_every_message_is_a_question(council: Council) -> None:
    world = council.world
    await council.put("ask", world.channel)
    assert council.line("Ask-channels").startswith(f"<#{world.channel.id}> (")
    first = await world.alice.send(world.channel, R1)
    await world.bob.send(world.channel, "I know!", reply_to=first)
    await world.bob.send(world.channel, f"<@{world.alice.id}> look")
    await world.bob.send(world.guild.create_text_channel("other"), R1)
    assert asked(council) == [R1]
    assert len(world.sent()) == 1
    await council.put("ask", "false", channel=world.channel)
    assert "**Ask-channels** · Only what is said to me is a question here" in text(council.card)
    await world.alice.send(world.channel, R1)
    assert len(world.sent()) == 1


async def test_what_an_ask_channel_lacks_is_said(council: Council) -> None:
    world = council.world
    backend = world.env.backend
    denied = discord.Permissions(send_messages=True).value
    backend.set_overwrite(world.channel.id, Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=denied))
    await council.put("ask", world.channel)
    assert "⚠️ Where every message is a question, I only see those that mention me" in text(council.card)
    assert f"⚠️ I may not write in <#{world.channel.id}>: I need" in text(council.card)


async def test_private_by_default_is_what_nobody_says_otherwise(council: Council) -> None:
    world = council.world
    await council.put("private", "true")
    assert (await world.alice.slash(world.channel, "ask", question=R1)).ephemeral
    assert (await world.alice.slash(world.channel, "score", model="r1")).ephemeral
    assert not (await world.alice.slash(world.channel, "ask", question=R1, private=False)).ephemeral
    await council.put("private", "false", channel=world.channel)
    assert not (await world.alice.slash(world.channel, "ask", question=R1)).ephemeral


async def test_only_members_with_a_role_may_ask_where_roles_are_named(council: Council) -> None:
    world = council.world
    role = world.guild.create_role("Readers")
    reader = world.guild.add_member(world.env.create_user("reader"), roles=[role])
    await council.put("roles", role)
    assert council.line("Who may ask").startswith(f"<@&{role.id}> (")
    refused = await world.alice.slash(world.channel, "ask", question=R1)
    assert (refused.ephemeral, text(refused)) == (
        True,
        "In this server only members with certain roles may ask me. Please ask an administrator.",
    )
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert text(world.sent()[-1]).startswith("In this server only members with certain roles")
    for allowed in (reader, council.admin):
        assert not (await allowed.slash(world.channel, "ask", question=R1)).ephemeral
    assert asked(council) == [R1, R1]
    await council.put("roles")
    assert council.line("Who may ask") == "everybody"


async def test_a_role_may_administer_all_but_who_administers(council: Council) -> None:
    world = council.world
    role = world.guild.create_role("Librarians")
    keeper = world.guild.add_member(world.env.create_user("keeper"), roles=[role])
    command = next(one for one in await world.bot.tree.fetch_commands() if one.name == "settings")
    world.guild.set_command_permissions(command, {keeper: True, world.alice: True})
    assert text(await keeper.slash(world.channel, "settings")).startswith(SET)
    await council.put("managers", role)
    assert "⚠️ Discord shows commands for administrators to them alone" in text(council.card)
    own = Council(world, keeper)
    await own.put("language", "fr")
    assert own.line("Language").startswith("French (")
    refused = await own.put("managers", role)
    only = "Only administrators themselves can say who else administers me."
    assert told(refused) == only
    await press(council.admin, (await council.open()), "Undo")  # the language, which the keeper set
    assert told(await press(keeper, (await own.open()), "Undo")) == only  # nor take back who does
    assert text(await world.alice.slash(world.channel, "settings")).startswith(SET)


async def test_who_is_no_administrator_any_more_changes_nothing(council: Council) -> None:
    world = council.world
    await council.put("language", "fr")
    role = next(
        one for one in world.env.backend.get_guild(world.guild.id).roles.values() if one.name == "Admins"
    )
    role.permissions = 0
    refused = await press(council.admin, council.card, "Undo")
    assert told(refused).startswith(SET)
    assert (await world.bot.handlers.rules.at(world.guild.id)).language == "fr"


async def test_a_cooldown_of_a_server_is_stricter_than_the_operators(council: Council, clock: Clock) -> None:
    world = council.world
    await council.type("cooldown", questions="1", seconds="60")
    assert council.line("Cooldown").startswith("1 question in 60 s (")
    assert not (await world.alice.slash(world.channel, "ask", question=R1)).ephemeral
    clock.now += 21
    refused = await world.alice.slash(world.channel, "ask", question=R1)
    assert text(refused) == "One moment, please: you can ask again in 39 seconds."
    clock.now += 39
    assert not (await world.alice.slash(world.channel, "ask", question=R1)).ephemeral


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("cooldown", {"questions": "101", "seconds": "20"}),
        ("cooldown", {"questions": "5", "seconds": "19"}),
        ("cooldown", {"questions": "5", "seconds": ""}),
        ("days", {"days": "31"}),
        ("days", {"days": "0"}),
        ("days", {"days": "nan"}),
        ("days", {"days": "many"}),
    ],
)
async def test_nothing_is_set_beyond_what_the_operator_allows(
    council: Council, name: str, typed: dict[str, str]
) -> None:
    refused = await council.type(name, **typed)
    assert told(refused).startswith("That can’t be set: it lies outside what the operator")
    assert await council.bot.handlers.rules.settings.all(council.world.guild.id) == ()


async def test_answers_are_kept_for_as_many_days_as_the_server_says(council: Council, clock: Clock) -> None:
    world, day = council.world, 86_400
    retention = Retention(world.bot.handlers.answers.database, clock)
    await world.alice.slash(world.channel, "ask", question=R1)
    clock.now += 3 * day
    await council.type("days", days="7")
    assert council.line("Retention").startswith("7 days (")
    assert await retention.of(world.guild.id) == Keeping(7, council.admin.id, clock.now)
    await council.type("days", days="2")
    kept = world.bot.handlers.answers
    assert await kept.database.read(lambda base: base.exec_driver_sql("SELECT key FROM answers").all()) == []
    await press(council.admin, council.card, "Undo")
    assert (held := await retention.of(world.guild.id)) is not None
    assert held.days == 7
    await council.type("days", days="")
    assert await retention.of(world.guild.id) is None
    assert council.line("Retention") == "30 days"


PORT = free_port()
ADDRESS = f"http://127.0.0.1:{PORT}"


@pytest.mark.parametrize("settings", [{"pages_address": ADDRESS, "pages_port": PORT}])
async def test_without_pages_none_is_offered_and_those_there_are_offline(council: Council) -> None:
    world = council.world
    card = await world.alice.slash(world.channel, "ask", question=R1, private=True)
    assert "link" in ways(await press(world.alice, card, "Share"))
    shared = await share(world.alice, card, "link")
    address = told(shared).split()[-1]
    assert await status(address) == 200
    await council.put("share", "false")
    assert await status(address) == 404
    assert "link" not in ways(await press(world.alice, card, "Share"))
    await press(council.admin, council.card, "Undo")
    assert await status(address) == 200


async def status(address: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status


async def test_undo_works_after_a_restart_and_once(council: Council, build: Build) -> None:
    world = council.world
    await council.put("language", "fr")
    custom = [getattr(one, "custom_id", None) or "" for one in items(council.card)]
    assert max(map(len, custom)) <= 100
    before = {one.custom_id for one in items(council.card) if isinstance(one, ui.Button)}
    undo = next(one for one in before if one and ":undo:" in one)
    await world.env.restart_bot(build(cooldown_questions=100))
    shown = council.card.response
    assert shown is not None
    await council.admin.click(shown.message, custom_id=undo)
    assert council.line("Language") == "that of the question"
    refused = await council.admin.select(
        shown.message,
        ["language"],
        custom_id=next(one for one in custom if one.startswith("fn:set:pick")),
    )
    assert told(refused).startswith("### Settings of this server")


async def test_what_two_administrators_change_is_undone_by_its_number(council: Council) -> None:
    await council.put("language", "fr")
    stale = council.card
    other = Council(council.world, council.admin)
    await other.put("language", "ja")
    refused = await press(council.admin, stale, "Undo")
    assert told(refused) == "That is undone already, or somebody has changed it since."
    assert (await council.bot.handlers.rules.at(council.world.guild.id)).language == "ja"


async def test_what_another_process_changes_holds_within_a_second(
    council: Council, build: Build, clock: Clock
) -> None:
    world = council.world
    await world.alice.slash(world.channel, "ask", question=R1)
    other = ServerSettings(build().handlers.answers.database, clock)
    await other.put("language", "fr", guild=world.guild.id, by=1)
    await world.alice.slash(world.channel, "ask", question=R1)
    clock.now += 1
    await world.alice.slash(world.channel, "ask", question=R1)
    assert [one.get("language") for one in world.assistant.asked] == [None, None, "fr"]


async def test_while_the_store_cannot_be_read_what_was_read_last_holds(
    council: Council, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import StorageError

    await council.put("language", "fr")
    rules = council.bot.handlers.rules

    async def fail(_self: ServerSettings, _guild: int) -> None:
        raise StorageError("gone")

    monkeypatch.setattr(ServerSettings, "all", fail)
    clock.now += 5
    assert (await rules.at(council.world.guild.id)).language == "fr"
    assert (await rules.at(12)).language is None


async def test_a_server_whose_settings_take_long_holds_no_other_up(
    council: Council, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import StorageError

    rules, may, read = council.bot.handlers.rules, asyncio.Event(), list[int]()

    async def slow(_self: ServerSettings, guild: int) -> tuple[SettingChange, ...]:
        read.append(guild)
        if guild == 12:
            await may.wait()
            clock.now += 60
            raise StorageError("no answer")
        return ()

    monkeypatch.setattr(ServerSettings, "all", slow)
    waiting = [asyncio.create_task(rules.at(12)) for _ in range(3)]
    await asyncio.sleep(0)
    assert (await asyncio.wait_for(rules.at(13), 30)).language is None
    may.set()
    assert [one.language for one in await asyncio.gather(*waiting)] == [None] * 3
    assert read == [12, 13], "those who waited beside are told what the first has found out"


async def test_people_set_their_own_in_direct_messages(council: Council) -> None:
    world = council.world
    dana = world.env.create_user("dana")
    card = await dana.slash("settings")
    assert text(card).split("\n")[:3] == [
        "### Your own settings",
        "**Language** · that of the question",
        "**Private answers** · as each person wants; visible to all if they say nothing",
    ]
    assert labels(card) == ["Undo", "What I keep of you"]
    menu = next(one.custom_id for one in items(card) if isinstance(one, ui.Select))
    for name, value in (("private", "true"), ("language", "fr")):
        await dana.select(message(card), [name], custom_id=menu)
        await dana.select(message(card), [value], custom_id=f"fn:set:put:{name}:me")
    await dana.slash("ask", question=R1)
    assert world.assistant.asked[-1]["language"] == "fr"
    member = world.guild.add_member(dana)
    assert (await member.slash(world.channel, "ask", question=R1)).ephemeral
    await council.put("language", "ja")
    await council.put("private", "false", channel=world.channel)
    assert not (await member.slash(world.channel, "ask", question=R1)).ephemeral
    assert [one["language"] for one in world.assistant.asked] == ["fr", "fr", "ja"]
    await press(dana, card, "Undo")
    assert "**Language** · that of the question" in text(card)
    assert (await world.bot.handlers.rules.audit.of(-dana.id)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits_in_every_language(council: Council, language: str) -> None:
    def say(message: str, **values: Any) -> str:
        return council.bot.handlers.failures.say(language, message, **values)

    many: list[Any] = [10**18 + number for number in range(25)]
    values: dict[str, Any] = {
        "language": "zh-Hant",
        "where": "chosen",
        "private": True,
        "share": False,
        "days": 29.5,
    }
    values |= {"cooldown": [3, 3600]} | dict.fromkeys(("chosen", "ask", "roles", "managers"), many)
    held = [SettingChange(n, 1, None, name, values[name], 10**18, 1e9) for n, name in enumerate(POLICY)]
    policy = policy_of(held, PolicyBounds(5, 20, 30))
    sheet = SettingsSheet(
        "server",
        policy,
        {one.name: one for one in held},
        [say("settings-content"), say("settings-managers")],
        held[0],
        reports=True,
    )
    for open_ in (None, *POLICY):
        card = settings_card(sheet, say, None if open_ in ("cooldown", "days") else open_)
        assert payload(card) <= PAYLOAD
        assert _characters(card.walk_children()) <= 4_000
        assert len([*card.walk_children()]) <= 40


def _characters(children: Iterable[ui.Item[Any]]) -> int:
    return sum(len(one.content) for one in children if isinstance(one, ui.TextDisplay))
