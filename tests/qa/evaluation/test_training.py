"""Learning from reading-comprehension data, on a set small enough for a test."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from qa.evaluation.training.confidence import Example, first_paragraphs, read_sets, train, without_words
from qa.retrieval.features import FEATURES, SHARED

from index.crossing import CrossingEncoder
from index.embedding import Vectors
from qa.evaluation.squad.file import SquadParagraph
from tests.index.samples import TermEmbedder

THINGS = ("apples", "boats", "clouds", "drums", "eagles", "flutes", "grapes", "horses")


class FakeCrossing(CrossingEncoder):
    """Terms in place of the second encoder."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        return TermEmbedder(dimension=self.dimension).embed_passages(texts)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    paragraphs = [
        {
            "context": f"Nobody owns {thing} here. In 19{n}5 the {thing} came from Rome. It rained.",
            "qas": [
                {"id": thing, "question": f"Where did {thing} come from?", "answers": [{"text": "Rome"}]}
            ],
        }
        for n, thing in enumerate(THINGS)
    ]
    file = tmp_path_factory.mktemp("training") / "things.json"
    file.write_text(json.dumps({"data": [{"title": "t", "paragraphs": paragraphs}]}), encoding="utf-8")
    return read_sets([file], TermEmbedder(dimension=64), FakeCrossing(), 10_000)["things"]


def test_every_question_is_asked_with_and_without_its_paragraph(examples: list[Example]) -> None:
    assert [example.answerable for example in examples] == [True, False] * len(THINGS)
    assert {example.half for example in examples} == {0, 1}
    for example in examples:
        assert example.answers.shape == example.holds.shape == example.crossing.shape
        assert example.candidates.features.shape == (len(example.answers), len(FEATURES))
        assert (example.holds | ~example.answers).all()
    assert all(example.holds.any() for example in examples), "the same words stand in other paragraphs"


def test_what_is_learned_puts_the_answer_first(examples: list[Example]) -> None:
    model = train([examples], seed=1)
    asked = [example for example in examples if example.answerable]
    best = [example.answers[np.argmax(_logits(model, example))] for example in asked]
    assert np.mean(best) >= 0.75
    again = train([examples], seed=1)
    assert np.allclose(again.weights, model.weights, atol=1e-5)


def _logits(model: object, example: Example) -> Vectors:
    from qa.retrieval.model import EvidenceModel

    assert isinstance(model, EvidenceModel)
    return model.logits(example.candidates.features, example.vector)


def test_words_are_hidden_as_across_languages(examples: list[Example]) -> None:
    blind = without_words(examples[0].candidates)
    for name in SHARED:
        assert not blind.column(name).any()
    assert blind.column("behind").max() == 0
    assert (blind.column("similarity") == examples[0].candidates.column("similarity")).all()


def test_text_is_taken_up_to_the_limit() -> None:
    paragraphs = [SquadParagraph(str(n), "t", "x" * 10) for n in range(5)]
    assert [p.id for p in first_paragraphs(paragraphs, 30)] == ["0", "1", "2"]
    assert len(first_paragraphs(paragraphs, 1)) == 1
    assert len(first_paragraphs(paragraphs, 1_000)) == 5
