"""The reader: a small model that reads a question and windows of documents together.

The lower half of multilingual-e5-small reads question and window apart (`lower.onnx`, as they come with the
encoder); the upper half was trained to read both together (`reader.onnx`, `qa train reader`). So what the
lower half makes of a window is kept, and of a question it is made once for all windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoder import TokenEmbeddings
from index.encoder.layers import batches, open_graph, padded, run_layers
from index.encoder.model_file import Floats, ModelFile
from index.encoder.tokenizer import PREFIX, QUERY, Tokenizer
from index.errors import FootnoteError
from qa.reading.latest import Latest
from qa.reading.window import AnswerWords, Window, WindowReading

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

HERE: Final = Path(__file__).parent
LOWER: Final = HERE / "lower.onnx"
UPPER: Final = HERE / "reader.onnx"

LONGEST_QUESTION: Final = 62  # tokens, prefix included
LONGEST_WINDOW: Final = 250
LONGEST_WORDS: Final = 40  # tokens that are marked
KEPT: Final = 512  # windows whose states are kept, in half precision: 80 KB each, 41 MB
QUESTIONS: Final = 32  # whose states are kept: 3 MB at most
READINGS: Final = 1024  # of a window for a question: 3 MB, some 80 questions
MASKED: Final = np.float32(-1e4)
BEGINS, ENDS, WEIGHT, WORTH = range(4)
"""What the outputs of a token mean: see `qa.evaluation.training.reader.network`."""


class _States(NamedTuple):
    """The states [t, d] of a window's tokens, in half precision, and their spans [t, 2] in it."""

    vectors: NDArray[np.float16]
    spans: NDArray[np.intp]


class _ReadAtOnce(NamedTuple):
    """What is read at once [t, d]: the states of a question, `asked` of them, and of a window."""

    given: Floats
    asked: int


class EvidenceReader:
    """Reads windows. Opened at the first use; threads may share it.

    A window that was read lately for the same question is not read again: people ask the same at once, and
    some ask how an answer came about.
    """

    def __init__(self, upper: Path = UPPER, lower: Path = LOWER) -> None:
        """The weights in the files `upper` and `lower`."""
        self._files = upper, lower
        self._kept: Latest[str, _States] = Latest(KEPT)
        self._readings: Latest[tuple[str, Window], WindowReading] = Latest(READINGS)
        self._asked = lru_cache(maxsize=QUESTIONS)(self._question_states)

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """What each window says to `question`. Raises FootnoteError if the weights cannot be opened."""
        wanted = [(question, window) for window in windows]
        held = self._readings.of(wanted)
        missing = [window for _, window in dict.fromkeys(wanted) if (question, window) not in held]
        if missing:
            fresh = zip(missing, self._fresh(question, missing), strict=True)
            held |= {(question, window): reading for window, reading in fresh}
            self._readings.keep(held)
        return [held[one] for one in wanted]

    def _fresh(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        asked, states = self._asked(question), self._window_states([window.text for window in windows])
        rows = [_ReadAtOnce(np.concatenate([asked, one.vectors]), len(asked)) for one in states]
        return [
            _reading(window, outputs[len(asked) :], one.spans, nothing)
            for window, one, (outputs, nothing) in zip(windows, states, self._outputs(rows), strict=True)
        ]

    def _outputs(self, rows: Sequence[_ReadAtOnce]) -> Sequence[tuple[Floats, float]]:
        """The outputs [t, 4] of the tokens of each row, and what it is worth that nothing in it answers.

        Rows of several questions may be read together.
        """
        found = [(np.empty((0, 0), np.float32), 0.0)] * len(rows)
        for batch in batches([len(row.given) for row in rows]):
            given = padded([rows[place].given for place in batch])
            lengths = np.array([len(rows[place].given) for place in batch], dtype=np.int32)
            asked = np.array([rows[place].asked for place in batch])
            part = (np.arange(given.shape[1]) >= asked[:, np.newaxis]).astype(np.int64)
            tokens, nothing = self._upper.run(None, {"given": given, "part": part, "lengths": lengths})
            for place, outputs, least, length in zip(batch, tokens, nothing, lengths, strict=True):
                found[place] = outputs[:length], float(least)
        return found

    def _lowered(self, texts: Sequence[Floats]) -> Sequence[Floats]:
        """What the lower half makes of each text [t, d]; texts of several questions may be read together."""
        return run_layers(self._lower, texts)

    def _question_states(self, question: str) -> Floats:
        """The states [q, d] of a question. Beside windows it would be filled up to their length."""
        ids = self._tokenizer.tokenize([question], QUERY)[0].ids[:LONGEST_QUESTION]
        (states,) = self._lowered([self._embeddings.of(ids)])
        states.flags.writeable = False
        return states

    def _window_states(self, texts: Sequence[str]) -> list[_States]:
        held = self._kept.of(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in held]
        tokens = self._tokenizer.tokenize(missing, PREFIX)
        embedded = [self._embeddings.of(one.ids[:LONGEST_WINDOW]) for one in tokens]
        for text, one, states in zip(missing, tokens, self._lowered(embedded), strict=True):
            spans = np.pad(one.spans[:LONGEST_WINDOW], ((1, 1), (0, 0)))
            held[text] = _States(states.astype(np.float16), spans)
        self._kept.keep({text: held[text] for text in missing})
        return [held[text] for text in texts]

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


def opened(file: Path) -> InferenceSession:
    try:
        return open_graph(file)
    except Exception as error:  # ONNX Runtime's own kinds, which it does not export
        raise FootnoteError(
            f"{file.name} cannot be opened ({error}); install Footnote anew, or run `qa train reader`."
        ) from error


def _reading(window: Window, outputs: Floats, spans: NDArray[np.intp], nothing: float) -> WindowReading:
    """What the outputs [t, 4] of the tokens at `spans` [t, 2] say of the sentences of a window."""
    real = spans[:, 1] > spans[:, 0]
    begins, ends = (_log_shares(np.where(real, outputs[:, of], MASKED)) for of in (BEGINS, ENDS))
    logits, words = [], []
    for start, end in window.sentences:
        inside = np.flatnonzero(real & (spans[:, 0] < end) & (spans[:, 1] > start))
        if not len(inside):  # cut off: too long a window
            logits.append(float(MASKED))
            words.append(AnswerWords(0, 0, float(MASKED)))
            continue
        weights = outputs[inside, WEIGHT] - outputs[inside, WEIGHT].max()
        shares = np.exp(weights) / np.exp(weights).sum()
        logits.append(float(shares @ outputs[inside, WORTH]) - nothing)
        first, last, score = _best(begins[inside], ends[inside])
        begin, stop = spans[inside[first], 0], spans[inside[last], 1]
        words.append(AnswerWords(max(0, int(begin) - start), min(end, int(stop)) - start, score))
    return WindowReading(tuple(logits), tuple(words))


def _log_shares(values: Floats) -> Floats:
    top = values.max()
    shares: Floats = values - top - np.log(np.exp(values - top).sum())
    return shares


def _best(begins: Floats, ends: Floats) -> tuple[int, int, float]:
    """The likeliest run of words: its first and last token and the log of its likelihood."""
    both = begins[:, None] + ends[None, :]
    allowed = np.triu(np.ones_like(both, dtype=bool)) & ~np.triu(
        np.ones_like(both, dtype=bool), LONGEST_WORDS
    )
    place = int(np.argmax(np.where(allowed, both, -np.inf)))
    first, last = divmod(place, both.shape[1])
    return first, last, float(both[first, last])
