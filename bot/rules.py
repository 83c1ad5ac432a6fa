"""Which rules hold where somebody asks: those of the server, of its channel, and of the person.

They are read from the store, at most a second old: another process may have changed them. A change that this
process makes holds at once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from weakref import WeakValueDictionary

import discord
from pydantic import JsonValue

from bot.declined import DeclinedError
from index.errors import StorageError
from qa.store.audit import AuditLog
from qa.store.policy import PolicyBounds, ServerPolicy, policy_of
from qa.store.settings import ServerSettings, SettingChange, own_settings_of
from qa.store.tables import NOWHERE

log = logging.getLogger(__name__)

FRESH: Final = 1.0  # seconds in which what another process changes is not seen
TOLD: Final = 5  # channels that are named to whoever asks elsewhere
HELD: Final = 4_096  # servers and people whose settings are remembered

Event: TypeAlias = discord.Interaction | discord.Message


@dataclass(frozen=True, slots=True)
class _SettingsRead:
    at: float
    changes: int
    held: tuple[SettingChange, ...]


class Rules:
    """Tells what holds, and who may do what. Where the store cannot be read, what was read last holds."""

    def __init__(
        self,
        settings: ServerSettings,
        audit: AuditLog,
        bounds: PolicyBounds,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.settings, self.audit, self.bounds = settings, audit, bounds
        self._clock = clock
        self._read: OrderedDict[int, _SettingsRead] = OrderedDict()
        # Of those who ask for the same who comes first is told first: questions stay in their order.
        self._reading: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def of(self, event: Event) -> ServerPolicy:
        """What holds for whoever caused an event, where it happened."""
        channel = event.channel
        parent = channel.parent_id if isinstance(channel, discord.Thread) else None
        person = event.user.id if isinstance(event, discord.Interaction) else event.author.id
        guild = event.guild_id if isinstance(event, discord.Interaction) else _guild_of(event)
        return await self.at(guild, channel.id if channel else None, parent, person=person)

    async def at(
        self,
        guild: int | None,
        channel: int | None = None,
        parent: int | None = None,
        *,
        person: int | None = None,
    ) -> ServerPolicy:
        """What holds in a channel of a server, for a person."""
        held = await self._changes(guild) if guild is not None else ()
        own = await self._changes(own_settings_of(person)) if person is not None else ()
        return policy_of(held, self.bounds, (None, *filter(None, (parent, channel))), own)

    async def admit(self, event: Event) -> ServerPolicy:
        """What holds; DeclinedError for whoever may not use the bot there."""
        policy = await self.of(event)
        person = event.user if isinstance(event, discord.Interaction) else event.author
        roles = [role.id for role in getattr(person, "roles", ())]
        if not policy.may_use(roles) and not _is_administrator(event):
            raise DeclinedError("error-roles")
        return policy

    async def silent(self, message: discord.Message) -> DeclinedError | None:
        """Why a message is not answered where it was written; None where it is."""
        policy, channel = await self.of(message), message.channel
        parent = channel.parent_id if isinstance(channel, discord.Thread) else None
        if policy.answers_in(channel.id, parent):
            return None
        chosen = sorted(policy.chosen | policy.ask)
        if policy.where == "commands" or not chosen:
            return DeclinedError("error-commands-only")
        return DeclinedError("error-elsewhere", channels=" ".join(f"<#{one}>" for one in chosen[:TOLD]))

    async def asks(self, message: discord.Message) -> bool:
        """Whether a message is a question because of where it was written."""
        if message.guild is None or not message.content:
            return False
        return message.channel.id in (await self.at(message.guild.id)).ask

    async def shares(self, guild: int | None) -> bool:
        """Whether answers of a server may have pages."""
        return (await self.at(guild)).share

    async def administers(self, interaction: discord.Interaction) -> bool:
        """Whether whoever acts administers the server: as an administrator, or by a role named for it."""
        if interaction.guild_id is None:
            return False
        if interaction.permissions.administrator:
            return True
        policy = await self.at(interaction.guild_id)
        return not policy.managers.isdisjoint(role.id for role in getattr(interaction.user, "roles", ()))

    async def administered(self, interaction: discord.Interaction, otherwise: str) -> int:
        """The server, for who administers it; DeclinedError, `otherwise`, for others.

        Where the bot is not a member, as where a person brought it along, there is nothing to administer.
        """
        guild = interaction.guild_id
        if guild is None or not await self.administers(interaction):
            raise DeclinedError(otherwise)
        if interaction.client.get_guild(guild) is None:
            raise DeclinedError("error-absent")
        return guild

    async def noted(self, interaction: discord.Interaction, act: str, **about: JsonValue) -> None:
        """Keep what an administrator has done; it is done, so that a disk that fails is only logged."""
        try:
            guild, by = interaction.guild_id or NOWHERE, interaction.user.id
            await self.audit.note(act, guild=guild, by=by, **about)
        except StorageError as error:
            log.warning("an act of an administrator is not in the audit log: %s", error)

    async def _changes(self, of: int) -> tuple[SettingChange, ...]:
        async with self._reading.setdefault(of, asyncio.Lock()):
            return await self._fresh(of)

    async def _fresh(self, of: int) -> tuple[SettingChange, ...]:
        now, changes = self._clock(), self.settings.changes
        read = self._read.get(of)
        if read is not None and read.changes == changes and abs(now - read.at) < FRESH:
            return read.held
        try:
            held = await self.settings.all(of)
        except StorageError as error:
            log.warning("settings cannot be read, so that those read last hold: %s", error)
            now, held = self._clock(), read.held if read else ()  # it may have taken long to find out
        self._read[of] = _SettingsRead(now, changes, held)
        self._read.move_to_end(of)
        if len(self._read) > HELD:
            self._read.popitem(last=False)
        return held


def _guild_of(message: discord.Message) -> int | None:
    return message.guild.id if message.guild else None


def _is_administrator(event: Event) -> bool:
    """Administrators may always ask: they would otherwise have to try out what they set from memory."""
    if isinstance(event, discord.Interaction):
        return event.permissions.administrator
    author = event.author
    return isinstance(author, discord.Member) and author.guild_permissions.administrator
