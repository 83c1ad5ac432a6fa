"""Scans and pictures are read by the engine itself, in the sandbox's limits; nothing hostile does harm."""

from __future__ import annotations

import random
import struct
import sys
import zlib
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from index.formats import ocr
from index.formats.converted import MOST_PICTURES, UnreadableError
from index.formats.formats import PICTURE, convert, format_of
from index.formats.ocr import read_picture, recogniser
from index.formats.sandbox import Sandbox
from tests.index.formats.pdf_samples import lines, pdf
from tests.index.formats.scan_samples import ENGLISH, as_file_of, image, picture, scan, shown, worn

pytest.importorskip("rapidocr")

TEXT = " ".join(ENGLISH) + "\n"
SAID = {
    ("fr", 0): (
        "Le ferry de Brannoch part à neuf heures de mai à",
        "septembre ; en hiver, 14 jours par mois, où il",
        "transporte 240 passagers et 36 voitures.",
    ),
    ("zh-Hans", 2): (
        "五月至九月，前往布兰诺克的渡轮每天九点出发。冬",
        "季每月航行14天，可载240人和36辆汽车。",
    ),
    ("zh-Hant", 3): (
        "五月至九月，前往布蘭諾克的渡輪每天九點出發。冬",
        "季每月航行14天，可載240人和36輛汽車。",
    ),
    ("ja", 0): (
        "ブラノック行きのフェリーは五月から九月まで毎日九",
        "時に出航します。冬は月に14日運航し、240人と36台",
        "の車を運びます。",
    ),
}
FIGURES = [
    "The figures of the year are those of the table that",
    "follows, and they stand on the first page of the two.",
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def refusal(raw: bytes, name: str = "a.tif") -> str:
    with pytest.raises(UnreadableError) as caught:
        convert(raw, name)
    return str(caught.value)


def test_a_scan_is_read_in_the_limits_of_a_reader(sandbox: Sandbox) -> None:
    found = sandbox.convert(scan(picture(ENGLISH), picture(ENGLISH[:1])), "a.pdf")
    assert found.text == TEXT.rstrip() + "\n\n" + ENGLISH[0] + "\n"
    assert [(mark.kind, mark.label, mark.recognised) for mark in found.places] == [
        ("page", "1", True),
        ("page", "2", True),
    ]
    assert found.recognised


@pytest.mark.parametrize(("language", "face"), SAID)
def test_scripts(language: str, face: int) -> None:
    said = SAID[language, face]
    text = (" " if language == "fr" else "").join(said) + "\n"
    assert convert(scan(picture(said, face=face)), "a.pdf").text == text


def test_a_worn_page_that_lies_askew() -> None:
    assert convert(scan(worn(picture(ENGLISH))), "a.pdf").text == TEXT


def test_columns_are_read_one_after_another() -> None:
    page = Image.new("L", (1_700, 500), 255)
    left = [f"The left column says a thing, line {number}" for number in ("one", "two", "six", "ten")]
    right = [f"And this is what the right says, {number}" for number in ("three", "four", "five", "nine")]
    page.paste(picture(left, width=850), (0, 0))
    page.paste(picture(right, width=850), (850, 0))
    found = convert(scan(page), "a.pdf").text
    assert [found.index(word) for word in ("one", "ten", "three", "nine")] == sorted(
        found.index(word) for word in ("one", "ten", "three", "nine")
    )


def test_only_the_pages_that_are_scans_are_recognised() -> None:
    begun = list[None]()
    drawn = picture(ENGLISH)
    raw = pdf(
        lines(50, 700, FIGURES),
        shown(drawn),
        resources="/XObject << /I1 9 0 R >>",
        objects=[image(drawn)],
    )
    found = convert(raw, "a.pdf", begin=lambda: begun.append(None))
    assert found.text == " ".join(FIGURES) + "\n\n" + TEXT
    assert [(mark.label, mark.recognised) for mark in found.places] == [("1", False), ("2", True)]
    assert found.text[found.places[1].start :] == TEXT
    assert len(begun) == 1


def test_a_stamp_on_a_scan_is_not_all_that_it_says() -> None:
    drawn = picture(ENGLISH, width=1_660).crop((0, 0, 1_660, 1_500))
    drawn.paste(255, (0, 300, 1_660, 1_500))
    raw = pdf(
        shown(drawn) + lines(300, 20, ["Page 7"]),
        resources="/XObject << /I1 7 0 R >>",
        objects=[image(drawn)],
    )
    found = convert(raw, "a.pdf")
    assert found.text.startswith(TEXT.rstrip())
    assert found.places[0].recognised


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "photo"), ("WEBP", "a.webp"), ("TIFF", "a.tiff")]
)
def test_pictures_of_all_kinds(kind: str, name: str) -> None:
    raw = as_file_of(kind, picture(ENGLISH[:1]))
    assert format_of(name, raw) is PICTURE
    found = convert(raw, name)
    assert (found.text, found.places, found.recognised) == (ENGLISH[0] + "\n", (), True)


def test_pages_in_black_and_white_as_faxes_send_them() -> None:
    raw = as_file_of("TIFF", picture(ENGLISH[:1]).convert("1"), compression="group4")
    assert convert(raw, "a.tif").text == ENGLISH[0] + "\n"


def test_a_file_of_several_pictures_has_pages() -> None:
    found = convert(as_file_of("TIFF", picture(ENGLISH[2:]), picture(ENGLISH[:1])), "a.tif")
    assert found.text == f"{ENGLISH[2]}\n\n{ENGLISH[0]}\n"
    assert [(mark.label, mark.recognised) for mark in found.places] == [("1", True), ("2", True)]


def test_letters_on_glass_deep_and_turned_pictures_are_seen_as_people_see_them() -> None:
    letters = picture(ENGLISH[:1])
    glass = Image.new("RGBA", letters.size, (0, 0, 0, 0))
    glass.paste((0, 0, 0, 255), mask=Image.eval(letters, lambda value: 255 - value))
    assert convert(as_file_of("PNG", glass), "a.png").text == ENGLISH[0] + "\n"
    deep = Image.fromarray(np.asarray(letters, dtype=np.uint16) * 257)
    assert convert(as_file_of("PNG", deep), "a.png").text == ENGLISH[0] + "\n"
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held upright
    raw = as_file_of("JPEG", letters.rotate(90, expand=True), exif=turned)
    assert convert(raw, "a.jpg").text == ENGLISH[0] + "\n"


def test_lines_come_straight_with_where_they_stand() -> None:
    drawn = picture(ENGLISH).rotate(2, resample=Image.Resampling.BICUBIC, fillcolor=255)
    found = read_picture(np.asarray(drawn.convert("RGB")))
    assert [line.text for line in found] == list(ENGLISH)
    assert all(abs(line.left - found[0].left) < 12 for line in found)
    steps = [after.top - before.top for before, after in pairwise(found)]
    assert all(abs(step - 46) < 6 for step in steps)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_turned(degrees: int) -> None:
    drawn = picture(ENGLISH).rotate(degrees, expand=True)
    assert convert(scan(drawn), "a.pdf").text == TEXT


def test_what_holds_no_text_is_refused() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    noise = Image.frombytes("RGB", (300, 300), chance.randbytes(270_000))
    for drawn in (Image.new("L", (400, 300), 255), noise):
        assert refusal(as_file_of("PNG", drawn)) == "is a picture in which no text could be read"
    assert refusal(scan(noise), "a.pdf") == (
        "is a scan: its pages are pictures without text; nothing could be read in them"
    )


@pytest.mark.parametrize("size", [(1, 1), (4_000, 3), (3, 4_000), (12, 12)])
def test_a_picture_in_which_no_line_fits_is_not_looked_at(size: tuple[int, int]) -> None:
    assert refusal(as_file_of("PNG", Image.new("L", size))) == "is a picture in which no text could be read"


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


@pytest.mark.parametrize("side", [100_000, 10_000, 7_200])
def test_a_bomb_of_a_picture_is_refused(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(10))), (b"IEND", b""))
    raw = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, held) for kind, held in parts)
    assert refusal(raw) == "has more than 50 million pixels; make it smaller"


def test_a_bomb_of_a_picture_in_a_pdf_is_one_failure(sandbox: Sandbox) -> None:
    packed = zlib.compress(bytes(20_000_000)).hex()
    bomb = (
        "<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray"
        f" /BitsPerComponent 8 /Filter [ /ASCIIHexDecode /FlateDecode ] /Length {len(packed)} >>"
        f" stream\n{packed}\nendstream"
    )
    raw = pdf("q 600 0 0 800 0 0 cm /I1 Do Q", resources="/XObject << /I1 7 0 R >>", objects=[bomb])
    with pytest.raises(UnreadableError, match=r"^(is a scan|needs more memory|crashed its reader)"):
        sandbox.convert(raw, "a.pdf")
    assert sandbox.convert(b"next", "b.md").text == "next"


def test_damaged_pictures_are_refused() -> None:
    raw = as_file_of("PNG", picture(ENGLISH))
    assert refusal(raw[: len(raw) // 2]).startswith("is a damaged picture")
    for kind in ("PNG", "JPEG", "TIFF", "WEBP"):
        assert refusal(as_file_of(kind, picture(ENGLISH[:1]))[:40]).startswith("is a damaged picture")


def test_changed_bytes_are_refused() -> None:
    chance = random.Random(14)  # noqa: S311  # no secret
    for kind in ("PNG", "JPEG", "TIFF", "WEBP"):
        raw = as_file_of(kind, Image.new("L", (40, 20), 255))
        for _ in range(40):
            changed = bytearray(raw)
            for _ in range(chance.randint(1, 20)):
                changed[chance.randrange(12, len(raw))] = chance.randrange(256)
            assert refusal(bytes(changed))


def test_of_too_many_pictures_the_rest_is_skipped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_PICTURES == 500
    monkeypatch.setattr(ocr, "MOST_PICTURES", 1)
    found = convert(scan(picture(ENGLISH[:1]), picture(ENGLISH[2:])), "a.pdf")
    assert found.text == ENGLISH[0] + "\n"
    assert found.notes == ("1 page is a picture without text and was skipped",)


def test_a_file_of_too_many_pictures_is_refused() -> None:
    dot = Image.new("1", (1, 1))
    raw = as_file_of("TIFF", *[dot] * (MOST_PICTURES + 1))
    assert refusal(raw) == "holds more than 500 pictures; divide it"


def test_without_the_engine_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert recogniser(lambda: None) is None
    assert refusal(as_file_of("PNG", picture(ENGLISH))) == "is a picture; install footnote[ocr] to read it"
    assert refusal(scan(picture(ENGLISH)), "a.pdf") == (
        "is a scan: its pages are pictures without text; install footnote[ocr] to read scans"
    )
    drawn = picture(ENGLISH)
    raw = pdf(
        lines(50, 700, FIGURES), shown(drawn), resources="/XObject << /I1 9 0 R >>", objects=[image(drawn)]
    )
    assert convert(raw, "a.pdf").notes == (
        "1 page is a picture without text and was skipped; install footnote[ocr] to read scans",
    )
