"""The measures of a gold set, overall, by kind of question and by language."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from qa.evaluation.gold.judge import GoldVerdict, Result
from qa.evaluation.measures.intervals import Interval, interval, share
from qa.evaluation.measures.tables import figure

POINTS: Final[dict[Result, int]] = {
    "answered_correct": 1,
    "abstained_right": 1,
    "abstained_wrong": 0,
    "answered_wrong": -1,
}
GOLD_COLUMNS: Final = {
    "items": "n",
    "answered_correct": "ans+",
    "answered_wrong": "ans-",
    "abstained_right": "abs+",
    "abstained_wrong": "abs-",
    "accuracy": "right",
    "crag": "crag",
    "hallucination_rate": "halluc",
    "false_refusal_rate": "refused",
    "citation_coverage": "cited",
    "cited_edition_rate": "edition",
    "number_fidelity": "numbers",
    "language_match": "language",
    "notice_rate": "notice",
}


class GoldMeasures(BaseModel):
    """Counts and shares of judged items; a share with nothing to measure is None.

    `crag` is the mean of +1 for right, 0 for a refusal, -1 for wrong (CRAG, Yang et al. 2024).
    `accuracy_interval` is Wilson's, of 95 %.
    """

    model_config = ConfigDict(frozen=True)

    items: int
    answered_correct: int
    answered_wrong: int
    abstained_right: int
    abstained_wrong: int
    missing: int
    accuracy: float
    accuracy_interval: Interval | None
    crag: float
    hallucination_rate: float | None
    false_refusal_rate: float | None
    citation_coverage: float | None
    cited_edition_rate: float | None
    number_fidelity: float | None
    language_match: float | None
    notice_rate: float | None
    latency_ms_median: float | None


class GoldReport(BaseModel):
    """The measures of a set, and the items that went wrong."""

    model_config = ConfigDict(frozen=True)

    overall: GoldMeasures
    by_kind: dict[str, GoldMeasures]
    by_language: dict[str, GoldMeasures]
    failures: tuple[GoldVerdict, ...]


def report(verdicts: Sequence[GoldVerdict]) -> GoldReport:
    """The report on at least one verdict; groups stand in the order in which they first occur."""
    kinds = dict.fromkeys(verdict.kind for verdict in verdicts)
    languages = dict.fromkeys(verdict.language for verdict in verdicts)
    return GoldReport(
        overall=measures(verdicts),
        by_kind={kind: measures([v for v in verdicts if v.kind == kind]) for kind in kinds},
        by_language={name: measures([v for v in verdicts if v.language == name]) for name in languages},
        failures=tuple(verdict for verdict in verdicts if not verdict.right),
    )


def measures(verdicts: Sequence[GoldVerdict]) -> GoldMeasures:
    """The measures of at least one verdict."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    right = [verdict.right for verdict in verdicts]
    times = [verdict.latency_ms for verdict in verdicts if verdict.latency_ms is not None]
    return GoldMeasures(
        items=len(verdicts),
        **{outcome: counts[outcome] for outcome in POINTS},
        missing=sum(verdict.missing for verdict in verdicts),
        accuracy=statistics.fmean(right),
        accuracy_interval=interval(right),
        crag=statistics.fmean(POINTS[verdict.outcome] for verdict in verdicts),
        hallucination_rate=_share(verdict.hallucinated for verdict in verdicts),
        false_refusal_rate=_share(verdict.refused for verdict in verdicts),
        citation_coverage=_share(verdict.cited for verdict in verdicts),
        cited_edition_rate=_share(verdict.cited_edition for verdict in verdicts),
        number_fidelity=_share(verdict.numbers_held for verdict in verdicts),
        language_match=_share(verdict.language_match for verdict in verdicts),
        notice_rate=_share(verdict.noticed for verdict in verdicts),
        latency_ms_median=statistics.median(times) if times else None,
    )


def _share(flags: Iterable[bool | None]) -> float | None:
    return share([flag for flag in flags if flag is not None])


def gold_table(report: GoldReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: over all, by kind, by language."""
    groups = {"all": report.overall, **report.by_kind, **report.by_language}
    rows = [
        (group, *(figure(getattr(values, key)) for key in GOLD_COLUMNS)) for group, values in groups.items()
    ]
    return ("", *GOLD_COLUMNS.values()), rows
