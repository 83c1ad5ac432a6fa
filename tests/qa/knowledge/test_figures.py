"""Choosing facts: whose figure answers, edition by edition."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import ALL, Threshold
from tests.qa.small import write_small_corpus


@pytest.fixture(scope="module")
def figures(small_knowledge: Knowledge) -> Figures:
    return Figures(small_knowledge)


@pytest.mark.parametrize(
    ("attribute", "entity", "editions", "facts"),
    [
        ("sky_index", "zephyr-2", (), ["z2-q1", "z2-q2"]),
        ("sky_index", "zephyr-2", ("2030-Q2",), ["z2-q2"]),
        ("sky_index", "zephyr", (), ["z2-q1", "z2-q2", "z3-q2"]),
        ("sky_index", "eastgate", (), ["b1-q1", "cm-q1"]),
        ("funding", "zephyr-2", (), ["nw-funding"]),
        ("founder", "skyline", (), ["nw-founder"]),
        ("monthly_active_users", "northwind", (), ["sky-users"]),
        ("monthly_active_users", "zephyr-2", (), ["sky-users"]),
        ("funding", "eastgate", (), []),
        ("funding", "borealis-one", (), []),
        ("sky_index", "nimbus-large", ("2030-Q2",), []),
        ("employees", "northwind", (), []),
        ("release_date", "ada-quill", (), []),
    ],
)
def test_of(
    figures: Figures, attribute: str, entity: str, editions: tuple[str, ...], facts: list[str]
) -> None:
    assert sorted(fact.id for fact in figures.of(attribute, entity, editions)) == sorted(facts)


def test_a_model_never_has_another_models_score(figures: Figures) -> None:
    assert figures.of("parameters", "zephyr-3") == (), "its sibling's parameters are not its own"
    assert figures.of("sky_index", "zephyr-3", ("2030-Q1",)) == ()


@pytest.mark.parametrize(
    ("attribute", "entity", "applies"),
    [
        ("funding", "zephyr-2", True),
        ("funding", "northwind", True),
        ("release_date", "ada-quill", False),
        ("sky_index", "avalon", False),
    ],
)
def test_applies(figures: Figures, attribute: str, entity: str, applies: bool) -> None:
    assert figures.applies(attribute, entity) is applies


def test_ranking_gives_ties_one_place(figures: Figures) -> None:
    ranking = figures.rank(ALL, "sky_index", ["2030-Q1"])
    assert [(line.standing.subject, line.place) for line in ranking.lines] == [
        ("zephyr-2", "1"),
        ("borealis-one", "2"),
        ("cumulus-mini", "2"),
        ("nimbus-large", "4"),
    ]
    assert {fact.edition for fact in ranking.facts} == {"2030-Q1"}
    assert ranking.margin == 0.0


def test_ranking_from_below(figures: Figures) -> None:
    ranking = figures.rank(replace(ALL, direction="low"), "sky_index", ["2030-Q1"])
    assert [fact.number for fact in ranking.facts] == [58, 64, 64, 71]


def test_cut(figures: Figures) -> None:
    ranking = figures.rank(ALL, "sky_index", ["2030-Q1"])
    assert [f.subject for f in figures.cut(ranking, lambda line: line.first == 2).facts] == [
        "borealis-one",
        "cumulus-mini",
    ]
    assert figures.cut(ranking, lambda line: line.first > 9).facts == ()


@pytest.mark.parametrize(
    ("weights", "subjects"), [(True, {"zephyr-2"}), (False, {"borealis-one", "cumulus-mini", "nimbus-large"})]
)
def test_weights_are_open_or_closed_where_that_is_declared(
    figures: Figures, weights: bool, subjects: set[str]
) -> None:
    ranking = figures.rank(replace(ALL, open_weights=weights), "sky_index", ["2030-Q1"])
    assert {fact.subject for fact in ranking.facts} == subjects


def test_one_scale_of_several_editions_ranks_each_as_it_last_stood(tmp_path: Path) -> None:
    figures = Figures(Knowledge.load(write_small_corpus(tmp_path / "c", comparable=True)))
    assert figures.groups("sky_index", ()) == (("2030-Q1", "2030-Q2"),)
    ranking = figures.rank(ALL, "sky_index", ["2030-Q1", "2030-Q2"])
    assert [(f.subject, f.value, f.edition) for f in ranking.facts] == [
        ("borealis-one", 64, "2030-Q1"),
        ("cumulus-mini", 64, "2030-Q1"),
        ("zephyr-3", 60, "2030-Q2"),
        ("nimbus-large", 58, "2030-Q1"),
        ("zephyr-2", 55, "2030-Q2"),
    ]


@pytest.mark.parametrize(
    ("scopes", "subjects"),
    [
        (("northwind",), {"zephyr-2", "nimbus-large"}),
        (("northwind", "eastgate"), {"zephyr-2", "nimbus-large", "borealis-one", "cumulus-mini"}),
        (("avalon",), {"zephyr-2", "nimbus-large"}),
        (("avalon", "eastgate"), set()),
        (("startups", "zephyr"), {"zephyr-2"}),
    ],
)
def test_scopes_of_one_class_are_alternatives_of_several_conditions(
    figures: Figures, scopes: tuple[str, ...], subjects: set[str]
) -> None:
    ranking = figures.rank(replace(ALL, scopes=scopes), "sky_index", ["2030-Q1"])
    assert {fact.subject for fact in ranking.facts} == subjects


def test_filtered(figures: Figures) -> None:
    selection = replace(ALL, threshold=Threshold("above", 60))
    assert {f.subject for f in figures.filtered(selection, "sky_index", ["2030-Q1"]).facts} == {
        "zephyr-2",
        "borealis-one",
        "cumulus-mini",
    }
    assert len(figures.filtered(ALL, "sky_index", ["2030-Q1"]).facts) == 4


def test_editions_that_hold_an_attribute(figures: Figures) -> None:
    assert figures.editions("sky_index", ()) == ("2030-Q1", "2030-Q2")
    assert figures.editions("funding", ()) == ("2030-Q1",)
    assert figures.editions("funding", ("2030-Q2",)) == ()


def test_scores_of_incomparable_editions_are_told_apart(figures: Figures, small_knowledge: Knowledge) -> None:
    facts = small_knowledge.facts
    assert figures.incomparable(facts.find("sky_index", ["zephyr-2"])) == ("2030-Q1", "2030-Q2")
    assert figures.incomparable(facts.find("sky_index", ["zephyr-2"], ["2030-Q1"])) == ()
    assert figures.incomparable(facts.of("northwind")) == (), "money means the same in every edition"


def test_declared_editions_are_one_scale(tmp_path: Path) -> None:
    knowledge = Knowledge.load(write_small_corpus(tmp_path / "c", comparable=True))
    assert Figures(knowledge).incomparable(knowledge.facts.find("sky_index", ["zephyr-2"])) == ()


def test_the_stated_order_of_the_real_corpus(engine: object) -> None:
    from qa.engine import Engine

    assert isinstance(engine, Engine)
    figures = Figures(engine.knowledge)
    stated = figures.stated_order(ALL, "intelligence_index", "2025-Q1")
    assert [standing.subject for standing in stated] == [
        "o3",
        "deepseek-r1",
        "o3-mini",
        "o1-mini",
        "step-2-16k",
    ]
    assert figures.stated_order(ALL, "intelligence_index", "2025-Q2") == ()
    assert figures.stated_order(replace(ALL, direction="low"), "intelligence_index", "2025-Q1") == ()
