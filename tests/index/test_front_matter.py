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


@pytest.mark.parametrize(
    ("front", "title", "published", "language"),
    [
        (
            "title: A tram at last\ndate: 2025-03-04\ntags: [tram, town]\n",
            "A tram at last",
            "2025-03-04",
            None,
        ),
        ("title: T\ndate: 2025-03-04T09:30:00+01:00\nauthor: Ida\nlang: fr\n", "T", "2025-03-04", "fr"),
        ("title: T\nlayout: post\ndate: next week\n", "T", None, None),
        ("tags: [a]\ntitle: [1, 2]\nlang: 7\n", None, None, None),
    ],
)
def test_the_front_matter_of_a_page_is_read_as_far_as_it_goes(
    front: str, title: str | None, published: str | None, language: str | None
) -> None:
    header, body, line = split(f"---\n{front}---\nText.\n", Path("post.md"))
    assert (header.title, header.published, header.language) == (title, published, language)
    assert (body, line) == ("Text.\n", 3 + front.count("\n"))


def test_an_unknown_key_beside_ours_is_a_mistake() -> None:
    with pytest.raises(CorpusError, match="tags: unknown key"):
        split("---\nedition: 2025-Q1\ntags: [a]\n---\nText.\n", Path("post.md"))
