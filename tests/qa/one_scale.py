"""What holds for every reply of an invented world: nothing stands on one scale that may not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.models import Reply
from tests.qa.building import kinds
from tests.qa.invented import REASON, World

LINE = re.compile(r"(\d+)(?:–(\d+))?\. (\w+)")


def check(world: World, reply: Reply) -> None:
    """No claim, table or panel holds figures that may not be compared, and their meeting is told."""
    answer = reply.answer
    edition_of = {citation.number: citation.edition for citation in answer.citations}
    for statement in answer.statements:
        assert world.together({edition_of[number] for number in statement.citations}), statement.text
    shown = {fact.edition for fact in answer.facts if fact.unit == "points"}
    if not world.together(shown):
        assert any(n.kind == "comparability" and REASON in n.text for n in answer.notices), answer.answer
    for section in sections(reply):
        assert world.together(
            {edition_of[n] for number in section for n in answer.statements[number].citations}
        )
    if reply.plot:
        check_plot(world, reply)
    disputed = [fact for fact in answer.facts if len(world.scores[fact.edition][fact.subject.lower()]) > 1]
    assert not disputed or "conflict" in kinds(reply)


def sections(reply: Reply) -> Iterator[list[int]]:
    """The places of statements that stand in one order: numbered lines, not parted by another line."""
    numbers = {s.text: i for i, s in enumerate(reply.answer.statements) if LINE.match(s.text)}
    current: list[int] = []
    for line in reply.answer.answer.split("\n"):
        if line in numbers:
            current.append(numbers[line])
        elif current:
            yield current
            current = []
    if current:
        yield current


def check_plot(world: World, reply: Reply) -> None:
    plot = reply.plot
    assert plot
    told = {(f.subject, f.value) for f in reply.answer.facts}
    for panel in plot.panels:
        assert world.together(set(panel.editions)), panel
        for point in panel.points:
            name = point.label.split(" (")[0].split("（")[0]
            assert {(name, point.value), (name, point.low)} <= told, point
            assert any(
                (min(v), max(v)) == (point.low, point.value)
                for edition in panel.editions
                if (v := world.scores[edition].get(name.lower()))
            ), point
            assert name in plot.alt
    assert sum(len(panel.points) for panel in plot.panels) >= 2
    assert len(plot.alt) <= 1000
    apart = not world.together({edition for panel in plot.panels for edition in panel.editions})
    assert bool(plot.apart) == (len(plot.panels) > 1)
    assert len(plot.panels) > 1 or not apart
