"""Windows that the reader learns from: what they hold, how wide they are, and from what they are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from opencc import OpenCC

from qa.evaluation.training.reader import windows
from qa.evaluation.training.reader.lesson import TaughtSource, WindowLesson
from qa.evaluation.training.reader.windows import Windows, window
from qa.reading.window import WIDE, WIDE_CJK
from tests.qa.evaluation.articles import about, drawing, paragraph, titled

SEEDS = range(60)
LONG = " ".join(
    f"In the year 19{n}0 the harbour of {town} sold {n + 2}4 boats to the fishermen of the coast."
    for n, town in enumerate(("Brill", "Dorn", "Essen", "Fleet", "Gorm", "Hull", "Inver", "Jarl", "Kiel"))
)
WIDE_TEXT = "".join(f"一九{n}零年，港口向沿海的渔民出售了{n + 2}4艘船，其中一艘沉没了。" for n in range(9))


def source(name: str, *held: tuple[str, str, str | None], title: str = "") -> TaughtSource:
    """A source of (text, question, words that answer), all of one article, which is taught."""
    article = title or titled(name, "taught", 1)[0]
    return TaughtSource(
        name,
        tuple(paragraph(text, f"{name}/{article}") for text, _, _ in held),
        tuple(about(text, words, question, place) for place, (text, question, words) in enumerate(held)),
    )


def drawn(sources: Sequence[TaughtSource], count: int = 60, seed: int = 0) -> list[WindowLesson]:
    return Windows(sources).draw(count, drawing(seed))


def held_by(lesson: WindowLesson) -> list[str]:
    """The sentences of a lesson."""
    return [lesson.text[slice(*span)] for span in lesson.sentences]


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "SPOKEN", 0.0)


@pytest.fixture
def without_answers(monkeypatch: pytest.MonkeyPatch, as_written: None) -> None:
    monkeypatch.setattr(windows, "WITHOUT", 1.0)


# --- one window ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "most"), [(LONG, "64 boats", WIDE), (WIDE_TEXT, "64艘船", WIDE_CJK)]
)
def test_a_window_holds_the_answer_and_marks_its_words(text: str, words: str, most: int) -> None:
    held = paragraph(text)
    lessons = [window(held, about(text, words), drawing(seed)) for seed in SEEDS]
    whole = [text[slice(*span)] for span in held.sentences]
    for lesson in lessons:
        (place,) = lesson.answers
        sentences = held_by(lesson)
        first = whole.index(sentences[0])
        assert sentences == whole[first : first + len(sentences)], "a run of sentences"
        assert words in sentences[place]
        assert lesson.text[slice(*lesson.marked or ())] == words
        assert lesson.text in text
        assert len(lesson.text) <= most
        assert lesson.question == "Where?"
    assert max(len(lesson.text) for lesson in lessons) > most / 2
    assert len({(lesson.text, *lesson.answers) for lesson in lessons}) > 4, "grown on both sides at random"


def test_a_sentence_that_is_wider_than_a_window_stays_whole() -> None:
    text = "The list names " + ", ".join(f"harbour {n}" for n in range(60)) + ". It ends."
    held = paragraph(text)
    longest = next(span for span in held.sentences if "harbour 7," in text[slice(*span)])
    lesson = window(held, about(text, "harbour 7"), drawing(0))
    assert text[slice(*longest)] in held_by(lesson)


def test_of_two_sentences_that_answer_that_which_holds_more_is_chosen() -> None:
    text = "He left in May. By ship he went to Oslo. There he stayed."
    for words, chosen in (
        ("May. By ship he went", "By ship he went to Oslo."),
        ("left in May. By", "He left in May."),
    ):
        for seed in SEEDS:
            lesson = window(paragraph(text), about(text, words), drawing(seed))
            (place,) = lesson.answers
            assert held_by(lesson)[place] == chosen
            assert lesson.text[slice(*lesson.marked or ())] == words


def test_words_are_marked_only_where_they_are_known_and_few() -> None:
    text = "It rained. The harbour sold " + "very " * 40 + "old boats. It rained."
    brief, long = about(text, "old boats"), about(text, "very " * 40 + "old boats")
    assert window(paragraph(text), brief, drawing(0)).marked is not None
    for asked, marks in ((brief, False), (long, True)):
        lesson = window(paragraph(text), asked, drawing(0), marks=marks)
        assert lesson.answers
        assert lesson.marked is None


def test_without_an_answer_any_window_will_do() -> None:
    lessons = [window(paragraph(LONG), about(LONG, None, "Whither?"), drawing(seed)) for seed in SEEDS]
    assert {(lesson.question, lesson.answers, lesson.marked) for lesson in lessons} == {
        ("Whither?", frozenset(), None)
    }
    assert len({lesson.text for lesson in lessons}) > 4


# --- what is drawn ---------------------------------------------------------------------


def test_the_same_seed_draws_the_same_lessons() -> None:
    held = [source("a", (LONG, "Where?", "64 boats")), source("b", (LONG, "Whither?", None))]
    assert drawn(held, seed=5) == drawn(held, seed=5)
    assert drawn(held, seed=5) != drawn(held, seed=6)


@pytest.mark.usefixtures("as_written")
def test_a_third_of_the_questions_meet_a_window_that_does_not_answer() -> None:
    lessons = drawn([source("a", (LONG, "Where?", "64 boats"))], 400)
    without = [lesson for lesson in lessons if not lesson.answers]
    assert 0.28 < len(without) / len(lessons) < 0.44
    assert not any("64 boats" in lesson.text for lesson in without)
    assert all(lesson.marked is None and lesson.sentences for lesson in without)


@pytest.mark.usefixtures("without_answers")
def test_a_window_that_lacks_the_answer_lacks_its_words() -> None:
    other = "In Fleet nothing was sold. 64 BOATS were built in Gorm. They sank."
    for lesson in drawn([source("a", (LONG, "Where?", "64 boats"), (other, "Whither?", None))], 200):
        if lesson.question == "Where?":
            assert lesson.answers == frozenset()
            assert lesson.sentences
            assert "64 boats" not in lesson.text.lower()


@pytest.mark.usefixtures("without_answers")
def test_the_rival_shares_most_with_the_question() -> None:
    rivals = ("Geese fly.", "Herons fish in winter.", "Where do herons nest?", "It rains.")
    held = source(
        "birds",
        ("Tall trees, of course.", "Where do herons nest in winter?", "Tall trees"),
        *((text, "?", None) for text in rivals),
    )
    lessons = [lesson for lesson in drawn([held]) if lesson.question.startswith("Where")]
    assert {lesson.text for lesson in lessons} == {"Where do herons nest?"}


@pytest.mark.usefixtures("without_answers")
def test_where_there_is_no_rival_the_answer_is_shown() -> None:
    for lesson in drawn([source("a", ("Boats float.", "What floats?", "Boats"))]):
        assert (lesson.text, lesson.answers) == ("Boats float.", frozenset({0}))
        assert lesson.marked == (0, 5)


@pytest.mark.usefixtures("as_written")
def test_nothing_of_an_article_that_is_held_out_is_drawn() -> None:
    def held(use: str) -> TaughtSource:
        return source("a", (f"{LONG} It is {use}.", f"Is it {use}?", use), title=titled("a", use, 1)[0])

    parts = [held(use) for use in ("taught", "fitted", "measured")]
    whole = TaughtSource(
        "a",
        tuple(part.paragraphs[0] for part in parts),
        tuple(
            about(one.paragraphs[0].text, None, one.asked[0].question, place)
            for place, one in enumerate(parts)
        ),
    )
    for use in ("taught", "fitted", "measured"):
        lessons = Windows([whole], use).draw(40, drawing(0))
        others = {"taught", "fitted", "measured"} - {use}
        assert all(use in lesson.question.lower() for lesson in lessons)
        assert any(use in lesson.text for lesson in lessons)
        assert not any(other in lesson.text for lesson in lessons for other in others)


def test_sources_are_drawn_by_their_shares() -> None:
    shares = {"reports.between": 0.22, "covidqa": 0.015, "pira-val-test": 0.003, "of no name": 0.003}
    held = [source(name, (LONG, f"By {name}?", None)) for name in shares]
    counts = Counter(lesson.question.lower()[3:].rstrip("?") for lesson in drawn(held, 2_000))
    assert 0.87 < counts["reports.between"] / 2_000 < 0.95
    assert 0.04 < sum(n for name, n in counts.items() if name.startswith("covidqa")) / 2_000 < 0.09


def test_questions_of_reports_are_typed_as_they_were_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "SPOKEN", 1.0)
    question = "Where Were 64 Boats Sold?"
    for name in ("reports.same", "reports.between"):
        assert {lesson.question for lesson in drawn([source(name, (LONG, question, None))])} == {question}
    assert question not in {lesson.question for lesson in drawn([source("squad", (LONG, question, None))])}


# --- Chinese ---------------------------------------------------------------------------


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("language", ["zh", "zh-Hans", "zh-Hant"])
def test_chinese_is_read_in_both_scripts(language: str) -> None:
    question, words, article = "哪里沉没了渔船？", "64艘船", f"a/{titled('a', 'taught', 1)[0]}"
    held = TaughtSource(
        "a",
        (paragraph(WIDE_TEXT, article, language),),
        (about(WIDE_TEXT, words, question, language=language),),
    )
    lessons = [lesson for lesson in drawn([held], 200) if lesson.answers]
    simplified, traditional = OpenCC("t2s").convert, OpenCC("s2t").convert
    assert {lesson.question for lesson in lessons} == {question, traditional(question)}
    assert {lesson.text[slice(*lesson.marked or ())] for lesson in lessons} == {words}
    assert all(simplified(lesson.text) in WIDE_TEXT for lesson in lessons)
    scripts = {(lesson.question == question, lesson.text in WIDE_TEXT) for lesson in lessons}
    assert scripts == {(True, True), (True, False), (False, True), (False, False)}


@pytest.mark.usefixtures("as_written")
def test_other_languages_are_left_in_their_script() -> None:
    text = "国際会議は学校で開かれた。"
    held = TaughtSource(
        "a",
        (paragraph(text, f"a/{titled('a', 'taught', 1)[0]}", "ja"),),
        (about(text, None, "国際会議は？", language="ja"),),
    )
    assert {(lesson.question, lesson.text) for lesson in drawn([held])} == {("国際会議は？", text)}
