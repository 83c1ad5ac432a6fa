"""Where in its file a quote stands, in words: "p. 14", "slide 3", "Sales!A2:D2", "row “Elm Street”"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from qa.language.inline import clipped
from qa.wording.messages import Messages

LONGEST: Final = 80
"""Characters of a label that are shown."""

COLUMNS: Final = 3
"""Columns that are named; where more answer, the row says it."""


def place_label(language: str, kind: str, label: str, last: str | None = None) -> str:
    """A place, from `label` to `last` if it has an end, in the supported language nearest to `language`."""
    said = "–".join(clipped(one, LONGEST) for one in (label, last) if one is not None)
    return _messages().format(language, f"place-{kind}", label=said, number=1 if last is None else 2)


def table_label(language: str, row: str, columns: Sequence[str]) -> str:
    """A row of a table by what it begins with, and its columns by their heads."""
    say = _messages().format
    name, *heads = (say(language, "quote", text=clipped(one, LONGEST // 2)) for one in (row, *columns))
    if not 0 < len(heads) <= COLUMNS:
        return say(language, "place-row", row=name)
    listed = say(language, "list-separator").join(heads)
    return say(language, "place-cell", row=name, columns=listed, number=len(heads))


def recognised_label(language: str) -> str:
    """That a program read the characters of a quote from a picture."""
    return _messages().format(language, "place-recognised")


@cache
def _messages() -> Messages:
    return Messages()
