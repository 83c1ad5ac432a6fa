"""Plots: what a picture of verified figures shows, and what it leaves to words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import Compare, History, Rank
from tests.qa.building import engine_of
from tests.qa.small import write_small_corpus


def test_bars_of_a_ranking(small_engine: Engine) -> None:
    plot = small_engine.look_up(Rank(edition="2030-Q1")).plot
    assert plot
    assert (plot.kind, plot.title, plot.apart, plot.open_weights) == (
        "bars",
        "Sky Index score",
        "",
        "open weights",
    )
    (panel,) = plot.panels
    assert (panel.title, panel.editions) == ("Q1 2030", ("2030-Q1",))
    assert [(p.label, p.value, p.low, p.text) for p in panel.points] == [
        ("Zephyr 2", 71, 71, "71"),
        ("Borealis One", 64, 64, "64"),
        ("Cumulus Mini", 64, 64, "64"),
        ("Nimbus Large", 58, 58, "58"),
    ]
    first = panel.points[0]
    assert (first.maker, first.maker_name, first.open_weights, first.when) == (
        "northwind",
        "Northwind",
        True,
        None,
    )
    assert plot.sources == ("Sources: Gazette, April 2, 2030; unnamed publisher (Q1 2030)")
    assert plot.alt == (
        "Bar chart: Sky Index score. "
        "Q1 2030: Zephyr 2: 71, Borealis One: 64, Cumulus Mini: 64, Nimbus Large: 58."
    )


def test_steps_of_a_history(small_engine: Engine) -> None:
    plot = small_engine.look_up(History("Zephyr")).plot
    assert plot
    assert plot.kind == "steps"
    assert [[(p.label, p.value, p.when) for p in panel.points] for panel in plot.panels] == [
        [("Zephyr 2", 71, None)],
        [("Zephyr 2", 55, "2030-05"), ("Zephyr 3", 60, None)],
    ]
    assert plot.apart == "Different scales"


def test_one_scale_of_several_editions_is_one_panel_with_badges(tmp_path: Path) -> None:
    engine = engine_of(write_small_corpus(tmp_path / "corpus", comparable=True), tmp_path / "index")
    plot = engine.look_up(Rank()).plot
    assert plot
    (panel,) = plot.panels
    assert panel.title == "Q1 2030 and Q2 2030"
    assert [point.label for point in panel.points][:3] == [
        "Borealis One (Q1 2030)",
        "Cumulus Mini (Q1 2030)",
        "Zephyr 3 (Q2 2030)",
    ]
    assert plot.apart == ""
    lines = engine.look_up(Rank()).answer.answer.split("\n")
    assert lines[0] == "Sky Index score, highest first (Q1 2030 and Q2 2030):"
    assert lines[3] == "3. Zephyr 3: 60 (Q2 2030) [3]"
    crossing = engine.look_up(Compare(("Nimbus Large", "Zephyr 3"))).answer
    assert crossing.statements[0].text.startswith("Zephyr 3 leads Nimbus Large by 2 points in Sky")
    asked = engine.ask("What is the difference between Nimbus Large and Zephyr 3?").answer
    assert "2 points" in asked.statements[0].text


@pytest.mark.parametrize("question", ["Zephyr 2 score", "Who founded Northwind?", "hello", "Zephyr 9 score"])
def test_what_is_no_comparison_has_no_picture(small_engine: Engine, question: str) -> None:
    assert small_engine.ask(question).plot is None


def test_a_single_figure_has_no_picture(small_engine: Engine) -> None:
    assert small_engine.look_up(Rank(edition="2030-Q1", top=1)).plot is None


@pytest.mark.parametrize(
    "question", ["compare Zephyr 2 and Borealis One", "models above 60 points in Q1", "rank the models in Q1"]
)
def test_questions_in_words_have_the_same_picture(small_engine: Engine, question: str) -> None:
    plot = small_engine.ask(question).plot
    assert plot
    assert [panel.editions for panel in plot.panels] == [("2030-Q1",)]


def test_several_questions_have_the_first_picture(small_engine: Engine) -> None:
    reply = small_engine.ask("Who founded Northwind? Rank the models in Q2 by score.")
    assert reply.plot
    assert reply.plot.panels[0].editions == ("2030-Q2",)


def test_what_fails_at_the_gate_is_not_drawn(changed: Callable[..., Engine]) -> None:
    plot = changed("facts/all.yaml", "value: 58", "value: 57").look_up(Rank(edition="2030-Q1")).plot
    assert plot
    assert [point.value for point in plot.panels[0].points] == [71, 64, 64]


def test_money_of_several_editions_stands_by_edition(engine: Engine) -> None:
    plot = (
        engine.ask("Which lab has the highest market cap?").plot or engine.ask("rank labs by market cap").plot
    )
    assert plot
    assert [panel.editions for panel in plot.panels] == [("2025-Q2",)]
    assert plot.panels[0].points[0].text == "about 575 billion US dollars"
    assert plot.panels[0].points[0].open_weights is None, "a lab has no weights"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_fits_and_says_how_much_it_leaves_out(engine: Engine, language: str) -> None:
    for reply in (
        engine.look_up(Rank(), locale=language),
        engine.look_up(History("deepseek"), locale=language),
    ):
        assert reply.plot
        assert len(reply.plot.alt) <= 1000
        for panel in reply.plot.panels:
            assert all(
                point.label in reply.plot.alt and point.text in reply.plot.alt for point in panel.points
            )


def test_a_long_description_is_cut_between_figures(changed: Callable[..., Engine]) -> None:
    name = "Nimbus Large " + "of the Northern Fleet " * 45
    engine = changed("entities.yaml", "{en: Nimbus Large}", f"{{en: {name}}}")
    plot = engine.look_up(Rank(edition="2030-Q1"), locale="en").plot
    assert plot
    assert len(plot.alt) <= 1000
    assert plot.alt.endswith("Cumulus Mini: 64, and 1 more.")
