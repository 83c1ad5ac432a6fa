"""Which messages are for the bot and what they say; what the simulation cannot send is made by hand."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import create_autospec

import aiohttp
import discord
import pytest

from bot import inbox as inbox_module
from bot.inbox import Inbox, Incoming, text_of

ME: Any = SimpleNamespace(id=7)
ROLE: Any = SimpleNamespace(id=9)
HOUR = timedelta(hours=1)


def message(content: str, **changes: Any) -> Any:
    fields = {
        "author": SimpleNamespace(id=1, bot=False),
        "type": discord.MessageType.default,
        "content": content,
        "message_snapshots": [],
        "embeds": [],
        "components": [],
        "poll": None,
        "guild": SimpleNamespace(self_role=ROLE),
        "channel": None,
        "mentions": [],
        "role_mentions": [],
        "reference": None,
    }
    return SimpleNamespace(**fields | changes)


def said(content: str, author: int = 8, **changes: Any) -> Any:
    """A message that is replied to."""
    made = create_autospec(discord.Message, instance=True)
    for name, value in vars(
        message(content, author=SimpleNamespace(id=author, bot=False), **changes)
    ).items():
        setattr(made, name, value)
    return made


def reply_to(resolved: Any, **changes: Any) -> Any:
    reference = SimpleNamespace(resolved=resolved, cached_message=None, message_id=5)
    return {"type": discord.MessageType.reply, "reference": reference} | changes


def snapshot(content: str, **changes: Any) -> Any:
    return SimpleNamespace(**{"content": content, "embeds": [], "components": []} | changes)


PLAIN = Inbox(message_content=True, in_conversation=lambda _: False)
STRICT = Inbox(message_content=False, in_conversation=lambda _: True)


@pytest.mark.parametrize("inbox", [PLAIN, STRICT])
@pytest.mark.parametrize(
    ("given", "question"),
    [
        (message("<@7> R1?", mentions=[ME]), "R1?"),
        (message("<@!7>: R1?", mentions=[ME]), "R1?"),
        (message("<@7>，豆包呢？", mentions=[ME]), "豆包呢？"),
        (message("and <@7> R1?", mentions=[ME]), "and R1?"),
        (message("<@7>", mentions=[ME]), ""),
        (message("<@&9> R1?", role_mentions=[ROLE]), "R1?"),
        (message("R1?", guild=None), "R1?"),
        (message("R1?", mentions=[ME], type=discord.MessageType.reply), "R1?"),
        (message("", mentions=[ME]), None),
        (message("  \n", guild=None), None),
        (message("R1?"), None),
        (message("<@7> R1?", mentions=[ME], author=SimpleNamespace(id=2, bot=True)), None),
        (message("pinned", mentions=[ME], type=discord.MessageType.pins_add), None),
        (message("R1?", **reply_to(said("Hm."))), None),
    ],
)
async def test_what_is_asked(inbox: Inbox, given: Any, question: str | None) -> None:
    assert await inbox.read(given, ME) == (None if question is None else Incoming(question))


async def test_a_reply_without_a_ping_needs_the_intent() -> None:
    quiet = message("And Kimi?", **reply_to(said("89.", author=7)))
    assert await PLAIN.read(quiet, ME) == Incoming("And Kimi?")
    assert await STRICT.read(quiet, ME) is None
    channel = SimpleNamespace(fetch_message=lambda _: 1 / 0)
    gone = message("And Kimi?", **reply_to(None), channel=channel)
    assert await PLAIN.read(gone, ME) is None


@pytest.mark.parametrize(
    ("resolved", "text"),
    [
        (said("<@7> What did R1 score?"), "What did R1 score?"),
        (said("", message_snapshots=[snapshot("What did R1 score?")]), "What did R1 score?"),
        (said("", embeds=[discord.Embed(title="R1?")]), "R1?"),
        (said(""), ""),  # unreadable, or nothing but a picture
        (said("89.", author=7), None),  # the bot's own answer: a follow-up
        (create_autospec(discord.DeletedReferencedMessage, instance=True), None),
    ],
)
async def test_what_a_mention_replies_to(resolved: Any, text: str | None) -> None:
    for own in ("", "this?"):
        asked = message(f"<@7> {own}".strip(), mentions=[ME], **reply_to(resolved))
        assert await STRICT.read(asked, ME) == Incoming(own, text)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (said("What did R1 score?"), "What did R1 score?"),
        (discord.NotFound(SimpleNamespace(status=404, reason=""), ""), None),
        (discord.HTTPException(SimpleNamespace(status=500, reason=""), ""), None),
        (aiohttp.ServerDisconnectedError(), None),
        ("never", None),
    ],
)
async def test_a_message_that_did_not_come_along_is_fetched(
    answer: Any, text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetch_message(number: int) -> Any:
        assert number == 5
        if answer == "never":
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(inbox_module, "FETCHING", 0.01)
    channel = SimpleNamespace(fetch_message=fetch_message)
    asked = message("<@7>", mentions=[ME], channel=channel, **reply_to(None))
    assert await STRICT.read(asked, ME) == Incoming("", text)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (message("  own words "), "own words"),
        (message("own", message_snapshots=[snapshot("forwarded")]), "own"),
        (message("", message_snapshots=[snapshot("forwarded"), snapshot("twice")]), "forwarded\ntwice"),
        (message("", message_snapshots=[snapshot("", embeds=[discord.Embed(title="t")])]), "t"),
        (message("", message_snapshots=[snapshot("")]), ""),
        (message("link", embeds=[discord.Embed(title="its preview")]), "link"),
        (
            message("", embeds=[discord.Embed(title="t", description="d").add_field(name="n", value="v")]),
            "t\nd\nn: v",
        ),
        (message("", poll=discord.Poll("Which is best?", duration=HOUR)), "Which is best?"),
        (message(""), ""),
    ],
)
def test_what_a_message_says(given: Any, text: str) -> None:
    assert text_of(given) == text


async def test_a_comment_on_a_forward_is_about_it() -> None:
    given = message("Is that right?", guild=None, message_snapshots=[snapshot("R1 has 89 points.")])
    assert await STRICT.read(given, ME) == Incoming("Is that right?", "R1 has 89 points.")


async def test_a_forward_mentions_nobody() -> None:
    given = message("", message_snapshots=[snapshot("<@7> R1?")])
    assert await PLAIN.read(given, ME) is None
    given.guild = None
    assert await PLAIN.read(given, ME) == Incoming("R1?")
