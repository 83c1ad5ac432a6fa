"""Sources of SQuAD files: each by itself, and translations of one another with questions across languages."""

from __future__ import annotations

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from index.errors import FootnoteError
from index.excerpt import Span
from index.json_text import parse_json
from index.sentences import sentences_of
from qa.evaluation.training.reader.lesson import TaughtParagraph, TaughtQuestion, TaughtSource

LONGEST_ANSWER: Final = 160
"""Characters from which an answer is a sentence, not words to be marked."""

WHOLE_SENTENCES: Final = ("squad1-sentences-test",)
"""Files whose answers are whole sentences."""

SEPARATOR: Final = "[SEP]"  # between the title and the text in JSQuAD
_LANGUAGE: Final = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?")  # with its script, where it has several


@dataclass(frozen=True, slots=True)
class _File:
    """A file's source, with the ids of its questions."""

    source: TaughtSource
    ids: tuple[str, ...]


def squad_sources(files: Sequence[Path]) -> list[TaughtSource]:
    """The sources of SQuAD `files` (JSON, also gzipped), and "across", which joins what they translate.

    Articles of several files that share questions are one article, so that what is held out of one is
    taught by none. Raises FootnoteError for a file that is none.
    """
    read = [_read(file) for file in files]
    read = _with_common_articles(read)
    sources = [file.source for file in read]
    across = _across(read)
    return [*sources, across] if across.asked else sources


def _read(file: Path) -> _File:
    opener = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8") as held:
            data = parse_json(held.read())["data"]
        name, language = _named(file)
        return _source(name, language, data)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FootnoteError(f"{file} is not a SQuAD file that can be learned from ({error}).") from error


def _named(file: Path) -> tuple[str, str]:
    """The name of a file without its endings, and its language, by its name."""
    stem = file.name.removesuffix(".gz").removesuffix(".json")
    name, _, language = stem.rpartition(".")
    known = {"jsquad-test": "ja", "drcd-test": "zh-Hant", "cmrc-trial": "zh-Hans"}
    return (name, language) if name and _LANGUAGE.fullmatch(language) else (stem, known.get(stem, "en"))


def _source(name: str, language: str, data: Iterable[Any]) -> _File:
    paragraphs: list[TaughtParagraph] = []
    asked, ids = [], []
    for number, article in enumerate(data):
        for held in article["paragraphs"]:
            text = held["context"]
            # Files without articles are held out by paragraph.
            key = f"{name}/{article.get('title') or number}"
            if len(article["paragraphs"]) > 100:
                key = f"{key}/{len(paragraphs)}"
            start = text.find(SEPARATOR)
            start = start + len(SEPARATOR) if start >= 0 else 0
            spans = tuple(sentences_of(text, start, len(text)))
            paragraphs.append(TaughtParagraph(key, text, spans, language))
            for question in held["qas"]:
                answer = _answer(text, start, question)
                if answer is not None or question.get("is_impossible"):
                    asked.append(
                        TaughtQuestion(question["question"].strip(), len(paragraphs) - 1, answer, language)
                    )
                    ids.append(str(question["id"]))
    marks = name not in WHOLE_SENTENCES
    return _File(TaughtSource(name, tuple(paragraphs), tuple(asked), marks), tuple(ids))


def _answer(text: str, begin: int, question: Any) -> Span | None:  # noqa: ANN401 - JSON
    """Where the shortest of the answers stands, from `begin` on; None where none does."""
    spans = []
    for answer in question.get("answers") or ():
        words, start = answer["text"].strip(), answer.get("answer_start", -1)
        if start < begin or text[start : start + len(words)] != words:
            start = text.find(words, begin)
        if words and start >= 0:
            spans.append((start, start + len(words)))
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def _with_common_articles(files: Sequence[_File]) -> list[_File]:
    """The files, with one key for the articles that share questions."""
    first: dict[str, str] = {}  # of each question's id, the article in the first file that has it
    found = []
    for file in files:
        votes: dict[str, Counter[str]] = {}
        for asked, number in zip(file.source.asked, file.ids, strict=True):
            article = file.source.paragraphs[asked.paragraph].article
            if number in first and len(number) >= 20:
                votes.setdefault(article, Counter())[first[number]] += 1
        keys = {article: counted.most_common(1)[0][0] for article, counted in votes.items()}
        paragraphs = tuple(
            replace(one, article=keys.get(one.article, one.article)) for one in file.source.paragraphs
        )
        for asked, number in zip(file.source.asked, file.ids, strict=True):
            first.setdefault(number, paragraphs[asked.paragraph].article)
        found.append(replace(file, source=replace(file.source, paragraphs=paragraphs)))
    return found


def _across(files: Sequence[_File]) -> TaughtSource:
    """Questions of one file on the paragraphs of another that has the same question in another language."""
    paragraphs: list[TaughtParagraph] = []
    asked: list[TaughtQuestion] = []
    begins = []
    for file in files:
        begins.append(len(paragraphs))
        paragraphs.extend(file.source.paragraphs)
    by_id: dict[str, list[tuple[int, TaughtQuestion]]] = {}
    for place, file in enumerate(files):
        for one, number in zip(file.source.asked, file.ids, strict=True):
            if len(number) >= 20 and one.answer is not None and file.source.marks:
                by_id.setdefault(number, []).append((place, one))
    for same in by_id.values():
        for _, one in same:
            for place, other in same:
                if one.language != other.language:
                    asked.append(replace(one, paragraph=begins[place] + other.paragraph, answer=other.answer))
    return TaughtSource("across", tuple(paragraphs), tuple(asked))
