"""Whom a new name may mean: likeness in writing, where other digits make another thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.knowledge.entities import Entities, Entity
from qa.review.merges import LEAST, MOST, OTHER_KIND, OTHER_NUMBERS, suggestions

NAMES = {
    "deepseek-r1": ("model", "DeepSeek R1"),
    "deepseek-v3": ("model", "DeepSeek V3"),
    "qwen3": ("family", "Qwen3"),
    "zhipu": ("lab", "Zhipu AI"),
    "moonshot": ("lab", "Moonshot AI"),
    "china": ("country", "China"),
}
GRAPH = Entities({key: Entity(id=key, kind=kind, names={"en": name}) for key, (kind, name) in NAMES.items()})


def test_another_spelling_is_the_best() -> None:
    found = suggestions("deepseek-r 1", "model", GRAPH)
    assert (found[0].entity, found[0].score) == ("deepseek-r1", 1.0)
    assert [s.entity for s in found] == ["deepseek-r1"] or found[1].score < 0.6


@pytest.mark.parametrize("name", ["DeepSeek R1-0528", "DeepSeek R2", "DeepSeek R11"])
def test_other_digits_rank_low(name: str) -> None:
    assert all(s.score <= 0.5 for s in suggestions(name, "model", GRAPH))


def test_a_part_of_a_name_is_like_it() -> None:
    assert suggestions("Zhipu", "lab", GRAPH)[0].entity == "zhipu"


def test_only_kin_is_suggested() -> None:
    assert suggestions("Zhipu AI", "model", GRAPH) == ()
    assert [s.entity for s in suggestions("Chinas", "country", GRAPH)] == ["china"]
    assert suggestions("Qwen 3", "model", GRAPH)[0].score == 0.9, "a family is nearly a model"
    assert suggestions("Qwen3", "family", GRAPH, other_than="qwen3") == ()


@given(st.text(max_size=40), st.sampled_from(["model", "lab", "country", "thing"]))
def test_few_ordered_and_like(name: str, kind: str) -> None:
    found = suggestions(name, kind, GRAPH)
    scores = [s.score for s in found]
    assert len(found) <= MOST
    assert scores == sorted(scores, reverse=True)
    assert all(LEAST * OTHER_NUMBERS * OTHER_KIND - 0.001 <= score <= 1 for score in scores)
