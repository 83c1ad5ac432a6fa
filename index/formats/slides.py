"""Slide decks (.pptx) as Markdown: each slide its title, and its texts, tables and charts by position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from index.formats.archive import open_archive
from index.formats.charts import chart_tables
from index.formats.converted import MOST_TEXT, ONLY_PICTURES, Converted, PlaceMark, UnreadableError
from index.formats.foreign import parse_xml, reading
from index.formats.grid import delimiter_row, pipe_row
from index.formats.slide_text import SlideLine, bulleted, diagram_lines, flat_text, lines_of, table_rows
from index.formats.stated import office_facts

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.shapes.base import BaseShape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide

MOST_SLIDES: Final = 5_000
"""Slides of one deck."""
LONGEST_HEADING: Final = 120
"""Characters of a slide's first text that is its heading where it has no title."""

_MOST_SHAPES: Final = 10_000  # of one slide
_BAND: Final = 50  # shapes whose tops differ by less than this part of the slide's height stand side by side
_RUNNING: Final = frozenset(
    ["dt", "ftr", "hdr", "sldNum"]
)  # kinds of placeholders: date, footer, header, number
_DIAGRAM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def read_pptx(raw: bytes) -> Converted:
    """A slide deck; hidden slides, speaker notes, footers and what lies beside the slides are left out.

    Raises UnreadableError for what is encrypted, damaged, no slide deck or too large.
    """
    from lxml.etree import XMLSyntaxError
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    with open_archive(raw) as archive:
        if not any(name.startswith("ppt/") for name in archive.NameToInfo):
            raise UnreadableError("is not a slide deck")
        stated = office_facts(archive)
    with reading("slide deck", BadZipFile, PythonPptxError, XMLSyntaxError, KeyError):
        writer = _DeckWriter()
        writer.write(Presentation(BytesIO(raw)))
    text = "".join(writer.parts)
    if writer.pictures and not text.strip():
        raise UnreadableError(ONLY_PICTURES)
    # Programs fill the title in with words of their own, so it counts only where the deck says it, too.
    title = stated.title if stated.title and stated.title.casefold() in text.casefold() else None
    return Converted(
        text,
        title=title or writer.title or None,
        language=stated.language,
        published=stated.published,
        places=tuple(writer.places),
        notes=tuple(writer.notes()),
    )


@dataclass
class _DeckWriter:
    """Gathers Markdown and marks of places, slide by slide."""

    parts: list[str] = field(default_factory=list)
    places: list[PlaceMark] = field(default_factory=list)
    length: int = 0
    title: str = ""  # of the first slide that has one
    hidden: int = 0
    pictures: int = 0  # slides with nothing but pictures
    remarks: int = 0  # slides with speaker notes

    def write(self, deck: Presentation) -> None:
        size = (deck.slide_width or 0, deck.slide_height or 0)
        for number, slide in enumerate(deck.slides, 1):
            if number > MOST_SLIDES:
                raise UnreadableError(f"has more than {MOST_SLIDES:,} slides; split it")
            if slide.element.get("show") in ("0", "false"):
                self.hidden += 1
                continue
            self._slide(number, slide, size)

    def notes(self) -> Iterator[str]:
        """What was left out."""
        for count, one, many in (
            (self.hidden, "1 hidden slide was skipped", "{} hidden slides were skipped"),
            (
                self.remarks,
                "speaker notes of 1 slide were left out",
                "speaker notes of {} slides were left out",
            ),
            (self.pictures, "1 slide holds only pictures", "{} slides hold only pictures"),
        ):
            if count:
                yield one if count == 1 else many.format(count)

    def _slide(self, number: int, slide: Slide, size: tuple[int, int]) -> None:
        if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) and notes.text.strip():
            self.remarks += 1
        titled = slide.shapes.title
        shapes = [shape for shape in _in_order(_shown(slide.shapes, size), size[1]) if shape != titled]
        blocks = [block for shape in shapes if (block := _block(slide, shape))]
        title = flat_text(titled.element) if titled is not None else ""
        if not title and blocks and len(blocks[0]) == 1 and _heads(blocks[0][0]):
            title = blocks.pop(0)[0].text
        if not title and not blocks:
            self.pictures += any(shape.element.tag.endswith("}pic") for shape in shapes)
            return
        self.places.append(PlaceMark(self.length, "slide", str(number)))
        if title or self.title:  # what has no heading does not stand under that of the slide before
            self._add([f"## {title}" if title else f"# {self.title}", ""])
        self.title = self.title or title
        for block in blocks:
            self._add([*(line.written() for line in block), ""])

    def _add(self, lines: Iterable[str]) -> None:
        text = "".join(f"{line}\n" for line in lines)
        self.parts.append(text)
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise UnreadableError(f"has more than {MOST_TEXT // 1_000_000} million characters; split it")


def _heads(line: SlideLine) -> bool:
    """Whether a line can be the heading of a slide without a title."""
    return not line.mark and not line.text.startswith("|") and len(line.text) <= LONGEST_HEADING


def _shown(shapes: Iterable[BaseShape], size: tuple[int, int]) -> list[BaseShape]:
    """The shapes that a slide shows: none hidden or beside it, no footer, date or number."""
    shown = []
    for count, shape in enumerate(shapes):
        if count > _MOST_SHAPES:
            raise UnreadableError(f"has a slide of more than {_MOST_SHAPES:,} shapes; convert it to PDF")
        kinds = shape.element.xpath("./*/p:nvPr/p:ph/@type")
        hidden = shape.element.xpath("./*/p:cNvPr/@hidden")
        if not _RUNNING.intersection(kinds) and hidden not in (["1"], ["true"]) and not _beside(shape, size):
            shown.append(shape)
    return shown


def _beside(shape: BaseShape, size: tuple[int, int]) -> bool:
    """Whether a shape lies outside the slide, where people keep what is not to be shown."""
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    if left is None or top is None or width is None or height is None or not all(size):
        return False
    return left >= size[0] or top >= size[1] or left + width < 0 or top + height < 0


def _in_order(shapes: Iterable[BaseShape], height: int) -> list[BaseShape]:
    """Shapes as they are read: from the top, those in one band from the left; a group as its shapes."""
    from pptx.shapes.group import GroupShape

    found: list[BaseShape] = []
    stack = [*reversed(_banded(shapes, height))]
    while stack:
        shape = stack.pop()
        if isinstance(shape, GroupShape):
            stack += reversed(_banded(_shown(shape.shapes, (0, 0)), height))
        else:
            found.append(shape)
        if len(found) > _MOST_SHAPES:
            raise UnreadableError(f"has a slide of more than {_MOST_SHAPES:,} shapes; convert it to PDF")
    return found


def _banded(shapes: Iterable[BaseShape], height: int) -> list[BaseShape]:
    bands: list[list[BaseShape]] = []
    for shape in sorted(shapes, key=lambda shape: shape.top or 0):
        if bands and (shape.top or 0) - (bands[-1][0].top or 0) <= height // _BAND:
            bands[-1].append(shape)
        else:
            bands.append([shape])
    return [shape for band in bands for shape in sorted(band, key=lambda shape: shape.left or 0)]


def _block(slide: Slide, shape: BaseShape) -> list[SlideLine]:
    """The lines of a shape; none where it has no text."""
    from pptx.shapes.graphfrm import GraphicFrame

    if isinstance(shape, GraphicFrame):
        return _framed(slide, shape)
    return lines_of(shape.element, bulleted=bulleted(shape)) if shape.has_text_frame else []


def _framed(slide: Slide, frame: GraphicFrame) -> list[SlideLine]:
    """A table, a chart's data or the texts of a diagram."""
    if frame.has_table:
        return _table(table_rows(frame.table._tbl))
    if frame.has_chart:
        lines: list[SlideLine] = []
        for caption, rows in chart_tables(parse_xml(frame.chart_part.blob)):
            lines += [SlideLine(caption), SlideLine("")] if caption else []
            lines += [*_table(rows), SlideLine("")]
        return lines[:-1]
    keys = frame.element.xpath("./a:graphic/a:graphicData/*/@*[local-name()='dm']")
    uri = frame.element.xpath("./a:graphic/a:graphicData/@uri")
    if uri == [_DIAGRAM] and keys:
        return diagram_lines(parse_xml(slide.part.related_part(keys[0]).blob))
    return []


def _table(rows: Sequence[Sequence[str]]) -> list[SlideLine]:
    """A pipe table; the first row is its head."""
    if not any(any(row) for row in rows):
        return []
    head, *rest = rows
    written = [pipe_row(head), delimiter_row(len(head)), *map(pipe_row, rest)]
    return [SlideLine(line) for line in written]
