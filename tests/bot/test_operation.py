"""What an operator sees of the bot: metrics, health, readiness, and the id of a request everywhere."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import aiohttp
import discord
import pytest
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from bot.pacing import RequestPace
from bot.running.doctor import clock_finding, discord_findings
from bot.running.operating import operating
from bot.running.readings import BotReadings, discord_trace
from bot.settings import BotSettings
from index.errors import StorageError
from qa.operation.request import request_id
from qa.operation.serving import OperatorServer
from qa.operation.telemetry import Telemetry
from qa.settings import Settings
from tests.bot.conftest import World
from tests.bot.look import text

R1 = "What did DeepSeek R1 score?"
CUP = "Who won the World Cup?"


def counted(telemetry: Telemetry, name: str) -> dict[tuple[str, ...], float]:
    """The values of a metric by their labels, in the order of the names of these."""
    families = text_string_to_metric_families(telemetry.exposition().decode())
    samples = (sample for family in families for sample in family.samples)
    return {tuple(sample.labels.values()): sample.value for sample in samples if sample.name == name}


def port_of(server: OperatorServer) -> int:
    runner: Any = server._runner
    return int(runner.addresses[0][1])


async def got(port: int, path: str) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await (response.text() if path == "/metrics" else response.json())


@pytest.mark.parametrize("settings", [{"cooldown_questions": 3}])
async def test_questions_are_counted_by_where_they_come_from_and_how_they_end(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=R1)
    await world.bob.send(world.channel, f"{world.at} {CUP}")
    await world.bob.user.send_dm("turbo score")
    for _ in range(3):
        await world.alice.slash(world.channel, "ask", question=R1)
    telemetry = world.bot.handlers.telemetry
    assert counted(telemetry, "footnote_questions_total") == {
        ("answered", "command"): 3.0,
        ("abstained", "mention"): 1.0,
        ("asked-back", "direct"): 1.0,
        ("declined", "command"): 1.0,
    }
    assert counted(telemetry, "footnote_declined_total") == {("cooldown",): 1.0}
    for step in ("wait", "answer", "deliver"):
        assert counted(telemetry, f"footnote_{step}_seconds_count") == {(): 5.0}


async def test_no_metric_names_anybody_or_says_what_was_asked(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=R1)
    said = world.bot.handlers.telemetry.exposition().decode()
    for word in ("DeepSeek", "alice", "Alice", *map(str, (world.alice.id, world.guild.id, world.channel.id))):
        assert word not in said


async def test_a_failure_is_counted_and_its_reference_stands_on_each_line_of_the_request(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seen: list[str] = []

    def fail() -> None:
        seen.append(request_id())
        raise StorageError("the disk is full")

    world.assistant.before = fail
    result = await world.alice.slash(world.channel, "ask", question=R1)
    reference = text(result).split("`")[1]
    assert seen == [reference]  # in the thread that answers
    assert f"[{reference}] StorageError" in caplog.text
    assert "a question by command: failed" in caplog.messages
    telemetry = world.bot.handlers.telemetry
    assert counted(telemetry, "footnote_failures_total") == {("storage",): 1.0}
    assert counted(telemetry, "footnote_questions_total") == {("failed", "command"): 1.0}
    assert request_id() == ""


async def test_calls_to_discord_are_counted_by_result() -> None:
    statuses = iter((200, 204, 403, 429, 503))

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=next(statuses))

    app, telemetry = web.Application(), Telemetry()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession(trace_configs=[discord_trace(telemetry, RequestPace())]) as session:
        for _ in range(5):
            async with session.get(f"http://127.0.0.1:{port}/"):
                pass
        await runner.cleanup()
        with pytest.raises(aiohttp.ClientError):
            await session.get(f"http://127.0.0.1:{port}/")
    assert counted(telemetry, "footnote_discord_calls_total") == {
        ("ok",): 2.0,
        ("refused",): 1.0,
        ("rate-limited",): 1.0,
        ("fault",): 1.0,
        ("unreachable",): 1.0,
    }


async def test_the_operator_port_tells_how_the_bot_is(world: World) -> None:
    readings = BotReadings(world.bot, Settings())
    telemetry = world.bot.handlers.telemetry
    telemetry.readings(readings.read)
    server = OperatorServer(telemetry, readings.checks(), "127.0.0.1", 0)
    assert await server.start()
    port = port_of(server)
    try:
        assert await got(port, "/health") == (200, {"status": "ok"})
        assert await got(port, "/ready") == (200, {"ready": True, "reasons": {}})
        status, said = await got(port, "/metrics")
        assert status == 200
        assert "\nfootnote_servers 1.0\n" in said
        assert 'footnote_store_info{kind="sqlite",' in said
        world.bot.handlers.workers.refuse()
        reasons = {"gateway": "the bot is stopping"}
        assert await got(port, "/ready") == (503, {"ready": False, "reasons": reasons})
        await world.bot.handlers.answers.close()
        _, told = await got(port, "/ready")
        assert set(told["reasons"]) == {"gateway", "database"}
    finally:
        await server.close()
        await server.close()


async def test_a_check_that_hangs_or_breaks_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.operation.serving.PATIENCE", 0.01)

    async def hangs() -> str | None:
        await asyncio.sleep(60)
        return None

    async def breaks() -> str | None:
        raise ValueError("something secret")

    server = OperatorServer(Telemetry(), {"one": hangs, "two": breaks}, "127.0.0.1", 0)
    assert await server.reasons() == {"one": "no answer in 0 seconds", "two": "unexpected ValueError"}


async def test_a_port_that_is_taken_is_a_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    first = OperatorServer(Telemetry(), {}, "127.0.0.1", 0)
    assert await first.start()
    settings = BotSettings(operation_port=port_of(first))
    async with operating(world.bot, settings, Settings()):
        assert isinstance(world.bot.http.http_trace, aiohttp.TraceConfig)
    assert "the operator port cannot be served" in caplog.text
    await first.close()


def test_each_bot_counts_for_itself() -> None:
    one, other = Telemetry(), Telemetry()
    one.called("ok")
    assert counted(one, "footnote_discord_calls_total") == {("ok",): 1.0}
    assert counted(other, "footnote_discord_calls_total") == {}


@pytest.fixture
def admin(world: World) -> Any:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("root"), roles=[role])


async def test_an_administrator_is_told_what_is_missing_and_what_to_do(world: World, admin: Any) -> None:
    assert world.bot.user is not None
    denied = discord.PermissionOverwrite(attach_files=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={world.bot.user: denied})
    result = await admin.slash(world.channel, "diagnose")
    assert result.ephemeral
    told = text(result)
    assert told.startswith("### Diagnosis\n⚠️ In 1 other channels I lack permissions (*Attach Files*): ")
    assert f"<#{quiet.id}>" in told
    assert "✅ I answer here from the invented digests." in told
    assert "✅ What I keep can be read and written." in told
    told = text(await admin.slash(quiet, "diagnose"))
    assert "⚠️ In this channel I lack: *Attach Files*." in told
    for word in ("/", "sqlite", "127.0.0.1"):
        assert word not in told.replace("/corpus add", "")


async def test_where_the_database_is_gone_that_is_told(
    world: World, admin: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await world.bot.handlers.answers.close()
    with caplog.at_level(logging.ERROR):
        told = text(await admin.slash(world.channel, "diagnose"))
    assert "❌ My database does not answer" in told


async def test_nobody_else_may_diagnose(world: World) -> None:
    command = next(one for one in await world.bot.tree.fetch_commands() if one.name == "diagnose")
    world.guild.set_command_permissions(command, {world.moderator: True})
    refused = await world.moderator.slash(world.channel, "diagnose")
    assert text(refused).startswith("Only administrators can have me look at a server")


async def found_at_discord(world: World, **settings: Any) -> dict[str, tuple[str, str]]:
    given = BotSettings(**settings)
    return {one.check: (one.state, one.said) async for one in discord_findings(world.bot, given)}


async def test_the_doctor_asks_discord_for_intents_and_permissions(world: World) -> None:
    found = await found_at_discord(world)
    assert found["permissions"][0] == "ok"
    assert world.bot.user is not None
    denied = discord.PermissionOverwrite(send_messages=False)
    world.guild.create_text_channel("quiet", overwrites={world.bot.user: denied})
    hidden = discord.PermissionOverwrite(view_channel=False)
    world.guild.create_text_channel("hidden", overwrites={world.bot.user: hidden})
    state, said = (await found_at_discord(world))["permissions"]
    assert state == "warning"
    assert "#quiet: send_messages" in said
    assert "hidden" not in said
    one, other = await found_at_discord(world), await found_at_discord(world, message_content=True)
    assert one["intents"][0] != other["intents"][0]


async def test_the_doctor_compares_the_clock_with_discords() -> None:
    dates = iter(("Thu, 01 Jan 1970 00:00:00 GMT", format_datetime(datetime.now(UTC), usegmt=True)))

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(headers={"Date": next(dates)})

    app = web.Application()
    app.router.add_get("/gateway", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/gateway"
    wrong, right = await clock_finding(address), await clock_finding(address)
    await runner.cleanup()
    assert (wrong.state, "fast" in wrong.said, right.state) == ("fault", True, "ok")
    assert (await clock_finding(address)).state == "warning"
