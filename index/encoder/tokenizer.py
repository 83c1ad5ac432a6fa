"""Texts → tokens, with the place of each in its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoder.model_file import ModelFile
from index.encoder.vocabulary import Pieces
from index.excerpt import Span

PREFIX: Final = "passage: "
"""What e5 was trained to read before a text that answers."""

QUERY: Final = "query: "
"""And before a question."""

_NUL: Final = {0: " "}
_SPACE: Final = "\u2581"  # what a space is in a piece
_LETTER: Final = re.compile(
    r".[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u093c-\u0dff\u1160-\u11ff\u3099\u309a]*", re.DOTALL
)


class Tokens(NamedTuple):
    """The tokens of a text behind the prefix: ids [t], and spans [t, 2] in characters of the text.

    A span is empty where a token is of the prefix. White space before a word is not of its token's span.
    """

    ids: NDArray[np.intp]
    spans: NDArray[np.intp]


class Tokenizer:
    """The unigram tokenizer of XLM-RoBERTa.

    Its ids are those of the model's `tokenizers` JSON, except that names of special tokens such as </s> are
    text like any other.
    """

    def __init__(self, model: ModelFile) -> None:
        self._pieces: Final = Pieces(model)
        self._spelling: Final = model.spelling()

    def tokenize(self, texts: Sequence[str], prefix: str = PREFIX) -> list[Tokens]:
        """The tokens of each text behind `prefix`, without the special ones at both ends."""
        return [self._tokens(text, prefix) for text in texts]

    def _tokens(self, text: str, prefix: str) -> Tokens:
        spelt, places = _spelt(prefix + _readable(text), self._spelling)
        ids, spans, start = [], [], 0
        for number, end in self._pieces.cut(spelt):
            first = start + (spelt[start] == _SPACE)
            spans.append((places[min(first, end - 1)][0], places[end - 1][1]))
            ids.append(number)
            start = end
        moved = np.array(spans, dtype=np.intp).reshape(-1, 2) - len(prefix)
        return Tokens(np.array(ids, dtype=np.intp), moved.clip(0))


def _readable(text: str) -> str:
    """`text`, of the same length, without NUL and without halves of surrogate pairs."""
    return text.translate(_NUL).encode("utf-8", "replace").decode("utf-8")


def _spelt(text: str, spelling: Mapping[str, str]) -> tuple[str, list[Span]]:
    """`text` as the model was trained to read it, and the place in `text` of each character of that.

    White space is one mark, which stands before the first word, too.
    """
    characters, places = [_SPACE], [(0, 0)]
    for letter, span in _letters(text):
        for character in letter:
            for spelt in spelling.get(character, character):
                if spelt != " ":
                    characters.append(spelt)
                    places.append(span)
                elif characters[-1] != _SPACE:
                    characters.append(_SPACE)
                    places.append(span)
    return "".join(characters), places


def _letters(text: str) -> Iterator[tuple[str, Span]]:
    """The characters of a text; one that is written as several is composed."""
    if unicodedata.is_normalized("NFC", text):
        yield from ((character, (place, place + 1)) for place, character in enumerate(text))
        return
    for found in _LETTER.finditer(text):
        yield unicodedata.normalize("NFC", found[0]), found.span()
