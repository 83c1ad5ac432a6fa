"""What the bot is asked: in words or by a command, by whom, where, and for whose eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import discord

from qa.models import LookUp, Reply, Turn
from qa.store.shown_answer import ShownAnswer

PICTURED: Final = 3  # points: a picture of fewer says no more than the sentence above it


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words; about one edition alone, if that is named.

    `replied_to` is what the message says that it replies to, "" if that cannot be read; None for no reply.
    `title` is that of a post, which is asked alone where the documents do not answer the whole.
    """

    text: str
    edition: str | None = None
    replied_to: str | None = None
    title: str | None = None


Request: TypeAlias = Question | LookUp


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked: a channel, the channel that a thread belongs to, a server."""

    channel: int
    parent: int | None
    guild: int | None
    direct: bool
    """Whether nobody but the asker reads there."""

    @classmethod
    def of(cls, event: discord.Interaction | discord.Message) -> Place:
        channel = event.channel
        return cls(
            channel=channel.id if channel else 0,
            parent=channel.parent_id if isinstance(channel, discord.Thread) else None,
            guild=event.guild.id if event.guild else getattr(event, "guild_id", None),
            direct=isinstance(channel, discord.DMChannel),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its circumstances.

    `collection` is the only one that is asked, if one was named. `source` is the message or the interaction
    that made it, `about` the message that it replies to and speaks of. `context` are turns that it refers to
    whatever was said before. `headed` says that its card has to repeat the question, and `by` who asked,
    where Discord shows neither. `post` says that it is a post of a forum. `language` is the only one that is
    answered in there.
    """

    request: Request
    source: int
    person: int
    place: Place
    private: bool
    locale: str | None
    collection: str | None = None
    about: int | None = None
    context: tuple[Turn, ...] = ()
    headed: bool = False
    by: str | None = None
    post: bool = False
    language: str | None = None

    @property
    def conversation(self) -> tuple[int, int]:
        """Whose turns belong together: a person's in a channel or thread."""
        return self.person, self.place.channel

    @property
    def sources(self) -> tuple[int, ...]:
        """Where the question stands: whoever deletes one of these takes it back."""
        return (self.source,) if self.about is None else (self.source, self.about)

    @property
    def unseen(self) -> bool:
        """Whether nobody else reads the answer."""
        return self.private or self.place.direct

    def shown(self, reply: Reply) -> ShownAnswer:
        """The answer to this, as it is to be shown."""
        return ShownAnswer(
            reply=reply,
            asker=self.person,
            channel=self.place.channel,
            parent=self.place.parent,
            guild=self.place.guild,
            source=self.source,
            about=self.about,
            private=self.private,
            shareable=self.private and not self.place.direct,
            headed=self.headed,
            by=self.by,
            post="open" if self.post else None,
            pictured=not isinstance(self.request, Question) or _worth_a_picture(reply),
        )


def _worth_a_picture(reply: Reply) -> bool:
    return reply.plot is not None and sum(len(panel.points) for panel in reply.plot.panels) >= PICTURED
