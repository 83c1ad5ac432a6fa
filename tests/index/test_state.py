"""The state of folders changes with their files, and with nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from index.state import folder_state


def test_files_tell_the_state_of_folders(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    (first / "2025").mkdir(parents=True)
    (first / "2025" / "a.pdf").write_bytes(b"1")
    states = [folder_state([first, second])]

    def changed() -> bool:
        states.append(folder_state([first, second]))
        return states[-1] not in states[:-1]

    (first / "2025" / "b.pdf").write_bytes(b"1")
    assert changed()
    (first / "2025" / "b.pdf").write_bytes(b"12")
    assert changed()
    os.utime(first / "2025" / "b.pdf", (5, 5))
    assert changed()
    (first / "2025" / "b.pdf").rename(first / "b.pdf")
    assert changed()
    (first / "b.pdf").unlink()
    second.mkdir()
    assert folder_state([first, second]) == states[0]
    os.mkfifo(second / "c.pdf")
    assert changed()


def test_what_is_hidden_and_folders_themselves_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "a.pdf").write_bytes(b"1")
    before = folder_state([tmp_path])
    (tmp_path / "2025" / ".a.pdf.swp").write_bytes(b"1")
    (tmp_path / ".git" / "objects").mkdir(parents=True)
    (tmp_path / ".git" / "objects" / "a.pdf").write_bytes(b"1")
    (tmp_path / "2026").mkdir()
    (tmp_path / "nowhere.pdf").symlink_to(tmp_path / "none")
    assert folder_state([tmp_path]) == before
    (tmp_path / "2025" / os.fsdecode(b"\xff.pdf")).write_bytes(b"1")
    assert folder_state([tmp_path]) != before
