"""Lessons of the reader: what SQuAD files hold, what is held out, and how questions are typed in chat."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FootnoteError
from qa.evaluation.training.reader.lesson import TaughtSource, part_of, uses
from qa.evaluation.training.reader.spoken import AFTER, BEFORE, spoken
from qa.evaluation.training.reader.squad_sources import squad_sources
from tests.qa.evaluation.articles import about, asked, drawing, paragraph, titled, write_squad

HERONS = "Herons nest in tall trees. They fish at dawn, in the shallows. Winter drives them south."
HÉRONS = "Les hérons nichent dans de grands arbres. Ils pêchent à l'aube, là où l'eau est peu profonde."
LONG_ID = "56be4db0acb8001400a502e"  # as SQuAD has them: those of its translations are the same


# --- files -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "name", "language"),
    [
        ("piaf-v1.1.fr.json", "piaf-v1.1", "fr"),
        ("squad-it-test.it.json", "squad-it-test", "it"),
        ("cmrc2018-dev.zh.json", "cmrc2018-dev", "zh"),
        ("jsquad-test.json", "jsquad-test", "ja"),
        ("drcd-test.json", "drcd-test", "zh-Hant"),
        ("cmrc-trial.json", "cmrc-trial", "zh-Hans"),
        ("herons.json", "herons", "en"),
        ("herons-v1.1.json", "herons-v1.1", "en"),
        ("herons-v1.10.json", "herons-v1.10", "en"),
        ("herons.v2.json", "herons.v2", "en"),
        ("herons.zh-Hans.json", "herons", "zh-Hans"),
        ("herons-v1.10.zh-Hant.json", "herons-v1.10", "zh-Hant"),
        ("herons.zh-x.json", "herons.zh-x", "en"),
    ],
)
def test_a_file_tells_its_name_and_language(tmp_path: Path, file: str, name: str, language: str) -> None:
    plain = write_squad(tmp_path / file, {"Herons": [(HERONS, [asked(HERONS, "tall trees")])]})
    (source,) = squad_sources([plain])
    assert (source.name, source.paragraphs[0].language, source.asked[0].language) == (
        name,
        language,
        language,
    )
    packed = tmp_path / f"{file}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert squad_sources([packed]) == [source]


def test_what_a_file_holds(tmp_path: Path) -> None:
    qas = [asked(HERONS, "tall trees", " Where do herons nest? "), asked(HERONS, None, "Do they sing?")]
    (source,) = squad_sources([write_squad(tmp_path / "birds.json", {"Herons": [(HERONS, qas)]})])
    (held,) = source.paragraphs
    assert [held.text[slice(*span)] for span in held.sentences] == [
        "Herons nest in tall trees.",
        "They fish at dawn, in the shallows.",
        "Winter drives them south.",
    ]
    assert held.article == "birds/Herons"
    assert [(one.question, one.answer) for one in source.asked] == [
        ("Where do herons nest?", (15, 25)),
        ("Do they sing?", None),
    ]
    assert source.marks


def test_the_title_in_front_of_a_japanese_text_is_no_sentence(tmp_path: Path) -> None:
    text = "梅雨 [SEP] 梅雨は雨の多い時期である。一か月ほど続く。"
    file = write_squad(tmp_path / "jsquad-test.json", {"梅雨": [(text, [asked(text, "一か月ほど")])]})
    (source,) = squad_sources([file])
    (held,) = source.paragraphs
    assert [held.text[slice(*span)] for span in held.sentences] == [
        "梅雨は雨の多い時期である。",
        "一か月ほど続く。",
    ]
    assert held.text[slice(*source.asked[0].answer or ())] == "一か月ほど"


def test_an_answer_that_is_the_title_is_found_in_the_text(tmp_path: Path) -> None:
    text = "梅雨 [SEP] 雨の多い時期を梅雨という。一か月ほど続く。"
    file = write_squad(tmp_path / "jsquad-test.json", {"梅雨": [(text, [asked(text, "梅雨")])]})
    (source,) = squad_sources([file])
    assert source.asked[0].answer == (16, 18)


def test_an_answer_that_only_the_title_holds_is_not_known(tmp_path: Path) -> None:
    text = "梅雨 [SEP] 雨の多い時期である。一か月ほど続く。"
    qas = [asked(text, "梅雨", "何という？"), asked(text, "一か月ほど", "どれほど続く？")]
    (source,) = squad_sources([write_squad(tmp_path / "jsquad-test.json", {"梅雨": [(text, qas)]})])
    assert [one.question for one in source.asked] == ["どれほど続く？"], "nor is it without an answer"


@pytest.mark.parametrize("start", [None, -1, 0, 14, 16, 10_000])
def test_an_answer_is_found_where_its_place_is_wrong(tmp_path: Path, start: int | None) -> None:
    answer = {"text": "tall trees"} | ({} if start is None else {"answer_start": start})
    qa = {"id": "q", "question": "Where?", "answers": [answer]}
    (source,) = squad_sources([write_squad(tmp_path / "birds.json", {"Herons": [(HERONS, [qa])]})])
    assert source.asked[0].answer == (15, 25)


def test_the_shortest_answer_is_taken_and_one_that_is_not_there_left(tmp_path: Path) -> None:
    answers = [{"text": words} for words in ("in tall trees", " trees ", "low trees", "")]
    qas: list[dict[str, Any]] = [
        {"id": "some", "question": "Where?", "answers": answers},
        {"id": "none", "question": "Whither?", "answers": [{"text": "nowhere", "answer_start": 3}]},
        {"id": "empty", "question": "Whence?", "answers": []},
    ]
    (source,) = squad_sources([write_squad(tmp_path / "birds.json", {"Herons": [(HERONS, qas)]})])
    assert [one.question for one in source.asked] == ["Where?"], "no answer is not the same as none known"
    assert HERONS[slice(*source.asked[0].answer or ())] == "trees"


def test_whole_sentences_are_not_words_to_mark(tmp_path: Path) -> None:
    held = {"Herons": [(HERONS, [asked(HERONS, "Herons nest in tall trees.", name=LONG_ID)])]}
    names = ("squad1-sentences-test.en.json", "birds.en.json", "birds.fr.json")
    sources = squad_sources([write_squad(tmp_path / name, held) for name in names])
    assert [source.marks for source in sources] == [False, True, True, True]
    assert len(sources[-1].asked) == 2, "nor are they asked for across languages"


def test_a_file_without_articles_is_divided_by_paragraph(tmp_path: Path) -> None:
    held = [(f"Heron {n} nests here.", list[dict[str, Any]]()) for n in range(101)]
    (source,) = squad_sources([write_squad(tmp_path / "birds.json", {"": held, "All": held[:100]})])
    counts = Counter(held.article for held in source.paragraphs)
    assert counts["birds/All"] == 100
    assert len(counts) == 102
    assert {"birds/0/0", "birds/0/100"} < set(counts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"data": 3}',
        b'{"data": [3]}',
        b'{"data": [{}]}',
        b"\xff\xfe",
        b'{"data": [{"paragraphs": [{}]}]}',
    ],
)
@pytest.mark.parametrize("name", ["x.json", "x.json.gz"])
def test_what_is_no_squad_file(tmp_path: Path, content: bytes, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    with pytest.raises(FootnoteError, match=f"{name} is not a SQuAD file that can be learned from"):
        squad_sources([file])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json.gz", gzip.compress(b'{"data": []}', mtime=0)[:-9]),
        ("x.json.gz", gzip.compress(b"{}" * 99, mtime=0)[:10] + b"\xff" * 20),
        ("x.json", b"[" * 100_000),
        ("x.json", b'{"data": [{"paragraphs": [{"context": "x", "qas": ["y"]}]}]}'),
        ("x.json", b'{"data": [{"paragraphs": [{"context": 3, "qas": []}]}]}'),
    ],
    ids=["cut off", "corrupt", "nested too deeply", "a question of another shape", "a text of another shape"],
)
def test_what_is_cut_off_or_of_another_shape(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FootnoteError, match=f"{name} is not a SQuAD file"):
        squad_sources([tmp_path / name])


def test_a_file_that_is_not_there_or_not_packed(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match=r"missing\.json is not a SQuAD file"):
        squad_sources([tmp_path / "missing.json"])
    (tmp_path / "plain.json.gz").write_text('{"data": []}', encoding="utf-8")
    with pytest.raises(FootnoteError, match=r"plain\.json\.gz is not a SQuAD file"):
        squad_sources([tmp_path / "plain.json.gz"])


# --- translations ----------------------------------------------------------------------


@pytest.fixture
def translated(tmp_path: Path) -> list[TaughtSource]:
    """A file in English, one in French that translates an article of it under another title, and "across"."""
    english = {
        "Herons": [
            (
                HERONS,
                [
                    asked(HERONS, "tall trees", "Where do herons nest?", f"{LONG_ID}1"),
                    asked(HERONS, "at dawn", "When do they fish?", f"{LONG_ID}2"),
                    asked(HERONS, None, "Do they sing?", f"{LONG_ID}3"),
                ],
            )
        ],
        "Geese": [("Geese fly in a wedge.", [asked("Geese fly in a wedge.", "a wedge", name="q")])],
    }
    french = {
        "Oies": [("Les oies volent.", [asked("Les oies volent.", "Les oies", name="q")])],
        "Hérons": [
            (
                HÉRONS,
                [
                    asked(HÉRONS, "de grands arbres", "Où nichent les hérons ?", f"{LONG_ID}1"),
                    asked(HÉRONS, None, "Chantent-ils ?", f"{LONG_ID}3"),
                ],
            ),
            ("Ils sont gris.", []),
        ],
    }
    files = [tmp_path / "birds.en.json", tmp_path / "oiseaux.fr.json"]
    return squad_sources([write_squad(*one) for one in zip(files, (english, french), strict=True)])


def test_articles_that_share_questions_are_one(translated: list[TaughtSource]) -> None:
    english, french, _ = translated
    assert [one.article for one in english.paragraphs] == ["birds/Herons", "birds/Geese"]
    assert [one.article for one in french.paragraphs] == ["oiseaux/Oies", "birds/Herons", "birds/Herons"], (
        "short ids are shared by chance"
    )


def test_questions_are_asked_across_languages_both_ways(translated: list[TaughtSource]) -> None:
    across = translated[2]
    assert across.name == "across"
    assert across.paragraphs == (*translated[0].paragraphs, *translated[1].paragraphs)
    found = [
        (one.question, held.language, held.text[slice(*one.answer or ())])
        for one in across.asked
        for held in (across.paragraphs[one.paragraph],)
    ]
    assert sorted(found) == [
        ("Où nichent les hérons ?", "en", "tall trees"),
        ("Where do herons nest?", "fr", "de grands arbres"),
    ]


def test_a_question_across_languages_is_in_its_own(translated: list[TaughtSource]) -> None:
    assert {one.question: one.language for one in translated[2].asked} == {
        "Where do herons nest?": "en",
        "Où nichent les hérons ?": "fr",
    }


def test_two_files_in_one_language_are_not_asked_across(tmp_path: Path) -> None:
    held = {"Herons": [(HERONS, [asked(HERONS, "tall trees", name=LONG_ID)])]}
    sources = squad_sources([write_squad(tmp_path / name, held) for name in ("a.en.json", "b.en.json")])
    assert [source.name for source in sources] == ["a", "b"]
    assert [source.paragraphs[0].article for source in sources] == ["a/Herons", "a/Herons"]


# --- what is held out ------------------------------------------------------------------


def test_an_article_is_put_to_the_same_use_always() -> None:
    named = {held: titled("birds", held, 2) for held in ("taught", "fitted", "measured")}
    assert named == {
        "taught": ["Article 0", "Article 1"],
        "fitted": ["Article 6", "Article 8"],
        "measured": ["Article 7", "Article 39"],
    }


def test_one_article_in_ten_is_held_out_half_of_them_to_measure() -> None:
    counts = Counter(part_of(f"squad/{number}") for number in range(10_000))
    assert set(counts) == {"taught", "fitted", "measured"}
    assert 8_900 < counts["taught"] < 9_100
    assert 400 < counts["fitted"] < 600
    assert 400 < counts["measured"] < 600


def test_uses_are_those_of_every_copy_of_a_text() -> None:
    def source(name: str, held: str) -> TaughtSource:
        title = f"{name}/{titled(name, held, 1)[0]}"
        texts = (HERONS, f"Only {name} has this.", "Nothing is asked of this.")
        return TaughtSource(
            name,
            tuple(paragraph(text, title) for text in texts),
            tuple(about(text, None, place=place) for place, text in enumerate(texts[:2])),
        )

    assert uses([source("a", "taught"), source("b", "measured"), source("c", "measured")]) == {
        HERONS: {"taught", "measured"},
        "Only a has this.": {"taught"},
        "Only b has this.": {"measured"},
        "Only c has this.": {"measured"},
    }


# --- typed as in chat ------------------------------------------------------------------

QUESTIONS = {
    "en": "Where do Herons nest in winter?",
    "fr": "Où nichent les Hérons en hiver ?",
    "ja": "サギは冬にどこで巣を作りますか？",
    "zh-Hans": "苍鹭冬天在哪里筑巢？",
    "zh-Hant": "蒼鷺冬天在哪裡築巢？",
    "fi": "Missä Haikarat pesivät talvella?",
}


@given(
    st.text(st.characters(categories=("L", "P", "Zs")), min_size=1),
    st.sampled_from(sorted(QUESTIONS)),
    st.integers(),
)
def test_something_is_always_typed(text: str, language: str, seed: int) -> None:
    typed = spoken(f"a{text}", language, drawing(seed))
    assert typed.strip()
    assert typed == spoken(f"a{text}", language, drawing(seed)), "the draw is the seed's"


@pytest.mark.parametrize("marks", ["?", "¿?", " ？？", "..."])
def test_of_marks_alone_some_are_typed(marks: str) -> None:
    typed = [spoken(marks, "en", drawing(seed)) for seed in range(30)]
    assert all(marks in one for one in typed)
    assert marks in typed


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_question_loses_its_mark_and_gains_what_people_add(language: str) -> None:
    question, code = QUESTIONS[language], language.partition("-")[0]
    bare = question.rstrip(" ?？")
    typed = [spoken(question, language, drawing(seed)) for seed in range(300)]
    assert {bare, bare.lower()} <= set(typed)
    before = {words for words in BEFORE.get(code, ()) if any(one.startswith(words) for one in typed)}
    after = {words for words in AFTER.get(code, ()) if any(one.endswith(words) for one in typed)}
    assert (before, after) == (set(BEFORE.get(code, ())), set(AFTER.get(code, ())))


def test_a_slip_changes_one_long_word_by_one_letter() -> None:
    bare = "where do herons nest in winter"
    slips = {typed for seed in range(400) if (typed := spoken(bare, "xx", drawing(seed))) != bare}
    assert len(slips) > 10
    for typed in slips:
        different = [(a, b) for a, b in zip(bare.split(), typed.split(), strict=True) if a != b]
        ((word, slip),) = different
        assert len(word) >= 5
        assert word[0] == slip[0]
        assert sorted(word) == sorted(slip) or len(word) == len(slip) + 1


def test_short_words_are_typed_as_they_are() -> None:
    assert {spoken("Wo ist der Bus?", "de", drawing(seed)) for seed in range(100)} == {
        "Wo ist der Bus",
        "wo ist der bus",
    }
