"""Documents: the text that every citation points into, and what is known of it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from index.fields import LONGEST_NAME, Address, Date, Language, Line, Name, a_name
from index.formats.converted import PlaceMark

CONTENT_BYTES: Final = 16


def _named_or_none(text: str) -> str:
    return a_name(text) if text else text


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Id = Annotated[Name, Field(pattern=r"^\S+$")]
EditionName = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_named_or_none)]
"""What an edition is called; empty for a document that belongs to none."""


class Frozen(BaseModel):
    """A model that cannot change; an unknown key is an error. What validates it is built at the first use."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Frozen):
    """An article that a document digests, or the document's own publisher; what is not stated is None."""

    title: Line
    publisher: Line | None = None
    url: Address | None = None
    published: Date | None = None
    language: Language | None = None


class Header(Frozen):
    """What the front matter of a document, or a file beside it, says of it; None where it says nothing.

    Languages are BCP 47 tags, dates ISO 8601 (a year or a month will do).
    """

    id: Id | None = None
    title: Line | None = None
    edition: Name | None = None
    language: Language | None = None
    published: Date | None = None
    publisher: Line | None = None
    url: Address | None = None
    sources: tuple[Source, ...] | None = None
    license: Line | None = None


class Document(Frozen):
    r"""A document; `text` is its body after the front matter, with `\n` line ends.

    All offsets of passages, sentences and citations count characters of `text`. `file` is the name of the
    file it was converted from, None for Markdown; `places` are where its parts stood in that file,
    `recognised` is whether any characters were read from pictures, `notes` are what was left out.
    """

    id: Id
    title: Line
    edition: EditionName
    language: Language
    published: Date | None
    sources: tuple[Source, ...]
    license: Line | None
    text: Text
    file: Line | None = None
    places: tuple[PlaceMark, ...] = ()
    recognised: bool = False
    notes: tuple[str, ...] = ()

    def place(self, start: int) -> PlaceMark | None:
        """Where the character at `start` stood in the file; None where that is not known."""
        at = bisect_right(self._starts, start)
        return self.places[at - 1] if at else None

    def is_recognised(self, start: int, end: int) -> bool:
        """Whether any character from `start` to `end` was read from a picture."""
        first = bisect_right(self._starts, start) - 1
        held = self.places[max(first, 0) : bisect_left(self._starts, end)]
        return any(mark.recognised for mark in held) if held else self.recognised

    @cached_property
    def digest(self) -> str:
        """A digest of the text, 32 hexadecimal digits: whoever has the same document has the same."""
        return hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @cached_property
    def _starts(self) -> list[int]:
        return [mark.start for mark in self.places]

    def with_header(self, given: Mapping[str, Any]) -> Document:
        """The same with other values of its header, such as a title; raises ValidationError."""
        return Document.model_validate({**self.__dict__, **given})
