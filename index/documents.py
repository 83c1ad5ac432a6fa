"""Documents: Markdown files with front matter, the text that every citation points into."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.blocks import blocks
from index.errors import CorpusError
from index.fields import Address, Date, Language, Line, Name
from index.limited import read_limited
from index.shown import is_utf8, shown
from index.yamlfile import decoded, invalid_item, parse_yaml

CONTENT_BYTES: Final = 16

_FENCE: Final = "---"
_END: Final = re.compile(rf"^{_FENCE}\s*?$\n?", re.MULTILINE)

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Id = Annotated[Name, Field(pattern=r"^\S+$")]


class Frozen(BaseModel):
    """A model that cannot change; an unknown key is an error. What validates it is built at the first use."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Frozen):
    """An article that a document digests; what its publisher does not state is None."""

    publisher: Line | None
    title: Line
    url: Address | None
    published: Date | None
    language: Language | None


class Header(Frozen):
    """A document's front matter. Languages are BCP 47 tags, dates ISO 8601 (a year or a month will do)."""

    id: Id
    title: Line
    edition: Name
    language: Language
    published: Date | None
    sources: tuple[Source, ...]
    license: Line


class Document(Header):
    r"""A document; `text` is its body after the front matter, with `\n` line ends.

    All offsets of passages, sentences and citations count characters of `text`.
    """

    text: Text


def load_document(path: Path) -> Document:
    """The document in the Markdown file `path`.

    Raises CorpusError, naming file and line, for front matter that is missing, broken, incomplete or has
    unknown keys, for an empty body, and for a file that is not UTF-8 text.
    """
    return _parsed(read_limited(path), path)


def load_documents(folder: Path) -> tuple[Document, ...]:
    """All documents (`*.md`) under `folder/digests`, or under `folder` if it has none, sorted by id.

    Raises CorpusError if the folder is missing or holds no document, and if two documents share an id.
    """
    return tuple(read_documents(folder, {}).values())


def read_documents(folder: Path, known: Mapping[bytes, Document]) -> dict[bytes, Document]:
    """The documents that `load_documents` gives, by the `content_key` of their files.

    Files whose documents are `known` are not parsed again. Raises CorpusError.
    """
    root = folder / "digests" if (folder / "digests").is_dir() else folder
    if not root.is_dir():
        raise CorpusError(folder, "is not a folder of documents; name one that holds Markdown files")
    found: dict[str, tuple[Path, bytes, Document]] = {}
    for path in sorted(path for path in root.rglob("*.md") if path.is_file()):
        if not is_utf8(path):
            raise CorpusError(path, "has a name that is not UTF-8; rename it")
        raw = read_limited(path)
        key = content_key(raw)
        document = known.get(key) or _parsed(raw, path)
        if document.id in found:
            raise CorpusError(
                path, f"has the id {document.id!r} of {shown(found[document.id][0])}; give it its own"
            )
        found[document.id] = path, key, document
    if not found:
        raise CorpusError(root, "contains no documents (*.md)")
    return {key: document for _, key, document in map(found.__getitem__, sorted(found))}


def content_key(raw: bytes) -> bytes:
    """A digest, `CONTENT_BYTES` long, of what a file holds."""
    return hashlib.blake2b(raw, digest_size=CONTENT_BYTES).digest()


def _parsed(raw: bytes, path: Path) -> Document:
    """The document that `raw`, the content of `path`, holds."""
    text = decoded(raw, path)
    front, body = _split(text, path)
    header = parse_yaml(front, path, first_line=2)
    try:
        known = Header.model_validate(header)
    except ValidationError as error:
        raise invalid_item(path, error, text=front, first_line=2) from error
    if all(block.level for block in blocks(body)):
        line = text.count("\n") - body.count("\n") + 1
        raise CorpusError(path, "has no text under its front matter and headings", line)
    return Document(**known.__dict__, text=body)


def _split(text: str, path: Path) -> tuple[str, str]:
    """The YAML between the first two `---` lines, and all that follows the second."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        raise CorpusError(path, f"has no front matter: its first line must be {_FENCE}", 1)
    end = _END.search(rest)
    if end is None:
        raise CorpusError(path, f"has front matter without an end: close it with a line {_FENCE}", 1)
    return rest[: end.start()], rest[end.end() :]
