"""What a file of any format is converted to: text as Markdown, and where its parts stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from index.errors import FootnoteError

PlaceKind: TypeAlias = Literal["page", "slide", "sheet", "cells", "chapter"]

CONVERSION: Final = 2
"""Raised whenever files would be converted otherwise: those that were read before are then read anew."""

MOST_TEXT: Final = 40_000_000
"""Characters of the text of one document: a hundred novels."""
MOST_PICTURES: Final = 500
"""Pictures of one file that are read for their text: the pages of a book."""
ONLY_PICTURES: Final = "holds pictures and no text; save it as PDF"
"""Why an office file without words is unreadable; the pictures of a PDF can be read."""


class PlaceMark(NamedTuple):
    """From the character `start` of the text on, what is read stood on this page, slide, sheet or row.

    `label` is what people call it: "14" or "xiv" of a page, "3" of a slide, "Sales!A2:D2" of cells, the title
    of a chapter. `recognised` is whether its characters were read from a picture. `number` is that of a page,
    counted from 1, where its label is another; else 0.
    """

    start: int
    kind: PlaceKind
    label: str
    recognised: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Converted:
    r"""A file as text: Markdown as `index.blocks` reads it, with `\n` line ends and no front matter.

    Headings are `#` lines, tables are pipe tables with a line of dashes under their head and blank lines
    around them, list items begin with `- ` or `1. `, paragraphs are one line each and parted by blank lines.
    Pipes in cells are `\|`. Nothing is added that the file does not say: no alt texts, no page numbers, no
    running heads. `places` are in order of their starts. What the file says of itself is None where it does
    not: `published` is an ISO date (2025, 2025-03 or 2025-03-31), `language` a BCP 47 tag. `recognised` is
    whether any characters were read from pictures. `notes` say what was left out, in English, for the
    operator: "2 hidden sheets were skipped".
    """

    text: str
    title: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    places: tuple[PlaceMark, ...] = ()
    recognised: bool = False
    notes: tuple[str, ...] = ()


class UnreadableError(FootnoteError):
    """A file that cannot be converted; why, and what to do, without its name: "is encrypted"."""
