"""Scales: which editions stand together, and the margins they state."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qa.knowledge.editions import Edition, Editions
from qa.knowledge.scales import Scales

NAMES = ("a", "b", "c", "d")


def scales(declared: dict[str, tuple[str, ...]], **margins: float) -> Scales:
    return Scales(
        Editions(
            {
                name: Edition(
                    id=name, title={}, comparable_with=declared.get(name, ()), margin=margins.get(name)
                )
                for name in NAMES
            }
        )
    )


def test_each_edition_of_a_group_may_be_compared_with_each() -> None:
    chain = scales({"a": ("b",), "b": ("c",)})
    assert chain.groups("abc", "points") == (("a", "b"), ("c",)), "nobody declared a and c"
    assert chain.groups("acb", "points") == (("a", "b"), ("c",))
    assert scales({"a": ("b", "c"), "c": ("b",)}).groups("abc", "rank") == (("a", "b", "c"),)
    assert scales({}).groups("aab", "points") == (("a",), ("b",))
    assert scales({}).groups((), "points") == ()


def test_what_is_no_score_stands_by_edition() -> None:
    assert scales({"a": ("b",)}).groups("ab", "users") == (("a",), ("b",))


def test_editions_nobody_declared_are_apart() -> None:
    assert scales({}).apart(("a", "elsewhere"))
    assert not scales({}).apart(("a", "a"))
    assert not scales({"b": ("a",)}).apart(("a", "b"))


def test_the_largest_margin_counts_and_only_for_scores() -> None:
    held = scales({}, a=1.0, b=2.5)
    assert held.margin(("a", "b", "c"), "points") == 2.5
    assert held.margin(("c", "elsewhere"), "points") == 0.0
    assert held.margin(("a", "b"), "users") == 0.0


@given(st.lists(st.sampled_from(list(combinations(NAMES, 2))), unique=True))
def test_groups_part_the_editions_and_never_mix(pairs: list[tuple[str, str]]) -> None:
    held = scales({name: tuple(b for a, b in pairs if a == name) for name in NAMES})
    groups = held.groups(NAMES, "points")
    assert sorted(edition for group in groups for edition in group) == list(NAMES)
    for group in groups:
        assert all(pair in pairs for pair in combinations(sorted(group), 2))
