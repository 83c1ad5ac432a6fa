"""What a question for a figure says: the words that tell what is asked, and those that tell how."""

from __future__ import annotations

import re
from typing import Final

from qa.language.detection import HAN, KANA
from qa.language.lexicon import plain
from qa.question.content_words import content_words
from qa.question.extremes import without_extremes
from qa.question.own_times import named_times
from qa.question.reading import Reading, blanked

LETTER: Final = re.compile(r"(?<=[a-z] )[b-z](?![\w'’])")  # "Series B"
UNSPACED: Final = re.compile(f"[{HAN.pattern[1:-1]}{KANA.pattern[1:-1]}ー々]+")
OWNING: Final = re.compile(r"['’]s?(?![a-z])")
NUMBERED: Final = re.compile(
    r"(?<![\w.])[a-z]*\d[\w.]*[a-z][\w.]*|(?<![\w.])[a-z]+\d+(?![\w.])|(?<![\d.,])\d{1,3}(?![\d.,%])"
)
UNSAID: Final = (
    *(
        ("operations", name)
        for name in (
            *("top", "bottom", "ranking", "compare", "difference", "count", "overview", "list"),
            *("history", "change"),
        )
    ),
    *(("types", name) for name in ("date", "person", "place", "number", "reason", "manner")),
)
GLOSSED: Final = re.compile(
    r"((?:[A-Z][\w'’.&-]*[ \t]+)+(?:[^\W\d_A-Z]+[ \t]+)?)"
    rf"[(（](?=[^()（）]{{0,60}}[)）])[^()（）]*?{UNSPACED.pattern}"
)
"""A name in letters before the same in its own script: "the Eastern Bay terminal (东湾码头)"."""


def said(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a question that tell what is asked, names included, and those that tell how: "highest".

    Times are none of them.
    """
    function = frozenset[str]().union(*(words.function_words for words in reading.lexicons))
    text = plain(reading.text)
    if len(reading.text) == len(text):
        text = blanked(text, [(one.start, one.end) for one in named_times(reading.text, reading.language)])
        text = blanked(text, (found.span(1) for found in GLOSSED.finditer(reading.text)))
    text = whole = OWNING.sub(" ", text)
    text = without_extremes(text)
    for group, name in UNSAID:
        for words in reading.lexicons:
            text = blanked(text, words.spans(group, name, text))
    return _worded(text, function), _worded(whole, function)


def _worded(text: str, function: frozenset[str]) -> tuple[str, ...]:
    """The words of folded text that say something, and all its Chinese and Japanese: names may hold any."""
    spaced = [word for word in content_words(UNSPACED.sub(" ", text), function) if word not in function]
    return (*spaced, *NUMBERED.findall(text), *LETTER.findall(text), *UNSPACED.findall(text))
