"""Nothing that was acknowledged is lost, doubled or damaged by a kill; and the harness would notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import examples
from tests.soak.kills import Harness, all_operations
from tests.soak.operations import Fault, Operation, Workplace

PARTS = ("first", "second", "third")


def write_in_parts(place: Workplace) -> None:
    for part in PARTS:
        with (place.folder / "careless").open("a", encoding="utf-8") as file:
            file.write(part)
    place.acknowledge("written")


def look_for_parts(place: Workplace) -> list[Fault]:
    file = place.folder / "careless"
    whole = not file.exists() or file.read_text(encoding="utf-8") == "".join(PARTS)
    return [] if whole else [Fault("damaged", "it is there in part")]


def prepare_nothing(_: Workplace) -> None:
    pass


CARELESS = Operation("careless", prepare_nothing, write_in_parts, look_for_parts)


def test_a_kill_between_two_steps_is_noticed(tmp_path: Path) -> None:
    points = len(PARTS) + 1
    outcome = Harness(CARELESS, tmp_path, seed=0).kill(2 * points)  # at every point, and at moments between
    by_point = [fault for number, fault in outcome.faults if number in range(0, 2 * points, 2)]
    assert by_point == [Fault("damaged", "it is there in part")] * (len(PARTS) - 1)
    assert outcome.row().split() == ["careless", "8", "0", "0", str(len(outcome.faults)), "0"]


@pytest.mark.parametrize("operation", all_operations().values(), ids=lambda operation: operation.name)
def test_a_kill_loses_and_doubles_nothing(operation: Operation, tmp_path: Path) -> None:
    outcome = Harness(operation, tmp_path, seed=0).kill(examples(2))
    assert outcome.kills == examples(2)
    assert outcome.faults == []
