"""Settings in Discord: administrators change those of their server and its channels, people their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias, cast

import discord
from pydantic import JsonValue

from bot.cards.outbox import acknowledge
from bot.cards.settings import (
    CHANNELS,
    FORMS,
    ROLES,
    UNSET,
    Scope,
    SettingsSheet,
    Verb,
    names_of,
    settings_card,
)
from bot.cards.settings_form import SettingForm
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.governing.trail import AuditTrail
from bot.locale import Locales
from bot.rules import Rules
from qa.store.policy import LONGEST_COOLDOWN, POLICY, PolicyName, ServerPolicy, checked
from qa.store.settings import SettingChange, own_settings_of

OfServer: TypeAlias = dict[str, SettingChange]
Show: TypeAlias = Callable[[discord.Interaction], Awaitable[None]]
"""Shows another card, to whoever pressed; must not raise."""
TOLD: Final = 5  # channels that are named in a remark


@dataclass(frozen=True, slots=True)
class Configuring:
    """Only who administers a server changes its settings, checked at every press; the card is theirs alone.

    `reports` and `privacy` show what is seen to elsewhere.
    """

    rules: Rules
    trail: AuditTrail
    locales: Locales
    failures: FailureReporter
    message_content: bool
    privacy: Show
    reports: Show | None = None

    @reported
    async def show(self, interaction: discord.Interaction, channel: discord.abc.GuildChannel | None) -> None:
        """Show the settings of the server, or of a channel; elsewhere, those of whoever asks."""
        scope: Scope = channel.id if channel else "server"
        if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
            scope = "me"
        await self._admitted(interaction, scope)
        card = settings_card(await self._sheet(interaction, scope), self._say(interaction))
        await acknowledge(lambda: interaction.response.send_message(view=card, ephemeral=True))

    @reported
    async def press(
        self,
        interaction: discord.Interaction,
        verb: Verb,
        what: str,
        scope: Scope,
        chosen: Sequence[str | int],
    ) -> None:
        """Do what was pressed, and show the card anew."""
        of = await self._admitted(interaction, scope)
        match verb:
            case "form" if what in FORMS:
                await self._open(interaction, what)
            case "pick":
                open_ = chosen[0] if chosen and chosen[0] in names_of(scope) else None
                await self._renew(interaction, scope, cast(PolicyName | None, open_))
            case "put" if what in names_of(scope) and what not in FORMS:
                name = cast(PolicyName, what)
                await self.put(interaction, name, _value(name, scope, chosen), scope)
            case "undo":
                await self._undo(interaction, of, int(what) if what.isdecimal() else 0)
                await self._renew(interaction, scope)
            case "log":
                await self.trail.show(interaction, of, int(what) if what.isdecimal() else 0)
            case "reports" if self.reports:
                await self.reports(interaction)
            case "privacy":
                await self.privacy(interaction)
            case _:
                await self._renew(interaction, scope)

    @reported
    async def put(
        self, interaction: discord.Interaction, name: PolicyName, value: JsonValue, scope: Scope
    ) -> None:
        """Set a value, or None for what holds otherwise; DeclinedError for what cannot be set."""
        of, settings, by = await self._admitted(interaction, scope), self.rules.settings, interaction.user.id
        if name == "managers" and not interaction.permissions.administrator:
            raise DeclinedError("error-settings-managers")
        channel = scope if isinstance(scope, int) else None
        if name == "ask" and channel is not None:
            held = (await self.rules.at(of)).ask - {channel}
            value, channel = [*sorted(held | {channel} if value else held)], None
        if value is not None:
            try:
                checked(name, value, self.rules.bounds)
            except ValueError as error:
                raise DeclinedError("error-settings-value") from error
        await settings.put(name, value, guild=of, channel=channel, by=by)
        await self._renew(interaction, scope, name)

    async def _undo(self, interaction: discord.Interaction, of: int, number: int) -> None:
        """Take a change back; DeclinedError where it holds no more, or is not for who presses."""
        held = {one.number: one.name for one in await self.rules.settings.changed(of)}
        if held.get(number) == "managers" and not interaction.permissions.administrator:
            raise DeclinedError("error-settings-managers")
        if not await self.rules.settings.undo(of, number, by=interaction.user.id):
            raise DeclinedError("error-taught-undone")

    async def _admitted(self, interaction: discord.Interaction, scope: Scope) -> int:
        """Whose settings are looked at or changed, as they are kept; DeclinedError for who may not."""
        if scope == "me":
            return own_settings_of(interaction.user.id)
        server = await self.rules.administered(interaction, "error-settings")
        guild = interaction.client.get_guild(server)
        if isinstance(scope, int) and (guild is None or guild.get_channel_or_thread(scope) is None):
            raise DeclinedError("error-settings-channel")
        return server

    async def _renew(
        self, interaction: discord.Interaction, scope: Scope, open_: PolicyName | None = None
    ) -> None:
        card = settings_card(await self._sheet(interaction, scope), self._say(interaction), open_)
        await acknowledge(lambda: interaction.response.edit_message(view=card))

    async def _sheet(self, interaction: discord.Interaction, scope: Scope) -> SettingsSheet:
        """What the card shows, as the store has it by now."""
        own = scope == "me"
        of = own_settings_of(interaction.user.id) if own else interaction.guild_id or 0
        channel = scope if isinstance(scope, int) else None
        found = [one for one in await self.rules.settings.changed(of) if one.name in POLICY]
        mine = {one.name: one for one in found if one.channel == channel}
        if channel is not None:
            mine |= {one.name: one for one in found if one.channel is None and one.name == "ask"}
        policy = await self.rules.at(
            None if own else of, channel, person=interaction.user.id if own else None
        )
        remarks = [] if own else [*self._remarks(interaction, policy)]
        holds = {name: one for name, one in mine.items() if one.value is not None}
        undo = max(mine.values(), key=lambda one: one.number, default=None)
        return SettingsSheet(scope, policy, holds, remarks, undo, reports=self.reports is not None)

    def _remarks(self, interaction: discord.Interaction, policy: ServerPolicy) -> Iterator[str]:
        """Why what is set cannot work as it is."""
        say, guild = self._say(interaction), interaction.client.get_guild(interaction.guild_id or 0)
        if policy.ask and not self.message_content:
            yield say("settings-content")
        closed = [one for one in sorted(policy.ask | policy.chosen) if guild and not _may_write(guild, one)]
        if closed:
            yield say("settings-closed", channels=" ".join(f"<#{one}>" for one in closed[:TOLD]))
        if policy.managers:
            yield say("settings-managers")

    async def _open(self, interaction: discord.Interaction, name: PolicyName) -> None:
        """Open the form of what is typed, with what holds now."""
        say, bounds = self._say(interaction), self.rules.bounds
        policy = await self.rules.at(interaction.guild_id)
        fields = {"days": (say("settings-form-days", most=bounds.days), f"{policy.days:g}")}
        if name == "cooldown":
            asked = say("settings-form-questions", most=bounds.questions)
            within = say("settings-form-seconds", least=bounds.seconds, most=LONGEST_COOLDOWN)
            fields = {"questions": (asked, f"{policy.questions}"), "seconds": (within, f"{policy.seconds:g}")}
        take = partial(self._take, name)
        form = SettingForm(f"{name}:{interaction.user.id}", say(f"setting-{name}"), fields, take)
        await acknowledge(lambda: interaction.response.send_modal(form))

    async def _take(
        self, name: PolicyName, interaction: discord.Interaction, typed: Mapping[str, str]
    ) -> None:
        """Set what was typed; all left empty, what the operator set."""
        value: JsonValue = None
        if any(typed.values()):
            numbers: list[JsonValue] = [_number(one) for one in typed.values()]
            value = numbers if name == "cooldown" else numbers[0]
        await self.put(interaction, name, value, "server")

    def _say(self, interaction: discord.Interaction) -> partial[str]:
        return partial(self.failures.say, self.locales.of(interaction))


def _value(name: PolicyName, scope: Scope, chosen: Sequence[str | int]) -> JsonValue:
    """What was chosen in the control of a setting, as it is kept."""
    if name in ROLES or (name in CHANNELS and not isinstance(scope, int)):
        return [*sorted(one for one in chosen if isinstance(one, int))] or None
    value = next(iter(chosen), UNSET)
    return {"true": True, "false": False, UNSET: None}.get(str(value), value)


def _number(typed: str) -> JsonValue:
    """A number as people type it; -1, which nothing can be set to, for what is none."""
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return -1
    return int(number) if number.is_integer() else number


def _may_write(guild: discord.Guild, channel: int) -> bool:
    known = guild.get_channel_or_thread(channel)
    if known is None:
        return False
    allowed = known.permissions_for(guild.me)
    may = allowed.send_messages_in_threads if isinstance(known, discord.Thread) else allowed.send_messages
    return allowed.view_channel and may
