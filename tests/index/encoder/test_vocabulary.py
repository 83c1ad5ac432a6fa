"""The vocabulary: its files are those of the model, and cuts are the most likely ones."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import vocabulary as vocabularies
from index.encoder.encoder import Encoder
from index.encoder.model_file import ModelFile
from index.encoder.tokenizer import Tokenizer
from index.encoder.vocabulary import NUMBERS, TRIE, Pieces, write_files
from index.errors import EmbeddingError

MODEL = ModelFile()
NUMBER = {piece: number for number, piece in enumerate(MODEL.pieces())}
CUTTER = Pieces(MODEL)


def test_its_files_are_those_of_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, path in (("TRIE", TRIE), ("NUMBERS", NUMBERS)):
        monkeypatch.setattr(vocabularies, name, tmp_path / path.name)
    write_files(MODEL)
    assert (tmp_path / TRIE.name).read_bytes() == TRIE.read_bytes()
    assert (tmp_path / NUMBERS.name).read_bytes() == NUMBERS.read_bytes()


def test_files_of_another_vocabulary_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / NUMBERS.name
    np.save(path, np.arange(9, dtype=np.int32))
    monkeypatch.setattr(vocabularies, "NUMBERS", path)
    with pytest.raises(ValueError, match=r"pieces\.marisa is not of its vocabulary; write it with python -m"):
        Pieces(MODEL)


@pytest.mark.parametrize("harm", [b"", b"nothing"])
def test_a_trie_that_is_no_trie_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: bytes
) -> None:
    path = tmp_path / TRIE.name
    path.write_bytes(harm)
    monkeypatch.setattr(vocabularies, "TRIE", path)
    with pytest.raises(EmbeddingError, match="does not load"):
        Encoder().encode(["red"])


def test_a_text_is_cut_where_that_is_most_likely() -> None:
    cuts = CUTTER.cut("▁apples")
    scores = MODEL.scores()
    best = sum(float(scores[number]) for number, _ in cuts)
    whole = [["▁apple", "s"], ["▁app", "les"], ["▁", "app", "les"]]
    assert cuts == [(NUMBER["▁apple"], 6), (NUMBER["s"], 7)]
    assert best == max(sum(float(scores[NUMBER[piece]]) for piece in pieces) for pieces in whole)


def test_unknown_neighbours_are_one() -> None:
    unknown = MODEL.special.unknown
    assert CUTTER.cut("\U000e0001\U000e0002a\U000e0003") == [(unknown, 2), (NUMBER["a"], 3), (unknown, 4)]
    assert CUTTER.cut("") == []


@given(st.text(max_size=60))
def test_a_cut_covers_the_text_without_special_pieces(text: str) -> None:
    cuts = CUTTER.cut(text)
    ends = [0, *(end for _, end in cuts)]
    assert all(start < end for start, end in pairwise(ends))
    assert ends[-1] == len(text)
    assert {MODEL.special.begin, MODEL.special.end, MODEL.special.padding}.isdisjoint(n for n, _ in cuts)


def test_composed_and_decomposed_letters_are_read_alike() -> None:
    composed, decomposed = Tokenizer(MODEL).tokenize(["déjà がく", "de\u0301ja\u0300 か\u3099く"])
    assert composed.ids.tolist() == decomposed.ids.tolist()
    assert decomposed.spans.max() == len("de\u0301ja\u0300 か\u3099く")
