"""Messages in the five languages, written in Fluent files, one a language and room.

Fluent is Mozilla's localisation format: each language decides for itself about plurals and word order. A
message refers to no other, so that each can be read alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

from qa.language.detection import from_locale

LONGEST_VALUE: Final = 2400  # characters; at 2500 fluent.runtime refuses
ENTRY: Final = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)
LOCALES: Final = Path(__file__).with_name("locales")


class Messages:
    """The messages of one room: `folder` holds `<language>.ftl` files with the same message ids."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self.folder = folder
        self._bundle = cache(self._load)
        self._sources = cache(self._read)

    def format(self, language: str, message: str, /, **values: str | float) -> str:
        """The message `message` in the supported language nearest to `language`.

        Values are cut where they are longer than Fluent takes, such as a list of hundreds of unknown names.
        Raises KeyError for an unknown message and ValueError for a missing value: both are our mistakes,
        found by the tests that format every message in every language.
        """
        bundle = self._bundle(from_locale(language))
        if not self.has(language, message) or (pattern := bundle.get_message(message).value) is None:
            raise KeyError(message)
        text, errors = bundle.format_pattern(pattern, {name: _bearable(v) for name, v in values.items()})
        if errors:
            raise ValueError(f"{self.folder.name}/{language}: {message}: {errors[0]}")
        return str(text)

    def has(self, language: str, message: str) -> bool:
        held = from_locale(language)
        bundle, source = self._bundle(held), self._sources(held).get(message)
        if source is not None and not bundle.has_message(message):
            bundle.add_resource(_parsed(source))
        return source is not None

    def _load(self, language: str) -> FluentBundle:
        return FluentBundle([language], use_isolating=False)

    def _read(self, language: str) -> dict[str, str]:
        """The messages of a language as they are written: each is parsed when it is asked for."""
        text = (self.folder / f"{language}.ftl").read_text(encoding="utf-8")
        starts = [*ENTRY.finditer(text)]
        ends = [*(found.start() for found in starts[1:]), len(text)]
        return {found[1]: text[found.start() : end] for found, end in zip(starts, ends, strict=True)}


def _bearable(value: str | float) -> str | float:
    if not isinstance(value, str) or len(value) <= LONGEST_VALUE:
        return value
    return f"{value[: LONGEST_VALUE - 1]}…"


@cache
def _parsed(source: str) -> Any:  # noqa: ANN401 - fluent.runtime has no types
    """A message: parsing all of a file takes 60 ms, and every engine and bot of a process reads the same."""
    return FluentResource(source)
