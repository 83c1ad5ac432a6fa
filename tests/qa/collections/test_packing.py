"""A collection that is carried to another machine is there what it was here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.build import is_up_to_date
from index.manifest import read_manifest
from index.passage_index import PassageIndex
from index.shelf import Library
from index.versions import current_version
from qa.collections.archive import MANIFEST, PackageError
from qa.collections.catalogue import FOLDER, CollectionCatalogue
from qa.collections.collection import DEFAULT, CollectionError
from qa.collections.packing import Packing
from qa.engine import Engine
from qa.instruments import Instruments
from tests.index.samples import TermEmbedder
from tests.qa.collections.packages import (
    NAME,
    PIERS,
    catalogue_in,
    full_collection,
    members,
    reviews_of,
)
from tests.qa.collections.stacks import paper, put, settings_of


class Machine:
    """A data folder, and what packs and unpacks there."""

    def __init__(self, catalogue: CollectionCatalogue, *, model: str = "terms") -> None:
        self.catalogue, self.embedder = catalogue, TermEmbedder(model, 512)
        self.packing = Packing(catalogue, self.embedder)

    def engine(self, name: str) -> Engine:
        instruments = Instruments(self.embedder, None)
        return Engine.open(settings_of(self.catalogue, name), instruments=instruments)

    def index(self, name: str) -> PassageIndex:
        return PassageIndex.open(settings_of(self.catalogue, name).data_dir)


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    machine = Machine(full_collection(tmp_path / "here"))
    machine.engine(NAME)  # figures are found
    store = reviews_of(machine.catalogue, NAME)
    store.decide(store.pending()[0].id, "accepted", "ada")
    return machine


@pytest.fixture
def there(tmp_path: Path) -> Machine:
    return Machine(catalogue_in(tmp_path / "there"))


def test_all_of_it_is_there_but_whose_it_is(tmp_path: Path, here: Machine, there: Machine) -> None:
    told = here.packing.pack(NAME, tmp_path / "sky.zip")
    before, index = here.catalogue.find(NAME), here.index(NAME)
    assert (told.name, told.documents, told.passages) == (NAME, len(index.documents), len(index.passages))
    made = there.packing.unpack(tmp_path / "sky.zip")
    assert made == there.catalogue.find(NAME)
    assert (made.title, made.created) == (before.title, before.created)
    assert (made.owner, made.servers, made.everyone, made.corpus) == (None, frozenset(), False, None)
    old, new = (Library(one.catalogue.folder(NAME)) for one in (here, there))
    assert new.documents() == old.documents()
    assert reviews_of(there.catalogue, NAME).all() == reviews_of(here.catalogue, NAME).all()
    assert any(one.by == "ada" for one in reviews_of(there.catalogue, NAME).all())
    assert there.engine(NAME).knowledge == here.engine(NAME).knowledge


def test_nothing_is_embedded_anew_and_the_index_is_the_same(
    tmp_path: Path, here: Machine, there: Machine
) -> None:
    here.packing.pack(NAME, tmp_path / "sky.zip")
    there.embedder.embedded.clear()
    there.packing.unpack(tmp_path / "sky.zip")
    texts = {here.index(NAME).sentence_text(row) for row in range(len(here.index(NAME).sentences))}
    assert texts
    assert texts.isdisjoint(there.embedder.embedded)
    first, second = (
        read_manifest(current_version(settings_of(one.catalogue, NAME).data_dir)) for one in (here, there)
    )
    assert (second.files, second.corpus_hash) == (first.files, first.corpus_hash)
    settings = settings_of(there.catalogue, NAME)
    assert is_up_to_date(settings.corpus, settings.data_dir)


def test_another_model_embeds_what_arrives(tmp_path: Path, here: Machine) -> None:
    here.packing.pack(NAME, tmp_path / "sky.zip")
    other = Machine(catalogue_in(tmp_path / "other"), model="other")
    other.packing.unpack(tmp_path / "sky.zip")
    assert other.index(NAME).manifest.model == "other"
    assert other.index(NAME).documents == here.index(NAME).documents


def test_where_documents_are_from_holds_there(tmp_path: Path, here: Machine, there: Machine) -> None:
    here.packing.pack(NAME, tmp_path / "sky.zip")
    there.packing.unpack(tmp_path / "sky.zip", "clouds")
    entries = {one.id: one for one in Library(there.catalogue.folder("clouds")).entries()}
    upload = there.catalogue.folder("clouds").absolute() / "uploads" / "12" / "piers.txt"
    assert entries["piers"].origin == str(upload)
    assert entries["piers"].root == str(upload.parent)
    assert upload.read_text(encoding="utf-8") == PIERS
    assert {one.origin for one in entries.values()} - {str(upload)} == {
        "/reports/far.txt",
        "https://reports.example/news",
    }
    packed = b"".join(members(tmp_path / "sky.zip").values())
    assert str(here.catalogue.data_dir).encode() not in packed


def test_what_does_not_change_gives_the_same_file(tmp_path: Path, here: Machine) -> None:
    for name in ("a.zip", "b.zip"):
        here.packing.pack(NAME, tmp_path / name)
    assert members(tmp_path / "a.zip").keys() == members(tmp_path / "b.zip").keys()
    first, second = (json.loads(members(tmp_path / name)[MANIFEST]) for name in ("a.zip", "b.zip"))
    assert first == second


def test_a_collection_of_the_data_folder_travels_alone(tmp_path: Path, there: Machine) -> None:
    here = Machine(catalogue_in(tmp_path / "here"))
    secret = here.catalogue.data_dir.parent / "corpus" / "secret.md"
    secret.write_text("The vault of the corpus is open.\n", encoding="utf-8")
    put(here.catalogue, DEFAULT, paper("piers", "Piers", PIERS))
    here.engine(DEFAULT)
    here.packing.pack(DEFAULT, tmp_path / "default.zip")
    assert b"vault" not in b"".join(members(tmp_path / "default.zip").values())
    with pytest.raises(CollectionError, match="'default' is the name of a collection that is always there"):
        there.packing.unpack(tmp_path / "default.zip")
    there.packing.unpack(tmp_path / "default.zip", "piers")
    assert list(there.index("piers").documents) == ["piers"]


def test_an_empty_collection_travels(tmp_path: Path, there: Machine) -> None:
    here = Machine(catalogue_in(tmp_path / "here"))
    here.catalogue.create("bare", "Nothing yet")
    assert here.packing.pack("bare", tmp_path / "bare.zip").documents == 0
    assert there.packing.unpack(tmp_path / "bare.zip").title == "Nothing yet"
    put(there.catalogue, "bare", paper("piers", "Piers", PIERS))
    assert list(there.engine("bare").index.documents) == ["piers"]


def test_what_the_corpus_hides_or_links_to_outside_stays_here(tmp_path: Path, there: Machine) -> None:
    here, corpus = Machine(catalogue_in(tmp_path / "here")), tmp_path / "declared"
    (corpus / ".git").mkdir(parents=True)
    for path in (corpus / ".git" / "config", corpus / "boats.md", tmp_path / "outside.txt"):
        path.write_text("Boats float on water.\n", encoding="utf-8")
    (corpus / "notes").symlink_to(tmp_path / "outside.txt")
    (corpus / "again.md").symlink_to(corpus / "boats.md")
    here.catalogue.create("boats", corpus=corpus)
    here.packing.pack("boats", tmp_path / "boats.zip")
    there.packing.unpack(tmp_path / "boats.zip")
    held = {name for name in members(tmp_path / "boats.zip") if name.startswith("corpus/")}
    assert held == {"corpus/boats.md", "corpus/again.md"}


def test_a_name_that_is_there_is_not_replaced(tmp_path: Path, here: Machine) -> None:
    here.packing.pack(NAME, tmp_path / "sky.zip")
    before = here.catalogue.find(NAME)
    with pytest.raises(CollectionError, match="There is a collection 'sky' already; name another with --as"):
        here.packing.unpack(tmp_path / "sky.zip")
    assert here.catalogue.find(NAME) == before
    here.packing.unpack(tmp_path / "sky.zip", "sky-2")
    assert here.index("sky-2").documents == here.index(NAME).documents


def test_a_file_whose_name_no_package_can_hold_is_told(tmp_path: Path) -> None:
    here, corpus = Machine(catalogue_in(tmp_path / "here")), tmp_path / "declared"
    corpus.mkdir()
    for name in ("Boats.md", "boats.md"):
        (corpus / name).write_text(f"{name} float on water.\n", encoding="utf-8")
    if len(list(corpus.iterdir())) < 2:
        pytest.skip("the file system takes both for one name")
    (corpus / "Boats.md").write_text("---\nid: b\n---\nOthers float.\n", encoding="utf-8")
    here.catalogue.create("boats", corpus=corpus)
    with pytest.raises(PackageError, match=r"cannot hold 'corpus/boats\.md'; rename that file"):
        here.packing.pack("boats", tmp_path / "boats.zip")
    assert not (tmp_path / "boats.zip").exists()


def test_nothing_is_left_of_a_killed_import(tmp_path: Path, here: Machine, there: Machine) -> None:
    here.packing.pack(NAME, tmp_path / "sky.zip")
    root = there.catalogue.data_dir / FOLDER
    (root / ".arriving-x" / "library").mkdir(parents=True)
    there.packing.unpack(tmp_path / "sky.zip")
    assert sorted(path.name for path in root.iterdir()) == [".lock", NAME]
