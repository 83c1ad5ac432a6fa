"""Tables of facts as others write them, line by line: bad lines are reported, and the rest goes on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import CorpusError
from index.json_text import parse_json
from qa.review.cells import Cells
from qa.review.columns import is_known, pair_of, unguarded

SEPARATORS: Final = ",;\t"  # between cells, as spreadsheets of different countries write them
DECLARED: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # a first line by which Excel knows the separator
NESTED: Final = frozenset({"sources", "evidence"})  # keys of the JSON form
NumberedCells = tuple[int, Cells]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place: a line of the file, or an item of an array."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as it is written: its cells, and (column, document, quote) for each of its quotes."""

    number: int
    cells: Cells
    quotes: tuple[tuple[str, str, str], ...]


def read_table(path: Path) -> Iterator[FactLine | Problem]:
    """The lines of a file of facts, by its name JSON, JSON Lines or else CSV.

    Lines are counted from 1, in JSON items. Raises CorpusError for a file of any other kind.
    """
    if path.suffix.lower() == ".parquet":
        raise CorpusError(path, "is Parquet, which is only written; import CSV or JSON")
    readers = {".json": _json, ".jsonl": _json_lines, ".ndjson": _json_lines}
    items = readers.get(path.suffix.lower(), _csv)(path)
    return (item if isinstance(item, Problem) else _line(*item) for item in items)


def _line(number: int, cells: Cells) -> FactLine | Problem:
    unknown = next((name for name in cells if not is_known(name) and name not in NESTED), None)
    if unknown is not None:
        return Problem(number, unknown, "unknown column")
    flat = [
        (name, str(cells.get(document) or ""), str(cells[name]))
        for name in cells
        if (document := pair_of(name)) and cells[name]
    ]
    nested = cells.get("evidence") or []
    if not isinstance(nested, list) or not all(isinstance(item, dict) for item in nested):
        return Problem(number, "evidence", "should be a list of objects")
    listed = [("evidence", str(item.get("document_id", "")), str(item.get("quote", ""))) for item in nested]
    return FactLine(number, cells, (*flat, *listed))


def _csv(path: Path) -> Iterator[NumberedCells | Problem]:
    text = _text(path)
    header, _, rest = text.partition("\n")
    declared = DECLARED.fullmatch(header.strip())
    separator = declared[1] if declared else max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(rest if declared else text, newline=""), delimiter=separator, strict=True)
    columns: list[str] | None = None
    above = last = 1 if declared else 0
    while True:
        number, last = last + 1, last
        try:
            cells = next(reader, None)
        except csv.Error as error:  # a quotation mark that is never closed takes the rest of the file
            yield Problem(number, "", f"broken CSV ({error})")
            return
        last = above + reader.line_num
        if cells is None:
            return
        if columns is None:
            columns = [cell.strip() for cell in cells]
            twice = next((name for name, times in Counter(columns).items() if name and times > 1), None)
            if twice is not None:
                raise CorpusError(path, f"has two columns {twice!r}", number)
        elif len(cells) > len(columns):
            yield Problem(number, "", f"{len(cells)} cells under {len(columns)} columns")
        elif any(cells):
            named = zip(columns, cells, strict=False)  # what has no name is of no column, unless it is filled
            yield number, {name: unguarded(cell) for name, cell in named if name or cell}


def _json(path: Path) -> Iterator[NumberedCells | Problem]:
    try:
        held = parse_json(_text(path))
    except json.JSONDecodeError as error:
        raise CorpusError(path, f"broken JSON: {error.msg}", error.lineno) from error
    except ValueError as error:
        raise CorpusError(path, f"broken JSON: {error}") from error
    if not isinstance(held, list):
        raise CorpusError(path, "should be an array of facts", 1)
    return (_object(number, item) for number, item in enumerate(held, 1))


def _json_lines(path: Path) -> Iterator[NumberedCells | Problem]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _object(number, parse_json(line))
        except ValueError as error:
            yield Problem(number, "", f"broken JSON ({error})")


def _object(number: int, item: object) -> NumberedCells | Problem:
    return (number, item) if isinstance(item, dict) else Problem(number, "", "should be an object")


def _text(path: Path) -> str:
    """The text with the line ends it has: those inside a cell are a part of it."""
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CorpusError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CorpusError(path, f"is not UTF-8 text (byte 0x{raw[error.start]:02x})", line) from error
