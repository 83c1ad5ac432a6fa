"""What holds of an index wherever its vectors and terms are: in the data folder, in PostgreSQL, in Milvus."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import IndexBuilder
from index.engines.engine import VectorEngine
from index.engines.placing import PLACED, follow, key_of, leave
from index.errors import IndexMismatchError, StorageError
from index.hits import Hit
from index.passage_index import PassageIndex
from index.text import terms
from index.versions import current_version, forget, list_versions, prune, use_version, version_before
from tests.index.engines.servers import KINDS, engine_of
from tests.index.samples import TermEmbedder, write_corpus

WORDS: Final = (
    *(
        "ferry",
        "harbour",
        "tide",
        "vessel",
        "crew",
        "cargo",
        "engine",
        "island",
        "ticket",
        "summer",
        "winter",
    ),
    *("winter", "storm", "price", "timetable", "north", "south", "fuel", "repair", "captain", "deck"),
    *("渡轮", "港口", "潮汐", "船员", "货物", "岛屿", "夏季", "冬季", "风暴", "票价"),
)
DOCUMENTS: Final = 24
ASKED: Final = (
    "ferry tide",
    "港口的票价",
    "the captain's winter timetable",
    "storm",
    "渡轮 ferry cargo",
    "zebra",
)


def body_of(number: int) -> str:
    """A document of three sections, whose sentences differ in which words they have, and how often."""
    rng = np.random.default_rng(number)
    paragraphs = [
        " ".join(
            f"{' '.join(rng.choice(WORDS, rng.integers(4, 12)))} {number}{section}{line}."
            for line in range(rng.integers(2, 6))
        )
        for section in range(3)
    ]
    return "".join(f"## Part {place}\n\n{text}\n\n" for place, text in enumerate(paragraphs))


@dataclass(frozen=True)
class Home:
    """A data folder, its corpus, and the engine that holds its vectors."""

    folder: Path
    engine: VectorEngine | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def build(self, bodies: dict[str, str]) -> Path:
        corpus = self.folder / "corpus"
        for path in (corpus / "digests").glob("*.md"):
            path.unlink()
        write_corpus(corpus, bodies)
        return IndexBuilder(corpus, self.data, TermEmbedder(), engine=self.engine).build()

    def open(self, folder: Path | None = None) -> PassageIndex:
        return PassageIndex.open(folder or self.data, TermEmbedder(), engine=self.engine)

    def versions(self) -> set[str]:
        """The versions that are held: by the engine, where there is one."""
        if self.engine is None:
            return {path.name for path in list_versions(self.data)}
        return set(self.engine.versions(key_of(self.data)))


@pytest.fixture(scope="module", params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    """An index in each of the engines."""
    home = Home(tmp_path_factory.mktemp("home"), engine_of(request, request.param))
    home.build(every_body())
    return home.open()


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    """The same in the data folder, with FAISS."""
    home = Home(tmp_path_factory.mktemp("local"), None)
    home.build(every_body())
    return home.open()


@pytest.fixture(params=KINDS)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    return Home(tmp_path, engine_of(request, request.param))


def every_body() -> dict[str, str]:
    return {f"doc{number:02}": body_of(number) for number in range(DOCUMENTS)}


def masks(count: int) -> st.SearchStrategy[np.ndarray]:
    """Which rows are kept: any of them, stretches, a few, none."""
    rng = st.integers(0, 2**32 - 1).map(np.random.default_rng)
    shares = st.sampled_from([0.0, 0.02, 0.1, 0.5, 1.0])
    return st.builds(lambda drawn, share: drawn.random(count) < share, rng, shares)


def check_dense(index: PassageIndex, vector: np.ndarray, keep: np.ndarray, limit: int) -> None:
    """The hits are the nearest that are kept, by comparing all."""
    for dense in (index.dense_passages, index.dense_sentences):
        vectors = np.asarray(dense.vectors[: len(dense.vectors)])
        flags = np.resize(keep, len(vectors))
        hits = dense.search(vector, limit, flags)
        cosines = vectors @ vector
        wanted = np.sort(cosines[flags])[::-1][:limit]
        np.testing.assert_allclose([hit.score for hit in hits], wanted, atol=1e-5)
        rows = [hit.row for hit in hits]
        assert len(set(rows)) == len(rows)
        assert flags[rows].all()
        np.testing.assert_allclose(cosines[rows], [hit.score for hit in hits], atol=1e-5)


def same_scores(first: Sequence[Hit], second: Sequence[Hit]) -> bool:
    """Whether two rankings are one: only rows of one score may be in another order, or cut off."""
    if [hit.score for hit in first] != [hit.score for hit in second]:
        return False
    last = first[-1].score if first else 0.0
    whole = [{hit.row for hit in hits if hit.score > last} for hits in (first, second)]
    return whole[0] == whole[1]


class TestSearching:
    def test_what_is_held_is_what_was_built(self, opened: PassageIndex, local: PassageIndex) -> None:
        assert opened.passages == local.passages
        for mine, its in (
            (opened.dense_passages, local.dense_passages),
            (opened.dense_sentences, local.dense_sentences),
        ):
            count = len(its.vectors)
            assert len(mine.vectors) == count
            np.testing.assert_array_equal(mine.vectors[:count], its.vectors[:count])
            np.testing.assert_array_equal(mine.vectors[[5, 2, 5]], its.vectors[[5, 2, 5]])
            np.testing.assert_array_equal(mine.vectors[3], its.vectors[3])
        opened.verify(TermEmbedder())

    @given(data=st.data(), asked=st.sampled_from(ASKED), limit=st.integers(0, 40))
    def test_the_nearest_that_are_kept_are_found(
        self, opened: PassageIndex, data: st.DataObject, asked: str, limit: int
    ) -> None:
        keep = data.draw(masks(len(opened.passages)))
        check_dense(opened, TermEmbedder().embed_queries([asked])[0], keep, limit)

    @given(data=st.data(), asked=st.lists(st.sampled_from(WORDS), max_size=8), limit=st.integers(0, 40))
    def test_words_are_scored_as_in_the_data_folder(
        self, opened: PassageIndex, local: PassageIndex, data: st.DataObject, asked: list[str], limit: int
    ) -> None:
        keep, words = data.draw(masks(len(opened.passages))), terms(" ".join(asked))
        mine, its = (one.lexical.search(words, limit, keep) for one in (opened, local))
        assert same_scores(mine, its)
        rows = np.flatnonzero(keep)
        np.testing.assert_array_equal(
            opened.lexical.scores_of(words, rows), local.lexical.scores_of(words, rows)
        )

    @given(words=st.lists(st.sampled_from([*WORDS, "zebra", "斑马"]), max_size=4))
    def test_rows_that_have_words_are_found(
        self, opened: PassageIndex, local: PassageIndex, words: list[str]
    ) -> None:
        asked = terms(" ".join(words))
        np.testing.assert_array_equal(opened.lexical.having(asked), local.lexical.having(asked))
        np.testing.assert_array_equal(opened.lexical.scores(asked), local.lexical.scores(asked))
        assert [opened.lexical.rarity(one) for one in asked] == [local.lexical.rarity(one) for one in asked]
        assert [opened.lexical.holds(one) for one in asked] == [local.lexical.holds(one) for one in asked]

    def test_hostile_words_find_nothing(self, opened: PassageIndex) -> None:
        for word in ("'); DROP TABLE versions; --", "\0", "\ud800", "%s", "row in [1]"):
            assert opened.lexical.search([word], 5) == []
            assert not opened.lexical.holds(word)

    def test_threads_share_it(self, opened: PassageIndex) -> None:
        vectors = TermEmbedder().embed_queries(ASKED)
        wanted = [opened.dense_sentences.search(vector, 9) for vector in vectors]
        found: list[object] = []

        def ask() -> None:
            found.append([opened.dense_sentences.search(vector, 9) for vector in vectors])

        threads = [threading.Thread(target=ask) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [wanted] * 12


class TestVersions:
    def test_one_that_grew_is_as_if_built_anew(self, home: Home, local: PassageIndex) -> None:
        bodies = every_body()
        home.build({name: body for name, body in bodies.items() if name < "doc20"})
        home.build(bodies)
        grown = home.open()
        count = len(local.dense_sentences.vectors)
        assert grown.passages == local.passages
        np.testing.assert_array_equal(
            grown.dense_sentences.vectors[:count], local.dense_sentences.vectors[:count]
        )
        for asked in ASKED:
            np.testing.assert_array_equal(
                grown.lexical.scores(terms(asked)), local.lexical.scores(terms(asked))
            )

    def test_who_reads_the_old_one_is_not_disturbed(self, home: Home) -> None:
        home.build({"boats": "Boats float on water."})
        old = home.open()
        home.build({"trees": "Trees stand on land."})
        new, boats = home.open(), TermEmbedder().embed_queries(["Boats float on water."])[0]
        assert old.dense_passages.search(boats, 1)[0].score == pytest.approx(1.0, abs=1e-6)
        assert new.dense_passages.search(boats, 1)[0].score < 0.9
        assert [hit.row for hit in old.lexical.search(terms("boats"), 5)] == [0]
        assert new.lexical.search(terms("boats"), 5) == []

    def test_going_back_and_pruning_are_followed(self, home: Home) -> None:
        first = home.build({"boats": "Boats float on water."})
        second = home.build({"trees": "Trees stand on land."})
        assert home.versions() == {first.name, second.name}
        assert_used(home, second.name)
        use_version(home.data, version_before(home.data))
        follow(home.engine, home.data)
        assert_used(home, first.name)
        assert home.open().lexical.holds("boat")
        prune(home.data, keep=1)
        follow(home.engine, home.data)
        assert home.versions() == {first.name}
        assert home.open().lexical.holds("boat")

    def test_nothing_stays_of_what_is_forgotten(self, home: Home) -> None:
        home.build({"boats": "Boats float on water."})
        forget(home.data)
        follow(home.engine, home.data)
        assert home.versions() == set()
        assert_used(home, None)
        home.build({"trees": "Trees stand on land."})
        leave(home.engine, home.data)
        assert home.engine is None or home.versions() == set()

    def test_who_asks_while_versions_are_swapped_meets_one_whole_version(self, home: Home) -> None:
        bodies = [{"one": "Boats float on water."}, {"one": "Trees stand. Trees grow.", "two": "Trees fall."}]
        home.build(bodies[0])
        met, done, faults = set[tuple[int, bool, float]](), threading.Event(), list[Exception]()
        vector = TermEmbedder().embed_queries(["Boats float on water."])[0]

        def ask() -> None:
            while not done.is_set():
                try:
                    index = home.open()
                    near = round(index.dense_passages.search(vector, 1)[0].score, 3)
                    met.add((len(index.passages), index.lexical.holds("boat"), near))
                except StorageError as error:
                    faults.append(error)

        asker = threading.Thread(target=ask)
        asker.start()
        for turn in range(1, 5):
            home.build(bodies[turn % 2])
        done.set()
        asker.join()
        near_trees = round(float(home_score(home, bodies[1], vector)), 3)
        assert met <= {(1, True, 1.0), (2, False, near_trees)}
        assert faults == []

    def test_a_build_that_fails_leaves_all_as_it_was(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = home.build({"boats": "Boats float on water."})
        monkeypatch.setattr("index.build.write_manifest", failing)
        with pytest.raises(StorageError, match="no room"):
            home.build({"trees": "Trees stand on land."})
        monkeypatch.undo()
        assert current_version(home.data) == first
        assert home.open().lexical.holds("boat")
        third = home.build({"bushes": "Bushes stand on land."})
        assert home.versions() == {first.name, third.name}, "what the killed build left is gone"


def failing(*_: object) -> None:
    raise StorageError("no room")


def assert_used(home: Home, name: str | None) -> None:
    if home.engine is not None:
        assert home.engine.used(key_of(home.data)) == name


def home_score(home: Home, bodies: dict[str, str], vector: np.ndarray) -> float:
    home.build(bodies)
    return home.open().dense_passages.search(vector, 1)[0].score


class TestPlaces:
    def test_an_index_is_moved_where_the_setting_says(self, tmp_path: Path, home: Home) -> None:
        """From FAISS to the engine and back: what was embedded is not embedded again."""
        local = Home(home.folder, None)
        local.build({"boats": "Boats float on water."})
        embedder = TermEmbedder()
        builder = IndexBuilder(home.folder / "corpus", home.data, embedder, engine=home.engine)
        moved = builder.ensure()
        assert (PLACED in moved.manifest.files) is (home.engine is not None)
        assert not {"Boats float on water."} & set(embedder.embedded)
        assert moved.folder == builder.ensure().folder, "it is not built again"
        if home.engine is not None:
            with pytest.raises(IndexMismatchError, match="QA_INDEX"):
                local.open()
            assert not list(moved.folder.glob("*sentences*")), "vectors are in one place"
        back = IndexBuilder(home.folder / "corpus", home.data, embedder).ensure()
        assert PLACED not in back.manifest.files
        assert back.lexical.holds("boat")
