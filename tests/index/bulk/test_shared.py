"""Builds that are shared over PostgreSQL: nothing is lost or done twice, whoever is killed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import psycopg
import pytest

from index.bulk.batches import TextBatch
from index.bulk.queue import opened_queue
from index.bulk.shared import SharedWork, work
from index.embedding import Embedder, Vectors
from index.errors import EmbeddingError, StorageError
from index.manifest import probe
from tests.index.bulk.fakes import KilledEmbedder, built, write_boats
from tests.index.samples import TermEmbedder
from tests.qa.store import postgres

BATCH = TextBatch(("Boats float.", "Apples are red.", "\ud800\0"))
_numbers = count()
_spawned = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(binaries) as folder:
        yield folder


@pytest.fixture
def address(server: str) -> Iterator[str]:
    """A database that is new and empty."""
    name = f"bulk_{next(_numbers)}"
    postgres.command(server, f"CREATE DATABASE {name}")
    yield postgres.address(server, name)
    postgres.command(server, f"DROP DATABASE {name} WITH (FORCE)")


def rows(address: str, query: bytes) -> list[tuple[object, ...]]:
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as base:
        return base.execute(query).fetchall()


def left(address: str) -> tuple[int, int]:
    """How many builds and batches there are."""
    ((builds,),) = rows(address, b"SELECT count(*) FROM footnote_builds")
    ((batches,),) = rows(address, b"SELECT count(*) FROM footnote_batches")
    assert isinstance(builds, int)
    assert isinstance(batches, int)
    return builds, batches


def shared(address: str, embedder: Embedder, name: str = "a build") -> SharedWork:
    return SharedWork(address, lambda: name, embedder)


def test_the_builder_alone_is_enough(tmp_path: Path, address: str) -> None:
    corpus, embedder = write_boats(tmp_path / "corpus"), TermEmbedder()
    wanted = built(corpus, tmp_path / "one")
    assert built(corpus, tmp_path / "many", embedder, shared(address, embedder)) == wanted
    assert left(address) == (0, 0)


def test_workers_embed_and_the_index_is_the_same(tmp_path: Path, address: str) -> None:
    corpus = write_boats(tmp_path / "corpus")
    embedders = [TermEmbedder() for _ in range(3)]
    workers = [
        _spawned.Process(target=work, args=(address, embedder), daemon=True) for embedder in embedders[1:]
    ]
    for one in workers:
        one.start()
    try:
        found = built(corpus, tmp_path / "many", embedders[0], shared(address, embedders[0]))
    finally:
        for one in workers:
            one.kill()
            one.join()
    assert found == built(corpus, tmp_path / "one")
    assert left(address) == (0, 0)


def test_a_worker_that_is_killed_in_a_batch_loses_nothing(address: str, tmp_path: Path) -> None:
    embedder, killed = TermEmbedder(), tmp_path / "killed"
    with opened_queue(address) as queue:
        queue.begin("a build", embedder)
        queue.post("a build", BATCH)
        dying = _spawned.Process(target=work, args=(address, KilledEmbedder(killed, 0)))
        dying.start()
        dying.join()
        assert dying.exitcode == -9
        assert killed.exists()
        assert list(queue.take("a build", 64)) == []
        assert work(address, embedder, once=True) == len(BATCH.texts)
        ((batch, vectors),) = queue.take("a build", 64)
        assert batch.texts == BATCH.texts
        np.testing.assert_array_equal(vectors, TermEmbedder().embed_documents(BATCH.texts))
        assert list(queue.take("a build", 64)) == []


def test_what_one_has_claimed_no_other_gets(address: str) -> None:
    embedder = TermEmbedder()

    class CuriousEmbedder(TermEmbedder):
        """Looks, while it embeds, for more work."""

        found = -1

        def embed_documents(self, texts: object) -> Vectors:
            self.found = work(address, embedder, once=True)
            return super().embed_documents(BATCH.texts)

    with opened_queue(address) as queue:
        queue.begin("a build", embedder)
        queue.post("a build", BATCH)
        queue.post("a build", BATCH)  # which changes nothing
        curious = CuriousEmbedder()
        assert queue.embed_one(["a build"], curious) == 3
        assert curious.found == 0


def test_a_builder_that_is_killed_is_gone_on_with(tmp_path: Path, address: str) -> None:
    corpus, killed = write_boats(tmp_path / "corpus"), tmp_path / "killed"
    dying = _spawned.Process(target=_build_and_die, args=(corpus, tmp_path / "data", address, killed))
    dying.start()
    dying.join()
    assert dying.exitcode == -9
    assert left(address)[0] == 1
    assert work(address, TermEmbedder(), once=True) > 0  # a worker goes on with what was posted
    rest, whole = TermEmbedder(), TermEmbedder()
    found = built(corpus, tmp_path / "data", rest, shared(address, rest))
    assert found == built(corpus, tmp_path / "one", whole)
    assert [text for text in rest.embedded if "oat" in text] == []  # nothing is done twice
    assert any("oat" in text for text in whole.embedded)
    assert left(address) == (0, 0)


def _build_and_die(corpus: Path, data: Path, address: str, flag: Path) -> None:
    embedder = KilledEmbedder(flag, after=1)
    built(corpus, data, embedder, shared(address, embedder))


def test_builds_do_not_meet(address: str) -> None:
    embedder = TermEmbedder()
    with opened_queue(address) as queue:
        for name in ("one", "two"):
            queue.begin(name, embedder)
            queue.post(name, BATCH)
        assert queue.embed_one(["one"], embedder) == 3
        assert len(list(queue.take("two", 64))) == 0
        queue.end("two")
        assert len(list(queue.take("one", 64))) == 1
        queue.end("one")
    assert left(address) == (0, 0)


def test_a_worker_of_another_model_keeps_away(address: str) -> None:
    told: list[str] = []
    with opened_queue(address) as queue:
        queue.begin("a build", TermEmbedder("theirs"))
        queue.post("a build", BATCH)
        assert work(address, TermEmbedder("own"), once=True, complain=told.append) == 0
        assert queue.builds(probe(TermEmbedder(dimension=32))) == ([], {"theirs"})
    assert told == ["A build waits for the model 'theirs'; this one is 'own'."]


@pytest.mark.parametrize("sent", [b"", b"\0" * 3 * 64 * 4, b"\xff" * 3 * 64 * 4, b"\0" * 7])
def test_what_are_no_vectors_is_not_believed(address: str, sent: bytes) -> None:
    with opened_queue(address) as queue:
        queue.begin("a build", TermEmbedder())
        queue.post("a build", BATCH)
        rows(address, b"UPDATE footnote_batches SET vectors = '\\x%s' RETURNING 1" % sent.hex().encode())
        with pytest.raises(EmbeddingError, match="no vectors of the model"):
            list(queue.take("a build", 64))
        assert list(queue.take("a build", 64)) == []


@pytest.mark.parametrize("held", [b"[]", b"[1]", b"{}"])
def test_what_are_no_texts_is_not_embedded(address: str, held: bytes) -> None:
    with opened_queue(address) as queue:
        queue.begin("a build", TermEmbedder())
        queue.post("a build", BATCH)
        rows(address, b"UPDATE footnote_batches SET texts = '\\x%s' RETURNING 1" % held.hex().encode())
        with pytest.raises(EmbeddingError, match="remove its build"):
            queue.embed_one(["a build"], TermEmbedder())


def test_a_build_that_nobody_comes_back_to_is_removed(address: str) -> None:
    with opened_queue(address) as queue:
        for name in ("old", "new"):
            queue.begin(name, TermEmbedder())
            queue.post(name, BATCH)
    old = b"UPDATE footnote_builds SET seen = now() - interval '25 hours' WHERE name = 'old' RETURNING 1"
    rows(address, old)
    with opened_queue(address):
        assert rows(address, b"SELECT build FROM footnote_batches") == [("new",)]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://me:secret@localhost:1/none", "The database localhost/none: "),
        ("postgresql://me:secret@localhost:notaport/none", "The address is none|The database"),
        ("postgresql+psycopg://me:secret@/none?host=/nowhere", "The database /nowhere/none: "),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_a_password(address: str, said: str) -> None:
    with pytest.raises(StorageError, match=said) as told, opened_queue(address):
        pass
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_connection_that_is_lost_is_told(address: str) -> None:
    with pytest.raises(StorageError, match="check that it can be reached"):
        _lose_connection(address)


def _lose_connection(address: str) -> None:
    with opened_queue(address) as queue:
        queue.begin("a build", TermEmbedder())
        rows(address, b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        queue.post("a build", BATCH)
