"""Discord on a port of this machine: `async with Loopback() as discord`."""

from __future__ import annotations

from typing import Any, Self

from aiohttp import web
from discord.gateway import DiscordWebSocket
from simcord.backend import Backend, cdn

from tests.loopback.gateway import Gateway
from tests.loopback.rest import PREFIX, Rest
from tests.loopback.wall_clock import WallClock

TOKEN = "a-token"  # noqa: S105 - of no real bot


class Loopback:
    """Serves one bot, however many processes it is. simcord's backend knows what there is and what may be.

    Files of messages are handed out from the same port.
    """

    def __init__(self, *, shards: int = 1, bot: str = "Footnote") -> None:
        self.backend = Backend(clock=WallClock())
        self.backend.bot_user.name = bot
        self.gateway = Gateway(self.backend, TOKEN)
        address, reads_all = (lambda: self.gateway.address), (lambda: self.gateway.reads_all)
        self.rest = Rest(self.backend, TOKEN, address, shards, reads_all)
        self._runner: web.AppRunner | None = None

    @property
    def gateway_url(self) -> Any:
        """Where the gateway is, as discord.py writes it."""
        return type(DiscordWebSocket.DEFAULT_GATEWAY)(self.gateway.address)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of `tests.loopback.bot` needs to find this Discord."""
        return {
            "DISCORD_TOKEN": TOKEN,
            "LOOPBACK_REST": f"{self.origin}{PREFIX}",
            "LOOPBACK_GATEWAY": self.gateway.address,
        }

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64_000_000)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/attachments/{path:.*}", self.rest.attachment)
        app.router.add_route("*", PREFIX + "/{path:.*}", self.rest.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.origin = f"http://{host}:{port}"
        self.gateway.address = f"ws://{host}:{port}/gateway"
        self._cdn, cdn.CDN_BASE = cdn.CDN_BASE, self.origin
        return self

    async def __aexit__(self, *_: object) -> None:
        cdn.CDN_BASE = self._cdn
        assert self._runner is not None
        await self._runner.cleanup()
