"""Wording: a model says a reply in its own words, and only what passes the gate is heard."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from qa.models import Reply
from qa.prose.asking import ModelFailedError, TextModel
from qa.prose.breaker import Breaker
from qa.prose.doubts import Doubt
from qa.prose.evidence import ProseEvidence, evidence_of
from qa.prose.gate import ProseGate
from qa.prose.plain_form import MOST, asked, asked_again, instructions, read_line
from qa.prose.statement import ProseStatement
from qa.prose.worded import worded

log = logging.getLogger(__name__)

PATIENCE: Final = 20.0  # seconds for all that a model writes
Outcome: TypeAlias = Literal["worded", "nothing to word", "failed", "late", "doubted", "resting"]
"""worded: the reply is in the model's words; doubted: too little of what it wrote passed;
resting: it failed so often that it is not asked now."""


@dataclass(frozen=True, slots=True)
class WordedReply:
    """What is to be shown: the reply in a model's words, or as it was, and why."""

    reply: Reply
    outcome: Outcome
    passed: int = 0
    dropped: int = 0


@dataclass(slots=True)
class _Judged:
    """What a model wrote, in its order, and what was doubted in it."""

    passed: dict[int, ProseStatement] = field(default_factory=dict)
    failed: dict[int, tuple[ProseStatement, tuple[Doubt, ...]]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.passed) + len(self.failed)


@dataclass(slots=True)
class Worder:
    """Words replies with one model; for one event loop. `doubted` counts why statements did not pass."""

    model: TextModel
    gate: ProseGate
    patience: float = PATIENCE
    breaker: Breaker = field(default_factory=Breaker)
    doubted: Counter[Doubt] = field(default_factory=Counter)

    async def word(self, reply: Reply) -> WordedReply:
        """The reply in the model's words; as it was where that is not to be had. Never raises for a model."""
        return [one async for one in self.stream(reply)][-1]

    async def stream(self, reply: Reply) -> AsyncIterator[WordedReply]:
        """The reply with ever more of what has passed; the last one is what is to be shown."""
        evidence = evidence_of(reply)
        if reply.answer.abstained or reply.choices or not evidence.pieces:
            yield WordedReply(reply, "nothing to word")
            return
        if self.breaker.is_open:
            yield WordedReply(reply, "resting")
            return
        judged = _Judged()
        try:
            async with asyncio.timeout(self.patience):
                async for statement in self._first(evidence, judged):
                    if statement:
                        yield WordedReply(_said(reply, evidence, judged), "worded", len(judged.passed))
                await self._repaired(evidence, judged)
        except TimeoutError:
            self.breaker.failed()
            yield WordedReply(reply, "late")
            return
        except ModelFailedError as error:
            log.warning("a reply could not be worded: %s", error)
            self.breaker.failed()
            yield WordedReply(reply, "failed")
            return
        self.breaker.succeeded()
        yield self._ended(reply, evidence, judged)

    async def _first(self, evidence: ProseEvidence, judged: _Judged) -> AsyncIterator[ProseStatement | None]:
        """What the model writes, as it passes; None for a line that does not."""
        async for line in self.model.lines(instructions(evidence), asked(evidence)):
            judged.lines.append(line)
            statement = read_line(line)
            if statement is None or len(judged) == MOST:
                continue
            place = len(judged)
            if doubts := await self._doubts(statement, evidence):
                judged.failed[place] = statement, doubts
                yield None
            else:
                judged.passed[place] = statement
                yield statement

    async def _repaired(self, evidence: ProseEvidence, judged: _Judged) -> None:
        """Let the model repair once what did not pass; what passes now takes its place."""
        if not judged.failed:
            return
        before = (asked(evidence), "\n".join(judged.lines))
        again = asked_again(judged.failed.values())
        places = iter(sorted(judged.failed))
        async for line in self.model.lines(instructions(evidence), again, [before]):
            statement = read_line(line)
            place = next(places, None) if statement else None
            if statement is None or place is None:
                continue
            if not await self._doubts(statement, evidence):
                judged.passed[place] = statement
                del judged.failed[place]

    async def _doubts(self, statement: ProseStatement, evidence: ProseEvidence) -> tuple[Doubt, ...]:
        doubts = await asyncio.to_thread(self.gate.doubts, statement, evidence)
        self.doubted.update(doubts)
        return doubts

    def _ended(self, reply: Reply, evidence: ProseEvidence, judged: _Judged) -> WordedReply:
        passed, dropped = len(judged.passed), len(judged.failed)
        if not passed or 2 * passed < passed + dropped:
            return WordedReply(reply, "doubted", passed, dropped)
        return WordedReply(_said(reply, evidence, judged), "worded", passed, dropped)


def _said(reply: Reply, evidence: ProseEvidence, judged: _Judged) -> Reply:
    return worded(reply, evidence, [judged.passed[place] for place in sorted(judged.passed)])
