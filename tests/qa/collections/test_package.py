"""What is imported was made by others: no file does anything but become a collection, whole or not at all."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FootnoteError, StorageError
from qa.collections.archive import MANIFEST, may_be_member
from qa.collections.catalogue import FOLDER, CollectionCatalogue
from qa.collections.collection import CollectionError
from qa.collections.package import EXAMPLES, REVIEWS, VECTORS
from qa.collections.packing import HERE, Packing
from qa.engine import Engine
from qa.instruments import Instruments
from qa.review.store import ReviewStore
from tests.index.samples import TermEmbedder
from tests.qa.collections.packages import NAME, catalogue_in, full_collection, members, write_package

Held = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that can be imported."""
    folder = tmp_path_factory.mktemp("here")
    catalogue = full_collection(folder)
    (catalogue.folder(NAME) / REVIEWS).unlink(missing_ok=True)
    ReviewStore(catalogue.folder(NAME) / REVIEWS).add([])
    Packing(catalogue, TermEmbedder()).pack(NAME, folder / "sky.zip")
    return folder / "sky.zip"


def imported(path: Path, folder: Path) -> CollectionCatalogue:
    """A catalogue into which the package was imported; it must be there whole or not at all."""
    catalogue = catalogue_in(folder)
    try:
        Packing(catalogue, TermEmbedder()).unpack(path)
    finally:
        named = {one.name for one in catalogue.all()} - {"corpus", "default"}
        found = {one.name for one in (catalogue.data_dir / FOLDER).glob("*") if one.name != ".lock"}
        assert found == named
    return catalogue


def refused(path: Path, folder: Path) -> str:
    with pytest.raises(CollectionError) as caught:
        imported(path, folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_package_that_is_written_anew_is_taken(sound: Path, tmp_path: Path) -> None:
    held = members(sound)
    assert {REVIEWS, VECTORS, "library/000001.json", "uploads/12/piers.txt"} <= held.keys()
    assert imported(write_package(tmp_path / "a.zip", held), tmp_path).find(NAME).title == "Sky reports"


@pytest.mark.parametrize(
    "name",
    [
        "corpus/../../../outside",
        "../outside",
        "/etc/outside",
        "corpus//outside",
        "corpus/./outside",
        "corpus\\..\\outside",
        "corpus/C:outside",
        "C:\\outside",
        "corpus/.hidden/outside",
        "corpus/a\nb",
        "uploads/",
        "library/1.json",
        "library/../collections.sqlite3",
        "index/current",
        "outside",
        f"corpus/{'x' * 256}",
        "corpus/" + "a/" * 40 + "b",
    ],
)
def test_paths_that_no_collection_has_are_refused(sound: Path, tmp_path: Path, name: str) -> None:
    held = {**members(sound), name: b"outside"}
    assert "no collection has a file" in refused(write_package(tmp_path / "a.zip", held), tmp_path)
    assert not may_be_member(name)
    assert not list(tmp_path.rglob("outside"))


def test_a_name_with_a_null_is_refused(sound: Path, tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.zip", {**members(sound), "corpus/nullXoutside": b"outside"})
    path.write_bytes(path.read_bytes().replace(b"corpus/nullXoutside", b"corpus/null\0outside"))
    assert "must not be unpacked" in refused(path, tmp_path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(sound: Path, tmp_path: Path, kind: int) -> None:
    path = write_package(tmp_path / "a.zip", members(sound), mode=kind | 0o777)
    assert "must not be unpacked" in refused(path, tmp_path)


@pytest.mark.parametrize("name", ["corpus/ATTRIBUTES.yaml", "REVIEWS.sqlite3"])
def test_two_files_that_are_one_on_some_system_are_refused(sound: Path, tmp_path: Path, name: str) -> None:
    path = write_package(tmp_path / "a.zip", {**members(sound), name: b"[]"})
    assert "must not be unpacked" in refused(path, tmp_path)


def test_a_file_that_is_there_twice_is_refused(sound: Path, tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.zip", members(sound))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("corpus/entities.yaml", b"[]")
    assert "two of its files have one name" in refused(path, tmp_path)


def test_what_the_manifest_does_not_name_so_is_refused(sound: Path, tmp_path: Path) -> None:
    held = members(sound)
    more = write_package(tmp_path / "more.zip", {**held, "corpus/more.md": b"More."}, sealed=False)
    assert "other files than its manifest names" in refused(more, tmp_path)
    del held["uploads/12/piers.txt"]
    fewer = write_package(tmp_path / "fewer.zip", held, sealed=False)
    assert "other files than its manifest names" in refused(fewer, tmp_path)
    del held[MANIFEST]
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    assert "it has no manifest" in refused(tmp_path / "none.zip", tmp_path)


@pytest.mark.parametrize("name", ["library/000001.json", "corpus/entities.yaml", REVIEWS, VECTORS])
def test_content_of_another_digest_is_refused(sound: Path, tmp_path: Path, name: str) -> None:
    held = members(sound)
    altered = bytes([held[name][0] ^ 1]) + held[name][1:]
    path = write_package(tmp_path / "a.zip", {**held, name: altered}, sealed=False)
    assert f"is damaged: {name} is not what it was" in refused(path, tmp_path)


def _manifest(**changes: Any) -> Callable[[Held], None]:
    def change(held: Held) -> None:
        held[MANIFEST] = json.dumps(json.loads(held[MANIFEST]) | changes).encode()

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_manifest(format=2), "by another version of Footnote"),
        (_manifest(format=None), "by another version of Footnote"),
        (_manifest(name="../x"), "no proper manifest (name: "),
        (_manifest(title="a\nb"), "no proper manifest (title: "),
        (_manifest(more=1), "no proper manifest (more: "),
        (_manifest(created="2025-13-01"), "no proper manifest (created: "),
    ],
)
def test_manifests_of_others(
    sound: Path, tmp_path: Path, change: Callable[[Held], None], complaint: str
) -> None:
    held = members(sound)
    change(held)
    assert complaint in refused(write_package(tmp_path / "a.zip", held), tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff", b"[]", b"1e999999"])
def test_a_manifest_that_is_none(sound: Path, tmp_path: Path, content: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(MANIFEST, content)
    assert "export" in refused(tmp_path / "a.zip", tmp_path)


def test_bombs_are_refused_before_they_are_unpacked(sound: Path, tmp_path: Path) -> None:
    held = {**members(sound), "uploads/zeros": b"\0" * 60_000_000}
    assert "would unpack to 60 MB" in refused(write_package(tmp_path / "a.zip", held), tmp_path)


def test_files_that_share_their_content_are_refused(sound: Path, tmp_path: Path) -> None:
    """A kernel that many entries of the list point to: each alone is within bounds."""
    kernel = os.urandom(30_000) + b"\0" * 3_000_000
    held = {**members(sound), **{f"uploads/{number:03}": kernel for number in range(100)}}
    path = write_package(tmp_path / "a.zip", held)
    with zipfile.ZipFile(path) as archive:
        first = archive.getinfo("uploads/000")
        offsets = [archive.getinfo(f"uploads/{number:03}").header_offset for number in range(100)]
    raw = path.read_bytes()
    listing = raw.index(b"PK\1\2")
    tail = raw[listing:]
    for offset in offsets:
        tail = tail.replace(offset.to_bytes(4, "little"), first.header_offset.to_bytes(4, "little"))
    end = first.header_offset + first.compress_size + 100
    tail = tail[:-6] + end.to_bytes(4, "little") + tail[-2:]
    path.write_bytes(raw[:end] + tail)
    assert "would unpack to 303 MB" in refused(path, tmp_path)


def test_an_archive_of_more_files_than_are_bearable(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.collections.archive.MOST_MEMBERS", 5)
    assert "holds more than 5 files" in refused(sound, tmp_path)
    monkeypatch.setattr("qa.collections.archive.LARGEST_LISTING", 100)
    monkeypatch.setattr("zipfile.ZipFile", None)  # the list is not even read
    assert "holds more than 5 files" in refused(sound, tmp_path)


def test_a_large_archive_says_at_its_end_how_long_its_list_is(sound: Path, tmp_path: Path) -> None:
    raw = sound.read_bytes()
    large_end = b"PK\6\6" + bytes(36) + (1 << 40).to_bytes(8, "little") + bytes(8)
    path = tmp_path / "a.zip"
    path.write_bytes(raw[:-22] + large_end + b"PK\6\7" + bytes(16) + raw[-22:])
    assert "holds more than" in refused(path, tmp_path)


def test_what_is_no_archive(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("none", "folder", "pipe"):
        assert "is not a file" in refused(tmp_path / name, tmp_path)
    raw = sound.read_bytes()
    path = tmp_path / "a.zip"
    for content in (b"", b"PK", b"%PDF-1.7", raw[: len(raw) // 2], raw + b"\0"):
        path.write_bytes(content)
        assert "is no collection that was exported, or damaged" in refused(path, tmp_path)
    path.write_bytes(raw[100:])  # it begins elsewhere than its end says
    assert "cannot be read" in refused(path, tmp_path)


def test_encrypted_and_unusual_packing(sound: Path, tmp_path: Path) -> None:
    held = members(sound)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    assert "packed in an unusual way" in refused(tmp_path / "a.zip", tmp_path)
    path = write_package(tmp_path / "b.zip", held)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(raw)
    assert "is encrypted" in refused(path, tmp_path)


def _document(**changes: str) -> Callable[[Held], None]:
    def change(held: Held) -> None:
        name = next(name for name in held if b'"id":"piers"' in held[name])
        told = json.loads(held[name])
        told["entry"] |= changes
        held[name] = json.dumps(told).encode()

    return change


def _twice(held: Held) -> None:
    held["library/000009.json"] = held["library/000001.json"]


def _trigger(held: Held) -> None:
    made = "CREATE TRIGGER t AFTER INSERT ON findings BEGIN DELETE FROM merges; END"
    held[REVIEWS] = _altered(held[REVIEWS], made)


def _view(held: Held) -> None:
    held[REVIEWS] = _altered(held[REVIEWS], "DROP TABLE merges; CREATE VIEW merges AS SELECT 1, 2")


def _other_column(held: Held) -> None:
    held[REVIEWS] = _altered(held[REVIEWS], "ALTER TABLE merges ADD COLUMN more TEXT")


def _altered(content: bytes, script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        base.executescript(script)
        return base.serialize()


def _sets(name: str, content: bytes) -> Callable[[Held], None]:
    return lambda held: held.update({name: content})


def _vectors() -> bytes:
    file = io.BytesIO()
    np.savez(file, keys=np.array([object()]), vectors=np.zeros((1, 64)), probe=np.zeros((2, 64)))
    return file.getvalue()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_document(id="other"), "as it names another"),
        (_twice, "as it names another"),
        (_document(origin=f"{HERE}../../secret"), "from outside the collection"),
        (_document(origin=f"{HERE}corpus/a"), "from outside the collection"),
        (_document(root=f"{HERE}uploads/../.."), "from outside the collection"),
        (_sets("library/000009.json", b"{}"), "no proper document"),
        (_sets("library/000009.json", b"\xff"), "no proper document"),
        (_sets(REVIEWS, b"no database"), "its reviews are not what Footnote keeps"),
        (_trigger, "its reviews are not what Footnote keeps"),
        (_view, "its reviews are not what Footnote keeps"),
        (_other_column, "its reviews are not what Footnote keeps"),
        (_sets(VECTORS, b"PK"), "vectors.npz contains no vectors"),
        (_sets(VECTORS, _vectors()), "vectors.npz contains no vectors"),
        (_sets("corpus/entities.yaml", b"- {id: 1"), "corpus/entities.yaml"),
        (_sets("corpus/digests/a.md", b"---\nid: [1\n---\n"), "corpus/digests/a.md"),
    ],
)
def test_members_of_others(
    sound: Path, tmp_path: Path, change: Callable[[Held], None], complaint: str
) -> None:
    held = members(sound)
    change(held)
    path = write_package(tmp_path / "a.zip", held)
    said = refused(path, tmp_path)
    assert complaint in said
    assert str(tmp_path / "data") not in said  # where it was unpacked is nobody's business


@pytest.mark.parametrize(
    "change",
    [
        _document(origin=""),
        _sets(REVIEWS, b""),  # an empty file is an empty database
        _sets(EXAMPLES, b"PK"),  # they are made anew
        _sets("uploads/12/piers.txt", b"Of other content, which nobody reads before it is named."),
    ],
)
def test_members_that_do_no_harm(sound: Path, tmp_path: Path, change: Callable[[Held], None]) -> None:
    held = members(sound)
    change(held)
    catalogue = imported(write_package(tmp_path / "a.zip", held), tmp_path)
    settings = catalogue.settings_of(catalogue.find(NAME))
    opened = Engine.open(settings, instruments=Instruments(TermEmbedder(), None))
    assert opened.ask("How long is the pier of Brannoch?").answer.citations[0].document_id == "piers"


def test_a_file_where_there_is_a_folder_is_refused(sound: Path, tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.zip", {**members(sound), "corpus/digests": b"no folder"})
    with pytest.raises(StorageError, match="digests"):
        imported(path, tmp_path)


def test_what_the_disk_has_no_room_for_is_not_half_there(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr("qa.collections.catalogue.settle", full)
    with pytest.raises(StorageError, match="No space left on device"):
        imported(sound, tmp_path)


@given(
    place=st.floats(0, 1, exclude_max=True),
    byte=st.integers(1, 255),
    cut=st.sampled_from([0, 0, 0, 1, 30]),
)
def test_a_package_with_any_fault_is_refused_or_taken_whole(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, place: float, byte: int, cut: int
) -> None:
    raw = bytearray(sound.read_bytes())
    at = int(place * len(raw))
    raw[at] ^= byte
    del raw[at + 1 : at + 1 + cut]
    folder = tmp_path_factory.mktemp("there")
    (folder / "a.zip").write_bytes(raw)
    try:
        catalogue = imported(folder / "a.zip", folder)
    except FootnoteError:
        return
    assert catalogue.find(NAME).title == "Sky reports"
