"""The audit log as administrators see it: who did what when, the last first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

import discord
from discord import ui
from pydantic import JsonValue

from bot.cards.layout import view
from bot.cards.markup import clip, escape
from bot.cards.outbox import acknowledge
from bot.cards.settings import setting_button, told_value
from bot.failures import FailureReporter
from bot.locale import Locales
from qa.store.audit import AuditEntry, AuditLog
from qa.store.policy import POLICY

ROWS: Final = 10  # acts on a page
NAMED: Final = 60  # UTF-16 units of a name
ACTS: Final = (
    *("taught", "taught-changed", "taught-withdrawn", "taught-undone", "key-made", "key-withdrawn"),
    *("reports-add", "reports-remove", "reports-restore", "collection-away", "collection-read"),
    *("channel", "channel-stopped", "message", "review"),
)
SETTINGS: Final = ("setting", "setting-undone")
Say: TypeAlias = Callable[..., str]


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """Shows what is kept for `days`, in private; who asks has been admitted."""

    log: AuditLog
    locales: Locales
    failures: FailureReporter
    days: float

    async def show(self, interaction: discord.Interaction, guild: int, page: int) -> None:
        """A page of the log in place of the card that was pressed."""
        held = await self.log.of(guild, most=ROWS + 1, skip=page * ROWS)
        say = partial(self.failures.say, self.locales.of(interaction))
        card = _card(held, page, self.days, say)
        await acknowledge(lambda: interaction.response.edit_message(view=card))


def _card(held: Sequence[AuditEntry], page: int, days: float, say: Say) -> ui.LayoutView:
    lines = [_line(one, say) for one in held[:ROWS]] or [say("audit-none")]
    text = "\n".join([f"### {say('audit-title')}", *lines, f"-# {say('audit-kept', days=days)}"])
    buttons = [setting_button("show", "-", "server", say("settings-title-server"))]
    if page:
        buttons.append(setting_button("log", f"{page - 1}", "server", say("audit-newer")))
    if len(held) > ROWS:
        buttons.append(setting_button("log", f"{page + 1}", "server", say("audit-older")))
    row: ui.ActionRow[Any] = ui.ActionRow(*buttons)
    return view(ui.Container(ui.TextDisplay(text)), row)


def _line(one: AuditEntry, say: Say) -> str:
    by = f" <@{one.by}>" if one.by is not None else ""
    return f"• <t:{one.at:.0f}:f>{by} – {told_act(one, say)}"


def told_act(one: AuditEntry, say: Say) -> str:
    """What was done, in words; an act of a newer version by its name."""
    if one.act in SETTINGS:
        told = _setting(one.about, say)
        return say("act-setting-undone", told=told) if one.act == "setting-undone" else told
    if one.act not in ACTS:
        return escape(clip(one.act, NAMED))
    count, name, channel = one.about.get("count"), one.about.get("name"), one.about.get("channel")
    return say(
        f"act-{one.act}",
        count=count if isinstance(count, int) else 0,
        name=escape(clip(str(name), NAMED)),
        channel=f"<#{channel}>",
    )


def _setting(about: Mapping[str, JsonValue], say: Say) -> str:
    """A setting and what it is now, with the channel that it is of."""
    name, value, channel = str(about.get("name")), about.get("value"), about.get("channel")
    where = f" (<#{channel}>)" if isinstance(channel, int) else ""
    if name == "forum":
        return f"{say('setting-forum-on' if value is not None else 'setting-forum-off')}{where}"
    if name not in POLICY:
        return escape(clip(name, NAMED)) + where
    told = told_value(name, value, channel if isinstance(channel, int) else "server", say)
    return f"**{say(f'setting-{name}')}**: {told}{where}"
