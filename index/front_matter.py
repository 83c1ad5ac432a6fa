"""Front matter: YAML between two `---` lines at the beginning of a Markdown file, or in a file beside any."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from index.documents import Document, Header
from index.errors import CorpusError
from index.yamlfile import decoded, invalid_items, parse_yaml

OURS: Final = frozenset({"id", "edition", "sources", "license", "published"})
"""Keys that only front matter of ours has: a key beside them that is unknown is a mistake."""

PAGE: Final = frozenset(
    {"date", "lastmod", "tags", "categories", "author", "authors", "layout", "draft", "slug", "description"}
    | {"keywords", "lang", "summary", "permalink", "weight", "aliases", "image", "cover", "type"}
)
"""Keys of the front matter that pages of blogs and wikis have."""

SHARED: Final = {
    "title": "title",
    "published": "date",
    "language": "lang",
    "url": "url",
    "publisher": "publisher",
}
"""Our keys, and what pages call them."""

DAY: Final = 10  # characters of 2025-03-31

SIDECAR: Final = ".yaml"
"""What is added to a file's name to name the one that says more of it: `report.pdf.yaml`."""

_FENCE: Final = "---"
_KEY: Final = re.compile(r"^[A-Za-z_]\w*[ \t]*:", re.MULTILINE)
_END: Final = re.compile(rf"^{_FENCE}\s*?$\n?", re.MULTILINE)


def split(text: str, path: Path) -> tuple[Header, str, int]:
    """The header of Markdown `text`, the content of `path`, its body, and the line that this begins in.

    Text that does not begin with a line `---` has no front matter, and neither has one that begins with a
    rule: with a line `---` under which no key stands. Raises CorpusError with all that is wrong with it.
    """
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        return Header(), text, 1
    end = _END.search(rest)
    held = rest[: end.start()] if end else rest.partition("\n")[0]
    if held.strip() and not _KEY.search(held):
        return Header(), text, 1
    if end is None:
        if not held.strip():
            return Header(), text, 1
        raise CorpusError(path, f"has front matter without an end: close it with a line {_FENCE}", 1)
    line = 2 + rest.count("\n", 0, end.end())
    return _of_page(rest[: end.start()], path), rest[end.end() :], line


def _of_page(written: str, path: Path) -> Header:
    """The header in a file; of a page that a blog or a wiki was made of, what it shares with ours."""
    held = parse_yaml(written, path, 2)
    if not isinstance(held, dict) or OURS & held.keys() or not PAGE & held.keys():
        return _header(written, path, 2)
    found = Header()
    for name, key in SHARED.items():
        value = held.get(key)
        if isinstance(value, str | date):
            with suppress(ValidationError):
                found = over(Header.model_validate({name: _value(name, value)}), found)
    return found


def _value(name: str, value: object) -> str:
    """What a page says as ours would: of a time the day alone."""
    text = str(value).strip()
    return text[:DAY] if name == "published" else text


def beside(raw: bytes, path: Path) -> Header:
    """The header that the file `path`, whose content is `raw`, gives. Raises CorpusError."""
    return _header(decoded(raw, path), path, 1)


def over(given: Header, said: Header) -> Header:
    """What is `given`, and for all else what is `said`."""
    known = {name: value for name in Header.model_fields if (value := getattr(given, name)) is not None}
    return said.model_copy(update=known)


def _header(written: str, path: Path, first_line: int) -> Header:
    held = parse_yaml(written, path, first_line)
    if held is None:
        return Header()
    try:
        return Header.model_validate(held)
    except ValidationError as error:
        raise invalid_items(path, error, text=written, first_line=first_line) from error


def written(document: Document) -> str:
    """A document as a Markdown file with front matter, which reads as the same document.

    Where its parts stood in the file that it was converted from is not written.
    """
    import yaml

    known = Header.model_fields.keys() & Document.model_fields.keys()
    held = document.model_dump(include=set(known), exclude_none=True)
    front = yaml.safe_dump(
        {name: value for name, value in held.items() if value != ""}, allow_unicode=True, sort_keys=False
    )
    return f"{_FENCE}\n{front}{_FENCE}\n{document.text}"
