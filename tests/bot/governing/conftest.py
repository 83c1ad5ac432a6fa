"""A server with an administrator, whose settings are changed in Discord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord
from discord import ui

from bot.client import FootnoteClient
from tests.bot.conftest import World
from tests.bot.look import items, message, press, text


@dataclass
class Council:
    """A server whose administrator opens the card of settings and changes what it shows."""

    world: World
    admin: simcord.MemberActor
    opened: simcord.InteractionResult | None = None

    @property
    def card(self) -> simcord.InteractionResult:
        """The card that is open."""
        assert self.opened is not None
        return self.opened

    @property
    def env(self) -> simcord.Env:
        return self.world.env

    @property
    def bot(self) -> FootnoteClient:
        return self.world.bot

    async def open(self, **options: Any) -> simcord.InteractionResult:
        self.opened = await self.admin.slash(self.world.channel, "settings", **options)
        return self.opened

    async def pick(self, name: str, **options: Any) -> simcord.InteractionResult:
        """Open the control of a setting, on the card that is open or a new one."""
        card = self.card if self.opened is not None and not options else await self.open(**options)
        menu = next(
            one for one in items(card) if (getattr(one, "custom_id", "") or "").startswith("fn:set:pick")
        )
        result: simcord.InteractionResult = await self.admin.select(
            message(card),
            [name],
            custom_id=menu.custom_id,  # type: ignore[attr-defined]
        )
        return result

    async def put(self, name: str, *values: Any, **options: Any) -> simcord.InteractionResult:
        """Choose values for a setting."""
        await self.pick(name, **options)
        control = next(
            one.custom_id
            for one in items(self.card)
            if isinstance(one, ui.Select | ui.ChannelSelect | ui.RoleSelect)
            and one.custom_id.startswith("fn:set:put:")
        )
        result: simcord.InteractionResult = await self.admin.select(
            message(self.card), [*values], custom_id=control
        )
        return result

    async def type(self, name: str, **typed: str) -> simcord.InteractionResult:
        """Fill the form of a setting in."""
        form = await press(self.admin, await self.pick(name), "Enter …")
        result: simcord.InteractionResult = await self.admin.submit_modal(form, typed)
        return result

    def line(self, label: str, card: Any = None) -> str:
        """What the open card says of a setting."""
        shown = text(card or self.card).split("\n")
        return next(line for line in shown if line.startswith(f"**{label}**")).split(" · ", 1)[1]


@pytest.fixture
def council(world: World) -> Council:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return Council(world, world.guild.add_member(world.env.create_user("root"), roles=[role]))
