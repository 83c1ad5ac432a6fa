"""Histories: whether a thing rose or fell where one scale says so, and that several scales do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.drafts.answer import Resources
from qa.models import History
from qa.question.frame import Frame, Operation
from tests.qa.drafts.drafting import drafted
from tests.qa.invented import EDITIONS, MODELS, World

Q1, Q2 = EDITIONS[:2]


def history(language: str = "en") -> Frame:
    return Frame("", language, Operation.HISTORY, entities=("zephyr-2",), attributes=("sky_index",))


def of_one_scale(*scores: tuple[float, ...], margin: float = 0.0) -> list[str]:
    editions = EDITIONS[: len(scores)]
    world = World(
        frozenset({frozenset({Q1, Q2})}),
        dict.fromkeys(editions, margin),
        {edition: {"zephyr": held} for edition, held in zip(editions, scores, strict=True)},
        dict.fromkeys(MODELS),
    )
    return world.engine().look_up(History("zephyr")).answer.answer.split("\n")


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "so a higher or lower one does not tell whether Zephyr 2 got better or worse.",
        ),
        ("fr", "ne dit pas si Zephyr 2 a progressé ou reculé."),
        ("ja", "ゼファー2の性能が良くなったか悪くなったかは分かりません。"),
        ("zh-Hans", "数值升降并不能说明Zephyr 2变好还是变差。"),
        ("zh-Hant", "數值升降並不能說明Zephyr 2變好還是變差。"),
    ],
)  # fmt: skip
def test_scales_that_differ_tell_no_rise_and_no_fall(resources: Resources, language: str, says: str) -> None:
    draft = drafted(resources, history(language))
    assert draft.text.endswith(says)
    assert [[fact.value for fact in claim.facts] for claim in draft.claims] == [[71], [55]]


@pytest.mark.parametrize(
    ("scores", "margin", "says"),
    [
        ((40.0, 44.5), 0.0, "Zephyr rose by 4.5 points in Sky Index score, from 40 (Q1 2030) to 44.5"),
        ((44.0, 43.0), 0.0, "Zephyr fell by 1 point in Sky Index score, from 44 (Q1 2030) to 43 (Q2 2030)."),
        ((44.0, 43.0), 1.0, "Zephyr stayed level in Sky Index score: 44 (Q1 2030) and 43 (Q2 2030)."),
    ],
)  # fmt: skip
def test_one_scale_tells_it_first(scores: tuple[float, float], margin: float, says: str) -> None:
    first, *_ = of_one_scale((scores[0],), (scores[1],), margin=margin)
    assert first.startswith(says)
    assert first.endswith("(Q2 2030). [1][2]")


def test_a_yes_is_not_told_of_a_whole_history(resources: Resources) -> None:
    asked = replace(history(), yes_no=True, values=(71.0, 55.0))
    assert drafted(resources, asked) == drafted(resources, history())


def test_what_depends_on_the_source_is_only_listed() -> None:
    first, *_ = of_one_scale((40.0, 44.0), (42.0,))
    assert first == "Sky Index score (Q1 2030 and Q2 2030):"
