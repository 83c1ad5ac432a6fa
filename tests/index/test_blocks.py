"""Blocks of Markdown, by example and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.blocks import LONGEST_TERM, BlockKind, blocks


def seen(text: str) -> list[tuple[int, str]]:
    return [(block.level, text[block.start : block.end]) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\nText\n## Two ##\nMore", [(1, "One"), (0, "Text"), (2, "Two"), (0, "More")]),
        ("a\nb\n\nc\n \nd", [(0, "a\nb"), (0, "c"), (0, "d")]),
        ("- a\n  b\n- c\n* d\n1. e\n2) f\n> g", [(0, t) for t in ("a\n  b", "c", "d", "e", "f", "g")]),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", [(0, "| a | b |"), (0, "| 1 | 2 |")]),
        ("a\n---\nb\n***\nc\n===", [(0, "a"), (0, "b"), (0, "c")]),
        ("a\n```python\n# no heading\nx = 1\n```\nb", [(0, t) for t in ("a", "# no heading", "x = 1", "b")]),
        ("#hashtag\n####### seven\n#\n", [(0, "#hashtag\n####### seven\n#")]),
        ("# #", [(1, "#")]),
        ("  indented  \n", [(0, "indented")]),
        ("-5 degrees and 3.5 points\n1998. A year", [(0, "-5 degrees and 3.5 points\n1998. A year")]),
        ("", []),
    ],
)
def test_blocks(text: str, expected: list[tuple[int, str]]) -> None:
    assert seen(text) == expected


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a | b |\n|:--|-:|\n| 1 | 2 |", [("head", "| a | b |"), ("row", "| 1 | 2 |")]),
        ("a | b\n--|--\n1 | 2\n\nc | d", [("head", "a | b"), ("row", "1 | 2"), ("text", "c | d")]),
        ("x | y.\n| a |\n|---|\n| 1 |", [("text", "x | y."), ("head", "| a |"), ("row", "| 1 |")]),
        (
            "| | 2024 |\n| a | b |\n|---|---|\n| 1 | 2 |",
            [("head", "| | 2024 |"), ("head", "| a | b |"), ("row", "| 1 | 2 |")],
        ),
        ("| a | b |\n|---|---|\n", [("row", "| a | b |")]),
        ("|---|---|\n| 1 | 2 |", [("row", "| 1 | 2 |")]),
        ("| 1 | 2 |\n| | |\n| 3 | 4 |", [("row", "| 1 | 2 |"), ("row", "| 3 | 4 |")]),
        ("  | 1\n  # a | b", [("row", "| 1"), ("heading", "a | b")]),
        ("> a | b\n> c", [("quote", "a | b"), ("quote", "c")]),
        ("```\n| a |\n~~~\n```\n| b |", [("code", "| a |"), ("code", "~~~"), ("row", "| b |")]),
        ("````\n```\nx\n````\ny", [("code", "```"), ("code", "x"), ("text", "y")]),
        (
            "Toll\n: what is paid\n  daily\n: a bell",
            [("text", "Toll"), ("definition", "what is paid\n  daily"), ("definition", "a bell")],
        ),
        ("- Toll\n- \\| x", [("item", "Toll"), ("item", "\\| x")]),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_a_colon_that_begins_a_line_of_prose_defines_nothing() -> None:
    text = "La règle de ce pont est la même pour tous ceux qui le passent\n: on paie."
    assert text.index("\n") > LONGEST_TERM
    assert kinds(text) == [("text", text)]


def test_offsets_count_from_the_beginning_of_the_text() -> None:
    text = "# A\nb\n# C\nd"
    assert [tuple(block) for block in blocks(text, 6, len(text))] == [
        (8, 9, 1, BlockKind.HEADING),
        (10, 11, 0, BlockKind.TEXT),
    ]


@given(st.text(alphabet="ab #-1.|>`=*。\n\t", max_size=80))
def test_blocks_are_ordered_disjoint_and_trimmed(text: str) -> None:
    last = 0
    for block in blocks(text):
        assert last <= block.start < block.end
        inside = text[block.start : block.end]
        assert inside == inside.strip()
        assert block.level == 0 or "\n" not in inside
        last = block.end


@given(st.text(alphabet="ab #-1.|>`=*。\n\t", max_size=80))
def test_between_blocks_stand_only_white_space_and_marks(text: str) -> None:
    covered = {i for block in blocks(text) for i in range(block.start, block.end)}
    rest = [text[i] for i in range(len(text)) if i not in covered]
    assert not {"b", "。"} & set(rest) or "`" in text  # a fence's line may name a language
