"""Sheets as Markdown: Excel's of all ages, OpenDocument's, and plain text with separators."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from index.formats import old_excel, open_document, open_excel
from index.formats.archive import is_ole, open_archive
from index.formats.converted import MOST_TEXT, Converted, UnreadableError
from index.formats.foreign import reading
from index.formats.grid import MOST_CELLS, GridWriter, SheetGrid, too_many
from index.formats.stated import StatedFacts, office_facts

_DELIMITERS: Final = ("\t", ";", "|", ",")  # of two that fit alike the first: decimal commas part nothing
_LOOKED_AT: Final = 200  # rows by which the delimiter is found
_SAMPLE: Final = 100_000  # characters of them
_DECLARED: Final = "sep="


def read_workbook(raw: bytes) -> Converted:
    """A workbook (.xlsx, .xlsm, .xlsb, .xls, .ods): each sheet that is shown a heading and its tables.

    Numbers are written as the sheet shows them, dates as ISO writes them, merged cells in each row and column
    that they reach over. Raises UnreadableError for what is encrypted, damaged, no workbook or too large.
    """
    stated, notes, writer = StatedFacts(), list[str](), GridWriter()
    if is_ole(raw):
        writer.write_all(old_excel.read_sheets(raw, notes))
    else:
        with open_archive(raw) as archive:
            stated = office_facts(archive)
            if "content.xml" in archive.NameToInfo:
                writer.write_all(open_document.read_sheets(archive, notes))
            else:
                writer.write_all(open_excel.read_sheets(raw, archive, notes))
    return Converted(
        writer.text(),
        title=stated.title,
        language=stated.language,
        published=stated.published,
        places=tuple(writer.places),
        notes=tuple(notes),
    )


def read_csv(text: str) -> Converted:
    r"""Rows of text parted by commas, semicolons, tabs or pipes. Line breaks in quotes become spaces.

    The delimiter is that of a first line `sep=;`, else the one that parts the rows most evenly. Raises
    UnreadableError for more than 200,000 cells.
    """
    text, notes = text.removeprefix("\ufeff"), list[str]()
    if len(text) > MOST_TEXT:
        raise UnreadableError(f"has more than {MOST_TEXT // 1_000_000} million characters; split it")
    first, _, rest = text.partition("\n")
    declared = first.strip("\r\"' ") if len(first) < 12 and "\t" not in first else first.strip("\r")
    skipped = 0
    if declared.lower().startswith(_DECLARED) and len(declared) == len(_DECLARED) + 1:
        delimiter, text, skipped = declared[-1], rest, 1
    else:
        delimiter = _delimiter(text[:_SAMPLE])
    try:
        rows = _rows(text, delimiter, skipped)
    except csv.Error:
        with reading("table", csv.Error):
            rows = _rows(text, delimiter, skipped, quoted=False)
        notes.append("the quotation marks are not closed; they were read as text")
    writer = GridWriter()
    writer.write(SheetGrid(None, rows))
    return Converted(writer.text(), places=tuple(writer.places), notes=tuple(notes))


def _rows(text: str, delimiter: str, skipped: int, *, quoted: bool = True) -> dict[int, dict[int, str]]:
    """The cells that hold something. Raises csv.Error where quotation marks are not closed."""
    rows: dict[int, dict[int, str]] = {}
    count = 0
    for number, fields in enumerate(_records(text, delimiter, quoted=quoted), skipped):
        held = {column: field for column, field in enumerate(fields) if field.strip()}
        count += len(held)
        if count > MOST_CELLS:
            raise too_many()
        if held:
            rows[number] = held
    return rows


def _records(text: str, delimiter: str, *, quoted: bool = True) -> Iterator[list[str]]:
    quoting: Final = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    if csv.field_size_limit() < MOST_TEXT:
        csv.field_size_limit(MOST_TEXT)
    lines = StringIO(text.replace("\0", ""), newline="")
    return csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=quoted)


def _delimiter(sample: str) -> str:
    """The delimiter that parts most rows into the same number of cells, more than one."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    """The share of rows that have as many cells as most rows; 0 where that is one."""
    widths: list[int] = []
    try:
        for fields in _records(sample, delimiter):
            if len(fields) > 1 or any(map(str.strip, fields)):
                widths.append(len(fields))
            if len(widths) >= _LOOKED_AT:
                break
    except csv.Error:  # the sample ends within quotation marks, or they are text
        pass
    return _share(widths)


def _share(widths: Sequence[int]) -> float:
    wide = Counter(width for width in widths if width > 1)
    return max(wide.values()) / len(widths) if wide else 0.0
