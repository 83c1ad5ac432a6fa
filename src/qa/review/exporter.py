"""Facts for other programs, each with its sources and quotes: as CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, Literal

from index.atomic import replacing
from index.documents import Document
from index.errors import FootnoteError, writing
from qa.citation.quotes import QuoteFinder
from qa.knowledge.facts import Evidence, Fact
from qa.knowledge.knowledge import Knowledge
from qa.review.columns import FACT, JOIN, QUOTE, SOURCE, Format, guarded, quote_columns

Record = dict[str, Any]
INSTALL: Final = "Parquet needs the package arro3-io: pip install 'footnote[parquet]'"
OF_ENTITY: Final = ("subject_name", "kind")  # columns that a fact's entity fills
NUMERIC: Final = frozenset({"confidence", "number"})  # columns of Parquet that hold no text
MARK: Final = "\ufeff"  # by which spreadsheets know UTF-8


class Export:
    """The facts to be written. With `language`, each with one quote, in that language if there is one."""

    def __init__(
        self,
        knowledge: Knowledge,
        documents: Mapping[str, Document],
        *,
        language: str | None = None,
        extracted: bool = False,
    ) -> None:
        """`extracted` takes in what a program found and nobody has checked."""
        self._knowledge, self._documents, self._language = knowledge, documents, language
        self._finder = QuoteFinder(documents)
        self.facts = tuple(f for f in knowledge.facts.facts if extracted or f.origin != "extracted")

    def text(self, form: Literal["csv", "json"]) -> str:
        return _csv(self.columns, self.rows()) if form == "csv" else _json(map(self._record, self.facts))

    def write(self, path: Path, form: Format) -> None:
        """Write the file; raises StorageError if it cannot be, FootnoteError if Parquet is not installed."""
        with writing(path), replacing(path) as file:
            if form == "parquet":
                _write_parquet(file, self.columns, self.rows())
            else:
                mark = MARK if form == "csv" else ""
                file.write((mark + self.text(form)).encode())

    @property
    def columns(self) -> tuple[str, ...]:
        if self._language:
            return (*FACT, *SOURCE, "language", *QUOTE)
        languages = {document.language for document in self._documents.values()}
        return (*FACT, *SOURCE, *quote_columns(tuple(sorted(languages))))

    def rows(self) -> list[Record]:
        """One row a fact, with all `columns`."""
        empty = dict.fromkeys(self.columns)
        return [{**empty, **self._row(**self._record(fact))} for fact in self.facts]

    def _record(self, fact: Fact) -> Record:
        """A fact as it is in JSON: its columns, its `sources` and its quotes as `evidence`."""
        entity = self._knowledge.entities[fact.subject]
        reporters = ((key, self._knowledge.reporters[key]) for key in fact.reported_by)
        return {
            **{name: getattr(fact, name) for name in FACT if name not in OF_ENTITY},
            "subject_name": entity.name(self._language or "en"),
            "kind": entity.kind,
            "sources": [
                {"id": key, **{name: getattr(reporter, name) for name in SOURCE[1:]}}
                for key, reporter in reporters
            ],
            "evidence": [
                {"language": self._documents[quote.document_id].language, **quote.model_dump()}
                for quote in self._quotes(fact)
            ],
        }

    def _quotes(self, fact: Fact) -> list[Evidence]:
        """The quotes that are written: all that stand in documents at hand, or the one that is asked for."""
        if not self._language:
            return [quote for quote in fact.evidence if quote.document_id in self._documents]
        place = self._finder.proof(fact, self._language)
        return [Evidence(document_id=place.document_id, quote=self._finder.text(place))] if place else []

    def _row(self, sources: Sequence[Record], evidence: Sequence[Record], **fact: object) -> Record:
        """A record without anything nested: sources joined, and the first quote in each language."""
        row: Record = {**fact, "reported_by": JOIN.join(source["id"] for source in sources)}
        for name in SOURCE[1:]:
            values = [str(source[name] or "") for source in sources]
            row[name] = JOIN.join(values) if any(values) else None
        for quote in reversed(evidence):
            if self._language:
                row |= quote
            else:
                row |= {f"{name}_{quote['language']}": quote[name] for name in QUOTE}
        return row


def _csv(columns: Sequence[str], rows: Iterable[Record]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: guarded(v) if isinstance(v, str) else v for name, v in row.items()})
    return text.getvalue()


def _json(records: Iterable[Record]) -> str:
    """An array, one fact a line."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n"


def _write_parquet(file: IO[bytes], columns: Sequence[str], rows: Sequence[Record]) -> None:
    """A column of Parquet holds one type: values are texts, and `number` has those that are numbers."""
    try:
        from arro3.core import Array, DataType, Table
        from arro3.io import write_parquet
    except ModuleNotFoundError as error:
        raise FootnoteError(INSTALL) from error
    values = [row["value"] for row in rows]
    cells = {name: [row[name] for row in rows] for name in columns}
    cells["value"] = [str(value) for value in values]
    cells["number"] = [None if isinstance(value, str) else float(value) for value in values]
    types = {name: DataType.float64() if name in NUMERIC else DataType.utf8() for name in cells}
    arrays = [Array(column, type=types[name]) for name, column in cells.items()]
    write_parquet(Table.from_arrays(arrays, names=list(cells)), file)
