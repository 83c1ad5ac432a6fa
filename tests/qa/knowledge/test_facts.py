"""Facts: finding them, and telling a contradiction from a development."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from qa.knowledge.facts import Evidence, Fact, FactStore
from qa.knowledge.knowledge import Knowledge


def fact(name: str, value: object, reporters: tuple[str, ...] = ("a",), **more: Any) -> Fact:
    given: dict[str, Any] = {
        "id": name,
        "subject": "s",
        "attribute": "x",
        "value": value,
        "unit": "points",
        "edition": "e",
        "reported_by": reporters,
        "evidence": (Evidence(document_id="d", quote="q"),),
    }
    return Fact(**(given | more))


def test_find_by_attribute_subjects_and_editions(small_knowledge: Knowledge) -> None:
    store = small_knowledge.facts
    both = store.find("sky_index", ["zephyr-2"])
    assert [f.id for f in both] == ["z2-q1", "z2-q2"]
    assert [f.id for f in store.find("sky_index", ["zephyr-2"], ["2030-Q2"])] == ["z2-q2"]
    assert [f.id for f in store.find("sky_index", ["zephyr-3", "zephyr-2", "zephyr-3"], ("2030-Q2",))] == [
        "z3-q2",
        "z2-q2",
    ], "in the order of the subjects, each once"
    assert store.find("nothing", ["zephyr-2"]) == ()
    assert store.subjects("funding") == ("northwind",)
    assert store.subjects("nothing") == ()
    assert {f.id for f in store.of("northwind")} == {"nw-funding", "nw-founder", "nw-motto"}
    assert store.of("nobody") == ()


@pytest.mark.parametrize(
    ("other", "contradicts"),
    [
        (fact("same", 1, ("b",)), False),
        (fact("value", 2, ("b",)), True),
        (fact("own-value", 2, ("a",)), True),
        (fact("later", 2, ("a",), as_of="2030-02"), False),
        (fact("other-time", 1, ("b",), as_of="2030-02"), True),
        (fact("other-edition", 2, ("b",), edition="f"), False),
        (fact("other-subject", 2, ("b",), subject="t"), False),
        (fact("other-attribute", 2, ("b",), attribute="y"), False),
    ],
    ids=lambda value: value.id if isinstance(value, Fact) else "",
)
def test_conflicts(other: Fact, contradicts: bool) -> None:
    first = fact("first", 1)
    store = FactStore((first, other))
    assert store.conflicts(first) == ((other,) if contradicts else ())
    assert store.conflicts(other) == ((first,) if contradicts else ())


def test_only_quantities_are_numbers() -> None:
    assert fact("n", 3).number == 3.0
    with pytest.raises(TypeError, match="holds no number"):
        _ = fact("t", "three", unit="text").number


@pytest.mark.parametrize("missing", ["reported_by", "evidence"])
def test_a_fact_without_reporter_or_proof_is_refused(missing: str) -> None:
    with pytest.raises(ValidationError):
        fact("bare", 1, **{missing: ()})


def test_an_empty_quote_is_refused() -> None:
    with pytest.raises(ValidationError):
        Evidence(document_id="d", quote="")


def test_all_of_an_edition_in_the_order_of_subjects(small_knowledge: Knowledge) -> None:
    store = small_knowledge.facts
    assert [f.id for f in store.within("sky_index", "2030-Q2")] == ["z2-q2", "z3-q2"]
    assert store.within("sky_index", "2031-Q1") == store.within("nothing", "2030-Q1") == ()
    assert store.editions("sky_index") == {"2030-Q1", "2030-Q2"}
    assert store.editions("funding") == {"2030-Q1"}
    assert store.editions("nothing") == frozenset()


def test_the_contradicted_are_told_once() -> None:
    facts = (
        fact("one", 1),
        fact("other", 2, ("b",)),
        fact("later", 1, as_of="2030"),
        fact("apart", 1, subject="t"),
    )
    store = FactStore(facts)
    assert [f.id for f in store.disputed] == ["one", "other", "later"]
    assert store.disputed == tuple(f for f in facts if store.conflicts(f))
    assert store.disputed is store.disputed
