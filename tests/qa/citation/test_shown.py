"""How quotes are shown: rows as label and values, items after what announces them, with their places."""

from __future__ import annotations

import pytest

from index.reading_text import ReadAs, read_as
from qa.citation.shown import shown
from qa.knowledge.knowledge import Knowledge
from qa.wording.messages import Messages
from qa.wording.wording import Wording, Words

TEXT = """# Stops

| Stop | Code | Daily riders (thousands) |
|---|---|--:|
| Elm Street | S-1 | 8.6 |
| Ash\u200b Road | [1] | 4 [2] |
| Oak |  |  |

We take:

- cards
- Cash is taken, too.

```
tram   clear
```

The tram runs. It
stops.
"""


def words(language: str = "en") -> Words:
    return Wording(Knowledge.empty(), Messages()).words(language)


def read(quote: str) -> ReadAs:
    start = TEXT.index(quote)
    return read_as(TEXT, start, start + len(quote))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Elm Street — Code: S-1; Daily riders (thousands): 8.6"),
        ("fr", "Elm Street — Code : S-1 ; Daily riders (thousands) : 8.6"),
        ("zh-Hans", "Elm Street——Code：S-1；Daily riders (thousands)：8.6"),
        ("zh-Hant", "Elm Street——Code：S-1；Daily riders (thousands)：8.6"),
        ("ja", "Elm Street — Code：S-1、Daily riders (thousands)：8.6"),
    ],
)
def test_a_row_is_shown_as_label_and_values(language: str, expected: str) -> None:
    assert (
        shown(read("| Elm Street | S-1 | 8.6 |"), words(language))
        .text.replace("\u00a0", " ")
        .replace("\u202f", " ")
        == expected
    )


def test_of_a_row_only_the_cells_that_answer_are_shown() -> None:
    row = read("| Elm Street | S-1 | 8.6 |")
    value = row.cells[2].value
    said = shown(row, words(), [value])
    assert said.text == "Elm Street — Daily riders (thousands): 8.6"
    assert [said.text[a:b] for a, b in said.marked(row.excerpt.located([value]))] == ["8.6"]
    label = row.cells[0].value
    assert shown(row, words(), [label]).text == "Elm Street — Code: S-1; Daily riders (thousands): 8.6"


def test_a_row_with_one_cell_keeps_its_head() -> None:
    assert shown(read("| Oak |  |  |"), words()).text == "Stop: Oak"


def test_a_row_is_shown_with_the_caption_of_its_table() -> None:
    text = "Riders (thousands):\n\n" + TEXT.partition("\n\n")[2]
    start = text.index("| Elm Street")
    row = read_as(text, start, text.index("\n", start))
    said = shown(row, words(), [row.cells[1].value])
    assert said.text == "Elm Street — Code: S-1 (Riders (thousands))"
    assert [said.text[a:b] for a, b, _ in said.places] == ["Elm Street", "Code", "S-1"]


def test_a_part_of_a_row_is_shown_after_its_label() -> None:
    start = TEXT.index("8.6")
    assert (
        shown(read_as(TEXT, start, start + 3), words()).text == "Elm Street — Daily riders (thousands): 8.6"
    )


def test_nothing_in_a_cell_is_read_as_ours() -> None:
    said = shown(read("| Ash\u200b Road | [1] | 4 [2] |"), words())
    assert said.text == "Ash Road — Code: […]; Daily riders (thousands): 4"
    assert [said.text[a:b] for a, b, _ in said.places] == ["Code", "Daily riders (thousands)"]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("cards", "We take: “cards”"),
        ("Cash is taken, too.", "“Cash is taken, too.”"),
        ("tram   clear", "Stops — “tram   clear”"),
        ("The tram runs.", "“The tram runs.”"),
        ("It\nstops.", "“It stops.”"),
    ],
)
def test_what_is_no_sentence_is_shown_after_what_announces_it(quote: str, expected: str) -> None:
    said = shown(read(quote), words(), quoted=True)
    assert said.text == expected
    assert all(said.text[a:b] == TEXT[o : o + b - a] for a, b, o in said.places)
