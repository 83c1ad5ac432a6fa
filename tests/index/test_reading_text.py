"""How spans read, by example and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.excerpt import Piece
from index.layout import layout
from index.passages import chunk
from index.reading_text import after, read_as
from index.sentences import LONGEST, spans_of
from tests.index.samples import make_document

STOPS = """# The Harbour line

Riders are counted in May:

| Stop | Code | | Daily riders (thousands) |
|:-----|:----:|---|--:|
| Elm \\| Oak | S-1 | x | 8.6<br>about |
| Ash |  | 3 | 4 | 5 |
"""


def whole(text: str) -> list[str]:
    """All that can be quoted, as it reads."""
    return [
        read_as(text, *span).whole
        for unit in layout(text).units
        if unit.quotable
        for span in spans_of(text, unit.block)
    ]


def test_a_row_reads_as_its_cells_under_their_heads() -> None:
    assert whole(STOPS)[1:] == [
        "Riders are counted in May: Stop: Elm | Oak; Code: S-1; x; Daily riders (thousands): 8.6 about",
        "Riders are counted in May: Stop: Ash; 3; Daily riders (thousands): 4; 5",
    ]


def test_a_row_names_its_cells_and_where_they_stand() -> None:
    start = STOPS.index("| Elm")
    read = read_as(STOPS, start, STOPS.index("\n", start))
    assert read.lead == "Riders are counted in May:"
    cells = [(read.text[slice(*cell.head)], read.text[slice(*cell.value)]) for cell in read.cells]
    assert cells == [
        ("Stop", "Elm | Oak"),
        ("Code", "S-1"),
        ("", "x"),
        ("Daily riders (thousands)", "8.6 about"),
    ]
    value = read.cells[1].value
    assert [STOPS[a:b] for a, b in read.excerpt.located([value])] == ["S-1"]
    assert [STOPS[a:b] for a, b in read.excerpt.located([read.cells[0].value])] == ["Elm ", "| Oak"]


def test_heads_of_several_lines_read_as_one() -> None:
    text = "| | 2024 | |\n| Name | Q1 | Q2 |\n|---|---|---|\n| Elm | 1 | 2 |"
    assert whole(text) == ["Name: Elm; 2024 Q1: 1; 2024 Q2: 2"]


def test_a_row_without_a_head_reads_as_its_cells() -> None:
    assert whole("| Elm | 1 |\n| Oak | 2 |") == ["Elm; 1", "Oak; 2"]


def test_a_row_too_long_to_be_quoted_is_read_in_parts() -> None:
    said = "Brakes when the rope is slack. Wakes the guard." + " And so on." * (LONGEST // 10)
    text = f"| Option | Meaning |\n|---|---|\n| --guard | {said} |"
    found = whole(text)
    assert found[:3] == [
        "Option: --guard",
        "Option: --guard; Meaning: Brakes when the rope is slack.",
        "Option: --guard; Meaning: Wakes the guard.",
    ]
    (passage,) = chunk(make_document(text))
    assert read_as(text, passage.start, passage.end).whole == f"Option: --guard; Meaning: {said}"


def test_several_rows_and_their_head_read_as_rows() -> None:
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"
    assert read_as(text, 0, len(text)).whole == "a: 1; b: 2; a: 3; b: 4"
    start = text.index("1 | 2")
    assert read_as(text, start, start + 5).whole == "a: 1; b: 2"


def test_items_code_and_definitions_read_after_their_lead() -> None:
    text = """# Fares

**We take:**

- cards
- notes. All of them.

## Start

```
make run  # now
```

Toll
: What is paid.

接受：

- 卡
"""
    assert whole(text) == [
        "**We take:**",
        "We take: cards",
        "We take: notes.",
        "All of them.",
        "Start — make run  # now",
        "Toll — What is paid.",
        "接受：",
        "接受：卡",
    ]


def test_prose_reads_as_it_stands() -> None:
    text = "# A\n\nOne sentence.\nAnother one."
    start = text.index("Another")
    read = read_as(text, start, len(text))
    assert (read.lead, read.text, read.cells) == ("", "Another one.", ())
    assert read.places == (Piece(0, 12, start),)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("", "x"),
        ("Take:", "Take: x"),
        ("Fares", "Fares — x"),
        ("Load (t)", "Load (t) — x"),
        ("接受：", "接受：x"),
        ("End.", "End. x"),
    ],
)
def test_what_parts_a_text_from_its_lead(lead: str, expected: str) -> None:
    assert after(lead, "x") == expected


LINES = st.sampled_from(
    [
        *("# One", "Text here. More of it:", "- item", "  - inner", "Term", ": what it is", "```", ""),
        *(
            "| a | b |",
            "|---|:-:|",
            "| x \\| y | | z |",
            "c<br>d | e",
            "--|--",
            "Table 1: t",
            "| 表 | 数。 |",
        ),
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_places_stand_in_the_document_word_for_word(text: str) -> None:
    for unit in layout(text).units:
        for span in spans_of(text, unit.block):
            read = read_as(text, *span)
            assert read.text.strip()
            last = 0
            for start, end, origin in read.places:
                assert last <= start < end <= len(read.text)
                assert read.text[start:end] == text[origin : origin + end - start]
                last = end
            for _, (start, end) in read.cells[1:]:
                assert all(span[0] <= a < b <= span[1] for a, b in read.excerpt.located([(start, end)]))


@given(st.text(alphabet="ab|-: \\\n<br>#*.", max_size=120), st.integers(0, 60), st.integers(1, 60))
def test_any_stretch_of_any_text_is_read(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    if start < end:
        read = read_as(text, start, end)
        assert all(read.text[a:b] == text[o : o + b - a] for a, b, o in read.places)
