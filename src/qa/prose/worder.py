"""Wording: a model says a reply in its own words, and only what passes the gate is heard."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, nullcontext
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from qa.models import Reply, WordedOutcome
from qa.prose.asking import ModelFailedError, TextModel
from qa.prose.breaker import Breaker
from qa.prose.completeness import is_laid_out, is_quoted, left_out
from qa.prose.doubts import Doubt
from qa.prose.evidence import ProvedStatement, evidence_of
from qa.prose.gate import ProseGate
from qa.prose.names import NameReader
from qa.prose.plain_form import MOST, asked, asked_again, example, instructions, read_line
from qa.prose.senses import begins_with_pronoun
from qa.prose.setting import PATIENCE
from qa.prose.sitting import Look, Sitting
from qa.prose.statement import ProseStatement
from qa.prose.support import Support
from qa.prose.worded import noted, worded
from qa.wording.messages import Messages

log = logging.getLogger(__name__)

FIRST: Final = 0.6  # of the patience: until then a model has to have begun
Outcome: TypeAlias = WordedOutcome | Literal["nothing to word"]


@dataclass(frozen=True, slots=True)
class WordedReply:
    """What is to be shown: the reply in a model's words, or as it was, with a note on why; `tokens` it cost.

    `repaired` are how many of what `passed` the model wrote again. Where it is not yet the `last`, more of it
    may come.
    """

    reply: Reply
    outcome: Outcome
    passed: int = 0
    dropped: int = 0
    tokens: int = 0
    last: bool = True
    repaired: int = 0


@dataclass(slots=True)
class _Judged:
    """What a model wrote of a reply, in its order, and what was doubted in it."""

    reply: Reply
    gate: ProseGate
    sitting: Sitting
    messages: Messages
    passed: dict[int, ProseStatement] = field(default_factory=dict)
    failed: dict[int, tuple[ProseStatement, tuple[Doubt, ...]]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    repaired: int = 0

    def __len__(self) -> int:
        return len(self.passed) + len(self.failed)

    def is_new(self, statement: ProseStatement) -> bool:
        """Whether it says what nothing that was judged says in the same words."""
        judged = (*self.passed.values(), *(one for one, _ in self.failed.values()))
        return all(one.text != statement.text for one in judged)

    @property
    def left_out(self) -> tuple[ProvedStatement, ...]:
        """What was found and is in nothing that passed."""
        return left_out(self.reply, self.sitting.evidence, self.passed.values(), self.gate.names)

    @property
    def said(self) -> Reply:
        passed = [self.passed[place] for place in sorted(self.passed)]
        return worded(self.reply, self.sitting.evidence, passed, self.messages)


@dataclass(slots=True)
class Worder:
    """Words replies with one model; for one event loop. `doubted` counts why statements did not pass.

    Without `figures` only quotes are worded: what is told in our own words is exact already, and a small
    model makes it no better. Where the model's server words only so many at once, `places` are these: who
    waits for one does not use up the patience with the model, and waits as long at most.
    """

    model: TextModel
    support: Support
    name: str = "LLM"
    patience: float = PATIENCE
    tools: bool = False
    figures: bool = True
    places: asyncio.Semaphore | nullcontext[None] = field(default_factory=nullcontext)
    breaker: Breaker = field(default_factory=Breaker)
    doubted: Counter[Doubt] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    messages: Messages = field(default_factory=Messages)

    async def word(
        self,
        reply: Reply,
        names: NameReader,
        look: Look | None = None,
        spent: Callable[[int], object] = lambda _: None,
    ) -> WordedReply:
        """The reply in the model's words; as it was where that is not to be had. Never raises for a model."""
        async with aclosing(self.stream(reply, names, look, spent=spent)) as stream:
            return [one async for one in stream][-1]

    async def stream(
        self,
        reply: Reply,
        names: NameReader,
        look: Look | None = None,
        stop: asyncio.Event | None = None,
        spent: Callable[[int], object] = lambda _: None,
    ) -> AsyncGenerator[WordedReply, None]:
        """The reply with ever more of what has passed; the last one is what is to be shown.

        `names` reads those of what the reply is from; `look` is for tools, if the model has any. `stop` ends
        it with the reply as it was; `spent` is called with the tokens that all cost, once. However long the
        caller takes between two, the model has its patience and no more.
        """
        if not self.can_word(reply):
            yield WordedReply(reply, "nothing to word")
            return
        told: asyncio.Queue[WordedReply] = asyncio.Queue()
        sitting = Sitting(evidence_of(reply), look if self.tools else None)
        judged = _Judged(reply, ProseGate(names, self.support), sitting, self.messages)
        tasks = [asyncio.create_task(self._work(judged, told, spent))]
        if stop:
            tasks.append(asyncio.create_task(self._stop(reply, stop, told)))
        try:
            while True:
                one = await told.get()
                yield one
                if one.last:
                    return
        finally:
            for task in tasks:
                task.cancel()

    def warm(self) -> None:
        """Load what the gate reads meaning with; may take seconds."""
        self.support.reader.doubt("", ())

    def can_word(self, reply: Reply) -> bool:
        """Whether there is anything to word: a sentence or two that quotes prove."""
        found = bool(reply.answer.citations) and not reply.answer.abstained and not reply.choices
        return found and not is_laid_out(reply) and (self.figures or is_quoted(reply))

    def as_found(self, reply: Reply, outcome: WordedOutcome) -> Reply:
        """The reply as it was, with a note on why."""
        return noted(reply, outcome, self.name, self.messages)

    async def _stop(self, reply: Reply, stop: asyncio.Event, told: asyncio.Queue[WordedReply]) -> None:
        await stop.wait()
        self.outcomes["stopped"] += 1
        told.put_nowait(WordedReply(self.as_found(reply, "stopped"), "stopped"))

    async def _work(
        self, judged: _Judged, told: asyncio.Queue[WordedReply], spent: Callable[[int], object]
    ) -> None:
        """Put what has passed, and at last what is to be shown, whatever happens."""
        outcome: WordedOutcome = "failed"
        try:
            outcome = await self._in_turn(judged, told)
        finally:
            spent(judged.sitting.tokens)
        self.outcomes[outcome] += 1
        counts = len(judged.passed), len(judged.failed), judged.sitting.tokens
        log.info("wording a reply: %s; %d statements passed, %d did not, %d tokens", outcome, *counts)
        reply = judged.said if outcome == "worded" else judged.reply
        told.put_nowait(
            WordedReply(self.as_found(reply, outcome), outcome, *counts, repaired=judged.repaired)
        )

    async def _in_turn(self, judged: _Judged, told: asyncio.Queue[WordedReply]) -> WordedOutcome:
        """Ask the model when it has a place; that none is free in time is no failure of it."""
        try:
            async with asyncio.timeout(self.patience) as limit, self.places:
                limit.reschedule(None)
                return await self._asked(judged, told)
        except TimeoutError:
            return "late"

    async def _asked(self, judged: _Judged, told: asyncio.Queue[WordedReply]) -> WordedOutcome:
        """Ask the model, unless it rests, and remember how that went."""
        if not self.breaker.lets():
            return "resting"
        try:
            outcome = await self._judge(judged, told)
        except TimeoutError:
            outcome = "late"
        except ModelFailedError as error:
            log.warning("a reply could not be worded: %s", error)
            outcome = "failed"
        except Exception as error:  # no reader waits in vain
            log.error("a reply could not be worded: unexpected %s", type(error).__name__)
            outcome = "failed"
        if outcome in ("failed", "late"):
            self.breaker.failed()
        else:
            self.breaker.succeeded()
        return outcome

    async def _judge(self, judged: _Judged, told: asyncio.Queue[WordedReply]) -> WordedOutcome:
        """Read and judge what the model writes. Raises TimeoutError and ModelFailedError."""
        ends = asyncio.get_running_loop().time() + self.patience
        async with asyncio.timeout(self.patience * FIRST) as limit:
            async with aclosing(self._first(judged, lambda: limit.reschedule(ends))) as passing:
                async for _ in passing:
                    reply = noted(judged.said, "worded", self.name, self.messages)
                    told.put_nowait(WordedReply(reply, "worded", len(judged.passed), last=False))
        try:
            async with asyncio.timeout_at(ends):
                await self._repaired(judged)
        except (TimeoutError, ModelFailedError) as error:  # what was written before stands
            log.info("a repair did not come: %s", error or "it took too long")
        passed, dropped = len(judged.passed), len(judged.failed)
        if not passed or passed < dropped:
            return "doubted"
        return "incomplete" if judged.left_out else "worded"

    async def _first(
        self, judged: _Judged, heard: Callable[[], None]
    ) -> AsyncGenerator[ProseStatement, None]:
        """What passes of what the model writes; `heard` is called at each line."""
        sitting = judged.sitting
        told = instructions(sitting.evidence, tools=sitting.look is not None)
        shown = [example(sitting.evidence.language)]
        async with aclosing(self.model.lines(told, asked(sitting.evidence), shown, sitting)) as lines:
            async for line in lines:
                heard()
                judged.lines.append(line)
                statement, place = read_line(line), len(judged)
                if statement is None or place == MOST or not judged.is_new(statement):
                    continue
                if doubts := await self._doubts(statement, judged, place):
                    judged.failed[place] = statement, doubts
                else:
                    judged.passed[place] = statement
                    yield statement

    async def _repaired(self, judged: _Judged) -> None:
        """Let the model repair once what did not pass, and tell what it left out.

        What passes now takes the place of what did not, or comes last.
        """
        missing = judged.left_out if judged.passed else ()
        if not judged.failed and not missing:
            return
        evidence = judged.sitting.evidence
        before = [example(evidence.language), (asked(evidence), "\n".join(judged.lines))]
        again = asked_again(judged.failed.values(), missing)
        places = iter([*sorted(judged.failed), *range(len(judged), len(judged) + len(missing))])
        repairing = Sitting(evidence)  # without tools
        writing = self.model.lines(instructions(evidence), again, before, repairing)
        try:
            async with aclosing(writing) as lines:
                async for line in lines:
                    statement = read_line(line)
                    if statement is None or any(one.text == statement.text for one in judged.passed.values()):
                        continue
                    place = next(places, None)
                    if place is None:
                        break
                    if not await self._doubts(statement, judged, place):
                        judged.passed[place] = statement
                        judged.failed.pop(place, None)
                        judged.repaired += 1
        finally:
            judged.sitting.tokens += repairing.tokens

    async def _doubts(self, statement: ProseStatement, judged: _Judged, place: int) -> tuple[Doubt, ...]:
        evidence = judged.sitting.evidence
        doubts = await asyncio.to_thread(judged.gate.doubts, statement, evidence)
        is_first = all(other >= place for other in judged.passed)
        if is_first and begins_with_pronoun(statement.text, evidence.language):
            doubts = (*doubts, "subject")
        self.doubted.update(doubts)
        return doubts
