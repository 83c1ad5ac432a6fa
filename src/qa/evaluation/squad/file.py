"""SQuAD files: paragraphs, and questions each answered in the words of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from index.json_text import parse_json


@dataclass(frozen=True, slots=True)
class SquadParagraph:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SquadItem:
    """A question with its gold answers, in the words of the paragraph that holds them."""

    id: str
    question: str
    paragraph: str
    answers: tuple[str, ...]


def read_squad(file: Path, questions: Path | None = None) -> tuple[list[SquadParagraph], list[SquadItem]]:
    """The paragraphs of `file` and its questions, those in the words of `questions` where that is given.

    Raises FootnoteError for what is no SQuAD file.
    """
    try:
        paragraphs, items = _read(read_paragraphs(file), read_paragraphs(questions) if questions else None)
    except (KeyError, TypeError, AttributeError) as error:
        raise FootnoteError(
            f"{file} is not a SQuAD file: an article has no paragraphs, or one lacks its parts ({error})."
        ) from error
    if not items:
        raise FootnoteError(f"{file} contains no questions with answers.")
    return paragraphs, items


def read_paragraphs(file: Path) -> list[tuple[str, Any]]:
    """The paragraphs as the file has them, each with the title of its article.

    Raises FootnoteError for what holds no articles; what an article lacks shows as a KeyError or TypeError.
    """
    try:
        data = parse_json(file.read_text(encoding="utf-8"))["data"]
    except OSError as error:
        raise FootnoteError(f"{file} cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError, KeyError):
        data = None
    if not isinstance(data, list):
        raise FootnoteError(f"{file} is not a SQuAD file (JSON with a list under `data`).")
    return [(str(article.get("title", "")), held) for article in data for held in article["paragraphs"]]


def _read(
    data: Sequence[tuple[str, Any]], questions: Sequence[tuple[str, Any]] | None
) -> tuple[list[SquadParagraph], list[SquadItem]]:
    asked = None if questions is None else {qa["id"]: qa["question"] for _, p in questions for qa in p["qas"]}
    paragraphs, items = [], []
    for number, (title, paragraph) in enumerate(data):
        name = f"p{number:05d}"
        paragraphs.append(SquadParagraph(name, title, paragraph["context"]))
        for qa in paragraph["qas"]:
            question = qa["question"] if asked is None else asked.get(qa["id"])
            answers = tuple(dict.fromkeys(answer["text"] for answer in qa["answers"]))
            if question and answers:
                items.append(SquadItem(qa["id"], question, name, answers))
    return paragraphs, items
