"""Questions as people and attackers write them, through the real engine and onto cards.

`python -m tests.soak.questions --count 10000 --seed 0` asks that many and exits 1 if any of them fails or
takes a second of processor time. A conversation has a seed of its own, so `--seed N --count 5` asks the
questions of conversation N again.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from bot.app import LOCALES
from bot.cards.answer import Cards
from index.errors import QuestionError
from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import Reply, Turn
from qa.question.intake import LONGEST_QUESTION
from qa.settings import Settings
from qa.store.shown_answer import ShownAnswer
from qa.wording.messages import Messages
from tests.bot.cards.test_answer import pages
from tests.qa.question_space import KNOWLEDGE, QUARTERS, SUBJECTS, TEMPLATES
from tests.qa.test_properties import check_citations, check_editions, check_statements

CONVERSATION: Final = 5  # questions
SLOW: Final = 1.0  # seconds of processor time that no question takes
SHOWN: Final = 5  # of the slowest questions, and of the faults
LOCALE_TAGS: Final = (None, "en-US", "en-GB", "fr", "ja", "zh-CN", "zh-TW", "de", "xx")
PLACE: Final = re.compile(r"\{\w+\}")  # of a name in an example
PINGS: Final = re.compile(r"(?<!\\)@(?=everyone|here)|(?<!\\)<@")
FOLLOW_UPS: Final = (
    "and in Q2?",
    "why?",
    "et lui ?",
    "那第二季度呢？",
    "為什麼？",
    "2位は？",
    "the second one?",
    "top 5",
)
HOSTILE: Final = (
    *("@everyone", "<@1234567890>", "<@&12>", "<#3>", "<:x:12>", "</ask:1>", "[a](https://evil.example)"),
    *("```", "`", "**", "__", "~~", "||", ">>> ", "> ", "# ", "-# ", "\\", "*", "_", "[1]", "[99][1]"),
    *("\0", "\ud800", "\udfff", "\ufffd", "\x1b[31m", "\x07", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff"),
    *(
        "\u0301" * 40,
        "\ufdfa",
        "㎯",
        "㍿",
        "²",
        "½",
        "Ⅷ",
        "①",
        "٣",
        "🏴\U000e0067\U000e0062",
        "👨‍👩‍👧‍👦",
        "1️⃣",
    ),
    *("9" * 400, "1e999", "-0", "0x" + "f" * 60, "1,2,3,4", "1.2.3.4.", "10^100", "NaN", "∞", "89.000,5"),
    *("שלום", "ما هو", "ก็", "한국어", "龘", "ſ", "ß", "İ", "ǆ", "﷽", "{n}", "{", "}", "%s", "$(x)", "'; --"),
    *("?", "？", "!!!", "…", "。", "\n", "\r\n", "\t", "- ", "1. ", "a) ", "www.a.", "1,", "1.", "a.", "A"),
)


@dataclass
class Outcome:
    """What a run found: how many were answered, refused and at fault, and how long each took."""

    seconds: list[tuple[float, str]] = field(default_factory=list)
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def slow(self) -> list[tuple[float, str]]:
        return [taken for taken in self.seconds if taken[0] >= SLOW]

    def table(self) -> str:
        taken = sorted(self.seconds, reverse=True)
        rows = [
            ("questions", str(len(taken))),
            ("refused", str(self.refused)),
            ("faults", str(len(self.faults))),
            ("slowest, s of processor time", f"{taken[0][0]:.2f}"),
            ("99 % within", f"{taken[len(taken) // 100][0]:.2f}"),
            ("half within", f"{taken[len(taken) // 2][0]:.2f}"),
        ]
        lines = [f"{name:30} {value:>8}" for name, value in rows]
        lines += [f"{seconds:6.2f} {question[:120]!a}" for seconds, question in taken[:SHOWN]]
        return "\n".join([*lines, *self.faults[:SHOWN]])


def grown(random: Random) -> str:
    """A question of the corpus's names, attributes and editions."""
    language = random.choice(LANGUAGES)
    if random.random() < 0.3:
        attribute = random.choice(list(KNOWLEDGE.attributes.values()))
        example = PLACE.sub(lambda _: _name(random, language), random.choice(attribute.examples))
        return f"{example} {random.choice(QUARTERS[language])}"
    names = {"a": _name(random, language), "b": _name(random, language)}
    return random.choice(TEMPLATES[language]).format(q=random.choice(QUARTERS[language]), **names)


def _name(random: Random, language: str) -> str:
    entity = KNOWLEDGE.entities[random.choice(SUBJECTS)]
    return random.choice((entity.name(language), *entity.written))


def _dropped(random: Random, text: str) -> str:
    words = text.split(" ")
    del words[random.randrange(len(words))]
    return " ".join(words)


def _swapped(random: Random, text: str) -> str:
    words = text.split(" ")
    random.shuffle(words)
    return " ".join(words)


def _misspelt(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _spliced(random: Random, text: str) -> str:
    other = grown(random)
    return text[: random.randrange(len(text) + 1)] + other[random.randrange(len(other) + 1) :]


def _joined(random: Random, text: str) -> str:
    return random.choice((" ", "\n", " and ", "？", "\n- ", ". ", " > ")).join((text, grown(random)))


def _hostile(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(HOSTILE) * random.choice((1, 1, 2, 30)) + text[at:]


def _repeated(random: Random, text: str) -> str:
    unit = random.choice((*HOSTILE, text, f"{text} ", grown(random), _name(random, "en") + ","))
    return f"{text} {unit * (LONGEST_QUESTION // len(unit))}"


def _any_characters(random: Random, text: str) -> str:
    found = (chr(random.choice((random.randrange(0x250), random.randrange(0x3400)))) for _ in range(30))
    return text + "".join(found)


def _styled(random: Random, text: str) -> str:
    shift = random.choice((0xFEE0, 0x1D400 - ord("A")))  # full width, mathematical bold
    return "".join(chr(ord(c) + shift) if c.isascii() and c.isalnum() else c for c in text)


def _recased(random: Random, text: str) -> str:
    return random.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _decomposed(random: Random, text: str) -> str:
    return unicodedata.normalize(random.choice(("NFD", "NFKC")), text)


MUTATIONS: Final[tuple[Callable[[Random, str], str], ...]] = (
    *(_dropped, _swapped, _misspelt, _spliced, _joined, _hostile, _hostile, _repeated),
    *(_any_characters, _styled, _recased, _decomposed),
)


def question(random: Random) -> str:
    """A question, as it is or changed once or several times; now and then longer than is allowed."""
    text = random.choice(FOLLOW_UPS) if random.random() < 0.1 else grown(random)
    for _ in range(random.choice((0, 1, 1, 2, 2, 3, 5))):
        text = random.choice(MUTATIONS)(random, text)
    return text[: random.choice((LONGEST_QUESTION,) * 20 + (3 * LONGEST_QUESTION,))]


def check_reply(engine: Engine, cards: Cards, reply: Reply, locale: str | None) -> None:
    """What has to hold of every reply: its proof, its JSON, its cards."""
    check_citations(engine, reply.answer)
    check_statements(engine, reply.answer)
    if all(line.kind != "question" for line in reply.lines):  # with several, each has places of its own
        check_editions(engine, reply.answer)
    assert Reply.model_validate_json(reply.model_dump_json()) == reply
    shown = ShownAnswer(key="k" * 12, reply=reply, asker=1, channel=2, private=False, headed=True)
    texts = pages(lambda page: cards.answer(shown, page))
    texts += (
        pages(lambda page: cards.sources(shown, locale or "en-US", page)) if reply.answer.citations else []
    )
    for text in texts:
        text.encode()  # no half of a surrogate pair
        assert not PINGS.search(text), text


def converse(engine: Engine, cards: Cards, seed: int, count: int, outcome: Outcome) -> None:
    """One conversation of `count` questions; what is found goes into `outcome`."""
    random, turns = Random(seed), list[Turn]()  # noqa: S311 - the same questions again for a seed
    for _ in range(count):
        asked, locale = question(random), random.choice(LOCALE_TAGS)
        started = time.process_time()
        try:
            reply = engine.ask(asked, history=turns[-6:], locale=locale)
            outcome.seconds.append((time.process_time() - started, asked))
            check_reply(engine, cards, reply, locale)
            turns.append(reply.turn)
        except QuestionError:
            outcome.refused += 1
            outcome.seconds.append((time.process_time() - started, asked))
        except Exception:
            outcome.faults.append(f"seed {seed}: {asked!a}\n{traceback.format_exc(limit=-4)}")


def ask_many(engine: Engine, count: int, seed: int, report: Callable[[str], object] | None = None) -> Outcome:
    """`count` questions in conversations, of which the first has the seed `seed`."""
    cards, outcome = Cards(Messages(LOCALES)), Outcome()
    for start in range(0, count, CONVERSATION):
        converse(engine, cards, seed + start // CONVERSATION, min(CONVERSATION, count - start), outcome)
        if report and start % 100 == 0:
            report(f"{start} of {count}, next seed {seed + start // CONVERSATION + 1}")
    return outcome


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Ask questions until something gives.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine.open(Settings(data_dir=Path(folder)))
        for warm in (
            "R1?",
            "为什么？",
            "為什麼？",
            "Pourquoi ?",
            "なぜ？",
            "苹果的市值",
        ):  # what is loaded once
            engine.ask(warm)
        outcome = ask_many(engine, options.count, options.seed, lambda line: sys.stderr.write(f"{line}\n"))
    sys.stdout.write(f"{outcome.table()}\n")
    return 1 if outcome.faults or outcome.slow else 0


if __name__ == "__main__":
    sys.exit(main())
