"""Beginning to watch, seeing what one watches, and ending it: what people press and command."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import discord
from discord import ui

from bot.cards.delivery import by_edit
from bot.cards.layout import view
from bot.cards.markup import clip, escape
from bot.cards.outbox import acknowledge
from bot.cards.voice import VoiceVerb, voice_button
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from bot.watching.asking import AskingAgain, Subject, digest_of
from bot.watching.telling import Telling
from bot.watching.watchers import AnswerWatchers
from qa.models import Reply
from qa.sharing.replaying import replayed
from qa.store.shown_answer import ShownAnswer
from qa.store.watches import Watch, Watches

MOST_WATCHED: Final = 25  # answers and names that one person, or one channel, watches
MOST_LISTED: Final = 10  # that are shown at once: a card has room for no more
LISTED: Final = 150  # UTF-16 units of each


@dataclass(frozen=True, slots=True)
class Watching:
    """Answers are asked again alone: only those can be watched that do not lean on what was said before."""

    handlers: Handlers
    watches: Watches
    watchers: AnswerWatchers

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    async def press(self, interaction: discord.Interaction, verb: VoiceVerb, key: str) -> None:
        """Begin to watch the answer `key`, for whoever presses or for the channel; or end the watch `key`."""
        if verb == "unwatch":
            await self._end(interaction, key)
            return
        here = verb == "watch-here"
        if here and not _may_let_watch(interaction):
            raise DeclinedError("error-watch-here")
        shown = await self.handlers.recall(key)
        self.handlers.cooldown.take(interaction.user.id)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        answer, name = shown.reply.answer, await self._name(key)
        subject = Subject(answer.question, answer.language, shown.guild, name)
        watch = await (
            self._begin_answer(interaction, subject, shown, here=here)
            if name is None
            else self._begin_name(interaction, subject, here=here)
        )
        card = self._begun(interaction, watch, key, here=here)
        await acknowledge(lambda: interaction.edit_original_response(view=card))

    @reported
    async def watch(self, interaction: discord.Interaction, name: str) -> None:
        """Show whoever asks the figures of `name`, and tell them when new documents change these."""
        self.handlers.cooldown.take(interaction.user.id)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        locale = self.handlers.locales.of(interaction)
        watch = await self._begin_name(
            interaction, Subject("", locale, interaction.guild_id, name), here=False
        )
        known = await self.handlers.recall(watch.key)
        await self.handlers.delivery.deliver(known, by_edit(interaction))
        card = self._begun(interaction, watch, watch.key, here=False)
        await interaction.followup.send(view=card, ephemeral=True)

    @reported
    async def show(self, interaction: discord.Interaction) -> None:
        """Show whoever asks what they watch, with a button for each that ends it."""
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        say, held = self._say(interaction), await self.watches.of(interaction.user.id)
        items: list[ui.Item[Any]] = [ui.TextDisplay(say("watch-list", count=len(held)))]
        for one in held[:MOST_LISTED]:
            shown = await self.handlers.answers.get(one.known)
            asked = shown.reply.answer.question if shown else ""
            text = escape(clip(asked or one.entity or say("watch-untold"), LISTED))
            items.append(ui.Section(text, accessory=voice_button("unwatch", one.key, say("button-unwatch"))))
        await acknowledge(lambda: interaction.edit_original_response(view=view(*items)))

    async def _name(self, key: str) -> str | None:
        """The name that is watched under the key of an answer; None where it is an answer alone."""
        return next((one.entity for one in await self.watches.all() if one.key == key), None)

    async def _begin_answer(
        self, interaction: discord.Interaction, subject: Subject, shown: ShownAnswer, *, here: bool
    ) -> Watch:
        """Watch an answer, if its question is answered alike by itself."""
        person, channel = await self._watcher(interaction, here=here)
        asking = AskingAgain(self.handlers.workers)
        version = await asking.version(subject.guild)
        reply = await asking.ask(subject, interaction.user.id)
        if reply is None or not subject.question or not _is_alike(shown, reply):
            raise DeclinedError("error-watch-alone")
        watch = Watch("", answer=shown.key, person=person, channel=channel, guild=subject.guild)
        return await self._note(watch, shown.reply, version)

    async def _begin_name(self, interaction: discord.Interaction, subject: Subject, *, here: bool) -> Watch:
        """Watch the figures of a name; those of now are kept under the key of the watch."""
        person, channel = await self._watcher(interaction, here=here)
        asking = AskingAgain(self.handlers.workers)
        version = await asking.version(subject.guild)
        reply = await asking.ask(subject, interaction.user.id)
        if reply is None or reply.choices:
            raise DeclinedError("error-watch-name")
        watch = Watch("", entity=subject.name, person=person, channel=channel, guild=subject.guild)
        begun = await self._note(watch, reply, version)
        known = ShownAnswer(
            key=begun.key,
            reply=reply,
            asker=person,
            channel=interaction.channel_id,
            guild=subject.guild,
            private=person is not None,
            shareable=person is not None and interaction.guild_id is not None,
            headed=True,
        )
        await Telling(self.handlers, self.watches).keep(begun, known)
        return begun

    async def _watcher(
        self, interaction: discord.Interaction, *, here: bool
    ) -> tuple[int | None, int | None]:
        """The person or the channel that is to watch. DeclinedError where it watches as much as may be."""
        person = None if here else interaction.user.id
        channel = interaction.channel_id if here else None
        held = await (self.watches.all() if here else self.watches.of(interaction.user.id))
        if sum((one.person, one.channel) == (person, channel) for one in held) >= MOST_WATCHED:
            raise DeclinedError("error-watch-many", most=MOST_WATCHED)
        return person, channel

    async def _note(self, watch: Watch, reply: Reply, version: str) -> Watch:
        """Keep that the watcher knows `reply`, of that version; what was watched already goes on from it."""
        digest = digest_of(watch, reply.as_found)
        begun = await self.watches.begin(
            Watch(digest, watch.answer, watch.entity, watch.person, watch.channel, watch.guild)
        )
        await self.watches.move(begun, digest)
        self.watchers.saw(begun, version)
        return begun

    async def _end(self, interaction: discord.Interaction, key: str) -> None:
        """End a watch: a person's own, or for those who may, that of the channel."""
        watch = next((one for one in await self.watches.all() if one.key == key), None)
        if watch is not None:
            theirs = watch.channel == interaction.channel_id and _may_let_watch(interaction)
            if watch.person != interaction.user.id and not theirs:
                raise DeclinedError("error-watch-here")
            await self.watches.end(key)
        text = self._say(interaction)("watch-ended")
        await acknowledge(lambda: interaction.response.send_message(text, ephemeral=True))

    def _begun(
        self, interaction: discord.Interaction, watch: Watch, key: str, *, here: bool
    ) -> ui.LayoutView:
        """That it is watched now, and what else may be pressed; `key` is that of the answer."""
        say, kind = self._say(interaction), "name" if watch.entity is not None else "begun"
        buttons = [voice_button("unwatch", watch.key, say("button-unwatch"))]
        if not here and _may_let_watch(interaction):
            buttons.append(voice_button("watch-here", key, say("button-watch-here")))
        row: ui.ActionRow[Any] = ui.ActionRow(*buttons)
        text = say(f"watch-{kind}-here" if here else f"watch-{kind}")
        return view(ui.TextDisplay(text), row)

    def _say(self, interaction: discord.Interaction) -> partial[str]:
        return partial(self.failures.say, self.handlers.locales.of(interaction))


def _is_alike(shown: ShownAnswer, reply: Reply) -> bool:
    return replayed(shown.reply.as_found, reply.answer).outcome == "same"


def _may_let_watch(interaction: discord.Interaction) -> bool:
    """Whether somebody may let the channel watch: those who moderate it."""
    return interaction.guild_id is not None and interaction.permissions.manage_messages
