"""What nothing was learned from, as SQuAD files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.evaluation.squad.file import SquadItem, SquadParagraph, read_squad
from qa.evaluation.training.reader import held_out
from qa.evaluation.training.reader.held_out import squad_files
from qa.evaluation.training.reader.lesson import TaughtSource
from tests.qa.evaluation.articles import about, paragraph, titled

TOWNS = {
    "en": "In {town} herons nest.",
    "fr": "À {town} nichent les hérons.",
    "ja": "{town}にサギが巣を作る。",
}


def source(name: str, languages: str = "en", uses: str = "taught fitted measured") -> TaughtSource:
    """A source with two articles of each of the `uses` in each of the `languages`, a question on each."""
    held = [
        (use, TOWNS[language].format(town=f"{name}-{use}-{n}"), f"{name}/{title}", language)
        for language in languages.split()
        for use in uses.split()
        for n, title in enumerate(titled(name, use, 2))
    ]
    return TaughtSource(
        name,
        tuple(paragraph(text, article, language) for _, text, article, language in held),
        tuple(
            about(text, f"{name}-{use}-{n % 2}", f"Where is {use}?", n, language)
            for n, (use, text, _, language) in enumerate(held)
        ),
    )


def read(folder: Path, content: str) -> tuple[list[SquadParagraph], list[SquadItem]]:
    file = folder / "held.json"
    file.write_text(content, encoding="utf-8")
    return read_squad(file)


def test_a_file_for_each_language_and_kind() -> None:
    both = "en fr"
    sources = [source("squad"), source("piaf", "fr"), source("across", both)]
    sources += [source("reports.same", both), source("reports.between", "en ja")]
    assert list(squad_files(sources)) == [
        *("across-en.json", "across-fr.json", "chat-across-en.json", "chat-across-ja.json"),
        *("chat-en.json", "chat-fr.json", "en.json", "fr.json"),
    ]


def test_only_measured_articles_are_asked_about(tmp_path: Path) -> None:
    paragraphs, items = read(tmp_path, squad_files([source("squad"), source("more")])["en.json"])
    texts = {held.id: held.text for held in paragraphs}
    assert {item.question for item in items} == {"Where is measured?"}
    assert sorted(item.answers for item in items) == [
        ("more-measured-0",),
        ("more-measured-1",),
        ("squad-measured-0",),
        ("squad-measured-1",),
    ]
    assert all(item.answers[0] in texts[item.paragraph] for item in items)
    assert len({item.id for item in items}) == 4
    assert len(paragraphs) == 12, "paragraphs of other articles stand beside them"


def test_answers_stand_where_the_file_says() -> None:
    (article,) = json.loads(squad_files([source("squad", "ja")])["ja.json"])["data"]
    asked = [(held["context"], qa) for held in article["paragraphs"] for qa in held["qas"]]
    assert len(asked) == 2
    for text, qa in asked:
        (answer,) = qa["answers"]
        start = answer["answer_start"]
        assert text[start : start + len(answer["text"])] == answer["text"] != ""


def test_what_has_no_answer_or_a_copy_that_is_taught_is_left_out() -> None:
    squad = source("squad", uses="measured")
    title = titled("copies", "taught", 1)[0]
    text = squad.paragraphs[0].text
    copy = TaughtSource("copies", (paragraph(text, f"copies/{title}", "fr"),), (about(text, None),))
    unanswered = TaughtSource("squad", squad.paragraphs, (about("", None), about("", None, place=1)))
    assert squad_files([unanswered]) == {}
    (article,) = json.loads(squad_files([squad, copy])["en.json"])["data"]
    asked = [held["context"] for held in article["paragraphs"] if held["qas"]]
    assert asked == [squad.paragraphs[1].text]


def test_a_source_that_is_added_changes_no_other_file() -> None:
    sources = [source("squad"), source("reports.same", "en fr")]
    before = squad_files(sources)
    after = squad_files([source("jaquad", "ja"), *sources, source("across", "en fr")])
    assert set(after) - set(before) == {"ja.json", "across-en.json", "across-fr.json"}
    assert {name: after[name] for name in before} == before


def test_the_draw_is_the_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_out, "MOST", 3)
    monkeypatch.setattr(held_out, "PARAGRAPHS", 5)
    sources = [source(name) for name in ("squad", "more", "still more")]
    drawn = [squad_files(sources, seed)["en.json"] for seed in range(6)]
    assert drawn == [squad_files(sources, seed)["en.json"] for seed in range(6)]
    assert len(set(drawn)) > 1
    for content in drawn:
        (article,) = json.loads(content)["data"]
        assert len(article["paragraphs"]) == 5
        assert sum(len(held["qas"]) for held in article["paragraphs"]) == 3


def test_a_paragraph_stands_in_a_file_once() -> None:
    title = titled("squad", "measured", 1)[0]
    text = TOWNS["en"].format(town="Brill")
    twice = [
        TaughtSource(name, (paragraph(text, f"squad/{title}"),), (about(text, "Brill", question),))
        for name, question in (("squad-v1", "Where?"), ("squad-v2", "In which town?"))
    ]
    (article,) = json.loads(squad_files(twice)["en.json"])["data"]
    (held,) = article["paragraphs"]
    assert sorted(qa["question"] for qa in held["qas"]) == ["In which town?", "Where?"]


def test_a_question_that_two_sources_ask_stands_in_a_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_out, "MOST", 2)
    title = titled("squad", "measured", 1)[0]
    text = TOWNS["en"].format(town="Brill")
    held = (paragraph(text, f"squad/{title}"),)
    asked = [
        (about(text, "Brill"), about(text, "herons", "What nests there?")),
        (about(text, "Brill"),),
        (about(text, "In Brill"),),
    ]
    sources = [TaughtSource(f"squad-{n}", held, one) for n, one in enumerate(asked)]
    (article,) = json.loads(squad_files(sources)["en.json"])["data"]
    found = {qa["question"]: qa["answers"] for qa in article["paragraphs"][0]["qas"]}
    assert found == {
        "Where?": [{"text": "Brill", "answer_start": 3}, {"text": "In Brill", "answer_start": 0}],
        "What nests there?": [{"text": "herons", "answer_start": 9}],
    }


def test_what_stands_beside_the_questions_stands_there_once() -> None:
    squad, more = source("squad"), source("more")
    copied = TaughtSource("more", (*more.paragraphs, *squad.paragraphs), more.asked)
    (article,) = json.loads(squad_files([squad, copied])["en.json"])["data"]
    texts = [held["context"] for held in article["paragraphs"]]
    assert sorted(texts) == sorted(one.text for one in (*squad.paragraphs, *more.paragraphs))
