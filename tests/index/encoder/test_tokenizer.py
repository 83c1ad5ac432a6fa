"""The tokenizer: the same tokens as the reference, each at its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.model_file import ModelFile
from index.encoder.tokenizer import PREFIX, Tokenizer

MODEL = ModelFile()
PIECES = MODEL.pieces()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(MODEL)


def pieces(tokenizer: Tokenizer, text: str) -> list[tuple[str, str]]:
    """The tokens behind the prefix, with what they stand for in the text."""
    ids, spans = tokenizer.tokenize([text])[0]
    found = zip(ids.tolist(), spans.tolist(), strict=True)
    return [(PIECES[token], text[start:end]) for token, (start, end) in found][2:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red apples", [("▁red", "red"), ("▁apple", "apple"), ("s", "s")]),
        ("这本书", [("▁", ""), ("这本书", "这本书")]),
        ("１２３", [("▁123", "１２３")]),
        ("½ é", [("▁1⁄2", "½"), ("▁é", "é")]),
        ("a  \t b ", [("▁a", "a"), ("▁b", "b"), ("▁", " ")]),
        ("a\0b\ud800", [("▁a", "a"), ("▁b", "b"), ("?", "\ud800")]),
        ("</s>", [("▁", ""), ("</", "</"), ("s", "s"), (">", ">")]),
        ("", [("▁", "")]),
        ("e\u0301te\u0301", [("▁été", "e\u0301te\u0301")]),
        ("0\u00af", [("▁0", "0"), ("▁", "\u00af"), ("\u0304", "\u00af")]),
        ("\U000e0000\U000e0001x", [("▁", ""), ("<unk>", "\U000e0000\U000e0001"), ("x", "x")]),
    ],
)
def test_tokens_stand_for_their_part_of_the_text(
    tokenizer: Tokenizer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pieces(tokenizer, text) == expected


def test_a_character_that_is_several_tokens_is_the_place_of_each(tokenizer: Tokenizer) -> None:
    _, spans = tokenizer.tokenize(["a\ufdfa"])[0]  # one for 18 characters
    assert spans[3:].tolist() == [[1, 2]] * 4


def test_ten_thousand_characters_are_read_to_the_end(tokenizer: Tokenizer) -> None:
    text = "字" * 9_999 + "末"
    assert tokenizer.tokenize([text])[0].spans[-1, 1] == len(text)


def test_the_prefix_is_read_before_every_text(tokenizer: Tokenizer) -> None:
    ids, spans = tokenizer.tokenize(["red"])[0]
    assert PREFIX == "passage: "
    assert [PIECES[token] for token in ids[:2]] == ["▁passage", ":"]
    assert spans[:2].tolist() == [[0, 0], [0, 0]]


def test_no_text_becomes_a_special_token(tokenizer: Tokenizer) -> None:
    special = set(MODEL.special)
    ids, _ = tokenizer.tokenize(["<s>a</s><pad>"])[0]
    assert not special & set(ids.tolist())


@given(st.text(max_size=60))
def test_spans_are_in_order(tokenizer: Tokenizer, text: str) -> None:
    _, spans = tokenizer.tokenize([text])[0]
    assert (spans[:, 0] <= spans[:, 1]).all()
    assert (spans[1:, 0] >= spans[:-1, 0]).all()
    assert spans.max(initial=0) <= len(text)
