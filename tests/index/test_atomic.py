"""A file is there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from index.atomic import replacing, write_whole


def test_a_new_file_has_the_permissions_that_files_have_here(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")
    write_whole(tmp_path / "whole", b"content")
    assert (tmp_path / "whole").read_bytes() == b"content"
    assert (tmp_path / "whole").stat().st_mode == ordinary.stat().st_mode
    write_whole(tmp_path / "private", b"content", 0o600)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_bytes(b"before")
    held.chmod(0o640)
    write_whole(held, b"after")
    assert (held.read_bytes(), stat.S_IMODE(held.stat().st_mode)) == (b"after", 0o640)


@pytest.mark.parametrize("before", [None, b"before"])
def test_what_fails_leaves_everything_as_it_was(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "chart.png"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(KeyboardInterrupt):
        _interrupted(path)
    assert (path.read_bytes() if path.exists() else None) == before
    assert [found.name for found in tmp_path.iterdir()] == ([] if before is None else ["chart.png"])


def _interrupted(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt


def test_a_full_disk_is_told_before_anything_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "chart.png", b"content")
    assert not list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"before")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"after"


def test_a_device_is_written_to(tmp_path: Path) -> None:
    write_whole(Path(os.devnull), b"content")
    (tmp_path / "link").symlink_to(os.devnull)
    write_whole(tmp_path / "link", b"content")
    assert not Path(os.devnull).is_file()
    assert (tmp_path / "link").is_symlink()


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".png")
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"
