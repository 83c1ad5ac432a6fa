"""The reader: a small model that reads a question and windows of documents together.

The lower half of multilingual-e5-small reads question and window apart (`lower.onnx`, as they come with the
encoder); the upper half was trained to read both together (`reader.onnx`, `qa train reader`). So what the
lower half makes of a window is kept, and of a question it is made once for all windows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoder import TokenEmbeddings
from index.encoder.layers import batches, open_graph, run_layers
from index.encoder.model_file import Floats, ModelFile
from index.encoder.tokenizer import PREFIX, QUERY, Tokenizer
from index.errors import FootnoteError
from qa.reading.window import AnswerWords, Window, WindowReading

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

HERE: Final = Path(__file__).parent
LOWER: Final = HERE / "lower.onnx"
UPPER: Final = HERE / "reader.onnx"

LONGEST_QUESTION: Final = 62  # tokens, prefix included
LONGEST_WINDOW: Final = 250
LONGEST_WORDS: Final = 40  # tokens that are marked
KEPT: Final = 128  # windows whose states are kept, in half precision: 13 MB
MASKED: Final = np.float32(-1e4)
BEGINS, ENDS, WEIGHT, WORTH = range(4)
"""What the outputs of a token mean: see `qa.evaluation.training.reader.network`."""


class EvidenceReader:
    """Reads windows. Opened at the first use; threads may share it."""

    def __init__(self, upper: Path = UPPER, lower: Path = LOWER) -> None:
        """The weights in the files `upper` and `lower`."""
        self._files = upper, lower
        self._kept: OrderedDict[str, tuple[NDArray[np.float16], NDArray[np.intp]]] = OrderedDict()
        self._lock = Lock()

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """What each window says to `question`. Raises FootnoteError if the weights cannot be opened."""
        if not windows:
            return []
        texts = [window.text for window in windows]
        asked, states = self._states(question, texts)
        found: list[WindowReading | None] = [None] * len(windows)
        for batch in batches([len(asked) + len(states[text][0]) for text in texts]):
            given, part, lengths = _joined(asked, [states[texts[place]][0] for place in batch])
            tokens, nothing = self._upper.run(None, {"given": given, "part": part, "lengths": lengths})
            for row, place in enumerate(batch):
                spans = states[texts[place]][1]
                outputs = tokens[row, len(asked) : len(asked) + len(spans)]
                found[place] = _reading(windows[place], outputs, spans, float(nothing[row]))
        return [reading for reading in found if reading is not None]

    def _states(
        self, question: str, texts: Sequence[str]
    ) -> tuple[Floats, dict[str, tuple[NDArray[np.float16], NDArray[np.intp]]]]:
        """The states of the question [q, d], and of each text with the spans of its tokens."""
        with self._lock:
            held = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in held]
        tokens = self._tokenizer.tokenize(missing, PREFIX)
        embedded = [self._embeddings.of(one.ids[:LONGEST_WINDOW]) for one in tokens]
        asking = self._tokenizer.tokenize([question], QUERY)[0].ids[:LONGEST_QUESTION]
        asked, *changed = run_layers(self._lower, [self._embeddings.of(asking), *embedded])
        for text, one, states in zip(missing, tokens, changed, strict=True):
            spans = np.pad(one.spans[:LONGEST_WINDOW], ((1, 1), (0, 0)))
            held[text] = states.astype(np.float16), spans
        with self._lock:
            for text in texts:
                self._kept[text] = held[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return asked, held

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
        return _opened(self._files[0])

    @cached_property
    def _lower(self) -> InferenceSession:
        return _opened(self._files[1])


def _opened(file: Path) -> InferenceSession:
    try:
        return open_graph(file)
    except Exception as error:  # ONNX Runtime's own kinds, which it does not export
        raise FootnoteError(
            f"{file.name} cannot be opened ({error}); install Footnote anew, or run `qa train reader`."
        ) from error


def _joined(
    asked: Floats, windows: Sequence[NDArray[np.float16]]
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int32]]:
    """The question's states before each window's [n, t, d], what of each is which [n, t], and lengths [n]."""
    lengths = np.array([len(asked) + len(states) for states in windows], dtype=np.int32)
    given = np.zeros((len(windows), lengths.max(), asked.shape[1]), dtype=np.float32)
    given[:, : len(asked)] = asked
    for row, states in zip(given, windows, strict=True):
        row[len(asked) : len(asked) + len(states)] = states
    part = np.zeros(given.shape[:2], dtype=np.int64)
    part[:, len(asked) :] = 1
    return given, part, lengths


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
