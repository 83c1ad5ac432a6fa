"""Answers in a language model's words for other programs: asked for, through the same gate, in a budget."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from qa.api.answering import ApiAnswering
from qa.api.operations import ASK
from qa.api.questions import BusyError, QuestionThreads
from qa.api.requests import AskRequest
from qa.collections.desk import Desk
from qa.models import Answer, Reply
from qa.prose.asking import ModelFailedError
from qa.prose.support import Support
from qa.prose.worder import Worder
from tests.qa.api.served import Api, served
from tests.qa.api.test_application import answer, problem
from tests.qa.api.test_tools import over_http_of
from tests.qa.prose.conftest import COMPARED, ScriptedModel

SAID = "Zephyr 2 leads with 71 points. [E1]\nBorealis One has 64. [E2]"
WORDED = "Zephyr 2 leads with 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]"
ASKED = {"question": COMPARED, "worded": True}


class CostlyModel(ScriptedModel):
    """Each of its answers costs 600 tokens, of 1,000 that a server and a key have."""

    async def lines(self, instructions: str, question: str, *given: Any) -> AsyncGenerator[str, None]:
        (*_, sitting) = given
        sitting.tokens += 600
        async for line in super().lines(instructions, question, *given):
            yield line


@pytest.fixture(scope="module")
def support() -> Support:
    return Support()


@pytest.fixture
def model() -> CostlyModel:
    return CostlyModel(SAID, SAID)


@pytest.fixture
async def api(small_desk: Desk, tmp_path: Path, model: CostlyModel, support: Support) -> AsyncIterator[Api]:
    async with served(small_desk, tmp_path, worder=Worder(model, support, "tiny")) as opened:
        yield opened


async def test_it_is_worded_only_where_that_is_asked_for(api: Api, model: CostlyModel) -> None:
    found = await answer(await api.post("/ask", {"question": COMPARED}))
    assert (found.worded, model.asked) == (None, [])
    said = await answer(await api.post("/ask", ASKED))
    assert said.answer == WORDED
    assert said.worded is not None
    assert (said.worded.model, said.worded.outcome) == ("tiny", "worded")
    assert all(one.citations for one in said.statements)
    await problem(await api.post("/ask", {"question": COMPARED, "worded": "yes"}), 422)


async def test_what_is_kept_is_what_was_told(api: Api) -> None:
    response = await api.post("/answers", ASKED)
    told = await answer(response, 201)
    assert told.answer == WORDED
    kept = await api.client.get(response.headers["Location"], headers=api.headers)
    assert await answer(kept) == told


async def test_a_server_has_its_tokens_and_then_answers_are_as_found(api: Api, model: CostlyModel) -> None:
    headers = await api.key(5)
    outcomes = list[str]()
    for _ in range(3):
        told = await answer(await api.post("/ask", ASKED, headers))
        assert told.worded is not None
        outcomes.append(told.worded.outcome)
    assert outcomes == ["worded", "worded", "spent"]
    assert len(model.asked) == 2
    told = await answer(await api.post("/ask", ASKED, await api.key(5, "of the same server")))
    assert told.worded is not None
    assert told.worded.outcome == "spent"


async def test_what_does_not_pass_or_fails_is_as_found(
    small_desk: Desk, tmp_path: Path, support: Support
) -> None:
    bad = "Zephyr 2 leads with 99 points. [E1]\nEverybody loves it. [E2]"
    model = CostlyModel(bad, bad, ModelFailedError("down"))
    async with served(small_desk, tmp_path, worder=Worder(model, support)) as api:
        found = await answer(await api.post("/ask", {"question": COMPARED}))
        first = await answer(await api.post("/ask", ASKED))
        assert first.answer == found.answer
        assert first.worded is not None
        assert first.worded.outcome == "doubted"
        second = await answer(await api.post("/ask", ASKED, await api.key(5)))
        assert second.answer == found.answer
        assert second.worded is not None
        assert second.worded.outcome == "failed"


async def test_without_a_model_it_is_as_found(small_desk: Desk, tmp_path: Path) -> None:
    async with served(small_desk, tmp_path) as api:
        told = await answer(await api.post("/ask", ASKED))
    assert told.worded is None
    assert told.citations


async def test_tools_have_it_too(api: Api) -> None:
    async with over_http_of(api) as client:
        told = await client.call_tool("ask", ASKED)
        assert not told.is_error
        assert Answer.model_validate(told.structured_content).answer == WORDED
        assert "Worded by tiny from the quotes below" in told.content[0].text  # type: ignore[union-attr]
        wrong = await client.call_tool("ask", {"question": COMPARED, "worded": 1})
        assert wrong.is_error


async def test_what_is_found_is_worded_though_too_much_is_asked_meanwhile(
    small_desk: Desk, support: Support
) -> None:
    class Crowded(QuestionThreads):
        """Takes one call; then others have come."""

        async def ask(self, *given: Any, **options: Any) -> Any:
            taken.append(given)
            if len(taken) > 1:
                raise BusyError
            return await super().ask(*given, **options)

    taken, questions = list[Any](), Crowded(small_desk)
    answering = ApiAnswering(questions, Worder(CostlyModel(SAID), support))
    told = await answering.found(ASK, AskRequest(question=COMPARED, worded=True), server=None, asker=1)
    questions.close()
    assert isinstance(told, Reply)
    assert told.answer.answer == WORDED
