"""What a paragraph or table inherits from what stands above it."""

from __future__ import annotations

from dataclasses import dataclass

from qa.extraction.mentions.name import Named


@dataclass(frozen=True, slots=True)
class Context:
    """The subjects of list items, introduction and headings above, nearest first, and what they announce.

    `attribute` is the empty string where that is another benchmark or figure than the corpus asks for, told
    in one of the `units`, None where none is named. `scaled` where a scale is named with it that the numbers
    below leave out: "MAU (millions)". `known` are the attributes that the document names anywhere.
    """

    names: tuple[Named, ...] = ()
    attribute: str | None = None
    known: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    scaled: bool = False
