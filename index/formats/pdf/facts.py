"""What a PDF says of itself: title, date, language, organisation."""

from __future__ import annotations

import ctypes
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from index.formats.stated import StatedFacts

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

OLDEST: Final = 1980
"""The year before which no PDF can have been made of a document: PDF itself is from 1993."""

_DATE: Final = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_NO_TITLE: Final = re.compile(
    r"untitled\b.*|\(\w+\)|(?:microsoft|powerpoint|word|excel|libreoffice|openoffice)\b.*?-.*|"
    r"(?:document|presentation|slide|présentation|präsentation|dokument)\W*\d*|"
    r"\S*\.(?:docx?|pptx?|xlsx?|odt|odp|ods|rtf|pdf|txt|tex|dvi|html?|indd|qxp|pages|key|md|xml)|[\W\d_]*",
    re.IGNORECASE,
)
_ORGANISATION: Final = re.compile(
    r"\b(?:inc|ltd|llc|llp|gmbh|ag|corp|corporation|company|co|plc|s\.?a|group|foundation|institute|institut|"
    r"universit\w+|university|college|school|ministry|ministère|ministerium|department|agency|office|bank|"
    r"association|society|council|commission|committee|organi[sz]ation|project|team|authority|bureau|"
    r"federation|union|consortium|network|cent(?:er|re)|press|laborator\w+|research|consulting|partners)\b|"
    r"公司|大学|研究院|研究所|协会|協會|委员会|機構|株式会社|財団|省\Z|庁\Z|部\Z",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(r"[©@;]|copyright|https?:", re.IGNORECASE)
_LONGEST_NAME: Final = 80
_MOST: Final = 300  # characters of a title


def pdf_facts(document: PdfDocument) -> StatedFacts:
    """What an open `pypdfium2.PdfDocument` says of itself."""
    return StatedFacts(
        title=_title(_stated(document, "Title")),
        language=_language(document),
        published=_published(_stated(document, "CreationDate")),
        publisher=_publisher(_stated(document, "Author")),
    )


def _stated(document: PdfDocument, key: str) -> str:
    value = str(document.get_metadata_value(key))
    shown = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(shown.split())


def _title(stated: str) -> str | None:
    """The title, unless a program put it there by itself: the name of a file, "Untitled"."""
    named = not stated or len(stated) > _MOST or _NO_TITLE.fullmatch(stated) or "\ufffd" in stated
    return None if named else stated


def _published(stated: str) -> str | None:
    """The day of a PDF date such as D:20250331120000+02'00', if it exists and is not to come."""
    found = _DATE.match(stated)
    if found is None or not OLDEST <= int(found[1]) <= datetime.now(UTC).year + 1:
        return None
    parts = [part for part in found.groups() if part]
    try:
        date(*map(int, [*parts, "1", "1"][:3]))
    except ValueError:
        return parts[0]
    return "-".join(parts)


def _publisher(stated: str) -> str | None:
    """The author, if it is an organisation, and not a person."""
    named = len(stated) <= _LONGEST_NAME and _ORGANISATION.search(stated) and not _NO_NAME.search(stated)
    return stated if named else None


def _language(document: PdfDocument) -> str | None:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= 200:
        return None
    buffer = (ctypes.c_ushort * length)()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    stated = bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0").strip()
    return stated.replace("_", "-") if _LANGUAGE.fullmatch(stated) else None
