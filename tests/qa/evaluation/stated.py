"""A line of a key: the revenue of an invented maker of bicycles, or what a test says instead."""

from __future__ import annotations

from collections.abc import Sequence

from qa.evaluation.stated.key import StatedFigure


def stated(
    value: float = 184_620_000,
    subject: Sequence[str] = ("Nordale Cycles SA", "Nordale"),
    measure: Sequence[str] = ("Revenue", "Sales"),
    unit: str = "EUR",
    time: str | None = "2024",
    kind: str = "table",
) -> StatedFigure:
    return StatedFigure.model_validate(
        {
            "document": "nordale.md",
            "subject": subject,
            "measure": measure,
            "value": value,
            "unit": unit,
            "time": time,
            "kind": kind,
            "as_printed": "as printed",
        }
    )
