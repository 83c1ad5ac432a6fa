"""The measures of a gold set as a table."""

from __future__ import annotations

from typing import Final

from qa.evaluation.gold.measures import GoldReport
from qa.evaluation.measures.tables import figure

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


def gold_table(report: GoldReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: over all, by kind, by language."""
    groups = {"all": report.overall, **report.by_kind, **report.by_language}
    rows = [
        (group, *(figure(getattr(values, key)) for key in GOLD_COLUMNS)) for group, values in groups.items()
    ]
    return ("", *GOLD_COLUMNS.values()), rows
