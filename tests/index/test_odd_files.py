"""What stands in a folder like a document and cannot be read as one: each is named, none is waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.corpus_files import CorpusFile, document_paths, opened
from index.errors import CorpusError
from index.ingestion import Ingestion
from index.shelf import Library

OUT = "is a link that leads out of its folder; put the file itself there"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link(target: str) -> object:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_pipe, "is not a file, but a folder, a pipe or a device; remove it"),
        (_link("/nowhere"), OUT),
        (_link("/dev/zero"), OUT),
        (_link("../secret.txt"), OUT),
        (_link("gone.txt"), "cannot be read (No such file or directory)"),
        (_link("odd.txt"), "cannot be read (Too many levels of symbolic links)"),
    ],
)
def test_what_is_no_file_is_named(tmp_path: Path, make: object, reason: str) -> None:
    assert callable(make)
    (tmp_path / "secret.txt").write_text("The secret is 42.", encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    make(folder / "odd.txt")
    (folder / "good.txt").write_text("The pier is old.", encoding="utf-8")
    good, odd = Ingestion(Library(tmp_path / "data")).take([str(folder)])
    assert (good.state, odd.state, odd.reason) == ("added", "failed", reason)


@pytest.mark.parametrize("make", [_pipe, _link("/etc/passwd"), _link("../secret.txt"), _link("a.txt.yaml")])
def test_what_lies_beside_a_file_is_read_with_the_same_care(tmp_path: Path, make: object) -> None:
    assert callable(make)
    (tmp_path / "secret.txt").write_text("title: The secret\n", encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("The pier is old.", encoding="utf-8")
    make(folder / "a.txt.yaml")
    with pytest.raises(CorpusError, match=r"a\.txt\.yaml: "):
        opened(folder / "a.txt", folder)


def test_links_inside_a_folder_are_followed_and_folders_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a folder.pdf").mkdir()
    (tmp_path / "a folder.pdf" / "inside.txt").write_text("The pier is old.", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("a folder.pdf/inside.txt")
    (tmp_path / "around").symlink_to(".", target_is_directory=True)
    paths = document_paths(tmp_path)
    assert [path.name for path in paths] == ["inside.txt", "link.txt"]
    assert {opened(path, tmp_path).raw for path in paths} == {b"The pier is old."}


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    """As one that is gone, which is so for any user; one that may not be entered is met in the same way."""
    gone = tmp_path / "gone"
    assert document_paths(gone) == [gone]
    with pytest.raises(CorpusError, match=r"gone: cannot be read \(No such file or directory\)"):
        opened(gone, tmp_path)


def test_what_is_in_a_folder_that_cannot_be_listed_today_is_not_taken_for_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, listed = tmp_path / "reports", os.scandir
    (folder / "closed").mkdir(parents=True)
    for name in ("a.txt", "gone.txt", "closed/b.txt"):
        (folder / name).write_text(f"The pier {name} is old.", encoding="utf-8")
    library = Library(tmp_path / "data")
    assert {one.state for one in Ingestion(library).take([str(folder)])} == {"added"}
    (folder / "gone.txt").unlink()

    def closed(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", closed)  # whoever runs the tests may be allowed everything
    outcomes = {Path(one.origin).name: one.state for one in Ingestion(library).take([str(folder)])}
    assert outcomes == {"a.txt": "unchanged", "closed": "failed", "gone.txt": "removed"}
    assert sorted(Path(entry.origin).name for entry in library.entries()) == ["a.txt", "b.txt"]


def test_what_was_converted_otherwise_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = CorpusFile(tmp_path / "a.md", "a.md", b"Apples fall.")
    before = file.key
    assert file.key == before
    monkeypatch.setattr("index.corpus_files.CONVERSION", 10_000)
    assert file.key != before
