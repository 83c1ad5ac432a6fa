"""The files of a corpus: which of them are documents, and what each becomes.

Markdown is read as it stands; every other format is converted in a child process (`index.formats.sandbox`).
What a document does not say of itself, in its front matter, its metadata or a file beside it, is told by its
name, its text and its folder.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeAlias

from pydantic import ValidationError

from index.blocks import blocks
from index.documents import CONTENT_BYTES, Document, Header, Source
from index.embedding import Progress
from index.errors import CorpusError, EmptyCorpusError
from index.fields import LONGEST_LINE, LONGEST_NAME
from index.formats.checked import LONGEST_ADDRESS
from index.formats.converted import CONVERSION, Converted, UnreadableError
from index.formats.detected import edition_of, id_of, title_of
from index.formats.formats import SUFFIXES
from index.formats.language import language_of
from index.formats.sandbox import Sandbox
from index.front_matter import SIDECAR, beside, over, split
from index.limited import read_limited
from index.shown import is_utf8, shown
from index.yamlfile import decoded

DIGESTS: Final = "digests"
MARKDOWN: Final = frozenset({".md", ".markdown"})
UNKNOWN: Final = "en"
"""The language of a text that is too short to tell."""

MOST_READERS: Final = 4  # child processes that convert at once

Complain: TypeAlias = Callable[[CorpusError], None]
"""Called with why a file is left out."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file with its content: `name` is its path from the folder, `said` what the file beside it says.

    One that was fetched has the `url` at which it stood, and the `charset` that its server named.
    """

    path: Path
    name: str
    raw: bytes
    said: bytes = b""
    url: str | None = None
    charset: str | None = None

    @property
    def key(self) -> bytes:
        """A digest, `CONTENT_BYTES` long, of all that the document depends on."""
        return content_key(f"{self.name}\n{CONVERSION}", self.raw, self.said)


def content_key(name: str, raw: bytes, said: bytes = b"") -> bytes:
    """A digest, `CONTENT_BYTES` long, of a file's name, its content, and what the file beside it says."""
    digest = hashlib.blake2b(digest_size=CONTENT_BYTES)
    for part in (name.encode("utf-8", "surrogateescape"), raw, said):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def read_file(path: Path) -> Document:
    """The document in the file `path`. Raises CorpusError."""
    with Converters() as converters:
        return converters.document(opened(path, path.parent))


def load_documents(folder: Path) -> tuple[Document, ...]:
    """All documents under `folder/digests`, or under `folder` if it has none, sorted by id.

    Raises CorpusError if the folder is missing or holds no document, for one that cannot be read, and if two
    documents share an id.
    """
    return tuple(read_documents(folder, {}).values())


def read_documents(
    folder: Path,
    known: Mapping[bytes, Document],
    complain: Complain | None = None,
    progress: Progress | None = None,
    keep: Callable[[bytes, Document], None] | None = None,
) -> dict[bytes, Document]:
    """The documents that `load_documents` gives, by the keys of their files.

    Files whose documents are `known` are not read again. With `complain`, a file that cannot be read is left
    out, and only a folder without any document is an error; without, what is no file at all is no document.
    `keep` is given each document that was converted, with its key, by several threads. Raises CorpusError.
    """
    root = folder / DIGESTS if (folder / DIGESTS).is_dir() else folder
    if not root.is_dir():
        raise CorpusError(folder, "is not a folder of documents; name one that holds reports")
    found: dict[str, tuple[Path, bytes, Document]] = {}
    paths = [path for path in document_paths(root) if complain or os.path.isfile(path)]  # noqa: PTH113
    for file, read in _read_all(paths, root, known, progress, keep):
        try:
            document = _given(read)
            if document.id in found:
                other = shown(found[document.id][0])
                raise CorpusError(file.path, f"has the id {document.id!r} of {other}; give it its own")
            found[document.id] = file.path, file.key, document
        except CorpusError as error:
            if complain is None:
                raise
            complain(error)
    if not found:
        raise EmptyCorpusError(root, "holds no document that can be read (PDF, HTML, office files, Markdown)")
    return {key: document for _, key, document in map(found.__getitem__, sorted(found))}


def _given(read: Document | CorpusError) -> Document:
    if isinstance(read, CorpusError):
        raise read
    return read


def _read_all(
    paths: Sequence[Path],
    root: Path,
    known: Mapping[bytes, Document],
    progress: Progress | None,
    keep: Callable[[bytes, Document], None] | None,
) -> Iterator[tuple[CorpusFile, Document | CorpusError]]:
    """Each file with its document, or with why it has none, in the order of the paths."""
    with Converters() as converters, ThreadPoolExecutor(min(MOST_READERS, os.cpu_count() or 1)) as pool:

        def read(path: Path) -> tuple[CorpusFile, Document | CorpusError]:
            file = CorpusFile(path, "", b"")
            try:
                file = opened(path, root)
                if document := known.get(file.key):
                    return file, document
                document = converters.document(file)
                if keep and path.suffix.lower() not in MARKDOWN:
                    keep(file.key, document)
                return file, document
            except CorpusError as error:
                return file, error

        for done, one in enumerate(pool.map(read, paths), 1):
            yield one
            if progress:
                progress("documents", done, len(paths))


def document_paths(root: Path) -> list[Path]:
    """What under `root` is a document by its name, and folders that cannot be listed, sorted.

    Pipes, devices and links that lead nowhere are among them: `opened` says of each why it is not read.
    Folders that are linked to are left out.
    """
    unlisted: list[OSError] = []
    walked = os.walk(root, onerror=unlisted.append)
    found = (Path(folder, name) for folder, _, names in walked for name in names)
    documents = [path for path in found if is_document(path.relative_to(root))]
    return sorted([*documents, *(Path(error.filename) for error in unlisted)])


def is_document(path: Path) -> bool:
    """Whether a file is read for a document: of a known format, not hidden, and no file beside another."""
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES


def opened(path: Path, root: Path) -> CorpusFile:
    """The file `path` of the folder `root`, with what the file beside it says. Raises CorpusError."""
    if not is_utf8(path):
        raise CorpusError(path, "has a name that is not UTF-8; rename it")
    said = path.with_name(path.name + SIDECAR)
    return CorpusFile(
        path,
        path.relative_to(root).as_posix(),
        _read(path, root),
        _read(said, root) if os.path.lexists(said) else b"",
    )


def _read(path: Path, root: Path) -> bytes:
    # unlike those of Path, these take links that lead to each other, and folders that may not be entered
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    if os.path.islink(path) and not inside:  # noqa: PTH114
        raise CorpusError(path, "is a link that leads out of its folder; put the file itself there")
    return read_limited(path)


class Converters:
    """Makes documents of files, with a child process for each thread that asks."""

    def __init__(self) -> None:
        self._stack, self._held, self._lock = ExitStack(), threading.local(), threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def document(self, file: CorpusFile, given: Header | None = None) -> Document:
        """The document in a file; what is `given` goes before what it says. Raises CorpusError."""
        said = beside(file.said, file.path.with_name(file.path.name + SIDECAR)) if file.said else Header()
        said = over(given, said) if given else said
        if Path(file.name).suffix.lower() in MARKDOWN:
            return _of_markdown(file, said)
        try:
            converted = self._sandbox.convert(
                file.raw, Path(file.name).name, url=file.url, charset=file.charset
            )
        except UnreadableError as error:
            raise CorpusError(file.path, str(error)) from error
        return _document(file, said, converted)

    @property
    def _sandbox(self) -> Sandbox:
        """That of this thread."""
        held: Sandbox | None = getattr(self._held, "sandbox", None)
        if held is None:
            with self._lock:
                held = self._held.sandbox = self._stack.enter_context(Sandbox())
        return held


def _of_markdown(file: CorpusFile, said: Header) -> Document:
    header, body, line = split(decoded(file.raw, file.path), file.path)
    if all(block.level for block in blocks(body)):
        raise CorpusError(file.path, "has no text under its front matter and headings", line)
    return _document(file, over(said, header), Converted(body), markdown=True)


def _document(file: CorpusFile, said: Header, found: Converted, *, markdown: bool = False) -> Document:
    name = Path(file.name)
    title = said.title or found.title or title_of(found.text, name.name)
    title = " ".join(title.split())[:LONGEST_LINE]
    language = said.language or language_of(found.text) or found.language or UNKNOWN
    published = said.published or found.published
    edition = said.edition or edition_of(title, name.name, name.parent.name, published) or ""
    own = file.url if file.url and len(file.url) <= LONGEST_ADDRESS else None
    publisher, url = said.publisher or found.publisher, said.url or own or found.url
    source = Source(publisher=publisher, title=title, url=url, published=published, language=language)
    try:
        return Document(
            id=said.id or id_of(file.name, ()),
            title=title,
            edition=edition[:LONGEST_NAME],
            language=language,
            published=published,
            sources=said.sources if said.sources is not None else ((source,) if publisher or url else ()),
            license=said.license,
            text=found.text,
            file=None if markdown else name.name[:LONGEST_LINE],
            places=found.places,
            recognised=found.recognised,
            notes=found.notes,
        )
    except ValidationError as error:
        problems: Sequence[str] = [str(one["msg"]) for one in error.errors(include_url=False)]
        raise CorpusError(file.path, f"cannot be taken as a document: {'; '.join(problems[:3])}") from error
