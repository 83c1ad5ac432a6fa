"""Transcripts: messages as a Markdown document, in which nobody's words can be anything but words.

What people write is Markdown, too, and may be meant to break out of its place: a heading, front matter, a
table or a fence of theirs would take in what others wrote. The marks of those are left out; the words stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import discord

from bot.cards.markup import clean, line
from bot.channels.kept_messages import KeptMessage, NamedChannel

LONGEST_NAME: Final = 100
ADDRESS: Final = "https://discord.com/channels"
SOMEBODY: Final = "@…"
"""What stands for a person who is mentioned: who wrote agreed to be named at most, whom they name did not."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NEXT_LINE: Final = re.compile(r"[\x80-\x9f\ufeff]")
_TAG: Final = re.compile(
    r"<(?:@!?(?P<person>\d+)|@&(?P<role>\d+)|#(?P<channel>\d+)|a?:(?P<emoji>\w+):\d+"
    r"|/(?P<command>[^:<>\n]{1,100}):\d+|t:(?P<time>-?\d{1,12})(?::\w)?|id:(?P<page>\w+)"
    r"|(?P<address>https?://[^\s<>]+))>"
)
_FENCES: Final = re.compile(r"`{3,}|~{3,}")
_MARKUP: Final = re.compile(r"<(?=[A-Za-z/!?])")
_PICTURE: Final = re.compile(r"!+(?=\[)")
_RULE: Final = re.compile(r"[-=*_:>¦ \t]+$")
_PLACE: Final = re.compile(r"(?:>[ \t]*|(?:[-*+•·]|\d{1,9}[.)])[ \t]+)")
_MARKS: Final = re.compile(r"(?:-?#+(?=[ \t]|$)|:(?=[ \t]|$)|[¦ \t])+")


def transcript(channel: NamedChannel, messages: Sequence[KeptMessage]) -> str:
    """The document of a channel: front matter, and each message under its day, with author and link."""
    import yaml

    title = title_of(channel)
    day = max(one.at for one in messages)
    source = {"title": title, "publisher": plain_name(channel.server_name) or title, "published": day}
    front = {
        "id": id_of(channel.id),
        "title": title,
        "published": day,
        "sources": [source | {"url": f"{ADDRESS}/{channel.server}/{channel.id}"}],
    }
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    return f"---\n{head}---\n" + "\n".join(_section(channel, one) for one in messages)


def id_of(channel: int) -> str:
    """The id of a channel's document, and the name of its file without `.md`."""
    return f"channel-{channel}"


def title_of(channel: NamedChannel) -> str:
    """What the document of a channel is called."""
    return f"#{plain_name(channel.name) or channel.id} ({plain_name(channel.server_name) or channel.server})"


def harmless(text: str) -> str:
    """The words of a message: lines that are paragraphs, items or quotes in Markdown, and nothing else."""
    shown = _FENCES.sub("", _NEXT_LINE.sub("", clean(text))).replace("||", "").replace("|", "¦")
    shown = _MARKUP.sub("‹", _PICTURE.sub("", shown)).replace("]:", "] :")  # which would define a link
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(_line, shown.split("\n")))).strip()


def words_of(text: str, guild: discord.Guild | None) -> str:
    """What a message says, its mentions, custom emoji and times as words that anybody may read."""

    def said(tag: re.Match[str]) -> str:
        if tag["person"]:
            return SOMEBODY
        if tag["role"]:
            role = guild.get_role(int(tag["role"])) if guild else None
            return f"@{role.name}" if role else SOMEBODY
        if tag["channel"]:
            place = guild.get_channel_or_thread(int(tag["channel"])) if guild else None
            return f"#{place.name}" if place else "#…"
        if tag["time"]:
            return _day(int(tag["time"]))
        if tag["emoji"]:
            return f":{tag['emoji']}:"
        return tag["address"] or f"/{tag['command'] or tag['page']}"

    return _TAG.sub(said, text)


def plain_name(text: str) -> str:
    """A name as it may stand in a heading, a title or a catalogue: on one line, visible, not long."""
    shown = "".join(
        one for one in line(text) if one.isprintable() or unicodedata.category(one) not in _HIDDEN
    )
    return harmless(shown)[:LONGEST_NAME].strip(" #").strip()


def _section(channel: NamedChannel, message: KeptMessage) -> str:
    author = plain_name(message.author or "") if channel.authors else ""
    heading = f"## {message.at}{f' · {author}' if author else ''}"
    link = f"<{ADDRESS}/{channel.server}/{channel.id}/{message.id}>"
    return f"{heading}\n\n{harmless(message.text)}\n\n{link}\n"


def _line(written: str) -> str:
    """One line without marks that would make it a heading, a rule, a definition, a table or code."""
    at, kept = 0, ""
    written = written.strip()
    while at < len(written) and not _RULE.match(written, at):
        if skipped := _MARKS.match(written, at):
            at = skipped.end()
        elif place := _PLACE.match(written, at):
            kept, at = kept or f"{place[0].strip()} ", place.end()
        else:
            return kept + written[at:]
    return ""


def _day(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):  # a year that the calendar does not have
        return "…"
