"""Checking facts: every way in which a fact and its document can part is found and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.corpus_files import load_documents
from qa.knowledge.knowledge import Knowledge
from qa.review.fact_check import problems
from tests.qa.small import write_small_corpus


def check(corpus: Path) -> list[str]:
    return problems(Knowledge.load(corpus), load_documents(corpus))


def test_the_small_corpus_is_sound(small_corpus: Path) -> None:
    assert check(small_corpus) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (
            "facts/all.yaml",
            "Nimbus Large scores 58 points.",
            "Nimbus Large scores 58 marks.",
            ["nl-q1 (en): the quote is not in the document"],
        ),
        (
            "digests/2030-Q1-en.md",
            "Nimbus Large scores 58",
            "Nimbus Large scores 59",
            ["nl-q1 (en): the quote is not in the document"],
        ),
        (
            "facts/all.yaml",
            "value: 58",
            "value: 59",
            [f"nl-q1 ({x}): the quote does not state 59" for x in ("en", "fr", "ja")],
        ),
        (
            "facts/all.yaml",
            'quote: "Nimbus Large scores 58 points."',
            'quote: "Large scores 58 points."',
            ["nl-q1 (en): the quote is not one whole sentence"],
        ),
        (
            "facts/all.yaml",
            "value: 12000000",
            "value: 13000000",
            [f"sky-users ({x}): the quote does not state 13000000" for x in ("en", "fr", "ja")],
        ),
        (
            "facts/all.yaml",
            "value: ada-quill",
            "value: avalon",
            [f"nw-founder ({x}): the quote does not state 'avalon'" for x in ("en", "fr", "ja")],
        ),
        (
            "facts/all.yaml",
            "value: 2030-03",
            "value: 2030-04",
            [f"z2-date-herald ({x}): the quote does not state '2030-04'" for x in ("en", "fr")],
        ),
        (
            "facts/all.yaml",
            'document_id: sky-2030-q2-fr, quote: "Skyline',
            'document_id: sky-2030-q9-fr, quote: "Skyline',
            ["sky-users: there is no document 'sky-2030-q9-fr'"],
        ),
        (
            "digests/2030-Q2-ja.md",
            "edition: 2030-Q2",
            "edition: 2030-Q1",
            [f"{x} (ja): the document is of edition 2030-Q1" for x in ("z2-q2", "z3-q2", "sky-users")],
        ),
    ],
)
def test_faults(tmp_path: Path, file: str, old: str, new: str, found: list[str]) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    path = corpus / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert check(corpus) == found
