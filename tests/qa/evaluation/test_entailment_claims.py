"""Claims drawn to learn from: what follows is quoted, and what does not is marked where it is known."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path

import pytest

from index.errors import FootnoteError
from qa.evaluation.training.entailment import claims as drawn_claims
from qa.evaluation.training.entailment.claim import TaughtClaim
from qa.evaluation.training.entailment.claims import KINDS, Claims
from qa.evaluation.training.entailment.limits import limit_for
from qa.evaluation.training.entailment.quoted import shortened
from qa.evaluation.training.entailment.topics import topics_of
from qa.evaluation.training.entailment.written import WrittenItem, read_written
from qa.evaluation.training.reader.lesson import TaughtSource
from qa.evaluation.training.reader.reports import WrittenQuestion, WrittenReport
from tests.qa.evaluation.articles import about, drawing, paragraph, titled

SENTENCES = (
    {
        "en": "The ferry Tern carried 82 people in 2019.",
        "fr": "En 2019, le bac Tern a transporté 82 personnes.",
    },
    {"en": "The harbour may close in May.", "fr": "Le port pourrait fermer en mai."},
    {"en": "Mara Lind bought the old mill.", "fr": "Mara Lind a acheté le vieux moulin."},
)
ASKED = WrittenQuestion(
    {"en": "Who bought the mill?", "fr": "Qui a acheté le moulin ?"},
    2,
    {"en": "Mara Lind", "fr": "Mara Lind"},
    2,
)
HOW_MANY = WrittenQuestion(
    {"en": "How many people?", "fr": "Combien de personnes ?"}, 0, {"en": "82", "fr": "82"}, 0
)
REPORT = WrittenReport("quay", {"en": "Quay", "fr": "Quai"}, SENTENCES, ((0, 1, 2),), (ASKED, HOW_MANY))
ITEM = {
    "language": "en",
    "question": "When does the harbour close?",
    "pieces": [
        {
            "id": "E1",
            "text": "The harbour may close in May.",
            "title": "Quay",
            "edition": "2019",
            "language": "en",
        },
        {"id": "E2", "text": "Le bac est vieux.", "title": "", "edition": "", "language": "fr"},
    ],
    "honest": [["It might close in May.", ["E1"]]],
    "hostile": [["It closes in May.", ["E1"], "generalised"], ["The ferry is new.", ["E2"], "negation"]],
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[TaughtClaim]]:
    """Many claims of a report in two languages, by kind."""
    found = defaultdict(list)
    for claim in Claims([REPORT], []).draw(4000, drawing(0)):
        found[claim.kind].append(claim)
    return found


def test_claims_of_every_kind_are_drawn_and_half_of_them_follow(drawn: dict[str, list[TaughtClaim]]) -> None:
    assert drawn.keys() == KINDS.keys()
    follow = [one.follows for held in drawn.values() for one in held]
    assert 0.4 < sum(follow) / len(follow) < 0.65
    assert all(one.follows for kind in ("told", "joined", "edited twice") for one in drawn[kind])
    wrong = ("edited", "turned", "uncited", "added", "caused", "praised", "babbled")
    assert not any(one.follows for kind in wrong for one in drawn[kind])


def test_what_follows_has_no_wrong_words_and_what_does_not_has_some_or_unknown(
    drawn: dict[str, list[TaughtClaim]],
) -> None:
    for one in (one for held in drawn.values() for one in held):
        assert one.wrong == () if one.follows else one.wrong is None or one.wrong
        assert all(0 <= start < end <= len(one.statement) for start, end in one.wrong or ())


def test_the_same_draw_gives_the_same_claims() -> None:
    first, again = (Claims([REPORT], []).draw(30, drawing(5)) for _ in range(2))
    assert first == again


def test_what_is_told_is_quoted_in_either_language(drawn: dict[str, list[TaughtClaim]]) -> None:
    said = [one for one in drawn["told"] if one.statement == SENTENCES[2]["en"]]
    quotes = {
        language for one in said for language in ("en", "fr") if SENTENCES[2][language] in one.pieces[0]
    }
    assert quotes == {"en", "fr"}


def test_what_is_not_cited_stands_in_no_quote(drawn: dict[str, list[TaughtClaim]]) -> None:
    for one in drawn["uncited"]:
        place = next(
            n for n, held in enumerate(SENTENCES) if any(s[-15:] in one.statement for s in held.values())
        )
        assert not any(text in piece for text in SENTENCES[place].values() for piece in one.pieces)


def test_the_words_that_are_added_are_the_wrong_ones(drawn: dict[str, list[TaughtClaim]]) -> None:
    first = "Mara Lind bought the old mill, and "
    held = [one for one in drawn["added"] if one.statement.startswith(first)]
    one = next(one for one in held if one.wrong == ((len(first), len(one.statement)),))
    assert one.statement[len(first) :] in {held["en"] for held in SENTENCES}
    assert any(text in one.pieces[0] for text in SENTENCES[2].values())


def test_answers_of_other_questions_do_not_follow(drawn: dict[str, list[TaughtClaim]]) -> None:
    said = {
        (one.statement, one.follows) for one in drawn["answered"] if one.question == "Who bought the mill?"
    }
    assert {("Mara Lind", True), ("82", False), ("Who bought the mill? Mara Lind", True)} <= said
    assert ("Mara Lind", False) not in said


def test_a_condition_is_not_cut_off() -> None:
    cuts = {shortened("It opens in May, if all goes well.", "en", drawing(n)) for n in range(20)}
    assert cuts == {"It opens in May, if all goes well."}
    cuts = {shortened("The mill stands by the river, near the quay.", "en", drawing(n)) for n in range(20)}
    assert cuts == {"The mill stands by the river."}


def test_paragraphs_of_files_are_reports_in_one_language() -> None:
    (title,) = titled("birds", "taught", 1)
    text = "Herons nest in tall trees. They fish at dawn."
    source = TaughtSource("birds", (paragraph(text, f"birds/{title}"),), (about(text, "at dawn", "When?"),))
    (report,) = topics_of(source)
    assert [held["en"] for held in report.sentences] == ["Herons nest in tall trees.", "They fish at dawn."]
    (asked,) = report.questions
    assert (asked.sentence, asked.words, asked.text) == (1, {"en": "at dawn"}, {"en": "When?"})


def write(folder: Path, line: str) -> Path:
    (folder / "w.jsonl").write_text(line + "\n", encoding="utf-8")
    return folder


def test_written_items_are_claims_on_what_they_cite(tmp_path: Path) -> None:
    (item,) = read_written(write(tmp_path, json.dumps(ITEM)))
    assert [(one.statement, one.pieces, one.follows, one.wrong, one.kind) for one in item.claims()] == [
        ("It might close in May.", ("Quay, 2019: The harbour may close in May.",), True, (), "honest"),
        ("It closes in May.", ("Quay, 2019: The harbour may close in May.",), False, None, "generalised"),
        ("The ferry is new.", ("Le bac est vieux.",), False, None, "negation"),
    ]


def test_a_line_that_is_no_item_is_named(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match=r"w\.jsonl:1 is not a written item"):
        read_written(write(tmp_path, '{"question": "?"}'))


def test_items_that_are_held_out_are_not_taught(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    items = read_written(write(tmp_path, json.dumps(ITEM)))
    monkeypatch.setattr(drawn_claims, "WRITTEN_SHARE", 1.0)
    for held in (False, True):
        monkeypatch.setattr(WrittenItem, "is_held_out", held)
        kinds = {one.kind for one in Claims([REPORT], items).draw(40, drawing(0))}
        assert ("generalised" in kinds) is not held


def test_the_written_items_are_read_and_some_are_held_out() -> None:
    items = read_written()
    assert {one.language for item in items for one in item.drafts} == {"en", "fr", "ja", "zh-Hans", "zh-Hant"}
    assert 0.1 < sum(item.is_held_out for item in items) / len(items) < 0.25


def test_the_limit_strips_the_share_that_is_wanted() -> None:
    honest = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, math.inf, 5.0]
    assert limit_for(honest, 0.3) == 4.0
    assert limit_for(honest, 0.1) == 6.0
    assert sum(doubt >= limit_for(honest, 0.5) for doubt in honest) == 5
