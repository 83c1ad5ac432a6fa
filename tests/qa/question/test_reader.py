"""Reading a question: names, editions, attributes, numbers, and what is asked for but not held."""

from __future__ import annotations

import pytest

from qa.knowledge.selection import Threshold
from qa.language.detection import LANGUAGES
from qa.question.reader import Reader


@pytest.mark.parametrize(
    ("text", "language", "editions", "absent"),
    [
        ("Zephyr 2 in Q1", "en", ("2030-Q1",), ()),
        ("Zephyr 2 in 2030-Q2", "en", ("2030-Q2",), ()),
        ("Q1 and Q2", "en", ("2030-Q1", "2030-Q2"), ()),
        ("in Q2, not Q1", "en", ("2030-Q2",), ()),
        ("the first quarter of 2030", "en", ("2030-Q1",), ()),
        ("both editions", "en", ("2030-Q1", "2030-Q2"), ()),
        ("the latest edition", "en", ("2030-Q2",), ()),
        ("Zephyr 2", "en", (), ()),
        ("au T1", "fr", ("2030-Q1",), ()),
        ("pas le T1 mais le T2", "fr", ("2030-Q2",), ()),
        ("au deuxième trimestre 2030", "fr", ("2030-Q2",), ()),
        ("2030年第一季度", "zh-Hans", ("2030-Q1",), ()),
        ("2030年第二季", "zh-Hant", ("2030-Q2",), ()),
        ("第1四半期", "ja", ("2030-Q1",), ()),
        ("Q1ではなくQ2", "ja", ("2030-Q2",), ()),
        ("the first report", "en", ("2030-Q1",), ()),
        ("le deuxième rapport", "fr", ("2030-Q2",), ()),
        ("第二期", "zh-Hans", ("2030-Q2",), ()),
        ("1つ目のレポート", "ja", ("2030-Q1",), ()),
        ("the summer edition", "en", ("2030-Q2",), ()),
        ("l'édition d'été", "fr", ("2030-Q2",), ()),
        ("夏天那份", "zh-Hant", ("2030-Q2",), ()),
        ("夏の版", "ja", ("2030-Q2",), ()),
        ("the early 2030 report", "en", ("2030-Q1",), ()),
        ("out in early 2030", "en", (), ()),
        ("年初那份", "zh-Hans", ("2030-Q1",), ()),
        ("年初发布的", "zh-Hans", (), ()),
        ("the autumn edition", "en", (), ()),
    ],
)
def test_editions(
    reader: Reader, text: str, language: str, editions: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    reading = reader.read(text, language)
    assert (set(reading.editions), reading.absent_editions) == (set(editions), absent)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("in Q3", "en"),
        ("Q1 2029", "en"),
        ("T4", "fr"),
        ("第三季度", "zh-Hans"),
        ("第3四半期", "ja"),
        ("2029年第一季", "zh-Hant"),
    ],
)
def test_editions_that_are_not_held(reader: Reader, text: str, language: str) -> None:
    reading = reader.read(f"Zephyr 2 {text}", language)
    assert reading.editions == ()
    assert len(reading.absent_editions) == 1


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Zephyr 9 score", "en", ("Zephyr 9",)),
        ("score of GPT-5", "en", ("GPT-5",)),
        ("is Gigawatt better?", "en", ("Gigawatt",)),
        ("Gigawatt的得分", "zh-Hans", ("Gigawatt",)),
        ("Gigawattのスコア", "ja", ("Gigawatt",)),
        ("Skyline X7 users", "en", ("Skyline X7",)),
        ("Zephyr 2 score", "en", ()),
        ("Zephyr 2 71 points", "en", ()),
        ("What did Zephyr score in 2030?", "en", ()),
        ("the 2nd best, over 100k users, in Q1", "en", ()),
    ],
)
def test_names_that_nobody_knows(reader: Reader, text: str, language: str, names: tuple[str, ...]) -> None:
    assert reader.read(text, language).absent_names == names


@pytest.mark.parametrize(
    ("text", "language", "attribute"),
    [
        ("Zephyr 2 score", "en", "sky_index"),
        ("combien a levé Northwind", "fr", "funding"),
        ("ゼファー2のパラメータ", "ja", "parameters"),
        ("东门的融资", "zh-Hans", "funding"),
        ("Northwind employees", "en", "employees"),
    ],
)
def test_attributes(reader: Reader, text: str, language: str, attribute: str) -> None:
    assert reader.read(text, language).attributes == (attribute,)


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("models above 60", Threshold("above", 60, 60)),
        ("at least 60 points", Threshold("at_least", 60, 60)),
        ("below 60", Threshold("below", 60, 60)),
        ("60 or less", Threshold("at_most", 60, 60)),
        ("between 60 and 70", Threshold("between", 60, 70)),
        ("Zephyr 2 score", None),
        ("more than 3 months ago", None),
    ],
)
def test_thresholds(reader: Reader, text: str, threshold: Threshold | None) -> None:
    assert reader.read(text, "en").threshold == threshold


@pytest.mark.parametrize(
    ("kind", "value", "upper", "admitted"),
    [
        ("above", 60, 60, {61}),
        ("at_least", 60, 60, {60, 61}),
        ("below", 60, 60, {59}),
        ("at_most", 60, 60, {59, 60}),
        ("between", 59, 60, {59, 60}),
    ],
)
def test_a_threshold_admits(kind: str, value: float, upper: float, admitted: set[int]) -> None:
    bound = Threshold(kind, value, upper)  # type: ignore[arg-type]
    assert {number for number in (59, 60, 61) if bound.admits(number)} == admitted


@pytest.mark.parametrize(
    ("text", "language", "want"),
    [
        ("When was it released?", "en", "date"),
        ("Who founded it?", "en", "person"),
        ("Why did it improve?", "en", "reason"),
        ("Pourquoi ?", "fr", "reason"),
        ("为什么", "zh-Hans", "reason"),
        ("為什麼", "zh-Hant", "reason"),
        ("いつ", "ja", "date"),
        ("how many", "en", "number"),
        ("where", "en", "place"),
    ],
)
def test_wants(reader: Reader, text: str, language: str, want: str) -> None:
    assert want in reader.read(text, language).wants


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("What did Zephyr 2 score?", "en", ()),
        ("Why does Zephyr 2 improve its balloons?", "en", ("balloons",)),
        ("ゼファー2の風船", "ja", ("风船",)),
    ],
)
def test_content_is_what_nothing_else_explains(
    reader: Reader, text: str, language: str, words: tuple[str, ...]
) -> None:
    content = reader.read(text, language).content
    assert set(words) <= set(content)
    assert not {"what", "did", "zephyr", "score"} & set(content)


def test_places(reader: Reader) -> None:
    reading = reader.read("top 3 models", "en")
    assert reading.place("limit") == 3
    assert reading.place("position") is None
    assert reader.read("top 100000 models", "en").place("limit") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["?", "\n\n", "Q", "１２３", "@everyone", "🙂🙂", "a" * 2000, "[1][2]", "{x} $y %s \\d+"]
)
def test_odd_texts_can_be_read(reader: Reader, text: str, language: str) -> None:
    reading = reader.read(text, language)
    assert reading.mentions == ()
    assert reading.editions == ()
