"""Clues: what is read of the best passages, and what is told of each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build_from_documents
from index.passage_index import PassageIndex
from qa.reading.reader import MASKED, EvidenceReader
from qa.reading.window import WIDE, AnswerWords, Window, WindowReading
from qa.retrieval.clues import CLUES, LEAST, READ, Candidates, ClueReader, Unread, joined
from qa.retrieval.retriever import Retriever
from tests.index.samples import TermEmbedder, make_document
from tests.qa.crossing import FakeCrossing

BRIDGE = (
    "The harbour bridge was opened in 1931. It was designed by Clara Whitfield. Many cars cross it every day."
)
LONG = " ".join(f"Ship number {n} sailed from the harbour in the year {1800 + n}." for n in range(16))
QUESTION = "Who designed the harbour bridge?"


class TellingReader(EvidenceReader):
    """Says of sentences what it is told to say, in their order."""

    def __init__(self, logits: Sequence[float], scores: Sequence[float]) -> None:
        super().__init__()
        self._told = list(zip(logits, scores, strict=True))

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        told = iter(self._told)
        found = []
        for window in windows:
            held = [next(told) for _ in window.sentences]
            words = tuple(AnswerWords(0, 1, score) for _, score in held)
            found.append(WindowReading(tuple(logit for logit, _ in held), words))
        return found


def retriever_of(folder: Path, *texts: str) -> Retriever:
    """Over a document of each text, with a second encoder that keeps what it is asked."""
    embedder = TermEmbedder(dimension=512)
    build_from_documents([make_document(text, f"d{n:02}") for n, text in enumerate(texts)], folder, embedder)
    return Retriever(PassageIndex.open(folder), embedder, FakeCrossing())


@pytest.fixture(scope="module")
def evidence_reader() -> EvidenceReader:
    return EvidenceReader()


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return retriever_of(tmp_path_factory.mktemp("clues"), BRIDGE, LONG, "Kites fly. They are light.")


def windows_of(retriever: Retriever, question: str = QUESTION) -> list[Unread]:
    vector = retriever.embed(question)
    clues = ClueReader(retriever.index, retriever, EvidenceReader())
    return clues.windows(question, vector, retriever.passages(question, vector))


def told(
    retriever: Retriever, windows: Sequence[Unread], logits: Sequence[float], scores: Sequence[float]
) -> Candidates:
    """What is said of windows whose sentences are read as told."""
    return ClueReader(retriever.index, retriever, TellingReader(logits, scores)).read(QUESTION, windows)


def test_windows_hold_every_sentence_of_their_passages_once(retriever: Retriever) -> None:
    windows = windows_of(retriever)
    rows = [item.row for window in windows for item in window.found]
    assert sorted(rows) == list(range(len(retriever.index.sentences)))
    for unread in windows:
        texts = [retriever.index.sentence_text(item.row) for item in unread.found]
        assert [unread.window.text[start:end] for start, end in unread.window.sentences] == texts
        assert len({item.passage for item in unread.found}) == 1
        held = [item.row for item in unread.found]
        assert held == list(range(held[0], held[-1] + 1))
    assert len(windows) > 3, "the long passage is divided"
    assert max(len(unread.window.text) for unread in windows) <= WIDE


def test_what_promises_most_is_first(retriever: Retriever) -> None:
    windows = windows_of(retriever)
    assert windows[0].window.text == BRIDGE
    promises = [unread.promise for unread in windows]
    assert promises == [max(item.score for item in unread.found) for unread in windows]
    assert promises == sorted(promises, reverse=True)


def test_no_more_passages_than_are_read(tmp_path: Path) -> None:
    retriever = retriever_of(tmp_path, *(f"Kite number {n} flies." for n in range(READ + 5)))
    windows = windows_of(retriever, "which kite flies")
    vector = retriever.embed("which kite flies")
    best = retriever.passages("which kite flies", vector).rows[:READ].tolist()
    assert {item.passage for window in windows for item in window.found} == set(best)


def test_nothing_found_is_no_window(retriever: Retriever) -> None:
    vector = retriever.embed("x")
    clues = ClueReader(retriever.index, retriever, EvidenceReader())
    assert clues.windows("x", vector, retriever.passages("x", vector, editions=("another",))) == []


def test_clues_are_what_was_read_and_found(retriever: Retriever, evidence_reader: EvidenceReader) -> None:
    windows = windows_of(retriever)[:2]
    found = ClueReader(retriever.index, retriever, evidence_reader).read(QUESTION, windows)
    readings = evidence_reader.read(QUESTION, [unread.window for unread in windows])
    items = [item for unread in windows for item in unread.found]
    assert found.clues.shape == (len(items), len(CLUES))
    assert found.clues.dtype == np.float32
    assert found.passages.tolist() == [item.passage for item in items]
    said = {
        "reading": [logit for reading in readings for logit in reading.logits],
        "words": [max(LEAST, words.score) for reading in readings for words in reading.words],
        "similarity": [item.similarity for item in items],
        "passage_similarity": [item.passage_similarity for item in items],
        "own": [item.own_coverage for item in items],
        "told": [item.running_coverage for item in items],
        "behind": [item.behind for item in items],
        "crossing": [0.0] * len(items),
    }
    for name, values in said.items():
        assert found.column(name).tolist() == pytest.approx(values, abs=1e-3), name
    assert {*said, "share"} == set(CLUES)


def test_the_words_that_answer_are_marked_in_the_sentence(
    retriever: Retriever, evidence_reader: EvidenceReader
) -> None:
    windows = windows_of(retriever)
    found = ClueReader(retriever.index, retriever, evidence_reader).read(QUESTION, windows)
    best = found.found[int(np.argmax(found.column("reading")))]
    text = retriever.index.sentence_text(best.row)
    assert text == "It was designed by Clara Whitfield."
    assert "Whitfield" in text[slice(*best.words)]
    found_before = [replace(item, words=(0, 0)) for item in found.found]
    assert found_before == [item for one in windows for item in one.found]


@pytest.mark.parametrize(
    ("logits", "shares"),
    [
        ((0.0, 0.0, 0.0), (0.25, 0.25, 0.25)),  # each a share with the other two and with nothing
        ((np.log(7.0), np.log(1.0), np.log(1.0)), (0.7, 0.1, 0.1)),
        ((9.0, -30.0, -30.0), (1 / (1 + np.exp(-9.0)), 0.0, 0.0)),
    ],
)
def test_a_share_is_of_the_window_nothing_included(
    retriever: Retriever,
    logits: tuple[float, ...],
    shares: tuple[float, ...],
) -> None:
    (bridge,) = (one for one in windows_of(retriever) if one.window.text == BRIDGE)
    found = told(retriever, [bridge], logits, [0.0] * 3)
    assert np.exp(found.column("share")).tolist() == pytest.approx(shares, abs=1e-5)
    assert found.column("reading").tolist() == pytest.approx([max(LEAST, logit) for logit in logits])


def test_what_was_cut_off_is_as_good_as_never(retriever: Retriever) -> None:
    (bridge,) = (one for one in windows_of(retriever) if one.window.text == BRIDGE)
    found = told(retriever, [bridge], [1.0, float(MASKED), 99.0], [-0.5, float(MASKED), -20.0])
    assert found.column("reading").tolist() == [1.0, LEAST, -LEAST]
    assert found.column("words").tolist() == [-0.5, LEAST, LEAST]
    assert found.column("share").tolist() == [LEAST, LEAST, 0.0]


odds = st.floats(-1e4, 1e4, width=32)


@given(told_of=st.lists(st.tuples(odds, st.floats(-1e4, 0, width=32)), min_size=3, max_size=3))
def test_no_clue_is_below_the_least(retriever: Retriever, told_of: list[tuple[float, float]]) -> None:
    (bridge,) = (one for one in windows_of(retriever) if one.window.text == BRIDGE)
    found = told(retriever, [bridge], *zip(*told_of, strict=True))
    assert np.isfinite(found.clues).all()
    for name in ("reading", "share", "words"):
        assert found.column(name).min() >= LEAST
    assert found.column("reading").max() <= -LEAST
    assert found.column("share").max() <= 0
    assert np.exp(found.column("share")).sum() <= 1 + 1e-3
    order = np.argsort([logit for logit, _ in told_of])
    assert (np.diff(found.column("share")[order]) >= 0).all()


def test_the_second_encoder_is_asked_across_languages_alone(
    tmp_path: Path, evidence_reader: EvidenceReader
) -> None:
    retriever, crossing = retriever_of(tmp_path, BRIDGE), FakeCrossing()
    retriever = Retriever(retriever.index, TermEmbedder(dimension=512), crossing)
    clues = ClueReader(retriever.index, retriever, evidence_reader)
    windows = windows_of(retriever)
    assert not clues.read(QUESTION, windows).column("crossing").any()
    assert crossing.asked == []
    across = clues.read(QUESTION, windows, across=True)
    texts = [retriever.index.sentence_text(item.row) for item in across.found]
    assert crossing.asked == [QUESTION, *texts]
    cosines = retriever.crossing(QUESTION, [item.row for item in across.found])
    assert across.column("crossing").tolist() == pytest.approx(cosines.tolist())
    assert across.column("crossing").max() > 0.3


def test_without_a_second_encoder_nothing_is_near_across_languages(
    retriever: Retriever, evidence_reader: EvidenceReader
) -> None:
    alone = Retriever(retriever.index, TermEmbedder(dimension=512))
    windows = windows_of(alone)[:1]
    found = ClueReader(alone.index, alone, evidence_reader).read(QUESTION, windows, across=True)
    assert found.column("crossing").tolist() == [0.0] * 3


def test_no_windows_are_no_candidates(retriever: Retriever, evidence_reader: EvidenceReader) -> None:
    found = ClueReader(retriever.index, retriever, evidence_reader).read(QUESTION, [])
    assert found.found == ()
    assert found.clues.shape == (0, len(CLUES))
    assert found.passages.shape == (0,)


def test_parts_are_joined_in_their_order(retriever: Retriever, evidence_reader: EvidenceReader) -> None:
    clues = ClueReader(retriever.index, retriever, evidence_reader)
    windows = windows_of(retriever)
    parts = [clues.read(QUESTION, windows[:1]), clues.read(QUESTION, windows[1:])]
    both = joined(parts)
    assert both.found == (*parts[0].found, *parts[1].found)
    np.testing.assert_array_equal(both.clues, np.concatenate([parts[0].clues, parts[1].clues]))
    np.testing.assert_allclose(both.clues, clues.read(QUESTION, windows).clues, atol=1e-3)
