"""Commands about measures that only documents name: which are meant, what is told, and of which times."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.knowledge.attributes import own_id
from qa.knowledge.editions import Editions
from qa.knowledge.entities import Entities
from qa.knowledge.facts import FactStore
from qa.knowledge.knowledge import Knowledge
from qa.models import Compare, History, LookUp, Rank, Reply, Score
from tests.qa.measured import FIRM, HELD, TEST, TRIAL, Told, engine_on, measured

SPEED, MARK, SNOW = own_id("Top speed", "km/h", ""), own_id("Mark", "", TEST), own_id("Mark", "", TRIAL)
TURNOVER, MARGIN = own_id("Turnover", "EUR", ""), own_id("Operating margin", "%", "")
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "fr", "ja")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_on(*measured(), tmp_path_factory.mktemp("measured"))


def told(reply: Reply) -> list[tuple[str, str, object, str]]:
    """The figures of a reply: subject, attribute, value and time."""
    return [(fact.subject, fact.attribute, fact.value, fact.edition) for fact in reply.answer.facts]


# --- score ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Kestrel GT", "kestrel-gt", "ＫＥＳＴＲＥＬ gt", "Kestrl GT", "kestrel"])
def test_all_figures_of_a_thing_are_told(engine: Engine, name: str) -> None:
    assert told(engine.look_up(Score(name))) == [
        ("Kestrel GT", SPEED, 46, "2024"),
        ("Kestrel GT", MARK, 1.8, "2024"),
        ("Kestrel GT", SNOW, 71, "2024"),
    ]


def test_of_each_measure_the_latest_figure_is_told(engine: Engine) -> None:
    reply = engine.look_up(Score("Northvale"))
    assert told(reply) == [("Northvale", TURNOVER, 45e6, "2024"), ("Northvale", MARGIN, 7.5, "2024")]
    assert [one.text for one in reply.lines] == [
        "Northvale, Turnover: 45 million euros (2024).",
        "Northvale, Operating margin: 7.5% (2024).",
    ]
    assert [one.quote for one in reply.answer.citations] == [
        "In 2024, Northvale had a turnover of 45 million euros.",
        "The operating margin of Northvale was 7.5% in 2024.",
    ]


@pytest.mark.parametrize(
    ("edition", "values"), [("2023", [48e6]), ("2024-Q3", [12e6]), ("2024", [45e6, 7.5]), ("2019", [])]
)
def test_a_time_is_an_edition(engine: Engine, edition: str, values: list[float]) -> None:
    reply = engine.look_up(Score("Northvale", edition))
    assert [fact.value for fact in reply.answer.facts] == values
    assert reply.answer.abstained is not bool(values)


def test_more_measures_than_are_told_are_counted(tmp_path: Path) -> None:
    many: tuple[Told, ...] = tuple(
        (
            "Heron 2",
            f"Test {chr(65 + n)}",
            "",
            n + 1,
            "2024",
            f"In test {chr(65 + n)} the Heron 2 got {n + 1}.",
        )
        for n in range(14)
    )
    reply = engine_on(*measured({TEST: many}), tmp_path).look_up(Score("Heron 2"))
    assert [fact.value for fact in reply.answer.facts] == list(range(1, 13))
    assert reply.lines[-1].text == "And 2 more measures."


# --- which measure is meant -----------------------------------------------------------


@pytest.mark.parametrize("measure", ["Top speed", "TOP-SPEED", "speed", "top sped", SPEED])
def test_a_measure_is_named_as_documents_name_it(engine: Engine, measure: str) -> None:
    reply = engine.look_up(Score("Heron 2", measure=measure))
    assert told(reply) == [("Heron 2", SPEED, 43, "2024")]
    assert reply.answer.question == f"Heron 2: {measure}"


def test_documents_that_call_their_own_the_same_are_both_told_of(engine: Engine) -> None:
    assert [fact.value for fact in engine.look_up(Score("Kestrel GT", measure="mark")).answer.facts] == [
        1.8,
        71,
    ]
    assert [fact.value for fact in engine.look_up(Score("Plover Mini", measure="mark")).answer.facts] == [64]


def test_of_an_unknown_measure_the_nearest_are_told(engine: Engine) -> None:
    reply = engine.look_up(Score("Northvale", measure="marge"))
    assert reply.answer.abstained
    assert reply.answer.facts == ()
    assert reply.lines[0].text == (
        "No figure in the documents is called “marge”. Closest: “Operating margin”, “Turnover”."
    )


def test_what_a_thing_has_no_figure_of_is_not_told_of_another(engine: Engine) -> None:
    reply = engine.look_up(Score("Heron 2", measure="turnover"))
    assert reply.answer.abstained
    assert reply.answer.facts == ()
    assert reply.lines[0].text == "The documents give no Turnover for Heron 2."


def test_a_name_that_goes_on_otherwise_is_another(engine: Engine) -> None:
    for name in ("Heron 3", "Heron 2 Pro Max", "Kestrel GT 5", "Kestrel GS"):
        assert engine.look_up(Score(name)).answer.facts == ()
    assert [choice.label for choice in engine.look_up(Score("Kestrel GS")).choices] == ["Kestrel GT"]


def test_a_name_that_several_begin_with_is_asked_about(tmp_path: Path) -> None:
    alike: tuple[Told, ...] = tuple(
        (f"Heron {size}", "Mark", "", n + 1, "2024", f"The Heron {size} got the mark {n + 1}.")
        for n, size in enumerate(("Mini", "Maxi"))
    )
    reply = engine_on(*measured({TEST: alike}), tmp_path).look_up(Score("heron"))
    assert [choice.label for choice in reply.choices] == ["Heron Mini", "Heron Maxi"]
    assert reply.answer.facts == ()


# --- compare --------------------------------------------------------------------------


def test_every_measure_that_both_have_is_compared(engine: Engine) -> None:
    reply = engine.look_up(Compare(("Kestrel GT", "Heron 2")))
    assert told(reply) == [
        ("Kestrel GT", SPEED, 46, "2024"),
        ("Heron 2", SPEED, 43, "2024"),
        ("Heron 2", MARK, 2.3, "2024"),
        ("Kestrel GT", MARK, 1.8, "2024"),
    ]
    assert reply.plot is not None
    assert [point.text for point in reply.plot.panels[0].points] == ["46 km/h", "43 km/h"]


def test_figures_of_one_time_are_compared(engine: Engine) -> None:
    reply = engine.look_up(Compare(("Northvale", "Ostrand"), measure="turnover"))
    assert told(reply) == [("Northvale", TURNOVER, 48e6, "2023"), ("Ostrand", TURNOVER, 39e6, "2023")]


def test_what_one_of_two_has_is_no_comparison(engine: Engine) -> None:
    reply = engine.look_up(Compare(("Northvale", "Heron 2"), measure="turnover"))
    assert reply.answer.abstained
    assert told(reply) == [("Northvale", TURNOVER, 45e6, "2024")]
    none = engine.look_up(Compare(("Northvale", "Heron 2")))
    assert none.answer.abstained
    assert none.lines[0].text == "The documents give no figure that Northvale and Heron 2 all have."


# --- rank -----------------------------------------------------------------------------


def test_things_are_ranked_by_a_measure(engine: Engine) -> None:
    reply = engine.look_up(Rank(measure="top speed"))
    assert [(row.place, row.subject, row.value) for row in reply.rows] == [
        ("1", "Kestrel GT", "46 km/h"),
        ("2", "Heron 2", "43 km/h"),
        ("3", "Plover Mini", "25 km/h"),
    ]
    assert [fact.value for fact in engine.look_up(Rank(measure="top speed", top=1)).answer.facts] == [46]


def test_scales_of_two_documents_are_two_orders(engine: Engine) -> None:
    reply = engine.look_up(Rank(measure="mark"))
    assert [(row.place, row.subject, row.value) for row in reply.rows] == [
        ("1", "Heron 2", "2.3"),
        ("2", "Kestrel GT", "1.8"),
        ("1", "Kestrel GT", "71"),
        ("2", "Plover Mini", "64"),
    ]
    assert reply.plot is not None
    assert [point.label for point in reply.plot.panels[0].points] == ["Heron 2", "Kestrel GT"]


def test_the_latest_time_that_several_have_is_ranked(engine: Engine) -> None:
    assert told(engine.look_up(Rank(measure="turnover"))) == [
        ("Northvale", TURNOVER, 48e6, "2023"),
        ("Ostrand", TURNOVER, 39e6, "2023"),
    ]
    assert told(engine.look_up(Rank(measure="turnover", edition="2024"))) == [
        ("Northvale", TURNOVER, 45e6, "2024")
    ]


def test_parts_are_ranked_without_their_whole(tmp_path: Path) -> None:
    own, documents = measured()
    things = own.entities.by_id
    parts = {
        name: things[name].model_copy(update={"part_of": "kestrel-gt"}) for name in ("heron-2", "plover-mini")
    }
    engine = engine_on(replace(own, entities=Entities({**things, **parts})), documents, tmp_path)
    assert [fact.value for fact in engine.look_up(Rank(measure="top speed")).answer.facts] == [43, 25]
    marks = engine.look_up(Rank(measure="mark")).answer.facts
    assert [fact.value for fact in marks] == [2.3, 1.8, 71, 64], "one part and its whole are all there is"


def test_without_a_measure_is_told_which_there_are(engine: Engine) -> None:
    reply = engine.look_up(Rank())
    assert [line.text for line in reply.lines] == [
        "What can be ranked, with how many have a figure of it:",
        "Top speed (km/h): 3",
        "Turnover (EUR): 2",
        "Mark: 2 + 2",
        "Operating margin (%): 1",
    ]
    assert not reply.answer.abstained


# --- history --------------------------------------------------------------------------


def test_measures_of_several_times_are_followed(engine: Engine) -> None:
    reply = engine.look_up(History("Northvale"))
    first, change = reply.lines[0].text, "from 41 million euros (2022) to 45 million euros (2024)."
    assert first == f"Northvale rose by 4 million euros in Turnover, {change}"
    assert [line.text for line in reply.lines[1:]] == [
        "Turnover (2022, 2023 and 2024):",
        "Northvale: 41 million euros (2022)",
        "Northvale: 48 million euros (2023)",
        "Northvale: 45 million euros (2024)",
    ]


def test_a_history_is_drawn_as_one_panel_in_the_order_of_time(engine: Engine) -> None:
    plot = engine.look_up(History("Northvale", measure="turnover")).plot
    assert plot is not None
    assert (plot.kind, plot.title, plot.apart) == ("steps", "Turnover", "")
    assert [[point.text for point in panel.points] for panel in plot.panels] == [
        ["41 million euros", "48 million euros", "45 million euros"]
    ]


def test_what_is_of_one_time_has_no_history(engine: Engine) -> None:
    reply = engine.look_up(History("Kestrel GT"))
    assert reply.answer.abstained
    assert reply.lines[0].text == "The documents give no figure of Kestrel GT at more than one time."
    assert told(engine.look_up(History("Northvale", measure="margin"))) == [
        ("Northvale", MARGIN, 7.5, "2024")
    ]


# --- beside what a corpus declares ----------------------------------------------------


def test_a_declared_corpus_takes_a_measure_as_well(small_engine: Engine) -> None:
    name = small_engine.knowledge.attributes[small_engine.knowledge.default_attribute or ""].name("en")
    plain, named = small_engine.look_up(Rank()), small_engine.look_up(Rank(measure=name))
    assert named.answer.facts == plain.answer.facts != ()
    assert small_engine.look_up(Score("Zephyr 2", measure=name)).answer.facts == (
        small_engine.look_up(Score("Zephyr 2")).answer.facts
    )
    assert small_engine.look_up(Rank(measure="horsepower")).answer.abstained
    assert small_engine.times == ()


def test_things_of_documents_stand_beside_what_is_declared(
    small_engine: Engine, small_knowledge: Knowledge, tmp_path: Path
) -> None:
    own, documents = measured()
    both = Knowledge(
        entities=Entities({**small_knowledge.entities.by_id, **own.entities.by_id}),
        attributes={**small_knowledge.attributes, **own.attributes},
        editions=Editions({**small_knowledge.editions.by_id, **own.editions.by_id}),
        facts=FactStore((*small_knowledge.facts.facts, *own.facts.facts)),
        reporters={**small_knowledge.reporters, **own.reporters},
        spare=own.spare,
    )
    engine = engine_on(both, [*small_engine.index.documents.values(), *documents], tmp_path)
    for request in (Score("Zephyr 2"), Compare(("Zephyr 2", "Borealis One")), Rank(), History("Zephyr")):
        assert engine.look_up(request).answer.answer == small_engine.look_up(request).answer.answer
    assert [fact.value for fact in engine.look_up(Score("Kestrel GT")).answer.facts] == [46, 1.8, 71]
    assert [fact.value for fact in engine.look_up(Rank(measure="speed")).answer.facts] == [46, 43, 25]
    history = engine.look_up(History("Northvale")).answer
    assert (history.question, len(history.facts)) == ("Northvale", 3)
    assert [one.value for one in engine.complete("ze", roles={"model"})][:2] == ["zephyr-2", "zephyr-3"]
    assert [one.value for one in engine.complete("kest", roles={"model"})] == ["kestrel-gt"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "request_",
    [Score("Northvale", measure="xyz"), Compare(("Northvale", "Heron 2")), Rank(), History("Kestrel GT")],
)
def test_it_is_said_in_every_language(engine: Engine, language: str, request_: LookUp) -> None:
    said = engine.look_up(request_, locale=language).lines[0].text
    english = engine.look_up(request_, locale="en").lines[0].text
    assert (said == english) is (language == "en")


# --- completing -----------------------------------------------------------------------


def test_things_and_measures_complete(engine: Engine) -> None:
    assert [(one.label, one.value) for one in engine.complete("her")] == [("Heron 2", "heron-2")]
    assert engine.complete("her", roles={"maker"}) == ()
    assert [(one.label, one.value) for one in engine.complete_measures("t")] == [
        ("Top speed (km/h)", "Top speed"),
        ("Turnover (EUR)", "Turnover"),
        ("Operating margin (%)", "Operating margin"),
    ]
    assert [one.value for one in engine.complete_measures("mar")] == ["Mark", "Operating margin"]
    assert engine.complete_measures("xyz") == ()
    assert len(engine.complete_measures("", limit=2)) == 2
    assert len(engine.complete("", limit=3)) == 3


def test_what_there_is_to_look_up(engine: Engine) -> None:
    assert engine.looks_up
    assert engine.times == ("2022", "2023", "2024-Q3", "2024")
    assert [(one.attribute.id, one.subjects, one.documents, one.editions) for one in engine.measures] == [
        (SPEED, 3, 1, ("2024",)),
        (TURNOVER, 2, 1, ("2022", "2023", "2024-Q3", "2024")),
        (MARK, 2, 1, ("2024",)),
        (SNOW, 2, 1, ("2024",)),
        (MARGIN, 1, 1, ("2024",)),
    ]
    assert sum(len(each) for each in HELD.values()) == len(engine.knowledge.facts.facts)
    assert {fact.evidence[0].document_id for fact in engine.knowledge.facts.facts} == {FIRM, TEST, TRIAL}
