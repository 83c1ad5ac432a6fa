"""The gate over invented quotes in five languages: what it lets pass, and every doubt in each language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.cli import app
from qa.evaluation.drafts.run import draft_report, judged
from qa.prose.doubts import EXPLAINED, Doubt
from qa.prose.gate import ProseGate
from qa.prose.statement import ProseStatement
from tests.qa.prose.drafts import ASKED, draft, written

STRIPPED, PASSED = 0.6, 0.08  # of the drafts of the file, at most: what is measured, and some room
CERTAIN = tuple(one for one in written().hostile if one[2] != "support")


@pytest.mark.parametrize(("language", "cited", "text"), written().honest)
def test_nothing_certain_speaks_against_honest_drafts(
    gate: ProseGate, language: str, cited: str, text: str
) -> None:
    item = draft(language, cited, text)
    assert gate.weighed(item.written, item.evidence)[0] == ()


@pytest.mark.parametrize(("language", "cited", "doubt", "text"), CERTAIN)
def test_hostile_drafts_are_doubted(
    gate: ProseGate, language: str, cited: str, doubt: Doubt, text: str
) -> None:
    item = draft(language, cited, text)
    assert doubt in gate.doubts(item.written, item.evidence)


def test_the_gate_errs_no_more_than_it_was_measured_to(gate: ProseGate) -> None:
    honest = [draft(*one) for one in written().honest]
    hostile = [draft(language, cited, text, honest=False) for language, cited, _, text in written().hostile]
    counts = draft_report([*judged([*honest, *hostile], gate)]).overall
    assert (counts.false_strip or 0.0) <= STRIPPED
    assert (counts.false_pass or 0.0) <= PASSED


@pytest.mark.parametrize("language", ASKED)
def test_what_cites_nothing_is_doubted(gate: ProseGate, language: str) -> None:
    item = draft(language, "wind", "612")
    assert gate.doubts(ProseStatement(text="612"), item.evidence) == ("evidence",)


def test_every_doubt_is_tried_in_every_language() -> None:
    tried = {(language, doubt) for language, _, doubt, _ in written().hostile}
    everywhere = ("language", "number", "time", "scale", "direction", "unit", "support")
    wanted = {(language, doubt) for language in ASKED for doubt in everywhere}
    assert wanted - tried == set()
    assert {doubt for _, doubt in tried} == EXPLAINED.keys() - {
        "evidence",
        "subject",
    }  # no statement shows them by itself


def test_drafts_are_counted_by_kind_and_language(gate: ProseGate) -> None:
    language, cited, text = written().honest[2]
    items = [
        draft(language, cited, text, honest=True, kind="honest"),
        draft(language, cited, text, honest=False, kind="number"),
        draft("fr", "bib", "Les chats dorment souvent au soleil du matin.", honest=False, kind="babble"),
    ]
    report = draft_report([*judged(items, gate)])
    assert (report.overall.false_strip, report.overall.false_pass) == (0.0, 0.5)
    assert {kind: of.false_pass for kind, of in report.by_kind.items()} == {
        "honest": None,
        "number": 1.0,
        "babble": 0.0,
    }
    assert report.by_language["fr"].false_strip is None


def test_the_command_prints_the_rates_and_what_is_wrong(tmp_path: Path) -> None:
    language, cited, text = written().honest[2]
    file = tmp_path / "drafts.jsonl"
    file.write_text(
        draft(language, cited, text, honest=False, kind="number").model_dump_json() + "\n", "utf-8"
    )
    shown = CliRunner().invoke(app, ["eval", "drafts", str(file), "--failures"])
    assert "all          0         0        1       1            –       1.000" in shown.output
    assert text in shown.output
    printed = CliRunner().invoke(app, ["eval", "drafts", str(file), "--json"])
    assert json.loads(printed.output)["overall"] == {"honest": 0, "stripped": 0, "hostile": 1, "passed": 1}
