"""What messages show of names and words that others chose."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.shown import brief, shown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"report.md", "report.md"),
        ("第一季 – é.md".encode(), "第一季 – é.md"),
        (b"\xff\xfe.md", r"\xff\xfe.md"),
        (b"a\nb\t\x1b[31m.md", r"a\nb\t\x1b[31m.md"),
        ("a\u202eb\u2028.md".encode(), r"a\u202eb\u2028.md"),
    ],
)
def test_names_of_files(name: bytes, expected: str) -> None:
    assert shown(Path(os.fsdecode(name))) == expected
    assert str(CorpusError(Path(os.fsdecode(name)), "is empty", 3)) == f"{expected}:3: is empty"


@given(st.text(st.characters()))
def test_whatever_is_shown_is_one_visible_line(text: str) -> None:
    assert shown(text).isprintable()
    shown(text).encode()
    assert len(brief(text, 10)) <= 10 * len(r"\U0010ffff")
