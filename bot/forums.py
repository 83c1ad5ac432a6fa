"""Forums: in those that administrators name, a new post is a question, and is answered once.

Which posts were answered the store knows (`Events`), so that a post that is delivered twice, or again after a
restart, has one answer. Posts that came while the bot was away are answered when it is back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import discord
from discord import ui

from bot.cards.delivery import by_turning
from bot.cards.layout import view
from bot.cards.markup import escape
from bot.cards.outbox import FAILURES, acknowledge
from bot.cards.voice import PostVerb, told_card, voice_button
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from bot.inbox import Incoming, text_of
from index.errors import FootnoteError
from qa.store.settings import ServerSettings, SettingChange
from qa.store.shown_answer import PostState, ShownAnswer

log = logging.getLogger(__name__)

SETTING: Final = "forum"
"""A forum's setting: the name of its tag for what is solved."""
MOST: Final = 50  # forums of a server
MOST_TAGS: Final = 5  # of a post, at Discord
LATE: Final = 43_200.0  # seconds after which a post that was missed is left to people
NEEDED: Final = ("view_channel", "send_messages_in_threads", "read_message_history")
LOOKED: Final = 50  # messages of a post among which an answer is looked for
ANSWERED: Final = "answered"


class Forums:
    """What administrators say of forums, what is posted there, and what is said of the answers."""

    def __init__(
        self,
        handlers: Handlers,
        settings: ServerSettings,
        *,
        message_content: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.handlers = handlers
        self._settings, self._message_content, self._clock = settings, message_content, clock
        self._came: set[int] | None = set()  # posts since the start, until what was missed is looked for

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def name(self, interaction: discord.Interaction, forum: discord.ForumChannel, tag: str) -> None:
        """Answer what is posted in a forum from now on; say what is needed for that and is not there."""
        guild = await self._admitted(interaction)
        known = guild.get_channel(forum.id)
        if not isinstance(known, discord.ForumChannel):
            raise DeclinedError("error-forum-kind")
        named = await self._named(guild.id)
        if forum.id not in named and len(named) >= MOST:
            raise DeclinedError("error-forum-many", most=MOST)
        by = interaction.user.id
        change = await self._settings.put(SETTING, tag, guild=guild.id, channel=forum.id, by=by)
        await self._tell(interaction, "\n".join(self._told(interaction, known, tag)), change)

    @reported
    async def stop(self, interaction: discord.Interaction, forum: discord.ForumChannel) -> None:
        """Answer no post of a forum any more."""
        guild = await self._admitted(interaction)
        if forum.id not in await self._named(guild.id):
            raise DeclinedError("error-forum-unnamed")
        by = interaction.user.id
        change = await self._settings.put(SETTING, None, guild=guild.id, channel=forum.id, by=by)
        say = self._say(interaction)
        await self._tell(interaction, say("forum-stopped", channel=f"<#{forum.id}>"), change)

    async def receive(self, message: discord.Message, *, late: bool = False) -> bool:
        """Answer a message that begins a post of a named forum; whether it is one. Never raises.

        What is `late` was posted while the bot was away.
        """
        if message.guild is None or message.id != message.channel.id or message.author.bot:
            return False
        if self._came is not None:
            self._came.add(message.id)
        try:
            thread = await _thread(message)
            if thread is None or thread.parent_id not in await self._named(message.guild.id):
                return False
        except (FootnoteError, *FAILURES) as error:
            log.warning("whether a message begins a post is not known: %s", type(error).__name__)
            return False
        message.channel = thread
        if await self.handlers.events.first(message.id):
            await self._answer(thread, message, late=late)
        return True

    async def holds(self, message: discord.Message) -> bool:
        """Whether a message stands in a post of a named forum, where people talk. Never raises."""
        place = message.channel
        if not isinstance(place, discord.Thread) or not isinstance(place.parent, discord.ForumChannel):
            return False
        try:
            return place.parent_id in await self._named(place.guild.id)
        except FootnoteError as error:
            log.warning("whether a forum is named is not known: %s", error)
            return True

    async def catch_up(self, guilds: Iterable[discord.Guild]) -> None:
        """Answer what was posted while the bot was away, once in its life; never raises."""
        if self._came is None:
            return
        for guild in guilds:
            try:
                named = await self._named(guild.id)
            except FootnoteError as error:
                log.warning("what was posted meanwhile is not answered: %s", error)
                continue
            for thread in guild.threads:
                change = named.get(thread.parent_id)
                if change and self._is_due(thread, change):
                    await self._try_late(thread, self._came)
        self._came = None

    async def press(self, interaction: discord.Interaction, verb: PostVerb, key: str) -> None:
        """Mark the post that the answer `key` is to; or take back the change of a setting."""
        if verb == "unset":
            guild = await self._admitted(interaction)
            undone = key.isdecimal() and await self._settings.undo(guild.id, int(key), by=interaction.user.id)
            text = self._say(interaction)("forum-undone" if undone else "error-corpus-undone")
            await acknowledge(lambda: interaction.response.send_message(text, ephemeral=True))
            return
        shown = await self.handlers.recall(key)
        if interaction.user.id != shown.asker and not await self.handlers.rules.administers(interaction):
            raise DeclinedError("error-post")
        state: PostState = "open" if shown.post == verb else verb
        await self.handlers.answers.mark(key, interaction.user.id, state)
        marked = shown.model_copy(update={"post": state})
        await self.handlers.delivery.deliver(marked, by_turning(interaction))
        await self._tell_marked(interaction, marked, await self._tagged(interaction, state))

    async def _named(self, guild: int) -> dict[int | None, SettingChange]:
        """The forums that are named in a server. Raises StorageError."""
        return {one.channel: one for one in await self._settings.all(guild) if one.name == SETTING}

    def _is_due(self, thread: discord.Thread, change: SettingChange) -> bool:
        """Whether a post came after its forum was named, and not too long ago."""
        created = thread.created_at.timestamp() if thread.created_at else 0.0
        return created > max(change.at, self._clock() - LATE)

    async def _answer(self, thread: discord.Thread, message: discord.Message, *, late: bool) -> None:
        asked = Incoming(_question(thread, message), title=thread.name, late=late)
        with self.failures.requests.request():
            await self.handlers.reply(message, asked)
            await self.handlers.events.first(message.id, ANSWERED)

    async def _try_late(self, thread: discord.Thread, came: set[int]) -> None:
        """Answer a post, if that is possible: the next may be."""
        try:
            await self._answer_late(thread, came)
        except (FootnoteError, *FAILURES) as error:
            log.warning("what was posted meanwhile is not answered: %s", error)

    async def _answer_late(self, thread: discord.Thread, came: set[int]) -> None:
        """Answer a post that has no answer yet: neither the store nor Discord knows of one.

        One that was taken up, but not in this life of the bot, was being answered when that ended.
        """
        events = self.handlers.events
        new = await events.first(thread.id)
        if not new and (thread.id in came or not await events.first(thread.id, ANSWERED)):
            return
        message = await thread.fetch_message(thread.id)
        looked = thread.history(limit=LOOKED, oldest_first=True)
        own = [one async for one in looked if one.author.id == thread.guild.me.id]
        if not own and not message.author.bot:
            await self._answer(thread, message, late=True)

    def _told(self, interaction: discord.Interaction, forum: discord.ForumChannel, tag: str) -> Iterator[str]:
        """What is done in a forum, and what keeps the bot from any of it."""
        say = self._say(interaction)
        allowed = forum.permissions_for(forum.guild.me)
        yield say("forum-named", channel=f"<#{forum.id}>")
        yield say("forum-content" if self._message_content else "forum-titles")
        if missing := [say(f"permission-{one}") for one in NEEDED if not getattr(allowed, one)]:
            yield say("forum-missing", permissions=", ".join(missing))
        shown = escape(tag)
        if _tag(forum, tag) is None:
            yield say("forum-tagless", tag=shown)
        else:
            yield say("forum-tag" if allowed.manage_threads else "forum-tag-forbidden", tag=shown)

    async def _tagged(self, interaction: discord.Interaction, state: PostState) -> str:
        """Set the tag for what is solved, or take it off; the message that says why that was not possible."""
        thread = interaction.channel
        forum = thread.parent if isinstance(thread, discord.Thread) else None
        if not isinstance(thread, discord.Thread) or not isinstance(forum, discord.ForumChannel):
            return ""
        named = (await self._named(forum.guild.id)).get(forum.id)
        tag = _tag(forum, str(named.value)) if named else None
        kept = [one for one in thread.applied_tags if tag is None or one.id != tag.id]
        wanted = [*kept, tag] if tag is not None and state == "solved" else kept
        if tag is None or {one.id for one in wanted} == {one.id for one in thread.applied_tags}:
            return ""
        if len(wanted) > MOST_TAGS:
            return "post-tags-full"
        try:
            await thread.edit(applied_tags=wanted)
        except FAILURES as error:
            log.info("a tag could not be set: %s", type(error).__name__)
            return "post-tag-forbidden" if isinstance(error, discord.Forbidden) else "post-tag-failed"
        return ""

    async def _tell_marked(self, interaction: discord.Interaction, shown: ShownAnswer, why: str) -> None:
        say = self._say(interaction)
        told = " ".join(say(one) for one in (f"post-marked-{shown.post}", why) if one)
        teaches = shown.post == "wrong" and await self.handlers.rules.administers(interaction)
        card = told_card(told, shown.key, say, teaches=teaches)
        await acknowledge(lambda: interaction.followup.send(view=card, ephemeral=True))

    async def _tell(self, interaction: discord.Interaction, text: str, change: SettingChange) -> None:
        """Say what was set, with a button that takes it back."""
        undo = voice_button("unset", f"{change.number}", self._say(interaction)("button-undo"))
        row: ui.ActionRow[Any] = ui.ActionRow(undo)
        card = view(ui.TextDisplay(text), row)
        await acknowledge(lambda: interaction.response.send_message(view=card, ephemeral=True))

    async def _admitted(self, interaction: discord.Interaction) -> discord.Guild:
        """The server that an administrator acts in. Raises DeclinedError for others."""
        id_ = await self.handlers.rules.administered(interaction, "error-forum")
        guild: discord.Guild | None = interaction.client.get_guild(id_)
        assert guild is not None  # noqa: S101 - it is administered
        return guild

    def _say(self, interaction: discord.Interaction) -> partial[str]:
        return partial(self.failures.say, self.handlers.locales.of(interaction))


async def _thread(message: discord.Message) -> discord.Thread | None:
    """The post that a message begins: Discord may tell of the message first."""
    if isinstance(message.channel, discord.Thread):
        return message.channel
    if message.guild is None or not isinstance(message.channel, discord.PartialMessageable):
        return None
    found = await message.guild.fetch_channel(message.channel.id)
    return found if isinstance(found, discord.Thread) else None


def _question(thread: discord.Thread, message: discord.Message) -> str:
    """What a post asks: its title and its first message, which may say the title, too."""
    said = text_of(message)
    return said if thread.name.casefold() in said.casefold() else f"{thread.name}\n{said}".strip()


def _tag(forum: discord.ForumChannel, name: str) -> discord.ForumTag | None:
    return next((one for one in forum.available_tags if one.name.casefold() == name.casefold()), None)
