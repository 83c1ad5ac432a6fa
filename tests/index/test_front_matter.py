"""Front matter: optional, every key by itself, all that is wrong told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.corpus_files import read_file
from index.documents import Header, Source
from index.errors import CorpusError
from index.front_matter import over, split, written

HERE = Path("report.md")


@pytest.mark.parametrize(
    "text",
    [
        "# A report\n\nIt says so.\n",
        "---\n\nA rule first.\n",
        "---\n***\n---\nRules.\n",
        "",
        "----\nid: a\n----\n",
    ],
)
def test_text_without_front_matter_is_all_body(text: str) -> None:
    assert split(text, HERE) == (Header(), text, 1)


def test_every_key_may_be_missing() -> None:
    header, body, line = split("---\ntitle: Boats\nsources: null\n---\nThey float.\n", HERE)
    assert header == Header(title="Boats")
    assert (body, line) == ("They float.\n", 5)
    assert split("---\n\n---\nText.\n", HERE) == (Header(), "Text.\n", 4)


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = "---\nid: two words\ncolour: red\npublished: March\n---\nText.\n"
    with pytest.raises(CorpusError) as caught:
        split(text, HERE)
    assert str(caught.value).startswith("report.md:2: id: ")
    assert "; line 3: colour: unknown key; line 4: published: should be a date" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\nid: a\nText.\n", "report.md:1: has front matter without an end: close it with a line ---"),
        ("---\nid: [a\n---\nText.\n", "report.md:"),
    ],
)
def test_broken_front_matter_is_refused(text: str, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        split(text, HERE)
    assert str(caught.value).startswith(problem)


def test_what_is_given_goes_before_what_is_said() -> None:
    said = Header(title="Boats", edition="2024", language="en")
    assert over(Header(edition="2025-Q1"), said) == Header(title="Boats", edition="2025-Q1", language="en")


def test_a_document_reads_as_it_was_written(tmp_path: Path) -> None:
    source = Source(publisher="A", title="B: c", url=None, published="2025", language="fr")
    text = "---\nid: boats\ntitle: 'Boats: a report'\nlanguage: fr\nedition: 2025-Q1\n---\n\nIls flottent.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = read_file(tmp_path / "a.md").with_header({"sources": (source,), "published": "2025-03"})
    (tmp_path / "b.md").write_text(written(document), encoding="utf-8")
    assert read_file(tmp_path / "b.md") == document
