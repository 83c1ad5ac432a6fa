"""Articles as documents: files whose title, language and edition are read from what they say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from index.blocks import blocks
from index.documents import Document, Header, Source
from index.errors import CorpusError
from index.fields import LONGEST_NAME
from index.formats.language import language_of, likeliest
from index.formats.markup import HtmlPage, read_page, with_tables
from index.limited import read_limited
from index.shown import shown
from index.tables import PIPE, is_delimiter
from index.yamlfile import decoded, invalid_item, parse_yaml
from qa.knowledge.editions import Editions
from qa.language.detection import LANGUAGES, detect
from qa.language.wordlists import plain
from qa.numbers.dates import moments, quarters

LARGEST: Final = 20_000_000  # bytes of a file
SAMPLE: Final = 20_000  # characters by which the language is detected
HEAD: Final = 1_000  # characters among which the date of publication is looked for
LONGEST_TITLE: Final = 200
FRONT: Final = re.compile(r"---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
UNSTATED: Final = "unstated"
COMPLETE: Final = frozenset({"id", "title", "edition", "language", "published", "sources", "license"})
"""What the front matter of a corpus's contract says."""


def read_source(path: Path, *, edition: str | None = None, language: str | None = None) -> Document:
    """The article in the file `path`: Markdown, a blog's with its own front matter, HTML or text.

    The title is that of the front matter, the head or the first heading; the language is detected;
    the edition is the quarter that the title names, else the one the text names most. `edition` and
    `language` say otherwise. A file with a contract's front matter is read as `read_file` does.
    It is "" where nothing names one. Raises CorpusError for a file that cannot be read, is not text, is empty
    or too large.
    """
    try:
        return _read_source(path, edition, language)
    except (
        ValidationError
    ) as error:  # of what was read in it or said of it, an edition of a thousand characters
        raise invalid_item(path, error, text="") from error


def _read_source(path: Path, edition: str | None, language: str | None) -> Document:
    text = _read(path)
    if path.suffix.lower() in SUFFIXES or HTML.match(text):
        page = read_page(text)
        front: dict[str, Any] = {}
    else:
        front, body = _front(text, path)
        contract = _contract(front, body, edition, language)
        if contract:
            return contract
        page = HtmlPage(with_tables(body), "", "", "", "")
    if not page.text.strip():
        raise CorpusError(path, "is empty: there is no text to read")
    return _document(path, front, page, edition, language)


def _document(
    path: Path, front: dict[str, Any], page: HtmlPage, edition: str | None, language: str | None
) -> Document:
    title = (_string(front, "title") or page.title or _title(page.text) or path.stem)[:LONGEST_TITLE]
    stated = _string(front, "published", "date") or page.published
    published = _date(stated) or _date(page.text[:HEAD])
    named = edition or _string(front, "edition") or _edition(title, page.text, path.stem, published) or ""
    spoken = language or _language(page)
    url = _string(front, "url", "link", "source") or page.url or None
    return Document(
        id=re.sub(r"\s+", "-", shown(path.stem))[:LONGEST_NAME] or "article",
        title=title,
        edition=named,
        language=spoken,
        published=published,
        sources=(Source(publisher=None, title=title, url=url, published=published, language=spoken),),
        license=UNSTATED,
        text=page.text,
    )


def _language(page: HtmlPage) -> str:
    """The language of the sentences; of a page of tables that of their heads: cells are names."""
    found = language_of(page.text)
    if found in LANGUAGES:
        return found
    lines = page.text[:SAMPLE].split("\n")
    below = zip(lines, (*lines[1:], ""), strict=True)
    outside = [line for line, after in below if PIPE not in line or is_delimiter(after)]
    headed = likeliest("\n".join(outside), LANGUAGES) if len(outside) < len(lines) else None
    return headed or detect(page.text[:SAMPLE], page.language or None)


def _read(path: Path) -> str:
    raw = read_limited(path, LARGEST, streams=True)
    declared = CHARSET.search(raw[:4096]) if path.suffix.lower() in SUFFIXES else None
    charset = declared[1].decode("ascii") if declared else "utf-8"
    if charset.lower().replace("-", "") == "utf8":
        return decoded(raw, path)
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return decoded(raw, path)


def _front(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """The front matter of whatever kind, and the body; what is no mapping is text like the rest."""
    found = FRONT.match(text)
    if not found:
        return {}, text
    try:
        held = parse_yaml(found["yaml"], path, first_line=2)
    except CorpusError:
        return {}, text
    return (held, text[found.end() :]) if isinstance(held, dict) else ({}, text)


def _contract(front: dict[str, Any], body: str, edition: str | None, language: str | None) -> Document | None:
    """The document, where the front matter is that of the corpus's contract."""
    if not front.keys() >= COMPLETE:
        return None
    try:
        header = Header.model_validate(front)
    except ValidationError:
        return None
    given = {"edition": edition, "language": language}
    changed = header.model_copy(update={key: value for key, value in given.items() if value})
    known = changed.model_dump(include=set(COMPLETE))
    known["sources"] = known["sources"] or ()
    return Document.model_validate({**known, "text": body}) if body.strip() else None


def _string(front: dict[str, Any], *keys: str) -> str:
    return next((str(front[key]).strip() for key in keys if front.get(key)), "")


def _title(text: str) -> str:
    """The first heading, else the first line if it is short."""
    for at, block in enumerate(blocks(text)):
        written = " ".join(text[block.start : block.end].split())
        if block.level or (at == 0 and len(written) <= LONGEST_TITLE // 2):
            return written
    return ""


def _date(written: str) -> str | None:
    found = [moment.iso for moment in moments(plain(written)) if moment.day]
    return found[0] if found else None


def _edition(title: str, text: str, stem: str, published: str | None) -> str | None:
    """The quarter that the title names, else the text most often, else the file's name."""
    nothing = Editions({})
    for written in (title, text, stem):
        named = [
            nothing.named(quarter.number, quarter.year)
            for quarter in quarters(plain(written))
            if quarter.year
        ]
        counts = Counter(filter(None, named))
        if counts:
            return counts.most_common(1)[0][0]
    bare = [quarter.number for quarter in quarters(plain(title + "\n" + text))]
    if bare and published:
        return f"{published[:4]}-Q{Counter(bare).most_common(1)[0][0]}"
    return None
