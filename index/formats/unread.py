"""Files of formats that are not read: what they are, by their first bytes or names, and what to do."""

from __future__ import annotations

from typing import Final

_PICTURE: Final = "is a picture of a format that is not read; save it as PNG"
_ARCHIVE: Final = "is an archive; unpack it and give the files in it"
_SOUND: Final = "is a sound recording or film; give what is said in it as text"
_DATA: Final = "is a database; save its tables as .csv"
_OLD_OFFICE: Final = "is in an office format of before 2007; save it in the present one (.docx, .pptx, .xlsx)"
_OPEN_TEXT: Final = "is an OpenDocument text; save it as .docx"
_OPEN_SLIDES: Final = "is an OpenDocument presentation; save it as .pptx"
_RICH_TEXT: Final = "is rich text (RTF); save it as .docx"
_BOOK: Final = "is an e-book of a format that is not read; convert it to EPUB"
_PRINTED: Final = "is of a format for printing that is not read; convert it to PDF"
_APPLE: Final = "is a document of an Apple program; export it as .docx, .pptx, .xlsx or PDF"
_MAIL: Final = "is an e-mail; save its text or its attachments"

_SIGNATURES: Final = (  # where they stand, what they are, and what that means
    (0, b"GIF87a", _PICTURE),
    (0, b"GIF89a", _PICTURE),
    (0, b"\x1f\x8b\x08", _ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (0, b"Rar!\x1a\x07", _ARCHIVE),
    (4, b"1AY&SY", _ARCHIVE),
    (0, b"\xfd7zXZ\0", _ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (257, b"ustar", _ARCHIVE),
    (0, b"\x7fELF", "is a program, not a document"),
    (4, b"ftyp", _SOUND),
    (0, b"OggS\0", _SOUND),
    (0, b"fLaC\0", _SOUND),
    (0, b"ID3\x02\0", _SOUND),
    (0, b"ID3\x03\0", _SOUND),
    (0, b"ID3\x04\0", _SOUND),
    (0, b"\x1aE\xdf\xa3", _SOUND),
    (8, b"WAVEfmt", _SOUND),
    (0, b"SQLite format 3\0", _DATA),
    (0, b"PAR1\x15", _DATA),
    (0, b"{\\rtf", _RICH_TEXT),
    (0, b"%!PS-Adobe", _PRINTED),
    (0, b"AT&TFORM", _PRINTED),
    (60, b"BOOKMOBI", _BOOK),
    (0, b"ITSF\x03\0", _BOOK),
)
_SUFFIXES: Final = {
    ".odt": _OPEN_TEXT,
    ".odp": _OPEN_SLIDES,
    ".doc": _OLD_OFFICE,
    ".ppt": _OLD_OFFICE,
    ".rtf": _RICH_TEXT,
    ".mobi": _BOOK,
    ".azw3": _BOOK,
    ".chm": _BOOK,
    ".djvu": _PRINTED,
    ".ps": _PRINTED,
    ".xps": _PRINTED,
    ".pages": _APPLE,
    ".key": _APPLE,
    ".numbers": _APPLE,
    ".msg": _MAIL,
    ".eml": _MAIL,
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"
_TYPED: Final = (  # what begins some archives, and what that means
    (b"mimetypeapplication/vnd.oasis.opendocument.text", _OPEN_TEXT),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", _OPEN_SLIDES),
)


def signed(head: bytes) -> str | None:
    """What to say of a file that begins like one that is not read; None for all others."""
    return next((said for at, mark, said in _SIGNATURES if head.startswith(mark, at)), None)


def why_unread(raw: bytes, suffix: str) -> str:
    """Why the content of a file of no known format is not read, and what to do about it."""
    if not raw:
        return "is empty"
    if said := signed(raw):
        return said
    if raw.startswith(_OLE):
        return "is encrypted; remove its password" if _ENCRYPTED in raw else _OLD_OFFICE
    if said := next((said for mark, said in _TYPED if raw.startswith(mark, 30)), None):
        return said
    if said := _SUFFIXES.get(suffix):
        return said
    if raw.startswith(_ZIP):
        return "is a ZIP archive that is damaged or no document; save it again, or give the files in it"
    if suffix:
        return f"is not what its name says, or of no format that is read ({suffix}); save it as PDF or .docx"
    return "is of a format that is not known; give it the suffix of its format"
