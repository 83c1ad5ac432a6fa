"""The reports that were written to learn from: that each is whole, and what becomes of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from index.errors import FootnoteError
from qa.evaluation.training.reader.lesson import TaughtSource, part_of
from qa.evaluation.training.reader.reports import (
    LANGUAGES,
    WRITTEN,
    WrittenReport,
    paragraphs_of,
    read_reports,
    report_sources,
)

FILES = sorted(WRITTEN.glob("*.jsonl"))
ABOUT_AI = re.compile(
    r"(?i:artificial intelligence|intelligence artificielle|language model|modèles? de langage"
    r"|machine learning|apprentissage automatique|neural network|réseaux? de neurones|chatbot|openai"
    r"|anthropic|deepseek|人工知能|人工智[能慧]|言語モデル|[语語]言模型|[机機]器[学學][习習]|機械学習)"
    r"|(?<![A-Za-z])(?:LLMs?|GPT|A\.?I|IA)(?![A-Za-z])"
)


@pytest.fixture(scope="module")
def reports() -> list[WrittenReport]:
    return read_reports()


@pytest.fixture(scope="module")
def few(reports: list[WrittenReport]) -> list[TaughtSource]:
    """The sources of the first three reports."""
    return report_sources(reports[:3])


def written(folder: Path, *held: Any) -> Path:
    """A folder with one file, a line of it for each of what is `held`."""
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in held]
    (folder / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


# --- what is written -------------------------------------------------------------------


def test_every_report_is_read_once(reports: list[WrittenReport]) -> None:
    assert len(FILES) == 24
    assert len(reports) >= 230
    counts = Counter(report.id for report in reports)
    assert [name for name, count in counts.items() if count > 1] == []
    assert {report.id.partition("-")[0] for report in reports} == {file.stem for file in FILES}


def test_everything_is_in_five_languages(reports: list[WrittenReport]) -> None:
    for report in reports:
        texts = [report.title, *report.sentences]
        for question in report.questions:
            texts += [question.text] if question.sentence is None else [question.text, question.words]
        for text in texts:
            assert tuple(sorted(text)) == tuple(sorted(LANGUAGES)), (report.id, text)
            assert all(said.strip() for said in text.values()), (report.id, text)


def test_thirteen_are_asked_of_which_four_are_not_answered(reports: list[WrittenReport]) -> None:
    for report in reports:
        assert len(report.questions) == 13, report.id
        assert sum(question.sentence is None for question in report.questions) == 4, report.id
        assert all(0 <= question.near < len(report.sentences) for question in report.questions), report.id


def test_no_question_is_asked_twice_of_a_report(reports: list[WrittenReport]) -> None:
    for report in reports:
        for language in LANGUAGES:
            counts = Counter(question.text[language] for question in report.questions)
            assert max(counts.values()) == 1, (report.id, counts.most_common(1))


def test_words_stand_verbatim_in_their_sentence(reports: list[WrittenReport]) -> None:
    for report in reports:
        for question in report.questions:
            if question.sentence is not None:
                assert question.near == question.sentence
                for language, words in question.words.items():
                    assert words in report.sentences[question.sentence][language], (report.id, words)


def test_paragraphs_hold_each_sentence_once(reports: list[WrittenReport]) -> None:
    for report in reports:
        held = [place for paragraph in report.paragraphs for place in paragraph]
        assert held == list(range(len(report.sentences))), report.id
        assert 12 <= len(held) <= 18, report.id
        assert all(report.paragraphs), report.id


def test_none_is_about_artificial_intelligence(reports: list[WrittenReport]) -> None:
    for told in ("Un LLM.", "an A.I. lab", "AI chips", "大规模语言模型", "AI企業", "l'IA"):
        assert ABOUT_AI.search(told)
    found = [
        (report.id, match[0])
        for report in reports
        for text in (report.title, *report.sentences, *(question.text for question in report.questions))
        for said in text.values()
        if (match := ABOUT_AI.search(said))
    ]
    assert found == []


# --- what becomes of it ----------------------------------------------------------------


def test_a_report_in_one_language_is_paragraphs(reports: list[WrittenReport]) -> None:
    report = reports[0]
    for language in LANGUAGES:
        held = paragraphs_of(report, language)
        assert [len(one.sentences) for one in held] == [len(places) for places in report.paragraphs]
        said = [one.text[slice(*span)] for one in held for span in one.sentences]
        assert said == [sentence[language].strip() for sentence in report.sentences]
        assert {(one.article, one.language) for one in held} == {(f"reports/{report.id}", language)}
        between = " " if language in ("en", "fr") else ""
        assert held[0].text == between.join(said[: len(report.paragraphs[0])])


def test_questions_are_asked_in_the_language_and_in_the_others(
    reports: list[WrittenReport], few: list[TaughtSource]
) -> None:
    same, between = few
    assert (same.name, between.name) == ("reports.same", "reports.between")
    assert same.paragraphs == between.paragraphs
    assert len(same.paragraphs) == 5 * sum(len(report.paragraphs) for report in reports[:3])
    assert len(same.asked) == 3 * 13 * 5
    assert len(between.asked) == 3 * 13 * 5 * 4
    assert sum(one.answer is None for one in between.asked) == 3 * 4 * 5 * 4
    assert all(one.language == same.paragraphs[one.paragraph].language for one in same.asked)
    pairs = Counter((one.language, between.paragraphs[one.paragraph].language) for one in between.asked)
    assert len(pairs) == 20
    assert set(pairs.values()) == {3 * 13}


def test_what_is_asked_is_answered_by_its_words_in_its_sentence(
    reports: list[WrittenReport], few: list[TaughtSource]
) -> None:
    by_text = {
        (f"reports/{report.id}", asking, question.text[asking]): (report, question)
        for report in reports[:3]
        for question in report.questions
        for asking in LANGUAGES
    }
    for source in few:
        for one in source.asked:
            held = source.paragraphs[one.paragraph]
            report, question = by_text[held.article, one.language, one.question]
            near = report.sentences[question.near][held.language].strip()
            assert near in held.text
            if question.sentence is None:
                assert one.answer is None
            else:
                start, end = one.answer or (0, 0)
                assert held.text[start:end] == question.words[held.language]
                assert held.text.index(near) <= start < end <= held.text.index(near) + len(near)


def test_a_report_is_held_out_in_all_languages(few: list[TaughtSource], reports: list[WrittenReport]) -> None:
    assert {one.article for source in few for one in source.paragraphs} == {
        f"reports/{report.id}" for report in reports[:3]
    }
    parts = Counter(part_of(f"reports/{report.id}") for report in reports)
    assert min(parts["fitted"], parts["measured"]) >= 2, "some are left to fit and to measure"


# --- what is no report -----------------------------------------------------------------


@pytest.fixture(scope="module")
def line() -> dict[str, Any]:
    """A report as it is written."""
    held: dict[str, Any] = json.loads(FILES[0].read_text(encoding="utf-8").splitlines()[0])
    return held


def test_a_folder_is_read_by_name_and_one_without_reports_is_empty(
    tmp_path: Path, line: dict[str, Any]
) -> None:
    assert read_reports(tmp_path) == []
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({**line, "id": name}), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no report", encoding="utf-8")
    assert [report.id for report in read_reports(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize("bad", ["", "{", "[]", "3", '{"id": "x"}', "[" * 100_000, '{"questions": [3]}'])
def test_a_bad_line_is_named(tmp_path: Path, line: dict[str, Any], bad: str) -> None:
    with pytest.raises(FootnoteError, match=r"^some\.jsonl:2 is not a report \("):
        read_reports(written(tmp_path, line, bad, line))


@pytest.mark.parametrize("lost", ["id", "title", "sentences", "paragraphs", "questions"])
def test_a_report_that_lacks_a_part_is_named(tmp_path: Path, line: dict[str, Any], lost: str) -> None:
    broken = {name: held for name, held in line.items() if name != lost}
    with pytest.raises(FootnoteError, match=rf"^some\.jsonl:1 is not a report \('{lost}'\)"):
        read_reports(written(tmp_path, broken))


def altered(line: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """`line` with its first question that is answered changed."""
    held = deepcopy(line)
    next(one for one in held["questions"] if one["sentence"] is not None).update(changes)
    return held


def test_words_that_are_not_in_their_sentence_are_named(tmp_path: Path, line: dict[str, Any]) -> None:
    broken = altered(line, words={"en": "no such words"})
    with pytest.raises(FootnoteError, match=r"some\.jsonl:1 is not a report \('no such words' is not in"):
        read_reports(written(tmp_path, broken))


@pytest.mark.parametrize(
    "changes",
    [
        {"sentence": 99},
        {"sentence": -1},
        {"sentence": "3"},
        {"sentence": None, "near": 99},
        {"words": ["x"]},
        {"words": {}},
        {"words": dict.fromkeys(LANGUAGES, "")},
    ],
)
def test_a_question_that_points_nowhere_is_named(
    tmp_path: Path, line: dict[str, Any], changes: dict[str, Any]
) -> None:
    with pytest.raises(FootnoteError, match=r"some\.jsonl:2 is not a report"):
        read_reports(written(tmp_path, line, altered(line, **changes)))


def test_an_answer_without_words_is_named(tmp_path: Path, line: dict[str, Any]) -> None:
    broken = altered(line)
    del next(one for one in broken["questions"] if one["sentence"] is not None)["words"]
    with pytest.raises(FootnoteError, match=r"some\.jsonl:1 is not a report \('words'\)"):
        read_reports(written(tmp_path, broken))


@pytest.mark.parametrize("paragraphs", [[[0, 1]], [[99]], [3], [["0"]]])
def test_paragraphs_that_lack_a_sentence_are_named(
    tmp_path: Path, line: dict[str, Any], paragraphs: list[Any]
) -> None:
    with pytest.raises(FootnoteError, match=r"some\.jsonl:1 is not a report"):
        read_reports(written(tmp_path, {**line, "paragraphs": paragraphs}))
