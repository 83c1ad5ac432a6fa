"""The memory of the bot's process: the bot as `python -m bot` makes it, not connected, after some answers.

A program of its own, so that nothing else has been imported: questions in as a JSON list on stdin, one JSON
object out. Reads /proc, which Linux has.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from operator import methodcaller
from pathlib import Path

from bot.__main__ import open_engine
from bot.app import create_bot
from bot.client import FootnoteClient
from bot.settings import BotSettings
from qa.settings import Settings
from qa.store.shown_answer import ShownAnswer, new_key

STATUS = Path("/proc/self/status")
HEAVY = ("torch", "sentence_transformers", "transformers", "simcord", "matplotlib")


async def answer(bot: FootnoteClient, questions: list[str]) -> None:
    """Answer as the bot does: through its workers, kept on disk, rendered as a card."""
    handlers = bot.handlers
    async with bot:
        for question in questions:
            reply = await handlers.workers.answer(methodcaller("ask", question), server=None, person=1)
            shown = ShownAnswer(key=new_key(), reply=reply, asker=1, channel=1, private=False)
            await handlers.answers.put(shown)
            handlers.cards.answer(shown)


def megabytes(field: str) -> float:
    """A size that the system tells of this process, such as VmRSS, in MB (1,000,000 bytes)."""
    found = re.search(rf"^{field}:\s+(\d+) kB$", STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else float("nan")


def main() -> None:
    questions: list[str] = json.load(sys.stdin)
    bot = create_bot(*open_engine(Settings()), BotSettings())
    ready = megabytes("VmRSS")
    asyncio.run(answer(bot, questions))
    figures = {
        "ready_mb": ready,
        "resident_mb": megabytes("VmRSS"),
        "peak_mb": megabytes("VmHWM"),
        "answers": len(questions),
        "heavy": [name for name in HEAVY if name in sys.modules],
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
