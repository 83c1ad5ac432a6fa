"""Many who ask at one moment: `python -m tests.bench.askers [--count 50] [--rounds 4] [--threads 8]`.

Each asks another question, in one of five languages; every second looks for a figure. All go through the
bot's own `Workers`, without Discord (`tests.soak.askers` has that). They are answered in two ways, which take
turns at being the first and get the same questions: as the bot is shipped, and by `--threads` threads whose
questions are embedded and read together (`tests.bench.gathering`). Both must answer the same. A heartbeat on
the event loop tells how late it came at most, and how much of the processor the loop itself used between two
beats: what is late beyond that, the loop has waited for the interpreter or for a core. On a shared machine
compare ways, not times.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

from bot.assistant import Alone, Assistant
from bot.workers import HANDOVER, Workers
from qa.engine import Engine
from qa.instruments import Instruments
from qa.language.detection import LANGUAGES
from qa.models import Reply
from qa.settings import Settings
from tests.bench.bench import Row, kind_of, quantile, report, say
from tests.bench.gathering import gathering_instruments
from tests.qa.question_space import KNOWLEDGE, QUARTERS, SUBJECTS

BEAT: Final = 0.001  # seconds
FOREVER: Final = 86_400.0  # seconds
SHIPPED: Final = 2  # threads that answer: `bot.settings`
SERVERS: Final = 5
SEED: Final = 1
FIGURES: Final = {
    "en": ("What did {a} score {q}?", "How many users does {a} have?", "How much money did {a} raise?"),
    "fr": ("Quel est le score de {a} {q} ?", "Combien d'utilisateurs a {a} ?", "Combien {a} a-t-il levé ?"),
    "zh-Hans": ("{q}{a}得了多少分？", "{a}有多少用户？", "{a}融资多少？"),
    "zh-Hant": ("{q}{a}得了幾分？", "{a}有多少用戶？", "{a}募資多少？"),
    "ja": ("{q}の{a}のスコアは？", "{a}のユーザー数は何人ですか？", "{a}の時価総額はいくらですか？"),
}
PASSAGES: Final = {
    "en": ("Why is {a} important?", "What does the report say about {a}?"),
    "fr": ("Pourquoi {a} est-il important ?", "Que dit le rapport de {a} ?"),
    "zh-Hans": ("为什么说{a}很重要？", "出口管制对{a}有什么影响？"),
    "zh-Hant": ("為什麼說{a}很重要？", "出口管制對{a}帶來了哪些影響？"),
    "ja": ("なぜ{a}は重要なのですか？", "{a}について報告書は何と述べていますか？"),
}


@dataclass(slots=True)
class Load:
    """What asking cost, in seconds: by the clock, of the processor, each wait from asking to the answer."""

    clock: float = 0.0
    processor: float = 0.0
    waits: list[float] = field(default_factory=list)
    late: float = 0.0
    """The longest that a beat of the loop came late."""
    held: float = 0.0
    """The most of the processor that the loop's own thread used between two beats."""

    def rows(self, name: str) -> Iterator[Row]:
        count = len(self.waits)
        yield Row(f"{name}: questions a second", count / self.clock, "")
        yield Row(f"{name}: processor time a question", 1000 * self.processor / count, "ms")
        yield Row(f"{name}: wait, p50", quantile(self.waits, 0.5), "s")
        yield Row(f"{name}: wait, p95", quantile(self.waits, 0.95), "s")
        yield Row(f"{name}: the event loop late, at most", 1000 * self.late, "ms")
        yield Row(f"{name}: the event loop held by itself, at most", 1000 * self.held, "ms")


def drawn(count: int, seed: int) -> list[str]:
    """As many distinct questions, in the five languages in turn, every second of them for a figure."""
    random = Random(seed)  # noqa: S311 - no secret
    kinds: tuple[Mapping[str, Sequence[str]], ...] = (FIGURES, PASSAGES)
    pools = [_shuffled(kind[language], language, random) for language, kind in product(LANGUAGES, kinds)]
    return [question for turn in zip(*pools, strict=False) for question in turn][:count]


def _shuffled(templates: Sequence[str], language: str, random: Random) -> list[str]:
    written = dict.fromkeys(
        template.format(a=KNOWLEDGE.entities[subject].name(language), q=random.choice(QUARTERS[language]))
        for template, subject in product(templates, SUBJECTS)
    )
    return random.sample(list(written), len(written))


async def ask_at_once(questions: Sequence[str], engine: Engine, threads: int, load: Load) -> list[Reply]:
    """The replies to questions that are asked in one turn of the event loop, each by somebody else."""
    workers = Workers(
        Alone(engine), threads=threads, waiting=len(questions), seconds=FOREVER, patience=FOREVER
    )
    began, used = time.perf_counter(), time.process_time()

    async def ask(person: int, question: str) -> Reply:
        def request(assistant: Assistant) -> Reply:
            return assistant.ask(question)

        reply = await workers.answer(request, server=person % SERVERS, person=SERVERS + person)
        load.waits.append(time.perf_counter() - began)
        return reply

    async with _heartbeat(load):
        replies = await asyncio.gather(*(ask(person, one) for person, one in enumerate(questions)))
    load.clock += time.perf_counter() - began
    load.processor += time.process_time() - used
    workers.close()
    return replies


@asynccontextmanager
async def _heartbeat(load: Load) -> AsyncIterator[None]:
    async def beat() -> None:
        while True:
            began, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT)
            load.late = max(load.late, time.perf_counter() - began - BEAT)
            load.held = max(load.held, time.thread_time() - used)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()


def measured(settings: Settings, count: int, rounds: int, threads: int) -> Iterator[Row]:
    """Both ways, and what they differ by."""
    ways: dict[str, tuple[Engine, int, Load]] = {}
    for name, instruments, own in (
        ("as shipped", Instruments.of(settings.model), SHIPPED),
        (f"gathered, {threads} threads", gathering_instruments(), threads),
    ):
        engine = Engine.open(settings, instruments=instruments)
        engine.warm()
        ways[name] = engine, own, Load()
    kinds: Counter[str] = Counter()
    other = 0
    for round_ in range(rounds):
        say(f"{count} askers: round {round_ + 1} of {rounds}")
        questions = drawn(count * rounds, SEED)[round_ * count : (round_ + 1) * count]
        found = {}
        for name in sorted(ways, reverse=round_ % 2 == 1):
            found[name] = asyncio.run(ask_at_once(questions, *ways[name]))
        pairs = list(zip(*(found[name] for name in ways), strict=True))
        other += sum(_said(one) != _said(two) for one, two in pairs)
        kinds.update(kind_of(reply.answer) for reply, _ in pairs)
    (first, plain), (second, together) = ((name, load) for name, (_, _, load) in ways.items())
    yield from (Row(f"answers of the kind {kind}", number, "") for kind, number in sorted(kinds.items()))
    yield Row("answers that differ", other, "", 0)
    yield from (*plain.rows(first), *together.rows(second))
    yield Row(f"{second} ÷ {first}: questions a second", plain.clock / together.clock, "×")
    yield Row(f"{second} ÷ {first}: processor time", together.processor / plain.processor, "×")


def _said(reply: Reply) -> tuple[object, ...]:
    """What an answer says, and with which quotes."""
    return reply.answer.statements, reply.answer.citations, reply.answer.abstained


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.askers", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=50, help="how many ask at once (default: 50)")
    parser.add_argument("--rounds", type=int, default=4, help="how often they do (default: 4)")
    parser.add_argument("--threads", type=int, default=8, help="that gather what they ask (default: 8)")
    options = parser.parse_args()
    sys.setswitchinterval(HANDOVER)
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        settings = Settings(data_dir=Path(folder))
        report(list(measured(settings, options.count, options.rounds, options.threads)), as_json=False)


if __name__ == "__main__":
    main()
