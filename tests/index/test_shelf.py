"""The library: documents are there whole or not at all, and nothing litters."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from index.atomic import write_whole
from index.documents import Document
from index.errors import LibraryError, StorageError
from index.shelf import DOCUMENT, LIBRARY, REMOVED, RESTORABLE, Library, LibraryEntry, document_key
from tests.index.samples import make_document


def entry(id_: str, key: str = "k1", origin: str = "") -> LibraryEntry:
    return LibraryEntry(
        id=id_, title=id_.upper(), origin=origin or f"/reports/{id_}.pdf", key=key, added="2026-11-29"
    )


def put(library: Library, id_: str, text: str, key: str = "k1") -> Document:
    document = make_document(text, id_)
    library.put(entry(id_, key), document)
    return document


def names(library: Library) -> list[str]:
    return sorted(path.suffix for path in library.folder.iterdir() if path.name != REMOVED)


def test_what_was_taken_in_is_read_back(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert (library.entries(), library.documents(), library.digest) == ([], {}, "")
    second, first = put(library, "b", "Boats float."), put(library, "a", "Apples fall.")
    assert [one.id for one in library.entries()] == ["a", "b"]
    assert list(library.documents().values()) == [first, second]
    assert library.document(library.entries()[0]) == first
    assert library.find("b") == entry("b")
    assert library.find("c") is None


def test_a_document_is_replaced_by_its_new_content_and_leaves_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    before, key = library.digest, document_key(entry("a"))
    changed = put(library, "a", "Apples rot.", key="k2")
    assert list(library.documents().values()) == [changed]
    assert names(library) == [DOCUMENT, ".json"]
    assert library.digest != before
    assert document_key(library.entries()[0]) != key


def test_a_document_is_removed_with_its_entry(tmp_path: Path) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    library.remove(entry("a"))
    assert names(library) == []
    assert library.digest == ""


def test_what_was_removed_is_restored_as_it_was(tmp_path: Path) -> None:
    library = Library(tmp_path)
    documents = [put(library, "a", "Apples fall."), put(library, "b", "Boats float.")]
    before = library.digest
    for id_ in "ab":
        library.remove(entry(id_))
    assert [one.id for one in library.removed()] == ["a", "b"]
    assert (library.entries(), library.documents()) == ([], {})
    with library.changing():
        assert [library.restore(id_) for id_ in "ab"] == [entry("a"), entry("b")]
    assert (library.digest, list(library.documents().values())) == (before, documents)
    assert list((library.folder / REMOVED).iterdir()) == []
    with pytest.raises(LibraryError, match="'a' cannot be restored; removed within a day: nothing"):
        library.restore("a")


def test_what_is_there_again_is_not_restored_over_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    library.remove(entry("a"))
    put(library, "a", "Apples fall.")
    with library.changing(), pytest.raises(LibraryError, match="'a' is there again"):
        library.restore("a")
    library.remove(entry("a"))
    put(library, "a", "Apples rot.", key="k2")
    library.remove(entry("a", "k2"))
    with library.changing():
        assert library.restore("a").key == "k2"
    assert [one.text for one in library.documents().values()] == ["Apples rot."]
    assert list((library.folder / REMOVED).iterdir()) == []  # that of the first key is of no entry


def test_what_was_removed_a_day_ago_is_swept(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for id_ in "ab":
        put(library, id_, f"{id_} stands.")
        library.remove(entry(id_))
    removed = library.folder / REMOVED
    old = time.time() - RESTORABLE - 1
    for path in removed.iterdir():
        if path.suffix == DOCUMENT or '"id":"a"' in path.read_text(encoding="utf-8"):
            os.utime(path, (old, old))
    with library.changing():
        assert [one.id for one in library.removed()] == ["b"]
    assert sorted(path.suffix for path in removed.iterdir()) == [DOCUMENT, ".json"]


def test_a_removal_that_was_ended_is_completed_and_can_be_undone(tmp_path: Path) -> None:
    library = Library(tmp_path)
    document = put(library, "a", "Apples fall.")
    path = next(library.folder.glob(f"*{DOCUMENT}"))
    library.remove(entry("a"))
    (library.folder / REMOVED / path.name).rename(path)  # it was ended before the document had moved
    assert library.entries() == []
    with library.changing():
        assert list(library.folder.glob(f"*{DOCUMENT}")) == []
        library.restore("a")
    assert list(library.documents().values()) == [document]


def test_a_full_disk_keeps_no_document_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")

    def full(path: Path) -> Path:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("index.shelf.private_folder", full)
    library.remove(entry("a"))
    assert names(library) == []
    assert library.removed() == []


def test_ids_of_any_characters_are_files_of_the_library(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for id_ in ("../../etc/passwd", "报告", "a/b", "x" * 128):
        put(library, id_, f"Of {id_}.")
    assert {one.id for one in library.entries()} == {"../../etc/passwd", "报告", "a/b", "x" * 128}
    assert {path.parent for path in tmp_path.rglob("*.json")} == {tmp_path / LIBRARY}


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    (library.folder / f"0a-0b{DOCUMENT}").write_bytes(b"{}")  # its entry was never written
    (library.folder / ".footnote-12.tmp").write_bytes(b"half")
    with library.changing():
        pass
    assert sorted(path.name for path in library.folder.iterdir() if path.name != ".lock") == sorted(
        path.name for path in library.folder.iterdir() if path.suffix in (DOCUMENT, ".json")
    )
    assert [one.id for one in library.entries()] == ["a"]


def test_a_damaged_entry_and_a_lost_document_are_named(tmp_path: Path) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    next(library.folder.glob(f"*{DOCUMENT}")).unlink()
    with pytest.raises(LibraryError, match=r"a of the library cannot be read .*qa ingest /reports/a\.pdf"):
        library.documents()
    next(library.folder.glob("*.json")).write_bytes(b"{")
    with pytest.raises(LibraryError, match=r"\.json cannot be read"):
        library.entries()


def test_one_at_a_time_changes_it(tmp_path: Path) -> None:
    library, done = Library(tmp_path), threading.Event()

    def change() -> None:
        with Library(tmp_path).changing():
            done.set()

    with library.changing():
        other = threading.Thread(target=change)
        other.start()
        assert not done.wait(0.2)
    other.join(10)
    assert done.is_set()


def test_a_document_whose_entry_finds_no_room_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    before = library.digest

    def full(path: Path, content: bytes, mode: int) -> None:
        if path.suffix == ".json":
            raise OSError(28, "No space left on device")
        write_whole(path, content, mode)

    monkeypatch.setattr("index.shelf.write_whole", full)
    for id_, key in (("a", "k1"), ("a", "k2"), ("b", "k1")):
        with pytest.raises(StorageError, match="cannot be written \\(No space left on device\\)"):
            put(library, id_, "Apples fall.", key)
    assert library.digest == before
    assert [one.text for one in library.documents().values()] == ["Apples fall."]


def test_documents_are_read_while_others_change_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    for id_ in "abcd":
        put(library, id_, f"{id_} stands.")
    read, entries = Library.entries, library.entries()

    def late(self: Library) -> list[LibraryEntry]:
        found = read(self)
        monkeypatch.setattr(Library, "entries", read)
        library.remove(entries[0])
        put(library, "b", "b has changed.", key="k2")
        return found

    monkeypatch.setattr(Library, "entries", late)
    texts = [one.text for one in library.documents().values()]
    assert texts == ["b has changed.", "c stands.", "d stands."]


def test_an_entry_that_is_gone_when_it_is_read_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    put(library, "a", "Apples fall.")
    put(library, "b", "Boats float.")
    listed = list(library.folder.iterdir())
    library.remove(entry("a"))
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(listed))
    assert [one.id for one in library.entries()] == ["b"]
