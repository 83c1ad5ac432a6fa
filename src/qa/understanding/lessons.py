"""What the reading of questions is learned from: files of utterances, and of questions about attributes.

`utterances/LANGUAGE.jsonl` was written by one hand for each language, on subjects of all kinds, with invented
names. `subjects/DOMAIN.jsonl` declares attributes as an operator would, each with questions that ask for it
in other words, and with questions about the same things that ask for none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from pydantic import Field, ValidationError

from index.documents import Frozen
from index.errors import CorpusError
from index.shown import brief
from qa.understanding.utterance import Intent, Link, Utterance, unmarked

UTTERANCES: Final = Path(__file__).with_name("utterances")
SUBJECTS: Final = Path(__file__).with_name("subjects")

Read = TypeVar("Read")


class UtteranceLine(Frozen):
    """An utterance as it is written in a file, its marks in its text."""

    text: str
    op: Intent
    manner: str = Field(alias="register")
    also: tuple[Intent, ...] = ()
    before: str | None = None
    turn: Link | None = None


class LessonQuestion(Frozen):
    """A question in one person's words; `{subject}`, `{other}` and `{group}` stand for names."""

    text: str
    language: str
    manner: str = Field(alias="register")


class Lesson(Frozen):
    """An attribute as it is declared, and questions for it; without one, for none that its domain has."""

    domain: str
    attribute: str | None
    questions: tuple[LessonQuestion, ...]
    description: str = ""
    unit: str | None = None
    kinds: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def read_utterances(folder: Path = UTTERANCES) -> tuple[Utterance, ...]:
    """All utterances, by language. Raises CorpusError, naming file and line, for one that cannot be read."""
    return tuple(_read(folder, _utterance))


def read_lessons(folder: Path = SUBJECTS) -> tuple[Lesson, ...]:
    """All lessons about attributes, by domain. Raises CorpusError as `read_utterances` does."""
    return tuple(_read(folder, lambda line, _: Lesson.model_validate_json(line)))


def _utterance(line: str, language: str) -> Utterance:
    held = UtteranceLine.model_validate_json(line)
    text, marks = unmarked(held.text)
    return Utterance(text, language, held.op, held.manner, held.also, marks, held.before, held.turn)


def _read(folder: Path, parse: Callable[[str, str], Read]) -> Iterator[Read]:
    """What `parse` makes of each line of each file of `folder`, and of the file's name."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield parse(line, path.stem)
                except (ValidationError, ValueError) as error:
                    raise CorpusError(path, f"is not as expected ({brief(error, 200)})", number) from error
