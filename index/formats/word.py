"""Word documents (.docx) as Markdown: mammoth makes HTML of them, which is read as any page is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from index.formats.archive import open_archive, read_entry
from index.formats.converted import MOST_TEXT, ONLY_PICTURES, Converted, UnreadableError
from index.formats.foreign import local_name, parse_xml, reading
from index.formats.markup import read_page
from index.formats.stated import office_facts

if TYPE_CHECKING:
    from lxml.etree import _Element
    from mammoth.documents import Image

LARGEST_BODY: Final = 12_000_000
"""Bytes of a document's body as XML, about 1,000 pages: the trees made of it take 45 times that."""

_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name^='toc '] => !
p[style-name='TOC Heading'] => !
p[style-name='table of figures'] => !
"""  # a table of contents repeats the headings with the numbers of pages
_BACK: Final = re.compile(r'<a href="#(?:footnote|endnote)-ref-[^"<>]*">\u2191</a>')  # mammoth's own arrow
_HEADING: Final = re.compile(r"heading [1-9]", re.IGNORECASE)
_DEEPEST: Final = 6  # levels of headings in HTML
_MOST_STYLES: Final = 200  # styles of headings of one's own
_LONGEST_CHAIN: Final = 12  # styles that are each based on the next


def read_docx(raw: bytes) -> Converted:
    """A Word document: headings by style, lists, tables, footnotes at its end; no pictures, no comments.

    Deleted text is left out, inserted text is read; headers, footers and tables of contents are not. Raises
    UnreadableError for what is encrypted, damaged, no Word document or too large.
    """
    from xml.parsers.expat import ExpatError

    import mammoth

    with open_archive(raw) as archive:
        _check(archive)
        pictured = any(name.startswith("word/media/") for name in archive.NameToInfo)
        stated = office_facts(archive)
        styles = _STYLES + "".join(_own_headings(read_entry(archive, "word/styles.xml")))
    with reading("Word document", BadZipFile, ExpatError):
        html: str = mammoth.convert_to_html(
            BytesIO(raw), style_map=styles, convert_image=_no_image, include_embedded_style_map=False
        ).value
        text = read_page(_BACK.sub("", html)).text
    if len(text) > MOST_TEXT:
        raise UnreadableError(f"has more than {MOST_TEXT // 1_000_000} million characters; split it")
    if pictured and not text.strip():
        raise UnreadableError(ONLY_PICTURES)
    return Converted(
        text if text.strip() else "", title=stated.title, language=stated.language, published=stated.published
    )


def _check(archive: ZipFile) -> None:
    """Raises UnreadableError for other office files, and for a body whose tree would fill the memory."""
    if not any(name.startswith("word/") for name in archive.NameToInfo):
        raise UnreadableError("is not a Word document")
    bodies = (entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml"))
    if max(bodies, default=0) > LARGEST_BODY:
        raise UnreadableError(f"has more than {LARGEST_BODY // 1_000_000} MB of text and marks; split it")


def _no_image(_: Image) -> Sequence[object]:
    """What mammoth writes for a picture."""
    return ()


def _own_headings(styles: bytes | None) -> list[str]:
    """Lines of mammoth's map for the styles that are headings by their level, not by their names."""
    elements = parse_xml(styles).iterchildren("{*}style") if styles else ()
    known = {_value(style, "styleId"): style for style in elements}
    lines: list[str] = []
    for style in known.values():
        name = _child_value(style, "name")
        level = _level(style, known)
        plain = name and not re.search(r"['\\\n]", name)
        if plain and level is not None and not _HEADING.fullmatch(name) and len(lines) < _MOST_STYLES:
            lines.append(f"p[style-name='{name}'] => h{min(level + 1, _DEEPEST)}:fresh\n")
    return lines


def _level(style: _Element, known: dict[str, _Element]) -> int | None:
    """The level of headings, from 0, that a style of paragraphs has, be it from the style it is based on."""
    for _ in range(_LONGEST_CHAIN):
        for properties in style.iterchildren("{*}pPr"):
            written = _child_value(properties, "outlineLvl")
            if written.isdecimal() and len(written) == 1:
                return int(written) if int(written) < 9 else None  # 9 is text
        base = known.get(_child_value(style, "basedOn"))
        if base is None or _value(style, "type") != "paragraph":
            return None
        style = base
    return None


def _child_value(element: _Element, name: str) -> str:
    return next((_value(child, "val") for child in element if local_name(child) == name), "")


def _value(element: _Element, name: str) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )
