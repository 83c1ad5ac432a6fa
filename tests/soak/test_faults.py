"""docs/FAULTS.md says what people see: some of its cells are played again, and none is a loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback.scenes import SCENES
from tests.loopback.stage import staged
from tests.soak.faults import PAGE, TROUBLES, WRONG, held_rows, play

CELLS = held_rows()
PLAYED = {
    "a mention is answered": ("403", "cut after", "event twice"),
    "`/ask` is answered": ("400", "500", "cut before", "event twice"),
    "`/ask` is declined: acknowledged": ("cut after",),
    "👍 is pressed": ("429", "event twice"),
}


def test_every_scene_has_its_row_and_no_cell_is_a_loss() -> None:
    assert list(CELLS) == [scene.name for scene in SCENES]
    assert not WRONG & {cell for cells in CELLS.values() for cell in cells}


async def test_cells_played_again_are_as_the_page_says(tmp_path: Path) -> None:
    names = [trouble.name for trouble in TROUBLES]
    scenes = {scene.name: scene for scene in SCENES}
    wanted = [(name, trouble) for name, troubles in PLAYED.items() for trouble in troubles]
    async with staged(tmp_path) as stage:
        found = {
            (name, trouble): await play(stage, scenes[name], TROUBLES[names.index(trouble)])
            for name, trouble in wanted
        }
    assert found == {(name, trouble): CELLS[name][names.index(trouble)] for name, trouble in wanted}


@pytest.mark.parametrize("cell", sorted(WRONG))
def test_the_page_does_not_explain_what_it_may_not_hold(cell: str) -> None:
    assert cell not in PAGE.read_text(encoding="utf-8")
