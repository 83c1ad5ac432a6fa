"""Standings: contradictions as ranges, developments as what came last, and the places of both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.knowledge.facts import Evidence, Fact, FactStore
from qa.knowledge.standings import Standing, current, episodes, ordered


def fact(
    value: float, paper: str = "gazette", as_of: str | None = None, subject: str = "x", edition: str = "e"
) -> Fact:
    return Fact(
        id=f"{subject}-{edition}-{value}-{paper}-{as_of}",
        subject=subject,
        attribute="score",
        value=value,
        unit="points",
        edition=edition,
        as_of=as_of,
        reported_by=(paper,),
        evidence=(Evidence(document_id="d", quote="q"),),
    )


def held(*facts: Fact) -> list[tuple[float, ...]]:
    return [tuple(f.number for f in s.sides) for s in current(facts, FactStore(facts))]


def told(*facts: Fact) -> list[tuple[float, ...]]:
    return [tuple(f.number for f in s.facts) for s in episodes(facts, FactStore(facts))]


def test_a_contradiction_is_one_standing() -> None:
    assert held(fact(24), fact(20, "herald")) == [(20, 24)]
    (standing,) = current((fact(24), fact(20, "herald")), FactStore((fact(24), fact(20, "herald"))))
    assert (standing.low, standing.high, standing.disputed) == (20, 24, True)
    assert told(fact(24), fact(20, "herald")) == [(24, 20)]


def test_a_source_may_state_a_development() -> None:
    first, then = fact(20, as_of="2030-01"), fact(24, as_of="2030-05")
    assert held(first, then) == [(24,)]
    assert told(first, then) == [(20,), (24,)]
    assert held(first, then, fact(22, "herald")) == [(22, 24)], "who contradicts both contradicts the last"
    assert held(fact(20), then) == [(24,)], "a figure without a time is the earlier one"


def test_sources_may_differ_in_the_time_alone() -> None:
    facts = (fact(20, as_of="2030-01"), fact(20, "herald", as_of="2030-02"))
    assert held(*facts) == [(20,)]
    assert told(*facts) == [(20, 20)]


def test_subjects_and_editions_stand_apart() -> None:
    assert held(fact(1), fact(2, subject="y"), fact(3, edition="f")) == [(1,), (2,), (3,)]


def standing(low: float, high: float | None = None) -> Standing:
    facts = (fact(low),) if high in (None, low) else (fact(low), fact(high or 0.0, "herald"))
    return Standing(facts)


@pytest.mark.parametrize(
    ("values", "margin", "places"),
    [
        ([(90,), (89,), (80,)], 0.0, ["1", "2", "3"]),
        ([(90,), (90,), (80,)], 0.0, ["1", "1", "3"]),
        ([(90,), (89,), (87.5,)], 1.5, ["1", "1", "2"]),
        ([(68.3,), (68.1,)], 0.2, ["1", "1"]),
        ([(20, 24), (22,), (10,)], 0.0, ["1–2", "1–2", "3"]),
        ([(24,), (20, 24), (22,), (21,), (10,)], 0.0, ["1", "1–4", "2–3", "3–4", "5"]),
        ([(60, 62), (61,)], 2.0, ["1", "1"]),
    ],
)
def test_places(values: list[tuple[float, ...]], margin: float, places: list[str]) -> None:
    lines = ordered([standing(*value) for value in values], margin, descending=True)
    assert [line.place for line in lines] == places


def test_an_order_from_below_is_the_mirror() -> None:
    lines = ordered([standing(5), standing(1, 3), standing(2)], 0.0, descending=False)
    assert [(line.standing.low, line.place) for line in lines] == [(1, "1–2"), (2, "1–2"), (5, "3")]


BOUNDS = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda b: standing(b[0], b[0] + b[1]))


@given(standings=st.lists(BOUNDS, max_size=8), margin=st.sampled_from([0.0, 1.0, 2.5]))
def test_places_are_counted_one_by_one(standings: list[Standing], margin: float) -> None:
    lines = ordered(standings, margin, descending=True)
    assert sorted(map(id, standings)) == sorted(id(line.standing) for line in lines)
    for line in lines:
        others = [s for s in standings if s is not line.standing]
        assert line.first == 1 + sum(s.low > line.standing.high + margin for s in others)
        assert line.last == 1 + sum(s.high > line.standing.low + margin for s in others)
        assert line.first <= line.last
    firsts = [line.first for line in lines]
    assert firsts == sorted(firsts)
