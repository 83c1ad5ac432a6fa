"""Facts for other programs, each with its sources and quotes: as CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal

from index.documents import Document
from index.errors import FootnoteError, StorageError
from qa.citation.quotes import QuoteFinder
from qa.knowledge.facts import Evidence, Fact
from qa.knowledge.knowledge import Knowledge
from qa.review.columns import FACT, JOIN, QUOTE, SOURCE, Format, guarded, quote_columns

Row = dict[str, str | int | float | None]
INSTALL: Final = "Parquet needs the package arro3-io: pip install 'footnote[parquet]'"
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
        return self._csv() if form == "csv" else self._json()

    def write(self, path: Path, form: Format) -> None:
        """Write the file; raises StorageError if it cannot be, FootnoteError if Parquet is not installed."""
        writers: dict[Format, Callable[[Path], None]] = {
            "csv": lambda p: _write(p, MARK + self._csv()),
            "json": lambda p: _write(p, self._json()),
            "parquet": self._parquet,
        }
        try:
            writers[form](path)
        except OSError as error:
            raise StorageError(f"{path} cannot be written ({error.strerror or error})") from error

    @property
    def columns(self) -> tuple[str, ...]:
        if self._language:
            return (*FACT, *SOURCE, "language", *QUOTE)
        languages = {document.language for document in self._documents.values()}
        return (*FACT, *SOURCE, *quote_columns(tuple(sorted(languages))))

    def rows(self) -> list[Row]:
        """One row a fact, with all `columns`."""
        empty: Row = dict.fromkeys(self.columns)
        return [
            {**empty, **self._fact(fact), **self._sources(fact), **self._quotes(fact)} for fact in self.facts
        ]

    def _fact(self, fact: Fact) -> Row:
        entity = self._knowledge.entities[fact.subject]
        row: Row = {name: getattr(fact, name) for name in FACT if name not in ("subject_name", "kind")}
        return {**row, "subject_name": entity.name(self._language or "en"), "kind": entity.kind}

    def _sources(self, fact: Fact) -> Row:
        held = [self._knowledge.reporters[key] for key in fact.reported_by]
        row: Row = {"reported_by": JOIN.join(fact.reported_by)}
        for name in SOURCE[1:]:
            told = [str(getattr(reporter, name) or "") for reporter in held]
            row[name] = JOIN.join(told) if any(told) else None
        return row

    def _quotes(self, fact: Fact) -> Row:
        row: Row = {}
        if self._language:
            place = self._finder.proof(fact, self._language)
            if place is not None:
                row["language"] = self._finder.language(place)
                row["document_id"], row["quote"] = place.document_id, self._finder.text(place)
            return row
        for language, evidence in self._by_language(fact).items():
            row[f"document_id_{language}"], row[f"quote_{language}"] = evidence.document_id, evidence.quote
        return row

    def _by_language(self, fact: Fact) -> dict[str, Evidence]:
        """The first quote in each language."""
        found: dict[str, Evidence] = {}
        for evidence in fact.evidence:
            document = self._documents.get(evidence.document_id)
            if document is not None:
                found.setdefault(document.language, evidence)
        return found

    def _csv(self) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns)
        writer.writeheader()
        for row in self.rows():
            writer.writerow({name: guarded(v) if isinstance(v, str) else v for name, v in row.items()})
        return text.getvalue()

    def _json(self) -> str:
        """An array, one fact a line, with sources and quotes nested."""
        return (
            "[\n" + ",\n".join(json.dumps(self._nested(f), ensure_ascii=False) for f in self.facts) + "\n]\n"
        )

    def _nested(self, fact: Fact) -> dict[str, object]:
        reporters = [(key, self._knowledge.reporters[key]) for key in fact.reported_by]
        chosen = self._quotes(fact) if self._language else {}
        return {
            **self._fact(fact),
            "sources": [
                {"id": key, **{name: getattr(held, name) for name in SOURCE[1:]}} for key, held in reporters
            ],
            "evidence": [
                {"language": self._documents[evidence.document_id].language, **evidence.model_dump()}
                for evidence in fact.evidence
                if evidence.document_id in self._documents
                and (not chosen or evidence.quote == chosen.get("quote"))
            ],
        }

    def _parquet(self, path: Path) -> None:
        try:
            from arro3.core import Array, DataType, Table
            from arro3.io import write_parquet
        except ModuleNotFoundError as error:
            raise FootnoteError(INSTALL) from error
        rows = [{**row, **_typed(row["value"])} for row in self.rows()]
        columns = (*self.columns, "number")
        arrays = [
            Array(
                [row[name] for row in rows],
                type=DataType.float64() if name in NUMERIC else DataType.utf8(),
            )
            for name in columns
        ]
        with path.open("wb") as file:
            write_parquet(Table.from_arrays(arrays, names=columns), file)


def _typed(value: object) -> Row:
    """A value as text, and as a number where it is one: a column of Parquet holds one type."""
    number = None if isinstance(value, str) else float(str(value))
    return {"value": str(value), "number": number}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
