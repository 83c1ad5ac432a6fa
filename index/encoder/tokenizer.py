"""Texts → tokens, with the place of each in its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoder.model_file import Pieces

PREFIX: Final = "passage: "
"""What e5 was trained to read before a text that answers."""

_NUL: Final = {0: " "}


class Tokens(NamedTuple):
    """The tokens of a text behind the prefix: ids [t], and spans [t, 2] in characters of the text.

    A span is empty where a token is of the prefix alone.
    """

    ids: NDArray[np.intp]
    spans: NDArray[np.intp]


class Tokenizer:
    """The unigram tokenizer of XLM-RoBERTa, run by sentencepiece.

    Its ids are those of the model's `tokenizers` JSON (of 100,000 texts in five scripts 17 differ, in words
    that may be divided in two ways that are as likely), except that white space at the end of a text is no
    token, and that names of special tokens such as </s> are text like any other.
    """

    def __init__(self, pieces: Pieces) -> None:
        """Takes 1.7 s of processor time, most of which sentencepiece spends on its trie."""
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_proto=_proto(pieces))

    def tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, without the special ones at both ends."""
        prefixed = [PREFIX + _readable(text) for text in texts]
        found = self._processor.encode(prefixed, return_type="offset_mapping")
        return [_tokens(item, len(text)) for item, text in zip(found, texts, strict=True)]


def _tokens(found: dict[str, Any], length: int) -> Tokens:
    spans = np.array(found["offsets"], dtype=np.intp).reshape(-1, 2) - len(PREFIX)
    # One character may be several tokens, of which all but the last are said to hold none.
    spans[:, 1] = np.maximum(spans[:, 1], spans[:, 0] + 1)
    return Tokens(np.array(found["ids"], dtype=np.intp), spans.clip(0, length))


def _readable(text: str) -> str:
    """`text`, of the same length, without NUL and without halves of surrogate pairs."""
    return text.translate(_NUL).encode("utf-8", "replace").decode("utf-8")


def _proto(pieces: Pieces) -> bytes:
    """The vocabulary as a model of sentencepiece, with the table of characters that it was trained with."""
    from sentencepiece import SentencePieceNormalizer
    from sentencepiece.sentencepiece_model_pb2 import ModelProto  # type: ignore[attr-defined] # made at import

    model = ModelProto.FromString(SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto())
    for text, score in zip(pieces.texts, pieces.scores, strict=True):
        model.pieces.add(piece=text, score=score)
    control, unknown = ModelProto.SentencePiece.CONTROL, ModelProto.SentencePiece.UNKNOWN
    for special in (pieces.begin, pieces.end, pieces.padding):
        model.pieces[special].type = control
    model.pieces[pieces.unknown].type = unknown
    model.trainer_spec.unk_id, model.trainer_spec.pad_id = pieces.unknown, pieces.padding
    model.trainer_spec.bos_id, model.trainer_spec.eos_id = pieces.begin, pieces.end
    proto: bytes = model.SerializeToString()
    return proto
