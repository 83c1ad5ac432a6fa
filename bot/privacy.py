"""Privacy: a person is told what is kept of them, is handed it, and has it deleted everywhere at once."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import discord
from discord import ui
from pydantic import JsonValue

from bot.cards.layout import view
from bot.cards.outbox import FAILURES, acknowledge
from bot.cards.voice import VoiceVerb, voice_button
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from bot.person import Person, PersonalRecords
from index.errors import FootnoteError
from qa.store.erasure import Erasure
from qa.store.personal import PersonalData

log = logging.getLogger(__name__)

LARGEST: Final = 8_000_000  # bytes of a file that Discord surely takes; what is larger is packed
FILE: Final = "footnote-data.json"
LARGEST_EXACT: Final = 2**53  # of the numbers that JavaScript and others have


@dataclass(frozen=True, slots=True)
class Privacy:
    """Whatever is shown is shown to nobody else.

    `records` are kept beside the store of answers, and are forgotten in order.
    """

    handlers: Handlers
    data: PersonalData
    erasure: Erasure
    records: Sequence[PersonalRecords] = ()
    days: float = 30.0

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def show(self, interaction: discord.Interaction) -> None:
        """Say what is kept, how much and how long, with the buttons that hand it out and delete it."""
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        held = await self.data.of(interaction.user.id)
        say = partial(self.failures.say, self.handlers.locales.of(interaction))
        counts = [
            say(f"privacy-{name}", count=len(held[name])) for name in ("answers", "feedback", "watches")
        ]
        lines = [f"### {say('privacy-title')}", say("privacy-about", days=round(self.days, 1))]
        lines += [f"• {one}" for one in counts]
        lines += [say("privacy-beside"), f"-# {say('privacy-servers')}"]
        buttons = voice_button("data", "me", say("button-data")), _button("forget", say("button-forget"))
        card = view(ui.Container(ui.TextDisplay("\n".join(lines)), ui.ActionRow(*buttons)))
        await acknowledge(lambda: interaction.edit_original_response(view=card))

    async def press(self, interaction: discord.Interaction, verb: VoiceVerb) -> None:
        """Do what was pressed, for whoever pressed it."""
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        say = partial(self.failures.say, self.handlers.locales.of(interaction))
        if verb == "data":
            file = _file(await self._told(_person(interaction)))
            text: ui.TextDisplay[Any] = ui.TextDisplay(say("privacy-data"))
            card = view(text, ui.File(f"attachment://{file.filename}"))
            await interaction.edit_original_response(view=card, attachments=[file])
        elif verb == "forget":
            row: ui.ActionRow[Any] = ui.ActionRow(_button("erase", say("button-erase")))
            card = view(ui.TextDisplay(say("privacy-sure")), row)
            await acknowledge(lambda: interaction.edit_original_response(view=card))
        else:
            gone = await self._forget(_person(interaction))
            card = view(ui.TextDisplay(say("privacy-forgotten", count=gone)))
            await acknowledge(lambda: interaction.edit_original_response(view=card))

    async def _told(self, person: Person) -> Mapping[str, JsonValue]:
        """All that is kept of a person, by what it is called."""
        told: dict[str, JsonValue] = {"person": str(person.id), **await self.data.of(person.id)}
        recent = self.handlers.memory.of_person(person.id)
        told["remembered"] = [turn.model_dump(mode="json") for turn in recent]
        for one in self.records:
            told |= await one.told(person)
        return told

    async def _forget(self, person: Person) -> int:
        """Delete all of it; how many answers are gone. DeclinedError where something is left."""
        gone = await self.erasure.person(person.id)  # where that fails, nothing has been changed
        self.handlers.memory.forget_person(person.id)
        failed: list[FootnoteError] = []
        for one in self.records:  # whatever becomes of the others
            try:
                await one.forget(person)
            except FootnoteError as error:
                log.error("not all that is kept of a person is deleted: %s", error)
                failed.append(error)
        if failed:
            raise DeclinedError("error-forget") from failed[0]
        return gone


def _button(verb: VoiceVerb, label: str) -> ui.Item[Any]:
    return voice_button(verb, "me", label, discord.ButtonStyle.danger)


def _person(interaction: discord.Interaction) -> Person:
    """Whoever pressed; in a server that cannot be asked for their name there, they go by their own."""
    user, client = interaction.user, interaction.client
    own = frozenset(filter(None, (user.name, user.global_name)))
    here = {interaction.guild_id: user.display_name}

    async def names(server: int) -> frozenset[str]:
        if server in here:
            return own | {here[server]}
        try:  # a server of another process is not among those that are held here
            guild = client.get_guild(server) or await client.fetch_guild(server, with_counts=False)
            return own | {(await guild.fetch_member(user.id)).display_name}
        except discord.NotFound:
            return own
        except FAILURES as error:
            log.warning("what somebody is called in a server cannot be known: %s", type(error).__name__)
            return own

    return Person(user.id, names)


def _file(told: Mapping[str, JsonValue]) -> discord.File:
    text = json.dumps(_exact(told), ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if len(text) <= LARGEST:
        return discord.File(io.BytesIO(text), FILE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FILE, text)
    packed.seek(0)
    return discord.File(packed, f"{FILE}.zip")


def _exact(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value with ids as text: many programs round numbers of that size."""
    if isinstance(value, Mapping):
        return {name: _exact(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(one) for one in value]
    return str(value) if isinstance(value, int) and abs(value) > LARGEST_EXACT else value
