"""What nothing was learned from, as SQuAD files: a file for each language, and for questions as in chat."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from qa.evaluation.training.reader.lesson import TaughtParagraph, TaughtSource, uses

MOST: Final = 300  # questions of a file
PARAGRAPHS: Final = 240  # at least, those of other articles included, where there are as many
ACROSS: Final = "across"
CHAT: Final = "chat"

_Asked: TypeAlias = tuple[TaughtSource, int]  # a question, by its place in its source


def squad_files(sources: Sequence[TaughtSource], seed: int = 0) -> dict[str, str]:
    """The contents of files by their names: fr.json, across-it.json, chat-fr.json, chat-across-fr.json.

    The language is that of the paragraphs. Every file is drawn by itself, so that a source that is added
    changes no other's.
    """
    groups: dict[str, dict[tuple[str, str], list[_Asked]]] = defaultdict(lambda: defaultdict(list))
    used = uses(sources)
    for source in sources:
        for number, asked in enumerate(source.asked):
            paragraph = source.paragraphs[asked.paragraph]
            if asked.answer is not None and used[paragraph.text] == {"measured"}:
                group = groups[_name(source, paragraph.language)]
                group[paragraph.text, asked.question].append((source, number))
    return {
        f"{name}.json": _file(f"{seed} {name}", [*held.values()]) for name, held in sorted(groups.items())
    }


def _name(source: TaughtSource, language: str) -> str:
    prefix = {"across": ACROSS, "reports.same": CHAT, "reports.between": f"{CHAT}-{ACROSS}"}.get(source.name)
    return f"{prefix}-{language}" if prefix else language


def _file(seed: str, held: Sequence[Sequence[_Asked]]) -> str:
    """A file of `held`, each of which is one question, as often as sources ask it of copies of a text."""
    drawing = random.Random(seed)  # noqa: S311 - a draw, no secret
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for same in drawing.sample(held, min(MOST, len(held))):
        by_text[_paragraph(same[0]).text].append(_question(same))
    language = _paragraph(held[0][0]).language
    sources = {source.name: source for same in held for source, _ in same}
    others = [
        paragraph.text
        for source in sources.values()
        for paragraph in source.paragraphs
        if paragraph.language == language and paragraph.text not in by_text
    ]
    others = list(dict.fromkeys(others))
    drawing.shuffle(others)
    texts = [*by_text, *others[: max(0, PARAGRAPHS - len(by_text))]]
    paragraphs = [{"context": text, "qas": by_text.get(text, [])} for text in texts]
    data = {"version": "held out", "data": [{"title": "held out", "paragraphs": paragraphs}]}
    return json.dumps(data, ensure_ascii=False)


def _paragraph(asked: _Asked) -> TaughtParagraph:
    source, number = asked
    return source.paragraphs[source.asked[number].paragraph]


def _question(same: Sequence[_Asked]) -> dict[str, Any]:
    """A question as SQuAD files have it, with the answers of all who ask it."""
    text = _paragraph(same[0]).text
    spans = dict.fromkeys(source.asked[number].answer or (0, 0) for source, number in same)
    source, number = same[0]
    return {
        "id": f"{source.name}-{number}",
        "question": source.asked[number].question,
        "answers": [{"text": text[start:end], "answer_start": start} for start, end in spans],
    }
