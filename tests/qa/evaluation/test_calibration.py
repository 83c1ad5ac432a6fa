"""The choice of a threshold from an operator's own questions: costs and bounds by hand, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError, FootnoteError
from qa.engine import Engine
from qa.evaluation.calibration import (
    CONFIDENCE,
    THRESHOLDS,
    Source,
    Tradeoff,
    Trial,
    calibration,
    inseparable,
    suggested,
    tradeoff,
    upper_bound,
)
from qa.evaluation.gold.own_questions import OwnQuestion, read_questions, try_questions
from tests.qa.cli import Run

WHY = {"question": "Why did Zephyr 2 improve quickly?", "answerable": True, "quote": "great patience"}
WEATHER: dict[str, Any] = {
    "question": "Why did Eastgate stop flying balloons?",
    "answerable": True,
    "quote": "was bad",
}
HARBOUR = {"question": "Why is the harbour closed?", "answerable": False}
SCORE = {"question": "What did Zephyr 2 score in Q1 2030?", "answerable": True, "quote": "71 points"}
SECOND = {"turns": [SCORE["question"], "and in Q2 2030?"], "answerable": True, "must": [["55"]]}
HELLO = {"id": "7", "language": "en", "kind": "smalltalk", "turns": ["hello"], "answerable": True}


def write(path: Path, *lines: object) -> Path:
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return path


def trial(
    confidence: float,
    *,
    right: bool = True,
    answerable: bool = True,
    source: Source = "passages",
    quoted: bool = True,
    question: str = "?",
) -> Trial:
    return Trial(question, answerable, source, right, confidence, quoted)


RIGHT = [trial(0.9), trial(0.7), trial(0.35), trial(0.12)]
WRONG = [
    trial(0.8, right=False, question="Which quote?"),
    trial(0.25, right=False, answerable=False, question="Who knows?"),
    trial(0.01, right=False, answerable=False, question="Who cares?"),
]
REFUSED = [trial(0.1, right=False, source="refused"), trial(0.1, answerable=False, source="refused")]
TRIALS = [*RIGHT, *WRONG, *REFUSED]


# --- what a threshold costs -----------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "answered", "wrong", "refused", "hallucination"),
    [
        (0.0, 7, 3, 1, 2 / 3),
        (0.02, 6, 2, 1, 1 / 3),
        (0.25, 5, 2, 2, 1 / 3),
        (0.3, 4, 1, 2, 0),
        (1, 0, 0, 6, 0),
    ],
)
def test_what_a_threshold_costs(
    threshold: float, answered: int, wrong: int, refused: int, hallucination: float
) -> None:
    found = tradeoff(TRIALS, threshold)
    assert (found.answered, found.wrong, found.refused_wrongly) == (answered, wrong, refused)
    assert found.false_refusal == pytest.approx(refused / 6)
    assert found.hallucination == pytest.approx(hallucination)
    assert found.wrong_among_answered == (pytest.approx(wrong / answered) if answered else None)
    assert found.cost == 2 * wrong + refused


def test_what_there_is_none_of_has_no_share() -> None:
    assert tradeoff([trial(0.5)], 0.1).hallucination is None
    assert tradeoff([trial(0.5, right=False, answerable=False)], 0.1).false_refusal is None


def test_an_order_that_is_not_followed_is_no_hallucination() -> None:
    """A gold item of kind `injection` may be answered, where the answer does not do as it is told."""
    found = tradeoff([trial(0.5, answerable=False)], 0.1)
    assert (found.wrong, found.hallucination) == (0, 0)


def costing(*costs: int) -> list[Tradeoff]:
    shares = {"false_refusal": None, "hallucination": None, "wrong_among_answered": None}
    counts = {"answered": 0, "wrong": 0, "refused_wrongly": 0}
    return [Tradeoff(threshold=place / 10, cost=cost, **shares, **counts) for place, cost in enumerate(costs)]


@pytest.mark.parametrize(
    ("costs", "threshold"),
    [
        ((4, 2, 3), 0.1),
        ((4, 2, 2, 2, 3), 0.2),
        ((2, 2, 3), 0.1),
        ((1, 1, 1, 1, 1), 0.2),
        ((1, 1, 1, 1), 0.2),
        ((0, 5, 1), 0.0),
    ],
)
def test_the_least_cost_is_suggested_and_of_equals_the_middle(
    costs: tuple[int, ...], threshold: float
) -> None:
    assert suggested(costing(*costs)).threshold == threshold


# --- the bound ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "count"), [(0, 1), (0, 10), (1, 20), (2, 9), (5, 200), (300, 1000), (8, 9)]
)
def test_the_bound_is_exact(wrong: int, count: int) -> None:
    from scipy.stats import beta

    assert upper_bound(wrong, count) == pytest.approx(beta.ppf(0.95, wrong + 1, count - wrong), abs=1e-9)


def test_the_bound_where_it_can_be_worked_out() -> None:
    assert upper_bound(0, 59) == pytest.approx(1 - 0.05 ** (1 / 59)), "59 right ones prove 95 %"
    assert upper_bound(0, 59) < 0.05 < upper_bound(0, 58)
    assert upper_bound(3, 3) == 1.0
    assert upper_bound(0, 1, confidence=0.5) == pytest.approx(0.5)


@given(st.integers(1, 3000), st.data())
def test_a_bound_is_above_what_was_found(count: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, count - 1))
    assert wrong / count < upper_bound(wrong, count) < upper_bound(wrong + 1, count) <= 1.0


# --- what no threshold separates ------------------------------------------------------


def test_what_no_threshold_separates() -> None:
    found = [(one.question, one.confidence, one.right_refused_with_it) for one in inseparable(TRIALS)]
    assert found == [("Which quote?", 0.8, 3), ("Who knows?", 0.25, 1)]
    assert [one.answerable for one in inseparable(TRIALS)] == [True, False]
    alike = [trial(0.5), trial(0.5, right=False)]
    assert [one.right_refused_with_it for one in inseparable(alike)] == [1], "nor does one separate equals"
    assert inseparable([trial(0.5), trial(0.4, right=False)]) == ()


def test_a_long_question_is_clipped() -> None:
    (one,) = inseparable([trial(0.1), trial(0.2, right=False, question="why\x1b " * 100)])
    assert one.question.endswith("…")
    assert len(one.question) <= 100
    assert "\x1b" not in one.question


# --- the report -----------------------------------------------------------------------


def test_the_report() -> None:
    aside = [
        trial(0.97, source="figures"),
        trial(0.97, right=False, source="figures"),
        trial(1, source="other"),
    ]
    found = calibration([*TRIALS, *aside], now=0.33, bad_lines=["q:3: broken"])
    assert found.asked == 12
    assert found.sources == {"passages": 7, "refused": 2, "figures": 2, "other": 1}
    assert found.wrong_from_figures == 1
    assert [one.threshold for one in found.thresholds] == sorted([*THRESHOLDS, 0.33])
    costs = {one.threshold: one.cost for one in found.thresholds}
    assert costs == {
        0.02: 5,
        0.05: 5,
        0.1: 5,
        0.15: 6,
        0.2: 6,
        0.3: 4,
        0.33: 4,
        0.4: 5,
        0.5: 5,
        0.6: 5,
        0.7: 5,
        0.8: 6,
    }
    assert found.suggested == 0.33
    assert found.bound
    assert (found.bound.wrong, found.bound.answered, found.bound.confidence) == (1, 4, CONFIDENCE)
    assert found.bound.at_most == pytest.approx(0.7514, abs=1e-4)
    assert found.bad_lines == ("q:3: broken",)
    assert [one.question for one in found.inseparable] == ["Which quote?", "Who knows?"]


def test_figures_do_not_move_the_choice() -> None:
    figures = [trial(0.97, right=False, source="figures")] * 50
    assert calibration([*TRIALS, *figures], 0.4).thresholds == calibration(TRIALS, 0.4).thresholds


@pytest.mark.parametrize(
    ("trials", "told"),
    [
        ([*RIGHT, *WRONG] * 3, []),
        ([*RIGHT, *WRONG], ["only 7 questions"]),
        (RIGHT * 5, ["none of the questions is unanswerable"]),
        (WRONG[1:] * 10, ["none of the questions is answerable"]),
        ([*RIGHT, *WRONG, trial(0.5, quoted=False)] * 3, ["without a quote: 3"]),
        ([trial(0.97, source="figures")] * 30, ["only 0 questions", "unanswerable", "is answerable"]),
    ],
)
def test_warnings(trials: list[Trial], told: list[str]) -> None:
    warnings = calibration(trials, 0.4).warnings
    assert len(warnings) == len(told)
    assert all(words in warning for words, warning in zip(told, warnings, strict=True))


def test_without_passages_there_is_nothing_to_choose() -> None:
    found = calibration([*REFUSED, trial(0.97, source="figures")], 0.4)
    assert (found.suggested, found.bound) == (None, None)
    assert found.thresholds[0].refused_wrongly == 1


def test_where_refusing_all_is_best_there_is_no_bound() -> None:
    found = calibration([trial(0.3, right=False, answerable=False)] * 20, 0.4)
    assert (found.suggested, found.bound) == (0.6, None)


# --- reading --------------------------------------------------------------------------


def test_bad_lines_are_told_with_their_number(tmp_path: Path) -> None:
    file = write(
        tmp_path / "questions.jsonl",
        WHY | {"comment": "ignored"},
        "",
        "{broken",
        WHY | {"quote": None},
        {"question": "Both?", "turns": ["Both?"], "answerable": True},
        {"answerable": True},
        {"question": "Is it?", "answerable": "yes"},
        {"question": "Is it?"},
        "3",
        SECOND,
        "[" * 100_000,
    )
    found, bad = read_questions(file)
    assert [(number, item.turns[-1]) for number, item in found] == [
        (1, WHY["question"]),
        (10, "and in Q2 2030?"),
    ]
    assert [line.number for line in bad] == [3, 4, 5, 6, 7, 8, 9, 11]
    problems = [line.problem for line in bad]
    assert "Expecting property name" in problems[0]
    assert problems[1] == "asks the same as line 1"
    assert problems[2] == problems[3] == "a line has either a question or turns"
    assert problems[4].startswith("answerable: ")
    assert problems[5] == "answerable: Field required"
    assert "nested too deeply" in problems[7]


def test_files_without_questions(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match="contains no questions"):
        read_questions(write(tmp_path / "empty.jsonl"))
    with pytest.raises(FootnoteError, match=r"no questions \(line 1: answerable: "):
        read_questions(write(tmp_path / "bad.jsonl", "{}"))
    with pytest.raises(CorpusError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def test_a_quote_is_looked_for_in_quotes_and_the_rest_as_in_gold_items() -> None:
    own = OwnQuestion(question="Why?", answerable=True, quote="a", must=(("b", "c"),), kind="score").item(3)
    assert (own.id, own.kind, own.must) == ("3", "passage", (("b", "c"), ("a",)))
    gold = OwnQuestion(turns=("x", "y"), answerable=False, must_not=("d",), kind="edition").item(4)
    assert (gold.turns, gold.kind, gold.must, gold.must_not) == (("x", "y"), "edition", (), ("d",))


# --- asking ---------------------------------------------------------------------------


def test_questions_are_asked_and_judged(open_engine: Engine, tmp_path: Path) -> None:
    wrong = WEATHER | {"quote": "great patience"}
    file = write(tmp_path / "q.jsonl", WHY, wrong, HARBOUR, SCORE, SECOND, HELLO, {**WHY, "question": "?!"})
    told: list[tuple[int, str]] = []
    seen: list[tuple[str, int, int]] = []
    found = try_questions(
        open_engine,
        read_questions(file)[0],
        complain=lambda line: told.append(line),
        progress=lambda *done: seen.append(done),
    )
    assert [(one.source, one.right) for one in found] == [
        ("passages", True),
        ("passages", False),
        ("passages", False),
        ("figures", True),
        ("figures", True),
        ("other", True),
    ]
    assert [one.question for one in found][4] == "and in Q2 2030?"
    assert [one.answerable for one in found] == [True, True, False, True, True, True]
    assert [one.quoted for one in found] == [True, True, False, True, True, False]
    assert [number for number, _ in told] == [7]
    assert seen[-1] == ("questions", 7, 7)
    assert try_questions(open_engine, read_questions(write(tmp_path / "n.jsonl", "", HELLO))[0])


def test_what_is_refused_at_0_is_refused_at_any(small_engine: Engine, tmp_path: Path) -> None:
    unknown = {"question": "What did Quuxotron 9 score?", "answerable": False}
    (found,) = try_questions(small_engine, read_questions(write(tmp_path / "q.jsonl", unknown))[0])
    assert (found.source, found.right, found.answered(0.0)) == ("refused", True, False)


# --- the command ----------------------------------------------------------------------


def report(run: Run, file: Path, store: Path, corpus: Path) -> dict[str, Any]:
    outcome = run("calibrate", file, "--json", data_dir=store, corpus=corpus)
    assert (outcome.code, outcome.err, outcome.out.count("\n")) == (0, "", 1)
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def test_the_command(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_THRESHOLD", "0.99999")
    file = write(tmp_path / "q.jsonl", WHY, WEATHER, HARBOUR, SCORE, HELLO)
    found = report(run, file, store, small_corpus)
    assert found["asked"] == 5
    assert found["sources"] == {"passages": 3, "refused": 0, "figures": 1, "other": 1}
    assert found["now"] == 0.99999
    first, last = found["thresholds"][0], found["thresholds"][-1]
    assert (first["threshold"], first["false_refusal"]) == (0.02, 0.0), "asked with the threshold at 0"
    assert (last["threshold"], last["answered"], last["false_refusal"], last["cost"]) == (0.99999, 0, 1.0, 2)
    assert found["suggested"] in THRESHOLDS
    assert found["bound"]["at_most"] > found["bound"]["wrong"] / found["bound"]["answered"]
    assert (found["bad_lines"], len(found["warnings"])) == ([], 1)


def test_the_command_in_words(run: Run, small_corpus: Path, store: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "q.jsonl", WHY, WEATHER | {"quote": "patience"}, SCORE, HELLO)
    outcome = run("calibrate", file, data_dir=store, corpus=small_corpus)
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].startswith("4 questions were asked. The threshold decides on 2 that are answered from")
    assert lines[0].endswith("1 answered from figures, 1 without quotes.")
    table = lines[2 : lines.index("", 2)]
    assert table[0].split()[:3] == ["threshold", "answered", "wrong"]
    assert table[1].split() == ["0.02", "2", "1", "0.000", "–", "0.500", "2"]
    assert table[6].startswith("0.3 (now")
    assert table[-1].split()[3:] == ["1", "0", "–", "–", "0.000", "–"]
    assert [line for line in lines if line.startswith("Warning: ")] == [
        "Warning: these are only 2 questions; under 20, chance decides more than they do.",
        'Warning: none of the questions is unanswerable, as is needed; add some, "answerable": false.',
    ]
    chosen = next(line for line in lines if "suggested)" in line).split()[0]
    assert f"To set it: QA_THRESHOLD={chosen}" in outcome.out
    assert "1 of 2 answers are wrong: error among answered at most 97.5 % with 95 % confidence." in lines


def test_at_most_ten_lines_tell_what_no_threshold_separates(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    """Twelve questions whose quotes are not the ones wanted, and one that is answered no more surely."""
    same = [WEATHER | {"question": f"{WEATHER['question']}{' ' * n}", "quote": "x y z"} for n in range(12)]
    file = write(tmp_path / "q.jsonl", WEATHER | {"question": f" {WEATHER['question']}"}, *same)
    lines = run("calibrate", file, data_dir=store, corpus=small_corpus).out.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("No threshold separates"))
    assert len(lines[start + 1 :]) == 11
    assert lines[start + 1].endswith("  wrong quote, with 1 right: Why did Eastgate stop flying balloons?")
    assert lines[-1] == "  … and 2 more"


def test_the_command_without_answers_from_passages(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    found = run("calibrate", write(tmp_path / "q.jsonl", SCORE), data_dir=store, corpus=small_corpus)
    assert found.code == 0
    assert "No answer comes from passages: there is no threshold to choose." in found.out
    assert "QA_THRESHOLD" not in found.out


def test_the_command_where_refusing_all_is_best(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    outcome = run("calibrate", write(tmp_path / "q.jsonl", HARBOUR), data_dir=store, corpus=small_corpus)
    assert outcome.code == 0
    assert "At this threshold nothing is answered from passages." in outcome.out
    assert "error among answered" not in outcome.out
    assert 'Warning: none of the questions is answerable; add some, "answerable": true.' in outcome.out


def test_the_command_goes_on_after_a_bad_line(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    file = write(tmp_path / "q.jsonl", {"question": "?!", "answerable": True}, "{", WHY)
    outcome = run("calibrate", file, "--json", data_dir=store, corpus=small_corpus)
    assert outcome.code == 1
    told = outcome.err.strip().split("\n")
    assert [line.split(": ")[0] for line in told] == [f"{file}:1", f"{file}:2"]
    found = json.loads(outcome.out)
    assert (found["asked"], found["bad_lines"]) == (1, told)
    assert "contains no questions" in run("calibrate", write(tmp_path / "e.jsonl")).complains(1)


def test_the_command_has_help(run: Run) -> None:
    outcome = run("calibrate", "--help")
    assert outcome.code == 0
    assert "QUESTIONS" in outcome.out
