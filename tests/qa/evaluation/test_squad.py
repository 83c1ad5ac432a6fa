"""Measuring on SQuAD files: a file small enough to work the measures out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import FootnoteError
from qa.evaluation.measures.ranking import ranking_measures
from qa.evaluation.squad.indexes import documents, temporary_indexes
from qa.evaluation.squad.run import Draw, SquadItem, SquadParagraph, evaluate_squad, read_squad, run_squad
from tests.index.samples import TermEmbedder

APPLES = "Apples are red fruit. They grow on tall trees."
BOATS = "Boats float on deep water. Sailors steer them."
CLOUDS = "Clouds carry rain. Winds push clouds eastward."


def question(name: str, text: str, *answers: str) -> dict[str, Any]:
    return {
        "id": name,
        "question": text,
        "answers": [{"text": answer, "answer_start": 0} for answer in answers],
    }


def write(path: Path, *paragraphs: tuple[str, list[dict[str, Any]]]) -> Path:
    entries = [{"context": context, "qas": qas} for context, qas in paragraphs]
    path.write_text(json.dumps({"data": [{"title": "Things", "paragraphs": entries}]}), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(
        tmp_path / "squad.json",
        (APPLES, [question("a", "Which apples are red fruit?", "red fruit", "red fruit")]),
        (
            BOATS,
            [
                question("b", "What do boats float on?", "deep water"),
                question("s", "Who steer boats?", "Sailors"),
            ],
        ),
        (CLOUDS, [question("c", "What do winds push eastward?", "clouds")]),
    )


def test_reading(file: Path) -> None:
    paragraphs, items = read_squad(file)
    assert [(p.id, p.title, p.text) for p in paragraphs] == [
        ("p00000", "Things", APPLES),
        ("p00001", "Things", BOATS),
        ("p00002", "Things", CLOUDS),
    ]
    assert [(i.id, i.paragraph, i.answers) for i in items] == [
        ("a", "p00000", ("red fruit",)),
        ("b", "p00001", ("deep water",)),
        ("s", "p00001", ("Sailors",)),
        ("c", "p00002", ("clouds",)),
    ]


def test_questions_of_another_file_keep_the_gold_answers(file: Path, tmp_path: Path) -> None:
    other = write(
        tmp_path / "other.json", ("苹果", [question("a", "哪些苹果？", "红"), question("z", "？", "x")])
    )
    _, items = read_squad(file, other)
    assert [(i.id, i.question, i.answers) for i in items] == [("a", "哪些苹果？", ("red fruit",))]


def test_measures_by_hand(file: Path) -> None:
    paragraphs, items = read_squad(file)
    seen: list[tuple[str, int, int]] = []
    report = evaluate_squad(
        paragraphs,
        items,
        TermEmbedder(dimension=512),
        progress=lambda label, done, total: seen.append((label, done, total)),
    )
    assert (report.questions, report.documents) == (4, 3)
    assert report.recall_at_1 == report.recall_at_5 == report.mrr_at_10 == report.ndcg_at_10 == 1.0
    assert report.answer_in_quotes == 1.0
    assert report.answer_in_first_quote in (0.75, 1.0), (
        "three first sentences share every word with their question"
    )
    assert 0 < report.quote_characters_mean <= 50
    assert 0 < report.query_ms_p50 <= report.query_ms_p95
    assert report.passages_per_second > 0
    assert ("questions", 4, 4) in seen


def test_a_wrong_gold_paragraph_is_a_miss(file: Path) -> None:
    paragraphs, items = read_squad(file)
    wrong = [item for item in items if item.id == "a"]
    object.__setattr__(wrong[0], "paragraph", "p00002")
    report = evaluate_squad(paragraphs, wrong, TermEmbedder(dimension=512))
    assert report.recall_at_1 == 0.0
    assert report.mrr_at_10 < 1.0
    assert report.recall_at_5 in (0.0, 1.0)


def test_the_draw_is_the_seeds(file: Path) -> None:
    paragraphs, items = read_squad(file)
    reports = [evaluate_squad(paragraphs, items, TermEmbedder(), Draw(2, 3)) for _ in range(2)]
    assert reports[0].questions == 2
    assert reports[0].answer_in_quotes == reports[1].answer_in_quotes
    assert evaluate_squad(paragraphs, items, TermEmbedder(), Draw(99)).questions == 4


def test_questions_are_drawn_alike_whatever_is_removed() -> None:
    paragraphs = [SquadParagraph(f"p{number}", "", "x") for number in range(10)]
    items = [SquadItem(str(number), "?", f"p{number % 10}", ("x",)) for number in range(1000)]
    drawn = Draw(300, 0).items(items)
    assert [item.id for item in drawn[:3]] == ["864", "394", "776"], "random.Random(0).sample"
    assert Draw(300, 0, 0.3).items(items) == drawn
    assert Draw(300, 1).items(items) != drawn
    assert Draw().removed(paragraphs) == frozenset()
    assert len(Draw(unanswerable=0.3).removed(paragraphs)) == 3
    assert Draw(5, 0, 0.3).removed(paragraphs) == Draw(None, 0, 0.3).removed(paragraphs)
    assert len(Draw(unanswerable=0.9).removed(paragraphs[:2])) == 1, "something is left to search"


def test_questions_on_removed_paragraphs_have_no_answer(file: Path) -> None:
    paragraphs, items = read_squad(file)
    draw = Draw(seed=1, unanswerable=0.34)
    removed = draw.removed(paragraphs)
    assert len(removed) == 1
    gone = [item for item in items if item.paragraph in removed]
    found = evaluate_squad(paragraphs, items, TermEmbedder(dimension=512), draw, threshold=0.0)
    assert (found.questions, found.answerable, found.documents) == (4, 4 - len(gone), 2)
    assert found.recall_at_5 == 1.0, "over those that have an answer"
    assert (found.false_refusal, found.hallucination) == (0.0, 1.0), "nothing is abstained from"
    strict = evaluate_squad(paragraphs, items, TermEmbedder(dimension=512), draw, threshold=1.0)
    assert (strict.false_refusal, strict.hallucination) == (1.0, 0.0), "everything is"
    assert strict.answer_in_quotes == found.answer_in_quotes, "what is found is measured all the same"
    assert strict.brier == found.brier


def test_without_removal_there_is_nothing_to_hallucinate(file: Path) -> None:
    found = evaluate_squad(*read_squad(file), TermEmbedder(dimension=512), threshold=1.0)
    assert (found.false_refusal, found.hallucination) == (1.0, None)
    assert found.intervals["false_refusal"] == pytest.approx((0.51, 1.0), abs=0.001), "four of four"
    assert found.intervals["hallucination"] is None


def test_nothing_answerable_is_told(file: Path) -> None:
    paragraphs, items = read_squad(file)
    draw = Draw(seed=1, unanswerable=0.34)
    gone = [item for item in items if item.paragraph in draw.removed(paragraphs)]
    with pytest.raises(FootnoteError, match="sample more"):
        evaluate_squad(paragraphs, gone, TermEmbedder(), draw)


def test_texts_are_embedded_once(file: Path) -> None:
    paragraphs, _ = read_squad(file)
    embedder = TermEmbedder()
    with temporary_indexes(embedder) as indexes:
        whole = indexes.of(paragraphs)
        count = len(embedder.embedded)
        assert indexes.of(list(reversed(paragraphs))) is whole
        part = indexes.of(paragraphs[1:])
        fresh = embedder.embedded[count:]
        assert set(fresh).isdisjoint({p.text for p in paragraphs}), "the probe of the manifest alone"
        assert [passage.document_id for passage in part.index.passages] == ["p00001", "p00002"]
        assert part.passages_per_second == whole.passages_per_second


def test_steps_are_ranked_on_request(file: Path) -> None:
    paragraphs, items = read_squad(file)
    with temporary_indexes(TermEmbedder(dimension=512)) as indexes:
        run = run_squad(indexes, paragraphs, items, Draw(), steps=True)
        plain = run_squad(indexes, paragraphs, items, Draw())
    assert run.outcomes[0].steps.keys() == {"lexical", "dense", "reciprocal", "fused", "learned"}
    assert plain.outcomes[0].steps == {}
    for outcome in run.outcomes:
        assert {placing.ranking[0] for placing in outcome.steps.values()} == {outcome.relevant}


def test_documents_are_in_the_language_of_most_paragraphs() -> None:
    texts = ("The cat sat on the mat.", "猫在垫子上。", "这是一本书。")
    made = documents([SquadParagraph(str(number), "", text) for number, text in enumerate(texts)])
    assert [document.language for document in made] == ["zh-Hans"] * 3
    assert [document.title for document in made] == ["0", "1", "2"]


def test_the_keys_of_the_contract(file: Path) -> None:
    report = evaluate_squad(*read_squad(file), TermEmbedder())
    contract = {
        *("recall@1", "recall@5", "mrr@10", "ndcg@10"),
        *("answer_in_first_quote", "answer_in_quotes", "false_refusal", "hallucination"),
        *("quote_characters_mean", "passages_per_second", "query_ms_p50", "query_ms_p95"),
        *("questions", "documents", "quotes_mean"),
    }
    added = {"answer_words", "answerable", "threshold", "brier", "reliability", "costs", "intervals"}
    assert set(json.loads(report.model_dump_json(by_alias=True))) == contract | added


def test_ranking_measures_by_hand() -> None:
    measures = ranking_measures(
        {"first": "x", "third": "x", "missed": "x"},
        {"first": ["x", "y"], "third": ["a", "b", "x"], "missed": ["a", "b"]},
    )
    assert measures["recall_at_1"] == pytest.approx(1 / 3)
    assert measures["recall_at_5"] == pytest.approx(2 / 3)
    assert measures["mrr_at_10"] == pytest.approx((1 + 1 / 3) / 3)
    assert measures["ndcg_at_10"] == pytest.approx((1 + 1 / 2) / 3), "1 / log2(1 + 3) is a half"


def test_ranking_measures_count_ten_places() -> None:
    far = [f"d{number}" for number in range(10)] + ["x"]
    assert ranking_measures({"q": "x"}, {"q": far})["mrr_at_10"] == 0.0


def test_without_the_extra_the_install_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ir_measures", None)
    with pytest.raises(FootnoteError, match=r"pip install 'footnote\[eval\]'"):
        ranking_measures({"q": "x"}, {"q": ["x"]})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not a SQuAD file"),
        ("[]", "not a SQuAD file"),
        ("[" * 100_000, "not a SQuAD file"),
        ('{"data": {}}', "not a SQuAD file"),
        ('{"version": 1}', "not a SQuAD file"),
        ('{"data": [{}]}', "no paragraphs"),
        ('{"data": [3]}', "no paragraphs"),
        ('{"data": []}', "no questions"),
        ('{"data": [{"paragraphs": [{"context": "x", "qas": []}]}]}', "no questions"),
        ('{"data": [{"paragraphs": [{"context": "x"}]}]}', "."),
        ('{"data": [{"paragraphs": [{"qas": []}]}]}', "."),
        ('{"data": [{"paragraphs": [{"context": "x", "qas": [{"id": 1}]}]}]}', "."),
    ],
)
def test_what_is_no_squad_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FootnoteError, match=message):
        read_squad(path)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match="cannot be read"):
        read_squad(tmp_path / "missing.json")
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FootnoteError, match="not a SQuAD file"):
        read_squad(tmp_path / "binary.json")
