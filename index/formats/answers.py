"""What a reader's process answered, as what it means: nothing of it is trusted."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from index.formats.checked import checked
from index.formats.converted import Converted, UnreadableError
from index.formats.pdf.pictured import MOST_BOXES, MOST_PIXELS, MOST_QUOTES, PagePicture
from index.formats.pipes import CONVERTED, CRASHED, MEMORY, PICTURED, UNREADABLE
from index.shown import brief

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LONGEST_REASON: Final = 300
"""Characters of why a file is unreadable."""
_DEPTH: Final = 3  # bytes of a pixel


class EndedError(Exception):
    """The process was of no use for a file. `late` is whether its time was up."""

    def __init__(self, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


def converted_of(head: bytes, text: bytes) -> Converted:
    """The file that was converted. Raises UnreadableError, and EndedError for what makes no sense."""
    try:
        held = _shape().validate_json(head, strict=True)
        found = held.get(CONVERTED)
        if isinstance(found, Converted):
            return checked(replace(found, text=text.decode()))
    except ValueError as error:
        raise EndedError(crash("its answer makes no sense")) from error
    raise _why_not(held)


def picture_of(head: bytes, pixels: bytes) -> PagePicture:
    """The page as a picture, by the same rules: it is of its size, and the boxes lie in it."""
    try:
        held = _shape().validate_json(head, strict=True)
    except ValueError as error:
        raise EndedError(crash("its answer makes no sense")) from error
    found = held.get(PICTURED)
    if not isinstance(found, PagePicture):
        raise _why_not(held)
    width, height = found.width, found.height
    inside = all(
        0 <= box.left <= box.right <= width and 0 <= box.top <= box.bottom <= height
        for boxes in found.boxes
        for box in boxes
    )
    few = len(found.boxes) <= MOST_QUOTES and all(len(boxes) <= MOST_BOXES for boxes in found.boxes)
    sized = width > 0 and height > 0 and width * height <= 2 * MOST_PIXELS
    if not (inside and few and sized and len(pixels) == width * height * _DEPTH):
        raise EndedError(crash("its picture makes no sense"))
    return found._replace(pixels=pixels)


def crash(how: str) -> str:
    """What is told of a file that ended its reader."""
    return f"crashed its reader ({how}); save it again, or convert it to PDF"


def _why_not(held: dict[str, Converted | PagePicture | str]) -> Exception:
    if UNREADABLE in held:
        return UnreadableError(brief(str(held[UNREADABLE]), LONGEST_REASON))
    if MEMORY in held:
        return EndedError("needs more memory than allowed to read; divide it")
    return EndedError(crash(brief(str(held.get(CRASHED, "")))))


@cache
def _shape() -> TypeAdapter[dict[str, Converted | PagePicture | str]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, Converted | PagePicture | str])
