"""PDF files written by hand, so that tests say exactly what stands where on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

HEIGHT: Final = 800
"""Points from the bottom of a page to its top."""

_FONTS: Final = (
    "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
    " /F3 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    " /F4 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    " /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >> ] >>"
)


def text(x: float, y: float, words: str, size: float = 10, font: str = "F1") -> str:
    """The operators that show words with their baseline beginning at (x, y)."""
    if font == "F4":
        shown = f"<{words.encode('utf-16-be').hex()}>"
    else:
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown = f"({escaped})"
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm {shown} Tj ET\n"


def lines(x: float, y: float, words: Sequence[str], size: float = 10, font: str = "F1") -> str:
    """Lines under one another, the first at (x, y), as far apart as those of a paragraph."""
    return "".join(text(x, y - 1.2 * size * at, line, size, font) for at, line in enumerate(words))


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A thin line."""
    return f"0.5 w {x0} {y0} m {x1} {y1} l S\n"


def bar(x: float, y: float, width: float, height: float) -> str:
    """A filled box."""
    return f"{x} {y} {width} {height} re f\n"


def pdf(
    *pages: str,
    info: str = "",
    catalog: str = "",
    trailer: str = "",
    fonts: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
    count: int | None = None,
    width: int = 600,
    first: str = "",
) -> bytes:
    """A PDF file with a page for each content; the further texts are entries of its dictionaries.

    The first of `objects` has the number 5 + 2 × pages. Pages are `width` points wide; `first` are entries
    of the first one.
    """
    total = len(pages) if count is None else count
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [ {kids} ] /Count {total} >>",
        f"<< {fonts} {_FONTS} >>",
        f"<< {info} >>",
    ]
    for at, content in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {width} {HEIGHT} ]"
            f" /Resources << /Font 3 0 R {resources} >> /Contents {6 + 2 * at} 0 R {'' if at else first} >>"
        )
        bodies.append(stream(content))
    return _file([*bodies, *objects], trailer)


def stream(content: str, entries: str = "") -> str:
    """The body of an object that is a stream."""
    return f"<< /Length {len(content.encode('cp1252'))} {entries} >> stream\n{content}\nendstream"


def _file(bodies: Sequence[str], trailer: str) -> bytes:
    raw = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(bodies) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\n"
        f"startxref\n{len(raw)}\n%%EOF\n"
    )
    return raw + end.encode()
