"""The report as one Markdown page. Its prose is in `page*.md`; what is computed is filled in here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Final

from qa.evaluation.gold.measures import GoldReport
from qa.evaluation.gold.table import gold_table
from qa.evaluation.measures.intervals import Interval
from qa.evaluation.measures.tables import figure, markdown_table
from qa.evaluation.page.report import Report, SquadSection
from qa.evaluation.squad.steps import DENSE, FUSED, LEARNED, LEXICAL, RECIPROCAL

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
FITTED: Final = (
    ("[JSQuAD](https://github.com/yahoojapan/JGLUE) v1.3, test", "CC BY-SA 4.0", "fitting; not measured"),
    ("[DRCD](https://github.com/DRCKnowledgeTeam/DRCD), test", "CC BY-SA 3.0", "fitting; not measured"),
    ("[CMRC 2018](https://github.com/ymcui/cmrc2018), trial", "CC BY-SA 4.0", "fitting; not measured"),
)


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
        data=markdown_table(("data set", "licence", "used for"), _data(report)),
        squad=_squad(report, chart) if report.squad else "",
        gold="".join(_gold(name, found) for name, found in report.gold.items()),
        options=_options(report),
    )


def _fill(template: str, **values: str) -> str:
    return Template((HERE / template).read_text(encoding="utf-8")).substitute(values)


def _data(report: Report) -> list[tuple[str, str, str]]:
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
    return [*measured, *sets, *FITTED]


def _options(report: Report) -> str:
    given = [f" --xquad-{key} xquad.{key}.json" for key in LANGUAGES if key in report.squad]
    return "".join([*given, *(f" --gold {name}" for name in report.gold)])


def _squad(report: Report, chart: str) -> str:
    calibration = report.calibration
    bins = calibration.bins if calibration else ()
    return _fill(
        "squad.md",
        seed=str(report.seed),
        removed=f"{report.unanswerable:.0%}",
        threshold=f"{report.threshold:g}",
        finding=_finding(report.squad),
        abstaining=_abstaining(report.squad),
        costs=_costs(report.squad),
        brier=figure(calibration.brier if calibration else None),
        reliability=markdown_table(
            ("confidence", "questions", "mean confidence", "share right"),
            [
                (f"{b.low:.1f}–{b.high:.1f}", str(b.count), figure(b.confidence), figure(b.right))
                for b in bins
            ],
        ),
        chart=chart,
        steps=_steps(report.squad),
    )


def _finding(sections: Mapping[str, SquadSection]) -> str:
    columns = ("questions → paragraphs", "nDCG@10", "MRR@10", "recall@1", "recall@5", "first quote", "quotes")
    runs = [(PAIRS[name], section.full) for name, section in sections.items()]
    rows = [
        (
            name,
            *map(figure, (full.ndcg_at_10, full.mrr_at_10, full.recall_at_1, full.recall_at_5)),
            _with_interval(full.answer_in_first_quote, full.intervals["answer_in_first_quote"]),
            _with_interval(full.answer_in_quotes, full.intervals["answer_in_quotes"]),
        )
        for name, full in runs
    ]
    speeds = [
        (
            name,
            f"{full.passages_per_second:.1f}",
            f"{full.query_ms_p50:.0f}",
            f"{full.query_ms_p95:.0f}",
            f"{full.quote_characters_mean:.0f}",
        )
        for name, full in runs
    ]
    heads = ("", "passages indexed a second", "ms a question, p50", "p95", "characters of a quote, mean")
    return f"{markdown_table(columns, rows)}\n\n{markdown_table(heads, speeds)}"


def _abstaining(sections: Mapping[str, SquadSection]) -> str:
    columns = (
        "questions → paragraphs",
        "answerable",
        "unanswerable",
        "false refusal",
        "hallucination",
        "Brier",
    )
    rows = []
    for name, section in sections.items():
        less = section.reduced
        rows.append(
            (
                PAIRS[name],
                str(less.answerable),
                str(less.questions - less.answerable),
                _with_interval(less.false_refusal, less.intervals["false_refusal"]),
                _with_interval(less.hallucination, less.intervals["hallucination"]),
                figure(less.brier),
            )
        )
    return markdown_table(columns, rows)


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


def _with_interval(value: float | None, around: Interval | None) -> str:
    return " ".join(filter(None, (figure(value), _bracketed(around))))


def _bracketed(around: Interval | None) -> str:
    return f"({around.low:.2f}–{around.high:.2f})" if around else ""
