"""The same questions answered as found, as a language model plans them, and in its words: who does better."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict

from index.embedding import Progress
from index.errors import QuestionError
from qa.engine import Engine
from qa.evaluation.gold.items import GoldItem
from qa.evaluation.gold.judge import GoldVerdict, judge
from qa.evaluation.gold.run import Complain
from qa.evaluation.measures.intervals import share
from qa.evaluation.measures.tables import figure
from qa.models import Reply
from qa.prose.names import NameReader
from qa.prose.opening import ProseModel
from qa.prose.planner import AskedInWords
from qa.prose.worder import WordedReply

T = TypeVar("T")

FOUND: Final = "extractive"
PLANNED: Final = "planned"
WORDED: Final = "worded"
BOTH: Final = "planned and worded"
LATE: Final = 0.95  # share of the answers that are there by then
COLUMNS: Final = {
    "items": "n",
    "right": "right",
    "partial": "partial",
    "wrong": "wrong",
    "abstained": "abstained",
    "number_fidelity": "numbers",
    "citation_coverage": "cited",
    "language_match": "language",
    "tokens_mean": "tokens",
    "seconds_p50": "s p50",
    "seconds_p95": "s p95",
}


class FormMeasures(BaseModel):
    """Counts and shares of answers in one form; a share with nothing to measure is None.

    `right` are answers and abstentions that are right, `partial` answers that lack something and say nothing
    wrong, `abstained` abstentions from what has an answer. `number_fidelity` is the share of answers whose
    numbers all stand in what they cite, `citation_coverage` that of answers whose every statement cites.
    `outcomes` are what became of planning and wording, `statements` how many passed, were repaired, dropped.
    """

    model_config = ConfigDict(frozen=True)

    items: int
    right: int
    partial: int
    wrong: int
    abstained: int
    number_fidelity: float | None
    citation_coverage: float | None
    language_match: float | None
    tokens_mean: float
    seconds_p50: float
    seconds_p95: float
    outcomes: dict[str, int]
    statements: dict[str, int]


class SaidAnswer(BaseModel):
    """An answer in one form: what it says, what its judge and its makers say of it."""

    model_config = ConfigDict(frozen=True)

    text: str
    verdict: str
    faults: tuple[str, ...]
    outcome: str | None
    seconds: float


class JudgedItem(BaseModel):
    """A question and its answers by their forms, for people to read."""

    model_config = ConfigDict(frozen=True)

    id: str
    turns: tuple[str, ...]
    answers: dict[str, SaidAnswer]


class ModelReport(BaseModel):
    """The measures of each form, over the same questions, and all answers.

    `where_worded` are those of the answers that came to be worded, as found and as worded: all others are
    alike in both forms.
    """

    model_config = ConfigDict(frozen=True)

    forms: dict[str, FormMeasures]
    where_worded: dict[str, FormMeasures] = {}
    items: tuple[JudgedItem, ...]


@dataclass(frozen=True, slots=True)
class _SaidForm:
    """A reply, the seconds and tokens that it took altogether, and what became of it on the way."""

    reply: Reply
    seconds: float
    tokens: int = 0
    outcomes: tuple[str, ...] = ()
    worded: WordedReply | None = None


@dataclass(slots=True)
class _FormRun:
    """The answers of one form so far."""

    said: list[_SaidForm] = field(default_factory=list)
    verdicts: list[GoldVerdict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _FormAsker:
    """Asks the questions of items, each in all forms that the model is set for."""

    engine: Engine
    model: ProseModel
    names: NameReader

    async def forms(self, item: GoldItem) -> dict[str, _SaidForm]:
        """The last answer in each form, after the earlier turns as they are found. Raises QuestionError."""
        *before, question = item.turns
        history: list[Reply] = []
        for turn in before:
            history.append(self.engine.ask(turn, history=[one.turn for one in history]))
        asked = AskedInWords(question, tuple(one.turn for one in history))
        began = time.perf_counter()
        found = _SaidForm(self.engine.ask(question, history=asked.history), time.perf_counter() - began)
        said = {FOUND: found}
        if self.model.planner is not None:
            said[PLANNED] = await self._planned(found, asked)
        if self.model.worder is not None:
            said[WORDED] = await self._worded(found)
        if len(said) > 2:  # both
            same = said[PLANNED].reply is found.reply
            said[BOTH] = _after(said[PLANNED], said[WORDED]) if same else await self._worded(said[PLANNED])
        return said

    async def _planned(self, found: _SaidForm, asked: AskedInWords) -> _SaidForm:
        planner, tokens = self.model.planner, list[int]()
        assert planner is not None  # noqa: S101
        before, began = Counter(planner.outcomes), time.perf_counter()
        reply = await planner.reply(found.reply, asked, self._look, spent=tokens.append)
        seconds = found.seconds + time.perf_counter() - began
        return _SaidForm(reply, seconds, sum(tokens), tuple(planner.outcomes - before) or ("sure",))

    async def _worded(self, said: _SaidForm) -> _SaidForm:
        worder, began = self.model.worder, time.perf_counter()
        assert worder is not None  # noqa: S101
        told = await worder.word(said.reply, self.names, self._look)
        seconds = said.seconds + time.perf_counter() - began
        return _SaidForm(told.reply, seconds, said.tokens + told.tokens, (*said.outcomes, told.outcome), told)

    async def _look(self, see: Callable[[Engine], T]) -> T:
        return await asyncio.to_thread(see, self.engine)


def evaluate_with_model(
    engine: Engine,
    items: Sequence[GoldItem],
    model: ProseModel,
    *,
    complain: Complain | None = None,
    progress: Progress | None = None,
) -> ModelReport:
    """Ask all `items` in each form and judge the last answers by one judge."""
    return asyncio.run(
        _evaluate(_FormAsker(engine, model, NameReader(engine.names_in)), items, complain, progress)
    )


async def _evaluate(
    asker: _FormAsker, items: Sequence[GoldItem], complain: Complain | None, progress: Progress | None
) -> ModelReport:
    if asker.model.worder is not None:
        asker.model.worder.warm()
    runs: dict[str, _FormRun] = {}
    judged: list[JudgedItem] = []
    for number, item in enumerate(items, 1):
        try:
            said = await asker.forms(item)
        except QuestionError as error:
            if complain:
                complain(item, str(error))
            continue
        verdicts = {form: judge(item, one.reply.answer) for form, one in said.items()}
        for form, one in said.items():
            run = runs.setdefault(form, _FormRun())
            run.said.append(one)
            run.verdicts.append(verdicts[form])
        told = {form: _told(one, verdicts[form]) for form, one in said.items()}
        judged.append(JudgedItem(id=item.id, turns=item.turns, answers=told))
        if progress:
            progress("gold", number, len(items))
    forms = {form: _measures(run) for form, run in runs.items()}
    return ModelReport(forms=forms, where_worded=_where_worded(runs), items=tuple(judged))


def model_table(report: ModelReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: a form each, over all questions and where its answer was worded."""
    forms = [*report.forms.items()]
    forms += [(f"{form}, where worded", values) for form, values in report.where_worded.items()]
    rows = [(form, *(figure(getattr(values, key)) for key in COLUMNS)) for form, values in forms]
    return ("", *COLUMNS.values()), rows


def _where_worded(runs: dict[str, _FormRun]) -> dict[str, FormMeasures]:
    said = runs[WORDED].said if WORDED in runs else []
    places = [place for place, one in enumerate(said) if one.worded and one.worded.outcome == "worded"]
    return {
        form: _measures(_FormRun([run.said[at] for at in places], [run.verdicts[at] for at in places]))
        for form, run in runs.items()
        if places and form in (FOUND, WORDED)
    }


def _measures(run: _FormRun) -> FormMeasures:
    results = Counter(verdict.outcome for verdict in run.verdicts)
    partial = sum(verdict.partial for verdict in run.verdicts)
    worded = [one.worded for one in run.said if one.worded is not None]
    seconds = sorted(one.seconds for one in run.said)
    answered = [
        one.reply for one in run.said if not one.reply.answer.abstained and one.reply.answer.citations
    ]
    return FormMeasures(
        items=len(run.said),
        right=sum(verdict.right for verdict in run.verdicts),
        partial=partial,
        wrong=results["answered_wrong"] - partial,
        abstained=results["abstained_wrong"],
        number_fidelity=_share(verdict.numbers_held for verdict in run.verdicts),
        citation_coverage=_share(map(_cites_all, answered)),
        language_match=_share(verdict.language_match for verdict in run.verdicts),
        tokens_mean=sum(one.tokens for one in run.said) / len(run.said),
        seconds_p50=_quantile(seconds, 0.5),
        seconds_p95=_quantile(seconds, LATE),
        outcomes=dict(Counter(outcome for one in run.said for outcome in one.outcomes)),
        statements={
            "passed": sum(one.passed for one in worded),
            "repaired": sum(one.repaired for one in worded),
            "dropped": sum(one.dropped for one in worded),
        },
    )


def _told(said: _SaidForm, verdict: GoldVerdict) -> SaidAnswer:
    return SaidAnswer(
        text=said.reply.answer.answer,
        verdict="partial" if verdict.partial else verdict.outcome,
        faults=verdict.faults,
        outcome=" ".join(said.outcomes) or None,
        seconds=round(said.seconds, 2),
    )


def _after(planned: _SaidForm, worded: _SaidForm) -> _SaidForm:
    """The worded reply of a question that planning left as it was read: nobody words it twice."""
    seconds, outcomes = planned.seconds + worded.seconds, (*planned.outcomes, *worded.outcomes)
    return _SaidForm(worded.reply, seconds, planned.tokens + worded.tokens, outcomes, worded.worded)


def _cites_all(reply: Reply) -> bool:
    """Whether all that an answer says cites."""
    return all(line.citations for line in reply.lines if line.kind in ("statement", "remark"))


def _share(flags: Iterable[bool | None]) -> float | None:
    return share([flag for flag in flags if flag is not None])


def _quantile(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
