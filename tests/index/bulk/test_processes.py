"""Several processes embed what one would, and one that is killed loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from index.atomic import write_whole
from index.bulk.batches import text_batches
from index.bulk.processes import EmbeddingProcesses
from index.embedding import BundledEmbedder, Vectors
from index.errors import EmbeddingError
from index.threads import keep_to, threads_for
from tests.index.bulk.fakes import KilledEmbedder, built, write_boats
from tests.index.samples import TermEmbedder


class SilentEmbedder(TermEmbedder):
    """A model that cannot embed."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        raise EmbeddingError("cannot be used")


@pytest.mark.parametrize("count", [1, 2])
def test_the_index_is_the_same(tmp_path: Path, count: int) -> None:
    corpus = write_boats(tmp_path / "corpus")
    wanted = built(corpus, tmp_path / "one")
    assert built(corpus, tmp_path / "many", workforce=EmbeddingProcesses(count, TermEmbedder)) == wanted


def test_the_bundled_models_index_is_the_same(tmp_path: Path) -> None:
    corpus = write_boats(tmp_path / "corpus", 12)
    wanted = built(corpus, tmp_path / "one", BundledEmbedder())
    workforce = EmbeddingProcesses(2, BundledEmbedder)
    assert built(corpus, tmp_path / "many", BundledEmbedder(), workforce) == wanted


def test_a_process_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    corpus, killed = write_boats(tmp_path / "corpus"), tmp_path / "killed"
    workforce = EmbeddingProcesses(2, partial(KilledEmbedder, killed, 1))
    assert built(corpus, tmp_path / "many", workforce=workforce) == built(corpus, tmp_path / "one")
    assert killed.exists()


def test_processes_that_always_end_are_told(tmp_path: Path) -> None:
    corpus = write_boats(tmp_path / "corpus")
    workforce = EmbeddingProcesses(1, partial(os._exit, 3))
    with pytest.raises(EmbeddingError, match="fewer --workers"):
        built(corpus, tmp_path / "data", workforce=workforce)


def test_no_process_outlives_its_parent(tmp_path: Path) -> None:
    told = tmp_path / "children"
    parent = multiprocessing.get_context("spawn").Process(target=_embed_and_wait, args=(told,))
    parent.start()
    while not told.exists():
        assert parent.is_alive()
        time.sleep(0.05)
    children = [int(pid) for pid in told.read_text(encoding="ascii").split()]
    assert len(children) == 2
    parent.kill()
    parent.join()
    while any(map(_is_alive, children)):  # for as long as the test may take
        time.sleep(0.05)


def _embed_and_wait(told: Path) -> None:
    batches = text_batches(f"text {number}" for number in range(640))
    for _ in EmbeddingProcesses(2, TermEmbedder).embedded(batches):
        pids = " ".join(str(child.pid) for child in multiprocessing.active_children())
        write_whole(told, pids.encode())
        time.sleep(600)


def _is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended may wait for whoever inherited it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_what_a_process_says_is_told(tmp_path: Path) -> None:
    workforce = EmbeddingProcesses(2, SilentEmbedder)
    with pytest.raises(EmbeddingError, match="cannot be used"):
        built(write_boats(tmp_path / "corpus"), tmp_path / "data", workforce=workforce)


def test_as_many_threads_as_are_left_to_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setenv("OMP_NUM_THREADS", "")
    assert threads_for(4) == 4
    keep_to(2)
    assert threads_for(4) == 2
    assert os.environ["OMP_NUM_THREADS"] == "2"
    monkeypatch.setenv("OMP_NUM_THREADS", "0")
    assert threads_for(4) == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "4,2")  # OpenMP knows lists: the libraries read them, we do not
    assert threads_for(16) == 8
