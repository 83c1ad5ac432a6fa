"""The graph of entities: what belongs to what, through any number of steps and around circles."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qa.knowledge.entities import Entities, Entity
from qa.knowledge.knowledge import Knowledge


@pytest.fixture(scope="module")
def graph(small_knowledge: Knowledge) -> Entities:
    return small_knowledge.entities


def test_descendants_follow_makers_and_families(graph: Entities) -> None:
    made = {"zephyr", "zephyr-2", "zephyr-3", "nimbus-large", "skyline"}
    assert graph.descendants("northwind") == made
    assert graph.descendants("zephyr") == {"zephyr-2", "zephyr-3"}
    assert graph.descendants("zephyr-2") == frozenset()


def test_ancestors_are_nearest_first_and_end_with_the_lab(graph: Entities) -> None:
    assert graph.ancestors("zephyr-2") == ("zephyr", "northwind")
    assert graph.ancestors("nimbus-large") == ("northwind",)
    assert graph.ancestors("northwind") == ()


def test_the_lab_of_a_model_may_be_its_familys() -> None:
    graph = Entities(
        {
            "lab": Entity(id="lab", kind="lab", names={}),
            "family": Entity(id="family", kind="family", names={}, lab="lab"),
            "model": Entity(id="model", kind="model", names={}, part_of="family"),
            "orphan": Entity(id="orphan", kind="model", names={}),
        }
    )
    assert graph.lab("model") == "lab"
    assert graph.lab("lab") == "lab"
    assert graph.lab("orphan") is None
    assert graph.ancestors("orphan") == ()


@pytest.mark.parametrize(
    ("entity", "scope", "belongs"),
    [
        ("zephyr-2", "northwind", True),
        ("zephyr-2", "zephyr", True),
        ("zephyr-2", "zephyr-2", True),
        ("zephyr-2", "avalon", True),
        ("zephyr-2", "startups", True),
        ("borealis-one", "avalon", False),
        ("borealis-one", "startups", False),
        ("borealis-one", "northwind", False),
        ("northwind", "avalon", True),
    ],
)
def test_belongs(graph: Entities, entity: str, scope: str, belongs: bool) -> None:
    assert (entity in graph.members(scope)) is belongs


def test_open_weights_is_a_property_of_the_model() -> None:
    made = [
        Entity(id="lab", kind="lab", names={}, open_weights=True),
        Entity(id="open", kind="model", names={}, lab="lab", open_weights=True),
        Entity(id="unsaid", kind="model", names={}, lab="lab"),
        Entity(id="open-weights", kind="group", names={}, role="open_weights"),
    ]
    graph = Entities({entity.id: entity for entity in made})
    assert "open" in graph.members("open-weights")
    assert "unsaid" not in graph.members("open-weights"), (
        "a lab's openness says nothing of a model that is unsaid"
    )


def test_circles_end() -> None:
    graph = Entities(
        {
            "a": Entity(id="a", kind="model", names={}, part_of="b"),
            "b": Entity(id="b", kind="model", names={}, part_of="a"),
        }
    )
    assert graph.descendants("a") == {"b"}
    assert graph.ancestors("a") == ("b",)
    assert graph.lab("a") is None


def test_names_fall_back_to_english_then_to_the_id(graph: Entities) -> None:
    assert graph["northwind"].name("ja") == "ノースウィンド"
    assert graph["northwind"].name("fr") == "Northwind"
    assert Entity(id="bare", kind="lab", names={}).name("fr") == "bare"
    assert graph["northwind"].written == ("Northwind", "ノースウィンド", "NW Labs", "北風")
    assert "northwind" in graph
    assert "nobody" not in graph
    assert len(list(graph)) == 14


def test_unknown_keys_are_errors() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Entity.model_validate({"id": "a", "kind": "lab", "names": {}, "colour": "red"})


def test_members_are_what_belongs(graph: Entities) -> None:
    for scope in graph:
        assert scope.id in graph.members(scope.id)
    assert graph.members("avalon") == {"avalon", "northwind", *graph.descendants("northwind")}
    assert graph.members("nobody") == {"nobody"}
