"""The people of a loopback Discord: they ask by mention, by command and in direct messages, and press."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from simcord.backend import serializers
from simcord.backend.models import Message
from simcord.interactions import base_payload

from tests.loopback.discord_server import Loopback

LOADING: Final = 1 << 7  # the flag of a message that says that the bot is thinking


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a channel of a server; in their direct messages where there is no server."""

    person: int
    channel: int
    server: int | None


@dataclass
class Told:
    """What somebody who asked has seen so far: each card or message once, with its newest text."""

    asked: float
    cards: dict[int, str] = field(default_factory=dict)
    seen: float | None = None
    """When the first of them came, in seconds since the question was sent."""


class People:
    """Acts for people, and notes what they are told. Instants are of `time.perf_counter`."""

    def __init__(self, discord: Loopback) -> None:
        self._backend = discord.backend
        self.told: dict[int, Told] = {}
        self.strays: list[int] = []
        """The questions that were answered when they had been forgotten here."""
        self.in_time = 3.0
        """Seconds that the bot has to respond to an interaction at all."""
        self.times = 1
        """How often Discord delivers each event of theirs."""
        self._source: dict[int, int] = {}
        """Of each card, what it answers."""
        self._backend.subscribers.append(self._note)

    @property
    def bot(self) -> str:
        return f"<@{self._backend.bot_user.id}>"

    def server(self, name: str, people: int, shard: tuple[int, int] = (0, 1)) -> list[Seat]:
        """A new server with a channel and so many members, who sit in it; on that shard of so many."""
        guild = self._backend.create_guild(name, shard_id=shard[0], shard_count=shard[1])
        channel = self._backend.create_channel(guild.id, "general")
        return [self.member(guild.id, channel.id, f"{name} {number}") for number in range(people)]

    def member(self, server: int, channel: int, name: str) -> Seat:
        user = self._backend.make_user(name.replace(" ", "_"))
        self._backend.add_member(server, user.id)
        return Seat(user.id, channel, server)

    def direct(self, name: str) -> Seat:
        user = self._backend.make_user(name)
        return Seat(user.id, self._backend.get_dm_channel(user.id).id, None)

    def say(self, seat: Seat, text: str) -> int:
        """Write a message; its id."""
        asked = time.perf_counter()
        message = self._backend.prepare_message(seat.channel, seat.person, text)
        self.told[message.id] = Told(asked)
        self._backend.commit_message(message, broadcast=False)
        for _ in range(self.times):
            self._backend.announce_message_create(message)
        return message.id

    def ask(self, seat: Seat, question: str) -> int:
        """Ask by mention, or plainly in direct messages; the id of the message."""
        return self.say(seat, f"{self.bot} {question}" if seat.server else question)

    def command(self, seat: Seat, name: str, **options: str) -> int:
        """Use a slash command with options that are texts; the id of the interaction."""
        held = self._backend.commands[None][name, 1]
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        return self.interact(seat, 2, {"id": held["id"], "name": name, "type": 1, "options": given})

    def press(self, seat: Seat, message: int, label: str) -> int:
        """Press the button whose label begins so under a message; the id of the interaction."""
        stored = self._backend.get_message(seat.channel, message)
        labelled = ((one.get("label") or "", one) for one in _controls(stored.components))
        button = next(one for said, one in labelled if said.startswith(label))
        return self.click(seat, stored, button["custom_id"])

    def click(self, seat: Seat, stored: Message, name: str, values: Sequence[str] = ()) -> int:
        """Press what has an id that begins with `name`, or choose `values` of it; the interaction's id."""
        control = next(one for one in _controls(stored.components) if one["custom_id"].startswith(name))
        data = {"custom_id": control["custom_id"], "component_type": control["type"]}
        data |= {"id": control.get("id", 1)} | ({"values": list(values)} if values else {})
        return self.interact(seat, 3, data, stored)

    def repeat(self, message: int) -> None:
        """Let Discord deliver a message once more, as it does after a lost connection."""
        channel = next(held for held in self._backend.messages.values() if message in held)
        self._backend.announce_message_create(channel[message])

    def shown(self, interaction: int) -> Message | None:
        """The response to an interaction, also where only its person sees it."""
        record = self._backend.interactions[interaction]
        return self._backend.messages[record.channel_id].get(record.message_id or 0)

    def acknowledged(self, interaction: int) -> bool:
        """Whether the bot has responded at all: otherwise Discord says that it did not."""
        return self._backend.interactions[interaction].responded

    def private(self, asked: int) -> list[str]:
        """What only the person who made an interaction is told in answer to it."""
        record = self._backend.interactions.get(asked)
        if record is None:
            return []
        held = self._backend.messages[record.channel_id]
        shown = (held.get(one or 0) for one in (record.message_id, *record.followup_ids))
        return [
            said({"content": one.content, "components": one.components})
            for one in shown
            if one is not None and one.is_ephemeral and not one.flags & LOADING
        ]

    def forget(self, asked: int) -> None:
        """Drop what is held of a question and its cards, so that a long soak stays small."""
        told = self.told.pop(asked)
        for card in told.cards:
            del self._source[card]
        record = self._backend.interactions.pop(asked, None)
        if record is not None:
            self._backend.interaction_tokens.pop(record.token, None)
        for messages in [self._backend.messages[record.channel_id]] if record else self._holding(asked):
            for key in (asked, *told.cards, *(record.followup_ids if record else ())):
                gone = messages.pop(key, None)
                for attached in gone.attachments if gone else ():
                    self._backend.cdn._blobs.pop(attached["url"], None)

    def _holding(self, message: int) -> Iterator[dict[int, Message]]:
        return (held for held in self._backend.messages.values() if message in held)

    def interact(self, seat: Seat, kind: int, data: dict[str, Any], pressed: Message | None = None) -> int:
        """Make an interaction of that kind, on a message where one was pressed; its id."""
        asked = time.perf_counter()
        record, payload = base_payload(
            self._backend,
            type=kind,
            channel_id=seat.channel,
            guild_id=seat.server,
            user_id=seat.person,
            data=data,
        )
        record.initial_response_deadline = self._backend.iso_after(self.in_time)
        if pressed is not None:
            payload["message"] = dict(serializers.message_payload(self._backend, pressed))
            record.source_message_id = pressed.id
        self.told[record.id] = Told(asked)
        for _ in range(self.times):
            self._backend.emit("INTERACTION_CREATE", payload)
        return record.id

    def _note(self, event: str, payload: Mapping[str, Any]) -> None:
        """Note a message of the bot's for whoever it answers."""
        if event == "MESSAGE_DELETE" and (gone := self._source.pop(int(payload["id"]), None)):
            del self.told[gone].cards[int(payload["id"])]
        if event not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
            return
        if int(payload["author"]["id"]) != self._backend.bot_user.id or payload["flags"] & LOADING:
            return
        source = (payload.get("interaction_metadata") or {}).get("id") or (
            payload.get("message_reference") or {}
        ).get("message_id")
        told = self.told.get(int(source or 0))
        if told is None:
            self.strays += [int(source)] if source and event == "MESSAGE_CREATE" else []
            return
        first = not told.cards
        told.cards[int(payload["id"])] = said(payload)
        self._source[int(payload["id"])] = int(source or 0)
        if first:
            told.seen = time.perf_counter() - told.asked


def said(message: Mapping[str, Any]) -> str:
    """All that a message says, its card's texts one a line."""
    return "\n".join([message["content"], *_texts(message.get("components") or ())]).strip()


def _texts(components: Any) -> Iterator[str]:
    for component in components:
        if component.get("type") == 10:
            yield component["content"]
        yield from _texts(component.get("components") or ())


def _controls(components: Any) -> Iterator[Mapping[str, Any]]:
    """The buttons and menus among components that can be used."""
    for component in components:
        if component.get("custom_id") and not component.get("disabled"):
            yield component
        yield from _controls(component.get("components") or ())
        if isinstance(component.get("accessory"), dict):
            yield from _controls([component["accessory"]])
