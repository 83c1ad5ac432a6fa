"""An index grows by what is new: only that is embedded, and all is as if it had been built anew."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import IndexBuilder, build_from_documents
from index.carried import plan_rows
from index.corpus_files import load_documents, read_documents
from index.dense import DenseIndex
from index.documents import Document
from index.errors import IndexDamagedError
from index.graph import paths
from index.hnsw import build_graph
from index.manifest import FORMAT, MANIFEST
from index.passage_index import FILES, PASSAGE_VECTORS, SENTENCE_VECTORS, PassageIndex
from index.text import terms
from index.versions import list_versions
from tests.examples import examples
from tests.index.samples import BODIES, TermEmbedder, make_document, write_corpus

QUESTIONS = ("red apples", "a boat of metres", "the trade", "这本书")
SENTENCES = (
    "Apples are red.",
    "Boats float.",
    "The red boat sinks.",
    "这本书很好。",
    "\n\n# Trade\n\nIt grew.",
)
BODY = st.lists(st.sampled_from(SENTENCES[:-1]), min_size=1, max_size=3).map(" ".join)
CORPUS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds("{}{}".format, BODY, st.sampled_from(("", SENTENCES[-1]))),
    min_size=1,
)


class Growing:
    """A corpus in a folder, and the index that follows it."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.data = folder / "corpus", folder / "data"
        self.embedder = TermEmbedder()

    def write(self, bodies: Mapping[str, str]) -> None:
        for path in self.corpus.rglob("*.md"):
            if path.stem not in bodies:
                path.unlink()
        write_corpus(self.corpus, dict(bodies))

    def build(self, data: Path | None = None) -> PassageIndex:
        self.embedder.embedded.clear()
        builder = IndexBuilder(self.corpus, data or self.data, self.embedder)
        return PassageIndex.open(builder.build(), self.embedder)

    @property
    def embedded(self) -> set[str]:
        """What was embedded for the last index, the probes of the model aside."""
        probes = {"Which report, which edition?", "它们的分数是多少？ディープシーク R1 : 89"}
        return set(self.embedder.embedded) - probes


@pytest.fixture
def growing(tmp_path: Path) -> Growing:
    return Growing(tmp_path)


def sentences(index: PassageIndex) -> set[str]:
    return set(map(index.sentence_text, range(len(index.sentences))))


def texts(index: PassageIndex) -> set[str]:
    return {*map(index.passage_text, range(len(index.passages))), *sentences(index)}


def assert_same(grown: PassageIndex, anew: PassageIndex) -> None:
    """Every file is the same, and so is what is found."""
    assert grown.manifest.files == anew.manifest.files
    for question in QUESTIONS:
        vector = TermEmbedder().embed_queries([question])[0]
        assert grown.lexical.search(terms(question), 9) == anew.lexical.search(terms(question), 9)
        assert grown.dense_passages.search(vector, 9) == anew.dense_passages.search(vector, 9)
        assert grown.dense_sentences.search(vector, 9) == anew.dense_sentences.search(vector, 9)


@settings(max_examples=examples(15), deadline=None)  # each builds several indexes
@given(st.lists(CORPUS, min_size=2, max_size=4))
def test_after_any_changes_it_is_as_if_built_anew(states: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        growing, held = Growing(Path(folder)), set[str]()
        for number, bodies in enumerate(states):
            growing.write(bodies)
            grown = growing.build()
            assert growing.embedded == texts(grown) - held
            held = texts(grown)
            assert_same(grown, growing.build(Path(folder) / f"anew{number}"))
            grown.verify(growing.embedder)


@pytest.mark.parametrize(
    ("bodies", "embedded"),
    [
        ({**BODIES, "cars": "Cars drive."}, {"Cars drive."}),
        (
            {**BODIES, "boats": "Boats float on water. They sink."},
            {"Boats float on water. They sink.", "They sink."},
        ),
        ({name: BODIES[name] for name in ("apples", "书")}, set()),
        ({**{name: BODIES[name] for name in ("apples", "书")}, "ships": BODIES["boats"]}, set()),
    ],
    ids=["added", "changed", "removed", "renamed"],
)
def test_only_what_is_new_is_embedded(
    growing: Growing, tmp_path: Path, bodies: dict[str, str], embedded: set[str]
) -> None:
    growing.write(BODIES)
    growing.build()
    growing.write(bodies)
    grown = growing.build()
    assert growing.embedded == embedded
    assert_same(grown, growing.build(tmp_path / "anew"))


def test_what_did_not_change_is_not_read_cut_or_counted_again(
    growing: Growing, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def noting(module: str, name: str, note: str) -> None:
        real = getattr(__import__(module, fromlist=[name]), name)

        def noted(first: Document, *rest: object) -> object:
            seen.append(f"{note} {getattr(first, 'id', '')}".strip())
            return real(first, *rest)

        monkeypatch.setattr(f"{module}.{name}", noted)

    growing.write(BODIES)
    growing.build()
    noting("index.corpus_files", "_of_markdown", "read")
    noting("index.carried", "chunk", "cut")
    noting("index.build", "passage_terms", "counted")
    growing.write({**BODIES, "cars": "Cars drive."})
    growing.build()
    assert seen == ["read", "cut cars", "counted cars"]


def test_documents_are_known_by_what_their_files_hold_and_are_called(growing: Growing) -> None:
    growing.write(BODIES)
    known = read_documents(growing.corpus, {})
    (growing.corpus / "digests" / "boats.md").rename(growing.corpus / "digests" / "ships.md")
    again = read_documents(growing.corpus, known)
    same = [key for key, document in known.items() if again.get(key) is document]
    assert len(same) == len(known) - 1, "the renamed one is read anew: its name says what it does not"
    assert list(again.values()) == list(known.values())
    assert tuple(again.values()) == load_documents(growing.corpus)


def test_a_title_is_part_of_what_a_passage_is_found_by(growing: Growing) -> None:
    growing.write(BODIES)
    growing.build()
    path = growing.corpus / "digests" / "boats.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Report boats", "Fleet"), encoding="utf-8")
    grown = growing.build()
    assert growing.embedded == set()
    assert [grown.passages[hit.row].document_id for hit in grown.lexical.search(["fleet"], 5)] == ["boats"]


def test_nothing_is_taken_over_from_a_damaged_index(growing: Growing, tmp_path: Path) -> None:
    growing.write(BODIES)
    old = growing.build()
    path = old.folder / SENTENCE_VECTORS
    content = path.read_bytes()
    path.write_bytes(content[:-4] + bytes(4))
    grown = growing.build()
    assert growing.embedded == texts(grown)
    assert_same(grown, growing.build(tmp_path / "anew"))


def test_nothing_is_taken_over_from_an_index_of_another_format(growing: Growing) -> None:
    growing.write(BODIES)
    old = growing.build()
    manifest = (old.folder / MANIFEST).read_text(encoding="utf-8")
    former = manifest.replace(f'"format": {FORMAT},', f'"format": {FORMAT - 1},')
    assert former != manifest
    (old.folder / MANIFEST).write_text(former, encoding="utf-8")
    growing.embedder.embedded.clear()
    index = IndexBuilder(growing.corpus, growing.data, growing.embedder).ensure()
    assert growing.embedded == texts(index)
    assert list_versions(growing.data) == [index.folder, old.folder]


def test_an_index_of_documents_in_memory_can_be_grown_from(growing: Growing, tmp_path: Path) -> None:
    first = [make_document("Red apples. Green pears.", "a"), make_document("Boats.", "b")]
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    previous = PassageIndex.open(build_from_documents(first, folders[0], growing.embedder))
    assert FILES not in previous.manifest.files
    growing.embedder.embedded.clear()
    second = [first[1], make_document("Cars.", "c")]
    grown = PassageIndex.open(build_from_documents(second, folders[1], growing.embedder, previous=previous))
    assert growing.embedded == {"Cars."}
    assert [passage.document_id for passage in grown.passages] == ["b", "c"]
    assert plan_rows(second, previous).origin.tolist() == [1, -1]


def fleet(numbers: range) -> dict[str, str]:
    return {f"d{number:02}": f"Boat number {number} is {number * 7} metres long." for number in numbers}


FLEET = fleet(range(40))


def other_kind(text: str) -> str:
    """What is written of a graph, as if it were of the other kind."""
    swapped = text.translate(str.maketrans("", "", " "))
    return (
        swapped.replace('"hnsw"', '"lists"') if '"hnsw"' in swapped else swapped.replace('"lists"', '"hnsw"')
    )


class TestGraph:
    """With so many vectors that they are searched in lists, or in a graph as earlier versions built it."""

    @pytest.fixture(autouse=True, params=["hnsw", "lists"])
    def kind(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
        monkeypatch.setattr("index.dense.EXACT_UP_TO", 10)
        if request.param == "hnsw":
            monkeypatch.setattr("index.dense.build_lists", build_graph)
        return str(request.param)

    @pytest.fixture
    def old(self, growing: Growing) -> PassageIndex:
        growing.write(FLEET)
        return growing.build()

    def found(self, index: PassageIndex, text: str, keep: list[bool] | None = None) -> list[str]:
        vector = TermEmbedder().embed_queries([text])[0]
        kept = None if keep is None else np.array(keep)
        return [index.passages[hit.row].document_id for hit in index.dense_passages.search(vector, 3, kept)]

    def test_a_graph_that_has_most_rows_is_taken_over(
        self, growing: Growing, old: PassageIndex, kind: str
    ) -> None:
        bodies = {**FLEET, "d05": "Boat number 5 is red.", "d05x": "Cars drive."}
        del bodies["d07"]
        growing.write(bodies)
        grown = growing.build()
        before, after = (paths(index.folder / PASSAGE_VECTORS)[0] for index in (old, grown))
        assert before.samefile(after)
        assert isinstance(grown.dense_passages, DenseIndex)
        graph = grown.dense_passages.graph
        assert graph
        assert graph.kind == kind
        assert [grown.passages[row].document_id for row in graph.missing] == ["d05", "d05x"]
        assert self.found(grown, "Cars drive.")[0] == "d05x"
        assert self.found(grown, "Boat number 5 is red.")[0] == "d05"
        assert self.found(grown, FLEET["d12"])[0] == "d12"
        assert "d07" not in self.found(grown, FLEET["d07"])
        keep = [passage.document_id not in ("d05x", "d12") for passage in grown.passages]
        assert {"d05x", "d12"}.isdisjoint(self.found(grown, "Cars drive.", keep))
        assert {"d05x", "d12"}.isdisjoint(self.found(grown, FLEET["d12"], keep))
        grown.verify(growing.embedder)

    def test_taken_over_twice_it_still_knows_its_rows(self, growing: Growing, old: PassageIndex) -> None:
        bodies = {**FLEET, "a": "Cars drive."}
        growing.write(bodies)
        growing.build()
        del bodies["d00"]
        growing.write(bodies)
        grown = growing.build()
        assert paths(old.folder / PASSAGE_VECTORS)[0].samefile(paths(grown.folder / PASSAGE_VECTORS)[0])
        for name in ("a", "d01", "d39"):
            assert self.found(grown, bodies[name])[0] == name

    @pytest.mark.parametrize("kept", [range(30), range(50)], ids=["many gone", "many missing"])
    def test_one_that_has_too_few_is_built_anew(
        self, growing: Growing, old: PassageIndex, kept: range
    ) -> None:
        growing.write(fleet(kept))
        grown = growing.build()
        assert not paths(old.folder / PASSAGE_VECTORS)[0].samefile(paths(grown.folder / PASSAGE_VECTORS)[0])
        assert isinstance(grown.dense_passages, DenseIndex)
        assert grown.dense_passages.graph
        assert len(grown.dense_passages.graph.missing) == 0

    @pytest.mark.parametrize(
        ("part", "harm"),
        [
            (0, lambda path: path.write_bytes(b"")),
            (0, lambda path: path.write_bytes(b"IHNf" + b"\xff" * 400)),
            (0, lambda path: path.write_bytes(b"IwSq" + b"\xff" * 400)),
            (0, lambda path: path.write_bytes(path.read_bytes()[:-100])),
            (0, lambda path: path.write_bytes(b"IxFI" + (64).to_bytes(4, "little") + b"\x7f" * 400)),
            (0, lambda path: build_graph(path.with_suffix(".npy"), np.eye(40, 63, dtype=np.float32))),
            (1, lambda path: np.save(path, np.arange(1, 41))),
            (1, lambda path: np.save(path, np.arange(-2, 38))),
            (1, lambda path: np.save(path, np.arange(39))),
            (1, lambda path: np.save(path, np.zeros(40))),
            (2, lambda path: path.unlink()),
            (2, lambda path: path.write_bytes(b"{")),
            (2, lambda path: path.write_text(path.read_text().replace('"breadth":', '"wide":'))),
            (2, lambda path: path.write_text(other_kind(path.read_text()))),
        ],
    )
    def test_a_foreign_graph_is_damage(
        self, old: PassageIndex, tmp_path: Path, part: int, harm: Callable[[Path], object]
    ) -> None:
        vectors = shutil.copy(old.folder / PASSAGE_VECTORS, tmp_path)
        for path in paths(old.folder / PASSAGE_VECTORS):
            shutil.copy(path, tmp_path)
        assert DenseIndex(Path(vectors), (40, 64)).graph
        harm(paths(Path(vectors))[part])
        with pytest.raises(IndexDamagedError, match="damaged"):
            DenseIndex(Path(vectors), (40, 64))

    def test_a_truncated_graph_is_named_when_opening(self, growing: Growing, old: PassageIndex) -> None:
        path = paths(old.folder / SENTENCE_VECTORS)[0]
        path.write_bytes(path.read_bytes()[:-7])
        with pytest.raises(IndexDamagedError, match=r"is damaged \(sentences\.graph\)"):
            PassageIndex.open(growing.data)

    def test_one_that_has_most_but_leaves_too_many_to_compare_is_built_anew(
        self, growing: Growing, old: PassageIndex, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.dense.EXACT_UP_TO", 1)
        growing.write({**FLEET, "a": "Cars drive.", "b": "Ships sink."})
        grown = growing.build()
        assert not paths(old.folder / PASSAGE_VECTORS)[0].samefile(paths(grown.folder / PASSAGE_VECTORS)[0])

    def test_where_there_are_no_links_it_is_copied(
        self, growing: Growing, old: PassageIndex, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise OSError(1, "Operation not permitted")

        monkeypatch.setattr("os.link", refuse)
        growing.write({**FLEET, "a": "Cars drive."})
        grown = growing.build()
        before, after = (paths(index.folder / PASSAGE_VECTORS)[0] for index in (old, grown))
        assert not before.samefile(after)
        assert before.read_bytes() == after.read_bytes()
        assert self.found(grown, "Cars drive.")[0] == "a"


def test_memory_is_bounded_by_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TermEmbedder, "embed_passages", TermEmbedder._embed)  # which would keep all texts
    monkeypatch.setattr("index.vectors._BATCH", 8)
    documents = [make_document(f"The boat number {n} is {n} m long.", f"d{n:04}") for n in range(1_000)]
    embedder, folders = TermEmbedder(dimension=4096), [tmp_path / "first", tmp_path / "second"]
    for folder, some in zip(folders, (documents[:1], documents), strict=True):
        folder.mkdir()
        tracemalloc.start()  # the second time, what is loaded once is there
        build_from_documents(some, folder, embedder)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    vectors = sum((folder / name).stat().st_size for name in (PASSAGE_VECTORS, SENTENCE_VECTORS))
    assert peak < vectors / 8
