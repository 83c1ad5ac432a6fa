"""Where in its file a quote stands, in words: "p. 14", "slide 3", "Sales!A2:D2"."""

from __future__ import annotations

from functools import cache
from typing import Final

from qa.wording.messages import Messages

LONGEST: Final = 80  # characters of a label that are shown


def place_label(language: str, kind: str, label: str) -> str:
    """A place in the supported language nearest to `language`."""
    return _messages().format(language, f"place-{kind}", label=" ".join(label.split())[:LONGEST])


def recognised_label(language: str) -> str:
    """That a program read the characters of a quote from a picture."""
    return _messages().format(language, "place-recognised")


@cache
def _messages() -> Messages:
    return Messages()
