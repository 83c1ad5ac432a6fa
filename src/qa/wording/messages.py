"""Messages in the five languages, written in Fluent files, one a language and room.

Fluent is Mozilla's localisation format: each language decides for itself about plurals and word order.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

from qa.language.detection import LANGUAGES, from_locale

LONGEST_VALUE: Final = 2400  # characters; at 2500 fluent.runtime refuses
LOCALES: Final = Path(__file__).with_name("locales")


class Messages:
    """The messages of one room: `folder` holds `<language>.ftl` files with the same message ids."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self.folder = folder
        self._bundle = cache(self._load)

    def format(self, language: str, message: str, /, **values: str | float) -> str:
        """The message `message` in the supported language nearest to `language`.

        Values are cut where they are longer than Fluent takes, such as a list of hundreds of unknown names.
        Raises KeyError for an unknown message and ValueError for a missing value: both are our mistakes,
        found by the tests that format every message in every language.
        """
        bundle = self._bundle(from_locale(language))
        pattern = bundle.get_message(message).value
        if pattern is None:
            raise KeyError(message)
        text, errors = bundle.format_pattern(pattern, {name: _bearable(v) for name, v in values.items()})
        if errors:
            raise ValueError(f"{self.folder.name}/{language}: {message}: {errors[0]}")
        return str(text)

    def has(self, language: str, message: str) -> bool:
        return bool(self._bundle(from_locale(language)).has_message(message))

    def _load(self, language: str) -> FluentBundle:
        bundle = FluentBundle([language], use_isolating=False)
        bundle.add_resource(_parsed((self.folder / f"{language}.ftl").read_text(encoding="utf-8")))
        return bundle


def _bearable(value: str | float) -> str | float:
    if not isinstance(value, str) or len(value) <= LONGEST_VALUE:
        return value
    return f"{value[: LONGEST_VALUE - 1]}…"


@lru_cache(maxsize=2 * len(LANGUAGES))
def _parsed(source: str) -> Any:  # noqa: ANN401 - fluent.runtime has no types
    """A file's messages: parsing takes 60 ms, and every engine and bot of a process reads the same files."""
    return FluentResource(source)
