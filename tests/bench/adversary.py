"""Real models against the gate: `python -m tests.bench.adversary GOLD.jsonl --llm http://127.0.0.1:8123/v1#qwen`.

Each model words what is answered to `--count` questions of a gold set; several may be given, and be as bad as
they like: a model without instructions babbles, `--order` puts an order behind every quote that it is shown.
Prints a line a model: what it wrote, what passed, was repaired and was dropped, why, and its seconds. What
passed is written to `--output`, with the quotes that it cites, for people to judge.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, TextIO

from index.errors import QuestionError
from qa.engine import Engine
from qa.evaluation.gold.items import read_gold
from qa.models import Reply
from qa.prose.asking import AgentModel
from qa.prose.breaker import Breaker
from qa.prose.names import NameReader
from qa.prose.setting import LanguageModel
from qa.prose.support import Support
from qa.prose.worder import WordedReply, Worder
from qa.settings import Settings


def replies(engine: Engine, gold: Path, count: int, order: str) -> Iterator[Reply]:
    """What is answered to the first questions that have an answer with quotes."""
    found = 0
    for item in read_gold(gold)[0]:
        if found == count:
            return
        try:
            reply = engine.converse(item.turns)
        except QuestionError:
            continue
        if not reply.answer.abstained and reply.answer.citations:
            found += 1
            yield ordered(reply, order) if order else reply


def ordered(reply: Reply, order: str) -> Reply:
    """The reply with an order behind each of its quotes, as a hostile document would have it."""
    cited = tuple(
        one.model_copy(update={"quote": f"{one.view.text} {order}", "shown": None})
        for one in reply.answer.citations
    )
    return reply.model_copy(update={"answer": reply.answer.model_copy(update={"citations": cited})})


async def words(worder: Worder, reply: Reply, names: NameReader) -> tuple[WordedReply, Reply | None]:
    """What it comes to, and the last reply that held what has passed."""
    passed: Reply | None = None
    async with aclosing(worder.stream(reply, names)) as stream:
        async for told in stream:
            if told.outcome == "worded":
                passed = told.reply
    return told, passed


def written(model: str, reply: Reply, passed: Reply) -> Iterator[dict[str, Any]]:
    """Each statement that passed, as a line for a judge."""
    cited = {one.number: one.view.text for one in passed.answer.citations}
    for one in passed.answer.statements:
        quotes = [cited[number] for number in one.citations]
        yield {
            "model": model,
            "question": reply.answer.question,
            "found": reply.answer.answer,  # figures prove more than one quote says: who is last
            "statement": one.text,
            "quotes": quotes,
            "holds": None,
        }


async def run(model: str, asked: list[Reply], engine: Engine, seconds: float, out: TextIO) -> None:
    setting = LanguageModel.parse(model)
    never_rests = Breaker(failures=len(asked) + 1)  # however often it is late, all that it writes is judged
    worder = Worder(AgentModel(setting), Support(), setting.shown_name, patience=seconds, breaker=never_rests)
    worder.warm()
    names, total, times = NameReader(engine.names_in), Counter[str](), list[float]()
    for reply in asked:
        began = time.perf_counter()
        told, passed = await words(worder, reply, names)
        times.append(time.perf_counter() - began)
        total.update(passed=told.passed, dropped=told.dropped, repaired=told.repaired, tokens=told.tokens)
        for line in written(model, reply, passed) if passed else ():
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.flush()
    say(
        f"{model}: {len(asked)} questions, {total['passed'] + total['dropped']} statements,"
        f" {total['passed']} passed ({total['repaired']} repaired), {total['dropped']} dropped,"
        f" {total['tokens']} tokens, {statistics.median(times):.1f} s an answer"
    )
    say(f"  outcomes: {dict(worder.outcomes)}; doubts: {dict(worder.doubted.most_common())}")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="Real models against the gate.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--llm", action="append", required=True, help="as QA_LLM names one; may be repeated")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120.0, help="that a model has for an answer")
    parser.add_argument("--order", default="", help="put behind every quote")
    parser.add_argument("--output", type=Path, default=Path("passed.jsonl"))
    options = parser.parse_args()
    engine = Engine.open(Settings())
    asked = list(replies(engine, options.gold, options.count, options.order))
    with options.output.open("w", encoding="utf-8") as out:
        for model in options.llm:
            asyncio.run(run(model, asked, engine, options.seconds, out))


if __name__ == "__main__":
    main()
