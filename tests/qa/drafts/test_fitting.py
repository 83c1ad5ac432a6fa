"""A quoted number is told only if it can be the one that is asked for."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.settings import Settings

KILNS = """# Dunmere Kilns: letter of the year 2024

In 2024 Dunmere Kilns sold 3,410 stoves. Some newspapers wrote that Dunmere Kilns had bought the Farrow
quarry for €12 million; it has not bought it. The association of potters expects 4,300 visitors to come to
the Dunmere open day in 2026. In 2023 the open day had 2,950 visitors.
"""
CLAY = """# Prices of clay

| Clay | 2022 | 2023 | 2024 (forecast) |
|---|---|---|---|
| Blue clay of Sallow | n/a | 412 | 455 |
| Red clay of Sallow | 300 | 318 | 340 |
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("kilns")
    for name, text in (("kilns.md", KILNS), ("clay.md", CLAY)):
        (folder / name).write_text(text, encoding="utf-8")
    return Engine.open(Settings(corpus=folder, data_dir=tmp_path_factory.mktemp("data"), model="bundled"))


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("How much did Dunmere Kilns pay for the Farrow quarry?", "12"),  # it is denied
        ("How many visitors did the Dunmere open day have in 2026?", "4,300"),  # it is expected
        ("How many visitors did the Dunmere open day have in 2021?", "2,950"),  # of another year
        ("What was the price of the blue clay of Sallow in 2022?", "412"),  # the cell is empty
    ],
)
def test_what_is_no_fact_or_of_another_time_is_not_told(engine: Engine, question: str, untold: str) -> None:
    answer = engine.ask(question).answer
    assert untold not in " ".join(one.text for one in answer.statements)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many visitors are expected at the Dunmere open day in 2026?", "4,300"),
        ("How many visitors did the Dunmere open day have in 2023?", "2,950"),
        ("How many stoves did Dunmere Kilns sell in 2024?", "3,410"),
        ("What was the price of the blue clay of Sallow in 2023?", "412"),
    ],
)
def test_what_is_asked_for_as_it_is_stated_is_told(engine: Engine, question: str, told: str) -> None:
    answer = engine.ask(question).answer
    assert not answer.abstained
    assert told in " ".join(one.text for one in answer.statements)
