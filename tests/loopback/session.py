"""A session at the gateway: what it is sent, and what it has missed while nobody was connected."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import discord
from aiohttp import web

MISSED: Final = 20_000  # events that a session keeps for one who resumes

DISPATCH, RECONNECT, INVALID, HELLO, ACK = 0, 7, 9, 10, 11


class Wire:
    """One connection: frames in order, as JSON, compressed in one stream if the client asked for that."""

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, *, compressed: bool
    ) -> None:
        self.socket, self._transport = socket, transport
        self._packer = zlib.compressobj() if compressed else None
        self._frames: asyncio.Queue[str] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write())

    def put(self, op: int, data: Any, event: str | None = None, sequence: int | None = None) -> None:
        self.put_text(json.dumps({"op": op, "d": data, "t": event, "s": sequence}))

    def put_text(self, frame: str) -> None:
        self._frames.put_nowait(frame)

    def cut(self) -> None:
        """End the connection without a word, as a network does."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self) -> None:
        self._writing.cancel()
        with suppress(asyncio.CancelledError):
            await self._writing

    async def _write(self) -> None:
        with suppress(ConnectionError, RuntimeError):  # whoever listened is gone
            while True:
                frame = await self._frames.get()
                if self._packer is None:
                    await self.socket.send_str(frame)
                else:
                    packed = self._packer.compress(frame.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)


class Session:
    """What one shard of one client is told. Outlives its connection, for who resumes it."""

    def __init__(self, shard: tuple[int, int], intents: int, now: float) -> None:
        self.id = secrets.token_hex(16)
        self.shard, self.intents = shard, discord.Intents._from_value(intents)
        self.wire: Wire | None = None
        self.left = now
        """When its connection was lost, in seconds of the loop's clock."""
        self.sequence = 0
        self._missed: deque[tuple[int, str]] = deque(maxlen=MISSED)

    def holds(self, guild: int | None) -> bool:
        """Whether this shard is told of a server; of direct messages the first one is."""
        number, count = self.shard
        return number == (0 if guild is None else (guild >> 22) % count)

    def send(self, event: str, data: Mapping[str, Any]) -> None:
        """Tell of an event, now or when the session is resumed."""
        self.sequence += 1
        frame = json.dumps({"op": DISPATCH, "d": data, "t": event, "s": self.sequence})
        self._missed.append((self.sequence, frame))
        if self.wire is not None:
            self.wire.put_text(frame)

    def acknowledged(self, sequence: int | None) -> None:
        """Keep nothing that the client has said to have."""
        while self._missed and self._missed[0][0] <= (sequence or 0):
            self._missed.popleft()

    def resume(self, wire: Wire, sequence: int) -> bool:
        """Send what was missed after `sequence`; whether all of that is still held."""
        first = self._missed[0][0] if self._missed else self.sequence + 1
        if not first - 1 <= sequence <= self.sequence:
            return False
        self.wire = wire
        for number, frame in self._missed:
            if number > sequence:
                wire.put_text(frame)
        self.send("RESUMED", {})
        return True
