"""What administrators did is kept with what they did, shown to them, and names nobody who is forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import FootnoteClient
from qa.store.api_keys import ApiKeys
from qa.store.audit import AuditEntry, AuditLog
from qa.store.erasure import Erasure
from qa.store.taught import TaughtAnswers, TaughtText
from tests.bot.conftest import Clock
from tests.bot.governing.conftest import Council
from tests.bot.look import labels, message, press, text
from tests.bot.reports import in_haste, office, server
from tests.qa.cli import Run, runner

pytestmark = pytest.mark.simcord(settle_timeout=60)

DAY = 86_400.0
WORDS = TaughtText("Who rows?", "Ada rows.", "https://example.org")


async def acts(council: Council) -> list[tuple[int | None, str, dict[str, Any]]]:
    """What the log holds, the first first."""
    held = await council.bot.handlers.rules.audit.of(council.world.guild.id)
    return [(one.by, one.act, dict(one.about)) for one in reversed(held)]


async def test_each_act_is_kept_with_who_when_and_what(council: Council, clock: Clock) -> None:
    guild, by = council.world.guild.id, council.admin.id
    await council.put("language", "fr")
    await press(council.admin, council.card, "Undo")
    await council.put("private", "true", channel=council.world.channel)
    taught = TaughtAnswers(council.bot.handlers.answers.database, clock)
    made = await taught.teach(WORDS, guild=guild, by=by)
    await taught.teach(WORDS, guild=guild, by=by, key=made.key)
    gone = await taught.withdraw(guild, made.key, by)
    assert await taught.undo(guild, gone.number, by)
    keys = ApiKeys(council.bot.handlers.answers.database, clock)
    await keys.make("wiki", guild=guild, by=by)
    await keys.withdraw("wiki", guild=guild, by=by)
    key = {"key": made.key}
    channel = council.world.channel.id
    assert await acts(council) == [
        (by, "setting", {"name": "language", "channel": None, "value": "fr"}),
        (by, "setting-undone", {"name": "language", "channel": None, "value": None}),
        (by, "setting", {"name": "private", "channel": channel, "value": True}),
        (by, "taught", key),
        (by, "taught-changed", key),
        (by, "taught-withdrawn", key),
        (by, "taught-undone", key),
        (by, "key-made", {"name": "wiki"}),
        (by, "key-withdrawn", {"name": "wiki"}),
    ]
    assert "Ada" not in str(await acts(council))


async def test_what_fails_is_in_no_log(council: Council) -> None:
    await council.type("days", days="999")
    taught = TaughtAnswers(council.bot.handlers.answers.database)
    assert not await taught.undo(council.world.guild.id, 99, 1)
    keys = ApiKeys(council.bot.handlers.answers.database)
    assert not await keys.withdraw("none", guild=council.world.guild.id)
    assert await acts(council) == []


async def test_the_log_is_shown_page_by_page_the_last_first(council: Council, clock: Clock) -> None:
    for days in range(1, 13):
        await council.type("days", days=f"{days}")
    await press(council.admin, council.card, "What administrators did")
    shown = text(council.card).split("\n")
    who = f"• <t:{clock.now:.0f}:f> <@{council.admin.id}> – **Retention**: "
    assert shown[:3] == ["### What administrators did", f"{who}12 days", f"{who}11 days"]
    assert len(shown) == 12
    assert shown[-1].startswith("-# Kept for 365 days. Whoever has themselves forgotten")
    assert labels(council.card) == ["Settings of this server", "Older"]
    await press(council.admin, council.card, "Older")
    assert text(council.card).split("\n")[1:3] == [f"{who}2 days", f"{who}1 day"]
    await press(council.admin, council.card, "Settings of this server")
    assert council.line("Retention").startswith("12 days (")


async def test_who_is_forgotten_leaves_the_act_and_no_name(council: Council, clock: Clock) -> None:
    await council.put("language", "fr")
    await council.bot.handlers.rules.settings.put(
        "private", True, guild=-council.admin.id, by=council.admin.id
    )
    assert await Erasure(council.bot.handlers.answers).person(council.admin.id) == 0
    assert await acts(council) == [(None, "setting", {"name": "language", "channel": None, "value": "fr"})]
    clock.now += 2
    rules = council.bot.handlers.rules
    assert (await rules.at(None, person=council.admin.id)).private is False
    await council.open()
    assert council.line("Language") == f"French (<t:{clock.now - 2:.0f}:R>)"
    await Erasure(council.bot.handlers.answers).server(council.world.guild.id)
    assert await acts(council) == []


async def test_my_data_holds_what_one_did(council: Council) -> None:
    await council.put("language", "fr")
    shown = await council.admin.slash(council.world.channel, "privacy")
    (attachment,) = message(await press(council.admin, shown, "My data")).attachments
    told = json.loads(await attachment.read())
    (one,) = told["audit"]
    assert (one["guild"], one["act"]) == (str(council.world.guild.id), "setting")
    assert one["about"] == {"name": "language", "channel": None, "value": "fr"}


async def test_acts_are_kept_for_as_long_as_the_operator_says(council: Council, clock: Clock) -> None:
    await council.put("language", "fr")
    clock.now += 365 * DAY - 1
    await council.bot.governing.upkeep.run()
    assert len(await acts(council)) == 1
    clock.now += 1
    await council.bot.governing.upkeep.run()
    assert await acts(council) == []


class TestReports:
    """What is done beside the store."""

    @pytest.fixture
    def simcord_bot(self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> FootnoteClient:
        in_haste(monkeypatch)
        return office(tmp_path, clock).bot()

    async def test_reports_and_channels_are_in_the_log(
        self, simcord_env: simcord.Env, simcord_bot: FootnoteClient
    ) -> None:
        own = server(simcord_env)
        added = await own.add(("a.md", b"# A\n\nThe harbour opens at nine."))
        await press(own.root, added, "Undo")
        await own.run("channel")
        await own.run("channel", stop=True)
        await own.member.send(own.channel, "hello")
        held = await simcord_bot.handlers.rules.audit.of(own.guild.id)
        assert [(one.by, one.act, dict(one.about)) for one in reversed(held)] == [
            (own.root.id, "reports-add", {"count": 1}),
            (own.root.id, "reports-remove", {"count": 1}),
            (own.root.id, "channel", {"channel": own.channel.id, "authors": False}),
            (own.root.id, "channel-stopped", {"channel": own.channel.id}),
        ]
        card = await own.root.slash(own.channel, "settings")
        listed = await press(own.root, card, "This server’s reports")
        assert "### This server’s reports" in "".join(map(text, listed.followups)) or text(listed)
        await press(own.root, card, "What administrators did")
        told = [line.split(" – ", 1)[1] for line in text(card).split("\n")[1:-1]]
        assert told == [
            f"Took <#{own.channel.id}> out of the reports",
            f"Took <#{own.channel.id}> into the reports",
            "Took out a report",
            "Handed in a report",
        ]


async def test_the_command_line_tells_the_same(
    council: Council, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = AuditLog(council.bot.handlers.answers.database, clock)
    await log.note("review", guild=5, by=7, verdict="accept")
    await log.note("setting", guild=5, by=None, name="days", value=3)
    assert await log.of(5, most=1) == (
        AuditEntry(2, 5, None, clock.now, "setting", {"name": "days", "value": 3}),
    )


def test_qa_audit_prints_lines_or_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    qa: Run = runner(monkeypatch, capsys)
    words = ("--answer", "In May.", "--source", "https://example.org")
    qa("taught", "add", "When?", "--server", "5", *words, data_dir=tmp_path)
    told = qa("audit", "--server", "5", data_dir=tmp_path).out
    assert told.split("  ")[1:3] == ["–", "taught"]
    (line,) = qa("audit", "--server", "5", "--json", data_dir=tmp_path).out.splitlines()
    one = json.loads(line)
    assert (one["by"], one["act"], [*one["about"]]) == (None, "taught", ["key"])
    assert qa("audit", "--server", "6", data_dir=tmp_path).out == ""
