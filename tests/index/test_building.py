"""Building, opening and checking an index; versions; and what goes wrong on the way."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.build import (
    IndexBuilder,
    build_from_documents,
    corpus_hash,
    is_up_to_date,
    passage_terms,
    save_corpus_vectors,
)
from index.corpus_files import load_documents
from index.embedding import BundledEmbedder, Known, Vectors, text_key
from index.errors import (
    CorpusError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    StorageError,
)
from index.hits import Hit
from index.manifest import FORMAT, MANIFEST
from index.passage_index import PassageIndex
from index.passages import chunk
from index.precomputed import VECTORS, load_vectors
from index.text import terms
from index.versions import (
    KEPT,
    Pruned,
    current_version,
    is_held,
    list_versions,
    one_builder,
    prune,
    size_of,
    use_version,
    version_before,
)
from tests.index.samples import BODIES, TermEmbedder, make_document, write_corpus


def embedded_texts(corpus: Path) -> list[str]:
    """Every text that an index of the corpus holds a vector of."""
    return [
        document.text[start:end]
        for document in load_documents(corpus)
        for passage in chunk(document)
        for start, end in ((passage.start, passage.end), *passage.sentences)
    ]


def missing(texts: Iterable[str], vectors: Known) -> list[str]:
    """The distinct texts that `vectors` does not hold, in order."""
    return [text for text in dict.fromkeys(texts) if text_key(text) not in vectors]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def index(corpus: Path, data: Path) -> PassageIndex:
    IndexBuilder(corpus, data, TermEmbedder()).build()
    return PassageIndex.open(data, TermEmbedder())


def row_of(index: PassageIndex, text: str) -> int:
    return next(row for row in range(len(index.passages)) if text in index.passage_text(row))


def alter(path: Path) -> None:
    """Change a file without changing its size."""
    content = path.read_bytes()
    path.write_bytes(content.replace(b"a", b"e"))


class TestPassageIndex:
    def test_holds_documents_passages_and_sentences(self, corpus: Path, index: PassageIndex) -> None:
        documents = load_documents(corpus)
        assert index.documents == {document.id: document for document in documents}
        assert index.passages == tuple(passage for document in documents for passage in chunk(document))
        assert index.sentences.tolist() == [
            [row, start, end]
            for row, passage in enumerate(index.passages)
            for start, end in passage.sentences
        ]
        manifest = index.manifest
        assert (manifest.documents, manifest.passages, manifest.sentences) == (3, 4, 7)
        assert (manifest.model, manifest.dimension, manifest.format) == ("terms", 64, FORMAT)
        assert manifest.corpus_hash == corpus_hash(corpus)

    def test_rows_give_text(self, index: PassageIndex) -> None:
        row = row_of(index, "Boats")
        assert index.passage_text(row) == BODIES["boats"].strip()
        rows = index.sentence_rows(row)
        assert [index.sentence_text(i) for i in rows] == [
            "Boats float on water.",
            "A boat of 12 metres is long.",
        ]
        assert [index.sentences[i, 0] for i in rows] == [row, row]

    def test_passages_and_sentences_are_embedded_as_they_stand(self, index: PassageIndex) -> None:
        row = row_of(index, "Boats")
        sentences = ["Boats float on water.", "A boat of 12 metres is long."]
        expected = TermEmbedder().embed_passages([" ".join(sentences), *sentences])
        np.testing.assert_allclose(index.dense_passages.vectors[[row]], expected[:1], atol=1e-6)
        rows = index.sentence_rows(row)
        np.testing.assert_allclose(
            index.dense_sentences.vectors[rows.start : rows.stop], expected[1:], atol=1e-6
        )

    def test_rows_are_passages_found_and_embedded_as_they_read(self, tmp_path: Path, data: Path) -> None:
        table = "Stops of the line\n\n| Stop | Riders |\n|---|---|\n| Elm | 8 |\n| Oak | 9 |\n"
        embedder = TermEmbedder()
        corpus = write_corpus(tmp_path / "tables", {"tram": table + "\nWe take:\n\n- cash\n"})
        IndexBuilder(corpus, data, embedder).build()
        index = PassageIndex.open(data, embedder)
        read = "Stops of the line — Stop: Elm; Riders: 8"
        assert index.passage_text(0) == index.sentence_text(0) == read
        assert passage_terms(index.documents["tram"], index.passages[0])[2:] == terms(read)
        assert embedder.embedded.count(read) == 1
        assert [index.sentence_text(row) for row in index.sentence_rows(2)] == ["We take:", "We take: cash"]
        assert index.passage_text(2) == "We take:\n\n- cash"
        assert [index.announced(row) for row in range(4)] == [None, None, 3, None]
        index.verify()

    def test_passages_are_found_by_the_words_of_their_title_and_headings(self, index: PassageIndex) -> None:
        row = row_of(index, "U.S.")
        assert passage_terms(index.documents["apples"], index.passages[row]) == [
            *("report", "apple", "fruit", "trade", "the", "u", "s", "sell", "apple")
        ]
        assert [hit.row for hit in index.lexical.search(terms("trade"), 5)] == [row]

    def test_searches_by_meaning(self, index: PassageIndex) -> None:
        vector = TermEmbedder().embed_queries(["Boats float on water."])[0]
        hit = index.dense_sentences.search(vector, 1)[0]
        assert index.sentence_text(hit.row) == "Boats float on water."
        assert hit.score == pytest.approx(1, abs=1e-5)
        assert index.dense_passages.search(vector, 1)[0].row == row_of(index, "Boats")
        keep = np.arange(len(index.passages)) != row_of(index, "Boats")
        assert index.dense_passages.search(vector, 9, keep)[0].row != row_of(index, "Boats")
        assert len(index.dense_passages.search(vector, 9, keep)) == 3

    def test_searches_by_words_in_both_chinese_scripts(self, index: PassageIndex) -> None:
        assert [hit.row for hit in index.lexical.search(terms("這本書"), 5)] == [row_of(index, "这本书")]
        assert index.lexical.search(terms("zebra"), 5) == []
        scores = index.lexical.scores(terms("apples"))
        assert index.lexical.search(terms("apples"), 5) == sorted(
            (Hit(int(row), float(scores[row])) for row in np.flatnonzero(scores)), key=lambda hit: -hit.score
        )
        assert index.lexical.rarity("zebra") > index.lexical.rarity("apple") > 0

    def test_verifies(self, index: PassageIndex) -> None:
        index.verify()
        index.verify(TermEmbedder())
        with pytest.raises(IndexMismatchError, match="built with the embedding model 'terms'"):
            index.verify(TermEmbedder("others"))


class TestBuilding:
    def test_a_document_altered_in_the_index_is_not_quoted(self, index: PassageIndex) -> None:
        alter(index.folder / "documents.json")
        with pytest.raises(IndexDamagedError, match=r"is damaged \(documents.json\); run `qa index build`"):
            PassageIndex.open(index.folder)

    def test_reports_progress(self, corpus: Path, data: Path) -> None:
        seen: list[tuple[str, int, int]] = []
        IndexBuilder(corpus, data, TermEmbedder(), lambda *report: seen.append(report)).build()
        distinct = 10  # of 4 passages and 7 sentences, one being a passage of its own
        assert seen == [
            *(("documents", done, 3) for done in (1, 2, 3)),
            *(("texts", done, distinct) for done in (0, distinct)),
        ]

    def test_embeds_only_what_is_new(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        before = PassageIndex.open(data)
        boats = corpus / "digests" / "boats.md"
        boats.write_text(boats.read_text(encoding="utf-8") + "\nBoats sink.\n", encoding="utf-8")
        embedder = TermEmbedder()
        IndexBuilder(corpus, data, embedder).build()
        new = [text for text in embedder.embedded if "Boats sink." in text]
        assert len(new) == 2
        after = PassageIndex.open(data)
        np.testing.assert_array_equal(
            after.dense_passages.vectors[[row_of(after, "U.S.")]],
            before.dense_passages.vectors[[row_of(before, "U.S.")]],
        )
        probes = {"Which report, which edition?"}
        assert {text for text in embedder.embedded if text not in new and "它们" not in text} == probes

    def test_embeds_everything_for_another_model(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        embedder = TermEmbedder("others")
        IndexBuilder(corpus, data, embedder).build()
        assert "Boats float on water." in embedder.embedded
        assert PassageIndex.open(data, embedder).manifest.model == "others"

    def test_builds_from_documents_in_memory(self, tmp_path: Path) -> None:
        documents = [make_document("Red apples. Green pears.", "a"), make_document("Boats.", "b")]
        folder = tmp_path / "index"
        folder.mkdir()
        index = PassageIndex.open(build_from_documents(documents, folder, TermEmbedder()))
        assert [passage.document_id for passage in index.passages] == ["a", "b"]
        index.verify(TermEmbedder())

    def test_gives_the_bundled_model_an_index_that_a_question_finds_its_way_in(self, tmp_path: Path) -> None:
        documents = [make_document("The Panthers gave up 308 points.", "a"), make_document("It rains.", "b")]
        embedder = BundledEmbedder()
        index = PassageIndex.open(build_from_documents(documents, tmp_path, embedder), embedder)
        hits = index.dense_passages.search(embedder.embed_queries(["黑豹队丢了多少分？"])[0], 2)
        assert [index.passages[hit.row].document_id for hit in hits] == ["a", "b"]


class TestEnsuring:
    def test_builds_once_and_again_when_the_corpus_changes(self, corpus: Path, data: Path) -> None:
        first = IndexBuilder(corpus, data, TermEmbedder()).ensure()
        assert IndexBuilder(corpus, data, TermEmbedder()).ensure().folder == first.folder
        (corpus / "facts.yaml").write_text("[]", encoding="utf-8")
        second = IndexBuilder(corpus, data, TermEmbedder()).ensure()
        assert second.folder != first.folder
        assert second.manifest.corpus_hash == corpus_hash(corpus)

    @pytest.mark.parametrize(
        "harm",
        [
            lambda folder: (folder / "passages.npy").write_bytes(b""),
            lambda folder: (folder / MANIFEST).write_text("{}", encoding="utf-8"),
            lambda folder: (folder / MANIFEST).unlink(),
            lambda folder: alter(folder / "documents.json"),
            lambda folder: alter(folder / "passages.json"),
            shutil.rmtree,
        ],
        ids=["truncated", "manifest", "no manifest", "other documents", "other passages", "gone"],
    )
    def test_mends_what_is_damaged(self, corpus: Path, data: Path, harm: Callable[[Path], None]) -> None:
        harm(IndexBuilder(corpus, data, TermEmbedder()).ensure().folder)
        IndexBuilder(corpus, data, TermEmbedder()).ensure().verify(TermEmbedder())

    def test_builds_anew_for_another_model(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).ensure()
        assert IndexBuilder(corpus, data, TermEmbedder("others")).ensure().manifest.model == "others"


class TestManifest:
    def test_another_model_is_refused_in_plain_words(self, index: PassageIndex, data: Path) -> None:
        with pytest.raises(IndexMismatchError) as caught:
            PassageIndex.open(data, TermEmbedder("others"))
        assert str(caught.value) == (
            f"The index in {index.folder} was built with the embedding model 'terms', "
            "the settings say 'others', "
            "and their vectors differ; run `qa index build` or set the model of the index."
        )

    def test_another_dimension_is_refused(self, index: PassageIndex, data: Path) -> None:
        with pytest.raises(IndexMismatchError, match="their vectors differ"):
            PassageIndex.open(data, TermEmbedder("terms of 32", dimension=32))

    def test_another_name_for_the_same_vectors_is_accepted(self, index: PassageIndex, data: Path) -> None:
        class Renamed(TermEmbedder):
            def _embed(self, texts: Sequence[str]) -> Vectors:
                return TermEmbedder().embed_queries(texts)

        assert PassageIndex.open(data, Renamed("a folder")).manifest.model == "terms"

    @pytest.mark.parametrize("change", [{"format": FORMAT + 1}, {"format": FORMAT + 1, "new_key": 1}])
    def test_another_format_is_refused(self, index: PassageIndex, data: Path, change: dict[str, int]) -> None:
        manifest = json.loads((index.folder / MANIFEST).read_text(encoding="utf-8"))
        (index.folder / MANIFEST).write_text(json.dumps({**manifest, **change}), encoding="utf-8")
        with pytest.raises(IndexMismatchError, match="another version of Footnote; run `qa index build`"):
            PassageIndex.open(data)


class TestDamage:
    @pytest.mark.parametrize("name", ["passages.npy", "sentences.npy", "documents.json", "terms/rows.npy"])
    def test_a_truncated_file_is_named_when_opening(self, index: PassageIndex, data: Path, name: str) -> None:
        path = index.folder / name
        path.write_bytes(path.read_bytes()[:-7])
        with pytest.raises(IndexDamagedError, match=rf"is damaged \({name}\); run `qa index build`"):
            PassageIndex.open(data)

    @pytest.mark.parametrize(
        "name",
        ["passages.npy", "documents.json", "passages.json", "terms/counts.npy", "terms/vocabulary.json"],
    )
    def test_a_garbled_file_of_the_right_size_is_refused(
        self, index: PassageIndex, data: Path, name: str
    ) -> None:
        path = index.folder / name
        path.write_bytes(b"x" * path.stat().st_size)
        with pytest.raises(IndexDamagedError, match="is damaged"):
            PassageIndex.open(data)

    def test_an_altered_byte_is_found_by_verify(self, index: PassageIndex, data: Path) -> None:
        path = index.folder / "documents.json"
        path.write_text(path.read_text(encoding="utf-8").replace("Boats", "Goats"), encoding="utf-8")
        with pytest.raises(IndexDamagedError, match=r"documents\.json"):
            PassageIndex.open(data).verify()

    @pytest.mark.parametrize(
        "text", [f'{{"format": {FORMAT}, "model', f'{{"format": {FORMAT}, "model": "terms"}}']
    )
    def test_a_broken_manifest_is_damage(self, index: PassageIndex, data: Path, text: str) -> None:
        (index.folder / MANIFEST).write_text(text, encoding="utf-8")
        with pytest.raises(IndexDamagedError, match=r"is damaged \(manifest\.json\)"):
            PassageIndex.open(data)

    def test_a_manifest_that_is_not_text_is_an_error_of_storage(
        self, index: PassageIndex, data: Path
    ) -> None:
        (index.folder / MANIFEST).write_bytes(b"\xff\xfe")
        with pytest.raises(StorageError, match="cannot be read"):
            PassageIndex.open(data)

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            (lambda p: p.__setitem__("end", p["end"] + 1), "passage boats#"),
            (lambda p: p.__setitem__("sentences", []), "sentences.npy"),
            (lambda p: p["sentences"].reverse(), "passage boats#"),
            (lambda p: p["sentences"].__setitem__(1, [p["sentences"][1][0] - 1, p["end"]]), "a sentence of"),
            (lambda p: p.__setitem__("document_id", "nowhere"), "passage boats#"),
        ],
    )
    def test_wrong_offsets_are_found_by_verify(
        self, index: PassageIndex, data: Path, change: Callable[[dict[str, object]], None], fault: str
    ) -> None:
        path = index.folder / "passages.json"
        passages = json.loads(path.read_text(encoding="utf-8"))
        change(next(passage for passage in passages if passage["document_id"] == "boats"))
        path.write_text(json.dumps(passages), encoding="utf-8")
        reseal(index.folder, "passages.json")
        with pytest.raises(IndexDamagedError, match=fault):
            PassageIndex.open(data).verify()

    def test_vectors_of_another_number_are_found_by_verify(self, index: PassageIndex, data: Path) -> None:
        shutil.copy(index.folder / "sentences.npy", index.folder / "passages.npy")
        reseal(index.folder, "passages.npy")
        with pytest.raises(IndexDamagedError, match="vectors"):
            PassageIndex.open(data).verify()


def reseal(folder: Path, name: str) -> None:
    """Make the manifest agree with a file that has been changed."""
    from index.manifest import file_state

    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][name] = file_state(folder / name).model_dump()
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


class TestVersions:
    def test_there_is_none_at_first(self, data: Path) -> None:
        assert list_versions(data) == []
        with pytest.raises(IndexMissingError, match=r"There is no index in .*data; run `qa index build`"):
            PassageIndex.open(data)

    def test_the_newest_few_are_kept(self, corpus: Path, data: Path) -> None:
        built = [IndexBuilder(corpus, data, TermEmbedder()).build() for _ in range(KEPT + 2)]
        assert list_versions(data) == built[:1:-1]
        assert current_version(data) == built[-1]

    def test_an_older_one_can_be_used_again(self, corpus: Path, data: Path) -> None:
        old, new = (
            IndexBuilder(corpus, data, TermEmbedder()).build(),
            IndexBuilder(corpus, data, TermEmbedder()).build(),
        )
        assert use_version(data, old.name) == old
        assert PassageIndex.open(data).folder == old
        assert list_versions(data) == [new, old]
        with pytest.raises(
            IndexMissingError, match=f"no version 'x' in .*; available: {new.name}, {old.name}"
        ):
            use_version(data, "x")

    def test_one_that_somebody_went_back_to_stays_until_the_next_build(
        self, corpus: Path, data: Path
    ) -> None:
        builder = IndexBuilder(corpus, data, TermEmbedder())
        old = builder.build()
        (corpus / "digests" / "cars.md").write_text("# Cars\n\nCars drive.\n", encoding="utf-8")
        new = builder.build()
        assert (version_before(data), is_held(data)) == (old.name, False)
        with pytest.raises(IndexMissingError, match=f"There is no version before {old.name}"):
            version_before(use_version(data, old.name).parent.parent)
        assert is_held(data)
        assert is_up_to_date(corpus, data)
        assert builder.ensure().folder == old
        assert list_versions(data) == [new, old]
        again = builder.build()
        assert (current_version(data), is_held(data)) == (again, False)

    def test_going_back_waits_for_a_build(self, corpus: Path, data: Path) -> None:
        old, new = (IndexBuilder(corpus, data, TermEmbedder()).build() for _ in range(2))
        going_back = threading.Thread(target=use_version, args=(data, old.name))
        with one_builder(data):
            going_back.start()
            going_back.join(0.2)
            assert current_version(data) == new, "what is being built may remove the older one"
        going_back.join(30)
        assert current_version(data) == old

    def test_older_ones_are_pruned_but_never_the_one_in_use(self, corpus: Path, data: Path) -> None:
        built = [IndexBuilder(corpus, data, TermEmbedder()).build() for _ in range(4)]
        use_version(data, built[1].name)
        sizes = {path.name: size_of(path) for path in built}
        gone = (built[2].name, built[0].name)
        told = Pruned(gone, sum(sizes[name] for name in gone))
        assert prune(data, 2, dry_run=True) == told
        assert len(list_versions(data)) == 4
        assert prune(data, 2) == told
        assert list_versions(data) == [built[3], built[1]]
        assert prune(data, 1).names == (built[3].name,)
        assert current_version(data) == built[1]
        assert prune(data) == Pruned((), 0)
        PassageIndex.open(data).verify()
        assert sorted(path.name for path in (data / "index").iterdir()) == [".lock", built[1].name, "current"]

    def test_files_that_another_version_has_are_not_counted_as_freed(self, corpus: Path, data: Path) -> None:
        old, _ = (IndexBuilder(corpus, data, TermEmbedder()).build() for _ in range(2))
        own = size_of(old)
        (old / "graph").write_bytes(b"x" * 1000)
        (data / "taken over").hardlink_to(old / "graph")
        assert prune(data, 1) == Pruned((old.name,), own)

    def test_where_no_index_can_be_written_the_last_one_is_answered_from(
        self, corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        old = IndexBuilder(corpus, data, TermEmbedder()).build()
        (corpus / "digests" / "cars.md").write_text("# Cars\n\nCars drive.\n", encoding="utf-8")

        def full(_folder: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("index.versions.settle", full)
        assert IndexBuilder(corpus, data, TermEmbedder()).ensure().folder == old
        assert "(No space left on device)" in caplog.text
        with pytest.raises(StorageError, match="No space left on device"):
            IndexBuilder(corpus, data, TermEmbedder("others")).ensure()

    def test_one_that_is_in_use_is_not_removed(self, corpus: Path, data: Path) -> None:
        old = PassageIndex.open(IndexBuilder(corpus, data, TermEmbedder()).build())
        for _ in range(KEPT):
            IndexBuilder(corpus, data, TermEmbedder()).build()
        assert not old.folder.exists()
        assert old.lexical.search(terms("boats"), 1)
        assert old.dense_passages.search(TermEmbedder().embed_queries(["Boats float"])[0], 1)

    @pytest.mark.parametrize("content", ["", "../../etc", "20250101T000000000000-abc", "\xff"])
    def test_a_pointer_to_nowhere_is_no_index(self, index: PassageIndex, data: Path, content: str) -> None:
        (data / "index" / "current").write_text(content, encoding="latin-1")
        with pytest.raises(StorageError):
            current_version(data)

    def test_a_failure_leaves_the_old_version_in_use(self, corpus: Path, data: Path) -> None:
        class Failing(TermEmbedder):
            def _embed(self, texts: Sequence[str]) -> Vectors:
                if any("sink" in text for text in texts):
                    raise OSError(28, "No space left on device")
                return super()._embed(texts)

        old = IndexBuilder(corpus, data, TermEmbedder()).build()
        boats = corpus / "digests" / "boats.md"
        boats.write_text(boats.read_text(encoding="utf-8") + "\nBoats sink.\n", encoding="utf-8")
        with pytest.raises(
            StorageError, match=r"cannot be written \(No space left on device\); .*QA_DATA_DIR"
        ):
            IndexBuilder(corpus, data, Failing()).build()
        PassageIndex.open(data).verify()
        assert current_version(data) == old
        assert sorted(path.name for path in (data / "index").iterdir()) == [".lock", old.name, "current"]

    @pytest.mark.parametrize("start", [IndexBuilder.build, IndexBuilder.ensure])
    def test_what_a_killed_builder_left_is_removed_at_the_next_start(
        self, corpus: Path, data: Path, start: Callable[[IndexBuilder], object]
    ) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        (data / "index" / ".building-half").mkdir()
        (data / "index" / ".building-half" / "documents.json").write_bytes(b"[")
        (data / "index" / ".footnote-half.tmp").write_bytes(b"2026")
        start(IndexBuilder(corpus, data, TermEmbedder()))
        assert sorted(path.name for path in (data / "index").iterdir()) == [
            ".lock",
            *sorted(path.name for path in list_versions(data)),
            "current",
        ]

    def test_what_a_living_builder_builds_is_left_alone(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        with one_builder(data):
            (data / "index" / ".building-now").mkdir()
            IndexBuilder(corpus, data, TermEmbedder()).ensure()
            assert (data / "index" / ".building-now").is_dir()

    def test_without_locks_what_is_a_day_old_is_removed(
        self, corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        IndexBuilder(corpus, data, TermEmbedder()).build()
        monkeypatch.setattr(fcntl, "flock", refuse)
        fresh, stale = data / "index" / ".building-fresh", data / "index" / ".building-stale"
        fresh.mkdir()
        stale.mkdir()
        yesterday = time.time() - 90_000
        os.utime(stale, (yesterday, yesterday))
        IndexBuilder(corpus, data, TermEmbedder()).ensure()
        assert stale.exists()
        IndexBuilder(corpus, data, TermEmbedder()).build()
        assert fresh.exists()
        assert not stale.exists()

    def test_everything_is_its_owners_alone(self, corpus: Path, data: Path) -> None:
        data.mkdir(mode=0o755)
        for folder in (data / "index", data / "index" / "20200101T000000000000-0a"):
            folder.mkdir(mode=0o755)
        former = os.umask(0o022)
        try:
            IndexBuilder(corpus, data, TermEmbedder()).build()
        finally:
            os.umask(former)
        held = {stat.S_IMODE(path.stat().st_mode) for path in (data, *data.rglob("*")) if path.is_dir()}
        assert held == {0o700}
        assert {stat.S_IMODE(path.stat().st_mode) for path in data.rglob("*") if path.is_file()} == {0o600}

    def test_two_builders_at_once_leave_a_sound_index(self, corpus: Path, data: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from index.build import IndexBuilder\n"
            "from tests.index.samples import TermEmbedder\n"
            "for _ in range(3): IndexBuilder(Path(sys.argv[1]), Path(sys.argv[2]), TermEmbedder()).build()\n"
        )
        command = [sys.executable, "-c", program, str(corpus), str(data)]
        builders = [subprocess.Popen(command) for _ in range(2)]
        assert [builder.wait() for builder in builders] == [0, 0]
        PassageIndex.open(data).verify(TermEmbedder())
        assert len(list_versions(data)) == KEPT

    def test_of_four_that_start_together_one_builds(self, corpus: Path, data: Path) -> None:
        command = [sys.executable, "-c", ENSURE, str(corpus), str(data)]
        starters = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(4)]
        assert [starter.wait() for starter in starters] == [0, 0, 0, 0]
        assert len(list_versions(data)) == 1

    def test_who_has_to_wait_says_so(self, corpus: Path, data: Path) -> None:
        command = [sys.executable, "-c", ENSURE, str(corpus), str(data)]
        with one_builder(data):
            waiting = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            assert waiting.stderr is not None
            said = waiting.stderr.readline()
            assert waiting.poll() is None
        waiting.communicate()
        assert said.strip() == f"Another process is at work on the index in {data}; waiting for it."
        assert waiting.returncode == 0
        assert len(list_versions(data)) == 1

    def test_where_there_are_no_locks_it_is_built_without(
        self, corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def refuse(*_: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", refuse)
        assert IndexBuilder(corpus, data, TermEmbedder()).build() == current_version(data)
        assert f"The index in {data} is changed without a lock (No locks available)." in caplog.messages


ENSURE = """
import logging, sys
from pathlib import Path
from index.build import IndexBuilder
from tests.index.samples import TermEmbedder
logging.basicConfig(format="%(message)s", level=logging.WARNING)
IndexBuilder(Path(sys.argv[1]), Path(sys.argv[2]), TermEmbedder()).ensure()
"""

BUILD_UNPRIVILEGED = """
import os, sys
from pathlib import Path
from index.build import IndexBuilder
from index.errors import StorageError
from tests.index.samples import TermEmbedder
corpus, writable, read_only = map(Path, sys.argv[1:])
IndexBuilder(corpus, writable, TermEmbedder()).build()
if os.getuid() == 0:  # whom permissions do not bind; all is imported by now
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    IndexBuilder(corpus, read_only, TermEmbedder()).build()
except StorageError as error:
    sys.exit(str(error))
"""


def test_a_read_only_data_folder_is_named_with_the_way_out(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o555)
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    command = [sys.executable, "-c", BUILD_UNPRIVILEGED, str(corpus), str(tmp_path / "other"), str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"The data folder {data} cannot be written (Permission denied); "
        "make room or make it writable, or name another with --data-dir or QA_DATA_DIR."
    )
    assert list(data.iterdir()) == []


class TestCorpusHash:
    def test_changes_with_names_and_contents(self, corpus: Path) -> None:
        seen = {corpus_hash(corpus)}
        (corpus / "facts.yaml").write_text("a: 1", encoding="utf-8")
        seen.add(corpus_hash(corpus))
        (corpus / "facts.yaml").rename(corpus / "other.yaml")
        seen.add(corpus_hash(corpus))
        (corpus / "other.yaml").write_text("a: 2", encoding="utf-8")
        seen.add(corpus_hash(corpus))
        assert len(seen) == 4
        assert all(len(digest) == 32 for digest in seen)

    def test_does_not_change_with_place_hidden_files_or_vectors(self, corpus: Path, tmp_path: Path) -> None:
        before = corpus_hash(corpus)
        (corpus / ".swap").write_text("x", encoding="utf-8")
        (corpus / ".git").mkdir()
        (corpus / ".git" / "x").write_text("x", encoding="utf-8")
        (corpus / VECTORS).write_bytes(b"x")
        assert corpus_hash(corpus) == before
        shutil.copytree(corpus, tmp_path / "elsewhere")
        assert corpus_hash(tmp_path / "elsewhere") == before

    def test_a_missing_corpus_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match="nowhere: is not a folder"):
            corpus_hash(tmp_path / "nowhere")

    def test_a_file_that_cannot_be_read_is_named(self, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path, mode: str) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(CorpusError, match=r"apples\.md: cannot be read \(Permission denied\)"):
            corpus_hash(corpus)


class TestPrecomputedVectors:
    def test_a_corpus_with_its_vectors_is_indexed_without_embedding(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        assert save_corpus_vectors(corpus, data, TermEmbedder()) == corpus / VECTORS
        embedder = TermEmbedder()
        folder = IndexBuilder(corpus, data / "fresh", embedder).build()
        assert set(embedder.embedded) == {
            "Which report, which edition?",
            "它们的分数是多少？ディープシーク R1 : 89",
        }
        old, new = PassageIndex.open(data), PassageIndex.open(folder)
        np.testing.assert_allclose(new.dense_passages.vectors[:], old.dense_passages.vectors[:], atol=1e-3)
        np.testing.assert_allclose(new.dense_sentences.vectors[:], old.dense_sentences.vectors[:], atol=1e-3)

    def test_equal_vectors_are_an_equal_file(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        first = save_corpus_vectors(corpus, data, TermEmbedder()).read_bytes()
        IndexBuilder(corpus, data, TermEmbedder()).build()
        assert save_corpus_vectors(corpus, data, TermEmbedder()).read_bytes() == first

    def test_vectors_of_another_model_are_left_alone(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        path = save_corpus_vectors(corpus, data, TermEmbedder())
        assert load_vectors(path, TermEmbedder("others")) == {}
        texts = embedded_texts(corpus)
        assert missing([*texts, "new", "new"], load_vectors(path, TermEmbedder())) == ["new"]

    @pytest.mark.parametrize("content", [b"", b"PK", b"\x93NUMPY"])
    def test_a_broken_file_is_named(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / VECTORS
        path.write_bytes(content)
        with pytest.raises(
            CorpusError, match=r"vectors\.npz: contains no vectors .* remove it, or write it again"
        ):
            load_vectors(path, TermEmbedder())

    def test_keys_that_do_not_fit_are_named(self, tmp_path: Path) -> None:
        vectors = np.zeros((2, 64), dtype=np.float16)
        np.savez(tmp_path / VECTORS, keys=np.zeros((3, 16), np.uint8), vectors=vectors, probe=vectors)
        with pytest.raises(CorpusError, match="its keys do not fit its vectors"):
            load_vectors(tmp_path / VECTORS, TermEmbedder())

    def test_a_folder_that_cannot_be_written_is_named(self, corpus: Path, data: Path) -> None:
        IndexBuilder(corpus, data, TermEmbedder()).build()
        (corpus / VECTORS).mkdir()
        with pytest.raises(StorageError, match=r"vectors\.npz cannot be written"):
            save_corpus_vectors(corpus, data, TermEmbedder())


def test_the_shipped_corpus_has_its_vectors() -> None:
    """Indexing the shipped corpus takes seconds because its texts need not be embedded."""
    corpus = Path(__file__).parents[2] / "corpus"
    texts = embedded_texts(corpus)
    absent = missing(texts, load_vectors(corpus / VECTORS, BundledEmbedder()))
    assert len(absent) <= len(texts) // 20, "the digests have changed: write corpus/vectors.npz again"
