"""Whether a statement follows from quotes, as a small model reads them together.

The lower half of multilingual-e5-small reads statement, question and quotes apart, as it does for
`qa.reading`; `entailment.onnx` was trained to read them together (`qa train entailment`, card.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoder import TokenEmbeddings
from index.encoder.layers import run_layers
from index.encoder.model_file import Floats, ModelFile
from index.encoder.tokenizer import PREFIX, QUERY, Tokenizer
from qa.prose.as_quoted import as_quoted
from qa.reading.reader import LOWER, opened

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

UPPER: Final = Path(__file__).with_name("entailment.onnx")

LONGEST_STATEMENT: Final = 126  # tokens, prefix included
LONGEST_QUESTION: Final = 46
LONGEST_PIECE: Final = 250
LONGEST: Final = 900  # of all that is read at once: quotes beyond it are not read
PARTS: Final = {"statement": 0, "piece": 1, "question": 2}
"""What marks each text that is read."""

KEPT: Final = 64  # texts whose states are kept: 100 KB each


class EntailmentReader:
    """Reads statements with their quotes. Opened at the first use; threads may share it."""

    def __init__(self, upper: Path = UPPER, lower: Path = LOWER) -> None:
        """The weights in the files `upper` and `lower`."""
        self._files = upper, lower
        self._states = lru_cache(maxsize=KEPT)(self._read)

    def doubt(self, statement: str, pieces: Sequence[str]) -> float:
        """How likely it is that a statement does not follow from `pieces`, in log-odds.

        The mean of what is said of the whole and of its worst word. No question is read, though it was taught
        with some: it proves nothing, and the errors are fewer without. Infinite where the statement is longer
        than what is read of it: its end might say anything. Raises FootnoteError if the weights cannot be
        opened.
        """
        read = as_quoted(statement, pieces)
        if len(self._ids(read.text, PREFIX)) > LONGEST_STATEMENT:
            return inf
        said = self._states(read.text, PREFIX, LONGEST_STATEMENT)
        held = [said, self._states("", QUERY, LONGEST_QUESTION)]
        for piece in read.pieces:
            states = self._states(piece, PREFIX, LONGEST_PIECE)
            if sum(map(len, held)) + len(states) <= LONGEST:
                held.append(states)
        kinds = [PARTS["statement"], PARTS["question"], *[PARTS["piece"]] * (len(held) - 2)]
        part = np.concatenate([np.full(len(one), kind) for one, kind in zip(held, kinds, strict=True)])
        given = np.concatenate(held)[np.newaxis]
        lengths = np.array([given.shape[1]], dtype=np.int32)
        words, whole = self._upper.run(
            None, {"given": given, "part": part[np.newaxis].astype(np.int64), "lengths": lengths}
        )
        worst = words[0, 1 : len(said) - 1, 0].max()
        return float(whole[0] + worst) / 2

    def _read(self, text: str, prefix: str, longest: int) -> Floats:
        """The states [t, d] of a text's tokens after the lower layers."""
        ids = self._ids(text, prefix)[:longest]
        (states,) = run_layers(self._lower, [self._embeddings.of(ids)])
        states.flags.writeable = False
        return states

    def _ids(self, text: str, prefix: str) -> NDArray[np.intp]:
        return self._tokenizer.tokenize([text], prefix)[0].ids

    @cached_property
    def _model(self) -> ModelFile:
        return ModelFile()

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._model)

    @cached_property
    def _embeddings(self) -> TokenEmbeddings:
        return TokenEmbeddings(self._model)

    @cached_property
    def _upper(self) -> InferenceSession:
        return opened(self._files[0])

    @cached_property
    def _lower(self) -> InferenceSession:
        return opened(self._files[1])


def titled(title: str, edition: str, text: str) -> str:
    """A quote behind the title and the edition of its document, as it is read."""
    head = ", ".join(one for one in (title, edition) if one)
    return f"{head}: {text}" if head else text


def figure_line(subject: str, figure: str, value: str, time: str) -> str:
    """A figure that a quote proves, as it is read."""
    return f"{subject} — {figure}: {value}, {time}"
