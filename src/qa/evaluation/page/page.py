"""The report as one Markdown page. Its prose and table heads are in `*.md`; figures are filled in here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from qa.evaluation.gold.measures import GoldReport, gold_table
from qa.evaluation.measures.intervals import Interval
from qa.evaluation.measures.tables import figure, markdown_rows, markdown_table
from qa.evaluation.page.report import Report, SquadSection
from qa.evaluation.squad.measures import SquadReport
from qa.evaluation.squad.steps import DENSE, FUSED, LEARNED, LEXICAL, RECIPROCAL
from qa.evaluation.training.figures import QuestionFigures, figure_table
from qa.understanding.lessons import read_lessons, read_utterances
from qa.understanding.utterance import Intent, Link

HERE: Final = Path(__file__).parent
PAIRS: Final = {"en": "English → English", "zh": "Chinese → Chinese", "zh-en": "Chinese → English"}
STEP_NAMES: Final = {
    LEXICAL: "words alone (BM25)",
    DENSE: "meaning alone (cosine of passages)",
    RECIPROCAL: "both, by reciprocal rank",
    FUSED: "both and the best sentence, weighed by hand",
    LEARNED: "as answered",
}
XQUAD: Final = "[XQuAD](https://github.com/google-deepmind/xquad), {language}"
LANGUAGES: Final = {"en": "English", "zh": "Chinese"}


def page(report: Report, chart: str) -> str:
    """The page in Markdown; `chart` is where its picture of reliability lies, relative to it."""
    versions = {"Python": report.python, **report.packages}
    return _fill(
        "page.md",
        date=report.date.isoformat(),
        model=report.model,
        threshold=f"{report.threshold:g}",
        limit=str(report.limit),
        seed=str(report.seed),
        versions=", ".join(f"{name} {number}" for name, number in versions.items()),
        data=_data(report),
        squad=_squad(report, chart) if report.squad else "",
        gold="".join(_gold(name, found) for name, found in report.gold.items()),
        understanding=_understanding(report.understanding) if report.understanding else "",
        held=_held(report) if report.held else "",
        blind=_fill("blind.md"),
        options=_options(report),
    )


def _understanding(figures: QuestionFigures) -> str:
    """How well questions are read, and what that is learned from."""
    by_language = Counter(one.language for one in read_utterances())
    lessons = read_lessons()
    return _fill(
        "understanding.md",
        utterances=f"{by_language.total():,}",
        languages=", ".join(f"{count:,} {tag}" for tag, count in sorted(by_language.items())),
        intents=str(len(Intent)),
        links=str(len(Link)),
        domains=str(len({one.domain for one in lessons})),
        attributes=str(sum(one.attribute is not None for one in lessons)),
        examples=f"{sum(len(one.examples) for one in lessons):,}",
        asking=f"{sum(len(one.questions) for one in lessons if one.attribute):,}",
        others=f"{sum(len(one.questions) for one in lessons if not one.attribute):,}",
        seed=str(figures.seed),
        folds=str(figures.folds),
        wants=markdown_table(*figure_table(figures.wants)),
        by_language=markdown_table(*figure_table(figures.attributes_by_language)),
        by_domain=markdown_table(*figure_table(figures.attributes_by_domain)),
    )


def _fill(template: str, **values: str) -> str:
    return Template((HERE / template).read_text(encoding="utf-8")).substitute(values)


def _data(report: Report) -> str:
    measured = [
        (
            XQUAD.format(language=name),
            "CC BY-SA 4.0",
            f"{report.squad[key].full.documents} paragraphs: measured",
        )
        for key, name in LANGUAGES.items()
        if key in report.squad
    ]
    sets = [
        (f"`{name}`", "that of the file", f"{found.overall.items} questions: measured")
        for name, found in report.gold.items()
    ]
    return markdown_rows([*measured, *sets])


def _options(report: Report) -> str:
    given = [f" --xquad-{key} xquad.{key}.json" for key in LANGUAGES if key in report.squad]
    given += [f" --gold {name}" for name in report.gold]
    return "".join([*given, " --understanding figures.json" if report.understanding else ""])


def _squad(report: Report, chart: str) -> str:
    calibration = report.calibration
    bins = calibration.bins if calibration else ()
    found = {PAIRS[name]: section.full for name, section in report.squad.items()}
    return _fill(
        "squad.md",
        seed=str(report.seed),
        removed=f"{report.unanswerable:.0%}",
        threshold=f"{report.threshold:g}",
        finding=markdown_rows((name, *_finding(run)) for name, run in found.items()),
        speeds=markdown_rows((name, *_speed(run)) for name, run in found.items()),
        abstaining=markdown_rows(
            (PAIRS[name], *_abstaining(section.reduced)) for name, section in report.squad.items()
        ),
        costs=_costs(report.squad),
        brier=figure(calibration.brier if calibration else None),
        reliability=markdown_rows(
            (f"{b.low:.1f}–{b.high:.1f}", str(b.count), figure(b.confidence), figure(b.right)) for b in bins
        ),
        chart=chart,
        steps=_steps(report.squad),
    )


def _finding(run: SquadReport) -> Iterator[str]:
    yield from map(figure, (run.ndcg_at_10, run.mrr_at_10, run.recall_at_1, run.recall_at_5))
    yield _with_interval(run.answer_in_first_quote, run.intervals["answer_in_first_quote"])
    yield _with_interval(run.answer_in_quotes, run.intervals["answer_in_quotes"])
    yield f"{run.quotes_mean:.2f}"
    yield figure(run.answer_words)


def _speed(run: SquadReport) -> Iterator[str]:
    yield f"{run.passages_per_second:.1f}"
    yield from (f"{v:.0f}" for v in (run.query_ms_p50, run.query_ms_p95, run.quote_characters_mean))


def _abstaining(run: SquadReport) -> Iterator[str]:
    yield from (str(run.answerable), str(run.questions - run.answerable))
    yield _with_interval(run.false_refusal, run.intervals["false_refusal"])
    yield _with_interval(run.hallucination, run.intervals["hallucination"])
    yield figure(run.brier)


def _costs(sections: Mapping[str, SquadSection]) -> str:
    columns = ("threshold", *(PAIRS[name] for name in sections))
    by_threshold = zip(*(section.reduced.costs for section in sections.values()), strict=True)
    rows = [
        (
            f"{costs[0].threshold:.1f}",
            *(f"{figure(cost.false_refusal)} / {figure(cost.hallucination)}" for cost in costs),
        )
        for costs in by_threshold
    ]
    return markdown_table(columns, rows)


def _steps(sections: Mapping[str, SquadSection]) -> str:
    columns = ("", "nDCG@10", "gain", "recall@1", "first quote")
    parts = []
    for name, section in sections.items():
        rows, before = [], None
        for step, found in section.steps.items():
            gain = "" if before is None else f"{found.ndcg_at_10 - before:+.3f}"
            before = found.ndcg_at_10
            values = (found.recall_at_1, found.answer_in_first_quote)
            rows.append((STEP_NAMES[step], figure(before), gain, *map(figure, values)))
        parts.append(f"**{PAIRS[name]}**\n\n{markdown_table(columns, rows)}")
    return "\n\n".join(parts)


def _gold(name: str, found: GoldReport) -> str:
    overall = found.overall
    latency = overall.latency_ms_median
    return _fill(
        "gold.md",
        name=name,
        items=str(overall.items),
        accuracy=figure(overall.accuracy),
        interval=_bracketed(overall.accuracy_interval),
        latency="–" if latency is None else f"{latency:.0f}",
        table=markdown_table(*gold_table(found)),
    )


def _held(report: Report) -> str:
    """What nothing was learned from, a line a file, beside what the model before the reader made of it."""
    rows = [
        (
            f"`{name}`",
            str(section.full.questions),
            *map(figure, (section.full.answer_in_first_quote, section.full.answer_in_quotes)),
            f"{section.full.quotes_mean:.2f}",
            *map(figure, (section.reduced.false_refusal, section.reduced.hallucination)),
            f"{section.full.query_ms_p50:.0f}",
            *_former(former_figures().get(name)),
        )
        for name, section in report.held.items()
    ]
    return _fill(
        "held.md", rows=markdown_rows(rows), removed=f"{report.unanswerable:.0%}", seed=str(report.seed)
    )


def _former(figures: Mapping[str, float] | None) -> Iterator[str]:
    for name in ("answer_in_first_quote", "false_refusal", "hallucination"):
        yield figure(figures.get(name) if figures else None)


@cache
def former_figures() -> Mapping[str, Mapping[str, float]]:
    """By file, what the model before the reader (b9959cb) measured on the same files, kept in former.json."""
    found: Mapping[str, Mapping[str, float]] = json.loads((HERE / "former.json").read_text(encoding="utf-8"))
    return found


def _with_interval(value: float | None, around: Interval | None) -> str:
    return " ".join(filter(None, (figure(value), _bracketed(around))))


def _bracketed(around: Interval | None) -> str:
    return f"({around.low:.2f}–{around.high:.2f})" if around else ""
