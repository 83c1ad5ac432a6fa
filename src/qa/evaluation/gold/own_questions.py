"""An operator's own questions on their own documents: read, asked, and judged as trials of a threshold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from index.embedding import Progress
from index.errors import FootnoteError, QuestionError
from index.json_text import parse_json
from index.yamlfile import read_text
from qa.engine import Engine
from qa.evaluation.calibration import Source, Trial
from qa.evaluation.gold.items import BadLine, GoldItem
from qa.evaluation.gold.judge import judge
from qa.models import Answer


class OwnQuestion(BaseModel):
    """A line: a `question`, or the `turns` of a gold item, of which the last is judged.

    `quote` are words that the quotes of a right answer hold; the rest is as in a `GoldItem`, of which `kind`
    may be left out. Keys not named here are ignored.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    question: str | None = Field(default=None, min_length=1)
    turns: tuple[str, ...] = ()
    answerable: bool
    quote: str | None = Field(default=None, min_length=1)
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    kind: str = "passage"
    editions: tuple[str, ...] = ()
    notice: str | None = None

    @model_validator(mode="after")
    def _asks(self) -> OwnQuestion:
        if (self.question is None) == (not self.turns):
            raise ValueError("a line has either a question or turns")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        return self.turns if self.question is None else (self.question,)

    def item(self, number: int) -> GoldItem:
        """The same as a gold item, which is judged; `number` is that of the line."""
        wanted = ((self.quote,),) if self.quote else ()
        return GoldItem(
            id=str(number),
            language="en",  # what language an answer is in is not judged here
            kind="passage" if self.quote else self.kind,
            turns=self.asked,
            answerable=self.answerable,
            must=(*self.must, *wanted),
            must_not=self.must_not,
            editions=self.editions,
            notice=self.notice,
        )


class NumberedQuestion(NamedTuple):
    """The number of a line, counted from 1, and its question as a gold item."""

    number: int
    item: GoldItem


def read_questions(path: Path) -> tuple[list[NumberedQuestion], list[BadLine]]:
    """The questions of a file of JSON Lines, and the lines that are none or ask the same again.

    Raises CorpusError for a file that is not text, FootnoteError for one without a single question.
    """
    found: dict[tuple[str, ...], NumberedQuestion] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(read_text(path, streams=True).split("\n"), 1):
        if not line.strip():
            continue
        try:
            question = _question(line)
            if question.asked in found:
                raise ValueError(f"asks the same as line {found[question.asked].number}")
            found[question.asked] = NumberedQuestion(number, question.item(number))
        except ValueError as error:
            bad.append(BadLine(number, str(error)))
    if not found:
        first = f" (line {bad[0].number}: {bad[0].problem})" if bad else ""
        raise FootnoteError(f"{path} contains no questions{first}.")
    return list(found.values()), bad


def try_questions(
    engine: Engine,
    questions: Sequence[NumberedQuestion],
    *,
    complain: Callable[[BadLine], None] | None = None,
    progress: Progress | None = None,
) -> list[Trial]:
    """Ask all `questions` of an engine with the threshold 0; it may `complain` of some."""
    trials = []
    for done, (number, item) in enumerate(questions, 1):
        try:
            trials.append(trial(item, engine.converse(item.turns).answer))
        except QuestionError as error:
            if complain:
                complain(BadLine(number, str(error)))
        if progress:
            progress("questions", done, len(questions))
    return trials


def trial(item: GoldItem, answer: Answer) -> Trial:
    """What the last answer to `item` is for the choice of a threshold."""
    return Trial(
        question=item.turns[-1],
        answerable=item.answerable,
        source=_source(item, answer),
        right=judge(item, answer).right,
        confidence=answer.confidence,
        quoted=bool(item.must),
    )


def _source(item: GoldItem, answer: Answer) -> Source:
    if item.chat:
        return "other"
    if answer.abstained:
        return "refused"
    if answer.facts:
        return "figures"
    return "passages" if answer.citations else "other"


def _question(line: str) -> OwnQuestion:
    try:
        parse_json(line)  # its messages name the place; pydantic's own speak of Rust
        return OwnQuestion.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place, told = ".".join(map(str, problem["loc"])), problem["msg"].removeprefix("Value error, ")
        raise ValueError(f"{place}: {told}" if place else told) from error
