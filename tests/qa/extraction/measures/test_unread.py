"""Cells of tables that are quotes and no figures: what stands around them was not read in full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from index.documents import Document
from qa.extraction.measures.tables import read_in_tables, stated_in_tables

CASES = yaml.safe_load(Path(__file__).with_name("unread.yaml").read_text(encoding="utf-8"))


def document(text: str) -> Document:
    return Document(
        id="d",
        title="Northmoor Mutual: results for 2024",
        edition="2025",
        language="en",
        published=None,
        sources=(),
        license=None,
        text=text,
    )


@pytest.mark.parametrize("case", CASES, ids=[str(case["reasons"]) for case in CASES])
def test_a_cell_around_which_something_was_not_read_is_no_figure(case: dict[str, Any]) -> None:
    read = [*read_in_tables(document(case["text"]))]
    assert read
    reasons = {reason for one in read for reason in one.unread if not reason.startswith("unproven")}
    assert sorted(reasons) == case["reasons"]
    assert [*stated_in_tables(document(case["text"]))] == [one for one in read if not one.unread]
