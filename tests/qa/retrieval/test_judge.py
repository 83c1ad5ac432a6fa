"""Whose evidence is taken: how much is read, the asker's language first, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import build_from_documents
from index.crossing import CrossingEncoder
from index.documents import Document
from index.embedding import Vectors
from index.passage_index import PassageIndex
from qa.question.frame import Frame, Missing, Operation, Scope
from qa.reading.reader import EvidenceReader
from qa.reading.window import Window, WindowReading
from qa.retrieval.clues import CLUES, READ, joined
from qa.retrieval.judge import POOLED, Judge, unknown_share
from qa.retrieval.model import STEPS, SURENESS, EvidenceModel, Logistic, Weights
from qa.retrieval.retriever import Retriever
from tests.index.samples import TermEmbedder, make_document
from tests.qa.crossing import FakeCrossing

CERTAIN, NEVER = 50.0, -50.0  # log-odds
BRIDGE = (
    "The harbour bridge was opened in 1931. It was designed by Clara Whitfield. Many cars cross it every day."
)
QUESTION = "Who designed the harbour bridge?"


class CountingReader(EvidenceReader):
    """A reader that keeps which windows it was given at once."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[list[str]] = []

    @property
    def counts(self) -> list[int]:
        return [len(windows) for windows in self.given]

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        self.given.append([window.text for window in windows])
        return super().read(question, windows)


class FailingReader(EvidenceReader):
    """A reader that must not be asked."""

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        raise AssertionError(f"read: {[window.text for window in windows]}")


class FailingCrossing(CrossingEncoder):
    """A second encoder that must not be asked."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"embedded: {texts}")


class BirdCrossing(CrossingEncoder):
    """A second encoder by which only birds are near, to whatever is asked."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        near = [place == 0 or "oiseau" in text for place, text in enumerate(texts)]
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        vectors[np.arange(len(texts)), [0 if one else 1 for one in near]] = 1.0
        return vectors


def weights(bias: float, **sureness: float) -> Weights:
    """What the reader says of a sentence is its logit; of how sure it is, what is named beside `bias`."""
    clues = np.array([float(name == "reading") for name in CLUES], np.float32)
    named = np.array([sureness.get(name, 0.0) for name in SURENESS], np.float32)
    regression = Logistic(np.zeros_like(named), np.ones_like(named), named, bias)
    return Weights(clues, (regression,) * len(STEPS))


def model(same: float | Weights, across: float | Weights = NEVER) -> EvidenceModel:
    return EvidenceModel(*(weights(one) if isinstance(one, float) else one for one in (same, across)))


def frame(question: str, language: str = "en") -> Frame:
    return Frame(question=question, language=language, operation=Operation.PASSAGE, search=question)


def retriever_of(folder: Path, *documents: Document, crossing: CrossingEncoder | None = None) -> Retriever:
    embedder = TermEmbedder(dimension=512)
    build_from_documents(documents, folder, embedder)
    return Retriever(PassageIndex.open(folder), embedder, crossing or FakeCrossing())


def by_hand(folder: Path, *documents: Document) -> Judge:
    """A judge without a model."""
    return Judge(retriever_of(folder, *documents), None, FailingReader())


def named(retriever: Retriever, rows: Sequence[int]) -> list[str]:
    return [retriever.index.passages[row].document_id for row in rows]


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """More passages than are read, each of two windows."""

    def report(ship: int) -> str:
        return " ".join(
            f"In {1800 + year} the ship Number{ship} sailed to harbour {year}." for year in range(14)
        )

    documents = [make_document(report(n), f"ship{n:02}") for n in range(READ + 4)]
    return retriever_of(tmp_path_factory.mktemp("ships"), *documents)


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Of a bridge in English and in French, and more in both."""
    documents = [
        make_document(BRIDGE, "bridge"),
        make_document("Kites fly high. They are light.", "kites"),
        make_document("Le pont du port a été dessiné par Clara Whitfield.", "pont", language="fr"),
        make_document("Les cerfs courent dans la forêt.", "cerfs", language="fr"),
    ]
    return retriever_of(tmp_path_factory.mktemp("languages"), *documents)


def test_the_sentence_that_answers_comes_first(languages: Retriever) -> None:
    judge = Judge(languages, model(CERTAIN), EvidenceReader())
    judged = judge.judge(frame(QUESTION))
    best = judged.found[0]
    assert judge.text(best) == "It was designed by Clara Whitfield."
    assert "Whitfield" in judge.text(best)[slice(*best.words)]
    assert judge.stands_in(best, "bridge")
    assert not judge.stands_in(best, "kites")
    assert judged.candidates is not None
    readings = dict(zip(judged.candidates.found, judged.candidates.column("reading").tolist(), strict=True))
    scores = [item.score for item in judged.found]
    assert scores == sorted(readings.values(), reverse=True)
    assert len(judged.found) == 5
    assert judged.confidence == pytest.approx(1.0)
    assert (judged.windows, judged.across) == (2, False)
    assert named(languages, judged.ranked.rows.tolist()) == ["bridge", "kites"]


def test_confidence_is_what_the_model_makes_of_the_best_sentence(languages: Retriever) -> None:
    asked = replace(frame(QUESTION), missing=Missing(words=("a",)), content=("a", "b", "c", "d"))
    logit = Judge(languages, model(weights(0.0, logit=1.0)), EvidenceReader()).judge(asked)
    assert logit.confidence == pytest.approx(1 / (1 + np.exp(-logit.found[0].score)), abs=1e-4)
    unknown = Judge(languages, model(weights(0.0, unknown=4.0)), EvidenceReader()).judge(asked)
    assert unknown.confidence == pytest.approx(1 / (1 + np.exp(-1.0)))


def test_all_passages_stay_ranked_though_few_are_read(ships: Retriever) -> None:
    reader = CountingReader()
    asked = frame("Where did the ship Number3 sail in 1805?")
    judged = Judge(ships, model(CERTAIN), reader).judge(asked)
    before = ships.passages(asked.search, ships.embed(asked.search), (), "en").rows.tolist()
    after = judged.ranked.rows.tolist()
    assert sorted(after) == list(range(READ + 4))
    read = list(dict.fromkeys(item.passage for item in judged.found))
    assert 1 <= len(read) <= 3
    assert set(after[: len(read)]) == set(read)
    assert after[len(read) :] == [row for row in before if row not in read]


@pytest.mark.parametrize(
    ("bias", "thorough", "counts"),
    [
        (CERTAIN, False, [3]),
        (NEVER, False, [3, 3, 6]),
        (CERTAIN, True, [3, 3, 6]),
        (NEVER, True, [3, 3, 6]),
    ],
)
def test_what_is_sure_is_read_no_further(
    ships: Retriever, bias: float, thorough: bool, counts: list[int]
) -> None:
    assert STEPS == (3, 3, 6)
    reader = CountingReader()
    judged = Judge(ships, model(bias), reader).judge(
        frame("Where did the ship Number3 sail in 1805?"), thorough=thorough
    )
    assert reader.counts == counts
    texts = [text for given in reader.given for text in given]
    assert len(set(texts)) == len(texts) == judged.windows == sum(counts)
    read = sum(text.count("sailed") for text in texts)
    assert judged.candidates is not None
    assert len(judged.found) == len(judged.candidates.found) == read
    scores = [item.score for item in judged.found]
    assert scores == sorted(scores, reverse=True)


def test_it_is_read_on_until_it_is_sure(tmp_path: Path) -> None:
    """Among the three passages read first nothing can stand out; among six the best of them does."""
    documents = [
        make_document(f"The ship Number{n} sailed to Oslo. It rained.", f"d{n}") for n in range(READ)
    ]
    retriever, reader = retriever_of(tmp_path, *documents), CountingReader()
    asked = frame("Where did the ship Number3 sail?")
    Judge(retriever, model(weights(-1.0, lead=1000.0)), reader).judge(asked)
    assert reader.counts == [3, 3]


def test_the_most_promising_windows_are_read_first(ships: Retriever) -> None:
    reader = CountingReader()
    Judge(ships, model(NEVER), reader).judge(frame("Where did the ship Number3 sail in 1805?"))
    assert any("1805 the ship Number3" in text for text in reader.given[0])


def test_what_is_short_is_read_at_once(languages: Retriever) -> None:
    reader = CountingReader()
    judged = Judge(languages, model(NEVER), reader).judge(frame(QUESTION))
    assert reader.counts == [2, 2], "English, then French"
    assert judged.windows == 2


def test_passages_that_say_the_same_are_no_rivals(tmp_path: Path) -> None:
    documents = [make_document(BRIDGE, f"copy{n}") for n in range(2)]
    documents += [make_document(f"Kite number {n} is red.", f"kite{n}") for n in range(4)]
    retriever = retriever_of(tmp_path, *documents)
    judge = Judge(retriever, model(weights(-1.0, lead=1.0)), EvidenceReader())
    found = judge.judge(frame(QUESTION), thorough=True)
    best, second, *_ = [item.score for item in found.found]
    assert best == pytest.approx(second, abs=1e-2), "the copy"
    kites = max(item.score for item in found.found if "Kite" in judge.text(item))
    lead = best - kites
    assert lead > 1
    assert found.confidence == pytest.approx(1 / (1 + np.exp(1.0 - min(8.0, lead))), abs=1e-2)


def test_without_a_model_the_hand_set_weights_decide(tmp_path: Path) -> None:
    documents = [make_document("Boats float. Kites fly high.", "a"), make_document("Rain.", "b")]
    judge = by_hand(tmp_path, *documents)
    judged = judge.judge(frame("which kites fly high"), thorough=True)
    assert judge.text(judged.found[0]) == "Kites fly high."
    scores = [item.score for item in judged.found]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert 0 <= judged.confidence <= 1
    assert len(judged.ranked.rows) == 2
    assert (judged.candidates, judged.windows, judged.found[0].words) == (None, 0, (0, 0))


def test_without_a_model_what_is_nearer_is_surer(tmp_path: Path) -> None:
    judge = by_hand(tmp_path, make_document("Boats float on water."), make_document("Rain falls.", "b"))
    near, far = (judge.judge(frame(question)) for question in ("boats float on water", "qui chante"))
    assert near.confidence > 0.5 > 0.1 > far.confidence
    assert len(far.ranked.rows) == 2
    assert far.found, "however unlikely, what there is is ranked"


def test_without_a_model_no_more_passages_are_weighed_than_are_read(tmp_path: Path) -> None:
    judge = by_hand(tmp_path, *(make_document(f"Kite number {n} flies.", f"d{n}") for n in range(READ + 4)))
    judged = judge.judge(frame("which kite flies"))
    assert sorted(judged.ranked.rows.tolist()) == list(range(READ + 4))
    assert {item.passage for item in judged.found} == set(judged.ranked.rows[:READ].tolist())


def test_without_a_model_a_better_answer_in_another_language_is_taken(tmp_path: Path) -> None:
    documents = [
        make_document("Boats float on water.", "note"),
        make_document("Les kites fly high, vraiment.", "cerfs", language="fr"),
    ]
    retriever = retriever_of(tmp_path, *documents)
    judge = Judge(retriever, None, FailingReader())
    for question, best in (("kites fly high vraiment", ["cerfs"]), ("boats float on water", ["note"])):
        assert named(retriever, judge.judge(frame(question)).ranked.rows.tolist()) == best


def test_a_translation_is_not_searched_beside_its_original(tmp_path: Path) -> None:
    documents = [
        make_document("Boats float on water.", "note-en"),
        make_document("Kites fly high.", "note-fr", language="fr"),
    ]
    retriever = retriever_of(tmp_path, *documents)
    judged = Judge(retriever, None, FailingReader()).judge(frame("kites fly high", "en"))
    assert named(retriever, judged.ranked.rows.tolist()) == ["note-en"]


def test_what_is_sure_in_the_askers_language_is_not_looked_for_in_others(languages: Retriever) -> None:
    retriever = Retriever(languages.index, TermEmbedder(dimension=512), FailingCrossing())
    reader = CountingReader()
    judged = Judge(retriever, model(CERTAIN, CERTAIN), reader).judge(frame(QUESTION))
    assert named(languages, judged.ranked.rows.tolist()) == ["bridge", "kites"]
    assert not judged.across
    assert not any("pont" in text for given in reader.given for text in given)


@pytest.mark.parametrize(
    ("same", "across", "documents"),
    [
        (0.3, 0.9, ["pont", "cerfs"]),
        (0.39, 0.45, ["pont", "cerfs"]),
        (0.39, 0.43, ["bridge", "kites"]),  # likelier, but not clearly so
        (0.53, 0.9, ["bridge", "kites"]),
        (0.01, 0.01, ["bridge", "kites"]),
    ],
)
def test_another_language_is_taken_where_it_is_clearly_likelier(
    languages: Retriever, same: float, across: float, documents: list[str]
) -> None:
    odds = [float(np.log(share / (1 - share))) for share in (same, across)]
    judged = Judge(languages, model(*odds), EvidenceReader()).judge(frame(QUESTION))
    assert set(named(languages, judged.ranked.rows.tolist())) == set(documents)
    taken = across if "pont" in documents else same
    assert judged.confidence == pytest.approx(taken, abs=1e-5)
    assert judged.across is ("pont" in documents)
    assert judged.candidates is not None
    assert bool(judged.candidates.column("crossing").any()) is judged.across


def test_the_only_language_is_searched_however_unlikely(languages: Retriever) -> None:
    judged = Judge(languages, model(NEVER, NEVER), EvidenceReader()).judge(frame(QUESTION, "ja"))
    assert set(named(languages, judged.ranked.rows.tolist())) == {"bridge", "kites", "pont", "cerfs"}
    assert judged.across
    assert judged.confidence < 1e-6
    assert judged.found


def test_both_scripts_of_chinese_are_one_language(tmp_path: Path) -> None:
    documents = [
        make_document("这座桥于1987年开通。", "桥", language="zh-Hans"),
        make_document(BRIDGE, "bridge"),
    ]
    retriever = retriever_of(tmp_path, *documents, crossing=FailingCrossing())
    judged = Judge(retriever, model(CERTAIN), EvidenceReader()).judge(
        frame("這座橋是什麼時候開通的？", "zh-Hant")
    )
    assert named(retriever, judged.ranked.rows.tolist()) == ["桥"]
    assert not judged.across


def test_the_second_encoder_helps_to_choose_what_is_read_across(tmp_path: Path) -> None:
    """All are as far from the question by their terms; what the second encoder finds is read, too."""
    texts = [f"Le navire{n} part de bonne heure pour la ville{n}." for n in range(READ + 2)]
    documents = [make_document(text, f"d{n:02}", language="fr") for n, text in enumerate(texts)]
    documents.append(make_document("Un oiseau.", "oiseau", language="fr"))
    asked, base = frame("which kites fly"), retriever_of(tmp_path, *documents)
    ranked = named(base, base.passages(asked.search, base.embed(asked.search), (), "en").rows.tolist())
    assert ranked.index("oiseau") >= READ, "it would not be read"
    for crossing, read in ((BirdCrossing(), True), (None, False)):
        reader = CountingReader()
        retriever = Retriever(base.index, TermEmbedder(dimension=512), crossing)
        judged = Judge(retriever, model(NEVER), reader).judge(asked)
        assert ("Un oiseau." in [text for given in reader.given for text in given]) is read
        assert len(judged.ranked.rows) == len(documents)


def test_all_passages_stay_ranked_across_languages(tmp_path: Path) -> None:
    texts = [f"Le navire{n} part." for n in range(POOLED + 3)]
    documents = [make_document(text, f"d{n:02}", language="fr") for n, text in enumerate(texts)]
    judged = Judge(retriever_of(tmp_path, *documents), model(NEVER), EvidenceReader()).judge(frame("kites"))
    assert sorted(judged.ranked.rows.tolist()) == list(range(POOLED + 3))


@pytest.mark.parametrize("learned", [True, False])
@pytest.mark.parametrize(
    "asked",
    [
        replace(frame(QUESTION), editions=("none",)),
        replace(frame(QUESTION), scope=Scope(documents=("none",))),
    ],
    ids=["editions", "scope"],
)
def test_nothing_to_search_is_no_evidence(languages: Retriever, learned: bool, asked: Frame) -> None:
    judge = Judge(languages, model(CERTAIN, CERTAIN) if learned else None, FailingReader())
    judged = judge.judge(asked)
    assert (judged.found, judged.confidence, len(judged.ranked.rows)) == ([], 0.0, 0)
    assert (judged.candidates, judged.windows) == (None, 0)
    assert judge.candidates(asked) == judge.candidates(asked, across=True) == []


def test_a_scope_limits_what_is_read(languages: Retriever) -> None:
    reader = CountingReader()
    asked = replace(frame(QUESTION), scope=Scope(documents=("kites",)))
    judged = Judge(languages, model(NEVER, CERTAIN), reader).judge(asked)
    assert reader.given == [["Kites fly high. They are light."]]
    assert len(judged.found) == 2


def test_candidates_are_all_that_there_is_time_for(ships: Retriever) -> None:
    reader = CountingReader()
    judge = Judge(ships, model(CERTAIN), reader)
    found = judge.candidates(frame("Where did the ship Number3 sail in 1805?"))
    assert reader.counts == list(STEPS)
    assert any("1805 the ship Number3" in judge.text(item) for one in found for item in one.found)
    less = judge.candidates(frame("Where did the ship Number3 sail in 1805?"), ("ship03",))
    assert sum(len(one.found) for one in less) > 0
    assert not any("Number3" in judge.text(item) for one in less for item in one.found)


def test_candidates_are_of_the_askers_language_or_across(languages: Retriever) -> None:
    judge = Judge(languages, model(CERTAIN), EvidenceReader())
    own, across = (joined(judge.candidates(frame(QUESTION), across=across)) for across in (False, True))
    assert {judge.text(item) for item in across.found} == {
        "Le pont du port a été dessiné par Clara Whitfield.",
        "Les cerfs courent dans la forêt.",
    }
    assert len(own.found) == 5
    assert not own.column("crossing").any()
    assert across.column("crossing").any()
    assert judge.candidates(frame(QUESTION), ("pont", "cerfs"), across=True) == []


@pytest.mark.parametrize(
    ("unknown", "content", "share"),
    [
        ((), (), 0.0),
        (("a",), ("a",), 0.5),
        (("a", "b"), ("a", "b", "c", "d"), 0.5),
        (("a", "b"), ("a", "b"), 1.0),
    ],
)
def test_unknown_words(unknown: tuple[str, ...], content: tuple[str, ...], share: float) -> None:
    assert unknown_share(replace(frame("x"), missing=Missing(words=unknown), content=content)) == share
