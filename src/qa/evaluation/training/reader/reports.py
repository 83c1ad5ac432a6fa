"""Reports that were written to learn from: the same in five languages, sentence by sentence, with questions.

Reading-comprehension data has questions that were written from the paragraph, in its language. People in chat
ask in other words and other languages, and for what a report nearly says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.errors import FootnoteError
from index.excerpt import Span
from index.json_text import parse_json
from qa.evaluation.training.reader.lesson import TaughtParagraph, TaughtQuestion, TaughtSource

WRITTEN: Final = Path(__file__).with_name("written")
LANGUAGES: Final = ("en", "fr", "ja", "zh-Hans", "zh-Hant")
SPACED: Final = frozenset({"en", "fr"})


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """What is asked, by language; `sentence` answers with `words`, or none does, and `near` comes closest."""

    text: dict[str, str]
    sentence: int | None
    words: dict[str, str]
    near: int


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """Sentences by language, and the paragraphs that they stand in."""

    id: str
    title: dict[str, str]
    sentences: tuple[dict[str, str], ...]
    paragraphs: tuple[tuple[int, ...], ...]
    questions: tuple[WrittenQuestion, ...]


def read_reports(folder: Path = WRITTEN) -> list[WrittenReport]:
    """The reports in the files `*.jsonl` of `folder`. Raises FootnoteError, which names the line."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                found.append(_report(parse_json(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise FootnoteError(f"{file.name}:{number} is not a report ({error}).") from error
    return found


def _report(held: Any) -> WrittenReport:  # noqa: ANN401 - JSON
    sentences = tuple(held["sentences"])
    paragraphs = tuple(tuple(places) for places in held["paragraphs"])
    if [place for places in paragraphs for place in places] != list(range(len(sentences))):
        raise ValueError("its paragraphs do not hold each sentence once")
    questions = tuple(_question(one, sentences) for one in held["questions"])
    return WrittenReport(held["id"], held["title"], sentences, paragraphs, questions)


def _question(held: Any, sentences: Sequence[dict[str, str]]) -> WrittenQuestion:  # noqa: ANN401 - JSON
    place = held["sentence"]
    near = held["near"] if place is None else place
    if near not in range(len(sentences)):
        raise ValueError(f"there is no sentence {near!r}")
    words: dict[str, str] = {}
    for language in LANGUAGES if place is not None else ():
        words[language] = said = held["words"][language]
        if not said or said not in sentences[near][language].strip():
            raise ValueError(f"{said!r} is not in sentence {place}")
    return WrittenQuestion(held["text"], place, words, near)


def report_sources(reports: Sequence[WrittenReport]) -> list[TaughtSource]:
    """Two sources: questions in the language of the report, and questions in another."""
    paragraphs: list[TaughtParagraph] = []
    same: list[TaughtQuestion] = []
    between: list[TaughtQuestion] = []
    for report in reports:
        for language in LANGUAGES:
            begin = len(paragraphs)
            paragraphs.extend(paragraphs_of(report, language))
            for asking in LANGUAGES:
                held = same if asking == language else between
                held.extend(_asked(report, language, asking, begin))
    return [
        TaughtSource("reports.same", tuple(paragraphs), tuple(same)),
        TaughtSource("reports.between", tuple(paragraphs), tuple(between)),
    ]


def paragraphs_of(report: WrittenReport, language: str) -> list[TaughtParagraph]:
    """The paragraphs of a report in one of its languages."""
    found = []
    for places in report.paragraphs:
        text, spans = "", []
        for place in places:
            if text and language in SPACED:
                text += " "
            start = len(text)
            text += report.sentences[place][language].strip()
            spans.append((start, len(text)))
        found.append(TaughtParagraph(f"reports/{report.id}", text, tuple(spans), language))
    return found


def _asked(report: WrittenReport, language: str, asking: str, begin: int) -> list[TaughtQuestion]:
    """The questions of a report in the language `asking` on its text in `language`."""
    paragraphs = paragraphs_of(report, language)
    where = {
        place: (number, at) for number, held in enumerate(report.paragraphs) for at, place in enumerate(held)
    }
    found = []
    for question in report.questions:
        number, at = where[question.near]
        answer: Span | None = None
        if question.sentence is not None:
            start, end = paragraphs[number].sentences[at]
            words = question.words[language]
            offset = paragraphs[number].text.index(words, start, end)
            answer = offset, offset + len(words)
        found.append(TaughtQuestion(question.text[asking], begin + number, answer, asking))
    return found
