"""The guard before zip archives: what is refused, and that what is harmless is not."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from index.formats import archive
from index.formats.archive import open_archive, read_entry
from index.formats.converted import UnreadableError
from index.formats.foreign import parse_xml, reading


def zipped(files: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


def refusal(raw: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        open_archive(raw)
    return str(caught.value)


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_what_is_harmless_is_opened(method: int) -> None:
    content = b"<a>" + b"0123456789" * 100_000 + b"</a>"
    with open_archive(zipped({"word/document.xml": content, "empty": b""}, method)) as opened:
        assert read_entry(opened, "word/document.xml") == content
        assert read_entry(opened, "empty") == b""
        assert read_entry(opened, "absent") is None


@pytest.mark.parametrize("raw", [b"", b"PK", b"not an archive", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_refused(raw: bytes) -> None:
    assert "is a damaged archive" in refusal(raw)


def test_every_truncation_is_refused() -> None:
    raw = zipped({"a.xml": b"<a>" + bytes(range(256)) + b"</a>", "b.xml": b"<b/>"})
    for end in range(len(raw)):
        assert "damaged" in refusal(raw[:end])


def test_every_changed_byte_of_a_file_is_noticed() -> None:
    raw = zipped({"a.xml": b"<a>words that are kept</a>"}, ZIP_STORED)
    at = raw.index(b"words")
    assert "damaged" in refusal(raw[:at] + b"W" + raw[at + 1 :])


@pytest.mark.parametrize("name", ["/etc/passwd", "../a", "a/../../b", "..", "C:/a", "\\a", "a\\..\\b"])
def test_paths_that_lead_outside_are_refused(name: str) -> None:
    assert "lead outside" in refusal(zipped({name: b"x"}))


@pytest.mark.parametrize("name", ["..a", "a..b/c", "a/..b", "a/b:c"])
def test_names_with_dots_are_no_paths_outside(name: str) -> None:
    open_archive(zipped({name: b"x"})).close()


def test_what_grows_too_much_is_refused() -> None:
    assert "may be a bomb" in refusal(zipped({"a.xml": bytes(3_000_000)}))
    open_archive(zipped({"a.xml": bytes(1_000_000)})).close()  # small enough whatever it is


def test_what_is_too_large_or_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped({"a.xml": b"12345", "b": b"12345"})
    monkeypatch.setattr(archive, "LARGEST", 10)
    open_archive(raw).close()
    monkeypatch.setattr(archive, "LARGEST", 9)
    assert "unpacks to more than" in refusal(raw)
    monkeypatch.setattr(archive, "MOST_ENTRIES", 1)
    assert "more than 1 files" in refusal(raw)


def test_xml_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_XML", 4)
    assert "MB of XML" in refusal(zipped({"a.xml": b"12345"}))
    open_archive(zipped({"a.png": b"12345"})).close()


def test_a_size_that_is_a_lie_is_noticed() -> None:
    """Python reads no more than the list of files says; other readers unpack it all."""
    content = b"0" * 1_000_000
    raw = zipped({"a.xml": content})
    lied = raw.replace(struct.pack("<I", len(content)), struct.pack("<I", 1_000))
    assert raw != lied
    assert "damaged" in refusal(lied)


def test_what_is_encrypted_is_refused() -> None:
    raw = bytearray(zipped({"a.xml": b"x"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(raw)) == "is encrypted; remove its password"


def test_old_and_encrypted_office_files_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert "before 2007" in refusal(ole)
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) == "is encrypted; remove its password"


def test_unusual_packing_is_refused() -> None:
    assert "unusual" in refusal(zipped({"a.xml": b"x"}, ZIP_BZIP2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_wherever_they_stand(encoding: str) -> None:
    for before in (0, (1 << 18) - 5, (1 << 18) + 7):
        content = (" " * before + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').encode(encoding)
        assert "declares entities" in refusal(zipped({"a.xml": content}))
    open_archive(zipped({"a.xhtml": b"<!ENTITY"})).close()


def test_xml_is_read_without_its_entities() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert parse_xml(bomb).text is None
    with pytest.raises(UnreadableError, match="damaged XML"):
        parse_xml(b"<a>" * 100_000)
    with pytest.raises(UnreadableError, match="damaged XML"):
        parse_xml(b"")


def test_what_libraries_raise_becomes_one_message() -> None:
    with (
        pytest.raises(UnreadableError, match=r"^is a damaged book; save it again$"),
        reading("book", KeyError),
    ):
        raise KeyError("x")
    with pytest.raises(UnreadableError, match=r"^is a damaged book \(ZeroDivisionError\)"), reading("book"):
        raise ZeroDivisionError
    with pytest.raises(UnreadableError, match="nested too deeply"), reading("book"):
        raise RecursionError
    with pytest.raises(UnreadableError, match="more memory"), reading("book"):
        raise MemoryError
    with pytest.raises(UnreadableError, match=r"^is of its own$"), reading("book", UnreadableError):
        raise UnreadableError("is of its own")
    with pytest.raises(KeyboardInterrupt), reading("book"):
        raise KeyboardInterrupt
