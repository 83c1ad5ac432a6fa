"""The shipped corpus is answered alike, wherever its vectors and terms are."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from qa.engine import Engine
from qa.evaluation.squad.file import SquadItem, SquadParagraph
from qa.evaluation.squad.run import Draw, evaluate_squad
from qa.settings import Settings, shipped_corpus
from tests.index.engines.servers import KINDS, PASSWORD
from tests.index.samples import TermEmbedder
from tests.qa.cli import runner

QUESTIONS: Final = (
    "How many points does DeepSeek R1 score?",
    "Why did the labs open their weights?",
    "为什么中国实验室开放模型权重？",
    "Pourquoi les puces américaines manquent-elles ?",
    "中国のモデルはなぜ安いのですか？",
    "Which university football team won in 1987?",
)
PARAGRAPHS: Final = (
    "Apples are red fruit. They grow on tall trees.",
    "Boats float on deep water. Sailors steer them.",
    "Clouds carry rain. Winds push clouds eastward.",
)
ASKED: Final = (
    ("Which fruit is red?", "Apples"),
    ("What do boats float on?", "deep water"),
    ("What do winds push?", "clouds"),
)


def answer(engine: Engine, question: str) -> dict[str, Any]:
    """An answer, without what is drawn anew or measured each time."""
    return engine.ask(question).answer.model_dump(exclude={"id", "latency_ms"})


@pytest.fixture(scope="module", params=[kind for kind in KINDS if kind != "faiss"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    address = request.getfixturevalue(f"{request.param}_address")
    folder = tmp_path_factory.mktemp("shipped")
    return Settings(data_dir=folder, corpus=shipped_corpus(), threshold=0.4, index=address)


def test_answers_are_the_same(engine: Engine, settings: Settings) -> None:
    """To the last digit of the confidence; some say a figure, some quote, one abstains."""
    elsewhere = Engine.open(settings)
    wanted = [answer(engine, question) for question in QUESTIONS]
    assert [answer(elsewhere, question) for question in QUESTIONS] == wanted
    assert {one["abstained"] for one in wanted} == {True, False}


def test_measures_are_the_same(settings: Settings) -> None:
    """On paragraphs of which one is taken away."""
    paragraphs = [SquadParagraph(f"p{n}", "", text) for n, text in enumerate(PARAGRAPHS)]
    items = [SquadItem(f"q{n}", asked, f"p{n}", (said,)) for n, (asked, said) in enumerate(ASKED)]
    held = settings.engine
    assert held is not None
    taken = {"passages_per_second", "query_ms_p50", "query_ms_p95"}
    given = paragraphs, items, TermEmbedder(dimension=512), Draw(None, 0, 0.3)
    here, there = (evaluate_squad(*given, engine=one).model_dump(exclude=taken) for one in (None, held))
    assert there == here


def test_the_command_line_goes_where_the_setting_says(
    pgvector_address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QA_INDEX", pgvector_address)
    run = runner(monkeypatch, capsys)

    def qa(*arguments: str) -> str:
        done = run(*arguments, data_dir=tmp_path)
        assert PASSWORD not in done.out + done.err
        assert done.code == 0, done.err
        return done.out

    qa("index", "build")
    first = qa("index", "list").split()[1]
    assert "pgvector, postgresql+psycopg://footnote:***@/vectors" in qa("index", "info")
    assert "sound" in qa("index", "verify")
    qa("index", "build")
    assert f"in use: {first}" in qa("index", "rollback")
    assert "1 removed" in qa("index", "prune", "--keep", "1")
    assert "89" in qa("ask", "How many points does DeepSeek R1 score?")
