"""Fitting the evidence model, on what is asked of a few towns in two languages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.evaluation.squad.indexes import IndexCache, temporary_indexes
from qa.evaluation.training import evidence
from qa.evaluation.training.evidence import (
    Example,
    fit,
    fit_clues,
    fit_logistic,
    fit_sureness,
    read_examples,
    save_model,
)
from qa.evaluation.training.reader.lesson import Held, TaughtSource
from qa.evaluation.training.reader.squad_sources import squad_sources
from qa.reading.reader import EvidenceReader
from qa.retrieval.clues import CLUES
from qa.retrieval.model import STEPS, SURENESS, EvidenceModel, load_model, sureness
from tests.index.samples import TermEmbedder
from tests.qa.crossing import FakeCrossing
from tests.qa.evaluation.articles import about, asked, paragraph, titled, write_squad

SHIPS = ("Zorvex", "Quillan", "Brondel", "Tamsin", "Farlow", "Hestia", "Ondine", "Perran")
ENGLISH = "Nobody owns the {ship} today. In 19{n}5 the ship {ship} came from Rome. It rained there."
FRENCH = "Personne ne possède le {ship}. En 19{n}5 le navire {ship} est venu de Rome. Il y pleuvait."


@pytest.fixture(scope="module", autouse=True)
def _as_written() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "SPOKEN", 0.0)
        yield


@pytest.fixture(scope="module")
def indexes() -> Iterator[IndexCache]:
    with temporary_indexes(TermEmbedder(dimension=64), crossing=FakeCrossing()) as cache:
        yield cache


@pytest.fixture(scope="module")
def reader() -> EvidenceReader:
    return EvidenceReader()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[TaughtSource]:
    """A question on each ship in both languages, of articles that are put to fit, and one that is taught."""
    folder = tmp_path_factory.mktemp("ships")
    titles = [*titled("ships", "fitted", len(SHIPS) - 1), *titled("ships", "taught", 1)]
    files = []
    for file, text, question in (
        ("ships.en.json", ENGLISH, "Where did the ship {ship} come from?"),
        ("navires.fr.json", FRENCH, "D'où est venu le navire {ship} ?"),
    ):
        told = [text.format(ship=ship, n=n) for n, ship in enumerate(SHIPS)]
        held = [
            (one, [asked(one, "Rome", question.format(ship=ship), f"{ship:_>24}")])
            for one, ship in zip(told, SHIPS, strict=True)
        ]
        files.append(write_squad(folder / file, {t: [one] for t, one in zip(titles, held, strict=True)}))
    return squad_sources(files)


@pytest.fixture(scope="module")
def examples(indexes: IndexCache, reader: EvidenceReader, sources: list[TaughtSource]) -> list[Example]:
    return list(read_examples(indexes, sources, reader))


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> EvidenceModel:
    return fit(examples, seed=1)


# --- what is read ----------------------------------------------------------------------


def test_every_question_is_asked_with_and_without_its_paragraph(examples: list[Example]) -> None:
    fitted = len(SHIPS) - 1
    for name, across, count in (("ships", False, 1), ("navires", False, 1), ("across", True, 2)):
        held = [one for one in examples if one.source == name]
        assert [one.answerable for one in held] == [True, False] * fitted * count
        assert {one.across for one in held} == {across}, "there are no documents in the other language"
        assert {one.half for one in held} == {0, 1}
    assert len(examples) == 8 * fitted


def test_only_its_own_paragraph_answers(examples: list[Example]) -> None:
    for one in examples:
        found, clues = one.candidates.found, one.candidates.clues
        assert one.answers.shape == (len(found),)
        assert clues.shape == (len(found), len(CLUES))
        assert np.isfinite(clues).all()
        assert one.answers.sum() == one.answerable, "the same words stand in all of them"
        assert len({item.passage for item in found}) == len(SHIPS) - (not one.answerable)


def test_only_across_languages_the_second_encoder_is_asked(examples: list[Example]) -> None:
    for one in examples:
        assert one.candidates.column("crossing").any() == one.across


def test_the_same_seed_reads_the_same(
    indexes: IndexCache, reader: EvidenceReader, sources: list[TaughtSource], examples: list[Example]
) -> None:
    again = list(read_examples(indexes, sources[:1], reader))
    for one, other in zip(again, examples, strict=False):
        assert np.allclose(one.candidates.clues, other.candidates.clues, atol=0.01)
        assert (one.half, one.unknown) == (other.half, other.unknown)


def ferries(held: Held, answered: int = 6, missing: int = 6) -> TaughtSource:
    """A source of one paragraph an article, some of which answer what is asked of them."""
    titles = [f"ferries/{title}" for title in titled("ferries", held, answered + missing)]
    texts = [f"The ferry {n} sails to Oslo at {n} o'clock. It is red." for n in range(len(titles))]
    questions = [
        about(text, "Oslo" if n < answered else None, f"Where does ferry {n} sail?", n)
        for n, text in enumerate(texts)
    ]
    return TaughtSource("ferries", tuple(map(paragraph, texts, titles)), tuple(questions))


def test_some_of_what_is_asked_is_nearly_answered(
    monkeypatch: pytest.MonkeyPatch, indexes: IndexCache, reader: EvidenceReader
) -> None:
    monkeypatch.setattr(evidence, "ASKED", 5)
    held = list(read_examples(indexes, [ferries("fitted")], reader))
    assert [one.answerable for one in held] == [False, False, *[True, False] * 3], "two of five, each once"
    few = list(read_examples(indexes, [ferries("fitted", missing=1)], reader))
    assert [one.answerable for one in few] == [False, *[True, False] * 4]


def test_what_is_taught_or_has_a_copy_that_is_taught_is_not_asked(
    indexes: IndexCache, reader: EvidenceReader
) -> None:
    assert list(read_examples(indexes, [ferries("taught"), ferries("measured")], reader)) == []
    ours = ferries("fitted", 2, 0)
    copy = TaughtSource("copy", ferries("taught", 2, 0).paragraphs[:1], ours.asked[:1])
    assert copy.paragraphs[0].text == ours.paragraphs[0].text
    held = list(read_examples(indexes, [ours, copy], reader))
    assert [one.answerable for one in held] == [True, False], "that on the other paragraph"
    measured = list(read_examples(indexes, [ferries("measured", 2, 0)], reader, held="measured"))
    assert len(measured) == 4


# --- what is fitted --------------------------------------------------------------------


def test_what_is_learned_puts_the_answer_first(examples: list[Example], model: EvidenceModel) -> None:
    for across, weights in ((False, model.same), (True, model.across)):
        asked = [one for one in examples if one.answerable and one.across == across]
        best = [one.answers[np.argmax(weights.logits(one.candidates))] for one in asked]
        assert np.mean(best) >= 0.75


def test_it_is_surer_where_the_paragraph_is_there(examples: list[Example], model: EvidenceModel) -> None:
    for across, weights in ((False, model.same), (True, model.across)):
        sure: dict[bool, list[float]] = {True: [], False: []}
        for one in examples:
            if one.across == across:
                logits = weights.logits(one.candidates)
                akin = one.alike[np.argmax(logits)]
                features = sureness(one.candidates, logits, one.unknown, akin)
                sure[one.answerable].append(weights.sureness[len(one.ends) - 1](features))
        assert np.mean(sure[True]) > np.mean(sure[False]) + 0.2


def test_the_same_examples_give_the_same_weights(examples: list[Example], model: EvidenceModel) -> None:
    again = fit(examples, seed=1)
    for name, array in model.arrays().items():
        if array.dtype.kind == "f":
            assert np.allclose(array, again.arrays()[name], atol=1e-4), name


def test_weights_are_read_as_they_were_written(tmp_path: Path, model: EvidenceModel) -> None:
    written = io.BytesIO()
    save_model(model, written)
    path = tmp_path / "evidence.npz"
    path.write_bytes(written.getvalue())
    read = load_model(path).arrays()
    for name, array in model.arrays().items():
        assert np.array_equal(array, read[name]), name
    assert read["same_clues"].shape == (len(CLUES),)
    assert read["across_weights"].shape == (len(STEPS), len(SURENESS))


def test_the_clue_that_tells_is_weighed(examples: list[Example]) -> None:
    """Where one clue is the truth and the others say nothing, it alone counts."""
    told = []
    for one in examples:
        if one.answerable:
            clues = np.zeros_like(one.candidates.clues)
            clues[:, 2] = one.answers
            candidates = type(one.candidates)(one.candidates.found, clues)
            told.append(replace(one, candidates=candidates))
    weights = fit_clues(told)
    assert weights[2] > 1
    assert not np.delete(weights, 2).any()


def test_a_clue_that_is_always_the_same_has_no_weight(examples: list[Example]) -> None:
    told = []
    for one in examples:
        clues = one.candidates.clues.copy()
        clues[:, 3] = 0.3
        candidates = type(one.candidates)(one.candidates.found, clues)
        told.append(replace(one, candidates=candidates))
    weights = fit_clues(told)
    assert weights[3] == 0
    assert np.isfinite(weights).all()
    assert weights[0] > 0


def test_what_is_not_known_counts_as_average() -> None:
    features = np.array([[0, 1], [1, np.nan], [0, 5], [1, 3], [0, 3], [1, 1]], np.float32)
    right = features[:, 0] > 0
    fitted = fit_logistic(features, right, np.ones(6))
    assert fitted.mean.tolist() == pytest.approx([0.5, 2.6])
    assert fitted(np.array([1, 2.6], np.float32)) > 0.5 > fitted(np.array([0, 2.6], np.float32))
    average, unknown = (np.array([1, value], np.float32) for value in (2.6, np.nan))
    assert fitted(unknown) == pytest.approx(fitted(average), abs=1e-5)
    heavy = fit_logistic(features, right, np.array([1.0, 9, 1, 9, 1, 9]))
    assert heavy(unknown) > fitted(unknown), "what weighs more pulls more"


def test_a_step_that_tells_nothing_has_no_regression_of_its_own(examples: list[Example]) -> None:
    held = [one for one in examples if not one.across]
    logits = [one.candidates.column("reading") for one in held]
    weights = np.ones(len(held))
    assert fit_sureness(held, logits, weights, step=0) is not None
    never = [replace(one, answers=np.zeros_like(one.answers)) for one in held]
    assert fit_sureness(never, logits, weights, step=1) is None
    short = [replace(one, ends=one.ends[:1]) for one in held]
    assert fit_sureness(short, logits, weights, step=1) is None
