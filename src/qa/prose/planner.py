"""Planning: where a question was not read surely, a model chooses what it asks; else the reading stays."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Literal, Protocol, TypeAlias, TypeVar

from index.errors import FootnoteError
from qa.models import Reply, Turn
from qa.prose.asking import ModelFailedError, TextModel
from qa.prose.breaker import Breaker
from qa.prose.plan_form import INSTRUCTIONS, asked_plan, read_plan
from qa.prose.setting import PATIENCE
from qa.prose.sitting import Sitting
from qa.question.plan import PlanOffer, QuestionPlan

log = logging.getLogger(__name__)
T = TypeVar("T")

SHARE: Final = 0.5  # of the patience for wording, which comes afterwards
Planned: TypeAlias = Literal["planned", "refused", "failed", "late", "resting", "useless"]
"""planned: the question is answered as the model planned it; else as it was read, because the model
refused: wrote no plan, or one of what is not offered; failed: could not be asked; late: took too long;
resting: failed so often that it is left alone; useless: planned what has no answer.
"""


class PlannedAnswering(Protocol):
    """What answers questions, also as they are planned. Its methods raise FootnoteError."""

    def offer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
    ) -> PlanOffer | None:
        """What a plan may choose from; None where the question was read surely."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
        plan: QuestionPlan | None = None,
    ) -> Reply: ...


class LookAt(Protocol):
    """Calls something on what may answer whoever asks, outside of the event loop."""

    def __call__(self, see: Callable[[PlannedAnswering], T], /) -> Awaitable[T]: ...


@dataclass(frozen=True, slots=True)
class AskedInWords:
    """A question, the asker's earlier turns, oldest first, and what else an engine is told of it."""

    question: str
    history: tuple[Turn, ...] = ()
    language: str | None = None
    locale: str | None = None
    edition: str | None = None

    def offered(self, one: PlannedAnswering) -> PlanOffer | None:
        """What a plan may choose from; None where `one` read the question surely. Raises FootnoteError."""
        return one.offer(self.question, self.history, self.language, self.locale)

    def planned(self, plan: QuestionPlan, one: PlannedAnswering) -> Reply:
        """What `one` answers to a plan. Raises FootnoteError."""
        return one.ask(
            self.question,
            history=self.history,
            language=self.language,
            locale=self.locale,
            edition=self.edition,
            plan=plan,
        )


@dataclass(slots=True)
class Planner:
    """Plans with one model; for one event loop. Never raises for a model, and never answers."""

    model: TextModel
    patience: float = PATIENCE * SHARE
    breaker: Breaker = field(default_factory=Breaker)
    outcomes: Counter[Planned] = field(default_factory=Counter)

    async def reply(
        self,
        reply: Reply,
        asked: AskedInWords,
        look: LookAt,
        may: Callable[[], Awaitable[bool]] | None = None,
        spent: Callable[[int], object] = lambda _: None,
        offer: PlanOffer | None = None,
    ) -> Reply:
        """The reply to a question as it is planned; `reply`, as it was read, where that is as good.

        `offer` is what may be chosen from, where that is known already. `look` reaches the one collection
        that answered; `may` says whether the model may be asked, and `spent` is told the tokens that it cost.
        """
        try:
            offer = offer or await look(asked.offered)
            if offer is None or (may and not await may()):
                return reply
            plan = await self.plan(offer, spent)
            if plan is None:
                return reply
            planned = await look(partial(asked.planned, plan))
        except FootnoteError:
            return reply
        except Exception as error:  # there is an answer already
            log.error("a question stays as it was read: unexpected %s", type(error).__name__)
            return reply
        useless = planned.answer.abstained or bool(planned.choices)
        self.outcomes["useless" if useless else "planned"] += 1
        return reply if useless else planned

    async def plan(
        self, offer: PlanOffer, spent: Callable[[int], object] = lambda _: None
    ) -> QuestionPlan | None:
        """What the model chooses of an offer; None where it chooses nothing else than that, or fails."""
        sitting, plan = Sitting(), None
        outcome: Planned = "failed"
        try:
            outcome, plan = await self._chosen(offer, sitting)
        except TimeoutError:
            outcome = "late"
        except ModelFailedError as error:
            log.warning("a question could not be planned: %s", error)
        except Exception as error:  # no reader waits in vain
            log.error("a question could not be planned: unexpected %s", type(error).__name__)
        finally:
            spent(sitting.tokens)
        if outcome in ("failed", "late"):
            self.breaker.failed()
        elif outcome != "resting":
            self.breaker.succeeded()
        if plan is None:
            self.outcomes[outcome] += 1
        log.info("planning a question: %s; %d tokens", outcome, sitting.tokens)
        return plan

    async def _chosen(self, offer: PlanOffer, sitting: Sitting) -> tuple[Planned, QuestionPlan | None]:
        """Raises TimeoutError and ModelFailedError."""
        if not self.breaker.lets():
            return "resting", None
        async with asyncio.timeout(self.patience):
            async with aclosing(self.model.lines(INSTRUCTIONS, asked_plan(offer), (), sitting)) as lines:
                plan = read_plan("\n".join([line async for line in lines]), offer)
        return ("planned", plan) if plan else ("refused", None)
