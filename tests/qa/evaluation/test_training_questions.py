"""Learning to read questions, from a few of the utterances and lessons, in a space of terms."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from qa.evaluation.training import attributes
from qa.evaluation.training.attributes import Case, Domains, learn_beyond, learn_nearness, learn_projection
from qa.evaluation.training.figures import (
    ALL,
    AttributeFigures,
    QuestionFigures,
    cross_validate,
    figure_table,
)
from qa.evaluation.training.intents import phrases, quantised, rarity
from qa.evaluation.training.names import is_named, learn_names
from qa.evaluation.training.questions import (
    LEFT_OUT,
    Embedding,
    Material,
    learn,
    save_names,
    save_questions,
)
from qa.understanding.features import runs
from qa.understanding.lessons import read_lessons, read_utterances
from qa.understanding.model import QuestionModel, load_model
from qa.understanding.names import WordReader, load_names
from qa.understanding.utterance import Intent, Link, Mark, Role, Utterance
from tests.index.samples import TermEmbedder

WANTED = (Intent.COUNT, Intent.THANKS, Intent.WHEN)
SOME = 12  # utterances of each of these


@pytest.fixture(scope="module", autouse=True)
def _few_epochs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attributes, "EPOCHS", 3)
        yield


@pytest.fixture(scope="module")
def utterances() -> list[Utterance]:
    english = [one for one in read_utterances() if one.language == "en"]
    wanted = [[one for one in english if one.intent is intent][:SOME] for intent in WANTED]
    linked = [[one for one in english if one.link is link][:SOME] for link in (Link.ALONE, Link.LEANS)]
    return list(dict.fromkeys(one for some in (*wanted, *linked) for one in some))


@pytest.fixture(scope="module")
def material(utterances: list[Utterance]) -> Material:
    lessons = read_lessons()
    domains = [*LEFT_OUT, *sorted({one.domain for one in lessons} - LEFT_OUT)[:2]]
    few = [one for one in lessons if one.domain in domains]
    return Material.of(utterances, few, Embedding(TermEmbedder(dimension=384)))


@pytest.fixture(scope="module")
def model(material: Material) -> QuestionModel:
    return learn(material, seed=1)


@pytest.fixture(scope="module")
def figures(material: Material) -> QuestionFigures:
    return cross_validate(material, seed=1, folds=2)


def test_the_same_seed_gives_the_same_file(material: Material, model: QuestionModel) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    save_questions(model, first)
    save_questions(learn(material, seed=1), second)
    assert first.getvalue() == second.getvalue()
    each = [material.domains.by_name[name] for name in material.learned]
    other = learn_projection(each, model.centred(material.vectors), seed=2)
    assert not np.array_equal(other, model.projection)


def test_weights_are_read_as_they_were_written(tmp_path: Path, model: QuestionModel) -> None:
    path = tmp_path / "questions.npz"
    with path.open("wb") as file:
        save_questions(model, file)
    read = load_model(path)
    for field in fields(QuestionModel):
        assert np.array_equal(getattr(read, field.name), getattr(model, field.name)), field.name


def test_what_was_learned_is_known(material: Material, model: QuestionModel) -> None:
    right = [
        max(understood.intents, key=lambda intent: understood.intents[intent]) is one.utterance.intent
        for one in material.utterances
        for understood in (model.understand(one.phrase, one.vector),)
    ]
    assert np.mean(right) > 0.95


def test_what_the_shipped_corpus_is_about_is_only_asked_for_elsewhere(
    material: Material, model: QuestionModel
) -> None:
    assert not LEFT_OUT & set(material.learned)
    assert set(material.domains.by_name) > LEFT_OUT
    assert len(model.others) == sum(len(one.names) for one in material.domains.by_name.values())


def test_domains_number_their_phrases() -> None:
    lessons = [one for one in read_lessons() if one.domain.casefold() == "museums"]
    domains = Domains.of(lessons)
    (name,) = domains.by_name
    domain = domains.by_name[name]
    assert domains.rows([name]) == list(range(len(domains.phrases)))
    assert [len(rows) for rows in domain.examples] == [10] * len(domain.names)
    assert sorted(set(domain.asked.tolist())) == list(range(len(domain.names) + 1))
    assert len(domain.questions) == len(domain.asked)


def test_every_utterance_is_read_with_its_names_known_and_not(material: Material) -> None:
    said = Utterance(
        "does Zorvex lead in Q2?",
        "en",
        Intent.YES_NO,
        "plain",
        marks=(Mark(5, 11, Role.SUBJECT), Mark(20, 22, Role.EDITION)),
    )
    known, unknown = phrases(said)
    assert (known.text, unknown.text) == ("does X lead in ?", "does Zorvex lead in ?")
    assert (known.subjects, unknown.subjects, known.editions, unknown.editions) == (1, 0, 1, 1)
    assert material.plain == [one.utterance for one in material.utterances[1::2]]


def test_rare_runs_are_worth_more_and_the_rarest_nothing() -> None:
    worth = rarity(["ab", "ab", "ab", "ab cd", "ab cd", "ab cd", "ef"])
    ab, cd = (np.setdiff1d(runs(one)[0], runs(other)[0]) for one, other in (("ab", "cd"), ("cd", "ab")))
    assert np.allclose(worth[cd], np.log(8 / 4) + 1)
    assert np.allclose(worth[ab], np.log(8 / 7) + 1)
    assert not worth[np.setdiff1d(runs("ef")[0], runs("ab")[0])].any(), "they stand in one text"
    assert np.count_nonzero(rarity([])) == 0


def test_steps_are_as_fine_as_the_largest_weight_allows() -> None:
    sparse = np.array([[1.0, 0.0], [-0.5, 0.0], [0.002, 0.0]], np.float32)
    steps, size = quantised(sparse)
    assert steps.tolist() == [[127, 0], [-64, 0], [0, 0]]
    assert float(size[0]) == pytest.approx(1 / 127)


def test_nearness_is_worth_what_tells_attributes_apart() -> None:
    """The first measure tells which of two attributes is asked for, the others nothing."""
    near = np.zeros((3, 2, 4), np.float32)
    near[0, 0, 0] = near[1, 1, 0] = 1.0
    near[:, :, 1] = 0.5
    far = np.full((3, 1, 3), -1.0, np.float32)
    worth, none = learn_nearness([Case(near, far, np.array([0, 1, 2]))])
    logits = np.append(near @ worth, np.full((3, 1), none), axis=1)
    assert logits.argmax(axis=1).tolist() == [0, 1, 2]
    assert worth[0] > abs(worth[1])


def test_what_is_near_to_something_not_declared_asks_for_that() -> None:
    """Questions are as near to the attribute; one is near to another that is not declared."""
    near, others = np.full((2, 1, 4), 0.5, np.float32), np.zeros((2, 1, 3), np.float32)
    others[1, 0, 1] = 1.0
    worth, none = np.ones(4, np.float32), np.zeros(1, np.float32)
    beyond = learn_beyond([Case(near, others, np.array([0, 2]))], worth, none)
    undeclared = others[:, 0] @ beyond[:-1] + beyond[-1]
    asked = np.hstack([near @ worth, np.full((2, 1), none), undeclared[:, None]])
    assert asked.argmax(axis=1).tolist() == [0, 2]


def test_names_are_learned_from_where_they_stand(tmp_path: Path, utterances: list[Utterance]) -> None:
    model = learn_names(utterances, WordReader())
    path = tmp_path / "names.npz"
    with path.open("wb") as file:
        save_names(model, file)
    text = "how many users does Quorvane have"
    likely = load_names(path).likely(text, "en")
    assert likely == model.likely(text, "en")
    assert max(likely, key=lambda span: likely[span]) == (20, 28)


def test_a_word_is_named_where_a_subject_is_marked() -> None:
    said = Utterance("Zorvex in Ostrava", "en", Intent.OPEN, "plain", marks=(Mark(0, 6, Role.SUBJECT),))
    assert is_named(said, 0, 6)
    assert not is_named(said, 10, 17)


def test_figures_count_everything_once(
    material: Material, utterances: list[Utterance], figures: QuestionFigures
) -> None:
    assert [one.language for one in figures.wants] == [ALL, "en"]
    assert [one.utterances for one in figures.wants] == [len(utterances)] * 2
    every, *others = figures.attributes_by_domain
    assert every.name == ALL
    assert {one.name for one in others} == set(material.domains.by_name)
    questions = sum(len(one.questions) for one in material.domains.by_name.values())
    assert every.questions == sum(one.questions for one in others) == questions
    assert sum(one.questions for one in figures.attributes_by_language) == questions


def test_figures_are_shares_of_what_was_not_learned(figures: QuestionFigures) -> None:
    every = figures.wants[0]
    assert 1 / len(WANTED) < every.intent <= every.either <= 1
    assert 0.5 < every.precision <= 1
    for row in (*figures.attributes_by_domain, *figures.attributes_by_language):
        assert row.right <= row.likeliest
        assert row.right + row.false_none <= 1.0001
    assert QuestionFigures.model_validate_json(figures.model_dump_json()) == figures


def test_figures_as_a_table() -> None:
    row = AttributeFigures(name="boats", questions=12, likeliest=0.8, right=0.75, false_none=0.125, none=1.0)
    columns, rows = figure_table([row])
    assert columns == ("name", "questions", "likeliest", "right", "false none", "none")
    assert rows == [("boats", "12", "0.800", "0.750", "0.125", "1.000")]


def test_a_text_is_embedded_once_and_told() -> None:
    embedder, told = TermEmbedder(), list[tuple[int, int]]()
    embed = Embedding(embedder, lambda _label, done, total: told.append((done, total)))
    texts = [f"text {number % 70}" for number in range(100)]
    assert np.array_equal(embed(texts), embedder.embed_queries(texts))
    assert told == [(64, 70), (70, 70)]
    embed(texts)
    assert len(told) == 2
