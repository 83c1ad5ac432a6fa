"""The utterances and lessons that the project owns: enough of each kind, in each language, none twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.errors import CorpusError
from qa.language.detection import LANGUAGES
from qa.understanding.lessons import read_lessons, read_utterances
from qa.understanding.utterance import Intent, Link, Mark, Role, unmarked

UTTERANCES = read_utterances()
LESSONS = read_lessons()


def test_every_language_has_enough_of_every_intent() -> None:
    counts = Counter((utterance.language, utterance.intent) for utterance in UTTERANCES)
    assert {language for language, _ in counts} == set(LANGUAGES)
    few = {Intent.THANKS, Intent.DOUBT}  # there are not many ways to say so
    for language in LANGUAGES:
        assert min(counts[language, intent] for intent in few) >= 18
        assert min(counts[language, intent] for intent in set(Intent) - few) >= 35


def test_no_utterance_is_there_twice() -> None:
    keys = ((said.language, said.text.casefold(), said.before) for said in UTTERANCES)
    counts = Counter(keys)
    assert [key for key, count in counts.items() if count > 1] == []


def test_utterances_that_follow_another_say_how() -> None:
    assert all((utterance.before is None) == (utterance.link is None) for utterance in UTTERANCES)
    links = Counter(utterance.link for utterance in UTTERANCES)
    assert min(links[link] for link in Link) >= 100


def test_marks_hold_words() -> None:
    for utterance in UTTERANCES:
        for mark in utterance.marks:
            assert utterance.text[mark.start : mark.end].strip(), utterance.text
    roles = Counter(mark.role for utterance in UTTERANCES for mark in utterance.marks)
    assert min(roles[role] for role in Role) >= 300


def test_every_domain_has_attributes_and_questions_for_none_of_them() -> None:
    domains = {lesson.domain for lesson in LESSONS}
    assert len(domains) >= 24
    for domain in domains:
        named = [lesson.attribute for lesson in LESSONS if lesson.domain == domain]
        assert named.count(None) == 1
        assert len(named) == len(set(named)) >= 10


def test_an_attribute_has_examples_and_other_questions_in_every_language() -> None:
    for lesson in LESSONS:
        if lesson.attribute is not None:
            assert len(lesson.examples) == 10, lesson.attribute
            languages = {question.language.replace("zh", "zh-Hans", 1) for question in lesson.questions}
            assert len(languages) == len(LANGUAGES), lesson.attribute
            assert not set(lesson.examples) & {question.text for question in lesson.questions}


def test_marks_are_taken_out_of_a_text() -> None:
    text, marks = unmarked("how [bright](attribute) is [Zorvex 3](subject)?")
    assert text == "how bright is Zorvex 3?"
    assert marks == (Mark(4, 10, Role.ATTRIBUTE), Mark(14, 22, Role.SUBJECT))
    assert unmarked("[sic] (really)") == ("[sic] (really)", ())


@pytest.mark.parametrize("text", ["[Zorvex](ship)", "[Zorvex](subject"])
def test_a_mark_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"ship|not closed"):
        unmarked(text)


@pytest.mark.parametrize(
    "line",
    ['{"text": "a"}', "nothing", '{"text": "[a](b)", "op": "open", "register": "plain"}'],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    good = '{"text": "hi", "op": "chat", "register": "casual"}'
    (tmp_path / "en.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"en\.jsonl: line 2|en\.jsonl:2"):
        read_utterances(tmp_path)
