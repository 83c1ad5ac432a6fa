"""Whoever asks while versions are swapped gets an answer of one version; and the soak would notice."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path

import pytest

from index.build import IndexBuilder
from index.embedding import BundledEmbedder
from qa.engine import Engine
from qa.settings import Settings
from tests.soak.swaps import Coast, SwapReport, swap_under

pytestmark = pytest.mark.no_cover  # what it tries a thousand times, others cover by trying it once


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(gc, "freeze", lambda: None)  # it would last as long as the tests
    return Settings(data_dir=tmp_path / "data", corpus=tmp_path / "corpus", model="bundled", threshold=0.3)


def build(settings: Settings) -> None:
    IndexBuilder(settings.corpus, settings.data_dir, BundledEmbedder()).build()


async def test_nobody_notices_a_swap(settings: Settings) -> None:
    report = await swap_under(8, 3, settings, partial(build, settings), pause=0.01, rounds=1)
    assert report.problems == []
    assert report.outcomes["answered"] == len(report.asked) >= 16
    assert len(report.versions) > 1


def test_an_answer_that_is_not_of_its_version_is_noticed(settings: Settings) -> None:
    coast = Coast(settings)
    coast.write(0)
    answer = Engine.open(settings).ask("How long is the pier of Carrow?").answer
    assert coast.outcome("Carrow", answer) == "answered"
    assert coast.outcome("Marsk", answer) == "mixed"
    coast.write(1)
    other = next(version for version, number in coast.numbers.items() if number == 1)
    assert coast.outcome("Carrow", answer.model_copy(update={"corpus_version": other})) == "mixed"
    assert coast.outcome("Carrow", answer.model_copy(update={"citations": ()})) == "failed"


def test_waits_that_meet_a_swap_are_told_apart() -> None:
    report = SwapReport(asked=[(0.0, 1.0), (1.0, 2.5), (2.2, 2.4), (3.0, 4.0)], swaps=[(2.0, 3.0)])
    assert report.waits() == ([1.5, pytest.approx(0.2)], [1.0, 1.0])
