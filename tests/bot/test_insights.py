"""Insights: for administrators, of their own server alone."""

from __future__ import annotations

import discord
import pytest
import simcord

from tests.bot.conftest import World
from tests.bot.look import message, press, text

CUP = "Who won the World Cup?"


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("root"), roles=[role])


async def test_an_administrator_sees_what_was_asked_there_and_nobody_who_asked(
    world: World, admin: simcord.MemberActor
) -> None:
    for who in (world.alice, world.bob):
        await who.slash(world.channel, "ask", question=CUP)
    card = await world.alice.slash(world.channel, "ask", question="How did o3 rank?")
    shown = await press(world.bob, card, "Not helpful")
    await world.bob.submit_modal(shown, {"reason": ["outdated"], "words": "o4 is out"})
    await world.alice.slash(world.channel, "ask", question="turbo score", private=True)
    other = world.env.create_guild("Other")
    channel = other.create_text_channel("general")
    member = other.add_member(world.env.create_user("carol"))
    await member.slash(channel, "ask", question="What did DeepSeek R1 score?")
    result = await admin.slash(world.channel, "insights", days=7)
    assert result.ephemeral
    told = text(result)
    assert told.startswith("### What was asked here in the last 7 days\n3 questions, 2 without an answer\n")
    gaps, rest = told.split("**Asked most**")
    assert f"• 2× {CUP}" in gaps
    assert "• 1× How did o3 rank? · It is outdated (1)" in rest
    (attachment,) = message(result).attachments
    assert attachment.filename == "insights.csv"
    table = (await attachment.read()).decode("utf-8-sig")
    assert "o4 is out" in table
    for word in ("turbo", "DeepSeek", "Alice", "Bob", str(world.alice.id), str(world.bob.id)):
        assert word not in told + table


async def test_nobody_else_sees_them(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=CUP)
    tree = world.bot.tree
    command = next(one for one in await tree.fetch_commands() if one.name == "insights")
    world.guild.set_command_permissions(command, {world.moderator: True})
    refused = await world.moderator.slash(world.channel, "insights")
    assert text(refused) == "Only administrators of a server can see what was asked there."
    assert refused.ephemeral


async def test_where_nothing_was_asked_that_is_said(world: World, admin: simcord.MemberActor) -> None:
    result = await admin.slash(world.channel, "insights")
    assert "0 questions, 0 without an answer" in text(result)
    assert message(result).attachments == []


async def test_questions_cannot_forge_what_is_told(world: World, admin: simcord.MemberActor) -> None:
    await world.alice.slash(world.channel, "ask", question="**x** @everyone <@1>\n# big?")
    told = text(await admin.slash(world.channel, "insights"))
    assert "\n# big" not in told
    assert "**x**" not in told
    assert "<@1>" not in told
