"""How a PDF is set: the size of its running text, the space between its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.formats.pdf.lines import PageItem, PdfLine, text_lines

_USUAL: Final = 1.2  # sizes between two baselines
_CLOSEST: Final = 0.9
_WIDEST: Final = 2.4


@dataclass(slots=True)
class PdfMeasures:
    """The size of running text in points; sizes from one of its lines to the next.

    `mono` and `bold` are whether most of the type is.
    """

    body: float = 10.0
    leading: float = _USUAL
    mono: bool = False
    bold: bool = False


class PdfMeasuring:
    """Gathers the measures of a document, page by page."""

    def __init__(self) -> None:
        self._sizes = Counter[float]()
        self._steps = Counter[float]()
        self._mono = self._bold = 0

    def add(self, items: Iterable[PageItem]) -> None:
        last: PdfLine | None = None
        for line in text_lines(items):
            length = len(line.text)
            self._sizes[round(line.size * 2) / 2] += length
            self._mono += length if line.mono else 0
            self._bold += length if line.bold else 0
            if last is not None and abs(last.size - line.size) < 0.3 and line.x0 < last.x1:
                step = (last.y - line.y) / line.size
                if _CLOSEST <= step <= _WIDEST:
                    self._steps[round(step * 20) / 20] += length
            last = line

    def measured(self) -> PdfMeasures:
        if not self._sizes:
            return PdfMeasures()
        body = self._sizes.most_common(1)[0][0]
        leading = self._steps.most_common(1)[0][0] if self._steps else _USUAL
        half = self._sizes.total() / 2
        return PdfMeasures(body, leading, mono=self._mono > half, bold=self._bold > half)
