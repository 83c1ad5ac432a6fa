"""The data folder is its owner's."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.private import private_file, private_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    former = os.umask(0o022)
    yield
    os.umask(former)


def test_what_is_made_is_the_owners_alone(tmp_path: Path) -> None:
    file = private_file(tmp_path / "data" / "answers.sqlite3")
    assert (mode(file.parent), mode(file)) == (0o700, 0o600)


def test_what_older_versions_left_open_is_closed_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    file = folder / "held"
    file.write_text("kept")
    file.chmod(0o644)
    private_file(file)
    assert (mode(folder), mode(file), file.read_text()) == (0o700, 0o600, "kept")


def test_what_an_owner_closed_further_stays_so(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    assert mode(private_folder(folder)) == 0o500
