"""What a reader's process and its parent say to each other: lengths, bytes, and JSON that nothing runs.

Every part is eight bytes of its length, and as many bytes. A request is one part of JSON and the file as it
is; an answer is one part of JSON and the text in UTF-8, or the pixels of a page. Before it, an empty part
says that a picture is going to be read, which takes time of its own. The parent trusts nothing that it is
answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, BinaryIO, Final

from index.formats.converted import MOST_TEXT, Converted

if TYPE_CHECKING:
    from index.formats.pdf.pictured import PagePicture

LARGEST_HEAD: Final = 100_000_000
"""Bytes of the JSON of an answer: a million places."""
LARGEST_TEXT: Final = 4 * MOST_TEXT
"""Bytes of a text in UTF-8."""

PICTURE: Final = b""
"""The part that says that a picture is going to be read for its text."""
PICTURE_SECONDS: Final = 30.0
"""Seconds that a file is given for each of its pictures, which takes about 5 on one processor."""

CONVERTED: Final = "converted"
PICTURED: Final = "pictured"
MEMORY: Final = "memory"
UNREADABLE: Final = "unreadable"
CRASHED: Final = "crashed"
"""What an answer has for its one key: what was made, or why not, as `UNREADABLE` for the operator."""

_LENGTH: Final = 8  # bytes


class BrokenAnswerError(Exception):
    """What came through a pipe is no answer: it ends too early, or is longer than any can be."""


def send(pipe: BinaryIO, *parts: bytes) -> None:
    """Write the parts; a large one is not copied. Raises OSError where nobody reads."""
    for part in parts:
        pipe.write(len(part).to_bytes(_LENGTH, "big"))
        pipe.write(part)
    pipe.flush()


def receive(pipe: BinaryIO, largest: int) -> bytes | None:
    """The next part; None where there is no more. Raises BrokenAnswerError, for one that is longer, too."""
    head = pipe.read(_LENGTH)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > largest:
        raise BrokenAnswerError
    part = pipe.read(length)
    if len(part) < length:
        raise BrokenAnswerError
    return part


def as_json(held: Mapping[str, object]) -> bytes:
    """`held` as a part."""
    return json.dumps(held, ensure_ascii=False).encode("utf-8", "replace")


def answer_of(converted: Converted) -> tuple[bytes, bytes]:
    """The parts of the answer: all but the text, and the text."""
    head = {field.name: getattr(converted, field.name) for field in fields(converted)}
    return as_json({CONVERTED: head | {"text": ""}}), converted.text.encode()


def picture_answer_of(picture: PagePicture) -> tuple[bytes, bytes]:
    """The parts of the answer: all but the pixels, and the pixels."""
    return as_json({PICTURED: picture._replace(pixels=b"")._asdict() | {"pixels": ""}}), picture.pixels
