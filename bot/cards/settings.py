"""The card of settings: what holds, who set it, and one control at a time to change it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, TypeAlias, cast, get_args

import discord
from discord import ui
from pydantic import JsonValue

from bot.cards.buttons import LABEL, OCTETS, OPTION
from bot.cards.layout import view
from bot.cards.markup import clip
from qa.language.detection import LANGUAGES
from qa.store.policy import ASKED, MOST_IDS, OF_CHANNELS, OF_PEOPLE, POLICY, PolicyName, ServerPolicy
from qa.store.settings import SettingChange

Verb = Literal["pick", "put", "form", "undo", "show", "log", "reports", "privacy"]
"""What a press asks for, and what stands beside it: pick, the menu of settings; put, the setting whose
control it is; form, the one that is typed into a form; undo, the number of the change; show, "-", the card
itself; log, a page of the audit log; reports, "-", the list of `/corpus list`; privacy, "-", the card of
`/privacy`."""
Scope: TypeAlias = int | Literal["server", "me"]
"""Whose settings: a channel's by its id, those of the server, or those of whoever presses."""
Say: TypeAlias = Callable[..., str]
UNSET: Final = "default"
FORMS: Final[tuple[PolicyName, ...]] = ("cooldown", "days")
"""What is typed into a form."""
ROLES: Final[tuple[PolicyName, ...]] = ("roles", "managers")
CHANNELS: Final[tuple[PolicyName, ...]] = ("chosen", "ask")
KINDS: Final = [
    *(discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.voice),
    *(discord.ChannelType.public_thread, discord.ChannelType.private_thread),
]
EMOJI: Final[Mapping[Verb, str]] = {
    "form": "✏️",
    "undo": "↩️",
    "log": "📜",
    "reports": "📚",
    "show": "◀️",
    "privacy": "🔒",
}


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """What the card shows: what holds by the `policy`, and the `changes` that made it so, by their setting.

    `remarks` are messages about what is set and cannot work. `undo` is the change that can be taken back.
    """

    scope: Scope
    policy: ServerPolicy
    changes: Mapping[str, SettingChange]
    remarks: Sequence[str] = ()
    undo: SettingChange | None = None
    reports: bool = False


def names_of(scope: Scope) -> Sequence[PolicyName]:
    """What can be set there."""
    if scope == "me":
        return OF_PEOPLE
    return POLICY if scope == "server" else (*OF_CHANNELS, "ask")


class SettingControl(
    ui.DynamicItem[Any],
    template=rf"fn:set:(?P<verb>{'|'.join(get_args(Verb))}):(?P<what>[\w-]{{1,20}}):(?P<scope>server|me|\d{{1,20}})",
):
    """A button or a menu, for the client's `governing`; a menu tells what was chosen: values, or ids."""

    def __init__(self, item: ui.Item[Any], verb: Verb, what: str, scope: Scope) -> None:
        super().__init__(item)
        self.verb: Final = verb
        self.what, self.scope = what, scope

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        scope = int(match["scope"]) if match["scope"].isdecimal() else cast(Scope, match["scope"])
        return cls(item, cast(Verb, match["verb"]), match["what"], scope)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        chosen: list[str | int] = []
        if isinstance(self.item, ui.Select):
            chosen = [*self.item.values]
        elif isinstance(self.item, ui.ChannelSelect | ui.RoleSelect):
            chosen = [one.id for one in self.item.values]
        await interaction.client.governing.configuring.press(
            interaction, self.verb, self.what, self.scope, chosen
        )


def setting_button(verb: Verb, what: str, scope: Scope, label: str, *, disabled: bool = False) -> Any:  # noqa: ANN401 - an item of any view
    item: ui.Button[Any] = ui.Button(
        label=clip(label, LABEL, OCTETS),
        emoji=EMOJI[verb],
        disabled=disabled,
        custom_id=f"fn:set:{verb}:{what}:{scope}",
    )
    return SettingControl(item, verb, what, scope)


def settings_card(sheet: SettingsSheet, say: Say, open_: PolicyName | None = None) -> ui.LayoutView:
    """The card, with the control of the setting that is `open_`."""
    rows = [ui.ActionRow[Any](_menu(sheet, say))]
    if open_ is not None:
        rows = [ui.ActionRow(_control(open_, sheet, say)), *rows]
    text = "\n".join(_lines(sheet, say, open_))
    return view(ui.Container(ui.TextDisplay(text), *rows), ui.ActionRow(*_buttons(sheet, say)))


def told_value(name: str, value: JsonValue, scope: Scope, say: Say) -> str:
    """A value as it is told; None for what holds where nothing is set."""
    if value is None or value == []:
        return say(_unset(name, scope))
    if name == "language":
        return say("setting-language-asked" if value == ASKED else f"language-{value}")
    if name in ("private", "share"):
        return say(f"setting-{name}-{'yes' if value else 'no'}")
    if name in CHANNELS and isinstance(value, list):
        return " ".join(f"<#{one}>" for one in value)
    if name in ROLES and isinstance(value, list):
        return " ".join(f"<@&{one}>" for one in value)
    if name == "cooldown" and isinstance(value, list):
        return say("setting-cooldown-value", questions=int(str(value[0])), seconds=float(str(value[1])))
    if name == "days":
        return say("setting-days-value", days=float(str(value)))
    return say(f"setting-where-{value}") if name == "where" else str(value)


def _unset(name: str, scope: Scope) -> str:
    """The message that says what holds where nothing is set."""
    of_channel = isinstance(scope, int) and name in OF_CHANNELS
    return "setting-as-server" if of_channel else f"setting-{name}-unset"


def _lines(sheet: SettingsSheet, say: Say, open_: PolicyName | None) -> Iterator[str]:
    title = "channel" if isinstance(sheet.scope, int) else sheet.scope
    yield f"### {say(f'settings-title-{title}', channel=f'<#{sheet.scope}>')}"
    for name in names_of(sheet.scope):
        change = sheet.changes.get(name)
        told = _told(name, sheet, say)
        yield f"**{say(f'setting-{name}')}** · {told}{_by(change) if sheet.scope != 'me' else ''}"
    yield from (f"⚠️ {remark}" for remark in sheet.remarks)
    yield f"-# {say('settings-how-me' if sheet.scope == 'me' else 'settings-how')}"
    if open_ is not None:
        yield f"**{say(f'setting-{open_}')}** – {say(f'setting-{open_}-told')}"


def _told(name: PolicyName, sheet: SettingsSheet, say: Say) -> str:
    change, policy = sheet.changes.get(name), sheet.policy
    value = change.value if change else None
    if name == "ask" and isinstance(sheet.scope, int):
        return say(f"setting-here-{'yes' if sheet.scope in policy.ask else 'no'}")
    if value is None and name == "cooldown":
        value = [policy.questions, policy.seconds]
    if value is None and name == "days":
        value = policy.days
    return told_value(name, value, sheet.scope, say)


def _by(change: SettingChange | None) -> str:
    if change is None:
        return ""
    by = f"<@{change.by}>, " if change.by is not None else ""
    return f" ({by}<t:{change.at:.0f}:R>)"


def _buttons(sheet: SettingsSheet, say: Say) -> Iterator[Any]:
    number, scope = sheet.undo.number if sheet.undo else 0, sheet.scope
    yield setting_button("undo", f"{number}", scope, say("button-undo"), disabled=sheet.undo is None)
    if scope == "me":
        yield setting_button("privacy", "-", scope, say("privacy-title"))
        return
    yield setting_button("log", "0", scope, say("audit-title"))
    if sheet.reports:
        yield setting_button("reports", "-", scope, say("corpus-list-title"))


def _menu(sheet: SettingsSheet, say: Say) -> SettingControl:
    """The menu of what can be changed."""
    options = [
        discord.SelectOption(
            label=clip(say(f"setting-{name}"), OPTION, OCTETS),
            description=clip(say(f"setting-{name}-told"), OPTION, OCTETS),
            value=name,
        )
        for name in names_of(sheet.scope)
    ]
    item: ui.Select[Any] = ui.Select(
        custom_id=f"fn:set:pick:-:{sheet.scope}", placeholder=say("settings-pick"), options=options
    )
    return SettingControl(item, "pick", "-", sheet.scope)


def _control(name: PolicyName, sheet: SettingsSheet, say: Say) -> SettingControl:
    """What changes a setting."""
    if name in FORMS:  # a button, as a menu tells nothing when the same is chosen twice
        return cast(SettingControl, setting_button("form", name, sheet.scope, say("settings-type")))
    custom_id, held = f"fn:set:put:{name}:{sheet.scope}", _ids(name, sheet.policy)
    item: ui.Item[Any]
    if name in CHANNELS and sheet.scope == "server":
        item = ui.ChannelSelect(
            custom_id=custom_id,
            channel_types=KINDS,
            min_values=0,
            max_values=MOST_IDS,
            default_values=[_default(one, discord.SelectDefaultValueType.channel) for one in held],
        )
    elif name in ROLES:
        item = ui.RoleSelect(
            custom_id=custom_id,
            min_values=0,
            max_values=MOST_IDS,
            default_values=[_default(one, discord.SelectDefaultValueType.role) for one in held],
        )
    else:
        item = ui.Select(custom_id=custom_id, options=[*_options(name, sheet, say)])
    return SettingControl(item, "put", name, sheet.scope)


def _ids(name: PolicyName, policy: ServerPolicy) -> list[int]:
    return sorted(getattr(policy, name)) if name in (*CHANNELS, *ROLES) else []


def _default(id_: int, type_: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=id_, type=type_)


def _options(name: PolicyName, sheet: SettingsSheet, say: Say) -> Iterator[discord.SelectOption]:
    """The values to choose from, the one that holds marked."""
    scope, change = sheet.scope, sheet.changes.get(name)
    holds = UNSET if change is None else str(change.value).lower()
    told = {UNSET: say(_unset(name, scope))}
    if name == "language":
        told |= {ASKED: say("setting-language-asked")} if isinstance(scope, int) else {}
        told |= {one: say(f"language-{one}") for one in LANGUAGES}
        holds = UNSET if change is None else str(change.value)
    elif name == "ask":
        told = {
            value: say(f"setting-here-{'yes' if value == 'true' else 'no'}") for value in ("true", "false")
        }
        holds = "true" if scope in sheet.policy.ask else "false"
    elif name == "where":
        kinds = ("everywhere", "commands") if isinstance(scope, int) else ("chosen", "commands")
        told |= {one: say(f"setting-where-{one}") for one in kinds}
    elif name == "private":
        told |= {"true": say("setting-private-yes")}
        told |= {"false": say("setting-private-no")} if isinstance(scope, int) else {}
    else:
        told |= {"false": say("setting-share-no")}
    for value, label in told.items():
        yield discord.SelectOption(label=clip(label, OPTION, OCTETS), value=value, default=value == holds)
