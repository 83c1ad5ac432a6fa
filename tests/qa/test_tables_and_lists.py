"""Everything that documents hold can be quoted: rows of tables, items of lists, code and definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.models import Answer
from tests.qa.cli import Run, asked, runner

HEADER = """---
id: {id}
title: {title}
edition: 2025-Q1
language: en
published: 2025-03-03
sources: []
license: CC0-1.0
---
"""
STOPS = "\n".join(
    f"| Stop{n} Street | S-{n} | {n % 5 + 1} | {1950 + n} | {8631 + 37 * (n - 63)} |" for n in range(1, 71)
)
TRAM = f"""# The harbour tram

| Stop | Code | Platforms | Opened | Daily riders |
|---|---|---|---|---|
{STOPS}
"""
FERRY = """# The Elmford ferry

## Tickets

The crew accepts:

- cards of all banks
- tokens, at 3 crowns each

## Terms

Demurrage
: what a carrier pays for a berth that is held too long

## Signals

To call the ferry, type:

```sh
ferry call --pier elmford
```
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "tram.md").write_text(HEADER.format(id="tram", title="Tram") + TRAM, encoding="utf-8")
    (folder / "ferry.md").write_text(HEADER.format(id="ferry", title="Ferry") + FERRY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def answered(run: Run, corpus: Path, store: Path, question: str) -> Answer:
    return Answer.model_validate(asked(run, corpus, store, "ask", question))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (
            "How many daily riders does Stop63 Street have?",
            "Stop63 Street — Code: S-63; Platforms: 4; Opened: 2013; Daily riders: 8631",
        ),
        ("When did Stop63 Street open?", "Stop63 Street — Code: S-63; Platforms: 4; Opened: 2013"),
    ],
)
def test_one_row_of_seventy_is_quoted_whole_and_told_with_its_head(
    run: Run, corpus: Path, store: Path, question: str, value: str
) -> None:
    answer = answered(run, corpus, store, question)
    first = answer.citations[0]
    assert first.quote == "| Stop63 Street | S-63 | 4 | 2013 | 8631 |"
    document = (corpus / "tram.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    assert document[first.start : first.end] == first.quote
    assert answer.statements[0].text.startswith(value)
    assert first.shown is not None
    assert "Opened: 2013; Daily riders: 8631" in first.shown.text
    assert "|" not in answer.answer + first.shown.text


@pytest.mark.parametrize(
    ("question", "quote", "shown"),
    [
        (
            "Which cards does the crew of the ferry accept?",
            "cards of all banks",
            "The crew accepts: “cards of all banks”",
        ),
        (
            "What is demurrage?",
            "what a carrier pays for a berth that is held too long",
            "Demurrage — “what a carrier pays for a berth that is held too long”",
        ),
    ],
)
def test_items_and_definitions_are_shown_after_what_announces_them(
    run: Run, corpus: Path, store: Path, question: str, quote: str, shown: str
) -> None:
    answer = answered(run, corpus, store, question)
    assert quote in [citation.quote for citation in answer.citations]
    assert shown in [statement.text.partition(" [")[0] for statement in answer.statements]


def test_the_terminal_shows_no_pipes(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("ask", "When did Stop63 Street open?", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "[1] Stop63 Street — Code: S-63; Platforms: 4; Opened: 2013; Daily riders: 8631" in outcome.out
    assert "|" not in outcome.out
