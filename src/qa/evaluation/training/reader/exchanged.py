"""Questions about somebody else: a name or a year of the question is exchanged for another.

A reader that has not met such questions tells of whom the text speaks, whoever was asked for.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from qa.evaluation.training.reader.lesson import TaughtQuestion

_NAMES: Final[Mapping[str, re.Pattern[str]]] = {
    "year": re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)"),
    "number": re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?(?![\d.,])"),
    # Not the first word of a question, which has a capital of its own.
    "latin": re.compile(
        r"(?<=[^\W\d_] )[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*|(?<=[^\x00-\u024f])[A-Z][\w-]{2,}"
    ),
    "katakana": re.compile(r"[ァ-ヴー・]{4,}"),
}
MOST: Final = 4000  # questions of a source of which names are taken


def names_in(asked: Sequence[TaughtQuestion]) -> dict[str, list[str]]:
    """The names of questions, by kind."""
    step = max(1, len(asked) // MOST)
    found: dict[str, set[str]] = defaultdict(set)
    for one in asked[::step]:
        for kind, name in _named(one.question):
            found[kind].add(name)
    return {kind: sorted(names) for kind, names in found.items()}


def exchanged(
    question: str, text: str, names: Mapping[str, Sequence[str]], draw: random.Random
) -> str | None:
    """`question` with a name that `text` has exchanged for one that it has not; None where there is none."""
    said = text.casefold()
    own = [(kind, name) for kind, name in _named(question) if name.casefold() in said]
    if not own:
        return None
    kind, name = draw.choice(own)
    others = [other for other in draw.sample(names[kind], min(8, len(names[kind]))) if _strange(other, said)]
    others = [other for other in others if other.casefold() not in question.casefold()]
    return question.replace(name, others[0]) if others else None


def _strange(name: str, said: str) -> bool:
    """Whether no word of a name is said."""
    return not any(word in said for word in name.casefold().split())


def _named(question: str) -> Iterable[tuple[str, str]]:
    for kind, pattern in _NAMES.items():
        for match in pattern.finditer(question):
            yield kind, match[0]
