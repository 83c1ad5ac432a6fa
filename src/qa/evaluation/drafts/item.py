"""A draft with its evidence, and whether it may be said."""

from __future__ import annotations

from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from index.documents import Frozen
from index.errors import CorpusError
from index.json_text import parse_json
from index.yamlfile import read_text
from qa.models import Citation, Row
from qa.prose.evidence import EvidencePiece, ProseEvidence
from qa.prose.statement import ProseStatement


class DraftRow(Frozen):
    """A figure that a piece states, in the words of the question's language."""

    subject: str
    figure: str
    value: str
    edition: str = ""


class DraftPiece(Frozen):
    """A quote and the document that it is of."""

    id: str
    text: str
    title: str = ""
    edition: str = ""
    language: str
    rows: tuple[DraftRow, ...] = ()


class DraftItem(Frozen):
    """What a model wrote to a question; keys not named here are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    language: str
    question: str
    pieces: tuple[DraftPiece, ...] = Field(min_length=1)
    statement: str
    cites: tuple[str, ...] = ()
    honest: bool
    kind: str = ""

    @property
    def written(self) -> ProseStatement:
        return ProseStatement(text=self.statement, evidence=self.cites)

    @property
    def evidence(self) -> ProseEvidence:
        return ProseEvidence(self.question, self.language, tuple(map(_piece, self.pieces)))


def read_drafts(path: Path) -> tuple[DraftItem, ...]:
    """The drafts of a file of JSON Lines. Raises CorpusError."""
    lines = read_text(path, streams=True).split("\n")
    return tuple(_item(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _item(path: Path, number: int, line: str) -> DraftItem:
    try:
        return DraftItem.model_validate(parse_json(line))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise CorpusError(path, f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}", number) from error
    except ValueError as error:
        raise CorpusError(path, str(error), number) from error


def _piece(piece: DraftPiece) -> EvidencePiece:
    citation = Citation(
        number=1,
        document_id=piece.title or piece.id,
        title=piece.title,
        edition=piece.edition,
        language=piece.language,
        quote=piece.text,
        start=0,
        end=len(piece.text),
        sources=(),
    )
    return EvidencePiece(piece.id, citation, tuple(map(_row, piece.rows)))


def _row(row: DraftRow) -> Row:
    return Row(
        place="",
        subject=row.subject,
        figure=row.figure,
        value=row.value,
        edition=row.edition,
        when="",
        open_weights=None,
        citations=(1,),
        statements=(),
    )
