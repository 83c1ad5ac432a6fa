"""Differences between figures of two times."""

from __future__ import annotations

import pytest

from qa.prose.editions import times_apart
from qa.prose.told import ToldPieces, ToldText

TEXTS = (
    ToldText("In 2021, St Bride's recorded 412 births.", "en"),
    ToldText("In 2023, Holmgate recorded 377 births.", "en"),
)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("In 2023, St Bride's had 35 more than Holmgate.", True),
        ("In 2023, St Bride's had 412, 35 more than Holmgate.", True),
        ("St Bride's had 412 in 2021, 35 more than Holmgate in 2023.", False),
        ("Holmgate had 377 in 2023.", False),
    ],
)
def test_a_difference_of_two_times_names_both(text: str, apart: bool) -> None:
    assert times_apart(ToldText(text, "en"), ToldPieces(TEXTS, (), (), frozenset())) == apart
