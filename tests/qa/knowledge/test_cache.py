"""The stored form of a corpus's knowledge says what its files say."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from index.build import corpus_hash
from index.errors import CorpusError
from qa.knowledge.cache import FOLDER, load_knowledge
from qa.knowledge.knowledge import Knowledge


def contents(knowledge: Knowledge) -> tuple[object, ...]:
    return (
        dict(knowledge.entities.by_id),
        knowledge.attributes,
        dict(knowledge.editions.by_id),
        knowledge.facts.facts,
        knowledge.reporters,
    )


def test_the_second_time_it_is_read_from_where_it_was_stored(small_corpus: Path, tmp_path: Path) -> None:
    digest = corpus_hash(small_corpus)
    first = load_knowledge(small_corpus, tmp_path, digest)
    again = load_knowledge(tmp_path / "gone", tmp_path, digest)
    assert contents(first) == contents(again) == contents(Knowledge.load(small_corpus))


def test_only_the_latest_is_kept(small_corpus: Path, tmp_path: Path) -> None:
    load_knowledge(small_corpus, tmp_path, "old")
    load_knowledge(small_corpus, tmp_path, "new")
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["new.json"]


@pytest.mark.parametrize("content", ["", "{", '{"entities": []}'])
def test_what_is_damaged_is_read_again(small_corpus: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "x.json").write_text(content)
    assert contents(load_knowledge(small_corpus, tmp_path, "x")) == contents(Knowledge.load(small_corpus))


def test_a_place_that_cannot_be_written_is_no_fault(small_corpus: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert load_knowledge(small_corpus, blocked, "x").facts.facts


def test_a_broken_corpus_is_told(tmp_path: Path) -> None:
    (tmp_path / "entities.yaml").write_text("- {id: [")
    with pytest.raises(CorpusError, match="entities"):
        load_knowledge(tmp_path, tmp_path / "data", "x")


def test_collecting_garbage_goes_on_as_before(small_corpus: Path, tmp_path: Path) -> None:
    load_knowledge(small_corpus, tmp_path, "x")
    load_knowledge(small_corpus, tmp_path, "x")
    assert gc.isenabled()
    gc.disable()
    try:
        load_knowledge(small_corpus, tmp_path, "x")
        assert not gc.isenabled()
    finally:
        gc.enable()
