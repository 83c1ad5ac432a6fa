"""Commands: narrowed rankings, histories, profiles of labs, what is held of editions, near misses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import AboutEditions, Compare, History, Profile, Rank, Score
from tests.qa.building import engine_of, kinds
from tests.qa.small import write_small_corpus


def subjects(engine: Engine, **narrowed: Any) -> list[str]:
    ranking = Rank(edition="2030-Q1", **narrowed)
    return [fact.subject for fact in engine.look_up(ranking).answer.facts]


def test_conditions_of_a_ranking_hold_together(small_engine: Engine) -> None:
    assert subjects(small_engine, within=("Northwind",)) == ["Zephyr 2", "Nimbus Large"]
    assert subjects(small_engine, within=("Northwind",), open_weights=False) == ["Nimbus Large"]
    assert subjects(small_engine, within=("Northwind", "Borduria")) == []
    assert subjects(small_engine, within=("avalon",), top=1) == ["Zephyr 2"]
    assert subjects(small_engine, within=("startups",), open_weights=True) == ["Zephyr 2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_models_nobody_declares_are_neither_open_nor_closed(
    changed: Callable[..., Engine], language: str
) -> None:
    engine = changed("entities.yaml", "{en: Nimbus Large}, open_weights: false", "{en: Nimbus Large}")
    closed = engine.look_up(Rank(edition="2030-Q1", open_weights=False), locale=language).answer
    assert [fact.subject for fact in closed.facts] == ["Borealis One", "Cumulus Mini"] or language != "en"
    assert len(closed.facts) == 2
    assert (
        closed.answer.split("\n")[0]
        != engine.look_up(Rank(edition="2030-Q1"), locale=language).answer.answer[0]
    )


def test_a_narrowed_ranking_is_gone_on_with(small_engine: Engine) -> None:
    first = small_engine.look_up(Rank(edition="2030-Q1", open_weights=False), locale="en")
    then = small_engine.ask("and in Q2?", history=[first.turn])
    assert then.answer.abstained, "no closed model has a score in the other edition"
    opened = small_engine.look_up(Rank(edition="2030-Q1", open_weights=True), locale="en")
    then = small_engine.ask("and in Q2?", history=[opened.turn])
    assert [fact.subject for fact in then.answer.facts] == ["Zephyr 3", "Zephyr 2"]
    assert "comparability" in kinds(then)


def write_fleet(folder: Path, number: int) -> Path:
    """The small corpus with `number` models more, of Eastgate, in the first edition."""
    corpus = write_small_corpus(folder)
    with (corpus / "entities.yaml").open("a", encoding="utf-8") as entities:
        entities.writelines(
            f"- {{id: kite-{n}, kind: model, lab: eastgate, names: {{en: Kite-{n}}}}}\n"
            for n in range(number)
        )
    quotes = [f"Kite-{n} scores {n + 100} points." for n in range(number)]
    with (corpus / "digests" / "2030-Q1-en.md").open("a", encoding="utf-8") as digest:
        digest.write("\n" + "\n\n".join(quotes) + "\n")
    with (corpus / "facts" / "all.yaml").open("a", encoding="utf-8") as facts:
        facts.writelines(
            f"""
- {{id: kite-{n}, subject: kite-{n}, attribute: sky_index, value: {n + 100}, unit: points, edition: 2030-Q1,
   reported_by: [gazette], evidence: [{{document_id: sky-2030-q1-en, quote: "{quote}"}}]}}
"""
            for n, quote in enumerate(quotes)
        )
    return corpus


def test_a_list_that_is_cut_says_so(tmp_path: Path) -> None:
    engine = engine_of(write_fleet(tmp_path / "corpus", 43), tmp_path / "index")
    ranked = engine.look_up(Rank(edition="2030-Q1")).answer
    assert ranked.answer.startswith(
        "Sky Index score, highest first (Q1 2030); first 40 of 47:\n1. Kite-42: 142"
    )
    assert len(ranked.statements) == 40
    assert "(Q1 2030; first 40 of 45):" in engine.look_up(History("Eastgate")).answer.answer
    assert "(Q1 2030; first 40 of 45):" in engine.look_up(Profile("Eastgate")).answer.answer
    assert len(engine.look_up(Rank(edition="2030-Q1", top=2)).answer.statements) == 2


# --- histories ------------------------------------------------------------------------


def test_a_history_of_a_model_is_told_by_scale(small_engine: Engine) -> None:
    reply = small_engine.look_up(History("Zephyr 2"))
    first, *rest = reply.answer.answer.split("\n")
    assert first.startswith("Scores from Q1 2030 and Q2 2030 are on different scales")
    assert rest == [
        "",
        "Sky Index score (Q1 2030):",
        "Zephyr 2: 71 [1]",
        "",
        "Sky Index score (Q2 2030):",
        "Zephyr 2: 55 (May 2030) [2]",
    ]
    assert kinds(reply) == {"comparability"}
    assert reply.turn.operation == "history"


def test_a_release_is_cited_with_the_score(changed: Callable[..., Engine]) -> None:
    engine = changed("facts/all.yaml", "value: 2030-03\n", "value: 2030-01\n")
    reply = engine.look_up(History("Z2"))
    first = reply.answer.statements[0]
    assert first.text == "Zephyr 2: 71 (released January 2030) [1][2]"
    assert reply.rows[0].when == "released January 2030"
    assert reply.plot
    assert reply.plot.panels[0].points[0].when == "2030-01"


def test_a_history_of_a_lab_and_of_a_family(small_engine: Engine) -> None:
    lab = small_engine.look_up(History("Northwind")).answer
    assert [(f.subject, f.edition) for f in lab.facts] == [
        ("Zephyr 2", "2030-Q1"),
        ("Nimbus Large", "2030-Q1"),
        ("Zephyr 2", "2030-Q2"),
        ("Zephyr 3", "2030-Q2"),
    ]
    family = small_engine.look_up(History("Zephyr"), locale="fr").answer
    assert family.language == "fr"
    assert len(family.facts) == 3


def test_editions_that_are_one_scale_are_one_section(tmp_path: Path) -> None:
    engine = engine_of(write_small_corpus(tmp_path / "corpus", comparable=True), tmp_path / "index")
    assert engine.look_up(History("Zephyr 2")).answer.answer.split("\n") == [
        "Zephyr 2 fell by 16 points in Sky Index score, from 71 (Q1 2030) to 55 (Q2 2030). [1][2]",
        "",
        "Sky Index score (Q1 2030 and Q2 2030):",
        "Zephyr 2: 71 (Q1 2030) [1]",
        "Zephyr 2: 55 (Q2 2030, May 2030) [2]",
    ]


def test_who_has_no_scores_has_no_history(small_engine: Engine) -> None:
    assert small_engine.look_up(History("Ada Quill")).answer.abstained


# --- profiles -------------------------------------------------------------------------


def test_a_profile_tells_what_is_held_and_what_is_not(small_engine: Engine) -> None:
    told = small_engine.look_up(Profile("Northwind")).answer
    assert told.answer.split("\n") == [
        "Northwind",
        "",
        "Models by Sky Index score (Q2 2030):",
        "Zephyr 3: 60, open weights [1]",
        "Zephyr 2: 55, open weights [2]",
        "",
        "Models by Sky Index score (Q1 2030):",
        "Zephyr 2: 71, open weights [3]",
        "Nimbus Large: 58 [4]",
        "",
        "Also stated:",
        "Northwind has raised 2.5 billion US dollars (Q1 2030). [5]",
        "Skyline has about 12 million monthly active users (Q2 2030). [6]",
        "Northwind was founded by Ada Quill (Q1 2030). [7]",
    ]
    eastgate = small_engine.look_up(Profile("Eastgate")).answer
    assert eastgate.answer.split("\n")[-1] == "Not stated for Eastgate: funding."


def test_a_profile_of_a_model_is_its_labs(small_engine: Engine) -> None:
    assert (
        small_engine.look_up(Profile("Borealis One")).answer.answer
        == small_engine.look_up(Profile("Eastgate")).answer.answer
    )
    nobody = small_engine.look_up(Profile("Ada Quill")).answer
    assert nobody.abstained
    assert nobody.answer.startswith("Ada Quill is not a lab")


def test_models_without_a_score_are_named_where_a_sentence_does(changed: Callable[..., Engine]) -> None:
    engine = changed(
        "entities.yaml",
        "- {id: ada-quill",
        "- {id: gale, kind: model, lab: northwind, names: {en: patience}}\n- {id: ada-quill",
    )
    lines = engine.look_up(Profile("Northwind")).answer.answer.split("\n")
    place = lines.index("Models without a score in the documents:")
    assert lines[place + 1].startswith("patience [")


def test_a_lab_without_anything_held(changed: Callable[..., Engine]) -> None:
    engine = changed(
        "entities.yaml", "- {id: ada-quill", "- {id: gale, kind: lab, names: {en: Gale}}\n- {id: ada-quill"
    )
    answer = engine.look_up(Profile("Gale")).answer
    assert answer.abstained
    assert "Gale" in answer.answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_labs(engine: Engine, language: str) -> None:
    for lab in ("alibaba", "moonshot-ai", "deepseek", "openai", "huawei"):
        answer = engine.look_up(Profile(lab), locale=language).answer
        assert not answer.abstained, lab
        assert answer.language == language
        assert engine.knowledge.entities[lab].name(language) in answer.answer


# --- editions -------------------------------------------------------------------------


def test_what_is_held_of_the_editions(changed: Callable[..., Engine]) -> None:
    engine = changed("editions.yaml", "- id: 2030-Q2", "- id: 2030-Q2\n  margin: 1.5\n  published: '2030-07'")
    assert engine.look_up(AboutEditions()).answer.answer.split("\n") == [
        "Sky Report, Q1 2030",
        "Published: date not stated",
        "Contents: 4 models, 10 figures, 3 documents",
        "The edition states no margin, so only equal scores count as ties.",
        "Not comparable with Q2 2030, in Footnote’s judgement: the index changed.",
        "",
        "Sky Report, Q2 2030",
        "Published: July 2030",
        "Contents: 2 models, 3 figures, 3 documents",
        "Scores within ±1.5, the margin the edition states, count as ties.",
        "Not comparable with Q1 2030, in Footnote’s judgement: the index changed.",
    ]


def test_editions_of_one_scale_say_so(tmp_path: Path) -> None:
    engine = engine_of(write_small_corpus(tmp_path / "corpus", comparable=True), tmp_path / "index")
    assert (
        "Comparable with Q2 2030, in Footnote’s judgement." in engine.look_up(AboutEditions()).answer.answer
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_documents_say_of_the_index_is_cited(engine: Engine, language: str) -> None:
    answer = engine.look_up(AboutEditions(), locale=language).answer
    assert not answer.abstained
    (statement,) = answer.statements
    assert "7" in statement.text or "七" in statement.text
    assert [citation.language for citation in answer.citations] == [language]


# --- names ----------------------------------------------------------------------------


def test_a_name_that_is_nearly_one_offers_it(small_engine: Engine) -> None:
    reply = small_engine.look_up(Rank(within=("Eastgood",)))
    assert reply.answer.abstained
    assert reply.answer.answer == (
        "The documents do not mention “Eastgood”.\nSearched: “Sky digest 2030-Q1” and “Sky digest 2030-Q2”."
    )
    assert [(c.label, c.question) for c in reply.choices] == [("Eastgate", "Rank the models of Eastgate")]
    assert not small_engine.ask(reply.choices[0].question).answer.abstained
    assert [c.label for c in small_engine.look_up(Score("Zephyr 9")).choices][:2] == ["Zephyr", "Zephyr 2"]
    assert (
        small_engine.look_up(Compare(("Zephyr 9", "Borealis One"))).choices[0].question
        == "Zephyr / Borealis One"
    )
    assert small_engine.look_up(History("Gigawatt")).choices == ()


def test_a_name_that_only_begins_like_one_is_not_it(small_engine: Engine) -> None:
    answer = small_engine.look_up(Score("Zephyr 9")).answer
    assert answer.abstained
    assert answer.facts == ()
    assert not small_engine.look_up(Score("the Zephyr 2 model")).answer.abstained


def test_near_ties_ask_back_in_every_command(changed: Callable[..., Engine]) -> None:
    engine = changed("entities.yaml", "{en: Nimbus Large}", "{en: Nimbus Large}, aliases: [Skylane]")
    for request in (Score("Skylone"), History("Skylone")):
        reply = engine.look_up(request)
        assert {choice.label for choice in reply.choices} == {"Skyline", "Nimbus Large"}
        assert all(choice.label in choice.question for choice in reply.choices)


def test_names_complete_by_role(small_engine: Engine) -> None:
    assert {c.value for c in small_engine.complete("", roles={"maker"})} == {"eastgate", "northwind"}
    assert next(c.value for c in small_engine.complete("a", roles={"country"})) == "avalon"


def test_a_completed_name_is_told_in_words(engine: Engine) -> None:
    """Completion hands over ids; the answer repeats what is asked for as a person would write it."""
    assert engine.look_up(Score("deepseek-r1")).answer.question == "DeepSeek R1"
    assert (
        engine.look_up(Compare(("deepseek-r1", "moonshot-ai")), locale="zh-CN").answer.question
        == "DeepSeek R1 / 月之暗面"
    )
    assert "月之暗面" in engine.look_up(History("moonshot-ai"), locale="zh-TW").answer.question
