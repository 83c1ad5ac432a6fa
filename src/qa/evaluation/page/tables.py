"""Figures as cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from qa.evaluation.gold.measures import GoldReport

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


def figure(value: float | None) -> str:
    """A share to three places, a count as it is, a dash for what was not measured."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def gold_table(report: GoldReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: over all, by kind, by language."""
    groups = {"all": report.overall, **report.by_kind, **report.by_language}
    rows = [
        (group, *(figure(getattr(values, key)) for key in GOLD_COLUMNS)) for group, values in groups.items()
    ]
    return ("", *GOLD_COLUMNS.values()), rows


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, a line a row."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for terminals of any width: the first column to the left, figures to the right."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in (columns, *rows)
    )
