"""Zip archives, as office files and e-books are: none is read before it is known to be harmless."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.formats.converted import UnreadableError
from index.formats.foreign import reading

MOST_ENTRIES: Final = 20_000
"""Files in one archive; a deck of 2,000 slides with their pictures has fewer."""
LARGEST: Final = 500_000_000
"""Bytes of all files in an archive once unpacked."""
LARGEST_XML: Final = 200_000_000
"""Bytes of one XML file in it: trees take many times that."""
STEEPEST: Final = 200
"""Times that a large file may grow when it is unpacked; XML grows 10 to 50 times, zeros 1,000 times."""
LARGE: Final = 2_000_000
"""Bytes above which a file's growth counts; small files of one repeated word are harmless."""

_XML: Final = (".xml", ".rels", ".opf", ".ncx")
_ENTITY: Final = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))
_OVERLAP: Final = 2 * len(b"<!ENTITY")  # bytes of a piece that are looked at again with the next
_OUTSIDE: Final = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)
_LOCAL: Final = struct.Struct(
    "<4s22xHH"
)  # what stands before a file: signature, lengths of its name and extra
_PIECE: Final = 1 << 18  # bytes that are unpacked at once
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old and of encrypted office files
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")


def open_archive(raw: bytes) -> ZipFile:
    """The archive `raw`, whose files have been unpacked once, piece by piece, to see that they are harmless.

    Raises UnreadableError for what is encrypted, damaged, too large or too dense, for paths that lead
    outside, and for XML that declares entities.
    """
    if is_ole(raw):
        encrypted = _PACKAGE in raw
        raise UnreadableError(
            "is encrypted; remove its password"
            if encrypted
            else "is in an office format of before 2007; save it in the present one (.docx, .pptx, .xlsx)"
        )
    with reading("archive", BadZipFile):
        archive = ZipFile(BytesIO(raw))
        entries = archive.infolist()
    _check_entries(entries)
    for entry in entries:
        with reading("archive", struct.error, zlib.error):
            _unpack(raw, entry)
    return archive


def is_ole(raw: bytes) -> bool:
    """Whether `raw` is an OLE container: an office file of before 2007, or one that is encrypted."""
    return raw.startswith(_OLE)


def read_entry(archive: ZipFile, name: str) -> bytes | None:
    """The content of the file `name` of an archive that was opened here; None where it has none."""
    with reading("archive", BadZipFile):
        return archive.read(name) if name in archive.NameToInfo else None


def _check_entries(entries: list[ZipInfo]) -> None:
    """Raises UnreadableError for what the archive's list of files tells of."""
    if len(entries) > MOST_ENTRIES:
        raise UnreadableError(f"is an archive of more than {MOST_ENTRIES:,} files; split it")
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise UnreadableError(f"unpacks to more than {LARGEST // 1_000_000} MB; split it")
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableError("is encrypted; remove its password")
        if _OUTSIDE.match(entry.orig_filename) or "\0" in entry.orig_filename:
            raise UnreadableError("is an archive with paths that lead outside it; make it anew")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableError("is packed in an unusual way; save it again with an office program")
        if entry.file_size > LARGE and entry.file_size > STEEPEST * entry.compress_size:
            raise UnreadableError("is packed too densely to be an office file or e-book; it may be a bomb")
        if entry.filename.lower().endswith(_XML) and entry.file_size > LARGEST_XML:
            raise UnreadableError(
                f"holds more than {LARGEST_XML // 1_000_000} MB of XML in one part; split it"
            )


def _unpack(raw: bytes, entry: ZipInfo) -> None:
    """Unpack a file and forget it. Raises UnreadableError where it is not what the list of files says.

    The list is what limits memory here, but other readers of archives go by what is really packed.
    """
    signature, name, extra = _LOCAL.unpack_from(raw, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + name + extra
    packed = memoryview(raw)[start : start + entry.compress_size]
    if signature != b"PK\x03\x04" or len(packed) < entry.compress_size:
        raise UnreadableError("is a damaged archive; save it again")
    is_xml = entry.filename.lower().endswith(_XML)
    size, check, tail = 0, 0, b""
    for piece in _pieces(packed, entry):
        size += len(piece)
        check = zlib.crc32(piece, check)
        if size > entry.file_size:
            break
        if is_xml and any(mark in tail + piece for mark in _ENTITY):
            raise UnreadableError(
                "holds XML that declares entities, as no office program does; save it again"
            )
        tail = piece[-_OVERLAP:]
    if size != entry.file_size or check != entry.CRC:
        raise UnreadableError("is a damaged archive; save it again")


def _pieces(packed: memoryview, entry: ZipInfo) -> Iterator[bytes]:
    """What is packed, in pieces; no more of them than one beyond the size that the list of files gives."""
    if entry.compress_type == ZIP_STORED:
        yield bytes(packed)
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    held: bytes | memoryview = packed
    while not inflater.eof and (piece := inflater.decompress(held, _PIECE)):
        yield piece
        held = inflater.unconsumed_tail
