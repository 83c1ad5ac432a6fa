"""The tools, used by the SDK's own client: over standard input and output, and over HTTP."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from index.errors import FootnoteError
from qa.api.operations import TOOLS, Found
from qa.api.tools import tool_server
from qa.collections.desk import Desk
from qa.models import Compare, Rank, Score
from qa.settings import Settings, shipped_corpus
from tests.qa.api.served import Api, served

QUESTIONS = {
    "en": "What did DeepSeek R1 score?",
    "fr": "Quel est le score de DeepSeek R1 ?",
    "ja": "DeepSeek R1のスコアは？",
    "zh-Hans": "DeepSeek R1 的得分是多少？",
    "zh-Hant": "為什麼中國和美國的差距縮小了？",
}
CHANGING = {"id", "latency_ms"}


@pytest.fixture(scope="module")
def desk(data_dir: Path) -> Desk:
    return Desk(Settings(data_dir=data_dir, corpus=shipped_corpus(), model="bundled"))


@asynccontextmanager
async def over_stdio(data_dir: Path) -> AsyncIterator[Client]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = ["-m", "qa", "mcp", "--data-dir", str(data_dir)]
    command = StdioServerParameters(command=sys.executable, args=arguments, env=environment)
    async with Client(stdio_client(command)) as client:
        yield client


@asynccontextmanager
async def over_http(desk: Desk, folder: Path) -> AsyncIterator[Client]:
    async with served(desk, folder) as api, over_http_of(api) as client:
        yield client


@asynccontextmanager
async def over_http_of(api: Api) -> AsyncIterator[Client]:
    async with create_mcp_http_client(headers=api.headers) as http:
        address = str(api.client.make_url("/api/v1/mcp"))
        async with Client(streamable_http_client(address, http_client=http)) as client:
            yield client


async def told(client: Client, tool: str, **arguments: Any) -> tuple[dict[str, Any], str]:
    """What a tool gives, without what no two have alike; and its text."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    found = {key: value for key, value in result.structured_content.items() if key not in CHANGING}
    return found, result.content[0].text  # type: ignore[union-attr]


def expected(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.model_dump(mode="json", exclude=CHANGING)
    return found


async def check(client: Client, desk: Desk) -> None:
    """Every tool says what the engine says, with its quotes, in every language; and refuses in words."""
    engine = desk.of(None)
    listed = (await client.list_tools()).tools
    assert [one.name for one in listed] == [one.name for one in TOOLS]
    assert all(one.annotations and one.annotations.read_only_hint for one in listed)
    assert all(one.output_schema and one.input_schema["additionalProperties"] is False for one in listed)
    for question in QUESTIONS.values():
        found, text = await told(client, "ask", question=question)
        said = engine.ask(question).answer
        assert found == expected(said)
        assert said.citations
        assert said.answer in text
        assert all(f"[{one.number}] “{one.quote}”" in text for one in said.citations)
    found, _ = await told(client, "lookup", name="DeepSeek R1", language="fr")
    assert found == expected(engine.look_up(Score("DeepSeek R1"), locale="fr").answer)
    found, _ = await told(client, "compare", names=["DeepSeek R1", "o3"])
    assert found == expected(engine.look_up(Compare(("DeepSeek R1", "o3"))).answer)
    found, _ = await told(client, "rank", top=2, edition="2025-Q2")
    assert found == expected(engine.look_up(Rank(edition="2025-Q2", top=2)).answer)
    found, text = await told(client, "search_passages", query="open weights", limit=2)
    assert len(found["passages"]) == 2
    assert all(one["citation"]["quote"] in text for one in found["passages"])
    for name, arguments, problem in (
        ("ask", {"question": ""}, "question: String should have at least 1 character"),
        ("ask", {"question": "R1?", "edition": "1999"}, "There is no such edition, only 2025-Q1, 2025-Q2."),
        ("compare", {"names": ["o3"]}, "names: Tuple should have at least 2 items after validation, not 1"),
        ("forget", {}, "There is no such tool, only ask, search_passages, lookup, compare, rank."),
    ):
        refused = await client.call_tool(name, arguments)
        assert (refused.is_error, refused.content[0].text) == (True, problem)  # type: ignore[union-attr]


async def test_tools_over_standard_input_and_output(desk: Desk, data_dir: Path) -> None:
    assert desk.home is not None  # the index is built by now
    async with over_stdio(data_dir) as client:
        await check(client, desk)


async def test_tools_over_http(desk: Desk, tmp_path: Path) -> None:
    async with over_http(desk, tmp_path) as client:
        await check(client, desk)


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(*_: object) -> Found:
        raise AssertionError

    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    with pytest.raises(FootnoteError, match=r"pip install 'footnote\[mcp\]'"):
        tool_server(run)
