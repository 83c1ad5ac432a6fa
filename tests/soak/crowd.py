"""What a crowd asks in the soak of whole servers, and how each card is judged: whose answer it is.

Every question has an answer of its own, which the engine gives when nobody else asks: that is its mark. A
card that does not carry it answers something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Literal, TypeAlias

from discord import ui

from bot.cards.answer import Cards
from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import Reply, Turn
from qa.store.shown_answer import ShownAnswer
from qa.wording.messages import Messages
from tests.bench.askers import FIGURES, PASSAGES
from tests.qa.question_space import KNOWLEDGE, QUARTERS, SUBJECTS

Kind: TypeAlias = Literal["figure", "passage"]
Outcome: TypeAlias = Literal["answered", "busy", "failed", "did not respond", "lost", "doubled", "mixed"]
"""What became of a question. `busy` and `failed`: its asker was told so, or to ask again. `did not respond`:
Discord told them, as the command reached no process in time."""

LOCALES: Final = Path(__file__).parents[2] / "bot" / "locales"
BUSY: Final = "error-busy", "error-slow", "error-stopping"
NEW: Final = 0.3
"""The share of questions that nobody has to have asked before; others are the popular ones."""
PASSAGE: Final = 0.1
POPULAR: Final = 20
LEAST: Final = 3
TURNS: Final = 6  # that the bot remembers of a person in a channel
MIX: Final = (
    f"{1 - PASSAGE:.0%} figures, {PASSAGE:.0%} passages; {1 - NEW:.0%} of each among {POPULAR} popular ones"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question, and what of its answer every card of it shows."""

    text: str
    kind: Kind
    marks: frozenset[str]


class Crowd:
    """Draws questions from pools whose answers are known."""

    def __init__(self, engine: Engine, seed: int, figures: int = 200, passages: int = 40) -> None:
        """Ask all of them once: a minute or so."""
        self._random, self._engine = Random(seed), engine  # noqa: S311 - no secret
        self.cards, messages = Cards(Messages(LOCALES)), Messages(LOCALES)
        self._busy = tuple({messages.format(one, key) for one in LANGUAGES for key in BUSY})
        pools: tuple[tuple[Kind, Mapping[str, Sequence[str]], int], ...] = (
            ("figure", FIGURES, figures),
            ("passage", PASSAGES, passages),
        )
        self._pools: dict[Kind, list[Drawn]] = {
            kind: [
                Drawn(text, kind, self._marks(engine.ask(text))) for text in self._written(templates, count)
            ]
            for kind, templates, count in pools
        }

    def draw(self) -> Drawn:
        kind: Kind = "passage" if self._random.random() < PASSAGE else "figure"
        pool = self._pools[kind]
        return self._random.choice(pool if self._random.random() < NEW else pool[:POPULAR])

    def avoid(self, question: Drawn) -> None:
        """Draw a question no more: what it means may depend on what was asked before."""
        for pool in self._pools.values():
            if question in pool and len(pool) > LEAST:
                pool.remove(question)

    def judge(self, question: Drawn, cards: Sequence[str]) -> Outcome:
        """What cards say to whoever asked `question`; the first is shown for what it is mostly."""
        if not cards:
            return "lost"
        if len(cards) > 1:
            return "doubled"
        lines = set(cards[0].splitlines())
        if question.marks <= lines:
            return "answered"
        if cards[0] in self._busy:
            return "busy"
        return "failed" if len(lines) == 1 and "`" in cards[0] else "mixed"

    def refers(self, question: Drawn, card: str, before: Sequence[Drawn]) -> bool:
        """Whether a card answers `question` as its asker's earlier ones have it meant, or some of them.

        A bot that was killed has forgotten what was said before.
        """
        lines, told = set(card.splitlines()), list(before[-TURNS:])
        for known in (told[first:last] for last in (len(told), len(told) - 1) for first in range(last)):
            turns: list[Turn] = []
            for one in known:
                turns.append(self._engine.ask(one.text, history=turns).turn)
            if self._marks(self._engine.ask(question.text, history=turns)) <= lines:
                return True
        return False

    def _written(self, templates: Mapping[str, Sequence[str]], count: int) -> list[str]:
        every = dict.fromkeys(self._every(templates))
        return self._random.sample(list(every), min(count, len(every)))

    def _every(self, templates: Mapping[str, Sequence[str]]) -> Iterator[str]:
        for language in LANGUAGES:
            for template in templates[language]:
                for subject in SUBJECTS:
                    quarter = self._random.choice(QUARTERS[language])
                    yield template.format(a=KNOWLEDGE.entities[subject].name(language), q=quarter)

    def _marks(self, reply: Reply) -> frozenset[str]:
        """The lines that the card of a reply says first, whoever asks."""
        card = self.cards.answer(ShownAnswer(reply=reply, asker=1, channel=1, private=False))
        texts = [item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay)]
        return frozenset(texts[0].splitlines())
