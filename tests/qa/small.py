"""A corpus to know by heart: an invented index of invented models, in two editions and three languages.

It lies in `small_corpus/` as any operator's corpus does; tests that change it write a copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

Q1: Final = "2030-Q1"
Q2: Final = "2030-Q2"
FOLDER: Final = Path(__file__).with_name("small_corpus")


def document_id(edition: str, language: str) -> str:
    return f"sky-{edition.lower()}-{language}"


def write_small_corpus(folder: Path, *, comparable: bool = False) -> Path:
    """Copy the corpus to `folder`; its editions are declared `comparable` or not."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    if comparable:
        editions = folder / "editions.yaml"
        text = editions.read_text(encoding="utf-8")
        editions.write_text(
            text.replace("comparable_with: []", f"comparable_with: [{Q2}]", 1), encoding="utf-8"
        )
    return folder
