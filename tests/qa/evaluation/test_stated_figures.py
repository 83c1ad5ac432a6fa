"""What is found in documents against the key of all their figures, on an invented set."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from index.errors import CorpusError, FootnoteError
from qa.commands import evaluate, extract
from qa.evaluation.stated.key import FigureKey, Trap, read_key
from qa.evaluation.stated.marking import FigureNames, MarkedDocument, MarkedFinding, mark, mark_folder
from qa.evaluation.stated.scores import FigureShares, failure_lines, figures_told, shares, trap_rows
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.knowledge.knowledge import Knowledge
from qa.settings import shipped_corpus
from tests.qa.evaluation.stated import stated

ROW = "| Revenue | 184,620 | 171,305 |"
SENTENCE = "Nordale sold 41,200 bicycles in 2024."
PLAN = "Nordale wants to sell 500 shops' worth by 2027."


def found(
    value: float | str = 184_620_000,
    name: str = "Nordale",
    measure: str | None = "Revenue",
    unit: str = "EUR",
    as_of: str | None = "2024",
    quote: str = ROW,
    confidence: float = 0.9,
    **more: Any,
) -> Finding:
    said = {"subject": "n", "known": False, "kind": "company", "attribute": "m", "edition": None, **more}
    return Finding(
        name=name, measure=measure, value=value, unit=unit, as_of=as_of, quote=quote, confidence=confidence,
        document_id="nordale", language="en", start=0, end=len(quote), **said,
    )  # fmt: skip


KEY = FigureKey(
    figures=(
        stated(),
        stated(171_305_000, time="2023"),
        stated(41_200, measure=("bicycles sold",), unit="bicycles", kind="prose"),
        stated(kind="prose"),
        stated(-3_300, measure=("Cost of materials",)),
    ),
    traps=(
        Trap(document="nordale.md", as_printed="500 shops", why="target", context=PLAN),
        Trap(document="nordale.md", as_printed="at most 90", why="bound"),
    ),
    ambiguous=(stated(8, measure=("growth",), unit="%"),),
)


@pytest.fixture(scope="module")
def called() -> FigureNames:
    knowledge = Knowledge.load(shipped_corpus())
    return FigureNames(knowledge, Extractor(knowledge))


def marks(called: FigureNames, *findings: Finding) -> tuple[MarkedFinding, ...]:
    return mark(findings, KEY, called)


def test_a_figure_hits_each_line_that_states_it_and_counts_once(called: FigureNames) -> None:
    first, second = marks(
        called, found(quote="Revenue was €184.62 million.", confidence=0.6), found(confidence=0.8)
    )
    assert (first.outcome, first.lines, first.kind, first.finding.confidence) == (
        "right",
        (0, 3),
        "table",
        0.8,
    )
    assert (second.outcome, second.kind) == ("again", "prose")


@pytest.mark.parametrize(
    ("finding", "outcome", "reasons"),
    [
        (found(171_305_000, as_of="2024"), "wrong", ("time",)),
        (found(171_305_000, name="Falk", as_of="2023"), "wrong", ("subject",)),
        (found(41_200, unit="EUR"), "wrong", ("measure", "unit")),
        (found(184_620), "wrong", ("scale",)),
        (found(77), "wrong", ("not in the key",)),
        (found(0), "wrong", ("not in the key",)),
        (found(500, unit="shops", quote=PLAN), "wrong", ("trap",)),
        (found(8, measure="growth", unit="%"), "ambiguous", ()),
        (found(90, quote="Fees are at most 90.", qualifier="under"), "told otherwise", ("trap",)),
        (found(90, quote="Fees are at most 90."), "wrong", ("trap",)),
    ],
)
def test_what_is_not_right_has_its_reasons(
    called: FigureNames, finding: Finding, outcome: str, reasons: Sequence[str]
) -> None:
    (one,) = marks(called, finding)
    assert (one.outcome, one.reasons, one.lines) == (outcome, reasons, ())


def test_dates_are_no_figures_and_signs_are_told(called: FigureNames) -> None:
    assert marks(called, found("2024-05-01", unit="date")) == ()
    (one,) = marks(called, found(3_300, measure="Cost of materials"))
    assert (one.outcome, one.signed) == ("right", False)


def test_an_attribute_of_the_corpus_counts_by_its_names(called: FigureNames) -> None:
    users = stated(5, measure=("monthly active users",), unit="people")
    one = found(5, measure=None, unit="users", attribute="monthly_active_users")
    (right,) = mark([one], FigureKey(figures=(users,)), called)
    assert (right.outcome, right.measure) == ("right", called.measures(one)[0])
    assert mark([found(5, measure=None)], FigureKey(figures=(users,)), called)[0].measure == "m"


@pytest.fixture(scope="module")
def document(called: FigureNames) -> MarkedDocument:
    """Two right (one of them of two lines), two wrong, and one that is ambiguous."""
    findings = (
        found(confidence=0.95),
        found(41_200, measure="bicycles sold", unit="bicycles", quote=SENTENCE, confidence=0.65),
        found(171_305_000, as_of="2022", confidence=0.75),
        found(500, measure="shops", unit="shops", quote=PLAN, confidence=0.55),
        found(8, measure="growth", unit="%", quote=SENTENCE),
    )
    return MarkedDocument("nordale.md", "en", KEY, mark(findings, KEY, called))


def test_shares_by_kind_and_confidence(document: MarkedDocument) -> None:
    whole = shares([document])
    assert whole == FigureShares(right=2, found=4, hit=3, stated=5)
    assert (whole.precision, whole.recall) == (0.5, 0.6)
    assert shares([document], kind="table") == FigureShares(right=1, found=2, hit=1, stated=3)
    assert shares([document], kind="prose") == FigureShares(right=1, found=2, hit=2, stated=2)
    assert shares([document], least=0.6) == FigureShares(right=2, found=3, hit=3, stated=5)
    assert shares([document], least=0.99).precision is None
    assert shares([]).recall is None


def test_all_is_told_as_one_object(document: MarkedDocument) -> None:
    unread = MarkedDocument("lost.html", "", FigureKey(figures=(stated(),)))
    told = figures_told([document, unread])
    assert (told["precision"], told["recall"], told["ambiguous"], told["again"]) == (0.5, 0.5, 1, 0)
    assert told["traps"] == {"through": 1, "there": 2}
    assert told["traps_by_why"]["target"] == {"through": 1, "there": 1}
    assert told["reasons"] == {"time": 1, "trap": 1}
    assert told["kinds"]["table"]["stated"] == 4
    assert list(told["languages"]) == ["unread", "en"]
    assert told["confidences"]["0.7"] == {
        "right": 1,
        "found": 2,
        "hit": 2,
        "stated": 6,
        "precision": 0.5,
        "recall": 1 / 3,
    }
    assert "wrong" not in told
    assert trap_rows([document]) == [("target", "1", "1"), ("bound", "0", "1"), ("all", "1", "2")]


def test_failures_are_listed(document: MarkedDocument) -> None:
    told = figures_told([document], failures=True)
    assert [(one["value"], list(one["reasons"]), one["time"]) for one in told["wrong"]] == [
        (171_305_000, ["time"], "2022"),
        (500, ["trap"], "2024"),
    ]
    assert told["wrong"][0]["nearest"]["time"] == "2023"
    assert told["wrong"][1]["trap"]["why"] == "target"
    assert [one["value"] for one in told["missed"]] == [171_305_000, -3_300]
    assert list(failure_lines([document])) == [
        f"nordale.md: wrong (time): Nordale | Revenue | 171305000 EUR | 2022 ← {KEY.figures[1]}",
        "nordale.md: wrong (trap): Nordale | shops | 500 shops | 2024 ← target",
        "nordale.md: missed (table): Nordale Cycles SA | Revenue | 171305000 EUR | 2023 (as printed)",
        "nordale.md: missed (table): Nordale Cycles SA | Cost of materials | -3300 EUR | 2024 (as printed)",
    ]


USERS: Mapping[str, Any] = {
    "document": "one.md",
    "subject": ["Doubao"],
    "measure": ["monthly active users"],
    "value": 110_000_000,
    "unit": "users",
    "time": None,
    "qualifier": "about",
    "kind": "prose",
    "as_printed": "110 million",
}


def write_set(folder: Path, *lines: Mapping[str, Any]) -> Path:
    """A document that names no edition, one of an edition, and one that is empty, with a key."""
    (folder / "docs").mkdir()
    (folder / "docs/one.md").write_text("Doubao has about 110 million monthly active users.\n", "utf-8")
    page = "<html><body><h1>Q1 2025</h1><p>Doubao has 7 million monthly active users.</p></body></html>"
    (folder / "docs/two.html").write_text(page, "utf-8")
    (folder / "docs/three.md").write_text("\n", "utf-8")
    (folder / "figures.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer()
    made.command()(extract.extract)
    made.command()(evaluate.facts)
    return made


def test_a_folder_is_read_and_marked(tmp_path: Path) -> None:
    absent = {**USERS, "document": "four.md"}
    documents, problems = mark_folder(write_set(tmp_path, USERS, absent), Knowledge.load(shipped_corpus()))
    assert [(one.name, one.language, len(one.missed)) for one in documents] == [
        ("four.md", "", 1),
        ("one.md", "en", 0),
        ("three.md", "", 0),
        ("two.html", "en", 0),
    ]
    assert [one.outcome for one in documents[1].found] == ["right"]
    assert documents[1].found[0].finding.edition in (None, "undated")
    assert [(one.outcome, one.reasons) for one in documents[3].found] == [("wrong", ("not in the key",))]
    assert "four.md: the key names it, but it is not there" in problems[0]
    assert "three.md: is empty" in problems[1]


def test_the_command_tells_a_set(app: typer.Typer, tmp_path: Path) -> None:
    write_set(tmp_path, USERS)
    (tmp_path / "docs/three.md").unlink()
    result = CliRunner().invoke(app, ["facts", str(tmp_path), "--failures"])
    assert result.exit_code == 0
    rows = {line.split()[0]: line.split()[1:] for line in result.output.splitlines() if line.strip()}
    assert rows["one.md"] == ["1", "1", "1", "1", "1.000", "1.000"]
    assert rows["prose"] == ["1", "2", "1", "1", "0.500", "1.000"]
    assert rows["table"] == ["0", "0", "0", "0", "–", "–"]
    assert "two.html: wrong (not in the key): " in result.output
    told = json.loads(CliRunner().invoke(app, ["facts", str(tmp_path), "--json"]).stdout)
    assert (told["precision"], told["recall"], "missed" in told) == (0.5, 1.0, False)


def test_the_command_says_what_it_cannot_read(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["facts", str(write_set(tmp_path, USERS))])
    assert (result.exit_code, "three.md: is empty" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "figures.jsonl:2: Expecting"),
        ('{"document": "a"}', "figures.jsonl:2: subject: Field required"),
        (json.dumps({**USERS, "value": float("inf")}), "figures.jsonl:2: value: "),
        ("[]", "figures.jsonl:2: Input should be"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "figures.jsonl").write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(CorpusError, match=problem):
        read_key(tmp_path)


def test_traps_and_ambiguous_figures_are_read(tmp_path: Path) -> None:
    write_set(tmp_path, USERS)
    trap = {"document": "one.md", "as_printed": "5", "why": "range"}
    (tmp_path / "traps.jsonl").write_text(json.dumps(trap), "utf-8")
    (tmp_path / "ambiguous.jsonl").write_text(json.dumps({**USERS, "document": "two.html"}), "utf-8")
    key = read_key(tmp_path)
    assert (len(key.of("one.md").traps), len(key.of("one.md").ambiguous)) == (1, 0)
    assert key.of("two.html").ambiguous[0].value == 110_000_000


def test_a_set_without_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "figures.jsonl").write_text("", "utf-8")
    with pytest.raises(FootnoteError, match="holds no documents"):
        mark_folder(tmp_path, Knowledge.empty())
