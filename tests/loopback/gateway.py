"""The gateway: Hello, Identify, Heartbeat, Resume, over WebSocket; events go to the shard they belong to."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSMsgType, web
from simcord import intents
from simcord.backend import Backend, serializers

from tests.loopback.session import ACK, HELLO, INVALID, RECONNECT, Session, Wire

HEARTBEAT: Final = 41.25  # seconds between two beats of a client
KEPT: Final = 120.0  # seconds for which a session without a connection can be resumed
WRONG_TOKEN: Final = 4004
OF_ITS_OWN: Final = frozenset({"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"})


@dataclass
class Gateway:
    """Serves all clients of one bot. Every session of a shard is told of its events, as at Discord."""

    backend: Backend
    token: str
    address: str = ""
    """Where it is reached, once it is served."""
    sessions: dict[str, Session] = field(default_factory=dict)
    identified: int = 0
    resumed: int = 0

    def __post_init__(self) -> None:
        self.backend.subscribers.append(self.tell)

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.wire is not None]

    @property
    def reads_all(self) -> bool:
        """Whether a client has asked for, and so been given, what messages say."""
        return any(session.intents.message_content for session in self.sessions.values())

    def tell(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to whoever it concerns and asked for it."""
        now = asyncio.get_running_loop().time()
        for key, session in list(self.sessions.items()):
            if session.wire is None and now - session.left > KEPT:
                del self.sessions[key]
            elif session.holds(_server(event, payload)):
                self._tell(session, event, payload)

    def drop(self) -> None:
        """Cut every connection, as a network does; sessions can be resumed."""
        for session in self.connected:
            assert session.wire is not None
            session.wire.cut()

    def ask_to_reconnect(self) -> None:
        for session in self.connected:
            assert session.wire is not None
            session.wire.put(RECONNECT, None)

    def forget_sessions(self) -> None:
        """Tell every client that its session is void and cannot be resumed."""
        wires = [session.wire for session in self.connected]
        self.sessions.clear()
        for wire in wires:
            assert wire is not None
            wire.put(INVALID, False)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, until it ends."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        wire = Wire(socket, request.transport, compressed=request.query.get("compress") == "zlib-stream")
        wire.put(HELLO, {"heartbeat_interval": int(HEARTBEAT * 1000)})
        session: Session | None = None
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                said = json.loads(message.data)
                session = await self._answer(wire, session, said["op"], said["d"])
        finally:
            if session is not None and session.wire is wire:
                session.wire, session.left = None, asyncio.get_running_loop().time()
            await wire.close()
        return socket

    async def _answer(self, wire: Wire, session: Session | None, op: int, data: Any) -> Session | None:
        match op:
            case 1:  # a heartbeat
                if session is not None:
                    session.acknowledged(data)
                wire.put(ACK, None)
            case 2 | 6 if data["token"] != self.token:
                await wire.socket.close(code=WRONG_TOKEN)
            case 2:  # identify
                session = self._identify(wire, data)
            case 6:  # resume
                session = self._resume(wire, data)
        return session

    def _identify(self, wire: Wire, data: Mapping[str, Any]) -> Session:
        number, count = data.get("shard", (0, 1))
        session = Session((number, count), data["intents"], asyncio.get_running_loop().time())
        session.wire = wire
        self.sessions[session.id] = session
        self.identified += 1
        held = [guild for guild in self.backend.guilds.values() if session.holds(guild.id)]
        session.send("READY", self._ready(session, [guild.id for guild in held]))
        for guild in held:
            self._tell(session, "GUILD_CREATE", serializers.guild_create_payload(self.backend, guild))
        return session

    def _resume(self, wire: Wire, data: Mapping[str, Any]) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if session is None or not session.resume(wire, data["seq"]):
            wire.put(INVALID, False)
            return None
        self.resumed += 1
        return session

    def _ready(self, session: Session, guilds: list[int]) -> dict[str, Any]:
        return {
            "v": 10,
            "user": dict(serializers.user_payload(self.backend.bot_user)),
            "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "shard": list(session.shard),
            "application": {"id": str(self.backend.application_id), "flags": 0},
        }

    def _tell(self, session: Session, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event as this client may see it: without what its intents leave out."""
        gate = intents.required_intent(event, payload)
        if gate is not None and not getattr(session.intents, gate):
            return
        bot, seen = self.backend.bot_user.id, copy.deepcopy(dict(payload))
        if not session.intents.message_content:
            for message, exempt in _messages(event, seen):
                intents.censor_message(message, bot, backend=self.backend, exempt_root=exempt)
        if event == "GUILD_CREATE":
            intents.prune_guild_create(seen, session.intents, bot)
        session.send(event, seen)


def _server(event: str, payload: Mapping[str, Any]) -> int | None:
    guild = payload.get("guild_id") or (payload.get("id") if event in OF_ITS_OWN else None)
    return int(guild) if guild else None


def _messages(event: str, payload: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """The messages in an event, and whether its kind alone lets the bot read them."""
    if event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
        yield payload, False
    if event == "INTERACTION_CREATE":
        data = payload.get("data") or {}
        if payload["type"] in {3, 5} and isinstance(payload.get("message"), dict):
            yield payload["message"], True
        for key, message in ((data.get("resolved") or {}).get("messages") or {}).items():
            yield message, payload["type"] == 2 and str(data.get("target_id")) == str(key)
