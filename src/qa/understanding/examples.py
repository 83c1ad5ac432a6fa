"""The vectors of a corpus's example questions, kept beside its knowledge: embedding them takes seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from index.embedding import BundledEmbedder, Known, Progress
from index.errors import FootnoteError
from index.precomputed import VECTORS, load_vectors, save_vectors
from index.private import private_folder
from qa.settings import shipped_corpus
from qa.understanding.declared import masked
from qa.understanding.features import Array
from qa.understanding.understander import key

SUFFIX: Final = ".examples.npz"


def load_examples(
    texts: Sequence[str], corpus: Path, folder: Path, digest: str, progress: Progress | None = None
) -> Known:
    """The vectors of the example questions `texts` of the corpus with that digest, by `key`.

    They are stored in `folder`, or come with the corpus or, of attributes that Footnote lends it, with
    Footnote, or are embedded now and stored; where they cannot be stored, they are embedded each time. Raises
    CorpusError for a broken file of the corpus.
    """
    wanted = {key(masked(text)): text for text in texts}
    path, embedder = folder / f"{digest}{SUFFIX}", BundledEmbedder()
    with suppress(FootnoteError):
        stored = load_vectors(path, embedder, trusted=True)
        if wanted.keys() <= stored.keys():
            return stored
    found: dict[bytes, Array] = {}
    for source in (corpus, shipped_corpus()):
        if missing := wanted.keys() - found.keys():
            held = load_vectors(source / VECTORS, embedder)
            found |= {name: held[name] for name in missing if name in held}
    found |= embed_examples((text for name, text in wanted.items() if name not in found), progress)
    with suppress(FootnoteError, OSError):
        private_folder(folder)
        save_vectors(path, embedder, found)
    return found


def embed_examples(texts: Iterable[str], progress: Progress | None = None) -> Known:
    """The vectors of the example questions `texts`, by `key`."""
    embedder = BundledEmbedder()
    wanted = list(dict.fromkeys(map(masked, texts)))
    found: dict[bytes, Array] = {}
    for done, text in enumerate(wanted, 1):
        found[key(text)] = embedder.embed_queries([text])[0]
        if progress:
            progress("examples", done, len(wanted))
    return found
