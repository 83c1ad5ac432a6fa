"""The commands of the README are run as they stand there; the few that cannot be are named here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest

ROOT = Path(__file__).resolve().parents[1]
QA = ".venv/bin/qa"
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# First words of lines that are not run: what sets up and starts things, which the suite itself runs under.
EXEMPT = {"git", "make"}
RUN = {QA, "echo"}
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    attach_files=True,
)


def commands(page: str) -> list[str]:
    blocks = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.strip()]


README = commands("README.md")


@dataclass(frozen=True)
class Desk:
    """A folder like a checkout's, in which `.venv/bin/qa` is the command line under test, with an index."""

    folder: Path
    environment: dict[str, str]

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ("sh", "-euc", line),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("a checkout")  # with a space, as some paths have
    program = folder / QA
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qa "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    made = Desk(folder, {**outside, "QA_DATA_DIR": str(folder / "data")})
    built = made.run(f"{QA} index build")
    assert built.returncode == 0, built.stderr
    return made


def test_every_line_is_run_or_exempt_by_rule() -> None:
    assert {line.split()[0] for line in README} <= RUN | EXEMPT
    assert {line for line in README if line.split()[0] in EXEMPT} == {
        "git clone REPOSITORY footnote && cd footnote",
        "make run",
        'make run ARGS="--corpus my-reports"',
        "make test",
    }
    asked = {
        " ".join(line.split()[1:3]) if "index" in line else line.split()[1] for line in README if QA in line
    }
    assert {"ask", "score", "compare", "rank", "chat", "batch", "index build", "facts"} <= asked


def test_the_commands_of_the_readme_work(desk: Desk) -> None:
    for line in README:
        if line.split()[0] in EXEMPT:
            continue
        done = desk.run(line)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert done.stderr == "" or "chat" in line, f"{line} complains: {done.stderr}"
        if "verify -" in line:
            assert "holds: " in done.stdout, line
        elif "--json" in line:
            assert json.loads(done.stdout)["citations"], line
        elif line.split()[1] in {"ask", "score", "compare", "rank"}:
            assert "[1]" in done.stdout, f"{line} proves nothing:\n{done.stdout}"
    (answer,) = (desk.folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert "94" in json.loads(answer)["answer"]


def test_make_knows_the_targets_that_the_pages_name() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md", "docs/DISCORD.md", "docs/BENCHMARKS.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE))
        assert named
        assert named <= targets, page


def test_the_gallery_shows_every_picture() -> None:
    docs = ROOT / "docs"
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (docs / "GALLERY.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(str(one.relative_to(docs)) for one in docs.rglob("*.png"))


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for link in re.findall(r"\]\(([^)]+)\)", prose):
            if "://" not in link:
                assert (page.parent / link.partition("#")[0]).exists(), f"{page.name}: {link}"


def test_the_invitation_asks_for_the_permissions_that_are_listed() -> None:
    page = (ROOT / "docs" / "DISCORD.md").read_text(encoding="utf-8")
    assert set(re.findall(r"permissions=(\d+)", page)) == {str(PERMISSIONS.value)}
    assert f"`{PERMISSIONS.value}`" in page
