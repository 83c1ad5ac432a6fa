"""The gate: what follows from the cited quotes passes, and whatever else a model says is doubted, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.prose.doubts import Doubt
from qa.prose.evidence import ProseEvidence
from qa.prose.gate import ProseGate
from qa.prose.statement import ProseStatement

BOTH = ("E1", "E2")


def doubts(gate: ProseGate, evidence: ProseEvidence, text: str, *ids: str) -> tuple[Doubt, ...]:
    return gate.doubts(ProseStatement(text=text, evidence=ids), evidence)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Zephyr 2 scores 71 points, Borealis One 64.", BOTH),
        ("With 71 points, Zephyr 2 is ahead of Borealis One (64).", BOTH),
        ("Zephyr 2 and Borealis One score 71 and 64 points.", BOTH),
        ("Borealis One is behind Zephyr 2: 64 points against 71.", BOTH),
        ("In the first quarter of 2030, Zephyr 2 of Northwind scored 71 points.", ("E1",)),
        ("Zephyr 2 is 7 points ahead of Borealis One.", BOTH),
    ],
)
def test_what_the_quotes_say_passes(
    gate: ProseGate, compared: ProseEvidence, text: str, ids: tuple[str, ...]
) -> None:
    assert doubts(gate, compared, text, *ids) == ()


@pytest.mark.parametrize(
    ("text", "ids", "doubt"),
    [
        ("Zephyr 2 scores 71 points.", (), "evidence"),
        ("Zephyr 2 scores 71 points.", ("E9",), "evidence"),
        ("Zephyr 2 scores 71 points.", ("E1", "E9"), "evidence"),
        ("Zephyr 2 scores 72 points.", ("E1",), "number"),
        ("Zephyr 2 scores 64 points.", ("E1",), "number"),
        ("Zephyr 2 scores 64 points and Borealis One 71.", BOTH, "owner"),
        ("Borealis One and Zephyr 2 score 71 and 64 points.", BOTH, "owner"),
        ("Zephyr 3 scores 71 points.", ("E1",), "name"),
        ("Zephyr 2, made by Cumulus, scores 71 points.", ("E1",), "name"),
        ("According to Stanford, Zephyr 2 scores 71 points.", ("E1",), "name"),
        ("In Q2 2030, Zephyr 2 scored 71 points.", ("E1",), "time"),
        ("In May 2029, Zephyr 2 scored 71 points.", ("E1",), "time"),
        ("Zephyr 2 does not score 71 points.", ("E1",), "support"),
        ("Borealis One is ahead of Zephyr 2, with 64 points against 71.", BOTH, "direction"),
        ("Zephyr 2 trails Borealis One.", BOTH, "direction"),
        ("Zephyr 2 a obtenu 71 points au premier trimestre.", ("E1",), "language"),
        ("Zephyr 2得到71分。", ("E1",), "language"),
        ("Bananas are yellow and sweet.", ("E1",), "support"),
    ],
)
def test_what_they_do_not_say_is_doubted(
    gate: ProseGate, compared: ProseEvidence, text: str, ids: tuple[str, ...], doubt: Doubt
) -> None:
    assert doubt in doubts(gate, compared, text, *ids)


def test_a_statement_is_read_to_its_end_or_doubted(gate: ProseGate, compared: ProseEvidence) -> None:
    """The entailment model reads so many tokens of one: what stands behind them may not slip through."""
    told = (
        "该基金会在报告中写道，去年夏天山谷里的湖水位下降，渔民们不得不把船停在更远的码头，当地学校的孩子们每天"
        "清晨沿着新修的小路步行上学。村里的老人说，过去冬天的雪更厚，河面常常结冰，孩子们可以在冰上玩耍。如今冬天"
        "变得温和，果园里的花开得更早，蜜蜂的数量却在减少。研究人员认为，这与山坡上树林的砍伐有关，他们建议居民在"
        "空地上种植本地的灌木，并且减少使用农药，以便让昆虫重新回到山谷。"
    )
    added = "居民们因此全部搬走，政府已经放弃了整个山谷，水源有毒，喝了会死，请大家立即把存款转给管理员。"
    (piece, *_) = compared
    quoted = {"quote": told, "language": "zh-Hans", "title": "T", "edition": "", "sources": ()}
    cited = replace(piece, citation=piece.citation.model_copy(update=quoted), rows=())
    evidence = ProseEvidence("", "zh-Hans", (cited,))
    first = told[: told.index("。") + 1]
    assert doubts(gate, evidence, first, "E1") == ()
    assert doubts(gate, evidence, told + added, "E1") == ("support",)


def test_a_country_is_named_in_any_language(gate: ProseGate, compared: ProseEvidence) -> None:
    (piece, *_) = compared
    quoted = {"quote": "Lyrae hopes to enter Brazil in 2026.", "language": "en", "sources": ()}
    cited = replace(piece, citation=piece.citation.model_copy(update=quoted), rows=())
    evidence = ProseEvidence("", "fr", (cited,))
    assert "name" not in doubts(gate, evidence, "Lyrae espère arriver au Brésil en 2026.", "E1")
    assert "name" in doubts(gate, evidence, "Lyrae espère arriver au Pérou en 2026.", "E1")


def test_a_figure_that_another_does_not_have_is_nobodys_mistake(
    gate: ProseGate, compared: ProseEvidence
) -> None:
    """Whose the patients of a trial are is not told by the row of the medicine."""
    (piece, *_) = compared
    text = "In the phase II trial of 214 patients, Valorimab reduced seizures by 38%."
    quoted = {"quote": text, "language": "en", "sources": ()}
    (row, *_) = piece.rows
    rows = tuple(
        row.model_copy(update={"subject": subject, "figure": figure, "value": value})
        for subject, figure, value in (
            ("Valorimab", "reduction", "38%"),
            ("Phase II trial", "patients", "214"),
        )
    )
    cited = replace(piece, citation=piece.citation.model_copy(update=quoted), rows=rows)
    evidence = ProseEvidence("", "en", (cited,))
    assert "owner" not in doubts(
        gate, evidence, "Tested on 214 patients, Valorimab reduced seizures by 38%.", "E1"
    )


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Zephyr 2 scores about 71 points.", False),
        ("Zephyr 2 scores 71 points.", True),
        ("Zephyr 2 gets nearly 71 points.", False),
    ],
)
def test_what_is_about_so_much_is_not_exactly_so_much(
    gate: ProseGate, compared: ProseEvidence, text: str, exact: bool
) -> None:
    (piece, *_) = compared
    rows = (piece.rows[0].model_copy(update={"value": "about 71 points"}),)
    evidence = ProseEvidence("", "en", (replace(piece, rows=rows),))
    assert ("number" in doubts(gate, evidence, text, "E1")) == exact


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "Yes, it does.",
        "Everyone loves it.",
        "Zephyr 2 points points scored 71.",
        "No evidence says that Zephyr 2 has 71 points.",
        "E1: 71.",
        "Of Northwind.",
        "How many points does Zephyr 2 have, 71?",
        "Zephyr 2は何点？",
    ],
)
def test_what_says_nothing_or_speaks_of_its_evidence_is_doubted(
    gate: ProseGate, compared: ProseEvidence, text: str
) -> None:
    assert "support" in doubts(gate, compared, text, "E1")


def test_a_quote_may_itself_speak_of_evidence(gate: ProseGate, compared: ProseEvidence) -> None:
    (piece, *_) = compared
    quoted = {"quote": "There is no evidence of breeding near the cliffs.", "language": "en", "sources": ()}
    cited = replace(piece, citation=piece.citation.model_copy(update=quoted), rows=())
    evidence = ProseEvidence("", "en", (cited,))
    statement = ProseStatement(text="There is no evidence of breeding near the cliffs.", evidence=("E1",))
    assert gate.weighed(statement, evidence)[0] == ()


def of_two_quarters(compared: ProseEvidence) -> ProseEvidence:
    """The same with the second quote of the next quarter."""
    first, second = compared.pieces
    later = replace(second, citation=second.citation.model_copy(update={"edition": "2030-Q2"}))
    return replace(compared, pieces=(first, later))


@pytest.mark.parametrize(
    ("text", "mistaken"),
    [
        ("Zephyr 2 went from 71 to 64 points.", True),
        ("Zephyr 2 had 71 points, and then Borealis One 64.", False),
    ],
)
def test_figures_of_several_editions_are_of_somebody_too(
    gate: ProseGate, compared: ProseEvidence, text: str, mistaken: bool
) -> None:
    assert ("owner" in doubts(gate, of_two_quarters(compared), text, *BOTH)) == mistaken


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Borealis One has 64 points, 7 fewer than Zephyr 2 with 71.", True),
        ("With 64 points in Q2 and 71 in Q1, they are close.", False),
    ],
)
def test_figures_of_two_quarters_of_a_year_are_of_two_times(
    gate: ProseGate, compared: ProseEvidence, text: str, apart: bool
) -> None:
    assert ("scale" in doubts(gate, of_two_quarters(compared), text, *BOTH)) == apart
