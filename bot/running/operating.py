"""The bot as it is run: with its operator port, and until it is told to stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.client import FootnoteClient
from bot.pacing import ALLOWED, RequestPace
from bot.running.readings import BotReadings, discord_trace
from bot.settings import BotSettings
from qa.operation.serving import OperatorServer
from qa.settings import Settings


@asynccontextmanager
async def operating(
    bot: FootnoteClient, settings: BotSettings, documents: Settings, child: int | None = None
) -> AsyncIterator[None]:
    """Meanwhile the bot's calls are counted and, where a port is set, an operator may look at it.

    Of several processes, the first is looked at there, the next one port further on.
    """
    telemetry = bot.handlers.telemetry
    bot.http.http_trace = discord_trace(telemetry, RequestPace(ALLOWED * settings.shard_range.share))
    readings, server = BotReadings(bot, documents), None
    telemetry.readings(readings.read)
    if settings.operation_port is not None:
        host, port = settings.operation_host, settings.operation_port + (child or 1) - 1
        server = OperatorServer(telemetry, readings.checks(), host, port)
        await server.start()
    try:
        yield
    finally:
        if server:
            await server.close()
        telemetry.spans.close()
