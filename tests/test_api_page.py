"""docs/API.md: its commands and configurations work as they stand there, against a server of `qa serve`."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from qa.api.application import LARGEST
from qa.api.description import PROBLEMS
from qa.api.operations import OPERATIONS, TOOLS
from qa.settings import shipped_corpus
from tests.bot.pages.ports import free_port

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "API.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINES = [line for kind, block in BLOCK.findall(PAGE) if kind == "sh" for line in block.splitlines()]
LOCAL, REMOTE = (
    json.loads(block)["mcpServers"]["footnote"] for kind, block in BLOCK.findall(PAGE) if kind == "json"
)
QUESTION = "What did DeepSeek R1 score?"


@dataclass(frozen=True)
class Office:
    """A folder like a checkout's, with `.venv/bin/qa`, an index, a server at a port and a key of it."""

    folder: Path
    environment: dict[str, str]
    port: int
    key: str

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return _run(self.here(line), self.folder, {**self.environment, "KEY": self.key})

    def here(self, text: str) -> str:
        return text.replace(":8090", f":{self.port}").replace("fn_…", self.key)


def _run(line: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = ("sh", "-euc", line)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def _serving(folder: Path, environment: dict[str, str], port: int) -> Iterator[None]:
    command = [".venv/bin/qa", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert f"Serving at http://127.0.0.1:{port}/api/v1 for 1 keys." in said
        yield
        server.send_signal(signal.SIGTERM)
    assert server.returncode == 0


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("a checkout")
    program = folder / ".venv" / "bin" / "qa"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -u -m qa "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("QA_", "FOOTNOTE_"))}
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "QA_CORPUS": str(shipped_corpus())}
    environment = {**outside, **paths, "QA_DATA_DIR": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
    made = _run(".venv/bin/qa api key create test", folder, environment)
    assert made.returncode == 0, made.stderr
    port = free_port()
    with _serving(folder, environment, port):
        yield Office(folder, environment, port, made.stdout.strip())


def test_the_commands_of_the_page_work(office: Office) -> None:
    assert {line.split()[0] for line in LINES} == {".venv/bin/qa", "curl"}
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    told = []
    for line in LINES:
        done = office.run(line)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if line.startswith("curl"):
            told.append(json.loads(done.stdout))
    asked, found, looked, compared, ranked, collections, documents = told
    assert "89" in asked["answer"]
    assert all(one["citations"] for one in (asked, looked, compared, ranked))
    assert (looked["language"], len(ranked["statements"]), len(found["passages"])) == ("fr", 3, 3)
    assert collections["collections"][0]["name"] == "state-of-ai-china"
    assert documents["total"] == len(documents["documents"]) > 0


async def _ask(client: Client) -> dict[str, Any]:
    assert [one.name for one in (await client.list_tools()).tools] == [one.name for one in TOOLS]
    result = await client.call_tool("ask", {"question": QUESTION})
    return dict(result.structured_content)


async def test_both_configurations_of_a_client_work(office: Office) -> None:
    command = str(office.folder / LOCAL["command"])
    local = StdioServerParameters(command=command, args=LOCAL["args"], env=office.environment)
    async with Client(stdio_client(local)) as client:
        asked = await _ask(client)
    headers = {name: office.here(value) for name, value in REMOTE["headers"].items()}
    async with (
        create_mcp_http_client(headers=headers) as http,
        Client(streamable_http_client(office.here(REMOTE["url"]), http_client=http)) as client,
    ):
        assert (await _ask(client))["citations"] == asked["citations"] != []


def test_the_page_names_what_there_is() -> None:
    for one in OPERATIONS:
        assert one.path.removeprefix("/api/v1").replace("{key}", "KEY") in PAGE
    assert all(f"`{one.name}`" in PAGE for one in TOOLS)
    named = {
        int(status)
        for row in re.findall(r"^\| ((?:\d{3}(?:, )?)+) \|", PAGE, re.MULTILINE)
        for status in row.split(", ")
    }
    assert named | {409} == set(PROBLEMS)
    assert f"{LARGEST // 1024} KiB" in PAGE
