"""The columns in which facts leave and come back, and text cells that are safe in a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal

Format = Literal["csv", "json", "parquet"]
BY_SUFFIX: Final[dict[str, Format]] = {".json": "json", ".parquet": "parquet"}
FACT: Final = (
    "id",
    "subject",
    "subject_name",
    "kind",
    "attribute",
    "value",
    "unit",
    "qualifier",
    "edition",
    "as_of",
    "origin",
    "confidence",
    "note",
)
SOURCE: Final = ("reported_by", "publisher", "title", "published", "url")
QUOTE: Final = ("document_id", "quote")
JOIN: Final = " | "  # between the sources of one fact
_LANGUAGE: Final = re.compile(r"(document_id|quote)_([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
# A spreadsheet takes a cell that begins so for a formula; an apostrophe before it says that it is text.
_FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


def format_of(path: Path | None, given: Format | None) -> Format:
    """The format asked for, or that of the file's name; CSV where neither says."""
    return given or BY_SUFFIX.get(path.suffix.lower() if path else "", "csv")


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet computes; `unguarded` takes it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def quote_columns(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of quotes in each of several languages."""
    return tuple(f"{name}_{language}" for language in languages for name in QUOTE)


def is_known(column: str) -> bool:
    return column in {*FACT, *SOURCE, *QUOTE, "number", "language"} or bool(_LANGUAGE.fullmatch(column))


def pair_of(column: str) -> str | None:
    """The column of the document that a column of quotes belongs to; None for any other column."""
    if column == "quote":
        return "document_id"
    found = _LANGUAGE.fullmatch(column)
    return f"document_id_{found[2]}" if found and found[1] == "quote" else None
