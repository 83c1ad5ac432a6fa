"""Wording takes no figure away."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.prose.completeness import leaves_out
from qa.prose.names import NameReader
from qa.prose.statement import ProseStatement
from tests.qa.prose.conftest import COMPARED


@pytest.mark.parametrize(
    ("values", "text", "left"),
    [
        (("71", "64"), "Zephyr 2 has 71 points and Borealis One 64.", False),
        (("71", "64"), "One has 71 points, the other 64.", False),
        (("71", "64"), "Zephyr 2 has 71 points.", True),
        (("84", "84"), "Zephyr 2 has 84 points.", True),
        (("84", "84"), "Zephyr 2 and Borealis One have 84 points.", False),
    ],
)
def test_each_figure_is_told_and_whose_it_is_where_two_have_the_same(
    small_engine: Engine, values: tuple[str, ...], text: str, left: bool
) -> None:
    reply = small_engine.ask(COMPARED)
    rows = tuple(
        row.model_copy(update={"value": value}) for row, value in zip(reply.rows, values, strict=True)
    )
    said = [ProseStatement(text=text, evidence=("E1",))]
    assert leaves_out(reply.model_copy(update={"rows": rows}), said, NameReader()) == left
