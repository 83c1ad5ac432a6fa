"""What goes wrong with an engine is one line that says what to do, and never shows a password."""

from __future__ import annotations

import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from index.build import IndexBuilder
from index.engines.engine import VectorEngine
from index.engines.opening import engine_at
from index.engines.pg_connections import PgConnections
from index.engines.placing import key_of
from index.errors import FootnoteError, IndexMissingError, StorageError
from index.passage_index import PassageIndex
from index.text import terms
from qa.collections.catalogue import CollectionCatalogue
from qa.settings import Settings
from tests.index.engines.servers import PASSWORD
from tests.index.samples import TermEmbedder, write_corpus


@pytest.fixture
def engine(pgvector_address: str) -> VectorEngine:
    opened = engine_at(pgvector_address)
    assert opened is not None
    return opened


@pytest.fixture
def built(engine: VectorEngine, tmp_path: Path) -> PassageIndex:
    corpus = write_corpus(tmp_path / "corpus")
    return IndexBuilder(corpus, tmp_path / "data", TermEmbedder(), engine=engine).ensure()


def run(address: str, statement: str) -> None:
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as base:
        base.execute(statement.encode())


def reach(address: str) -> None:
    opened = engine_at(address)
    assert opened is not None
    opened.check()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sqlite:///file", "QA_INDEX is no address of an index"),
        ("postgresql://:::", "QA_INDEX is no address of a database"),
        (f"postgresql://me:{PASSWORD}@localhost:1/n", "localhost:1/n"),
        (
            f"postgres://me:{PASSWORD}@/n?host=/nowhere&sslpassword={PASSWORD}",
            "check that the database server runs",
        ),
    ],
)
def test_an_address_that_leads_nowhere(address: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=told) as raised:
        reach(address)
    assert PASSWORD not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_no_address_is_no_engine() -> None:
    assert engine_at(None) is engine_at("") is None


@pytest.mark.parametrize(
    ("module", "address", "package"),
    [("pgvector", "postgresql://h/n", "postgres"), ("milvus", "milvus://h/n", "milvus")],
)
def test_a_driver_that_is_not_installed(
    module: str, address: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"index.engines.{module}", None)
    with pytest.raises(StorageError, match=rf"footnote\[{package}\]"):
        engine_at(address)


def test_the_name_of_an_engine_hides_the_password(engine: VectorEngine) -> None:
    assert PASSWORD not in engine.name
    assert engine.name.endswith("/vectors")


def test_connections_that_the_server_closed_are_made_anew(built: PassageIndex, pgvector_address: str) -> None:
    wanted = built.lexical.search(terms("apples"), 5)
    assert len(wanted) == 2
    vector = TermEmbedder().embed_queries(["apples"])[0]
    near = built.dense_sentences.search(vector, 3)
    run(
        pgvector_address,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
    )
    assert built.dense_sentences.search(vector, 3) == near


def test_a_server_that_vanishes_is_noticed(pgvector_address: str) -> None:
    connections = PgConnections(pgvector_address)
    given = connections.read(lambda base: base.info.get_parameters())
    connections._pool.dispose()
    assert (given["keepalives_idle"], given["tcp_user_timeout"]) == ("5", "30000")
    assert "tcp_keepalives_idle=5" in given["options"]


def test_a_version_that_the_engine_has_lost_is_built_anew(
    built: PassageIndex, engine: VectorEngine, pgvector_address: str, tmp_path: Path
) -> None:
    run(pgvector_address, "DROP SCHEMA footnote_index CASCADE")
    vector = TermEmbedder().embed_queries(["apples"])[0]
    with pytest.raises(StorageError, match="does not exist; check what the user of the address may do"):
        built.dense_passages.search(vector, 3)
    with pytest.raises(IndexMissingError, match="run `qa index build`"):
        PassageIndex.open(built.folder, engine=engine)
    anew = IndexBuilder(tmp_path / "corpus", tmp_path / "data", TermEmbedder(), engine=engine).ensure()
    assert anew.folder != built.folder
    assert anew.dense_passages.search(vector, 1)[0].score > 0.3


def test_rows_that_the_engine_has_lost_are_told(built: PassageIndex, pgvector_address: str) -> None:
    with psycopg.connect(pgvector_address.replace("+psycopg", ""), autocommit=True) as base:
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'footnote_index'"
        for (name,) in base.execute(f"{query} AND table_name NOT LIKE 'versions'").fetchall():
            base.execute(SQL("DELETE FROM {}").format(Identifier("footnote_index", name)))
    with pytest.raises(FootnoteError, match="run `qa index build`"):
        _ = built.dense_passages.vectors[0]
    with pytest.raises(FootnoteError, match="run `qa index build`"):
        built.lexical.search(terms("apples"), 3)


def test_a_collection_that_is_removed_is_gone_from_the_engine(
    engine: VectorEngine, pgvector_address: str, tmp_path: Path
) -> None:
    """Also where the engine could not be reached when it was removed."""
    settings = Settings(data_dir=tmp_path / "data", index=pgvector_address)
    catalogue = CollectionCatalogue(settings)
    for name in ("ferries", "tides"):
        folder = catalogue.settings_of(catalogue.create(name)).data_dir
        write_corpus(folder / "corpus")
        IndexBuilder(folder / "corpus", folder, TermEmbedder(), engine=settings.engine).build()
    keys = {name: key_of(catalogue.folder(name)) for name in ("ferries", "tides")}
    away = Settings(data_dir=tmp_path / "data", index=f"postgresql://me:{PASSWORD}@/n?host=/nowhere")
    CollectionCatalogue(away).remove("ferries")
    assert len(engine.versions(keys["ferries"])) == 1
    catalogue.remove("tides")
    assert engine.versions(keys["tides"]) == engine.versions(keys["ferries"]) == frozenset()
