"""Many people ask at once: `python -m tests.soak.askers [--count 50] [--seed 1]`.

The bot as it is shipped, with the real engine and the default settings, in a simulated Discord of several
servers. All ask within one turn of the event loop, each once: by /ask, by mention or in a direct message, in
five languages. Each must get the card of their own question, with what the engine answers when nobody else
asks; and the bot's own code must not hold the event loop for more than 50 ms. `tests.soak.holds` says how
that is told from the simulation, which runs on the same loop.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import Any, Final, Literal, TypeAlias, get_args
from unittest.mock import patch

import discord
import simcord
import yaml
from discord import ui

from bot.app import create_bot
from bot.assistant import Alone
from bot.client import FootnoteClient
from bot.settings import BotSettings
from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.question.conversation import Conversations
from qa.settings import Settings
from qa.store.shown_answer import ShownAnswer
from tests.bot.look import text
from tests.soak.holds import Holds

ROOT: Final = Path(__file__).parents[2]
QUESTIONS: Final = ROOT / "tests" / "bench" / "questions.yaml"
OWNERS: Final = {
    **dict.fromkeys((ROOT / "bot", ROOT / "src", ROOT / "index"), "the bot"),
    ROOT / "tests": "these askers",
    Path(simcord.__file__).parent: "the simulation",
}
SERVERS: Final = 5
LONGEST_HOLD: Final = 0.05  # seconds
PATIENCE: Final = 300.0  # seconds until all must be answered

Outcome: TypeAlias = Literal["answered", "mixed", "refused", "unanswered"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that somebody has asked; `reply` finds what they were answered."""

    question: str
    reply: Callable[[], discord.Message | None]
    headed: bool = False


Ask: TypeAlias = Callable[[], Awaitable[Asked]]


@dataclass(slots=True)
class Report:
    """What became of the questions; waits in seconds from asking to the card."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    holds: Holds = field(default_factory=lambda: Holds(OWNERS))

    @property
    def ours(self) -> float:
        """The longest that the bot held the loop or kept the interpreter from it, in seconds."""
        return max(self.holds.longest["the bot"], self.holds.collector, self.holds.kept)

    @property
    def faults(self) -> int:
        wrong = self.outcomes.total() - self.outcomes["answered"]
        return wrong + (self.ours > LONGEST_HOLD)

    def lines(self) -> Iterator[str]:
        yield "  ".join(f"{outcome}: {self.outcomes[outcome]}" for outcome in get_args(Outcome))
        if len(self.waits) > 1:
            cuts = quantiles(self.waits, n=20)
            yield f"waits: p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s, longest {max(self.waits):.2f} s"
        for owner, seconds in self.holds.longest.items():
            yield f"loop held at once by {owner}: {seconds * 1000:.0f} ms"
        yield f"loop held at once by the collector of garbage: {self.holds.collector * 1000:.0f} ms"
        kept, place = self.holds.kept * 1000, self.holds.keeper
        yield f"interpreter kept at once by another thread: at most {kept:.0f} ms ({place})"


async def ask_at_once(engine: Engine, folder: Path, count: int, seed: int) -> Report:
    """Let `count` people ask a bot on `engine`, which keeps its answers in `folder`."""
    settings, report = BotSettings(data_dir=folder, shards=1), Report()
    client = create_bot(Alone(engine), Conversations(), settings, always_register=True)
    async with simcord.run(client, shard_count=1) as env:
        seen: dict[str, float] = {}
        env.backend.subscribers.append(lambda _, payload: _note(seen, payload))
        asking = _asking(env, client, _questions(engine, count, seed))
        with report.holds.watched():
            await asyncio.sleep(0)  # so that asking is a callback, too
            began = time.perf_counter()
            with unsettled(env):
                asked = [await ask() for ask in asking]
            await env.settle(timeout=PATIENCE)
        for one in asked:
            message = one.reply()
            report.outcomes[_outcome(client, engine, one, message)] += 1
            if message and str(message.id) in seen:
                report.waits.append(seen[str(message.id)] - began)
    return report


def _questions(engine: Engine, count: int, seed: int) -> list[str]:
    """As many questions; each but once, unless there are fewer."""
    given = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    known = [*given, *(example for language in LANGUAGES for example in engine.examples(language))]
    random.Random(seed).shuffle(known)  # noqa: S311 - no secret
    return list(islice(cycle(known), count))


def _asking(env: simcord.Env, client: FootnoteClient, questions: list[str]) -> list[Ask]:
    """What each member does: a third uses the command, a third a mention, a third direct messages."""
    guilds = [env.create_guild(f"server {number}") for number in range(SERVERS)]
    channels = [guild.create_text_channel("general") for guild in guilds]
    asking: list[Ask] = []
    for number, question in enumerate(questions):
        user, home = env.create_user(f"asker{number}"), number % SERVERS
        member = guilds[home].add_member(user)
        match number % 3:
            case 0:
                asking.append(partial(_by_command, member, channels[home], question))
            case 1:
                asking.append(partial(_by_mention, member, channels[home], question, client.me.mention))
            case _:
                asking.append(partial(_in_private, user, question))
    return asking


async def _by_command(member: simcord.MemberActor, channel: simcord.ChannelHandle, question: str) -> Asked:
    result = await member.slash(channel, "ask", question=question)
    return Asked(question, lambda: result.response.message if result.response else None, headed=True)


async def _by_mention(
    member: simcord.MemberActor, channel: simcord.ChannelHandle, question: str, mention: str
) -> Asked:
    sent = await member.send(channel, f"{mention} {question}")
    return Asked(question, lambda: _reply_to(sent, channel))


async def _in_private(user: simcord.UserHandle, question: str) -> Asked:
    sent = await user.send_dm(question)
    return Asked(question, lambda: _reply_to(sent, user.dm_channel))


def _reply_to(sent: discord.Message, channel: simcord.ChannelHandle) -> discord.Message | None:
    answers = (one for one in channel.history() if one.reference and one.reference.message_id == sent.id)
    return next(answers, None)


def _outcome(
    client: FootnoteClient, engine: Engine, asked: Asked, message: discord.Message | None
) -> Outcome:
    if message is None:
        return "unanswered"
    if message.content:  # only what is declined or has failed is said without a card
        return "refused"
    reply = engine.ask(asked.question)
    shown = ShownAnswer(reply=reply, asker=1, channel=1, private=False, headed=asked.headed)
    card = client.handlers.cards.answer(shown)
    due = "\n".join(item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay))
    return "answered" if text(message) == due else "mixed"


def _note(seen: dict[str, float], payload: Mapping[str, Any]) -> None:
    """Note when a message with a card is first seen."""
    if payload.get("components"):
        seen.setdefault(payload["id"], time.perf_counter())


@contextmanager
def unsettled(env: simcord.Env) -> Iterator[None]:
    """Within it no action of a member waits until the bot has done: all happen in one turn of the loop."""

    async def at_once(**_: object) -> None:
        pass

    with patch.object(env, "_settle_internal", at_once):
        yield


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.askers", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=50, help="how many ask at once (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="which questions they ask (default: 1)")
    options = parser.parse_args()
    engine = Engine.open(Settings())
    with tempfile.TemporaryDirectory(prefix="footnote-askers-") as folder:
        report = asyncio.run(ask_at_once(engine, Path(folder), options.count, options.seed))
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
