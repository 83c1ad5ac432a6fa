"""Wording: what passes is said with its citations; what fails is repaired once, or all stays as it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from qa.engine import Engine
from qa.language.detection import detect
from qa.models import Reply
from qa.prose.asking import ModelFailedError
from qa.prose.breaker import Breaker
from qa.prose.evidence import ProseEvidence, ProvedStatement
from qa.prose.gate import ProseGate
from qa.prose.plain_form import LANGUAGES, asked, example, read_line
from qa.prose.sitting import Sitting
from qa.prose.worder import Worder
from tests.qa.prose.conftest import COMPARED, ScriptedModel

GOOD = "Zephyr 2 leads with 71 points. [E1]\n- Borealis One has 64. [E2]"


def as_it_was(reply: Reply) -> Reply:
    """Without the note on what became of wording it."""
    assert reply.answer.worded is not None
    assert reply.answer.worded.outcome != "worded"
    return reply.model_copy(update={"answer": reply.answer.model_copy(update={"worded": None})})


async def test_a_reply_is_said_in_the_models_words(small_engine: Engine, gate: ProseGate) -> None:
    reply = small_engine.ask(COMPARED)
    told = await Worder(ScriptedModel("Sure! Here it is:\n" + GOOD), gate.support).word(reply, gate.names)
    assert (told.outcome, told.passed, told.dropped) == ("worded", 2, 0)
    answer = told.reply.answer
    assert answer.answer == "Zephyr 2 leads with 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]"
    assert [one.citations for one in answer.statements] == [(1,), (2,)]
    assert [one.number for one in answer.citations] == [1, 2]
    assert {one.quote for one in answer.citations} <= {one.quote for one in reply.answer.citations}
    assert answer.facts == reply.answer.facts
    assert answer.worded is not None
    assert answer.worded.text.startswith("Worded by LLM from the quotes below")
    assert told.reply.as_found == reply.answer


async def test_citations_are_numbered_by_their_first_use(small_engine: Engine, gate: ProseGate) -> None:
    reply = small_engine.ask(COMPARED)
    told = await Worder(
        ScriptedModel("Borealis One has 64 points. [E2]\nZephyr 2 has 71. [E1][E2]"), gate.support
    ).word(reply, gate.names)
    assert (
        told.reply.answer.answer
        == "Borealis One has 64 points (Q1 2030 edition). [1]\nZephyr 2 has 71. [2][1]"
    )
    quotes = {one.number: one.quote for one in told.reply.answer.citations}
    assert ("64" in quotes[1], "71" in quotes[2]) == (True, True)


async def test_what_fails_is_repaired_once_and_told_why(small_engine: Engine, gate: ProseGate) -> None:
    model = ScriptedModel(
        "Zephyr 2 has 99 points. [E1]\nBorealis One has 64. [E2]", "Zephyr 2 has 71 points. [E1]"
    )
    told = await Worder(model, gate.support).word(small_engine.ask(COMPARED), gate.names)
    assert (
        told.reply.answer.answer == "Zephyr 2 has 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]"
    )
    assert (told.passed, told.dropped) == (2, 0)
    _, again, (shown, (_, said)) = model.asked[1]
    assert shown == example("en")
    assert "Zephyr 2 has 99 points. [E1]: use only numbers that the cited evidence states" in again
    assert "64" not in again
    assert said.startswith("Zephyr 2 has 99")


async def test_with_too_little_left_the_reply_stays_as_it_was(small_engine: Engine, gate: ProseGate) -> None:
    reply = small_engine.ask(COMPARED)
    bad = "Zephyr 2 has 99 points. [E1]\nEveryone loves it. [E1]\nBorealis One has 64. [E2]"
    worder = Worder(ScriptedModel(bad, bad), gate.support)
    told = await worder.word(reply, gate.names)
    assert (told.outcome, told.passed, told.dropped) == ("doubted", 1, 2)
    assert as_it_was(told.reply) == reply
    assert worder.doubted["number"] == 2


async def test_a_figure_that_was_found_is_not_left_out(small_engine: Engine, gate: ProseGate) -> None:
    reply = small_engine.ask(COMPARED)
    model = ScriptedModel("Zephyr 2 leads with 71 points. [E1]", "I have nothing to add.")
    told = await Worder(model, gate.support).word(reply, gate.names)
    assert (told.outcome, told.passed) == ("incomplete", 1)
    assert as_it_was(told.reply) == reply


async def test_what_was_left_out_is_asked_for_once(small_engine: Engine, gate: ProseGate) -> None:
    model = ScriptedModel(
        "Zephyr 2 leads with 71 points. [E1]", "Borealis One has 64. [E2]\nIt is good. [E2]"
    )
    told = await Worder(model, gate.support).word(small_engine.ask(COMPARED), gate.names)
    assert (told.outcome, told.passed, told.dropped, told.repaired) == ("worded", 2, 0, 1)
    assert told.reply.answer.answer.endswith("\nBorealis One has 64. [2]")
    _, again, _ = model.asked[1]
    assert "The answer has to tell this, too:" in again
    assert "64" in again
    assert "may not be said" not in again


async def test_the_first_statement_says_whom_it_is_about(small_engine: Engine, gate: ProseGate) -> None:
    model = ScriptedModel(
        "They have 71 points. [E1]\nBorealis One has 64. [E2]", "Zephyr 2 has 71 points. [E1]"
    )
    worder = Worder(model, gate.support)
    told = await worder.word(small_engine.ask(COMPARED), gate.names)
    assert (told.outcome, told.repaired, worder.doubted["subject"]) == ("worded", 1, 1)
    assert told.reply.answer.answer.startswith("Zephyr 2 has 71 points")


async def test_what_is_remarked_stays(small_engine: Engine, gate: ProseGate) -> None:
    """That scales differ, above all: no wording of two figures may go without it."""
    reply = small_engine.ask(COMPARED)
    remark = reply.lines[0].model_copy(update={"kind": "remark", "text": "Not one scale.", "citations": ()})
    last = remark.model_copy(update={"text": "That is all."})
    told = await Worder(ScriptedModel(GOOD), gate.support).word(
        reply.model_copy(update={"lines": (remark, *reply.lines, last)}), gate.names
    )
    assert told.outcome == "worded"
    assert told.reply.answer.answer.startswith("Not one scale.")
    assert told.reply.answer.answer.endswith("That is all.")


async def test_a_list_is_not_worded(small_engine: Engine, gate: ProseGate) -> None:
    reply = small_engine.ask(COMPARED)
    model = ScriptedModel()
    for longer in ({"rows": reply.rows * 3}, {"lines": reply.lines * 2}):
        long = reply.model_copy(update=longer)
        told = await Worder(model, gate.support).word(long, gate.names)
        assert (told.outcome, told.reply, model.asked) == ("nothing to word", long, [])


async def test_an_answer_of_figures_stays_where_the_model_is_not_to_word_these(
    small_engine: Engine, gate: ProseGate
) -> None:
    reply = small_engine.ask(COMPARED)
    model = ScriptedModel(GOOD, GOOD)
    worder = Worder(model, gate.support, figures=False)
    assert ((await worder.word(reply, gate.names)).outcome, model.asked) == ("nothing to word", [])
    quotes = {one.number: one.view.text for one in reply.answer.citations}
    lines = tuple(
        line.model_copy(update={"kind": "statement", "text": f"“{quotes[number]}”", "citations": (number,)})
        for line, number in zip(reply.lines, quotes, strict=False)
    )
    await worder.word(reply.model_copy(update={"rows": (), "lines": lines}), gate.names)
    assert model.asked


@pytest.mark.parametrize("kind", ["heading", "question"])
async def test_an_answer_in_parts_keeps_their_order_and_headings(
    kind: str, small_engine: Engine, gate: ProseGate
) -> None:
    reply = small_engine.ask(COMPARED)
    heading = reply.lines[0].model_copy(update={"kind": kind, "text": "In 2030", "citations": ()})
    model = ScriptedModel()
    parted = reply.model_copy(update={"lines": (heading, *reply.lines), "rows": ()})
    told = await Worder(model, gate.support).word(parted, gate.names)
    assert (told.outcome, model.asked) == ("nothing to word", [])


async def test_a_model_that_says_nothing_usable_changes_nothing(
    small_engine: Engine, gate: ProseGate
) -> None:
    reply = small_engine.ask(COMPARED)
    for text in (
        "",
        "NONE",
        "Zephyr 2 has 71 points.",
        "[E1]",
        "x" * 5_000 + " [E1]",
        "Zephyr 2 [E1] has 71",
    ):
        told = await Worder(ScriptedModel(text, text), gate.support).word(reply, gate.names)
        assert (told.outcome, as_it_was(told.reply)) == ("doubted", reply)


async def test_a_failure_gives_the_reply_as_it_was_and_after_three_nobody_is_asked(
    small_engine: Engine, gate: ProseGate
) -> None:
    reply, now = small_engine.ask(COMPARED), [0.0]
    model = ScriptedModel(*[ModelFailedError("down")] * 3, GOOD, GOOD)
    worder = Worder(model, gate.support, breaker=Breaker(clock=lambda: now[0]))
    outcomes = [(await worder.word(reply, gate.names)).outcome for _ in range(4)]
    assert outcomes == ["failed", "failed", "failed", "resting"]
    assert len(model.asked) == 3
    now[0] = 61.0
    both = await asyncio.gather(*(worder.word(reply, gate.names) for _ in range(2)))
    assert [one.outcome for one in both] == ["worded", "resting"]  # one tries, before all do
    assert (await worder.word(reply, gate.names)).outcome == "worded"


def test_who_tries_after_a_pause_and_never_tells_keeps_nobody_out_for_long() -> None:
    now = [0.0]
    breaker = Breaker(failures=1, pause=60.0, clock=lambda: now[0])
    assert breaker.lets()
    breaker.failed()
    now[0] = 61.0
    assert (breaker.lets(), breaker.is_open, breaker.lets()) == (True, True, False)
    now[0] = 122.0
    assert breaker.lets()
    breaker.succeeded()
    assert (breaker.lets(), breaker.lets()) == (True, True)


async def test_a_model_that_hangs_is_not_waited_for(small_engine: Engine, gate: ProseGate) -> None:
    class Hanging:
        async def lines(
            self,
            instructions: str,
            question: str,
            exchange: Sequence[tuple[str, str]] = (),
            sitting: Sitting | None = None,
        ) -> AsyncGenerator[str, None]:
            yield "Zephyr 2 has 71 points. [E1]"
            await asyncio.sleep(3_600)

    reply = small_engine.ask(COMPARED)
    shown = [one async for one in Worder(Hanging(), gate.support, patience=3.0).stream(reply, gate.names)]
    assert [one.outcome for one in shown] == ["worded", "late"]
    assert as_it_was(shown[-1].reply) == reply


async def test_nothing_is_asked_where_there_is_nothing_to_word(small_engine: Engine, gate: ProseGate) -> None:
    model = ScriptedModel()
    for question in ("hello", "What did Zephyr 99 score?"):
        told = await Worder(model, gate.support).word(small_engine.ask(question), gate.names)
        assert told.outcome == "nothing to word"
    assert model.asked == []


async def test_a_line_with_an_address_is_no_statement(small_engine: Engine, gate: ProseGate) -> None:
    text = "Zephyr 2 has 71 points, see https://evil.example. [E1]\n" + GOOD
    told = await Worder(ScriptedModel(text), gate.support).word(small_engine.ask(COMPARED), gate.names)
    assert (
        told.reply.answer.answer
        == "Zephyr 2 leads with 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]"
    )


async def test_who_stops_it_gets_the_reply_as_it_was_and_the_tokens_are_told(
    small_engine: Engine, gate: ProseGate
) -> None:
    class Endless:
        async def lines(
            self,
            instructions: str,
            question: str,
            exchange: Sequence[tuple[str, str]] = (),
            sitting: Sitting | None = None,
        ) -> AsyncGenerator[str, None]:
            assert sitting is not None
            sitting.tokens += 7
            yield "Zephyr 2 has 71 points. [E1]"
            await asyncio.Event().wait()

    reply, stop, spent = small_engine.ask(COMPARED), asyncio.Event(), list[int]()
    shown = []
    worder = Worder(Endless(), gate.support)
    async for one in worder.stream(reply, gate.names, stop=stop, spent=spent.append):
        shown.append(one.outcome)
        stop.set()
    assert shown == ["worded", "stopped"]
    await asyncio.sleep(0.05)
    assert spent == [7]
    assert worder.outcomes == {"stopped": 1}


async def test_what_is_said_is_not_said_again_nor_taken_for_a_repair(
    small_engine: Engine, gate: ProseGate
) -> None:
    first = "Zephyr 2 has 71 points. [E1]\nZephyr 2 has 71 points. [E1]\nBorealis One has 99. [E2]"
    again = "Zephyr 2 has 71 points. [E1]\nBorealis One has 64. [E2]"
    told = await Worder(ScriptedModel(first, again), gate.support).word(
        small_engine.ask(COMPARED), gate.names
    )
    assert (
        told.reply.answer.answer == "Zephyr 2 has 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]"
    )
    assert (told.passed, told.dropped) == (2, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_is_shown_how_it_is_done_in_the_askers_language(language: str) -> None:
    question, worded = example(language)
    statements = [read_line(line) for line in worded.splitlines()]
    assert [one and one.evidence for one in statements] == [("E1",), ("E2",)]
    assert question.count(f"in {LANGUAGES[language]}") == 1
    assert all(detect(one.text) == language for one in statements if one)


def test_what_only_repeats_a_quote_is_told_once(compared: ProseEvidence) -> None:
    quote = compared.pieces[0].text
    proved = (
        ProvedStatement(f"“{quote}”", frozenset({"E1"})),
        ProvedStatement("71 points.", frozenset({"E1"})),
    )
    told = asked(replace(compared, proved=proved))
    assert told.count(quote) == 1
    assert "What these prove:\n- 71 points. [E1]\n" in told


class Counting:
    """Tells its tokens as it is closed, as a model behind a connection does; sets `stop` at a second line."""

    def __init__(self, *texts: str, stop: asyncio.Event | None = None) -> None:
        self._texts, self._stop = [*texts], stop

    async def lines(
        self,
        instructions: str,
        question: str,
        exchange: Sequence[tuple[str, str]] = (),
        sitting: Sitting | None = None,
    ) -> AsyncGenerator[str, None]:
        assert sitting is not None
        try:
            for line in self._texts.pop(0).splitlines():
                yield line
                if self._stop is not None:
                    self._stop.set()
        finally:
            await asyncio.sleep(0)
            sitting.tokens += 1_000


async def test_tokens_are_told_whenever_it_ends(small_engine: Engine, gate: ProseGate) -> None:
    reply, stop, spent = small_engine.ask(COMPARED), asyncio.Event(), list[int]()
    first = "Zephyr 2 has 99 points. [E1]\nBorealis One has 64. [E2]"
    longer = "Zephyr 2 has 71 points. [E1]\nBorealis One has 64 points. [E2]\nBorealis One scores 64. [E2]"
    told = await Worder(Counting(first, longer), gate.support).word(reply, gate.names, spent=spent.append)
    assert (told.outcome, told.tokens, spent) == ("worded", 2_000, [2_000])
    worder = Worder(Counting(GOOD, stop=stop), gate.support)  # it is stopped while the second line is judged
    shown = [one async for one in worder.stream(reply, gate.names, stop=stop, spent=spent.append)]
    assert [one.outcome for one in shown] == ["worded", "stopped"]
    await asyncio.sleep(0.05)
    assert spent[1:] == [1_000]


@pytest.mark.parametrize("failing", [True, False])
async def test_a_repair_that_does_not_come_leaves_what_has_passed(
    small_engine: Engine, gate: ProseGate, failing: bool
) -> None:
    class Tiring(ScriptedModel):
        async def lines(self, *given: Any) -> AsyncGenerator[str, None]:
            if self.asked and not failing:
                await asyncio.sleep(3_600)
            async for line in super().lines(*given):
                yield line

    model = Tiring(f"{GOOD}\nEveryone loves it. [E1]", ModelFailedError("down"))
    worder = Worder(model, gate.support, patience=3.0, breaker=Breaker(failures=1))
    told = await worder.word(small_engine.ask(COMPARED), gate.names)
    assert (told.outcome, told.passed, told.dropped) == ("worded", 2, 1)
    assert (
        told.reply.answer.answer
        == "Zephyr 2 leads with 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]"
    )
    assert not worder.breaker.is_open


async def test_a_model_is_asked_as_much_at_once_as_it_has_places(
    small_engine: Engine, gate: ProseGate
) -> None:
    class Crowded:
        running = most = 0

        async def lines(self, *_: Any) -> AsyncGenerator[str, None]:
            self.running += 1
            self.most = max(self.most, self.running)
            await asyncio.sleep(0.02)
            for line in GOOD.splitlines():
                yield line
            self.running -= 1

    reply, model = small_engine.ask(COMPARED), Crowded()
    worder = Worder(model, gate.support, places=asyncio.Semaphore(2))
    told = await asyncio.gather(*(worder.word(reply, gate.names) for _ in range(5)))
    assert [one.outcome for one in told] == ["worded"] * 5
    assert model.most == 2


async def test_who_gets_no_place_in_time_is_late_and_the_model_did_not_fail(
    small_engine: Engine, gate: ProseGate
) -> None:
    reply, model, places = small_engine.ask(COMPARED), ScriptedModel(GOOD), asyncio.Semaphore(1)
    worder = Worder(model, gate.support, patience=0.05, places=places, breaker=Breaker(failures=1))
    async with places:
        told = await worder.word(reply, gate.names)
    assert (told.outcome, as_it_was(told.reply), model.asked) == ("late", reply, [])
    assert not worder.breaker.is_open
    assert not places.locked()
