"""Documents: Markdown files with front matter, the text that every citation points into."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.blocks import blocks
from index.errors import CorpusError
from index.fields import Address, Date, Language, Line, Name
from index.shown import is_utf8, shown
from index.yamlfile import invalid_item, parse_yaml, read_text

_FENCE: Final = "---"
_END: Final = re.compile(rf"^{_FENCE}\s*?$\n?", re.MULTILINE)

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Id = Annotated[Name, Field(pattern=r"^\S+$")]


class Frozen(BaseModel):
    """A model that cannot change; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    text = read_text(path)
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


def load_documents(folder: Path) -> tuple[Document, ...]:
    """All documents (`*.md`) under `folder/digests`, or under `folder` if it has none, sorted by id.

    Raises CorpusError if the folder is missing or holds no document, and if two documents share an id.
    """
    root = folder / "digests" if (folder / "digests").is_dir() else folder
    if not root.is_dir():
        raise CorpusError(folder, "is not a folder of documents; name one that holds Markdown files")
    found: dict[str, tuple[Path, Document]] = {}
    for path in sorted(path for path in root.rglob("*.md") if path.is_file()):
        if not is_utf8(path):
            raise CorpusError(path, "has a name that is not UTF-8; rename it")
        document = load_document(path)
        if document.id in found:
            raise CorpusError(
                path, f"has the id {document.id!r} of {shown(found[document.id][0])}; give it its own"
            )
        found[document.id] = path, document
    if not found:
        raise CorpusError(root, "contains no documents (*.md)")
    return tuple(found[key][1] for key in sorted(found))


def _split(text: str, path: Path) -> tuple[str, str]:
    """The YAML between the first two `---` lines, and all that follows the second."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        raise CorpusError(path, f"has no front matter: its first line must be {_FENCE}", 1)
    end = _END.search(rest)
    if end is None:
        raise CorpusError(path, f"has front matter without an end: close it with a line {_FENCE}", 1)
    return rest[: end.start()], rest[end.end() :]
