"""The formats that are read: what names and first bytes they have, and who reads them.

Content goes before the name: a `.pdf` that is a web page is read as one. No reader's library is imported
before a file of its format is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from index.formats.checked import checked
from index.formats.converted import Converted, UnreadableError
from index.formats.unread import signed, why_unread

LOOKED_AT: Final = 4_096
"""Bytes at the beginning of a file by which its format is told."""


def _nothing() -> None:
    """What is done before a picture is read, where its reader's time is not limited."""


class _Origin(NamedTuple):
    """Where a file comes from, and how whoever sent it says that its text is written.

    `begin` is to be called before each picture in it is read.
    """

    name: str
    url: str | None = None
    charset: str | None = None
    begin: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its suffixes and media types, its usual ones first, and its reader.

    `is_text` is whether its files have no first bytes of their own.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    read: Callable[[bytes, _Origin], Converted]
    is_text: bool = False


def _pdf(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.ocr import recogniser
    from index.formats.pdf.reader import read_pdf

    return read_pdf(raw, recogniser(origin.begin))


def _picture(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.pictures import read_picture_file

    return read_picture_file(raw, origin.begin)


def _word(raw: bytes, _: _Origin) -> Converted:
    from index.formats.word import read_docx

    return read_docx(raw)


def _slides(raw: bytes, _: _Origin) -> Converted:
    from index.formats.slides import read_pptx

    return read_pptx(raw)


def _workbook(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.detected import as_words
    from index.formats.sheets import read_workbook

    converted = read_workbook(raw)
    return replace(converted, title=converted.title or as_words(origin.name))  # no sheet's name is a title


def _book(raw: bytes, _: _Origin) -> Converted:
    from index.formats.epub import read_epub

    return read_epub(raw)


def _web_page(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.web import read_html

    return read_html(raw, url=origin.url, charset=origin.charset)


def _rows(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.decoding import decoded_text
    from index.formats.sheets import read_csv

    return read_csv(decoded_text(raw, origin.name))


def _markdown(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.decoding import decoded_text

    return Converted(decoded_text(raw, origin.name))


def _plain(raw: bytes, origin: _Origin) -> Converted:
    from index.formats.plain import read_plain

    return read_plain(raw, origin.name)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_MACROS: Final = "application/vnd.ms-"

PDF: Final = Format("PDF", (".pdf",), ("application/pdf", "application/x-pdf"), _pdf)
WORD: Final = Format(
    "Word",
    (".docx", ".docm"),
    (f"{_OFFICE}wordprocessingml.document", f"{_MACROS}word.document.macroenabled.12"),
    _word,
)
SLIDES: Final = Format(
    "slides",
    (".pptx", ".pptm"),
    (f"{_OFFICE}presentationml.presentation", f"{_MACROS}powerpoint.presentation.macroenabled.12"),
    _slides,
)
WORKBOOK: Final = Format(
    "workbook",
    (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    (
        *(f"{_OFFICE}spreadsheetml.sheet", f"{_MACROS}excel", f"{_MACROS}excel.sheet.macroenabled.12"),
        *(f"{_MACROS}excel.sheet.binary.macroenabled.12", "application/vnd.oasis.opendocument.spreadsheet"),
    ),
    _workbook,
)
EPUB: Final = Format("EPUB", (".epub",), ("application/epub+zip",), _book)
HTML: Final = Format(
    "HTML", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), _web_page, is_text=True
)
CSV: Final = Format(
    "CSV",
    (".csv", ".tsv"),
    ("text/csv", "text/tab-separated-values", "application/csv"),
    _rows,
    is_text=True,
)
MARKDOWN: Final = Format(
    "Markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), _markdown, is_text=True
)
PLAIN: Final = Format("plain text", (".txt", ".text"), ("text/plain",), _plain, is_text=True)
# Others are read as well, where somebody names them: in a folder among documents they are decoration.
PICTURE: Final = Format("picture", (".tif", ".tiff"), ("image/tiff",), _picture)

FORMATS: Final = (PDF, WORD, SLIDES, WORKBOOK, EPUB, HTML, CSV, MARKDOWN, PLAIN, PICTURE)

_BY_SUFFIX: Final = {suffix: one for one in FORMATS for suffix in one.suffixes}
_BY_MEDIA_TYPE: Final = {media_type: one for one in FORMATS for media_type in one.media_types}

SUFFIXES: Final[frozenset[str]] = frozenset(_BY_SUFFIX)
"""Those of all formats, in lower case, with the dot."""

_ZIPPED: Final = (WORD, SLIDES, WORKBOOK, EPUB)
_INSIDE: Final = (  # what the files in an archive begin with
    ("word/", WORD),
    ("ppt/", SLIDES),
    ("xl/", WORKBOOK),
    ("META-INF/container.xml", EPUB),
)
_TYPED: Final = (  # the first file of some archives, its name and then what it holds
    (b"mimetypeapplication/epub+zip", EPUB),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", WORKBOOK),
)
_TYPED_AT: Final = 30
_OPEN_CONTENT: Final = "content.xml"
_PICTURES: Final = (  # where they stand, and what they are
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),
    (0, b"II*\0"),
    (0, b"MM\0*"),
    (8, b"WEBPVP8"),
)
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF: Final = b"%PDF-"
_SPACE: Final = 64  # bytes among which a PDF of any name begins
_PDF_WITHIN: Final = 1_024  # bytes that may stand before it
_WORKBOOK_STREAM: Final = "Workbook\0".encode("utf-16-le")
_STREAMS: Final = tuple(
    name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document", "EncryptedPackage")
)
_SUFFIX: Final = re.compile(r"\.(?=\w*[a-z])\w{1,12}", re.ASCII)  # with a letter: "Report 2.5" has none
_HTML: Final = re.compile(
    r"\ufeff?\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def suffix_of(name: str) -> str:
    """The suffix of a file's name, in lower case, with the dot; empty where there is none."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def format_of_name(name: str) -> Format | None:
    """The format that the suffix of a file's name stands for; None for those that are not read."""
    return _BY_SUFFIX.get(suffix_of(name))


def format_of_type(media_type: str) -> Format | None:
    """The format that a server means by a Content-Type; None for those that are not read."""
    return _BY_MEDIA_TYPE.get(media_type.partition(";")[0].strip().lower())


def format_of(name: str, head: bytes) -> Format | None:
    """The format of a file with this name that begins with `head`; None if it is not read.

    Archives, and office files of before 2007, are told apart by what is in them if `head` is all of the file,
    else by their names.
    """
    named = format_of_name(name)
    if any(head.startswith(mark, at) for at, mark in _PICTURES):
        return PICTURE
    if signed(head):
        return None
    if head.startswith(_ZIP):
        return _zipped(head, named)
    if head.startswith(_OLE):
        return _old_office(head, named)
    if head[:_SPACE].lstrip().startswith(_PDF) or (named is PDF and _PDF in head[:_PDF_WITHIN]):
        return PDF
    if named is not MARKDOWN and _is_html(head):
        return HTML
    if named is None and head and not suffix_of(name):
        return PLAIN
    return named if named and named.is_text else None


def convert(
    raw: bytes,
    name: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    begin: Callable[[], None] = _nothing,
) -> Converted:
    """The text of a file, in this process: `index.formats.sandbox` does it where it can do no harm.

    `url` and `charset` are what is known of a web page: its address, and the encoding that its server names.
    `begin` is called before each picture that is read for its text, which takes seconds. Markdown stays as
    it is, front matter included. Raises UnreadableError.
    """
    found = format_of(name, raw)
    if found is None:
        raise UnreadableError(why_unread(raw, suffix_of(name)))
    if not raw:
        raise UnreadableError("is empty")
    try:
        return checked(found.read(raw, _Origin(name, url, charset, begin)))
    except ImportError as error:
        missing = error.name or str(error)
        raise UnreadableError(f"needs {missing} to be read, which is not installed; install it") from error


def _zipped(head: bytes, named: Format | None) -> Format | None:
    for mark, one in _TYPED:
        if head.startswith(mark, _TYPED_AT):
            return one
    try:
        with ZipFile(BytesIO(head)) as archive:
            names = archive.namelist()
    except (
        BadZipFile,
        ValueError,
        NotImplementedError,
        EOFError,
        UnicodeDecodeError,
    ):  # not all of it, or damaged
        return named if named in _ZIPPED else None
    if named is WORKBOOK and _OPEN_CONTENT in names:  # OpenDocument, packed by another program than an office
        return WORKBOOK
    held = {one.name: one for start, one in _INSIDE if any(each.startswith(start) for each in names)}
    if named and named.name in held:
        return named
    return next(iter(held.values()), None)


def _old_office(head: bytes, named: Format | None) -> Format | None:
    if _WORKBOOK_STREAM in head:
        return WORKBOOK
    return named if named is WORKBOOK and not any(stream in head for stream in _STREAMS) else None


def _is_html(head: bytes) -> bool:
    begun = head[:LOOKED_AT]
    return _HTML.match(begun.decode(_WIDE.get(begun[:2], "utf-8"), "replace")) is not None
