"""Reads phrases: embeds them, and tells what they want and which attribute they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from index.embedding import BundledEmbedder, Embedder, Known, abridged, text_key
from qa.understanding.declared import AskedFor, Declared, DeclaredAttributes, masked
from qa.understanding.features import Array
from qa.understanding.model import QuestionModel, Understanding, load_model
from qa.understanding.phrase import Phrase

REMEMBERED: Final = 256  # phrases
MOST_TOKENS: Final = 64  # embedded of a phrase, some 0.1 s of processor time; a question has 10 to 40
QUERY: Final = "query: "  # before a text whose vector is filed as that of a question


@dataclass(frozen=True, slots=True)
class Understood:
    """What a phrase wants, and which of the corpus's attributes it asks for."""

    wants: Understanding
    asked: AskedFor


class Understander:
    """Reads questions about one corpus. Threads may share it."""

    def __init__(
        self,
        attributes: Mapping[str, Declared],
        known: Known | None = None,
        embedder: Embedder | None = None,
        folder: Path | None = None,
        model: Callable[[], QuestionModel] = load_model,
    ) -> None:
        """`known` are vectors of some of the attributes' examples, by `key`; their runs are kept in `folder`.

        The weights were learned on the bundled encoder's vectors: `embedder` is one of those. `model` gives
        the weights when they are needed.
        """
        self._attributes, self._known, self._folder, self._load = attributes, known or {}, folder, model
        self._embedder = embedder or BundledEmbedder()
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)

    def _read(self, phrase: Phrase) -> Understood:
        """What `phrase` asks; `read` is the same and remembers the latest."""
        text = abridged(phrase.text, MOST_TOKENS, self._embedder.count_tokens)
        vector = self._embedder.embed_queries([text])[0]
        return Understood(self._model.understand(phrase, vector), self._declared.asked(phrase, vector))

    @cached_property
    def _model(self) -> QuestionModel:
        return self._load()

    @cached_property
    def _declared(self) -> DeclaredAttributes:
        return DeclaredAttributes(self._model, self._attributes, self.vectors(), self._folder)

    def vectors(self) -> Array:
        """The vectors of all examples, in order, [n, 384]: those that are known, the rest embedded."""
        texts = [masked(text) for one in self._attributes.values() for text in one.examples]
        missing = [text for text in dict.fromkeys(texts) if key(text) not in self._known]
        found = dict(zip(missing, self._embedder.embed_queries(missing), strict=True)) if missing else {}
        rows = [self._known[key(text)] if text not in found else found[text] for text in texts]
        return np.array(rows, np.float32).reshape(-1, self._embedder.dimension)


def key(text: str) -> bytes:
    """What the vector of a masked example is filed under among those of passages."""
    return text_key(QUERY + text)
