"""A bot in a process of its own: three ask, a signal stops it, and it prints what they were told.

python -m tests.bot.stopped FOLDER SECONDS_OF_AN_ANSWER SECONDS_TO_STOP
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import simcord

from bot.app import create_bot
from bot.assistant import Alone
from bot.client import FootnoteClient
from bot.running.stopping import run_until_stopped
from bot.settings import BotSettings
from qa.charts.plot import Plot
from qa.question.conversation import Conversations
from tests.bot.fakes import FakeAssistant
from tests.bot.look import text
from tests.soak.askers import unsettled

ASKERS = 3


def blank(_: Plot) -> bytes:
    """No picture: drawing one takes seconds of a busy machine."""
    return b""


async def until_closed(bot: FootnoteClient) -> None:
    """Stands for the gateway's connection."""
    while not bot.is_closed():  # noqa: ASYNC110 - it has no event for that
        await asyncio.sleep(0.01)


async def main(folder: Path, answering: float, stopping: float) -> None:
    assistant = FakeAssistant()
    assistant.before = lambda: time.sleep(answering)
    settings = BotSettings(data_dir=folder, shards=1, threads=1)
    bot = create_bot(Alone(assistant), Conversations(), settings, always_register=True, draw=blank)
    async with simcord.run(bot, shard_count=1) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        members = [guild.add_member(env.create_user(f"asker{number}")) for number in range(ASKERS)]
        with unsettled(env):
            for number, member in enumerate(members):
                await member.send(channel, f"{bot.me.mention} What is {number}?")
            pool, wanted = bot.handlers.workers._answers, ASKERS if len(sys.argv) < 5 else 0
            while len(assistant.asked) + pool.waiting < wanted:  # noqa: ASYNC110 - in threads
                await asyncio.sleep(0.01)
            running = asyncio.create_task(run_until_stopped(bot, until_closed(bot), stopping))
            await asyncio.sleep(0.05)
            sys.stdout.write("asked\n")
            sys.stdout.flush()
            await running
        told = [
            [one.reference.message_id if one.reference else 0, text(one)]
            for one in channel.history()
            if one.author.id == bot.me.id
        ]
        sent = [one.id for one in channel.history() if one.author.id != bot.me.id]
    sys.stdout.write(json.dumps({"sent": sent, "told": told}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
