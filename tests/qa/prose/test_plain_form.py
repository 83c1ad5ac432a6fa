"""What is read of a line: a statement as a person sees it, or nothing."""

from __future__ import annotations

import pytest

from qa.prose.evidence import ProseEvidence
from qa.prose.gate import ProseGate
from qa.prose.plain_form import read_line


@pytest.mark.parametrize(
    "said",
    [
        "Zephyr 2 has 2\u200b1 points.",
        "Zephyr 2 has 71\u200b1 points.",
        "Zephyr 2 has 7\u200d1 points.",
        "Zephyr 2 has 71\u20601 points.",
        "Zephyr 2 has 71\ufe0f1 points.",
        "Zephyr 2 has 71\u034f1 points.",
        "Zephyr 2 has 71\u115f1 points.",
        "Zephyr 2 has 71\u31641 points.",
        "Zephyr 2 has 71\u200a1 points.",
        "Zephyr 2 has 71\u0301 points.",
        "Zephyr 2 has 71\u3007 points.",
        "Zephyr 2 has 71½ points.",
        "Zephyr 2 has 71² points.",
        "Zephyr 2 has 71⁵ points.",
        "Zephyr 2 has \u202e17\u202c points.",
        "Zephyr 2 has 71 points\r# All is free.",
        "Zephyr 2 has seven\u200dty-one points.",
    ],
    ids=ascii,
)
def test_a_line_that_is_seen_otherwise_than_it_is_checked_is_no_statement(said: str) -> None:
    assert read_line(f"{said} [E1]") is None


@pytest.mark.parametrize(
    "said",
    [
        "La maison a 71 m² et coûte 1\u202f200 €\u00a0: c’est cher\u202f!",
        "It costs 1\u2009200 €, and people like it 👩\u200d🌾 ❤\ufe0f.",
        "Le cafe\u0301 a 71 points.",
        "バス停は３つあります。",
    ],
    ids=ascii,
)
def test_what_is_written_as_it_is_in_its_language_is_read(said: str) -> None:
    read = read_line(f"{said} [E1]\r")
    assert read is not None
    assert (read.text, read.evidence) == (said, ("E1",))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Zephyr 2 leads with 71 points [2]. [E1]", "Zephyr 2 leads with 71 points."),
        ("Zephyr 2 [7] leads with 71 points 【3】 [E1].", "Zephyr 2 leads with 71 points."),
        ("Zephyr 2 leads with 71 points [1][2, 3]. [E1]", "Zephyr 2 leads with 71 points."),
        ("[4] [E1]", None),
        ("Zephyr 2 leads with 71 points [[2]3]. [E1]", None),
        ("It stands at w[1]ww.evil.example. [E1]", None),
    ],
)
def test_a_marker_of_its_own_is_left_out_before_it_is_checked(line: str, text: str | None) -> None:
    read = read_line(line)
    assert (read and read.text) == text


def test_what_a_marker_parted_is_checked_as_it_is_shown(gate: ProseGate, compared: ProseEvidence) -> None:
    read = read_line("Zephyr 2 leads with 71[2]1 points. [E1]")
    assert read is not None
    assert read.text == "Zephyr 2 leads with 711 points."
    assert "number" in gate.doubts(read, compared)
