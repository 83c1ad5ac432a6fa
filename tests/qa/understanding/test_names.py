"""Which words are names: known to nobody, in any language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FootnoteError
from qa.language.detection import LANGUAGES
from qa.understanding.names import CONTEXTS, SHAPE, WEIGHTS, contexts, load_names, words_of
from tests.examples import examples

MODEL = load_names()


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("how many users does Zorvex have", "en", {"Zorvex"}),
        ("Did Zorvex beat Kamolin on reach?", "en", {"Zorvex", "Kamolin"}),
        ("the actual number please", "en", set()),
        ("what's the highest one", "en", set()),
        ("Combien d'utilisateurs pour Zorvex ?", "fr", {"Zorvex"}),
        ("Zorvex有多少用户", "zh-Hans", {"Zorvex"}),
        ("Kamolin 的營收是多少", "zh-Hant", {"Kamolin"}),
        ("Kamolinの売上は？", "ja", {"Kamolin"}),
    ],
)
def test_names_are_told_from_words(text: str, language: str, named: set[str]) -> None:
    likely = MODEL.likely(text, language)
    assert {text[start:end] for (start, end), share in likely.items() if share >= 0.5} == named


def test_words_and_where_they_stand() -> None:
    assert words_of("Zor-vex's 3.5, 多少!") == [
        ("Zor-vex's", 0, 9),
        ("3.5", 10, 13),
        (",", 13, 14),
        ("多", 15, 16),
        ("少", 16, 17),
        ("!", 17, 18),
    ]


@settings(max_examples=examples(), deadline=None)
@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_every_word_in_letters_has_a_share(text: str, language: str) -> None:
    for (start, end), share in MODEL.likely(text, language).items():
        assert text[start:end].strip()
        assert 0.0 <= share <= 1.0


def test_a_name_says_nothing_by_what_its_neighbours_are_called() -> None:
    words = words_of("does Zorvex sell")
    found = list(contexts(words, 1, "en"))
    assert len(found) == 11
    assert all(0 <= number < CONTEXTS for number in found)
    assert found[:2] != list(contexts(words, 0, "en"))[:2]
    shape = MODEL.reader.shape(words, 1, "en")
    assert shape.shape == (SHAPE,)
    assert shape[5] == 1.0, "begins with a capital"
    assert MODEL.reader.shape(words, 0, "en")[11] == 1.0, "is a function word"


def test_files_that_hold_no_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.npz"
    with pytest.raises(FootnoteError, match=r"names\.npz holds no weights .*`qa train questions`"):
        load_names(path)
    path.write_bytes(b"nothing")
    with pytest.raises(FootnoteError, match="holds no weights"):
        load_names(path)
    with np.load(WEIGHTS) as file:
        held = {name: file[name] for name in file.files}
    np.savez(path, **{**held, "shape": held["shape"][1:]})
    with pytest.raises(FootnoteError, match="of another version"):
        load_names(path)
    np.savez(path, shape=held["shape"])
    with pytest.raises(FootnoteError, match="holds no weights"):
        load_names(path)
