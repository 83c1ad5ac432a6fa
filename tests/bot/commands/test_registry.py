"""Commands are registered at start, and again only when they have changed."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest
import simcord

from bot.commands.registry import Registry
from tests.bot.conftest import Build, World


def registered(env: simcord.Env) -> int:
    return sum(call.method == "PUT" and call.path.endswith("/commands") for call in env.http_requests)


async def test_unchanged_commands_are_not_registered_again(
    world: World, tmp_path: Path, build: Build
) -> None:
    registry = Registry(tmp_path / "new" / "commands.sha256")
    assert await registry.sync(world.bot.tree)
    assert not await registry.sync(world.bot.tree)
    assert registered(world.env) == 2  # at start, and once here
    world.bot.tree.remove_command("help")
    assert await registry.sync(world.bot.tree)
    assert registered(world.env) == 3


async def test_a_failure_is_logged_and_tried_again(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    registry = Registry(tmp_path / "commands.sha256")
    world.env.inject_error("PUT", "/applications/*/commands", status=500)
    assert not await registry.sync(world.bot.tree)
    assert "could not be registered: 500" in caplog.text
    assert await registry.sync(world.bot.tree)


async def test_a_network_that_is_down_is_no_more_than_that(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def unreachable(*_: object, **__: object) -> None:
        raise aiohttp.ClientConnectionError("no network")

    monkeypatch.setattr(world.bot.http, "bulk_upsert_global_commands", unreachable)
    assert not await Registry(tmp_path / "commands.sha256").sync(world.bot.tree)
    assert "could not be registered: no network" in caplog.text


async def test_a_folder_that_cannot_be_written_means_registering_each_time(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    registry = Registry(tmp_path / "file" / "commands.sha256")
    assert await registry.sync(world.bot.tree)
    assert await registry.sync(world.bot.tree)
    assert "registered again at the next start" in caplog.text


async def test_without_translations(world: World) -> None:
    await world.bot.tree.set_translator(None)
    assert await Registry(None).sync(world.bot.tree)
