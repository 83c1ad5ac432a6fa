"""An index that has been built: what is searched, and the text that hits point into."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.dense import DenseIndex
from index.documents import CONTENT_BYTES, Document
from index.embedding import Embedder
from index.engines.engine import VectorEngine, VectorIndex
from index.engines.placing import PLACED, parts_of
from index.layout import layout
from index.lexical import LexicalIndex
from index.manifest import (
    MANIFEST,
    Manifest,
    check_embedder,
    damaged,
    file_state,
    load_array,
    read_manifest,
    read_sound,
)
from index.passages import Passage
from index.reading_text import ReadAs, read_as
from index.text import terms
from index.versions import current_version

DOCUMENTS: Final = "documents.json"
PASSAGES: Final = "passages.json"
PASSAGE_VECTORS: Final = "passages.npy"
SENTENCE_VECTORS: Final = "sentences.npy"
TERMS: Final = "terms"
FILES: Final = "files.npy"
"""The keys of the files that the documents were read from, in the order of the documents."""
MOST_READ: Final = 20  # passages that are looked through for words

DOCUMENT_LIST: Final = TypeAdapter(tuple[Document, ...])
PASSAGE_LIST: Final = TypeAdapter(tuple[Passage, ...])


class PassageIndex:
    """Passages and their sentences in rows, searched by meaning and by words.

    `passages[row]` is a passage; `sentences[row]` is (passage row, start, end) of a sentence, the sentences
    of one passage standing together in order, from row `first_sentence[passage row]` on. `dense_passages`,
    `dense_sentences` and `lexical` (of the terms of passages, see `index.text.terms`) search them; scores of
    different searches are not comparable.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        documents: Sequence[Document],
        passages: tuple[Passage, ...],
        dense: tuple[VectorIndex, VectorIndex],
        lexical: LexicalIndex,
    ) -> None:
        self.folder, self.manifest = folder, manifest
        self.documents: dict[str, Document] = {document.id: document for document in documents}
        self.passages = passages
        self.dense_passages, self.dense_sentences = dense
        self.lexical = lexical
        counts = [len(passage.sentences) for passage in passages]
        self.first_sentence = np.concatenate([[0], np.cumsum(counts, dtype=np.intp)])
        spans = [span for passage in passages for span in passage.sentences]
        self.sentences: NDArray[np.int64] = np.column_stack(
            [np.repeat(np.arange(len(passages)), counts), np.array(spans, dtype=np.int64).reshape(-1, 2)]
        )

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder | None = None,
        *,
        lazy: bool = False,
        engine: VectorEngine | None = None,
    ) -> PassageIndex:
        """The version in use in the data folder `folder`, or the version that `folder` itself is.

        `lazy` reads the vectors only when they are searched: for a process that answers one question, which
        may need none. One that lives on reads them now, for the version may be removed. `engine` is where the
        vectors and terms are, unless they are in the folder.

        Raises IndexMissingError, IndexDamagedError, StorageError, and IndexMismatchError if the index is of
        another format, does not fit `embedder` or is in another engine.
        """
        if not (folder / MANIFEST).is_file():
            folder = current_version(folder)
        manifest = read_manifest(folder)
        if embedder is not None:
            check_embedder(folder, manifest, embedder)
        try:
            documents = DOCUMENT_LIST.validate_json(read_sound(folder, manifest, DOCUMENTS))
            passages = PASSAGE_LIST.validate_json(read_sound(folder, manifest, PASSAGES))
            counts = len(passages), sum(len(passage.sentences) for passage in passages)
            dense: tuple[VectorIndex, VectorIndex]
            if PLACED in manifest.files:
                dense, lexical = parts_of(engine, folder, TERMS, counts, manifest.dimension)
            else:
                dense = _dense(folder, manifest, counts, lazy=lazy)
                lexical = LexicalIndex.open(folder / TERMS, len(passages))
        except (OSError, RuntimeError, ValueError) as error:  # a ValidationError is a ValueError
            raise damaged(folder, str(error).splitlines()[0]) from error
        known = {document.id for document in documents}
        for passage in passages:
            if passage.document_id not in known:
                raise damaged(folder, f"passage {passage.id}")
        return cls(folder, manifest, documents, passages, dense, lexical)

    @cached_property
    def file_keys(self) -> dict[str, bytes]:
        """The keys of the files that the documents were read from, by their ids; none where it was of none.

        Raises IndexDamagedError.
        """
        if FILES not in self.manifest.files:
            return {}
        keys = load_array(self.folder, FILES, np.uint8, (len(self.documents), CONTENT_BYTES))
        return dict(zip(self.documents, map(bytes, keys), strict=True))

    @cached_property
    def passage_documents(self) -> tuple[Document, ...]:
        """The document that each passage stands in, by the passage's row."""
        return tuple(self.documents[passage.document_id] for passage in self.passages)

    @cached_property
    def headings(self) -> dict[str, frozenset[str]]:
        """The headings that passages of each document stand under."""
        found: dict[str, set[str]] = {id_: set() for id_ in self.documents}
        for passage in self.passages:
            found[passage.document_id].update(passage.headings)
        return {id_: frozenset(own) for id_, own in found.items()}

    def says(self, words: Collection[str]) -> bool:
        """Whether the text of a passage has all of some terms, and not its title or headings alone.

        Only the passages are looked through that share most with them.
        """
        hits = self.lexical.search(words, MOST_READ)
        return any(frozenset(terms(self.passage_text(hit.row))).issuperset(words) for hit in hits)

    def sentence_document(self, row: int) -> Document:
        """The document that a sentence stands in."""
        document: Document = self.passage_documents[self.sentences[row, 0]]
        return document

    @cached_property
    def _editions(self) -> NDArray[np.str_]:
        return np.array([document.edition for document in self.passage_documents])

    def within(self, editions: Sequence[str]) -> NDArray[np.bool_]:
        """Flags the passages in documents of `editions` (empty: all), [passages]."""
        return np.isin(self._editions, editions) if editions else np.ones(len(self.passages), dtype=bool)

    def among(self, documents: Collection[str], headings: Collection[str] = ()) -> NDArray[np.bool_]:
        """Flags the passages of `documents`, under any of `headings`, where some are given, [passages]."""
        wanted, under = frozenset(documents), frozenset(headings)
        return np.array(
            [
                one.document_id in wanted and (not under or not under.isdisjoint(one.headings))
                for one in self.passages
            ],
            dtype=bool,
        )

    def sentence_rows(self, passage_row: int) -> range:
        """The rows of the passage's sentences, in the order of the text."""
        return range(int(self.first_sentence[passage_row]), int(self.first_sentence[passage_row + 1]))

    def passage_text(self, row: int) -> str:
        """The passage as it reads."""
        passage = self.passages[row]
        return read_as(self.passage_documents[row].text, passage.start, passage.end).whole

    def sentence_text(self, row: int) -> str:
        """The sentence as it reads, after its lead; what stands in the document is at its offsets."""
        return self.sentence_reading(row).whole

    def sentence_reading(self, row: int) -> ReadAs:
        """How the sentence reads: what is searched, embedded and judged of it."""
        _, start, end = self.sentences[row].tolist()
        return read_as(self.sentence_document(row).text, start, end)

    def announced(self, row: int) -> int | None:
        """The row of what a sentence announces: the first item of a list, row of a table or line of code."""
        document = self.sentence_document(row)
        if row + 1 == len(self.sentences) or self.sentence_document(row + 1) is not document:
            return None
        (_, *span), (_, start, end) = self.sentences[row : row + 2].tolist()
        unit, *_ = layout(document.text).within(start, end)
        return row + 1 if unit.lead[-1:] == (tuple(span),) else None

    def verify(self, embedder: Embedder | None = None) -> None:
        """Check every file's digest, every count and every offset, and, if given, the embedder's vectors.

        Raises IndexDamagedError or IndexMismatchError with the first fault found.
        """
        self.verify_files()
        counts = (len(self.documents), len(self.passages), len(self.sentences))
        if counts != (self.manifest.documents, self.manifest.passages, self.manifest.sentences):
            raise damaged(self.folder, "counts")
        if (len(self.dense_passages.vectors), len(self.dense_sentences.vectors)) != counts[1:]:
            raise damaged(self.folder, "vectors")
        for passage in self.passages:
            self._verify_offsets(passage)
        if embedder is not None:
            check_embedder(self.folder, self.manifest, embedder, thorough=True)

    def verify_files(self) -> None:
        """Check every file's digest; raises IndexDamagedError with the first that is not what was built."""
        for name, state in self.manifest.files.items():
            if file_state(self.folder / name) != state:
                raise damaged(self.folder, name)

    def _verify_offsets(self, passage: Passage) -> None:
        document = self.documents.get(passage.document_id)
        bounds = [bound for span in passage.sentences for bound in span]
        ordered = (
            bool(bounds)
            and bounds == sorted(bounds)
            and (bounds[0], bounds[-1]) == (passage.start, passage.end)
        )
        if document is None or not ordered or not 0 <= bounds[0] < bounds[-1] <= len(document.text):
            raise damaged(self.folder, f"passage {passage.id}")
        for start, end in passage.sentences:
            if document.text[start:end] != document.text[start:end].strip() or start == end:
                raise damaged(self.folder, f"a sentence of passage {passage.id}")


def _dense(
    folder: Path, manifest: Manifest, counts: tuple[int, int], *, lazy: bool
) -> tuple[VectorIndex, VectorIndex]:
    """The indexes of passages and of sentences, `counts` of them."""
    first, second = (
        DenseIndex(folder / name, (count, manifest.dimension), lazy=lazy)
        for name, count in zip((PASSAGE_VECTORS, SENTENCE_VECTORS), counts, strict=True)
    )
    return first, second
