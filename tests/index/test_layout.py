"""What stands where: headings, leads and captions, by example."""

from __future__ import annotations

import pytest

from index.blocks import BlockKind
from index.layout import CAPTION, is_caption, is_label, layout

HEAD = "| Stop | Riders |"
TABLE = f"{HEAD}\n|---|---|\n| Elm | 8 |\n"


def leads(text: str) -> dict[str, list[str]]:
    """What is read before each quotable block that has a lead."""
    return {
        text[unit.block.start : unit.block.end]: [text[start:end] for start, end in unit.lead]
        for unit in layout(text).units
        if unit.lead
    }


def context(text: str) -> list[str]:
    """What is not quoted."""
    return [text[unit.block.start : unit.block.end] for unit in layout(text).units if not unit.quotable]


def test_units_stand_under_the_headings_above_them() -> None:
    text = "# A\n\nx.\n\n## B\n\ny.\n\n# C\n\nz."
    found = [
        ([text[a:b] for a, b in u.headings], text[u.block.start : u.block.end]) for u in layout(text).units
    ]
    assert found == [
        ([], "A"), (["A"], "x."), (["A"], "B"), (["A", "B"], "y."), ([], "C"), (["C"], "z."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lead", "unquoted"),
    [
        ("Stops of the line\n\n" + TABLE, ["Stops of the line"], ["Stops of the line", HEAD]),
        ("A line of text. See the stops:\n" + TABLE, ["See the stops:"], [HEAD]),
        ("# Stops\n\nA line of text.\n\n" + TABLE, ["Stops"], ["Stops", HEAD]),
        ("Table 3. Stops. In May.\n" + TABLE, ["Stops. In May."], ["Table 3. Stops. In May.", HEAD]),
        (TABLE + "\n表1：站点。", ["站点。"], [HEAD, "表1：站点。"]),
        (TABLE + "\n: Stops", ["Stops"], [HEAD, "Stops"]),
        (TABLE + "\nTable 1 shows the stops.", [], [HEAD]),
    ],
)  # fmt: skip
def test_a_row_is_read_after_its_caption(text: str, lead: list[str], unquoted: list[str]) -> None:
    assert leads(text).get("| Elm | 8 |", []) == lead
    assert context(text) == unquoted


def test_a_caption_below_belongs_to_one_table() -> None:
    text = f"{TABLE}\n*Table 1: first*\n\n{TABLE.replace('Elm', 'Oak')}\n*Table 2: second*\n"
    assert leads(text) == {"| Elm | 8 |": ["first*"], "| Oak | 8 |": ["second*"]}


def test_a_label_alone_is_a_caption() -> None:
    assert leads("Table 3:\n\n" + TABLE)["| Elm | 8 |"] == ["Table 3:"]


def test_heads_of_several_lines_stand_above_their_columns() -> None:
    text = "| | 2024 | | |\n| Name | Q1 | Q2 | |\n|---|---|---|---|\n| Elm | 1 | 2 | 3 |"
    row = layout(text).units[-1]
    assert row.table is not None
    heads = [[text[start:end] for start, end in column] for column in row.table.columns]
    assert heads == [["Name"], ["2024", "Q1"], ["2024", "Q2"], ["2024"]]


def test_an_item_is_read_after_what_announces_it() -> None:
    text = """# Fares

We take more than one thing. We take:

- cards
- cash:
  - coins
  - notes

  and no cheques.
- tokens

Then prose.

- alone
"""
    assert leads(text) == {
        "cards": ["We take:"],
        "cash:": ["We take:"],
        "coins": ["We take:", "cash:"],
        "notes": ["We take:", "cash:"],
        "tokens": ["We take:"],
        "alone": ["Fares"],
    }


def test_code_and_definitions() -> None:
    text = "# Use\n\n```\nmake\n```\n\nThen say:\n\n~~~\nrun\n~~~\n\nToll\n: what is paid\n: a bell\n\n- x"
    assert leads(text) == {
        "make": ["Use"],
        "run": ["Then say:"],
        "what is paid": ["Toll"],
        "a bell": ["Toll"],
        "x": ["Use"],
    }
    assert context(text) == ["Use", "Toll"]


def test_what_comes_after_a_list_is_not_announced_with_it() -> None:
    text = "# Fares\n\nWe take:\n\n- cards\n  - any\n- cash\n\n```\nrun\n```\n"
    assert leads(text)["run"] == ["Fares"]


def test_only_the_nearest_items_around_one_are_read_before_it() -> None:
    text = "".join(f"{' ' * depth}- level {depth}\n" for depth in range(6))
    assert leads(text)["level 5"] == ["level 2", "level 3", "level 4"]


def test_units_within_a_stretch() -> None:
    held = layout("x.\n\ny.\n\nz.")
    assert [unit.block.start for unit in held.within(4, 9)] == [4, 8]
    assert [unit.block.start for unit in held.within(2, 4)] == []
    assert held.within(9, 10)[0].block.kind is BlockKind.TEXT


@pytest.mark.parametrize(
    ("written", "caption", "label"),
    [
        ("Stops of the line", True, False),
        ("**Stops of the line**", True, False),
        ("The line has many stops.", False, False),
        ("Stops:", False, False),
        ("x" * (CAPTION + 1), False, False),
        ("Table 3. Stops. In May.", True, True),
        ("*Tableau 2 – Les arrêts.*", True, True),
        ("**表 1** 站点。", True, True),
        ("図3　駅", True, True),
        ("Table 3 shows the stops.", False, False),
        ("Abb. 3.1: Die Halte.", True, True),
        ("Q1: Riders by stop", True, False),
        ("May 2013: Riders by stop", True, False),
        ("Table 3. " + "x" * 400, False, False),
    ],
)
def test_captions_go_by_form(written: str, caption: bool, label: bool) -> None:
    assert (is_caption(written), is_label(written)) == (caption, label)
