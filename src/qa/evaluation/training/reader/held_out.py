"""What nothing was learned from, as SQuAD files: a file for each language, and for questions as in chat."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from qa.evaluation.training.reader.lesson import TaughtSource, uses

MOST: Final = 300  # questions of a file
PARAGRAPHS: Final = 240  # at least, those of other articles included, where there are as many
ACROSS: Final = "across"
CHAT: Final = "chat"


def squad_files(sources: Sequence[TaughtSource], seed: int = 0) -> dict[str, str]:
    """The contents of files by their names: fr.json, across-it.json, chat-fr.json, chat-across-fr.json.

    The language is that of the paragraphs. Every file is drawn by itself, so that a source that is added
    changes no other's.
    """
    groups: dict[str, list[tuple[TaughtSource, int]]] = defaultdict(list)
    used = uses(sources)
    for source in sources:
        for number, asked in enumerate(source.asked):
            paragraph = source.paragraphs[asked.paragraph]
            if asked.answer is not None and used[paragraph.text] == {"measured"}:
                groups[_name(source, paragraph.language)].append((source, number))
    return {f"{name}.json": _file(f"{seed} {name}", held) for name, held in sorted(groups.items())}


def _name(source: TaughtSource, language: str) -> str:
    prefix = {"across": ACROSS, "reports.same": CHAT, "reports.between": f"{CHAT}-{ACROSS}"}.get(source.name)
    return f"{prefix}-{language}" if prefix else language


def _file(seed: str, held: Sequence[tuple[TaughtSource, int]]) -> str:
    drawing = random.Random(seed)  # noqa: S311 - a draw, no secret
    chosen = drawing.sample(list(held), min(MOST, len(held)))
    by_paragraph: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    contexts: dict[tuple[str, int], str] = {}
    for source, number in chosen:
        asked = source.asked[number]
        key = (source.name, asked.paragraph)
        text = source.paragraphs[asked.paragraph].text
        contexts[key] = text
        start, end = asked.answer or (0, 0)
        by_paragraph[key].append(
            {
                "id": f"{source.name}-{number}",
                "question": asked.question,
                "answers": [{"text": text[start:end], "answer_start": start}],
            }
        )
    language = next(source.paragraphs[source.asked[n].paragraph].language for source, n in held)
    others = [
        (source.name, n)
        for source in {source.name: source for source, _ in held}.values()
        for n, paragraph in enumerate(source.paragraphs)
        if paragraph.language == language and paragraph.text not in contexts.values()
    ]
    drawing.shuffle(others)
    texts = {source.name: source for source, _ in held}
    for name, n in others[: max(0, PARAGRAPHS - len(contexts))]:
        contexts[name, n] = texts[name].paragraphs[n].text
    paragraphs = [{"context": text, "qas": by_paragraph.get(key, [])} for key, text in contexts.items()]
    data = {"version": "held out", "data": [{"title": "held out", "paragraphs": paragraphs}]}
    return json.dumps(data, ensure_ascii=False)
