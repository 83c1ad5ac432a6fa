"""Lessons drawn from sources: a window round an answer, or one that is like it and does not answer."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from opencc import OpenCC

from index.excerpt import Span
from index.text import terms
from qa.evaluation.training.reader.exchanged import exchanged, names_in
from qa.evaluation.training.reader.lesson import (
    Held,
    TaughtParagraph,
    TaughtQuestion,
    TaughtSource,
    WindowLesson,
    part_of,
)
from qa.evaluation.training.reader.spoken import spoken
from qa.evaluation.training.reader.squad_sources import LONGEST_ANSWER
from qa.reading.window import width

WITHOUT: Final = 0.36  # share of the answered questions that are asked of a window that lacks the answer
RIVALS: Final = 6  # windows of the article of which that is taken that shares most with the question
EXCHANGED: Final = 0.2  # share of the answered questions that ask for another name, where they have one
SPOKEN: Final = 0.25  # share of the questions that are typed as in chat
CONVERTED: Final = 0.4  # share of Chinese questions or windows that are put into the other script
SHARES: Final[Mapping[str, float]] = {
    "squad2-dev-half": 0.11,
    "disflqa": 0.03,
    "squad1-sentences-test": 0.06,
    "tydiqa-goldp-train": 0.05,
    "nq-open-oracle": 0.035,
    "qed-nq-dev": 0.015,
    "covidqa": 0.015,
    "tatqa-text": 0.015,
    "pira-val-test": 0.003,
    "jaquad-train": 0.085,
    "jaquad-dev": 0.015,
    "jsquad-test": 0.04,
    "cmrc2018-dev": 0.06,
    "cmrc-trial": 0.02,
    "drcd-test": 0.06,
    "piaf-v1.1": 0.07,
    "squad-es-v1.1-dev": 0.02,
    "squad-es-v2.0-dev": 0.03,
    "squad-it-test": 0.03,
    "tydiqa-goldp-dev": 0.03,
    "arcd": 0.015,
    "across": 0.05,
    "reports.same": 0.15,
    "reports.between": 0.22,
}
"""How often each source is drawn from, whatever its size; one that is not named as often as the least."""


class Windows:
    """Draws lessons from the articles of sources that are put to one use."""

    def __init__(self, sources: Sequence[TaughtSource], held: Held = "taught") -> None:
        self._sources = [kept for source in sources if (kept := _kept(source, held)).asked]
        self._shares = [SHARES.get(source.name, min(SHARES.values())) for source in self._sources]
        self._siblings = [_siblings(source) for source in self._sources]
        self._names = [names_in(source.asked) for source in self._sources]
        self._scripts = [OpenCC("s2t"), OpenCC("t2s")]

    def draw(self, count: int, draw: random.Random) -> list[WindowLesson]:
        """`count` lessons, each of a source that is drawn by its share."""
        places = draw.choices(range(len(self._sources)), self._shares, k=count)
        return [self._lesson(place, draw) for place in places]

    def _lesson(self, place: int, draw: random.Random) -> WindowLesson:
        source = self._sources[place]
        asked = draw.choice(source.asked)
        lesson = self._of(source, asked, self._siblings[place], draw)
        question = asked.question
        if lesson.answers and draw.random() < EXCHANGED:
            other = exchanged(question, lesson.text, self._names[place], draw)
            if other is not None:
                question, lesson = other, replace(lesson, answers=frozenset(), marked=None)
        if not source.name.startswith("reports.") and draw.random() < SPOKEN:
            question = spoken(question, asked.language, draw)
        lesson = replace(lesson, question=question)
        return self._converted(lesson, draw) if asked.language.startswith("zh") else lesson

    def _of(
        self,
        source: TaughtSource,
        asked: TaughtQuestion,
        siblings: Mapping[str, Sequence[int]],
        draw: random.Random,
    ) -> WindowLesson:
        paragraph = source.paragraphs[asked.paragraph]
        if asked.answer is None or draw.random() >= WITHOUT:
            return window(paragraph, asked, draw, marks=source.marks)
        words = paragraph.text[slice(*asked.answer)]
        others = [number for number in siblings[paragraph.article] if number != asked.paragraph]
        rivals = [_stretch(source.paragraphs[n], draw) for n in draw.sample(others, min(RIVALS, len(others)))]
        rivals += [_stretch(paragraph, draw, without=asked.answer) for _ in range(2)]
        rivals = [
            rival for rival in rivals if rival.sentences and words.casefold() not in rival.text.casefold()
        ]
        if not rivals:
            return window(paragraph, asked, draw, marks=source.marks)
        wanted = set(terms(asked.question))
        return max(rivals, key=lambda rival: (len(wanted & set(terms(rival.text))), draw.random()))

    def _converted(self, lesson: WindowLesson, draw: random.Random) -> WindowLesson:
        """A lesson with the question, the window or both in the other Chinese script, or as it is."""
        script = draw.choice(self._scripts)
        if draw.random() < CONVERTED:
            lesson = replace(lesson, question=script.convert(lesson.question))
        text = script.convert(lesson.text)
        if draw.random() < CONVERTED and len(text) == len(lesson.text):
            lesson = replace(lesson, text=text)
        return lesson


def window(
    paragraph: TaughtParagraph, asked: TaughtQuestion, draw: random.Random, *, marks: bool = True
) -> WindowLesson:
    """Sentences of a paragraph that hold the answer, or any where there is none."""
    if asked.answer is None:
        return replace(_stretch(paragraph, draw), question=asked.question)
    start, end = asked.answer
    spans = paragraph.sentences
    places = [n for n, (first, last) in enumerate(spans) if first < end and last > start]
    if not places:
        return replace(_stretch(paragraph, draw), question=asked.question)
    low, high = _grown(paragraph, places[0], places[-1], draw)
    lesson = _cut(paragraph, low, high)
    offset = spans[low][0]
    shown = (start - offset, end - offset) if marks and end - start <= LONGEST_ANSWER else None
    best = max(places, key=lambda n: min(end, spans[n][1]) - max(start, spans[n][0]))
    return replace(lesson, question=asked.question, answers=frozenset({best - low}), marked=shown)


def _stretch(paragraph: TaughtParagraph, draw: random.Random, without: Span | None = None) -> WindowLesson:
    """A run of a paragraph's sentences, none of which answers; it has no question yet."""
    spans = paragraph.sentences
    places = [
        n
        for n, (first, last) in enumerate(spans)
        if without is None or last <= without[0] or first >= without[1]
    ]
    if not places:
        return WindowLesson("", "", (), frozenset(), None)
    low = high = draw.choice(places)
    low, high = _grown(paragraph, low, high, draw, frozenset(places))
    return _cut(paragraph, low, high)


def _grown(
    paragraph: TaughtParagraph,
    low: int,
    high: int,
    draw: random.Random,
    allowed: frozenset[int] | None = None,
) -> tuple[int, int]:
    """The run of sentences from `low` to `high`, grown on both sides at random up to a window's width."""
    spans, widest = paragraph.sentences, width(paragraph.text) * draw.uniform(0.5, 1.0)

    def fits(first: int, last: int) -> bool:
        inside = first >= 0 and last < len(spans)
        return (
            inside
            and spans[last][1] - spans[first][0] <= widest
            and (allowed is None or {first, last} <= allowed)
        )

    while True:
        ways = [way for way in ((low - 1, high), (low, high + 1)) if fits(*way)]
        if not ways:
            return low, high
        low, high = draw.choice(ways)


def _cut(paragraph: TaughtParagraph, low: int, high: int) -> WindowLesson:
    offset, end = paragraph.sentences[low][0], paragraph.sentences[high][1]
    spans = tuple((a - offset, b - offset) for a, b in paragraph.sentences[low : high + 1])
    return WindowLesson("", paragraph.text[offset:end], spans, frozenset(), None)


def _kept(source: TaughtSource, held: Held) -> TaughtSource:
    asked = tuple(one for one in source.asked if part_of(source.paragraphs[one.paragraph].article) == held)
    return replace(source, asked=asked)


def _siblings(source: TaughtSource) -> dict[str, list[int]]:
    found = defaultdict(list)
    for number, paragraph in enumerate(source.paragraphs):
        found[paragraph.article].append(number)
    return found
