"""Sentences to make claims of: written reports in five languages, and paragraphs of SQuAD files in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from qa.evaluation.training.reader.lesson import TaughtSource, part_of
from qa.evaluation.training.reader.reports import WrittenQuestion, WrittenReport

SCRIPT: Final = re.compile(r"[\u3041-\u30ff]")
FEWEST: Final = 2  # sentences of a paragraph
LONGEST: Final = 220  # characters of a sentence
LOWERED: Final = ("squad1-sentences-test",)  # files without capitals


def topics_of(source: TaughtSource) -> Iterator[WrittenReport]:
    """The paragraphs of a source that are taught, each as a report in one language."""
    if source.name in LOWERED or source.name == "across":
        return
    asked: dict[int, list[WrittenQuestion]] = {}
    for one in source.asked:
        paragraph = source.paragraphs[one.paragraph]
        if one.answer is None:
            continue
        start, end = one.answer
        holding = [n for n, (first, last) in enumerate(paragraph.sentences) if first <= start and end <= last]
        if holding:
            words = {paragraph.language: paragraph.text[start:end]}
            question = WrittenQuestion({paragraph.language: one.question}, holding[0], words, holding[0])
            asked.setdefault(one.paragraph, []).append(question)
    for number, paragraph in enumerate(source.paragraphs):
        texts = [paragraph.text[start:end] for start, end in paragraph.sentences]
        taught = part_of(paragraph.article) == "taught"
        if taught and len(texts) >= FEWEST and max(map(len, texts)) <= LONGEST:
            sentences = tuple({paragraph.language: text} for text in texts)
            places = (tuple(range(len(texts))),)
            yield WrittenReport(
                f"{source.name}-{number}", {}, sentences, places, tuple(asked.get(number, ()))
            )


def languages_of(report: WrittenReport) -> Sequence[str]:
    return [*report.sentences[0]]
