"""Indexes that are built for one run of measuring, in a temporary folder, each text embedded once."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.build import build_from_documents
from index.crossing import CrossingEncoder
from index.documents import Document
from index.embedding import Embedder, Progress
from index.engines.engine import VectorEngine
from index.engines.placing import PlacedVersion, key_of, leave
from index.formats.language import language_of
from index.passage_index import PassageIndex
from qa.evaluation.squad.file import SquadParagraph
from qa.language.detection import detect


@dataclass(frozen=True, slots=True)
class Indexed:
    """The index of some paragraphs, and how many passages a second went into it, embedding included."""

    index: PassageIndex
    passages_per_second: float


class IndexCache:
    """Indexes by their paragraphs. One whose texts have been embedded before is built in a moment."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        progress: Progress | None = None,
        crossing: CrossingEncoder | None = None,
        engine: VectorEngine | None = None,
    ) -> None:
        """`crossing` is the second encoder, where questions are asked across languages.

        `engine` is what the vectors and terms are put into, if they do not stay in the folder.
        """
        self.embedder, self.progress, self.crossing, self.engine = embedder, progress, crossing, engine
        self._folder = folder
        self._built: dict[frozenset[SquadParagraph], Indexed] = {}

    def of(self, paragraphs: Sequence[SquadParagraph]) -> Indexed:
        """The index of `paragraphs`, each a document.

        The speed of a part of what has been indexed is that of the whole: its texts are not embedded again.
        """
        wanted = frozenset(paragraphs)
        if wanted not in self._built:
            whole = next((built for held, built in self._built.items() if wanted < held), None)
            self._built[wanted] = self._build(paragraphs, whole)
        return self._built[wanted]

    def _build(self, paragraphs: Sequence[SquadParagraph], whole: Indexed | None) -> Indexed:
        folder = self._folder / str(len(self._built))
        folder.mkdir()
        started = time.perf_counter()
        build_from_documents(
            documents(paragraphs),
            folder,
            self.embedder,
            previous=whole.index if whole else None,
            progress=self.progress,
            placed=self._placed(folder.name),
        )
        seconds = time.perf_counter() - started
        index = PassageIndex.open(folder, self.embedder, engine=self.engine)
        return Indexed(index, whole.passages_per_second if whole else len(index.passages) / seconds)

    def _placed(self, version: str) -> tuple[VectorEngine, PlacedVersion] | None:
        if self.engine is None:
            return None
        return self.engine, PlacedVersion(
            kind=self.engine.kind, collection=key_of(self._folder), version=version
        )


@contextmanager
def temporary_indexes(
    embedder: Embedder,
    progress: Progress | None = None,
    crossing: CrossingEncoder | None = None,
    engine: VectorEngine | None = None,
) -> Iterator[IndexCache]:
    """A cache whose folder goes with it, and what the engine holds."""
    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder:
        try:
            yield IndexCache(Path(folder), embedder, progress, crossing, engine)
        finally:
            leave(engine, Path(folder))


def documents(paragraphs: Sequence[SquadParagraph]) -> list[Document]:
    """The paragraphs as documents, in the language that most of them are in."""
    language = statistics.mode(language_of(one.text) or detect(one.text) for one in paragraphs)
    return [
        Document(
            id=paragraph.id,
            title=paragraph.title or paragraph.id,
            edition="eval",
            language=language,
            published="1970-01-01",
            sources=(),
            license="see the data set",
            text=paragraph.text,
        )
        for paragraph in paragraphs
    ]
