"""The key of a set of documents: every figure that they state, and numbers in them that are none."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import CorpusError
from index.json_text import parse_json
from index.yamlfile import read_text

FIGURES: Final = "figures.jsonl"
TRAPS: Final = "traps.jsonl"
AMBIGUOUS: Final = "ambiguous.jsonl"

Kind = Literal["table", "prose"]
Row = TypeVar("Row", bound=BaseModel)


class StatedFigure(BaseModel):
    """A figure that a document states: one cell or one statement. Keys not named here are ignored.

    `subject` and `measure` are ways to call them that are equally good; `value` has its scale applied; `unit`
    is an ISO 4217 code, "%", a word for points, or what the document says, "" for a bare number; `time` is as
    a finding's, None where the document gives none.
    """

    model_config = ConfigDict(frozen=True)

    document: str
    subject: tuple[str, ...] = Field(min_length=1)
    measure: tuple[str, ...] = Field(min_length=1)
    value: float = Field(allow_inf_nan=False)
    unit: str
    time: str | None = None
    qualifier: str | None = None
    kind: Kind
    as_printed: str

    def __str__(self) -> str:
        return f"{self.subject[0]} | {self.measure[0]} | {self.value:.12g} {self.unit} | {self.time}"


class Trap(BaseModel):
    """A number that is no figure of its document, and why: a range, a target, a denial."""

    model_config = ConfigDict(frozen=True)

    document: str
    as_printed: str
    why: str
    context: str = ""


class FigureKey(BaseModel):
    """What a folder says of its documents; `ambiguous` are figures on which readers differ."""

    model_config = ConfigDict(frozen=True)

    figures: tuple[StatedFigure, ...]
    traps: tuple[Trap, ...] = ()
    ambiguous: tuple[StatedFigure, ...] = ()

    def of(self, document: str) -> FigureKey:
        """What is said of one document, by the name of its file."""
        return FigureKey(
            figures=tuple(one for one in self.figures if one.document == document),
            traps=tuple(one for one in self.traps if one.document == document),
            ambiguous=tuple(one for one in self.ambiguous if one.document == document),
        )


def read_key(folder: Path) -> FigureKey:
    """The key in `folder`, without ranges; traps and ambiguous figures may be missing. Raises CorpusError."""
    return FigureKey(
        figures=_rows(folder / FIGURES, StatedFigure),
        traps=_rows(folder / TRAPS, Trap) if (folder / TRAPS).exists() else (),
        ambiguous=_rows(folder / AMBIGUOUS, StatedFigure) if (folder / AMBIGUOUS).exists() else (),
    )


def _rows(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    lines = read_text(path, streams=True).split("\n")
    held = ((number, line) for number, line in enumerate(lines, 1) if line.strip() and not _is_range(line))
    return tuple(_row(path, number, line, kind) for number, line in held)


def _is_range(line: str) -> bool:
    """Whether a line gives the two ends of a range: no figure of which either end would be right."""
    try:
        row = parse_json(line)
    except ValueError:
        return False
    return isinstance(row, dict) and isinstance(row.get("value"), list)


def _row(path: Path, number: int, line: str, kind: type[Row]) -> Row:
    try:
        return kind.model_validate(parse_json(line))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(map(str, problem["loc"]))
        raise CorpusError(path, f"{place}: {problem['msg']}" if place else problem["msg"], number) from error
    except ValueError as error:
        raise CorpusError(path, str(error), number) from error
