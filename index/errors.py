"""The exceptions of Footnote. Every message says what is wrong and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.shown import shown


class FootnoteError(Exception):
    """A fault that a person can mend; shown as one line, never as a traceback."""


class CorpusError(FootnoteError):
    """A document or data file that cannot be used: names the file and, where known, the line."""

    def __init__(self, path: Path, problem: str, line: int | None = None) -> None:
        where = f"{shown(path)}:{line}" if line is not None else shown(path)
        super().__init__(f"{where}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class EmptyCorpusError(CorpusError):
    """A folder that holds no document that can be read."""


class IndexMismatchError(FootnoteError):
    """An index on disk that does not fit what it is opened with."""


class StorageError(FootnoteError):
    """A folder or file that cannot be read or written."""


class LibraryError(StorageError):
    """A document that was taken in, or what is noted of it, cannot be read."""


class IndexMissingError(StorageError):
    """No index has been built in the data folder."""


class IndexDamagedError(StorageError):
    """An index on disk whose files are incomplete or altered."""


class EmbeddingError(FootnoteError):
    """An embedding model that cannot be loaded or used."""


class QuestionError(FootnoteError):
    """A question that cannot be answered as it stands: empty, too long, or not text."""


@contextmanager
def writing(path: Path, name: str = "{}", advice: str = "") -> Iterator[None]:
    """Raises StorageError where the system refuses what is written to `path`.

    The message calls it `name`, in which {} stands for the path, and ends with the `advice`.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise StorageError(f"{name.format(shown(path))} cannot be written ({reason}){advice}.") from error
