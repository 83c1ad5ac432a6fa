"""A figure is told with its edition, once for those of one edition that stand together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.prose.dated import EditionTeller
from qa.prose.evidence import EvidencePiece, ProseEvidence
from qa.prose.statement import ProseStatement
from qa.wording.messages import Messages


def told(language: str, pieces: tuple[EvidencePiece, ...], *texts: str) -> list[str]:
    teller = EditionTeller(language, Messages())
    return [teller.told(ProseStatement(text=text, evidence=("E1",)), pieces) for text in texts]


def of_edition(piece: EvidencePiece, value: str, edition: str) -> EvidencePiece:
    (row,) = piece.rows
    return replace(piece, rows=(row.model_copy(update={"value": value, "edition": edition}),))


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "Zephyr 2 has 71 points.", "Zephyr 2 has 71 points (Q1 2030 edition)."),
        ("en", "In Q1 2030 Zephyr 2 had 71 points.", "In Q1 2030 Zephyr 2 had 71 points."),
        ("en", "In the first quarter it had 71 points", "In the first quarter it had 71 points"),
        ("en", "In 2030 it had 71 points!", "In 2030 it had 71 points! (Q1 2030 edition)"),
        ("en", "In 2029 Northwind made Zephyr 2.", "In 2029 Northwind made Zephyr 2."),
        ("fr", "Zephyr 2 obtient 71 points.", "Zephyr 2 obtient 71 points (édition Q1 2030)."),
        ("zh-Hans", "Zephyr 2得71分。", "Zephyr 2得71分（Q1 2030版）。"),
        ("zh-Hant", "Zephyr 2得71分。", "Zephyr 2得71分（Q1 2030版）。"),
        ("ja", "Zephyr 2は71点です。", "Zephyr 2は71点です（Q1 2030版）。"),
    ],
)
def test_the_edition_stands_behind_what_does_not_name_it(
    compared: ProseEvidence, language: str, text: str, whole: str
) -> None:
    assert told(language, compared.pieces, text) == [whole]


def test_an_edition_holds_until_another_is_told(compared: ProseEvidence) -> None:
    first, second = compared.pieces
    later = of_edition(second, "68", "Q2 2030")
    assert told("en", (first, second, later), "A has 71.", "B has 64.", "C has 68.", "A has 71.") == [
        "A has 71 (Q1 2030 edition).",
        "B has 64.",
        "C has 68 (Q2 2030 edition).",
        "A has 71 (Q1 2030 edition).",
    ]


def test_words_are_figures_too_and_what_has_no_edition_has_none(compared: ProseEvidence) -> None:
    (first, _) = compared.pieces
    founder = of_edition(first, "Wang Xiaochuan", "Q1 2030")
    assert told("en", (founder,), "It was founded by Wang Xiaochuan.") == [
        "It was founded by Wang Xiaochuan (Q1 2030 edition)."
    ]
    for edition in ("", "undated"):
        assert told("en", (of_edition(first, "71", edition),), "It has 71.") == ["It has 71."]


@pytest.mark.parametrize(
    ("edition", "text", "whole"),
    [
        ("2030-Q1", "It can still be exported.", "It can still be exported (Q1 2030 edition)."),
        ("2030-Q1", "Since 2029 it can be exported.", "Since 2029 it can be exported."),
        ("second", "It can still be exported.", "It can still be exported."),
        ("", "It can still be exported.", "It can still be exported."),
    ],
)
def test_what_is_quoted_has_its_edition_too_where_it_names_no_time(
    compared: ProseEvidence, edition: str, text: str, whole: str
) -> None:
    (first, _) = compared.pieces
    cited = first.citation.model_copy(update={"edition": edition})
    assert told("en", (replace(first, citation=cited, rows=()),), text) == [whole]


def test_quotes_of_several_editions_have_none(compared: ProseEvidence) -> None:
    pieces = tuple(
        replace(piece, citation=piece.citation.model_copy(update={"edition": edition}), rows=())
        for piece, edition in zip(compared.pieces, ("2030-Q1", "2030-Q2"), strict=True)
    )
    assert told("en", pieces, "It can still be exported.") == ["It can still be exported."]
