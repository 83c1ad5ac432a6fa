"""Pages as a scanner leaves them: letters drawn into pictures, and PDF files that hold nothing else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from importlib.resources import as_file, files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.index.formats.pdf_samples import HEIGHT

DOTS = 200
TYPE = 32  # pixels: 11.5 points
STEP = 46

ENGLISH = (
    "The ferry to Brannoch sails at nine from May to",
    "September. In winter it sails on 14 days a month,",
    "and it carries 240 people and 36 cars.",
)


def picture(lines: Sequence[str], *, face: int = 0, width: int = 1_000) -> Image.Image:
    """Black lines on white; `face` is that of the font: 0 for Japanese, 2 for Chinese in its simple form."""
    with as_file(files("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc") as path:
        font = ImageFont.truetype(path, TYPE, index=face)
        drawn = Image.new("L", (width, STEP * len(lines) + 120), 255)
        for at, line in enumerate(lines):
            ImageDraw.Draw(drawn).text((60, 60 + STEP * at), line, font=font, fill=0)
    return drawn


def worn(drawn: Image.Image) -> Image.Image:
    """The same askew, blurred, grey and full of specks."""
    chance = random.Random(7)  # noqa: S311  # no secret
    skewed = drawn.rotate(1.2, resample=Image.Resampling.BICUBIC, fillcolor=255)
    specks = Image.frombytes("L", skewed.size, chance.randbytes(skewed.width * skewed.height))
    return Image.blend(skewed.filter(ImageFilter.GaussianBlur(0.7)), specks, 0.2)


def as_file_of(kind: str, *pages: Image.Image, **options: object) -> bytes:
    """A file of Pillow's format `kind`."""
    file = BytesIO()
    pages[0].save(file, kind, save_all=len(pages) > 1, append_images=pages[1:], **options)
    return file.getvalue()


def scan(*pages: Image.Image) -> bytes:
    """A PDF whose pages are pictures."""
    return as_file_of("PDF", *pages, resolution=DOTS)


def image(drawn: Image.Image) -> str:
    """The body of an object that is a picture, for `pdf_samples.pdf`."""
    grey = drawn.convert("L")
    held = grey.tobytes().hex()
    return (
        f"<< /Type /XObject /Subtype /Image /Width {grey.width} /Height {grey.height} /ColorSpace /DeviceGray"
        f" /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length {len(held)} >> stream\n{held}\nendstream"
    )


def shown(drawn: Image.Image, name: str = "I1") -> str:
    """The operators that show that picture from the left top of a page, as large as it was scanned."""
    width, height = drawn.width * 72 / DOTS, drawn.height * 72 / DOTS
    return f"q {width} 0 0 {height} 0 {HEIGHT - height} cm /{name} Do Q\n"
