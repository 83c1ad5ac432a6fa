"""Which messages are for the bot; what the simulation cannot send is made by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import create_autospec

import discord
import pytest

from bot.inbox import Inbox

ME: Any = SimpleNamespace(id=7)
ROLE: Any = SimpleNamespace(id=9)


def message(content: str, **changes: Any) -> Any:
    fields = {
        "author": SimpleNamespace(id=1, bot=False),
        "type": discord.MessageType.default,
        "content": content,
        "guild": SimpleNamespace(self_role=ROLE),
        "channel": None,
        "mentions": [],
        "role_mentions": [],
        "reference": None,
    }
    return SimpleNamespace(**fields | changes)


def reply_to(author: int) -> Any:
    resolved = create_autospec(discord.Message, instance=True)
    resolved.author = SimpleNamespace(id=author)
    return SimpleNamespace(resolved=resolved)


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
        (message("R1?", reference=reply_to(8)), None),
    ],
)
def test_what_is_asked(inbox: Inbox, given: Any, question: str | None) -> None:
    assert inbox.question(given, ME) == question


def test_a_reply_without_a_ping_needs_the_intent() -> None:
    quiet = message("And Kimi?", reference=reply_to(7))
    assert PLAIN.question(quiet, ME) == "And Kimi?"
    assert STRICT.question(quiet, ME) is None
    gone = message("And Kimi?", reference=SimpleNamespace(resolved=None))
    assert PLAIN.question(gone, ME) is None
