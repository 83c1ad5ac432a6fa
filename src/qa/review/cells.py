"""Cells of a table of facts: each is what its column holds, or says why it is not."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any, Final

from index.fields import is_moment
from qa.language.inline import in_line, visible

Cells = Mapping[str, Any]
LONGEST: Final = 100  # characters of what names something


class CellError(Exception):
    """A cell that cannot be taken: its column and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def text(cells: Cells, column: str) -> str:
    """The cell as a text; "" where there is none."""
    value = cells.get(column)
    if isinstance(value, (list, dict)):
        raise CellError(column, "should be a text or a number")
    written = "" if value is None else str(value).strip()
    if written != visible(written):
        raise CellError(column, "holds characters that cannot be seen")
    return written


def label(cells: Cells, column: str) -> str:
    """The cell as what something is called: one line that is not long."""
    written = text(cells, column)
    if len(written) > LONGEST:
        raise CellError(column, f"is longer than {LONGEST} characters")
    if written != in_line(written):
        raise CellError(column, "should be one line, without citation marks")
    return written


def number(cells: Cells, column: str) -> float | int:
    written = text(cells, column)
    value = _float(written)
    if not math.isfinite(value):
        raise CellError(column, f"{written!r} is not a number")
    return int(value) if value.is_integer() else value


def moment(cells: Cells, column: str) -> str | None:
    """A date as exact as it is known, or a period of years; None for an empty cell."""
    written = text(cells, column)
    if written and not is_moment(written):
        raise CellError(column, f"{written!r} is not a date such as 2025-03 or 2025-03-31")
    return written or None


def share(cells: Cells, column: str) -> float | None:
    """A number from 0 to 1; None for an empty cell."""
    written = text(cells, column)
    if not written:
        return None
    value = _float(written)
    if not 0 <= value <= 1:
        raise CellError(column, f"{written!r} is not a number from 0 to 1")
    return value


def one_of(cells: Cells, column: str, allowed: Collection[str]) -> str | None:
    """One of the `allowed` words; None for an empty cell."""
    written = text(cells, column)
    if written and written not in allowed:
        raise CellError(column, f"{written!r} is not one of {', '.join(allowed)}")
    return written or None


def _float(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return math.nan
