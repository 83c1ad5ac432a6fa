"""Articles small enough for a test, of titles that are put to the use that it needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any

from index.sentences import sentences_of
from qa.evaluation.training.reader.lesson import Held, TaughtParagraph, TaughtQuestion, part_of


def titled(name: str, held: Held, number: int) -> list[str]:
    """The first titles that make articles of the source `name` be put to the use `held`."""
    titles = (f"Article {place}" for place in count())
    return list(islice((title for title in titles if part_of(f"{name}/{title}") == held), number))


def asked(text: str, words: str | None, question: str = "Where?", name: str = "q") -> dict[str, Any]:
    """A question of a SQuAD file on `text`, answered by `words`, or by nothing."""
    answers = [] if words is None else [{"text": words, "answer_start": text.index(words)}]
    return {"id": name, "question": question, "answers": answers, "is_impossible": words is None}


def write_squad(
    file: Path, articles: Mapping[str, Sequence[tuple[str, Sequence[Mapping[str, Any]]]]]
) -> Path:
    """A SQuAD file of `articles`: by title the texts of paragraphs, each with its questions."""
    data = [
        {"title": title, "paragraphs": [{"context": text, "qas": list(qas)} for text, qas in held]}
        for title, held in articles.items()
    ]
    file.write_text(json.dumps({"data": data}, ensure_ascii=False), encoding="utf-8")
    return file


def paragraph(text: str, article: str = "a", language: str = "en") -> TaughtParagraph:
    return TaughtParagraph(article, text, tuple(sentences_of(text, 0, len(text))), language)


def about(
    text: str, words: str | None, question: str = "Where?", place: int = 0, language: str = "en"
) -> TaughtQuestion:
    """A question on the paragraph at `place`, whose `text` answers with `words`, or does not answer."""
    if words is None:
        return TaughtQuestion(question, place, None, language)
    start = text.index(words)
    return TaughtQuestion(question, place, (start, start + len(words)), language)


def drawing(seed: int = 0) -> Random:
    """What lessons are drawn with."""
    return Random(seed)  # noqa: S311 - lessons, no secrets
