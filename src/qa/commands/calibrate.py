"""`qa calibrate`: the threshold that suits an operator's own documents and questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.commands.options import Folders, Json, option_groups, progress_bar
from qa.language.inline import visible

if TYPE_CHECKING:
    from qa.evaluation.calibration import CalibrationReport, Tradeoff
    from qa.evaluation.gold.items import BadLine


@option_groups
def calibrate(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="QUESTIONS",
            help='JSON Lines: {"question": …, "answerable": true, "quote": words of the right quote}.',
        ),
    ],
    folders: Folders,
    *,
    as_json: Json = False,
) -> None:
    """Suggest a threshold from your own questions; a bad line is reported and the rest goes on."""
    from qa.engine import Engine
    from qa.evaluation.calibration import calibration
    from qa.evaluation.gold.own_questions import read_questions, try_questions

    questions, bad = read_questions(file)
    refused: list[BadLine] = []
    with progress_bar() as progress:
        engine = Engine.open(folders.settings(threshold=0.0), progress)
        trials = try_questions(engine, questions, complain=refused.append, progress=progress)
    bad_lines = [f"{file}:{line.number}: {line.problem}" for line in sorted((*bad, *refused))]
    report = calibration(trials, folders.settings().threshold, bad_lines)
    typer.echo(report.model_dump_json() if as_json else visible("\n".join(_lines(report))))
    for line in bad_lines:
        typer.echo(line, err=True)
    if bad_lines:
        raise typer.Exit(1)


def _lines(report: CalibrationReport) -> Iterator[str]:
    yield _asked(report)
    yield ""
    yield from _table(report)
    yield ""
    for warning in report.warnings:
        yield f"Warning: {warning}"
    yield from _suggestion(report)
    yield from _inseparable(report)


def _asked(report: CalibrationReport) -> str:
    held = report.sources
    return (
        f"{report.asked} questions were asked. The threshold decides on {held['passages']} that are answered"
        f" from passages; {held['refused']} are refused at any. Left out of the choice: {held['figures']}"
        f" answered from figures, {held['other']} without quotes."
    )


def _table(report: CalibrationReport) -> Iterator[str]:
    from qa.evaluation.measures.tables import figure, text_table

    def row(one: Tradeoff) -> tuple[str, ...]:
        marks = {"now": report.now, "suggested": report.suggested}
        named = ", ".join(name for name, threshold in marks.items() if threshold == one.threshold)
        shares = (one.false_refusal, one.hallucination, one.wrong_among_answered)
        first = f"{one.threshold:g} ({named})" if named else f"{one.threshold:g}"
        return (first, str(one.answered), str(one.wrong), *map(figure, shares), str(one.cost))

    answered, wrong = report.sources["figures"], report.wrong_from_figures
    of_figures = figure(wrong / answered if answered else None)
    yield text_table(
        ("threshold", "answered", "wrong", "false refusal", "hallucination", "wrong among answered", "cost"),
        [
            *map(row, report.thresholds),
            ("any, from figures", str(answered), str(wrong), "–", "–", of_figures, "–"),
        ],
    )


def _suggestion(report: CalibrationReport) -> Iterator[str]:
    from qa.evaluation.calibration import WRONG_COSTS

    if report.suggested is None:
        yield "No answer comes from passages: there is no threshold to choose."
        return
    yield (
        f"Suggested threshold: {report.suggested:g}, of the least cost (wrong answers × {WRONG_COSTS} + false"
        f" refusals; the middle one, if several are). To set it: QA_THRESHOLD={report.suggested:g}"
    )
    if (bound := report.bound) is None:
        yield "At this threshold nothing is answered from passages."
    else:
        yield (
            f"{bound.wrong} of {bound.answered} answers are wrong: error among answered at most"
            f" {bound.at_most:.1%} with {bound.confidence:.0%} confidence.".replace("%", " %")
        )


def _inseparable(report: CalibrationReport) -> Iterator[str]:
    from qa.evaluation.calibration import LISTED

    if not report.inseparable:
        return
    yield ""
    yield "No threshold separates these from right answers, which are no surer and go with them:"
    for one in report.inseparable[:LISTED]:
        why = "wrong quote" if one.answerable else "no answer"
        yield f"  {one.confidence:.2f}  {why}, with {one.right_refused_with_it} right: {one.question}"
    if (more := len(report.inseparable) - LISTED) > 0:
        yield f"  … and {more} more"
