"""Ties within a margin and values in dispute, word for word."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import Compare, Rank, Score
from tests.qa.building import kinds
from tests.qa.invented import EDITIONS, MODELS, World

Q1, Q2 = EDITIONS[:2]


def world_of(margin: float | None = None, **scores: tuple[float, ...]) -> Engine:
    return World(frozenset(), {Q1: margin}, {Q1: scores}, dict.fromkeys(MODELS)).engine()


@pytest.fixture(scope="module")
def near() -> Engine:
    return world_of(2.0, zephyr=(60.0,), nimbus=(58.5,), cumulus=(57.0,), stratus=(44.0,))


@pytest.fixture(scope="module")
def disputed() -> Engine:
    return world_of(None, zephyr=(24.0, 20.0), nimbus=(22.0,), cumulus=(10.0,))


def lines(text: str) -> list[str]:
    return [line.partition(" [")[0] for line in text.split("\n")]


def test_a_ranking_says_that_the_margin_makes_places_shared(near: Engine) -> None:
    heading, *ranked = lines(near.look_up(Rank()).answer.answer)
    assert heading.startswith(
        "Sky Index score, highest first (Q1 2030); scores within the edition’s "
        "stated margin of ±2 share a place:"
    )
    assert ranked == [
        "1. Zephyr: 60",
        "1. Nimbus: 58.5",
        "2. Cumulus: 57",
        "4. Stratus: 44",
    ]


def test_a_margin_that_changes_nothing_is_not_mentioned() -> None:
    engine = world_of(2.0, zephyr=(60.0,), nimbus=(50.0,))
    assert lines(engine.look_up(Rank()).answer.answer)[0] == "Sky Index score, highest first (Q1 2030):"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "tied in Sky Index score: 1.5 points apart, within the edition’s stated margin of ±2",
        ),
        ("fr", "1,5 point d’écart, dans la marge de ±2 indiquée par l’édition"),
        ("ja", "差は1.5点で、レポートに示された誤差±2以内です"),
        ("zh-Hans", "相差1.5分，不超过报告给出的误差±2"),
        ("zh-Hant", "相差1.5分，不超過報告給出的誤差±2"),
    ],
)
def test_a_comparison_within_the_margin_is_a_tie_with_both_values(
    near: Engine, language: str, says: str
) -> None:
    answer = near.look_up(Compare(("zephyr", "nimbus")), locale=language).answer
    assert says in answer.statements[0].text
    assert len(answer.statements) == 3
    assert [fact.value for fact in answer.facts] == [60, 58.5]


def test_a_difference_within_the_margin_says_so(near: Engine) -> None:
    answer = near.ask("What is the difference between Zephyr and Nimbus?").answer
    assert "1.5 points apart, within the edition’s stated margin of ±2" in answer.answer
    beyond = near.ask("What is the difference between Zephyr and Cumulus?").answer
    assert (
        lines(beyond.answer)[0] == "Zephyr leads Cumulus by 3 points in Sky Index score: 60 to 57 (Q1 2030)."
    )


def test_who_shares_the_first_place_is_named_with_the_rest() -> None:
    engine = world_of(None, zephyr=(60.0,), nimbus=(60.0,), cumulus=(57.0,))
    first = engine.look_up(Compare(("zephyr", "nimbus", "cumulus"))).answer.statements[0].text
    assert first.startswith(
        "Zephyr and Nimbus are tied in Sky Index score, 3 points ahead of Cumulus (Q1 2030)."
    )
    (best, also) = engine.ask("best model in Q1 by score").answer.facts
    assert {best.subject, also.subject} == {"Zephyr", "Nimbus"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disputed_model_has_one_line_with_its_range_and_its_places(disputed: Engine, language: str) -> None:
    reply = disputed.look_up(Rank(), locale=language)
    first, second, third = reply.answer.statements
    assert first.text.startswith("1–2. Zephyr")
    assert "20" in first.text
    assert "24" in first.text
    assert len(first.citations) == 2
    assert second.text.startswith("1–2. Nimbus")
    assert third.text.startswith("3. Cumulus")
    assert [row.place for row in reply.rows] == ["1–2", "1–2", "3"]
    assert kinds(reply) == {"conflict"}
    (notice,) = reply.answer.notices
    assert "Gazette" in notice.text
    assert "Herald" in notice.text
    assert reply.plot
    point = reply.plot.panels[0].points[0]
    assert (point.value, point.low) == (24, 20)


def test_a_disputed_line_says_that_sources_disagree(disputed: Engine) -> None:
    assert lines(disputed.look_up(Rank()).answer.answer)[1] == "1–2. Zephyr: 20–24, sources disagree"


def test_a_disputed_comparison_is_open_and_its_difference_a_range(disputed: Engine) -> None:
    answer = disputed.look_up(Compare(("zephyr", "nimbus"))).answer
    assert answer.statements[0].text.startswith(
        "The sources disagree on which of Zephyr and Nimbus is ahead in Sky Index score; "
        "they are at most 2 points apart (Q1 2030)."
    )
    gap = disputed.ask("What is the difference between Zephyr and Cumulus?").answer.statements[0]
    assert gap.text.startswith(
        "Zephyr leads Cumulus by 10–14 points in Sky Index score: 20–24 to 10 (Q1 2030)."
    )


def test_a_look_up_shows_both_sides(disputed: Engine) -> None:
    reply = disputed.look_up(Score("Zephyr"))
    assert [fact.value for fact in reply.answer.facts] == [24, 20]
    assert kinds(reply) == {"conflict"}
    (row,) = reply.rows
    assert (row.value, row.citations, row.statements) == ("20–24", (1, 2), (0, 1))


def test_a_filter_keeps_what_one_source_admits(disputed: Engine) -> None:
    reply = disputed.ask("models above 23 points in Q1")
    assert [fact.value for fact in reply.answer.facts] == [20, 24]
    assert kinds(reply) == {"conflict"}


@pytest.mark.parametrize(
    ("bound", "says"),
    [
        (23, "0 with Sky Index score above 23 (Q1 2030), or 1 according to other sources:"),
        (21, "1 with Sky Index score above 21 (Q1 2030), or 2 according to"),
        (15, "2 with Sky Index score above 15 (Q1 2030):"),
    ],
)
def test_a_count_is_a_range_where_sources_disagree(disputed: Engine, bound: int, says: str) -> None:
    answer = disputed.ask(f"How many models score above {bound} in Q1?").answer
    assert answer.statements[0].text.startswith(says)


def test_best_and_second_may_be_one_of_several(disputed: Engine) -> None:
    best = disputed.ask("best model in Q1 by score").answer
    assert {fact.subject for fact in best.facts} == {"Zephyr", "Nimbus"}
    second = disputed.ask("second best model in Q1 by score").answer
    assert {fact.subject for fact in second.facts} == {"Zephyr", "Nimbus"}
    worst = disputed.ask("worst model in Q1 by score").answer
    assert [fact.subject for fact in worst.facts] == ["Cumulus"]


def test_a_place_that_a_tie_leaves_empty_is_answered_with_the_tie() -> None:
    engine = world_of(None, zephyr=(60.0,), nimbus=(60.0,), cumulus=(57.0,))
    second = engine.ask("second best model in Q1 by score").answer
    assert second.statements[0].text.startswith(
        "Zephyr and Nimbus are tied at number 1 by Sky Index score: 60"
    )
    third = engine.ask("third best model in Q1 by score").answer
    assert [fact.subject for fact in third.facts] == ["Cumulus"]
    assert engine.ask("fifth best model in Q1 by score").answer.abstained


def test_who_is_close_behind_the_first_is_told_in_the_same_sentence() -> None:
    engine = world_of(None, zephyr=(90.0,), nimbus=(89.5,), cumulus=(80.0,))
    best = engine.ask("best model in Q1 by score").answer
    says = "Zephyr ranks first by Sky Index score: 90 (Q1 2030), closely followed by Nimbus (89.5). [1][2]"
    assert [statement.text for statement in best.statements] == [says]
    worst = engine.ask("worst model in Q1 by score").answer
    assert "closely" not in worst.answer


def test_a_margin_across_one_scale_is_the_larger() -> None:
    world = World(
        frozenset({frozenset({Q1, Q2})}),
        {Q1: 0.0, Q2: 3.0},
        {Q1: {"zephyr": (60.0,)}, Q2: {"nimbus": (58.0,)}},
        dict.fromkeys(MODELS),
    )
    answer = world.engine().look_up(Compare(("zephyr", "nimbus"))).answer
    assert (
        "tied in Sky Index score: 2 points apart, within the edition’s stated margin of ±3"
        in answer.statements[0].text
    )
    assert "(Q1 2030 and Q2 2030)" in answer.statements[0].text
