"""Whether one line of a PDF page goes on in another: by their places and by their words."""

from __future__ import annotations

import re
from typing import Final

from index.formats.pdf.lines import PdfLine

ENDS: Final = re.compile(r"[.!?:;…。！？：；।؟۔][”’\"'»)\]）」』]*\Z")
"""The end of a sentence, or of what announces something."""
LETTERS: Final = re.compile(
    r"[^\W\d_].*?[^\W\d_].*?[^\W\d_]"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af].*?[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Three letters, or two of a script that needs fewer: what has less is a number or a label."""

_CJK: Final = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\uffef]")


def beside(line: PdfLine, other: PdfLine | None) -> bool:
    return other is not None and abs(line.y - other.y) < 0.3 * line.size


def is_full(last: PdfLine, line: PdfLine) -> bool:
    """Whether the first word of `line` had no room any more in the line before it."""
    slack = 2.2 if _CJK.search(line.text[:1] + last.text[-1:]) else 0.3
    return last.x1 + 0.25 * last.size + line.lead > last.edge - slack * last.size


def is_unended(last: PdfLine, line: PdfLine) -> bool:
    """Whether a line that ends early leaves its sentence open: lines need not be filled as far as can be."""
    reach = last.x1 - last.x0 >= 0.7 * (last.edge - last.x0)
    return reach and line.text[:1].islower() and not ENDS.search(last.text) and last.text[-1:] not in ",，、"


def goes_on_in_words(last: PdfLine, line: PdfLine) -> bool:
    """Whether a line goes on in small letters, or in a script that has none: labels begin with capitals."""
    begun = line.text[:1].islower() or _CJK.match(line.text) is not None
    return begun and not ENDS.search(last.text)


def continues_narrow(last: PdfLine, line: PdfLine) -> bool:
    """Whether a line in a narrow column goes on: in small letters, after words. Numbers are never joined."""
    worded = LETTERS.search(last.text) is not None and LETTERS.search(line.text) is not None
    return worded and goes_on_in_words(last, line) and not last.text[-1:].isdigit()
