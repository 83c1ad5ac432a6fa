"""Gold items: questions with what a right answer holds, one JSON object a line."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import FootnoteError
from index.json_text import parse_json
from index.yamlfile import read_text

CHAT: Final = ("smalltalk", "injection")


class GoldItem(BaseModel):
    """One conversation, whose last answer is judged. Keys not named here are ignored.

    `must` is a list of groups: of each at least one alternative has to be in the answer. `must_not` makes it
    wrong. `editions` are those that support the answer; `notice` is the kind of notice it has to bring.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    id: str = Field(min_length=1)
    language: str
    kind: str
    turns: tuple[str, ...] = Field(min_length=1)
    answerable: bool
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    notice: str | None = None

    @property
    def chat(self) -> bool:
        """Whether the documents play no part: a greeting, or an attempt to give orders."""
        return self.kind in CHAT and not self.editions


class BadLine(NamedTuple):
    """The number of a line that is not an item, counted from 1, and why."""

    number: int
    problem: str


def read_gold(path: Path) -> tuple[list[GoldItem], list[BadLine]]:
    """The items of a file of JSON Lines and the lines that are not items.

    Raises CorpusError for a file that is not text, FootnoteError for one without a single item.
    """
    items: dict[str, GoldItem] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(read_text(path, streams=True).split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = _item(line)
            if item.id in items:
                raise ValueError(f"the id {item.id} occurs twice")
            items[item.id] = item
        except ValueError as error:
            bad.append(BadLine(number, str(error)))
    if not items:
        first = f" (line {bad[0].number}: {bad[0].problem})" if bad else ""
        raise FootnoteError(f"{path} contains no gold items{first}.")
    return list(items.values()), bad


def _item(line: str) -> GoldItem:
    try:
        parse_json(line)  # its messages name the place; pydantic's own speak of Rust
        return GoldItem.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(map(str, problem["loc"]))
        raise ValueError(f"{place}: {problem['msg']}" if place else problem["msg"]) from error
