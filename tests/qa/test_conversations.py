"""Conversations of two to five turns over the shipped corpus: what the last answer must hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from qa.engine import Engine
from qa.evaluation.gold.items import GoldItem, read_gold
from qa.evaluation.gold.judge import judge
from qa.language.detection import LANGUAGES
from qa.models import Turn

FILE: Final = Path(__file__).with_name("conversations.jsonl")
ITEMS, BAD = read_gold(FILE)
NOT_YET: Final = {
    "conv-zh-hant-13": "an age is not declared, and the sentences on who founded the lab are found instead",
    "conv-fr-07": "the French word for a rival is read as asking which model was overtaken",
}


def test_the_set_is_sound() -> None:
    assert not BAD
    counted = Counter(item.language for item in ITEMS)
    assert set(counted) == set(LANGUAGES)
    assert min(counted.values()) >= 12
    assert all(2 <= len(item.turns) <= 5 for item in ITEMS)
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    assert set(NOT_YET) <= {item.id for item in ITEMS}


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            item,
            id=item.id,
            marks=pytest.mark.xfail(reason=NOT_YET[item.id], strict=False) if item.id in NOT_YET else (),
        )
        for item in ITEMS
    ],
)
def test_the_last_turn_is_answered(engine: Engine, item: GoldItem) -> None:
    history: list[Turn] = []
    for turn in item.turns:
        reply = engine.ask(turn, history=history)
        history.append(reply.turn)
    verdict = judge(item, reply.answer)
    assert verdict.right, (verdict.faults, verdict.answer)
    assert reply.answer.language == item.language
    assert verdict.noticed is not False
    assert verdict.cited is not False
    assert verdict.cited_edition is not False
