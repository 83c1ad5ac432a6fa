"""The catalogue: which collections there are, who may read which, and how one comes and goes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import StorageError
from index.shelf import Library
from qa.collections.catalogue import ARRIVING, FILE, FOLDER, REMOVED, CollectionCatalogue, new_collection
from qa.collections.collection import Collection, CollectionError, UnknownCollectionError
from qa.settings import Settings
from tests.qa.collections.stacks import paper, put

HERE, THERE = 11, 22  # servers


@pytest.fixture
def catalogue(tmp_path: Path) -> CollectionCatalogue:
    (tmp_path / "corpus").mkdir()
    return CollectionCatalogue(Settings(data_dir=tmp_path / "data", corpus=tmp_path / "corpus"))


def names(collections: tuple[Collection, ...]) -> list[str]:
    return [one.name for one in collections]


def test_what_is_always_there_needs_no_file(catalogue: CollectionCatalogue) -> None:
    assert names(catalogue.all()) == ["corpus", "default"]
    assert all(one.everyone for one in catalogue.all())
    assert not (catalogue.data_dir / FILE).exists()
    with pytest.raises(UnknownCollectionError, match="no collection 'x', only corpus, default"):
        catalogue.find("x")


def test_a_server_reads_its_own_then_what_it_was_given_then_what_is_everyones(
    catalogue: CollectionCatalogue,
) -> None:
    for name in ("a", "b", "c"):
        catalogue.create(name)
    own = catalogue.own(HERE, "Harbour")
    assert catalogue.own(HERE) == own
    catalogue.give("c", HERE)
    catalogue.give("a", None)
    assert names(catalogue.reach(HERE)) == ["server-11", "c", "corpus", "default", "a"]
    assert names(catalogue.reach(THERE)) == names(catalogue.reach(None)) == ["corpus", "default", "a"]
    catalogue.take("a", THERE)
    catalogue.take("default", None)
    catalogue.take("c", HERE)
    assert names(catalogue.reach(HERE)) == ["server-11", "corpus", "a"]
    assert names(catalogue.reach(THERE)) == ["corpus"]
    with pytest.raises(CollectionError, match="'server-11' is the server's own; remove it instead"):
        catalogue.take("server-11", HERE)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["give", "take"]),
        st.sampled_from(["a", "b", "default"]),
        st.sampled_from([None, HERE, THERE]),
    ),
    max_size=12,
)


@given(steps=STEPS)
def test_who_reads_is_what_was_said_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int | None]]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    catalogue = CollectionCatalogue(Settings(data_dir=folder, corpus=folder))
    for name in "ab":
        catalogue.create(name)
    said: dict[tuple[str, int | None], bool] = {("default", None): True, ("corpus", None): True}
    for verb, name, server in steps:
        getattr(catalogue, verb)(name, server)
        said[name, server] = verb == "give"
    for server in (HERE, THERE, None):
        due = {
            name
            for name in ("a", "b", "default", "corpus")
            if said.get((name, server), said.get((name, None), False))
        }
        assert set(names(catalogue.reach(server))) == due


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("default", "always there"),
        ("state-of-ai-china", "always there"),
        ("Ferries", "1 to 40 letters a-z"),
        ("../etc", "1 to 40 letters a-z"),
        ("", "1 to 40 letters a-z"),
        ("a" * 41, "1 to 40 letters a-z"),
        ("taken", "There is a collection 'taken' already"),
    ],
)
def test_names_that_none_can_have(catalogue: CollectionCatalogue, name: str, complaint: str) -> None:
    catalogue.create("taken")
    with pytest.raises(CollectionError, match=complaint):
        catalogue.create(name)
    assert names(catalogue.all()) == ["corpus", "default", "taken"]


def test_a_title_is_one_line(catalogue: CollectionCatalogue) -> None:
    with pytest.raises(CollectionError, match="one line of visible characters"):
        catalogue.create("a", "two\nlines")


def test_what_is_removed_leaves_no_file_and_no_reader(catalogue: CollectionCatalogue) -> None:
    catalogue.create("a")
    put(catalogue, "a", paper("ferries", "Ferries", "The ferry sails at nine."))
    catalogue.give("a", HERE)
    litter = catalogue.data_dir / FOLDER / f"{REMOVED}b-1234"  # of a process that was killed
    litter.mkdir()
    catalogue.remove("a")
    assert names(catalogue.reach(HERE)) == ["corpus", "default"]
    assert list((catalogue.data_dir / FOLDER).iterdir()) == []
    catalogue.create("a")
    assert catalogue.find("a").servers == frozenset()
    with pytest.raises(CollectionError, match="'default' is always there"):
        catalogue.remove("default")
    with pytest.raises(UnknownCollectionError):
        catalogue.remove("b")


def test_what_was_put_together_beside_them_arrives_in_one_step(catalogue: CollectionCatalogue) -> None:
    root = catalogue.data_dir / FOLDER
    with catalogue.arriving() as folder:
        Library(folder).folder.mkdir()
        assert names(catalogue.all()) == ["corpus", "default"]
        catalogue.admit(new_collection("a", "A title", created="2024-02-01"), folder)
    assert [path.name for path in root.iterdir() if path.name != ".lock"] == ["a"]
    assert Library(catalogue.folder("a")).folder.is_dir()
    assert (catalogue.find("a").title, catalogue.find("a").created) == ("A title", "2024-02-01")


def test_what_fails_while_it_is_put_together_leaves_nothing(catalogue: CollectionCatalogue) -> None:
    root = catalogue.data_dir / FOLDER
    (root / f"{ARRIVING}dead").mkdir(parents=True)  # of a process that was killed
    with pytest.raises(FileNotFoundError), catalogue.arriving() as folder:
        (folder / "half" / "made").mkdir()
    assert [path.name for path in root.iterdir()] == [".lock"]


def test_what_has_a_name_already_does_not_arrive(catalogue: CollectionCatalogue) -> None:
    catalogue.create("a")
    put(catalogue, "a", paper("ferries", "Ferries", "The ferry sails at nine."))
    (catalogue.folder("lost") / "library").mkdir(parents=True)  # its catalogue was damaged and set aside
    held = {"a": "There is a collection 'a' already", "lost": "There are documents of 'lost' already"}
    for name, complaint in held.items():
        with pytest.raises(CollectionError, match=complaint), catalogue.arriving() as folder:
            catalogue.admit(new_collection(name), folder)
    assert names(catalogue.all()) == ["corpus", "default", "a"]
    assert [one.id for one in Library(catalogue.folder("a")).entries()] == ["ferries"]


def test_what_the_catalogue_cannot_note_does_not_arrive(
    catalogue: CollectionCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.review.database.WAIT", 0.01)
    catalogue.create("other")
    reader = sqlite3.connect(catalogue.data_dir / FILE)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM collections").fetchall()  # whoever reads keeps others from committing
    with catalogue.arriving() as folder:
        with pytest.raises(StorageError, match="try again in a moment"):
            catalogue.admit(new_collection("a"), folder)
        assert folder.is_dir()
    reader.close()
    assert names(catalogue.all()) == ["corpus", "default", "other"]
    assert not catalogue.folder("a").exists()
