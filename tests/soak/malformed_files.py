"""Files of all formats with something wrong, and what stands in a folder like a file and is none."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final
from zipfile import ZIP_STORED

from tests.index.formats.pdf_samples import lines, pdf, stream, text
from tests.index.formats.test_archive import zipped
from tests.index.formats.test_epub import ONE, TWO, epub
from tests.index.formats.test_sheets import changed, rows, xlsx
from tests.index.formats.test_slides import deck, titled
from tests.index.formats.test_word import docx, paragraph

WORDS: Final = "The ferry to Brannoch sails at nine in the morning. It carries 200 people and 12 cars. "
NOUNS: Final = ("pier", "tide", "boat", "ferry", "harbour", "rope", "sail", "anchor", "gull", "net", "fish")
BOMB: Final = 400_000_000
"""Bytes to which bombs unpack."""

ENTITIES: Final = '<!DOCTYPE x [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
)
ALIASES: Final = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 11)
)
MERGES: Final = "a0: &a0 {k: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 10)
)
YAML: Final = {
    "brackets": "title: " + "[" * 30_000,
    "braces": "title: " + "{" * 30_000,
    "dashes": "title:\n" + "- " * 30_000,
    "questions": "? " * 30_000,
    "aliases": ALIASES,
    "merge keys": MERGES,
    "itself": "a: &a [*a]\n",
    "an object": "title: !!python/object/apply:os.system [id]\n",
    "a date": "published: 2025-02-30\n",
    "a number": f"title: {'9' * 100_000}\n",
    "a key": "k" * 500_000 + ": 1\n",
    "an id": "id: ../../../etc/passwd\n",
    "a tab": "\ttitle: x\n",
    "many keys": "".join(f"k{n}: {n}\n" for n in range(20_000)),
    "depth": "".join(" " * n + "a:\n" for n in range(2_000)),
    "NUL": 'title: "\0"\n',
}


def _page(number: int) -> str:
    """A page with words of its own: what stands on many is taken for a running head."""
    random = Random(number)  # noqa: S311 - words, not secrets
    said = (" ".join(random.choices(NOUNS, k=8)).capitalize() + "." for _ in range(6))
    return lines(50, 700, list(said))


@cache
def sound_files() -> Mapping[str, bytes]:
    """A file of each format that is read as it should be, by suffix."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Boats")
    for row in range(20):
        sheet.write(row, 0, f"Boat {row}")
        sheet.write(row, 1, row)
    xls = BytesIO()
    book.save(xls)
    html = f"<html lang=en><title>Tides</title><body><h1>Tides</h1><p>{WORDS * 20}</p></body></html>"
    return {
        ".pdf": pdf(*map(_page, range(5)), info="/Title (Boats)"),
        ".docx": docx(paragraph("Boats", "Titel") + paragraph(WORDS * 10)),
        ".pptx": deck((1, titled("Boats", WORDS)), (1, titled("Piers", WORDS))),
        ".xlsx": xlsx(rows(("Boat", "Price"), *((f"Boat {n}", n) for n in range(50)))),
        ".xls": xls.getvalue(),
        ".ods": _sheet(f"<table:table-row>{_CELL * 3}</table:table-row>" * 5),
        ".epub": epub(ONE, TWO),
        ".tif": _picture(),
        ".html": html.encode(),
        ".csv": b"Boat;Price\n" + b"".join(b"Boat %d;%d\n" % (n, n) for n in range(200)),
        ".md": f"---\nid: boats\ntitle: Boats\n---\n# Boats\n\n{WORDS * 10}\n".encode(),
        ".txt": WORDS.encode() * 20,
    }


def _picture() -> bytes:
    from PIL import Image, ImageDraw

    picture, held = Image.new("L", (400, 80), 255), BytesIO()
    ImageDraw.Draw(picture).text((10, 20), "The ferry sails at nine.", fill=0, font_size=28)
    picture.save(held, "TIFF")
    return held.getvalue()


_CELL: Final = "<table:table-cell office:value-type='string'><text:p>Boat</text:p></table:table-cell>"
_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"


def _sheet(inside: str, head: str = "") -> bytes:
    """A sheet of OpenDocument with these rows."""
    content = (
        f"{head}<office:document-content xmlns:office='{_OASIS}:office:1.0'"
        f" xmlns:table='{_OASIS}:table:1.0' xmlns:text='{_OASIS}:text:1.0'>"
        f"<office:body><office:spreadsheet><table:table table:name='S'>{inside}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode()}, ZIP_STORED)


HARMS: Final = ("cut", "cut", "bits", "bits", "bytes", "zeros", "missing", "twice", "tail", "noise")


def harmed(raw: bytes, random: Random) -> tuple[str, bytes]:
    """A file with something wrong, and what."""
    kind = random.choice(
        ("cut", "cut", "bits", "bits", "bytes", "zeros", "missing", "twice", "tail", "noise")
    )
    at = random.randrange(len(raw))
    held = bytearray(raw)
    if kind == "cut":
        held = held[:at]
    elif kind == "bits":
        for _ in range(random.choice((1, 3, 10, 100))):
            held[random.randrange(len(held))] ^= 1 << random.randrange(8)
    elif kind == "bytes":
        for _ in range(random.choice((1, 10, 200))):
            held[random.randrange(len(held))] = random.choice((0, 0x0A, 0x22, 0x3C, 0x5B, 0x80, 0xFF))
    elif kind == "zeros":
        held[at : at + 500] = bytes(len(held[at : at + 500]))
    elif kind == "missing":
        del held[at : at + random.choice((1, 50, 1_000))]
    elif kind == "twice":
        held[at:at] = held[at : at + 2_000] * 3
    elif kind == "tail":
        held += random.randbytes(5_000)
    else:
        held = bytearray(random.randbytes(len(raw)))
    return kind, bytes(held)


def _deflated(size: int) -> bytes:
    """Zeros, so many, with zlib."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


def _nested(depth: int) -> bytes:
    raw = b"x" * 100
    for _ in range(depth):
        raw = zipped({"word/document.xml": raw, "inner.zip": raw})
    return raw


def _bomb_of_deflate() -> bytes:
    """A page whose content is packed to a thousandth."""
    raw, packed = pdf("MARK"), _deflated(BOMB)
    return raw.replace(b"<< /Length 4  >> stream\nMARK", b"<< /Filter /FlateDecode >> stream\n" + packed)


BOMBS: Final[Mapping[str, Callable[[], bytes]]] = {
    "10000 pages.pdf": lambda: pdf(*map(_page, range(10_000))),
    "a million pages said.pdf": lambda: pdf(text(50, 700, WORDS), count=1_000_000),
    "pages below zero.pdf": lambda: pdf(text(50, 700, WORDS), count=-5),
    "packed.pdf": _bomb_of_deflate,
    "nested.pdf": lambda: pdf(text(50, 700, WORDS), catalog="/A " + "[" * 100_000),
    "nested dictionaries.pdf": lambda: pdf(text(50, 700, WORDS), info="/A <<" * 50_000),
    "pages in a circle.pdf": lambda: pdf(text(50, 700, WORDS)).replace(
        b"/Kids [ 5 0 R ]", b"/Kids [ 2 0 R ]"
    ),
    "operators.pdf": lambda: pdf("q " * 2_000_000),
    "letters.pdf": lambda: pdf(text(50, 700, "x" * 3_000_000)),
    "paths.pdf": lambda: pdf("0 0 m 9 9 l S\n" * 300_000),
    "a huge page.pdf": lambda: pdf(text(50, 700, WORDS)).replace(b"0 0 600 800", b"0 0 9e9 9e9"),
    "a huge picture.pdf": lambda: pdf(
        "600 0 0 800 0 0 cm /I Do",
        resources="/XObject << /I 7 0 R >>",
        objects=[
            stream(
                "x",
                "/Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            )
        ],
    ),
    "encrypted.pdf": lambda: pdf(text(50, 700, WORDS), trailer="/Encrypt << /Filter /Standard /V 9 >>"),
    "only a head.pdf": lambda: b"%PDF-1.7\n",
    "bomb.docx": lambda: zipped({"word/document.xml": bytes(BOMB)}),
    "entities.docx": lambda: docx("", word__document=f"{ENTITIES}<x>&a11;</x>"),
    "depth.docx": lambda: docx("<w:p>" * 100_000),
    "tables in tables.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 3_000),
    "slip.docx": lambda: zipped({"word/document.xml": b"<x/>", "../../slip": b"x", "/etc/slip": b"x"}),
    "backslash.docx": lambda: zipped({"word/document.xml": b"<x/>", "..\\..\\slip": b"x"}),
    "nested zips.docx": lambda: _nested(12),
    "names.docx": lambda: zipped({f"word/{n}.xml": b"" for n in range(70_000)}),
    "outside.docx": lambda: docx(paragraph(WORDS), word___rels__document='<x Target="file:///etc/passwd"/>'),
    "entities.pptx": lambda: zipped({"ppt/presentation.xml": f"{ENTITIES}<x>&a11;</x>".encode()}),
    "bomb.pptx": lambda: zipped({"ppt/presentation.xml": bytes(BOMB)}),
    "entities.xlsx": lambda: changed(
        sound_files()[".xlsx"], "xl/workbook.xml", "<workbook", f"{ENTITIES}<workbook"
    ),
    "far.xlsx": lambda: changed(
        sound_files()[".xlsx"], "xl/worksheets/sheet1.xml", 'r="A1"', 'r="XFD1048576"'
    ),
    "bomb.xlsx": lambda: zipped({"xl/workbook.xml": bytes(BOMB)}),
    "repeated.ods": lambda: _sheet(
        "<table:table-row table:number-rows-repeated='1000000000'>"
        + _CELL.replace("<table:table-cell", "<table:table-cell table:number-columns-repeated='1000000000'")
        + "</table:table-row>"
    ),
    "entities.ods": lambda: _sheet("<table:table-row>&a11;</table:table-row>", ENTITIES),
    "depth.ods": lambda: _sheet("<table:table-row>" * 100_000),
    "entities.epub": lambda: epub(f"{ENTITIES}<html><body><p>&a11;</p></body></html>"),
    "a circle.epub": lambda: epub(ONE, spine='<itemref idref="p1"/>' * 100_000),
    "outside.epub": lambda: epub(
        ONE, listed='<item id="o" href="../../../etc/passwd"/>', spine='<itemref idref="o"/>'
    ),
    "bomb.epub": lambda: zipped({"META-INF/container.xml": bytes(BOMB)}),
    "depth.html": lambda: b"<div>" * 200_000,
    "tables.html": lambda: b"<table><tr><td>" * 20_000,
    "attributes.html": lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(200_000)) + b">x",
    "spans.html": lambda: b"<table><tr><td colspan=1000000000 rowspan=1000000000>x<tr><td>y</table>",
    "open.html": lambda: b"<b><i><a>" * 30_000 + WORDS.encode(),
    "a comment.html": lambda: b"<html><!--" * 100_000,
    "scripts.html": lambda: b"<html><script>while(1);</script></html>",
    "columns.csv": lambda: b"a," * 2_000_000,
    "a quote.csv": lambda: b'"' + b"a,b\n" * 500_000,
    "one line.txt": lambda: b"word " * 4_000_000,
    "one word.txt": lambda: b"x" * 20_000_000,
    "too large.txt": lambda: b"word\n" * 20_000_000,
    "NUL.txt": lambda: b"\0" * 100_000,
    "NUL.md": lambda: b"# Boats\n\n\0\n",
    "empty.pdf": lambda: b"",
    "empty.md": lambda: b"",
    "spaces.txt": lambda: b" \n\t" * 100_000,
    "hashes.md": lambda: b"#" * 1_000_000,
    "quotes.md": lambda: b">" * 200_000 + b" x",
    "lists.md": lambda: b"".join(b" " * n + b"- a\n" for n in range(3_000)),
    "table.md": lambda: b"|" * 1_000_000,
    "backticks.md": lambda: b"`" * 500_000 + b"\n" + b"[" * 200_000,
    "escape.txt": lambda: b"\x1b]0;title\x07\x1b[31m" + WORDS.encode(),
    "turned.txt": lambda: "\u202e\u2066".encode() * 100 + WORDS.encode(),
}


QUICK: Final = (
    *("entities.docx", "slip.docx", "nested zips.docx", "depth.html", "repeated.ods", "nested.pdf"),
    *("pages in a circle.pdf", "columns.csv", "NUL.txt", "empty.pdf", "outside.epub", "escape.txt"),
)
"""Those that take no time."""


def write_malformed(folder: Path, count: int, seed: int = 0) -> dict[str, str]:
    """At least `count` malformed files in `folder`; by their names, of which kind each is.

    Bombs that take long are among them where there are more files than bombs.
    """
    random = Random(seed)  # noqa: S311 - files, not secrets
    folder.mkdir(parents=True)
    kinds: dict[str, str] = {}

    def put(name: str | bytes, content: bytes, kind: str) -> Path:
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        kinds[path.relative_to(folder).as_posix()] = kind
        return path

    chosen = BOMBS if count > len(BOMBS) else QUICK
    for name in chosen:
        put(f"bombs/{name}", BOMBS[name](), "bombs")
    for name in random.sample(list(YAML), min(len(YAML), max(1, count // 8))):
        front = YAML[name].encode()
        put(f"yaml/{name}.md", b"---\n" + front + b"\n---\n# Boats\n\nThey float.\n", "front matter")
        put(f"yaml/{name}.txt", WORDS.encode(), "sidecars")
        (folder / f"yaml/{name}.txt.yaml").write_bytes(front)
    _put_no_files(folder, put, kinds)
    suffixes = list(sound_files())
    for number in range(max(0, count - len(kinds))):
        suffix = suffixes[number % len(suffixes)]
        harm, content = harmed(sound_files()[suffix], random)
        other = random.choice(suffixes) if random.random() < 0.1 else suffix
        put(f"harmed/{number}-{harm}{other}", content, f"harmed {suffix}")
    return kinds


def _put_no_files(
    folder: Path, put: Callable[[str | bytes, bytes, str], Path], kinds: dict[str, str]
) -> None:
    """What stands in a folder like a file and is none, or has a name that nobody can write."""
    place = folder / "no files"
    put("no files/a folder.pdf/inside.txt", WORDS.encode(), "in odd folders")
    for odd in (b"\xff\xfe.pdf", b"caf\xe9.txt", "\u202efdp.txt".encode(), b"a\nb.md", b"\x1b[31m.md"):
        put(b"no files/" + odd, WORDS.encode(), "odd names")
    put("no files/" + "n" * 240 + ".txt", WORDS.encode(), "odd names")
    os.mkfifo(place / "a pipe.pdf")
    links = {
        "nowhere.pdf": "/nowhere",
        "itself.pdf": "itself.pdf",
        "a device.txt": "/dev/zero",
        "outside.txt": "/etc/passwd",
        "memory.txt": "/proc/self/mem",
        "above.md": "../../../../../../../etc/hostname",
    }
    for name, target in links.items():
        (place / name).symlink_to(target)
    (place / "around").symlink_to("..", target_is_directory=True)
    put("no files/beside.txt", WORDS.encode(), "sidecars")
    (place / "beside.txt.yaml").symlink_to("/etc/passwd")
    closed = put("no files/closed.txt", WORDS.encode(), "no files")
    closed.chmod(0)
    for name in ("a pipe.pdf", *links):
        kinds[f"no files/{name}"] = "no files"
