"""Slides among the pages of a PDF: wide pages, each with a title, whose text goes on on no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from index.formats.pdf.lines import PdfLine, same_size, text_lines
from index.formats.pdf.lists import item_start
from index.formats.pdf.paragraphs import ENDS, LETTERS, beside
from index.formats.pdf.running import PdfPageText

_TOP: Final = 0.6  # share of a slide's height above which its title stands
_LONGEST: Final = 120  # characters of a title
_LARGER: Final = 1.08  # times the usual size of a slide's type
_SMALLER: Final = 0.95
_APART: Final = 2.0  # sizes between a title that is no larger than other text and what is below it
_STEP: Final = 1.45  # sizes from one line of a title to the next


def mark_slides(pages: Sequence[PdfPageText]) -> None:
    """Marks the wide pages of a document of which most are wide as slides, and the lines of their titles."""
    wide = [page for page in pages if page.wide]
    if len(wide) * 2 <= len(pages):
        return
    for page in wide:
        page.slide = True
        for line in _title(page):
            line.title = True


def _title(page: PdfPageText) -> list[PdfLine]:
    """The lines of a slide's title: the topmost, larger than most or by itself, and those like it below."""
    lines = sorted((line for line in text_lines(page.items) if not line.label), key=lambda line: -line.y)
    worded = [line for line in lines if LETTERS.search(line.text)]
    if not worded or not _may_be(worded[0], page):
        return []
    title = worded[:1]
    for line in worded[1:]:
        if not same_size(title[-1], line) or not 0.5 < (title[-1].y - line.y) / line.size <= _STEP:
            break
        title.append(line)
    long = sum(len(line.text) for line in title) > _LONGEST
    if long or (len(title) == len(worded) and ENDS.search(title[-1].text)):
        return []
    sizes = Counter(line.size for line in worded[len(title) :] for _ in line.text)
    usual, first = sizes.most_common(1)[0][0] if sizes else 0.0, title[0]
    if first.size >= _LARGER * usual:
        return title
    lone = not any(beside(first, line) for line in lines if line is not first)
    below = next((line for line in lines if line.y < first.y - 0.3 * first.size), None)
    apart = lone and (below is None or first.y - below.y >= _APART * first.size)
    return title[:1] if apart and first.size >= _SMALLER * usual else []


def _may_be(line: PdfLine, page: PdfPageText) -> bool:
    bottom, top = page.height
    high = line.y > bottom + _TOP * (top - bottom)
    return high and item_start(line.text) is None
