"""Passages: where documents are cut, and that nothing is lost or moved."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.layout import layout
from index.passages import WHOLE, chunk
from index.sentences import split_sentences
from tests.index.samples import BODIES, make_document


def test_passages_follow_headings() -> None:
    document = make_document(BODIES["apples"])
    first, second = chunk(document)
    assert (first.headings, second.headings) == (("Fruit",), ("Fruit", "Trade"))
    assert document.text[first.start : first.end] == "Apples are red. Red apples cost 3.5 dollars."
    assert [document.text[a:b] for a, b in first.sentences] == [
        "Apples are red.",
        "Red apples cost 3.5 dollars.",
    ]
    assert (first.id, first.document_id) == (f"sample#{first.start}-{first.end}", "sample")


def test_a_heading_closes_those_of_its_level_and_below() -> None:
    document = make_document("## A\n### B\nx.\n## C\ny.\n# D\nz.\n### E\nw.\n## F\n")
    assert [p.headings for p in chunk(document)] == [("A", "B"), ("C",), ("D",), ("D", "E")]


def test_short_paragraphs_are_put_together_up_to_the_size() -> None:
    document = make_document("\n\n".join(["A paragraph of forty-two characters, says."] * 10))
    assert [len(p.sentences) for p in chunk(document, 100)] == [2] * 5
    assert [len(p.sentences) for p in chunk(document, 10_000)] == [10]


@pytest.mark.parametrize(("count", "expected"), [(4, [4]), (5, [2, 1, 2]), (9, [2, 2, 1, 2, 2])])
def test_only_a_paragraph_of_twice_the_size_is_divided(count: int, expected: list[int]) -> None:
    document = make_document(" ".join(["A sentence of exactly forty-nine characters here."] * count))
    assert [len(p.sentences) for p in chunk(document, 100)] == expected


def test_chinese_counts_for_more_than_latin() -> None:
    assert len(chunk(make_document("Ten chars. " * 30), 300)) == 1
    assert len(chunk(make_document("这是一个很长的句子。" * 30), 300)) == 3


LINES = st.sampled_from(
    [
        "# One",
        "## Two",
        "",
        "",
        "A sentence. Another one!",
        "字很多。再来一句？",
        "- item (a. b) c",
        "| x | y |",
        "|---|---|",
        ": what it is",
        "Table 1: x",
        "---",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=40).map("\n".join), st.integers(20, 700))
def test_passages_hold_every_sentence_once_and_in_order(body: str, size: int) -> None:
    document = make_document(body + "\nEnd.")
    passages = chunk(document, size)
    spans = [span for passage in passages for span in passage.sentences]
    heading = re.compile(r"#+ (One|Two)$", re.MULTILINE)
    units = layout(document.text).units
    context = {at for unit in units if not unit.quotable for at in range(*unit.block[:2])}
    assert {match.start(1) for match in heading.finditer(document.text)} <= context
    assert spans == [span for span in split_sentences(document.text) if span[0] not in context]
    for passage in passages:
        text = document.text[passage.start : passage.end]
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        assert not heading.search(text)
        longest = max(end - start for start, end in passage.sentences)
        assert len(text) <= max(WHOLE * size, size + longest)
